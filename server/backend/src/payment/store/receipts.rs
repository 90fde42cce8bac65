//! Receipts in the store. None is ever changed or deleted.

use super::dong;
use crate::{
    all, clock::from_micros, db::Tx, dossier::ReceiptNumber, error::AppError, maybe, one, payment::Receipt, run,
};

#[derive(sqlx::FromRow)]
struct ReceiptRow {
    series: String,
    year: i64,
    number: i64,
    dossier_id: String,
    order_id: Option<String>,
    amount: i64,
    issued_at: i64,
    body: String,
    replaces_series: Option<String>,
    replaces_year: Option<i64>,
    replaces_number: Option<i64>,
    newer_series: Option<String>,
    newer_year: Option<i64>,
    newer_number: Option<i64>,
}

/// A receipt's number, where there is one.
pub(super) fn number(series: Option<String>, year: Option<i64>, number: Option<i64>) -> Option<ReceiptNumber> {
    Some(ReceiptNumber { series: series?, year: year?, number: number? })
}

impl TryFrom<ReceiptRow> for Receipt {
    type Error = AppError;

    fn try_from(row: ReceiptRow) -> Result<Self, AppError> {
        Ok(Self {
            number: ReceiptNumber { series: row.series, year: row.year, number: row.number },
            dossier_id: row.dossier_id,
            order_id: row.order_id,
            amount: dong(row.amount)?,
            issued_at: from_micros(row.issued_at),
            body: serde_json::from_str(&row.body)?,
            replaces: number(row.replaces_series, row.replaces_year, row.replaces_number),
            replaced_by: number(row.newer_series, row.newer_year, row.newer_number),
        })
    }
}

/// The next number of a series in a year, allocated in the caller's transaction.
pub(in crate::payment) async fn next_receipt(tx: &mut Tx, series: &str, year: i64) -> Result<i64, AppError> {
    let (number,): (i64,) = one!(
        tx,
        "INSERT INTO receipt_sequence (series, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (series, year) DO UPDATE SET last = receipt_sequence.last + 1
         RETURNING last",
        series,
        year
    )?;
    Ok(number)
}

/// [`AppError::is_duplicate`] where another receipt replaced the same one.
pub(in crate::payment) async fn insert_receipt(tx: &mut Tx, receipt: &Receipt) -> Result<(), AppError> {
    let body = serde_json::to_string(&receipt.body)?;
    let replaces = receipt.replaces.as_ref();
    run!(
        tx,
        "INSERT INTO receipt (series, year, number, dossier_id, order_id, amount, issued_at, body, replaces_series,
             replaces_year, replaces_number)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &receipt.number.series,
        receipt.number.year,
        receipt.number.number,
        &receipt.dossier_id,
        &receipt.order_id,
        receipt.amount.get(),
        receipt.issued_at.as_microsecond(),
        &body,
        replaces.map(|old| old.series.as_str()),
        replaces.map(|old| old.year),
        replaces.map(|old| old.number)
    )?;
    Ok(())
}

pub(in crate::payment) async fn receipt(tx: &mut Tx, number: &ReceiptNumber) -> Result<Option<Receipt>, AppError> {
    let row: Option<ReceiptRow> = maybe!(
        tx,
        "SELECT receipt.*, newer.series AS newer_series, newer.year AS newer_year, newer.number AS newer_number
         FROM receipt LEFT JOIN receipt AS newer ON newer.replaces_series = receipt.series
             AND newer.replaces_year = receipt.year AND newer.replaces_number = receipt.number
         WHERE receipt.series = $1 AND receipt.year = $2 AND receipt.number = $3",
        &number.series,
        number.year,
        number.number
    )?;
    row.map(Receipt::try_from).transpose()
}

/// The receipts of a dossier, from the first; those that were replaced among them.
///
/// # Errors
/// The database fails.
pub async fn receipts_of(tx: &mut Tx, dossier_id: &str) -> Result<Vec<Receipt>, AppError> {
    let rows: Vec<ReceiptRow> = all!(
        tx,
        "SELECT receipt.*, newer.series AS newer_series, newer.year AS newer_year, newer.number AS newer_number
         FROM receipt LEFT JOIN receipt AS newer ON newer.replaces_series = receipt.series
             AND newer.replaces_year = receipt.year AND newer.replaces_number = receipt.number
         WHERE receipt.dossier_id = $1 ORDER BY receipt.issued_at, receipt.number",
        dossier_id
    )?;
    rows.into_iter().map(Receipt::try_from).collect()
}
