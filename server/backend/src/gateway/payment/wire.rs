//! VNPay's fields between maps of strings and our types.

use std::collections::BTreeMap;

use url::form_urlencoded;

use super::{NoticeError, PaymentNotice, ResponseCode, TransactionStatus, time};

/// VNPay counts hundredths of a đồng.
pub(super) const UNITS_PER_DONG: i64 = 100;

/// The parameters of a query string; a doubled name is refused, since two readers may disagree
/// on which of the two counts.
pub(super) fn parse_query(query: &str) -> Result<BTreeMap<String, String>, NoticeError> {
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if fields.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err(NoticeError::Malformed("doubled"));
        }
    }
    Ok(fields)
}

/// The fields that a callback, a return and a query's answer share. The signature is the caller's.
pub(super) fn notice(fields: &BTreeMap<String, String>) -> Result<PaymentNotice, NoticeError> {
    let optional = |name| fields.get(name).filter(|value| !value.is_empty()).cloned();
    let required = |name| optional(name).ok_or(NoticeError::Malformed(name));
    let amount: i64 = required("vnp_Amount")?.parse().map_err(|_| NoticeError::Malformed("vnp_Amount"))?;
    if amount < 0 || amount % UNITS_PER_DONG != 0 {
        return Err(NoticeError::Malformed("vnp_Amount"));
    }
    let paid_at = match optional("vnp_PayDate") {
        Some(text) => Some(time::read(&text).ok_or(NoticeError::Malformed("vnp_PayDate"))?),
        None => None,
    };
    Ok(PaymentNotice {
        reference: required("vnp_TxnRef")?,
        amount_dong: amount / UNITS_PER_DONG,
        transaction_no: optional("vnp_TransactionNo").unwrap_or_default(),
        bank: optional("vnp_BankCode"),
        bank_transaction_no: optional("vnp_BankTranNo"),
        paid_at,
        response: ResponseCode::parse(&required("vnp_ResponseCode")?),
        status: TransactionStatus::parse(&required("vnp_TransactionStatus")?),
    })
}
