//! INIT: the portal begins a payment and is told the address of its page.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{PARTNER, Platform, SECRET, VERSION, bills::Bill, hash, is_partner, lock, texts};
use crate::state::token;

const ORDER: [&str; 14] = [
    "LoaiBanTin",
    "PhienBan",
    "MaDoiTac",
    "MaThamChieu",
    "SoTien",
    "LoaiHinhThanhToan",
    "MaKenhThanhToan",
    "MaThietBi",
    "NgonNgu",
    "MaTienTe",
    "MaNganHang",
    "ThongTinGiaoDich",
    "ThoiGianGD",
    "Ip",
];

/// How INIT fails, for the next few requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// The platform is down: 503, and no bill is made.
    Down,
    /// The bill is made, and the answer lost on its way.
    Lost,
}

/// `POST /payplat/api/init`
pub async fn receive(State(platform): State<Arc<Platform>>, headers: HeaderMap, body: Bytes) -> Response {
    if let Err(status) = is_partner(&headers) {
        return status.into_response();
    }
    let fault = take_fault(&platform);
    if fault == Some(Fault::Down) {
        return (StatusCode::SERVICE_UNAVAILABLE, "simulated failure\n").into_response();
    }
    let bill = match read(&body) {
        Ok(bill) => bill,
        Err((code, words)) => return refusal(code, words),
    };
    let address = format!("{}/payplat/tra-tien/{}", platform.sandbox.issuer, bill.token);
    if !platform.bills().open(bill) {
        return refusal("02", "MaThamChieu da duoc su dung");
    }
    if fault == Some(Fault::Lost) {
        return (StatusCode::GATEWAY_TIMEOUT, "simulated loss of the answer\n").into_response();
    }
    let message = json!({ "UrlThanhToan": address }).to_string();
    Json(json!({ "error_code": "0", "message": message })).into_response()
}

fn take_fault(platform: &Platform) -> Option<Fault> {
    let mut slot = lock(&platform.init_fault);
    let (fault, left) = (*slot)?;
    *slot = (left > 1).then_some((fault, left - 1));
    Some(fault)
}

fn refusal(code: &str, words: &str) -> Response {
    Json(json!({ "error_code": code, "message": words })).into_response()
}

fn read(body: &[u8]) -> Result<Bill, (&'static str, &'static str)> {
    let fields = texts(body);
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    if get("MaDoiTac") != PARTNER || !hash::matches(SECRET, &fields, &ORDER) {
        return Err(("97", "Sai ma xac thuc"));
    }
    let constants = [
        ("LoaiBanTin", "INIT"),
        ("PhienBan", VERSION),
        ("LoaiHinhThanhToan", "PAY"),
        ("MaKenhThanhToan", "1"),
        ("MaThietBi", "1"),
        ("MaTienTe", "VND"),
        ("MaNganHang", "PAYMENT"),
    ];
    if constants.iter().any(|(name, value)| get(name) != *value) {
        return Err(("03", "Sai dinh dang"));
    }
    let reference = get("MaThamChieu");
    if reference.is_empty() || !reference.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(("03", "MaThamChieu chi gom chu va so"));
    }
    let amount_dong: i64 = get("SoTien").parse().unwrap_or(0);
    if amount_dong <= 0 {
        return Err(("04", "SoTien khong hop le"));
    }
    Ok(Bill {
        token: token(),
        reference: reference.to_owned(),
        amount_dong,
        info: get("ThongTinGiaoDich").to_owned(),
        payer: payer(body, amount_dong)?,
        raw: String::from_utf8_lossy(body).into_owned(),
        played: None,
        transactions: Vec::new(),
        told: Vec::new(),
    })
}

/// Who pays. The receipt's data must be whole, and its items must make the amount.
fn payer(body: &[u8], amount_dong: i64) -> Result<String, (&'static str, &'static str)> {
    let whole: Value = serde_json::from_slice(body).unwrap_or_default();
    let receipt = &whole["ThongTinBienLai"];
    let filled = ["MaTTHC", "TenTTHC", "MaDonVi", "TenDonVi", "MaHoSo", "TKThuHuong", "MaNHThuHuong", "HoTenNguoiNop"];
    if filled.iter().any(|name| receipt[name].as_str().is_none_or(str::is_empty)) {
        return Err(("05", "ThongTinBienLai thieu"));
    }
    let amount = |item: &Value| item["SoTien"].as_str().and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let sum: i64 = receipt["DSKhoanNop"].as_array().map_or(0, |items| items.iter().map(amount).sum());
    if sum != amount_dong {
        return Err(("05", "DSKhoanNop khong khop SoTien"));
    }
    Ok(receipt["HoTenNguoiNop"].as_str().unwrap_or_default().to_owned())
}
