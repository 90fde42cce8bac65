//! Server to server: what became of an order (`querydr`), and money back (`refund`). Always status
//! 200; the outcome is in `vnp_ResponseCode`, and the answer is signed.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{signature, signature::Fields};
use crate::{
    controls::{self, System},
    state::{Sandbox, Shared, token},
};

const QUERY_ORDER: [&str; 9] = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_TransactionDate",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
];
const REFUND_ORDER: [&str; 13] = [
    "vnp_RequestId",
    "vnp_Version",
    "vnp_Command",
    "vnp_TmnCode",
    "vnp_TransactionType",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_TransactionNo",
    "vnp_TransactionDate",
    "vnp_CreateBy",
    "vnp_CreateDate",
    "vnp_IpAddr",
    "vnp_OrderInfo",
];
const ANSWER_ORDER: [&str; 13] = [
    "vnp_ResponseId",
    "vnp_Command",
    "vnp_ResponseCode",
    "vnp_Message",
    "vnp_TmnCode",
    "vnp_TxnRef",
    "vnp_Amount",
    "vnp_BankCode",
    "vnp_PayDate",
    "vnp_TransactionNo",
    "vnp_TransactionType",
    "vnp_TransactionStatus",
    "vnp_OrderInfo",
];

/// `POST /merchant_webapi/api/transaction`
pub async fn transaction(State(sandbox): State<Shared>, body: Bytes) -> Response {
    if let Some(response) = controls::interfere(&sandbox, System::Payment).await {
        return response;
    }
    let fields = strings(&body);
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let merchant = sandbox.config.merchants.iter().find(|merchant| merchant.code == get("vnp_TmnCode"));
    let Some(merchant) = merchant else {
        return unsigned("02", "Merchant is invalid");
    };
    let (order, is_query): (&[&str], bool) = match get("vnp_Command") {
        "querydr" => (&QUERY_ORDER, true),
        "refund" => (&REFUND_ORDER, false),
        _ => return unsigned("03", "Command is invalid"),
    };
    if !signature::matches(&merchant.secret, &joined(&fields, order), get("vnp_SecureHash")) {
        return unsigned("97", "Checksum failed");
    }
    let mut answer = if get("vnp_Version") != "2.1.0" || get("vnp_RequestId").is_empty() {
        refusal("03", "Data format is invalid")
    } else if is_query {
        query(&sandbox, &fields)
    } else {
        refund(&sandbox, &fields)
    };
    for name in ["vnp_Command", "vnp_TmnCode", "vnp_TxnRef", "vnp_OrderInfo"] {
        answer.entry(name.to_owned()).or_insert_with(|| get(name).to_owned());
    }
    answer.insert("vnp_ResponseId".to_owned(), token());
    let mut text = joined(&answer, &ANSWER_ORDER);
    if is_query {
        // No promotions here, but their two places are signed.
        text.push_str("||");
    }
    answer.insert("vnp_SecureHash".to_owned(), signature::sign(&merchant.secret, &text));
    Json(answer).into_response()
}

fn query(sandbox: &Sandbox, fields: &Fields) -> Fields {
    let now = sandbox.now();
    let mut ledger = sandbox.ledger();
    let order = ledger.by_reference(&fields["vnp_TmnCode"], value(fields, "vnp_TxnRef"));
    let Some(order) = order else {
        return refusal("91", "Transaction not found");
    };
    let mut answer = match order.telling() {
        Some(transaction) => {
            let mut answer = order.result(transaction);
            if transaction.settled_at > now {
                answer.insert("vnp_TransactionStatus".to_owned(), "01".to_owned());
            }
            answer
        }
        // The payer is still looking at the page.
        None => Fields::from([
            ("vnp_Amount".to_owned(), (order.amount_dong * 100).to_string()),
            ("vnp_TransactionNo".to_owned(), "0".to_owned()),
            ("vnp_TransactionStatus".to_owned(), "01".to_owned()),
        ]),
    };
    answer.insert("vnp_TransactionType".to_owned(), "01".to_owned());
    // Here the code tells how the query went, not how the payment did.
    answer.insert("vnp_ResponseCode".to_owned(), "00".to_owned());
    answer.insert("vnp_Message".to_owned(), "QueryDR Success".to_owned());
    answer
}

fn refund(sandbox: &Sandbox, fields: &Fields) -> Fields {
    let mut ledger = sandbox.ledger();
    let number = ledger.next_number();
    let (merchant, reference) = (&fields["vnp_TmnCode"], value(fields, "vnp_TxnRef"));
    let wanted: u64 = value(fields, "vnp_TransactionNo").parse().unwrap_or(0);
    let Some(order) = ledger.by_reference(merchant, reference) else {
        return refusal("91", "Transaction not found");
    };
    let whole = order.amount_dong;
    let Some(transaction) = order
        .transactions
        .iter()
        .find(|t| t.play.codes().0 == "00" && (wanted == 0 || wanted == t.number))
        .map(|t| t.number)
    else {
        return refusal("91", "Transaction not found");
    };
    let units: i64 = value(fields, "vnp_Amount").parse().unwrap_or(0);
    let kind = value(fields, "vnp_TransactionType");
    let fits = match kind {
        "02" => units == whole * 100,
        "03" => units > 0 && units % 100 == 0 && units <= whole * 100,
        _ => false,
    };
    if !fits {
        return refusal("02", "Amount is invalid");
    }
    if !ledger.note_refund(value(fields, "vnp_RequestId")) {
        return refusal("94", "Request is duplicate");
    }
    let Some(found) = ledger
        .by_reference(merchant, reference)
        .and_then(|order| order.transactions.iter_mut().find(|t| t.number == transaction))
    else {
        return refusal("91", "Transaction not found");
    };
    if found.refunded_dong + units / 100 > whole {
        return refusal("94", "Transaction was refunded before");
    }
    found.refunded_dong += units / 100;
    [
        ("vnp_ResponseCode", "00".to_owned()),
        ("vnp_Message", "Refund Success".to_owned()),
        ("vnp_Amount", units.to_string()),
        ("vnp_BankCode", "NCB".to_owned()),
        ("vnp_PayDate", super::stamp(sandbox.now())),
        ("vnp_TransactionNo", number.to_string()),
        ("vnp_TransactionType", kind.to_owned()),
        ("vnp_TransactionStatus", "05".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into_iter()
    .collect()
}

fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

fn joined(fields: &Fields, order: &[&str]) -> String {
    let values: Vec<&str> = order.iter().map(|name| value(fields, name)).collect();
    values.join("|")
}

fn refusal(code: &str, message: &str) -> Fields {
    Fields::from([("vnp_ResponseCode".to_owned(), code.to_owned()), ("vnp_Message".to_owned(), message.to_owned())])
}

/// An answer to somebody whose key we do not know or who does not have it.
fn unsigned(code: &str, message: &str) -> Response {
    Json(refusal(code, message)).into_response()
}

/// The fields of a JSON object whose values are strings or numbers; anything else is left out.
fn strings(body: &[u8]) -> Fields {
    let object: BTreeMap<String, Value> = serde_json::from_slice(body).unwrap_or_default();
    object
        .into_iter()
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        })
        .collect()
}
