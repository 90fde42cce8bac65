//! Payments: sending the payer to a gateway, its callback, a query and a refund.
//!
//! Two rules hold for whoever calls this: the browser's return changes nothing, only a [`PaymentReport`] from a
//! callback or a query does; and the amount in it is compared with what was asked.
//!
//! # How to add a payment gateway
//!
//! 1. A folder here, `gateway/payment/<kind>/`, with everything that is the gateway's own: its configuration (a struct
//!    that deserialises and implements [`Connect`]), its client (implements [`PaymentGateway`]), its codes, its
//!    signature with the vectors that prove it, and `pub const KIND: Kind`. Codes end here: the client translates them
//!    into [`PaymentOutcome`], [`FailureReason`](domain::payment::FailureReason) and back from [`CallbackVerdict`].
//! 2. One line each in `pub mod` below and in [`KINDS`]. The router takes the callback's address from there, the
//!    settings read `[payment.<name>]` with `type = "<kind>"`, the worker asks about its orders and returns its money.
//! 3. The other side, in `server/sandbox/src/<kind>/`: the platform as its documents describe it, with its own
//!    signature and every fault that is known, merged in `server/sandbox/src/lib.rs`; tests of the client against it
//!    in `server/sandbox/tests/clients/<kind>.rs`.
//!
//! Nothing else knows which gateways there are. What `payment` does with their reports, the rules on late and double
//! payments and on refunds, is the same for all.

mod callback;
pub mod payplat;
mod provider;
mod report;
mod request;
mod time;
pub mod vnpay;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::Pending;
pub use callback::{Callback, CallbackError, CallbackMethod, CallbackRoute, CallbackVerdict};
pub use provider::{Connect, Kind, PaymentConfig, PaymentConfigs, Provider, Providers, Title};
pub use report::{PaymentOutcome, PaymentReport};
pub use request::{
    Bill, BillLine, PayLanguage, PayRequest, Payer, QueryRequest, RefundKind, RefundOutcome, RefundRequest,
};

/// Every kind of gateway that the portal can speak to.
pub static KINDS: &[&Kind] = &[&vnpay::KIND, &payplat::KIND];

/// When to ask about an order of which the gateway has told nothing. Each pause is twice the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    /// A callback comes within this; then we ask.
    pub patience: SignedDuration,
    /// After this nobody pays any more.
    pub longest: SignedDuration,
}

/// A payment gateway.
pub trait PaymentGateway: Send + Sync {
    /// Where payers are sent: browsers must be allowed to follow a form there.
    fn pay_origin(&self) -> url::Origin;

    /// When to ask about its orders.
    fn polling(&self) -> Polling;

    /// Begins a payment; gives the address to send the payer's browser to. May speak to the gateway: call it outside
    /// of any transaction, with a reference that is stored already.
    ///
    /// # Errors
    /// `Invalid` when the request breaks the protocol, `Unavailable`, `Rejected`, `Untrusted`. But for `Invalid` the
    /// gateway may know the reference all the same, if its answer was lost: don't use it again.
    fn begin<'a>(&'a self, request: &'a PayRequest) -> Pending<'a, Url>;

    /// Reads a callback.
    ///
    /// # Errors
    /// [`CallbackError`]; nothing in the callback may be acted upon.
    fn read_callback(&self, callback: &Callback<'_>) -> Result<PaymentReport, CallbackError>;

    /// What a callback is answered, sent as JSON with status 200.
    fn answer(&self, callback: &Callback<'_>, verdict: CallbackVerdict, now: Timestamp) -> serde_json::Value;

    /// Asks what became of a reference.
    ///
    /// # Errors
    /// `Unavailable`, `Rejected` (with the gateway's code), `Untrusted`, `Invalid`.
    fn query<'a>(&'a self, request: &'a QueryRequest) -> Pending<'a, PaymentReport>;

    /// Orders money back.
    ///
    /// # Errors
    /// As for [`PaymentGateway::query`]. After `Unavailable` and `Untrusted` it may have been
    /// carried out: repeat it with the same `request_id`.
    fn refund<'a>(&'a self, request: &'a RefundRequest) -> Pending<'a, RefundOutcome>;
}
