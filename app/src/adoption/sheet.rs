//! The figures as a sheet, for spreadsheet programs: a column for every number, one for every share.

use domain::metrics::{By, Figures, Listed, Measure};
use domain::mode::Level;

use super::{dossiers, name};
use crate::format;
use crate::names;
use crate::t;
use crate::words::Lang;

/// A row.
#[derive(Clone, Debug)]
pub struct SheetRow {
    /// The row's key, as in the interface for programs.
    pub key: String,
    /// Its name, where it has one of its own.
    pub name: String,
    /// Of a level.
    pub level: Option<Level>,
    /// `None` where there are too few dossiers to be shown.
    pub figures: Option<Figures>,
}

/// The sheet: headings, a row for each group, and the sum of all at the end.
#[must_use]
pub fn sheet(lang: Lang, by: By, rows: &[SheetRow], total: Option<Figures>, demo: i64) -> Vec<Vec<String>> {
    let mut lines = vec![headings(lang)];
    // The province's one row is the sum itself.
    for row in rows.iter().filter(|_| by != By::Province) {
        let name = match (by, row.level) {
            (By::Level, Some(level)) => names::level(lang, level).into_owned(),
            (By::Month, _) => row.key.clone(),
            _ => row.name.clone(),
        };
        lines.push(line(lang, &row.key, name, row.figures, String::new()));
    }
    let note = if demo > 0 {
        let count = format::number(lang, demo);
        t!(lang, "adoption.sheet.demo", count = count).into_owned()
    } else {
        String::new()
    };
    let name = t!(lang, "adoption.sheet.total").into_owned();
    lines.push(line(lang, "", name, total, note));
    lines
}

fn headings(lang: Lang) -> Vec<String> {
    let first = [t!(lang, "adoption.sheet.key"), t!(lang, "adoption.sheet.name"), t!(lang, "adoption.sheet.note")];
    let numbers = Listed::all().map(|listed| dossiers::title(lang, listed).into_owned());
    let shares =
        Measure::ALL.iter().map(|measure| t!(lang, "adoption.sheet.share", name = name(lang, *measure)).into_owned());
    let first = first.into_iter().map(std::borrow::Cow::into_owned);
    first.chain(numbers).chain(shares).collect()
}

fn line(lang: Lang, key: &str, name: String, figures: Option<Figures>, note: String) -> Vec<String> {
    let Some(figures) = figures else {
        let few = t!(lang, "adoption.sheet.few").into_owned();
        let mut line = vec![key.to_owned(), name, few];
        line.resize(line.len() + Listed::all().count() + Measure::ALL.len(), String::new());
        return line;
    };
    let numbers = Listed::all().map(|listed| figures.number(listed).to_string());
    // Empty, not 0, where there is nothing to divide by.
    let shares = Measure::ALL.iter().map(|measure| {
        let points = measure.share(&figures).basis_points();
        points.map_or_else(String::new, |points| format::percent(lang, points))
    });
    let first = [key.to_owned(), name, note];
    first.into_iter().chain(numbers).chain(shares).collect()
}
