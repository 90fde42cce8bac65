//! The key figures: four in large, then every measure with its bar; and who filed.

use crate::ui::{Html, IntoHtml};
use domain::metrics::{Listed, Measure, Share, Tally};
use domain::mode::ActingMode;
use domain::money::Dong;
use domain::working_hours::HOURS_A_DAY;
use leptos::prelude::*;

use super::page::AdoptionPage;
use super::query::AdoptionQuery;
use super::table::{self, Row};
use super::{Figure, Seen, name, percent};
use crate::format;
use crate::t;
use crate::ui::chart::bars::{self, Reach};
use crate::words::Lang;

/// The figures that are shown in large, beside what people saved.
const LARGE: [Measure; 3] = [Measure::Online, Measure::ServicesUsed, Measure::OnTimeLaw];

/// The large figures.
#[must_use]
pub fn large(lang: Lang, view: &AdoptionPage) -> Html {
    let cards = LARGE.iter().filter_map(|measure| Some(card(lang, *measure, view.figure(*measure)?))).collect_view();
    view! { <div class="figures">{cards} {saved(lang, view)}</div> }.into_html()
}

fn card(lang: Lang, measure: Measure, figure: &Figure) -> Html {
    let bar = figure.seen.share().map(|share| bars::bar(share, figure.target));
    let aim = figure.target.map(|target| {
        let share = figure.seen.share().unwrap_or_default();
        let reach = Reach::of(share, figure.target);
        let (words, class) = table::reach_words(lang, measure, reach);
        let aim = t!(lang, "adoption.target", percent = target);
        view! { <div class="of">{aim} ": " <span class=class>{words}</span></div> }
    });
    view! {
        <div>
            <div class="of">{name(lang, measure)}</div>
            <div class="n">{percent(lang, figure.seen)}</div>
            {bar}
            <div class="of">{table::numbers(lang, measure, figure)}</div>
            {aim}
        </div>
    }
    .into_html()
}

/// What online filing saved people, in gold; nothing where it saved nothing.
fn saved(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    let share = view.figure(Measure::FeesSaved)?.seen.share()?;
    let money = (share.of > 0).then(|| {
        let of = format::dong_short(lang, Dong::new(share.of).unwrap_or_default());
        let all = format::dong_short(lang, Dong::new(share.all).unwrap_or_default());
        view! {
            <b>{of}</b>
            <span>{t!(lang, "adoption.saved_of", amount = all)}</span>
        }
    });
    let days = view.saved_hours.filter(|hours| *hours > 0).map(|hours| {
        let days = working_days(lang, hours);
        view! {
            <b>{t!(lang, "adoption.saved_days", days = days)}</b>
            <span>{t!(lang, "adoption.saved_sooner")}</span>
        }
    });
    if money.is_none() && days.is_none() {
        return None;
    }
    Some(
        view! {
            <div class="gain">
                <h2>{t!(lang, "adoption.saved")}</h2>
                <p>{money}</p>
                <p>{days}</p>
            </div>
        }
        .into_html(),
    )
}

/// Working hours as working days, to a tenth: `17,5`.
fn working_days(lang: Lang, hours: i64) -> String {
    let day = i64::from(HOURS_A_DAY);
    let tenths = (hours * 10 + day / 2) / day;
    let whole = format::number(lang, tenths / 10);
    match tenths % 10 {
        0 => whole,
        rest if lang == Lang::Vi => format!("{whole},{rest}"),
        rest => format!("{whole}.{rest}"),
    }
}

/// Every measure; its name leads to its chart and its comparison.
#[must_use]
pub fn all(lang: Lang, view: &AdoptionPage) -> Html {
    let rows: Vec<Row> = view
        .figures
        .iter()
        .map(|(measure, figure)| Row {
            name: name(lang, *measure).into_owned(),
            href: Some(AdoptionQuery { measure: *measure, ..view.query.clone() }.address() + "#theo-thang"),
            measure: *measure,
            figure: figure.clone(),
        })
        .collect();
    let label = t!(lang, "adoption.all");
    view! {
        <h2 id="chi-so">{label.clone()}</h2>
        <p class="soft">{t!(lang, "adoption.all_lead")}</p>
        {table::table(lang, &label, &t!(lang, "adoption.col.measure"), &rows)}
    }
    .into_html()
}

/// Who filed online: people by themselves, or somebody for them. Kept apart, so that nobody files for others to make
/// the figures look better.
#[must_use]
pub fn filers(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    let whole: i64 = view.filers.iter().map(|(_, count)| count).sum();
    if whole == 0 {
        return None;
    }
    let bar: Vec<_> = view.filers.iter().map(|(mode, count)| (*count, class_of(*mode))).collect();
    let items = view
        .filers
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(mode, count)| {
            let share = Share { of: *count, all: whole };
            let list = Listed::Tally(tally_of(*mode));
            let href = view.lists.then(|| view.query.dossiers(list, None));
            legend_line(lang, class_of(*mode), &acting(lang, *mode), share, href)
        })
        .collect_view();
    Some(
        view! {
            <section aria-labelledby="ai-nop">
                <h2 id="ai-nop">{t!(lang, "adoption.filers")}</h2>
                {bars::parts(&bar)}
                <ul class="legend">{items}</ul>
                <p class="soft">{t!(lang, "adoption.filers_why")}</p>
            </section>
        }
        .into_html(),
    )
}

const fn tally_of(mode: ActingMode) -> Tally {
    match mode {
        ActingMode::SelfFiled => Tally::SelfFiled,
        ActingMode::Guided => Tally::Guided,
        ActingMode::Assisted => Tally::Assisted,
        ActingMode::Authorised => Tally::Authorised,
        ActingMode::Representative => Tally::Representative,
    }
}

const fn class_of(mode: ActingMode) -> &'static str {
    match mode {
        ActingMode::SelfFiled => "tone-1",
        ActingMode::Guided => "tone-2",
        ActingMode::Assisted => "tone-3",
        ActingMode::Authorised => "tone-4",
        ActingMode::Representative => "tone-5",
    }
}

/// What somebody who filed is called.
fn acting(lang: Lang, mode: ActingMode) -> std::borrow::Cow<'static, str> {
    match mode {
        ActingMode::SelfFiled => t!(lang, "adoption.filer.self"),
        ActingMode::Guided => t!(lang, "adoption.filer.guided"),
        ActingMode::Assisted => t!(lang, "adoption.filer.assisted"),
        ActingMode::Authorised => t!(lang, "adoption.filer.authorised"),
        ActingMode::Representative => t!(lang, "adoption.filer.representative"),
    }
}

/// A part of a whole in a legend: its colour, its name, how many, and how much of the whole.
pub(super) fn legend_line(lang: Lang, class: &'static str, name: &str, share: Share, href: Option<String>) -> Html {
    let count = table::linked(lang, format::number(lang, share.of), href.as_deref());
    let part = percent(lang, Seen::Share(share));
    view! { <li>{swatch(class)} " " {name.to_owned()} ": " {count} " (" {part} ")"</li> }.into_html()
}

/// A spot of a class's colour.
fn swatch(class: &'static str) -> Html {
    view! {
        <svg class="swatch" width="18" height="12" aria-hidden="true">
            <rect class=class width="18" height="12"></rect>
        </svg>
    }
    .into_html()
}

#[cfg(test)]
mod tests {
    use super::working_days;
    use crate::words::Lang;

    #[test]
    fn hours_become_working_days() {
        assert_eq!(working_days(Lang::Vi, 140), "17,5");
        assert_eq!(working_days(Lang::En, 140), "17.5");
        assert_eq!(working_days(Lang::Vi, 8), "1");
        assert_eq!(working_days(Lang::Vi, 3), "0,4");
        assert_eq!(working_days(Lang::Vi, 80_000), "10.000");
    }
}
