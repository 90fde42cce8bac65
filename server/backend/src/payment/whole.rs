//! Money that came before: for the demo's year.

use super::{Order, Receipt, store};
use crate::{db::Tx, error::AppError};

/// Money with its receipt, and with its order where it came through the gateway.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    pub(crate) order: Option<Order>,
    pub(crate) receipt: Receipt,
}

/// Writes orders and receipts; the logs tell of them in the same transaction.
///
/// # Errors
/// [`AppError::is_duplicate`] where a receipt has that number already; the database fails.
pub(crate) async fn write_taken(tx: &mut Tx, taken: &[Taken]) -> Result<(), AppError> {
    let orders: Vec<&Order> = taken
        .iter()
        .filter_map(|taken| taken.order.as_ref())
        .collect();
    store::insert_paid_orders(tx, &orders).await?;
    let receipts: Vec<&Receipt> = taken.iter().map(|taken| &taken.receipt).collect();
    store::insert_receipts(tx, &receipts).await
}
