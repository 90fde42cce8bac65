//! What VNPay is told when it calls: JSON, always with status 200. It repeats the call until it hears 00 or 02.

use serde_json::{Value, json};

use crate::gateway::payment::CallbackVerdict;

pub(super) fn of(verdict: CallbackVerdict) -> Value {
    let (code, message) = match verdict {
        CallbackVerdict::Noted => ("00", "Confirm Success"),
        CallbackVerdict::UnknownOrder => ("01", "Order not found"),
        CallbackVerdict::AlreadyNoted => ("02", "Order already confirmed"),
        CallbackVerdict::WrongAmount => ("04", "Invalid amount"),
        CallbackVerdict::Forged => ("97", "Invalid signature"),
        CallbackVerdict::NotNoted => ("99", "Unknown error"),
    };
    json!({ "RspCode": code, "Message": message })
}
