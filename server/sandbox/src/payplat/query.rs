//! QUERY: how a payment went.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use serde_json::json;

use super::{PARTNER, Platform, SECRET, hash, is_partner, stamp, texts};

const ORDER: [&str; 5] = ["LoaiBanTin", "PhienBan", "MaDoiTac", "MaThamChieu", "ThoiGianGD"];

/// `POST /payplat/api/query`
pub async fn answer(State(platform): State<Arc<Platform>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(status) = is_partner(&headers) {
        return status.into_response();
    }
    let fields = texts(&body);
    let reference = fields.get("MaThamChieu").map_or("", String::as_str);
    let now = platform.sandbox.now();
    let signed = hash::matches(SECRET, &fields, &ORDER);
    let (code, words, state) = match platform.bills().by_reference(reference) {
        _ if !signed => ("97", "Sai ma xac thuc", ""),
        None => ("01", "Khong tim thay giao dich", ""),
        Some(bill) => ("00", "Thanh cong", bill.state(now)),
    };
    let at = stamp(now);
    let hash = hash::sign(SECRET, &[code, words, PARTNER, reference, &at, state]);
    Json(json!({
        "MaLoi": code,
        "MoTaLoi": words,
        "MaDoiTac": PARTNER,
        "MaThamChieu": reference,
        "ThoiGianGD": at,
        "TrangThaiGD": state,
        "MaXacThuc": hash,
    }))
    .into_response()
}
