//! What a gateway says about an order, in the portal's own words; each client translates its codes into these.

use domain::payment::FailureReason;
use jiff::Timestamp;

/// How a payment went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentOutcome {
    /// Paid.
    Paid {
        /// The gateway's number of the transaction, where it gives one. Two numbers are two payments.
        transaction_no: Option<String>,
    },
    /// Not paid.
    Failed(FailureReason),
    /// The payer turned back.
    Cancelled,
    /// Not decided yet, or suspected of fraud by the gateway: it will say more later.
    Pending,
    /// The gateway does not know the reference.
    Unknown,
}

/// What a gateway says about one of our references, in a callback whose signature holds or as the answer to a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentReport {
    /// Our reference.
    pub reference: String,
    /// Whole đồng, where the message holds the amount; it must be the order's.
    pub amount_dong: Option<i64>,
    /// How it went.
    pub outcome: PaymentOutcome,
    /// The gateway's own code, for operators alone.
    pub code: String,
    /// When it was paid, by the gateway's clock, where that can be told.
    pub paid_at: Option<Timestamp>,
}

impl PaymentReport {
    /// The money was taken.
    pub fn is_paid(&self) -> bool {
        matches!(self.outcome, PaymentOutcome::Paid { .. })
    }
}
