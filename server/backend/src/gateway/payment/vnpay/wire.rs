//! VNPay's fields between maps of strings and our types.

use std::collections::BTreeMap;

use domain::payment::FailureReason;
use jiff::Timestamp;
use url::form_urlencoded;

use super::{
    codes::{ResponseCode, TransactionStatus},
    time,
};
use crate::gateway::payment::{CallbackError, PaymentOutcome, PaymentReport};

/// VNPay counts hundredths of a đồng.
pub(super) const UNITS_PER_DONG: i64 = 100;

/// The parameters of a query string; a doubled name is refused, since two readers may disagree
/// on which of the two counts.
pub(super) fn parse_query(query: &str) -> Result<BTreeMap<String, String>, CallbackError> {
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if fields.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(CallbackError::Malformed("doubled"));
        }
    }
    Ok(fields)
}

/// The fields that a callback, a return and a query's answer share.
pub(super) struct Told {
    pub(super) reference: String,
    amount_dong: i64,
    transaction_no: Option<String>,
    paid_at: Option<Timestamp>,
    response: ResponseCode,
    status: TransactionStatus,
}

/// Reads them; the signature is the caller's.
pub(super) fn read(fields: &BTreeMap<String, String>) -> Result<Told, CallbackError> {
    let optional = |name| fields.get(name).filter(|value| !value.is_empty()).cloned();
    let required = |name| optional(name).ok_or(CallbackError::Malformed(name));
    let amount: i64 = required("vnp_Amount")?.parse().map_err(|_| CallbackError::Malformed("vnp_Amount"))?;
    if amount < 0 || amount % UNITS_PER_DONG != 0 {
        return Err(CallbackError::Malformed("vnp_Amount"));
    }
    let paid_at = match optional("vnp_PayDate") {
        Some(text) => Some(time::read(&text).ok_or(CallbackError::Malformed("vnp_PayDate"))?),
        None => None,
    };
    Ok(Told {
        reference: required("vnp_TxnRef")?,
        amount_dong: amount / UNITS_PER_DONG,
        // A payment that never happened has the number 0.
        transaction_no: optional("vnp_TransactionNo").filter(|number| number != "0"),
        paid_at,
        response: ResponseCode::parse(&required("vnp_ResponseCode")?),
        status: TransactionStatus::parse(&required("vnp_TransactionStatus")?),
    })
}

impl Told {
    /// As a callback means it: paid where both codes say so.
    pub(super) fn of_callback(self) -> PaymentReport {
        let undecided = self.response == ResponseCode::Suspected
            || matches!(self.status, TransactionStatus::Pending | TransactionStatus::Suspected);
        let outcome = if self.response == ResponseCode::Success && self.status == TransactionStatus::Success {
            PaymentOutcome::Paid { transaction_no: self.transaction_no }
        } else if undecided {
            PaymentOutcome::Pending
        } else if self.response == ResponseCode::Cancelled {
            PaymentOutcome::Cancelled
        } else {
            PaymentOutcome::Failed(self.response.failure())
        };
        PaymentReport {
            reference: self.reference,
            amount_dong: Some(self.amount_dong),
            outcome,
            code: self.response.as_str().to_owned(),
            paid_at: self.paid_at,
        }
    }

    /// As a query's answer means it: there the response code speaks of the query, the status of the payment.
    pub(super) fn of_query(self) -> PaymentReport {
        let outcome = match self.status {
            TransactionStatus::Success => PaymentOutcome::Paid { transaction_no: self.transaction_no },
            TransactionStatus::Failed => PaymentOutcome::Failed(FailureReason::Other),
            _ => PaymentOutcome::Pending,
        };
        PaymentReport {
            reference: self.reference,
            amount_dong: Some(self.amount_dong),
            outcome,
            code: format!("status={}", self.status.as_str()),
            paid_at: self.paid_at,
        }
    }
}
