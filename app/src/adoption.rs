//! How far people use the portal: the year's figures so far, each with its numerator and denominator.

use crate::format;
use crate::shell::{PageFrame, Place, Site};
use crate::t;
use crate::ui::{Column, DataTable, Notice, Tone};
use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::Date;
use leptos::prelude::*;

use std::sync::Arc;

/// What is counted of something, and out of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Numerator.
    pub of: i64,
    /// Denominator.
    pub all: i64,
}

impl Share {
    /// The share in hundredths of a percent, rounded half up; none of nothing.
    #[must_use]
    pub const fn basis_points(self) -> Option<i64> {
        if self.all == 0 {
            None
        } else {
            Some((self.of * 20_000 + self.all) / (2 * self.all))
        }
    }
}

/// The figures.
#[derive(Clone, Debug)]
pub struct AdoptionPage {
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Dossiers that came online, of all.
    pub online: Share,
    /// Dossiers by post, of all.
    pub postal: Share,
    /// Services with an online dossier, of those offered online.
    pub services: Share,
    /// Decided by the law's date, of those decided.
    pub on_time: Share,
    /// Decided by the promised date, of those decided.
    pub promise: Share,
    /// Paid online, of those with something to pay.
    pub paid: Share,
    /// What online filing saved people.
    pub saved: Dong,
    /// Working hours saved.
    pub saved_hours: i64,
    /// Whether made-up dossiers are counted, too.
    pub demo: bool,
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/tinh-hinh", t!(lang, "adoption.title"))
        .description(t!(lang, "adoption.description"))
        .place(Place::Adoption)
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &AdoptionPage) -> AnyView {
    let period = t!(
        lang,
        "adoption.period",
        from = format::date(lang, view.from),
        to = format::date(lang, view.to)
    );
    let empty = view.online.all == 0;
    view! {
        <h1>{headline(lang, view)}</h1>
        <p class="lead">{period}</p>
        {view
            .demo
            .then(|| {
                view! { <Notice tone=Tone::Warning>{t!(lang, "adoption.demo")}</Notice> }
            })}
        {empty.then(|| view! { <p>{t!(lang, "adoption.empty")}</p> })}
        <div class="figures">
            {figure(lang, t!(lang, "adoption.online"), view.online, Some(50))}
            {figure(lang, t!(lang, "adoption.services"), view.services, Some(80))}
            {figure(lang, t!(lang, "adoption.on_time"), view.on_time, None)}
            {saved(lang, view)}
        </div>
        <h2>{t!(lang, "adoption.all")}</h2>
        {table(lang, view)}
        <p class="soft">{t!(lang, "adoption.how")}</p>
    }
    .into_any()
}

fn headline(lang: Lang, view: &AdoptionPage) -> String {
    match view.online.basis_points() {
        None => t!(lang, "adoption.title").into_owned(),
        Some(points) => t!(
            lang,
            "adoption.headline",
            share = format::percent(lang, points)
        )
        .into_owned(),
    }
}

/// A share in large, its numbers in small, and how far it is to the target (percent).
fn figure(lang: Lang, name: impl Into<String>, share: Share, target: Option<u32>) -> AnyView {
    let points = share.basis_points();
    let large = points.map_or_else(|| "–".to_owned(), |points| format::percent(lang, points));
    let numbers = fraction(lang, share);
    let target_words =
        target.map(|percent| t!(lang, "adoption.target", percent = percent).into_owned());
    view! {
        <div>
            <div class="of">{name.into()}</div>
            <div class="n">{large}</div>
            <meter
                min="0"
                max="10000"
                value=points.unwrap_or(0).to_string()
                aria-hidden="true"
            ></meter>
            <div class="of">{numbers} {target_words.map(|words| format!(" · {words}"))}</div>
        </div>
    }
    .into_any()
}

fn saved(lang: Lang, view: &AdoptionPage) -> AnyView {
    view! {
        <div>
            <div class="of">{t!(lang, "adoption.saved")}</div>
            <div class="n gold">{format::dong(lang, view.saved)}</div>
            <div class="of">
                {t!(lang, "adoption.saved_hours", hours = format::number(lang, view.saved_hours))}
            </div>
        </div>
    }
    .into_any()
}

fn fraction(lang: Lang, share: Share) -> String {
    format!(
        "{} / {}",
        format::number(lang, share.of),
        format::number(lang, share.all)
    )
}

fn table(lang: Lang, view: &AdoptionPage) -> AnyView {
    let row = |name: std::borrow::Cow<'static, str>, share: Share| {
        let percent = share
            .basis_points()
            .map_or_else(|| "–".to_owned(), |points| format::percent(lang, points));
        vec![
            name.into_any(),
            format::number(lang, share.of).into_any(),
            format::number(lang, share.all).into_any(),
            percent.into_any(),
        ]
    };
    let columns = vec![
        Column::words(t!(lang, "adoption.measure")),
        Column::numbers(t!(lang, "adoption.numerator")),
        Column::numbers(t!(lang, "adoption.denominator")),
        Column::numbers(t!(lang, "adoption.share")),
    ];
    let rows = vec![
        row(t!(lang, "adoption.online"), view.online),
        row(t!(lang, "adoption.postal"), view.postal),
        row(t!(lang, "adoption.services"), view.services),
        row(t!(lang, "adoption.on_time"), view.on_time),
        row(t!(lang, "adoption.promise"), view.promise),
        row(t!(lang, "adoption.paid"), view.paid),
    ];
    view! { <DataTable label=t!(lang, "adoption.all") columns rows/> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn shares_round_half_up_and_nothing_has_none() {
        // Seed 000: 139 of 650 services are 21,38 %.
        assert_eq!(Share { of: 139, all: 650 }.basis_points(), Some(2138));
        assert_eq!(Share { of: 1, all: 2 }.basis_points(), Some(5000));
        assert_eq!(Share { of: 1, all: 3 }.basis_points(), Some(3333));
        assert_eq!(Share { of: 2, all: 3 }.basis_points(), Some(6667));
        assert_eq!(Share { of: 0, all: 0 }.basis_points(), None);
    }
}
