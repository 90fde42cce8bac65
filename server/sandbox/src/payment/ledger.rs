//! What the gateway knows: orders, the transactions made for them, and what was said about them.

use jiff::{SignedDuration, Timestamp};

use super::{outcome::Play, read_stamp, signature::Fields, stamp};
use crate::state::token;

/// How many orders are kept; the oldest go first.
const KEPT: usize = 1_000;
/// The number before the first transaction's.
const FIRST_TRANSACTION: u64 = 14_000_000;

/// A callback that was tried.
#[derive(Clone, Debug)]
pub struct Callback {
    pub at: Timestamp,
    pub url: String,
    /// The merchant's answer, or why there was none.
    pub answer: String,
}

/// One attempt to pay.
#[derive(Clone, Debug)]
pub struct Transaction {
    pub number: u64,
    pub play: Play,
    /// When the bank was done with it; until then a query hears "not finished".
    pub settled_at: Timestamp,
    pub callbacks: Vec<Callback>,
    pub refunded_dong: i64,
}

/// A merchant's order.
#[derive(Clone, Debug)]
pub struct Order {
    /// Names the order in our forms; not guessable.
    pub token: String,
    pub merchant: String,
    pub reference: String,
    pub amount_dong: i64,
    pub info: String,
    pub return_url: String,
    pub expires_at: Timestamp,
    /// The pay request as it came.
    pub raw: String,
    pub transactions: Vec<Transaction>,
}

impl Order {
    /// An order from the fields of a pay request whose signature holds; else what is wrong.
    pub fn read(fields: &Fields, raw: &str) -> Result<Self, &'static str> {
        let get = |name: &str| fields.get(name).map_or("", String::as_str);
        if get("vnp_Version") != "2.1.0" || get("vnp_Command") != "pay" {
            return Err("vnp_Version phải là 2.1.0 và vnp_Command phải là pay.");
        }
        if get("vnp_CurrCode") != "VND" {
            return Err("vnp_CurrCode phải là VND.");
        }
        let units: i64 = get("vnp_Amount").parse().unwrap_or(0);
        if units <= 0 || units % 100 != 0 {
            return Err("vnp_Amount phải là số đồng dương nhân 100.");
        }
        if get("vnp_TxnRef").is_empty() || get("vnp_OrderInfo").is_empty() {
            return Err("Thiếu vnp_TxnRef hoặc vnp_OrderInfo.");
        }
        if !get("vnp_OrderInfo").is_ascii() {
            return Err("vnp_OrderInfo không được có dấu.");
        }
        let back = url::Url::parse(get("vnp_ReturnUrl"));
        if !back.is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Err("vnp_ReturnUrl không phải địa chỉ http.");
        }
        let created = read_stamp(get("vnp_CreateDate")).ok_or("vnp_CreateDate sai dạng.")?;
        let expires_at = match get("vnp_ExpireDate") {
            "" => created + SignedDuration::from_mins(15),
            text => read_stamp(text).ok_or("vnp_ExpireDate sai dạng.")?,
        };
        Ok(Self {
            token: token(),
            merchant: get("vnp_TmnCode").to_owned(),
            reference: get("vnp_TxnRef").to_owned(),
            amount_dong: units / 100,
            info: get("vnp_OrderInfo").to_owned(),
            return_url: get("vnp_ReturnUrl").to_owned(),
            expires_at,
            raw: raw.to_owned(),
            transactions: Vec::new(),
        })
    }

    /// Whether money has been or will be taken for it.
    pub fn is_paid(&self) -> bool {
        self.transactions.iter().any(|t| t.play.codes().0 == "00")
    }

    /// The transaction that a query speaks of: the first success, else the last attempt.
    pub fn telling(&self) -> Option<&Transaction> {
        self.transactions.iter().find(|t| t.play.codes().0 == "00").or(self.transactions.last())
    }

    /// The fields of a callback or return about this transaction.
    pub fn result(&self, transaction: &Transaction) -> Fields {
        let (response, status) = transaction.play.codes();
        let paid = response == "00";
        // As the real one does: a payment that never happened has the number 0.
        let number = if paid { transaction.number } else { 0 };
        let bank_number = if paid { format!("VNP{number}") } else { String::new() };
        [
            ("vnp_Amount", (self.amount_dong * 100).to_string()),
            ("vnp_BankCode", "NCB".to_owned()),
            ("vnp_BankTranNo", bank_number),
            ("vnp_CardType", "ATM".to_owned()),
            ("vnp_OrderInfo", self.info.clone()),
            ("vnp_PayDate", stamp(transaction.settled_at)),
            ("vnp_ResponseCode", response.to_owned()),
            ("vnp_TmnCode", self.merchant.clone()),
            ("vnp_TransactionNo", number.to_string()),
            ("vnp_TransactionStatus", status.to_owned()),
            ("vnp_TxnRef", self.reference.clone()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
    }
}

/// All orders, newest first, and what was asked about them.
#[derive(Default)]
pub struct Ledger {
    orders: Vec<Order>,
    transactions: u64,
    /// Ids of refund requests that were acted upon.
    refund_requests: Vec<String>,
}

impl Ledger {
    /// Files the order, or finds it again; `None` when its reference was used for another.
    pub fn open(&mut self, order: Order) -> Option<&Order> {
        let known = self.orders.iter().position(|o| o.merchant == order.merchant && o.reference == order.reference);
        if let Some(place) = known {
            return Some(&self.orders[place]).filter(|known| known.raw == order.raw);
        }
        self.orders.insert(0, order);
        self.orders.truncate(KEPT);
        self.orders.first()
    }

    pub fn all(&self) -> &[Order] {
        &self.orders
    }

    pub fn by_token(&mut self, token: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.token == token)
    }

    pub fn by_reference(&mut self, merchant: &str, reference: &str) -> Option<&mut Order> {
        self.orders.iter_mut().find(|order| order.merchant == merchant && order.reference == reference)
    }

    /// A number for a new transaction or refund.
    pub fn next_number(&mut self) -> u64 {
        self.transactions += 1;
        FIRST_TRANSACTION + self.transactions
    }

    /// Notes a refund request; `false` when it was noted before.
    pub fn note_refund(&mut self, request_id: &str) -> bool {
        if self.refund_requests.iter().any(|known| known == request_id) {
            return false;
        }
        self.refund_requests.push(request_id.to_owned());
        if self.refund_requests.len() > KEPT {
            self.refund_requests.remove(0);
        }
        true
    }
}
