//! A receipt (Nghị định 254/2026/NĐ-CP, Điều 23): who collects, who pays, each fee, the sum in figures and in words.

use domain::money::Dong;
use jiff::civil::DateTime;

use super::VI;
use super::paper::{Column, Format, Paper, Part, Table};
use super::words::dated;
use crate::format;
use crate::t;

/// What a receipt says.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The series.
    pub series: String,
    /// The year.
    pub year: i64,
    /// The number, from 1 each year.
    pub number: i64,
    /// Who collects.
    pub agency: String,
    /// Where they are.
    pub agency_address: Option<String>,
    /// Who pays.
    pub payer: String,
    /// The dossier's public name.
    pub dossier: String,
    /// The service.
    pub service: String,
    /// Fee by fee.
    pub lines: Vec<(String, Dong)>,
    /// In all.
    pub amount: Dong,
    /// Through the gateway, or in cash at the counter.
    pub online: bool,
    /// When it was issued, local time.
    pub at: DateTime,
    /// Why it stands in the place of another.
    pub replaces: Option<Replaces>,
    /// The one that stands in its place: series, year and number.
    pub replaced_by: Option<String>,
}

/// Why a receipt stands in the place of another.
#[derive(Clone, Debug)]
pub struct Replaces {
    /// The other: series, year and number.
    pub number: String,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When the money was taken, local time.
    pub paid_at: DateTime,
}

/// The receipt. It is always marked as a simulation: no money of the real world was taken.
#[must_use]
pub fn receipt(receipt: &Receipt) -> Paper {
    let number = format!("{:08}", receipt.number);
    let way = if receipt.online { t!(VI, "payment.way_online") } else { t!(VI, "payment.way_counter") };
    let rows = receipt.lines.iter().map(|(name, amount)| vec![name.clone(), format::dong(VI, *amount)]);
    let table = Table {
        label: t!(VI, "papers.receipt.fees").into_owned(),
        columns: vec![Column::left(t!(VI, "payment.fee"), 68), Column::right(t!(VI, "payment.amount"), 32)],
        rows: rows.collect(),
        sum: Some(vec![t!(VI, "payment.sum").into_owned(), format::dong(VI, receipt.amount)]),
    };
    let mut parts = Vec::new();
    if let Some(by) = &receipt.replaced_by {
        parts.push(Part::Text(t!(VI, "papers.receipt.replaced_by", number = by).into_owned()));
    }
    if let Some(other) = &receipt.replaces {
        parts.push(Part::fact(t!(VI, "papers.receipt.replaces"), &other.number));
        parts.push(Part::fact(t!(VI, "papers.receipt.reason"), &other.reason));
        parts.push(Part::fact(t!(VI, "papers.receipt.recorded_by"), &other.recorded_by));
    }
    parts.extend([
        Part::fact(t!(VI, "payment.payer"), &receipt.payer),
        Part::fact(t!(VI, "payment.dossier"), &receipt.dossier),
        Part::fact(t!(VI, "payment.service"), &receipt.service),
        Part::fact(t!(VI, "payment.way"), way),
        Part::Table(table),
        Part::fact(t!(VI, "payment.in_words"), format!("{}.", receipt.amount.in_words())),
        Part::Text(t!(VI, "payment.receipt_unsigned").into_owned()),
    ]);
    let taken = receipt.replaces.as_ref().map_or(receipt.at, |other| other.paid_at);
    let taken = if taken.date() == receipt.at.date() {
        t!(VI, "papers.receipt.taken_at", time = format::time(taken.time())).into_owned()
    } else {
        t!(VI, "papers.receipt.taken_at", time = format::moment(VI, taken)).into_owned()
    };
    let mut agency = vec![receipt.agency.clone()];
    agency.extend(receipt.agency_address.clone());
    Paper {
        format: Format::A5,
        form: None,
        mark: Some(t!(VI, "payment.receipt_demo").into_owned()),
        agency,
        number: t!(VI, "papers.receipt.number", series = receipt.series, year = receipt.year, number = number)
            .into_owned(),
        country: None,
        dated: dated(receipt.at.date()),
        title: t!(VI, "payment.receipt_title").into_owned(),
        subtitle: taken,
        parts,
        qr: None,
        signatures: vec![],
        name: format!("bien-lai-{}-{}-{number}", receipt.series, receipt.year),
        at: receipt.at,
    }
}
