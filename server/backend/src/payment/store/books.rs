//! All that the store tells about money, for a recount.

use crate::{all, db::Tx, dossier::ReceiptNumber, error::AppError};

type ReceiptRow = (String, String, i64, i64, Option<String>, i64);

/// All receipts: dossier, number, order and đồng.
pub(in crate::payment) async fn receipts(
    tx: &mut Tx,
) -> Result<Vec<(String, ReceiptNumber, Option<String>, i64)>, AppError> {
    let rows: Vec<ReceiptRow> = all!(
        tx,
        "SELECT dossier_id, series, year, number, order_id, amount FROM receipt"
    )?;
    let receipt = |(dossier_id, series, year, number, order_id, amount)| {
        let number = ReceiptNumber {
            series,
            year,
            number,
        };
        (dossier_id, number, order_id, amount)
    };
    Ok(rows.into_iter().map(receipt).collect())
}

/// All paid orders: dossier, order and đồng.
pub(in crate::payment) async fn paid_orders(
    tx: &mut Tx,
) -> Result<Vec<(String, String, i64)>, AppError> {
    all!(
        tx,
        "SELECT dossier_id, id, amount FROM payment_order WHERE state = 'paid'"
    )
}

/// All refunds: dossier, order and đồng.
pub(in crate::payment) async fn refunds(
    tx: &mut Tx,
) -> Result<Vec<(String, String, i64)>, AppError> {
    all!(tx, "SELECT dossier_id, order_id, amount FROM refund")
}
