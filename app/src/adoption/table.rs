//! Shares below each other, each with a bar, its numbers, and how it stands to its target. The table of a chart, too.

use crate::ui::{Html, IntoHtml};
use domain::metrics::Measure;
use leptos::prelude::*;

use super::{Figure, Seen, Unit, amount, percent, unit};
use crate::format;
use crate::t;
use crate::ui::chart::bars::{self, Reach};
use crate::words::Lang;

/// A row of shares.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about: an agency, a month, a measure.
    pub name: String,
    /// Where more about it is, without the language.
    pub href: Option<String>,
    /// What is measured.
    pub measure: Measure,
    /// Its figure.
    pub figure: Figure,
}

/// From the highest share to the lowest; then what is kept back, and at last where there is nothing to measure.
pub fn sort(rows: &mut [Row]) {
    rows.sort_by_key(|row| match row.figure.seen {
        Seen::Share(share) => match share.basis_points() {
            Some(points) => (0, -points, -share.all),
            None => (2, 0, 0),
        },
        Seen::Few => (1, 0, 0),
    });
}

/// The table. `label` says what it shows, `first` heads the first column.
#[must_use]
pub fn table(lang: Lang, label: &str, first: &str, rows: &[Row]) -> Html {
    let has_targets = rows.iter().any(|row| row.figure.target.is_some());
    let body = rows.iter().map(|row| line(lang, row, has_targets)).collect_view();
    let standing = has_targets.then(|| view! { <th scope="col" class="r">{t!(lang, "adoption.col.target")}</th> });
    view! {
        <div class="sheet">
            <table class="shares">
                <caption class="unseen">{label.to_owned()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{first.to_owned()}</th>
                        <th scope="col" class="r">{t!(lang, "adoption.col.share")}</th>
                        {standing}
                    </tr>
                </thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_html()
}

fn line(lang: Lang, row: &Row, has_targets: bool) -> Html {
    let figure = &row.figure;
    let bar = figure.seen.share().filter(|share| share.all > 0).map(|share| bars::bar(share, figure.target));
    let name = match &row.href {
        Some(path) => view! { <a href=lang.path(path)>{row.name.clone()}</a> }.into_html(),
        None => view! { <span>{row.name.clone()}</span> }.into_html(),
    };
    let standing = has_targets.then(|| view! { <td class="r">{standing(lang, row)}</td> });
    view! {
        <tr>
            <th scope="row"><span class="name">{name}</span> {bar}</th>
            <td class="r">
                <b>{percent(lang, figure.seen)}</b>
                <small class="nobr">{numbers(lang, row.measure, figure)}</small>
            </td>
            {standing}
        </tr>
    }
    .into_html()
}

/// `12.345 / 20.158`, each leading to its dossiers for those who may see them. Money says its unit once.
#[must_use]
pub fn numbers(lang: Lang, measure: Measure, figure: &Figure) -> Option<Html> {
    let share = figure.seen.share()?;
    let of = match unit(measure) {
        Unit::Dong => format::number(lang, share.of),
        _ => amount(lang, measure, share.of),
    };
    let of = linked(lang, of, figure.of_href.as_deref());
    let all = linked(lang, amount(lang, measure, share.all), figure.all_href.as_deref());
    Some(view! { {of} " / " {all} }.into_html())
}

/// A number that leads to what it counts.
pub(super) fn linked(lang: Lang, number: String, href: Option<&str>) -> Html {
    match href {
        Some(path) => view! { <a href=lang.path(path)>{number}</a> }.into_html(),
        None => number.into_html(),
    }
}

/// How the share stands to its target, in words.
fn standing(lang: Lang, row: &Row) -> Option<Html> {
    let figure = &row.figure;
    let percent = figure.target?;
    let aim = t!(lang, "adoption.target", percent = percent).into_owned();
    let said = figure.seen.share().map(|share| {
        let reach = Reach::of(share, figure.target);
        reach_words(lang, row.measure, reach)
    });
    let words = said.map(|(words, class)| view! { <span class=class>{words}</span> });
    Some(view! { {words} <small>{aim}</small> }.into_html())
}

/// What to say of a share and its target, and the class of the words.
pub(super) fn reach_words(lang: Lang, measure: Measure, reach: Reach) -> (String, &'static str) {
    match reach {
        Reach::Reached => (t!(lang, "adoption.reached").into_owned(), "reached"),
        Reach::Missing(missing) => {
            let missing = format::number(lang, missing);
            let words = match unit(measure) {
                Unit::Dossiers => t!(lang, "adoption.missing_dossiers", count = missing),
                Unit::Services => t!(lang, "adoption.missing_services", count = missing),
                Unit::Dong | Unit::Ratings => t!(lang, "adoption.below"),
            };
            (words.into_owned(), "below")
        }
        Reach::Unknown => (t!(lang, "adoption.nothing_yet").into_owned(), "soft"),
    }
}

/// Who reaches the target, in a sentence: `13/17 đơn vị đạt chỉ tiêu; 2 đơn vị chưa có hồ sơ.` Those without a dossier
/// are not counted among the 17 (RULES.md 6.2).
#[must_use]
pub fn who_reaches(lang: Lang, rows: &[Row]) -> Option<String> {
    let mut reached = 0_i64;
    let (mut compared, mut empty, mut few) = (0_i64, 0_i64, 0_i64);
    for row in rows {
        match row.figure.seen {
            Seen::Few => few += 1,
            Seen::Share(share) if share.all <= 0 => empty += 1,
            Seen::Share(share) => match Reach::of(share, row.figure.target) {
                Reach::Reached => {
                    reached += 1;
                    compared += 1;
                }
                Reach::Missing(_) => compared += 1,
                Reach::Unknown => {}
            },
        }
    }
    let mut said = Vec::new();
    if compared > 0 {
        let (reached, all) = (format::number(lang, reached), format::number(lang, compared));
        said.push(t!(lang, "adoption.units_reach", reached = reached, all = all));
    }
    if empty > 0 {
        let empty = format::number(lang, empty);
        said.push(t!(lang, "adoption.units_empty", count = empty));
    }
    if few > 0 {
        let few = format::number(lang, few);
        said.push(t!(lang, "adoption.units_few", count = few));
    }
    (!said.is_empty()).then(|| format!("{}.", said.join("; ")))
}

#[cfg(test)]
mod tests {
    use domain::metrics::Share;

    use super::*;

    fn row(name: &str, seen: Seen) -> Row {
        Row {
            name: name.into(),
            href: None,
            measure: Measure::Online,
            figure: Figure { seen, target: Some(50), of_href: None, all_href: None },
        }
    }

    fn share(of: i64, all: i64) -> Seen {
        Seen::Share(Share { of, all })
    }

    #[test]
    fn the_best_come_first_and_the_empty_last() {
        let mut rows = [
            row("none", share(0, 0)),
            row("low", share(1, 10)),
            row("few", Seen::Few),
            row("high, small", share(1, 1)),
            row("high, large", share(10, 10)),
        ];
        sort(&mut rows);
        let names = rows.map(|row| row.name);
        assert_eq!(names, ["high, large", "high, small", "low", "few", "none"]);
    }

    #[test]
    fn units_without_a_dossier_are_told_apart() {
        let rows = [row("a", share(5, 10)), row("b", share(4, 10)), row("c", share(0, 0)), row("d", Seen::Few)];
        let said = who_reaches(Lang::Vi, &rows).unwrap();
        assert!(said.contains("1/2") && said.contains("; 1 đơn vị"), "{said}");
        assert_eq!(who_reaches(Lang::Vi, &[]), None);
    }
}
