//! The messages on the wire, under the platform's names.

use domain::payment::FailureReason;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::{codes, config::PayPlatConfig, hash, invalid};
use crate::{
    gateway::{
        GatewayError,
        payment::{
            CallbackError, CallbackVerdict, PayLanguage, PayRequest, PaymentOutcome, PaymentReport, QueryRequest, time,
        },
    },
    secret::Secret,
};

const VERSION: &str = "1.0.6";

/// INIT: the portal begins a payment.
#[derive(Serialize)]
pub(super) struct Init {
    #[serde(rename = "LoaiBanTin")]
    kind: &'static str,
    #[serde(rename = "PhienBan")]
    version: &'static str,
    #[serde(rename = "MaDoiTac")]
    partner: String,
    #[serde(rename = "MaThamChieu")]
    reference: String,
    #[serde(rename = "SoTien")]
    amount: String,
    #[serde(rename = "LoaiHinhThanhToan")]
    payment_type: &'static str,
    #[serde(rename = "MaKenhThanhToan")]
    channel: &'static str,
    #[serde(rename = "MaThietBi")]
    device: &'static str,
    #[serde(rename = "NgonNgu")]
    language: &'static str,
    #[serde(rename = "MaTienTe")]
    currency: &'static str,
    #[serde(rename = "MaNganHang")]
    bank: &'static str,
    #[serde(rename = "ThongTinGiaoDich")]
    info: String,
    #[serde(rename = "ThoiGianGD")]
    at: String,
    #[serde(rename = "Ip")]
    client_ip: String,
    #[serde(rename = "ThongTinBienLai")]
    bill: Value,
    #[serde(rename = "MaXacThuc")]
    hash: String,
}

impl Init {
    pub(super) fn new(config: &PayPlatConfig, request: &PayRequest) -> Result<Self, GatewayError> {
        if request.amount_dong <= 0 {
            return Err(invalid("the amount is not positive"));
        }
        check_reference(&request.reference)?;
        let mut message = Self {
            kind: "INIT",
            version: VERSION,
            partner: config.partner.clone(),
            reference: request.reference.clone(),
            amount: request.amount_dong.to_string(),
            payment_type: "PAY",
            channel: "1",
            device: "1",
            language: match request.language {
                PayLanguage::Vietnamese => "vi-VN",
                PayLanguage::English => "en-US",
            },
            currency: "VND",
            bank: "PAYMENT",
            info: request.info.clone(),
            at: time::write(request.created_at),
            client_ip: request.client_ip.to_string(),
            bill: bill(config, request),
            hash: String::new(),
        };
        let values = message.signed();
        if values.iter().any(|value| value.contains('|')) {
            return Err(invalid("a value holds the separator"));
        }
        message.hash = hash::sign(&config.secret, &values);
        Ok(message)
    }

    fn signed(&self) -> [&str; 14] {
        [
            self.kind,
            self.version,
            &self.partner,
            &self.reference,
            &self.amount,
            self.payment_type,
            self.channel,
            self.device,
            self.language,
            self.currency,
            self.bank,
            &self.info,
            &self.at,
            &self.client_ip,
        ]
    }
}

/// `ThongTinBienLai`: what the platform prints on its receipt; outside of the hash.
fn bill(config: &PayPlatConfig, request: &PayRequest) -> Value {
    let (bill, account) = (&request.bill, &config.beneficiary);
    let fees = bill.lines.iter().map(|line| {
        json!({
            "LoaiPhiLePhi": "1",
            "MaPhiLePhi": line.key,
            "TenPhiLePhi": line.name,
            "SoTien": line.amount.get().to_string(),
        })
    });
    let items = bill.lines.iter().map(|line| json!({ "NoiDung": line.name, "SoTien": line.amount.get().to_string() }));
    json!({
        "MaDichVu": "2",
        "MaDVC": bill.service_code,
        "TenDVC": bill.service_name,
        "MaTTHC": bill.service_code,
        "TenTTHC": bill.service_name,
        "MaDonVi": bill.agency_code,
        "TenDonVi": bill.agency_name,
        "MaHoSo": bill.dossier,
        "TKThuHuong": account.account,
        "MaNHThuHuong": account.bank,
        "TenTKThuHuong": account.name,
        "HoTenNguoiNop": bill.payer.full_name,
        "SoCMNDNguoiNop": bill.payer.personal_number,
        "DiaChiNguoiNop": bill.payer.address,
        "NoiDungThanhToan": request.info,
        "PhiLePhi": fees.collect::<Vec<_>>(),
        "DSKhoanNop": items.collect::<Vec<_>>(),
    })
}

/// The answer to INIT.
#[derive(Deserialize)]
pub(super) struct InitAnswer {
    #[serde(deserialize_with = "text")]
    pub(super) error_code: String,
    /// JSON once more, as text; words where it was refused.
    #[serde(default)]
    pub(super) message: String,
}

/// What stands in an [`InitAnswer`]'s message.
#[derive(Deserialize)]
pub(super) struct Begun {
    #[serde(rename = "UrlThanhToan")]
    pub(super) address: String,
}

/// CONFIRM: the platform tells how a payment went. `ThoiGianGD` is hashed as it came and never read: some senders write
/// the hours of a twelve-hour clock.
#[derive(Deserialize)]
pub(super) struct Confirm {
    #[serde(rename = "LoaiBanTin", deserialize_with = "text")]
    kind: String,
    #[serde(rename = "MaLoi", deserialize_with = "text")]
    error: String,
    #[serde(rename = "MaDoiTac", deserialize_with = "text")]
    pub(super) partner: String,
    #[serde(rename = "MaThamChieu", deserialize_with = "text")]
    pub(super) reference: String,
    #[serde(rename = "SoTien", deserialize_with = "text")]
    amount: String,
    #[serde(rename = "MaTienTe", default, deserialize_with = "text")]
    currency: String,
    #[serde(rename = "MaGiaoDich", default, deserialize_with = "text")]
    transaction: String,
    #[serde(rename = "MaNganHang", default, deserialize_with = "text")]
    bank: String,
    #[serde(rename = "ThoiGianGD", default, deserialize_with = "text")]
    at: String,
    #[serde(rename = "ThongTinGiaoDich", default, deserialize_with = "text")]
    info: String,
    #[serde(rename = "MaXacThuc", default, deserialize_with = "text")]
    hash: String,
}

impl Confirm {
    pub(super) fn is_signed_with(&self, secret: &Secret) -> bool {
        let values = [
            &*self.kind,
            &self.error,
            &self.partner,
            &self.reference,
            &self.amount,
            &self.currency,
            &self.transaction,
            &self.bank,
            &self.at,
            &self.info,
        ];
        hash::verify(secret, &values, &self.hash)
    }

    pub(super) fn report(self) -> Result<PaymentReport, CallbackError> {
        if self.kind != "CONFIRM" {
            return Err(CallbackError::Malformed("LoaiBanTin"));
        }
        if self.currency != "VND" {
            return Err(CallbackError::Malformed("MaTienTe"));
        }
        if self.reference.is_empty() {
            return Err(CallbackError::Malformed("MaThamChieu"));
        }
        let amount = self.amount.parse::<i64>().ok().filter(|amount| *amount >= 0);
        let outcome = if codes::is_success(&self.error) {
            PaymentOutcome::Paid { transaction_no: Some(self.transaction).filter(|number| !number.is_empty()) }
        } else {
            PaymentOutcome::Failed(FailureReason::Other)
        };
        Ok(PaymentReport {
            reference: self.reference,
            amount_dong: Some(amount.ok_or(CallbackError::Malformed("SoTien"))?),
            outcome,
            code: self.error,
            paid_at: None,
        })
    }
}

/// What a CONFIRM is answered.
pub(super) struct ConfirmAnswer {
    error: &'static str,
    words: &'static str,
    partner: String,
    reference: String,
    at: String,
    hash: String,
}

impl ConfirmAnswer {
    pub(super) fn new(config: &PayPlatConfig, reference: &str, verdict: CallbackVerdict, at: String) -> Self {
        let (error, words) = codes::answer(verdict);
        let hash = hash::sign(&config.secret, &[error, words, &config.partner, reference, &at]);
        Self { error, words, partner: config.partner.clone(), reference: reference.to_owned(), at, hash }
    }

    /// Where there is no partner in whose name to answer.
    pub(super) fn unsigned(verdict: CallbackVerdict) -> Value {
        let (error, words) = codes::answer(verdict);
        json!({ "MaLoi": error, "MoTaLoi": words })
    }

    pub(super) fn into_json(self) -> Value {
        json!({
            "MaLoi": self.error,
            "MoTaLoi": self.words,
            "MaDoiTac": self.partner,
            "MaThamChieu": self.reference,
            "ThoiGianGD": self.at,
            "MaXacThuc": self.hash,
        })
    }
}

/// QUERY: the portal asks how a payment went.
#[derive(Serialize)]
pub(super) struct Query {
    #[serde(rename = "LoaiBanTin")]
    kind: &'static str,
    #[serde(rename = "PhienBan")]
    version: &'static str,
    #[serde(rename = "MaDoiTac")]
    partner: String,
    #[serde(rename = "MaThamChieu")]
    reference: String,
    /// INIT's.
    #[serde(rename = "ThoiGianGD")]
    at: String,
    #[serde(rename = "MaXacThuc")]
    hash: String,
}

impl Query {
    pub(super) fn new(config: &PayPlatConfig, request: &QueryRequest) -> Result<Self, GatewayError> {
        check_reference(&request.reference)?;
        let (partner, reference) = (config.partner.clone(), request.reference.clone());
        let at = time::write(request.order_created_at);
        let hash = hash::sign(&config.secret, &["QUERY", VERSION, &partner, &reference, &at]);
        Ok(Self { kind: "QUERY", version: VERSION, partner, reference, at, hash })
    }
}

/// The answer to QUERY.
#[derive(Deserialize)]
pub(super) struct QueryAnswer {
    #[serde(rename = "MaLoi", deserialize_with = "text")]
    pub(super) error: String,
    #[serde(rename = "MoTaLoi", default, deserialize_with = "text")]
    words: String,
    #[serde(rename = "MaDoiTac", deserialize_with = "text")]
    pub(super) partner: String,
    #[serde(rename = "MaThamChieu", deserialize_with = "text")]
    pub(super) reference: String,
    #[serde(rename = "ThoiGianGD", default, deserialize_with = "text")]
    at: String,
    #[serde(rename = "TrangThaiGD", default, deserialize_with = "text")]
    pub(super) state: String,
    #[serde(rename = "MaXacThuc", default, deserialize_with = "text")]
    hash: String,
}

impl QueryAnswer {
    pub(super) fn is_signed_with(&self, secret: &Secret) -> bool {
        let values = [&*self.error, &self.words, &self.partner, &self.reference, &self.at, &self.state];
        hash::verify(secret, &values, &self.hash)
    }
}

fn check_reference(text: &str) -> Result<(), GatewayError> {
    if text.is_empty() || text.len() > 100 || !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(invalid("a reference is 1 to 100 letters or digits"));
    }
    Ok(())
}

/// A value that comes as text from one sender and as a number from another. The hash is over its digits either way.
fn text<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Number(serde_json::Number),
        Nothing,
    }
    Ok(match Either::deserialize(from)? {
        Either::Text(text) => text,
        Either::Number(number) => number.to_string(),
        Either::Nothing => String::new(),
    })
}
