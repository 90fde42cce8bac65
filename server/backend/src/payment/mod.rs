//! Paying a dossier's fees.
//!
//! [`start`] makes an order and gives the gateway's address; [`hear`] takes the gateway's callback and [`ask_about_open`]
//! asks where none came: these two alone change anything, in [`settle`](settle::settle), in one transaction, once.
//! The browser's return ([`standing`]) only shows what is known. An order belongs to one gateway (its provider): only
//! that one is heard and asked about it, and returns its money.
//!
//! A success is honoured as long as its amount is still owed, however late. Whatever else comes goes to the refund
//! queue, which [`send_refunds`] works off; so does what [`return_paid`] gives back of what was counted.

mod books;
mod callback;
mod cash;
mod query;
mod receipt;
mod refund;
mod replace;
mod settle;
mod standing;
mod start;
pub mod store;
#[cfg(test)]
mod tests;
mod whole;

use domain::{money::Dong, payment::FailureReason};
use jiff::Timestamp;

pub use books::Books;
pub use callback::hear;
pub use cash::take_cash;
pub use query::{ask_about_open, expire};
pub use receipt::draw_up;
pub use receipt::{Receipt, ReceiptBody, ReceiptLine, receipt};
pub use refund::{Refund, RefundState, give_cash_back, return_paid, send_refunds};
pub use replace::{NewReceipt, replace_receipt};
#[cfg(test)]
pub(crate) use settle::{Taking, take};
pub use standing::{Standing, standing};
pub use start::{Start, is_at_counter, start};
pub use whole::{Taken, write_returned, write_taken};

use crate::error::AppError;

/// Where a payment order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderState {
    /// The payer may pay.
    Open,
    /// Paid, and counted.
    Paid,
    /// The bank said no.
    Failed,
    /// The payer turned back.
    Cancelled,
    /// Its time is over, another order took its place, or the gateway did not take it.
    Expired,
    /// Paid when it was no longer owed: the money goes back.
    Surplus,
}

impl OrderState {
    const ALL: [Self; 6] = [Self::Open, Self::Paid, Self::Failed, Self::Cancelled, Self::Expired, Self::Surplus];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Surplus => "surplus",
        }
    }

    fn parse(text: &str) -> Result<Self, AppError> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| AppError::Internal(format!("stored payment order: {text}")))
    }
}

/// A request to pay what is owed now, at the gateway.
#[derive(Clone, Debug)]
pub struct Order {
    /// Its id.
    pub id: String,
    /// The merchant reference, never used again.
    pub reference: String,
    /// The name of the gateway where it is paid.
    pub provider: String,
    /// Whose fees.
    pub dossier_id: String,
    /// How much; never changes.
    pub amount: Dong,
    /// Where it stands.
    pub state: OrderState,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the gateway takes no more money for it.
    pub expires_at: Timestamp,
    /// When it was decided.
    pub settled_at: Option<Timestamp>,
    /// When the gateway was last asked.
    pub checked_at: Option<Timestamp>,
    /// The gateway's transaction, once there is one.
    pub transaction_no: Option<String>,
    /// The gateway's code of how it went, for operators.
    pub response_code: Option<String>,
    /// Why it failed.
    pub failure: Option<FailureReason>,
    /// Where the payer is sent; empty until the gateway has told it.
    pub address: String,
}
