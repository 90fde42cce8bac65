//! Payments: a signed redirect, a signed callback, a query and a refund.
//!
//! Two rules hold for whoever calls this: the browser's return changes nothing, only a
//! [`PaymentNotice`] from the callback or a [`PaymentState`] from a query does; and the amount in
//! them is compared with what was asked.

mod codes;
mod signature;
mod time;
mod vnpay;
mod wire;

use std::net::IpAddr;

use jiff::Timestamp;
use serde::Serialize;
use url::Url;

use super::{GatewayError, Pending};
pub use codes::{ResponseCode, TransactionStatus};
pub use vnpay::VnPay;

/// The language of the gateway's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayLanguage {
    /// Vietnamese.
    Vietnamese,
    /// English.
    English,
}

/// What the payer is sent to the gateway with.
#[derive(Clone, Debug)]
pub struct PayRequest {
    /// Our reference, `vnp_TxnRef`: unique, never used twice; letters, digits, `-`, `_`.
    pub reference: String,
    /// Whole đồng, more than zero.
    pub amount_dong: i64,
    /// What it is for: ASCII, since the protocol allows no diacritics.
    pub info: String,
    /// The language of the gateway's page.
    pub language: PayLanguage,
    /// The payer's address.
    pub client_ip: IpAddr,
    /// When the order was made; a query names it again.
    pub created_at: Timestamp,
    /// When the order ends.
    pub expires_at: Timestamp,
}

/// What the gateway says in a callback or a return, once its signature has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentNotice {
    /// Our reference.
    pub reference: String,
    /// Whole đồng.
    pub amount_dong: i64,
    /// The gateway's number of the transaction; `0` or empty when none was made.
    pub transaction_no: String,
    /// The payer's bank.
    pub bank: Option<String>,
    /// The bank's number of the transaction.
    pub bank_transaction_no: Option<String>,
    /// When it was paid, by the gateway's clock.
    pub paid_at: Option<Timestamp>,
    /// How it went.
    pub response: ResponseCode,
    /// Where the transaction stands.
    pub status: TransactionStatus,
}

impl PaymentNotice {
    /// Paid: both codes say so (one alone is not enough).
    pub fn is_success(&self) -> bool {
        self.response == ResponseCode::Success && self.status == TransactionStatus::Success
    }
}

/// Why a callback cannot be believed. Nothing in it may be acted upon.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoticeError {
    /// No signature, or a wrong one, or another merchant's.
    #[error("wrong signature")]
    Signature,
    /// Signed, but a field is missing, doubled or unreadable.
    #[error("malformed field {0}")]
    Malformed(&'static str),
}

impl NoticeError {
    /// What to answer the gateway.
    pub fn answer(&self) -> IpnAnswer {
        match self {
            NoticeError::Signature => IpnAnswer::InvalidSignature,
            NoticeError::Malformed(_) => IpnAnswer::OtherError,
        }
    }
}

/// What we answer to a callback; the gateway repeats it until it hears 00 or 02.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IpnAnswer {
    /// Noted now (whether it reports success or failure).
    Confirmed,
    /// No such reference.
    OrderNotFound,
    /// Noted before; nothing changed.
    AlreadyConfirmed,
    /// Another amount than was asked.
    InvalidAmount,
    /// Wrong signature.
    InvalidSignature,
    /// Anything else; it will come again.
    OtherError,
}

/// The JSON of an [`IpnAnswer`], always sent with status 200.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IpnBody {
    /// The code.
    #[serde(rename = "RspCode")]
    pub code: &'static str,
    /// English words for the gateway's operators.
    #[serde(rename = "Message")]
    pub message: &'static str,
}

impl IpnAnswer {
    /// What goes over the wire.
    pub fn body(self) -> IpnBody {
        let (code, message) = match self {
            IpnAnswer::Confirmed => ("00", "Confirm Success"),
            IpnAnswer::OrderNotFound => ("01", "Order not found"),
            IpnAnswer::AlreadyConfirmed => ("02", "Order already confirmed"),
            IpnAnswer::InvalidAmount => ("04", "Invalid amount"),
            IpnAnswer::InvalidSignature => ("97", "Invalid signature"),
            IpnAnswer::OtherError => ("99", "Unknown error"),
        };
        IpnBody { code, message }
    }
}

/// A question about one of our references.
#[derive(Clone, Debug)]
pub struct QueryRequest {
    /// Unique for each question of a day.
    pub request_id: String,
    /// The reference asked about.
    pub reference: String,
    /// [`PayRequest::created_at`] of that order.
    pub order_created_at: Timestamp,
    /// Why we ask; ASCII.
    pub info: String,
    /// Our server's address.
    pub server_ip: IpAddr,
    /// Now.
    pub asked_at: Timestamp,
}

/// What the gateway knows about a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// It never saw the reference.
    Unknown,
    /// It knows it: the same fields as a callback's, but `response` speaks of the query; how the
    /// payment went is in `status`.
    Known(PaymentNotice),
}

/// All of it or a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundKind {
    /// `02`: the whole amount.
    Full,
    /// `03`: a part.
    Partial,
}

/// An order to pay money back.
#[derive(Clone, Debug)]
pub struct RefundRequest {
    /// Unique, and the same when the request is repeated: the gateway acts on it once.
    pub request_id: String,
    /// All or a part.
    pub kind: RefundKind,
    /// The reference that was paid.
    pub reference: String,
    /// Whole đồng to give back.
    pub amount_dong: i64,
    /// The gateway's transaction to be refunded; needed where a reference was paid twice.
    pub transaction_no: String,
    /// [`PayRequest::created_at`] of that order.
    pub order_created_at: Timestamp,
    /// Who orders it: an account's short name; ASCII.
    pub ordered_by: String,
    /// Why; ASCII.
    pub info: String,
    /// Our server's address.
    pub server_ip: IpAddr,
    /// Now.
    pub asked_at: Timestamp,
}

/// What became of a refund order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundOutcome {
    /// Taken; the money is on its way. With the gateway's number of the refund.
    Accepted {
        /// The gateway's number of the refund.
        transaction_no: String,
    },
    /// This order, or a refund of this transaction, was taken before.
    AlreadyRequested,
}

/// A payment gateway.
pub trait PaymentGateway: Send + Sync {
    /// The signed address to send the payer's browser to.
    ///
    /// # Errors
    /// `Invalid` when the request breaks the protocol.
    fn pay_url(&self, request: &PayRequest) -> Result<Url, GatewayError>;

    /// Reads the query string of a callback or of a browser's return, exactly as received.
    ///
    /// # Errors
    /// [`NoticeError`]; [`NoticeError::answer`] is what the gateway is told.
    fn read_notice(&self, query: &str) -> Result<PaymentNotice, NoticeError>;

    /// Asks what became of a reference.
    ///
    /// # Errors
    /// `Unavailable`, `Rejected` (with the gateway's code), `Untrusted`, `Invalid`.
    fn query<'a>(&'a self, request: &'a QueryRequest) -> Pending<'a, PaymentState>;

    /// Orders money back.
    ///
    /// # Errors
    /// As for [`PaymentGateway::query`]. After `Unavailable` and `Untrusted` it may have been
    /// carried out: repeat it with the same `request_id`.
    fn refund<'a>(&'a self, request: &'a RefundRequest) -> Pending<'a, RefundOutcome>;
}
