//! All that the store tells about money, for a recount.

use super::receipts::number;
use crate::{all, db::Tx, dossier::ReceiptNumber, error::AppError};

/// A receipt.
pub(in crate::payment) struct Issued {
    pub(in crate::payment) dossier_id: String,
    pub(in crate::payment) number: ReceiptNumber,
    pub(in crate::payment) order_id: Option<String>,
    pub(in crate::payment) amount: i64,
    pub(in crate::payment) replaces: Option<ReceiptNumber>,
}

/// A refund.
#[derive(sqlx::FromRow)]
pub(in crate::payment) struct Returned {
    pub(in crate::payment) id: String,
    pub(in crate::payment) dossier_id: String,
    pub(in crate::payment) order_id: Option<String>,
    pub(in crate::payment) amount: i64,
    pub(in crate::payment) given: bool,
}

#[derive(sqlx::FromRow)]
struct IssuedRow {
    dossier_id: String,
    series: String,
    year: i64,
    number: i64,
    order_id: Option<String>,
    amount: i64,
    replaces_series: Option<String>,
    replaces_year: Option<i64>,
    replaces_number: Option<i64>,
}

impl From<IssuedRow> for Issued {
    fn from(row: IssuedRow) -> Self {
        Self {
            replaces: number(row.replaces_series, row.replaces_year, row.replaces_number),
            number: ReceiptNumber { series: row.series, year: row.year, number: row.number },
            dossier_id: row.dossier_id,
            order_id: row.order_id,
            amount: row.amount,
        }
    }
}

/// All receipts.
pub(in crate::payment) async fn receipts(tx: &mut Tx) -> Result<Vec<Issued>, AppError> {
    let rows: Vec<IssuedRow> = all!(
        tx,
        "SELECT dossier_id, series, year, number, order_id, amount, replaces_series, replaces_year, replaces_number
         FROM receipt"
    )?;
    Ok(rows.into_iter().map(Issued::from).collect())
}

/// All paid orders: dossier, order and đồng.
pub(in crate::payment) async fn paid_orders(tx: &mut Tx) -> Result<Vec<(String, String, i64)>, AppError> {
    all!(tx, "SELECT dossier_id, id, amount FROM payment_order WHERE state = 'paid'")
}

/// All refunds.
pub(in crate::payment) async fn refunds(tx: &mut Tx) -> Result<Vec<Returned>, AppError> {
    all!(tx, "SELECT id, dossier_id, order_id, amount, state = 'done' AND at_counter AS given FROM refund")
}
