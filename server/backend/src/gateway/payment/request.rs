//! What the portal asks of a gateway.

use std::net::IpAddr;

use domain::money::Dong;
use jiff::Timestamp;

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
    /// Our reference: unique, never used twice; letters and digits.
    pub reference: String,
    /// Whole đồng, more than zero.
    pub amount_dong: i64,
    /// What it is for, in one line: ASCII, since gateways allow no diacritics.
    pub info: String,
    /// The language of the gateway's page.
    pub language: PayLanguage,
    /// The payer's address.
    pub client_ip: IpAddr,
    /// When the order was made; a query names it again.
    pub created_at: Timestamp,
    /// When the order ends.
    pub expires_at: Timestamp,
    /// What it is for, for gateways that want to know.
    pub bill: Bill,
}

/// What is paid for, and by whom.
#[derive(Clone, Debug, Default)]
pub struct Bill {
    /// The dossier by its public name.
    pub dossier: String,
    /// The procedure's national code.
    pub service_code: String,
    /// Its name.
    pub service_name: String,
    /// The identifier of the agency that collects.
    pub agency_code: String,
    /// Its name.
    pub agency_name: String,
    /// Who pays.
    pub payer: Payer,
    /// Fee by fee; together the amount.
    pub lines: Vec<BillLine>,
}

/// Who pays. `Debug` shows nothing.
#[derive(Clone, Default)]
pub struct Payer {
    /// Their full name.
    pub full_name: String,
    /// Their personal number, where we know it.
    pub personal_number: String,
    /// Their address, where we know it.
    pub address: String,
}

impl std::fmt::Debug for Payer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Payer(…)")
    }
}

/// One fee of a bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillLine {
    /// The fee's key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How much.
    pub amount: Dong,
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

/// All of it or a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundKind {
    /// The whole amount.
    Full,
    /// A part.
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
    /// The gateway's transaction to be refunded, where it gave a number; needed where a reference was paid twice.
    pub transaction_no: Option<String>,
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
    /// Taken; the money is on its way.
    Accepted {
        /// The gateway's number of the refund.
        transaction_no: String,
    },
    /// This order, or a refund of this transaction, was taken before.
    AlreadyRequested,
    /// The gateway takes no refund orders: the agency that collected gives the money back itself.
    NotOffered,
}
