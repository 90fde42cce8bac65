//! From a report to what the pages show.

use app::{
    adoption::{
        Figure, Seen,
        query::{AdoptionQuery, When},
        table::Row,
        trend::Month,
    },
    format, names,
    words::Lang,
};
use backend::{
    actor::{Actor, RoleKind},
    adoption::{Report, ReportRow, Target},
};
use domain::metrics::{By, Figures, Listed, Measure, Tally};
use jiff::civil::Date;

/// Whether somebody may see the dossiers of an agency, or of all (`None`).
pub fn may_list(actor: Option<&Actor>, agency: Option<&str>) -> bool {
    actor.is_some_and(|actor| {
        actor.has(RoleKind::Admin) || agency.is_some_and(|agency| actor.must_be_officer_of(agency).is_ok())
    })
}

/// A measure in a group, with links where `lists` says that they lead somewhere.
pub fn figure(
    measure: Measure,
    figures: Option<&Figures>,
    targets: &[Target],
    query: &AdoptionQuery,
    lists: bool,
) -> Figure {
    let (of, all) = measure.listed();
    let link = |listed: Listed| {
        if listed.is_services() {
            // Which services have dossiers is no secret: the comparison by service shows it.
            return (query.by != Some(By::Service)).then(|| by_services(query));
        }
        lists.then(|| query.dossiers(listed, None))
    };
    let target = targets.iter().find(|target| target.measure == measure);
    Figure {
        seen: figures.map_or(Seen::Few, |figures| Seen::Share(measure.share(figures))),
        target: target.map(|target| target.percent),
        of_href: link(of),
        all_href: link(all),
    }
}

fn by_services(query: &AdoptionQuery) -> String {
    let query = AdoptionQuery { by: Some(By::Service), measure: Measure::Online, ..query.clone() };
    query.address() + "#so-sanh"
}

/// The rows of a comparison.
pub fn rows(lang: Lang, query: &AdoptionQuery, report: &Report, actor: Option<&Actor>) -> Vec<Row> {
    report
        .rows
        .iter()
        .map(|row| {
            let narrowed = narrowed(query, report, row);
            let lists = may_list(actor, narrowed.agency.as_deref());
            Row {
                name: name(lang, report.by, row),
                href: Some(narrowed.address()),
                measure: query.measure,
                figure: figure(query.measure, row.figures.as_ref(), &row.targets, &narrowed, lists),
            }
        })
        .collect()
}

fn name(lang: Lang, by: By, row: &ReportRow) -> String {
    match (by, row.level, month(&row.key)) {
        (By::Level, Some(level), _) => names::level(lang, level).into_owned(),
        (By::Month, _, Some(first)) => format::month(lang, first),
        _ => row.name.in_language(lang == Lang::En).to_owned(),
    }
}

/// The question about one row.
fn narrowed(query: &AdoptionQuery, report: &Report, row: &ReportRow) -> AdoptionQuery {
    let mut query = AdoptionQuery { by: None, ..query.clone() };
    match report.by {
        By::Province => {}
        By::Level => query.level = row.level,
        By::Agency => query.agency = Some(row.key.clone()),
        By::Field => query.field = Some(row.key.clone()),
        By::Service => query.service = Some(row.key.clone()),
        By::Month => {
            if let Some(first) = month(&row.key) {
                let period = report.scope.period;
                let from = first.max(period.from());
                let to = first.last_of_month().min(period.to());
                query.when = When::Days(from, to);
            }
        }
    }
    query
}

/// The months of a report by month.
pub fn months(query: &AdoptionQuery, report: &Report, actor: Option<&Actor>) -> Vec<Month> {
    report
        .rows
        .iter()
        .filter_map(|row| {
            let narrowed = narrowed(query, report, row);
            let lists = may_list(actor, narrowed.agency.as_deref());
            Some(Month {
                first: month(&row.key)?,
                figure: figure(query.measure, row.figures.as_ref(), &row.targets, &narrowed, lists),
                channels: row.figures.as_ref().map(channels),
            })
        })
        .collect()
}

/// Dossiers received online, at the counter and by post.
pub fn channels(figures: &Figures) -> [i64; 3] {
    [Tally::Online, Tally::Counter, Tally::Postal].map(|tally| figures.tallies[tally])
}

/// The first of the month of a row's key, `2026-03`.
fn month(key: &str) -> Option<Date> {
    format!("{key}-01").parse().ok()
}
