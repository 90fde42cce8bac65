//! What stays inside the agency: the control sheet of a dossier, and the register of a time.

use domain::forms::{Form, FormSet};
use jiff::civil::{Date, DateTime};

use super::VI;
use super::paper::{Column, Format, Paper, Part, Signature, Table};
use super::slips::{Head, Issued, country, empty, sheet, signature};
use super::words::{dated, form_line, title};
use crate::format;
use crate::t;

/// The control sheet (05, later 06).
#[derive(Clone, Debug)]
pub struct ControlSheet {
    /// What happened, in order.
    pub steps: Vec<Step>,
    /// When the result is promised, once that is fixed.
    pub promised: Option<DateTime>,
    /// When it is due by law.
    pub statutory: Option<DateTime>,
}

/// One step of the control sheet.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub what: String,
    /// Who handed over or did it.
    pub by: String,
    /// Who received it, or holds it from then on.
    pub to: String,
    /// Local time.
    pub at: DateTime,
    /// How it stood to its due time, where it had one.
    pub timing: Option<Timing>,
    /// A remark.
    pub note: String,
}

/// How a step stood to its due time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timing {
    /// On an earlier day.
    Ahead,
    /// In time.
    OnTime,
    /// Past it.
    Late,
}

impl Timing {
    /// A moment against its due time.
    #[must_use]
    pub fn of(at: DateTime, due: DateTime) -> Self {
        if at > due {
            Self::Late
        } else if at.date() < due.date() {
            Self::Ahead
        } else {
            Self::OnTime
        }
    }

    fn words(self) -> String {
        match self {
            Self::Ahead => t!(VI, "papers.timing.ahead"),
            Self::OnTime => t!(VI, "papers.timing.on_time"),
            Self::Late => t!(VI, "papers.timing.late"),
        }
        .into_owned()
    }
}

/// The control sheet as it stands at `issued`.
#[must_use]
pub fn control_sheet(head: &Head, issued: &Issued, form: &ControlSheet) -> Paper {
    let row = |(place, step): (usize, &Step)| {
        vec![
            (place + 1).to_string(),
            step.what.clone(),
            step.by.clone(),
            step.to.clone(),
            format::moment_short(step.at),
            step.timing.map(Timing::words).unwrap_or_default(),
            step.note.clone(),
        ]
    };
    let due = |label, at: Option<DateTime>| at.map(|at| Part::fact(label, format::moment_short(at)));
    let parts = [
        Some(Part::fact(t!(VI, "papers.dossier_of"), &head.applicant)),
        Some(Part::fact(t!(VI, "papers.about"), &head.service)),
        due(t!(VI, "papers.promised").into_owned(), form.promised),
        due(t!(VI, "papers.statutory").into_owned(), form.statutory),
        Some(Part::Table(Table {
            label: t!(VI, "papers.steps").into_owned(),
            columns: vec![
                Column::centre(t!(VI, "papers.col.place"), 6),
                Column::left(t!(VI, "papers.col.step"), 22),
                Column::left(t!(VI, "papers.col.by"), 17),
                Column::left(t!(VI, "papers.col.to"), 17),
                Column::centre(t!(VI, "papers.col.at"), 13),
                Column::centre(t!(VI, "papers.col.timing"), 11),
                Column::left(t!(VI, "papers.col.note"), 20),
            ],
            rows: form.steps.iter().enumerate().map(row).collect(),
            sum: None,
        })),
    ];
    let number = t!(VI, "papers.number.control_sheet", name = head.name).into_owned();
    let parts = parts.into_iter().flatten().collect();
    Paper {
        signatures: vec![empty(), signature(t!(VI, "papers.signs.printed_by").into_owned(), issued)],
        ..sheet(head, issued.at, Form::ControlSheet, Format::A4, number, parts)
    }
}

/// The register (06, later 07) of an agency over some days.
#[derive(Clone, Debug)]
pub struct Register {
    /// The agency's name.
    pub agency: String,
    /// Its address and telephone, as far as they are known.
    pub contact: Vec<String>,
    /// The set of forms of its last day.
    pub set: FormSet,
    /// First and last day of receipt.
    pub days: (Date, Date),
    /// In the order of receipt.
    pub rows: Vec<RegisterRow>,
    /// Some dossiers are made up.
    pub demo: bool,
    /// When it is printed, local time.
    pub at: DateTime,
    /// Who prints it.
    pub officer: String,
}

/// A dossier in the register.
#[derive(Clone, Debug)]
pub struct RegisterRow {
    /// Its code.
    pub code: String,
    /// The service.
    pub service: String,
    /// Sets of documents.
    pub sets: u8,
    /// Who asks.
    pub applicant: String,
    /// Address and telephone, as far as they are known.
    pub reached: String,
    /// When it was received.
    pub received_at: DateTime,
    /// When the result is promised.
    pub promised: DateTime,
    /// When the result was handed over, or how it ended without.
    pub handed_over: String,
    /// How the result goes out.
    pub delivery: String,
}

/// The register.
#[must_use]
pub fn register(form: &Register) -> Paper {
    let row = |(place, row): (usize, &RegisterRow)| {
        vec![
            (place + 1).to_string(),
            row.code.clone(),
            row.service.clone(),
            row.sets.to_string(),
            format!("{}\n{}", row.applicant, row.reached).trim_end().to_owned(),
            format::moment_short(row.received_at),
            format::moment_short(row.promised),
            row.handed_over.clone(),
            row.delivery.clone(),
            String::new(),
        ]
    };
    let (from, to) = form.days;
    let days = t!(VI, "papers.register_days", from = format::date(VI, from), to = format::date(VI, to));
    let count = format::number(VI, i64::try_from(form.rows.len()).unwrap_or(i64::MAX));
    let count = t!(VI, "papers.register_count", count = count);
    let mut agency = vec![form.agency.clone()];
    agency.extend(form.contact.iter().cloned());
    let table = Part::Table(Table {
        label: count.into_owned(),
        columns: vec![
            Column::centre(t!(VI, "papers.col.place"), 4),
            Column::left(t!(VI, "papers.col.code"), 15),
            Column::left(t!(VI, "papers.col.service"), 18),
            Column::centre(t!(VI, "papers.col.sets"), 4),
            Column::left(t!(VI, "papers.col.applicant"), 18),
            Column::centre(t!(VI, "papers.col.received"), 9),
            Column::centre(t!(VI, "papers.col.promised"), 9),
            Column::centre(t!(VI, "papers.col.handed_over"), 9),
            Column::left(t!(VI, "papers.col.delivery"), 10),
            Column::centre(t!(VI, "papers.col.signed"), 8),
        ],
        rows: form.rows.iter().enumerate().map(row).collect(),
        sum: None,
    });
    Paper {
        format: Format::A4Landscape,
        form: form_line(Form::Register, form.set),
        mark: form.demo.then(|| t!(VI, "papers.demo").into_owned()),
        agency,
        number: String::new(),
        country: Some(country()),
        dated: dated(form.at.date()),
        title: title(Form::Register, form.set),
        subtitle: days.into_owned(),
        parts: vec![table],
        qr: None,
        signatures: vec![
            empty(),
            Signature {
                role: t!(VI, "papers.signs.printed_by").into_owned(),
                hint: t!(VI, "papers.signs.hint").into_owned(),
                name: form.officer.clone(),
            },
        ],
        name: format!("{}-{from}-{to}", Form::Register.as_str()),
        at: form.at,
    }
}
