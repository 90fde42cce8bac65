//! Orders and receipts, many at a time.

use super::Order;
use crate::{db::Tx, error::AppError, insert_all, payment::Receipt};

/// Orders that are paid already.
pub(in crate::payment) async fn insert_paid_orders(tx: &mut Tx, orders: &[&Order]) -> Result<(), AppError> {
    insert_all!(
        tx,
        "INSERT INTO payment_order (id, reference, provider, dossier_id, amount, state, created_at, expires_at, settled_at,
             checked_at, transaction_no, response_code, address) ",
        orders,
        |values, order| {
            values
                .push_bind(&order.id)
                .push_bind(&order.reference)
                .push_bind(&order.provider)
                .push_bind(&order.dossier_id)
                .push_bind(order.amount.get())
                .push_bind(order.state.as_str())
                .push_bind(order.created_at.as_microsecond())
                .push_bind(order.expires_at.as_microsecond())
                .push_bind(order.settled_at.map(|at| at.as_microsecond()))
                .push_bind(order.checked_at.map(|at| at.as_microsecond()))
                .push_bind(&order.transaction_no)
                .push_bind(&order.response_code)
                .push_bind(&order.address);
        },
        ""
    )
}

/// Receipts whose numbers were allocated in the same transaction.
pub(in crate::payment) async fn insert_receipts(tx: &mut Tx, receipts: &[&Receipt]) -> Result<(), AppError> {
    let bodies = receipts
        .iter()
        .map(|receipt| Ok((*receipt, serde_json::to_string(&receipt.body)?)))
        .collect::<Result<Vec<(&Receipt, String)>, AppError>>()?;
    insert_all!(
        tx,
        "INSERT INTO receipt (series, year, number, dossier_id, order_id, amount, issued_at, body) ",
        bodies,
        |values, row| {
            let (receipt, body) = row;
            values
                .push_bind(&receipt.number.series)
                .push_bind(receipt.number.year)
                .push_bind(receipt.number.number)
                .push_bind(&receipt.dossier_id)
                .push_bind(&receipt.order_id)
                .push_bind(receipt.amount.get())
                .push_bind(receipt.issued_at.as_microsecond())
                .push_bind(body);
        },
        ""
    )
}
