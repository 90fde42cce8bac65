//! Money that came before: for the demo's year.

use super::{Order, Receipt, Refund, RefundState, store};
use crate::{db::Tx, error::AppError};

/// Money with its receipt, and with its order where it came through the gateway.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The paid order.
    pub order: Option<Order>,
    /// The receipt.
    pub receipt: Receipt,
}

/// Writes orders and receipts; the logs tell of them in the same transaction.
///
/// # Errors
/// [`AppError::is_duplicate`] where a receipt has that number already; the database fails.
pub async fn write_taken(tx: &mut Tx, taken: &[Taken]) -> Result<(), AppError> {
    let orders: Vec<&Order> = taken.iter().filter_map(|taken| taken.order.as_ref()).collect();
    store::insert_paid_orders(tx, &orders).await?;
    let receipts: Vec<&Receipt> = taken.iter().map(|taken| &taken.receipt).collect();
    store::insert_receipts(tx, &receipts).await
}

/// Writes what went back, and what of it, here or before, was given at the counter; the logs tell of it in the same
/// transaction.
///
/// # Errors
/// The database fails.
pub async fn write_returned(tx: &mut Tx, returned: &[Refund], given: &[String]) -> Result<(), AppError> {
    for refund in returned {
        store::insert_refund(tx, refund).await?;
    }
    for id in given {
        store::refund_went(tx, id, RefundState::Done, None).await?;
    }
    Ok(())
}
