//! The client of VNPay 2.1.0: a signed redirect, a signed callback (IPN), a query and a refund.

mod answer;
mod codes;
mod config;
mod signature;
#[cfg(test)]
mod tests;
mod wire;

use std::{collections::BTreeMap, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use url::Url;

use super::{
    Callback, CallbackError, CallbackMethod, CallbackRoute, CallbackVerdict, Kind, PayLanguage, PayRequest,
    PaymentGateway, PaymentOutcome, PaymentReport, Polling, QueryRequest, RefundKind, RefundOutcome, RefundRequest,
    Title, time,
};
use crate::gateway::{GatewayError, Pending, System, http};
pub use config::VnPayConfig;

const VERSION: &str = "2.1.0";

/// VNPay, before an installation has an account there.
pub static KIND: Kind = Kind {
    name: "vnpay",
    title: Title { vi: "VNPay", en: "VNPay" },
    callback: CallbackRoute { method: CallbackMethod::Get, path: "/thanh-toan/ipn" },
    unavailable: || answer::of(CallbackVerdict::NotNoted),
    return_parameter: "vnp_TxnRef",
    read: |settings| Ok(Arc::new(serde_json::from_value::<VnPayConfig>(settings)?)),
};

/// What an answer to `querydr` signs, in this order.
const QUERY_ANSWER: [&str; 15] = [
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
    "vnp_PromotionCode",
    "vnp_PromotionAmount",
];

/// An answer to `refund` signs the same without the promotion.
const REFUND_ANSWER: &[&str] = QUERY_ANSWER.split_at(13).0;

/// A merchant's client.
pub struct VnPay {
    config: VnPayConfig,
    http: reqwest::Client,
}

impl VnPay {
    fn new(config: VnPayConfig, http: reqwest::Client) -> Self {
        Self { config, http }
    }

    /// Signs the values in their order (absent ones as empty), posts them, checks the answer.
    async fn call(
        &self,
        fields: &[(&str, String)],
        signed_answer: &[&str],
    ) -> Result<BTreeMap<String, String>, GatewayError> {
        let values: Vec<&str> = fields.iter().map(|(_, value)| value.as_str()).collect();
        if values.iter().any(|value| value.contains('|')) {
            return Err(invalid("a value holds the separator"));
        }
        let mut body: BTreeMap<&str, &str> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let hash = signature::sign(&self.config.secret, &values.join("|"));
        body.insert(signature::HASH, &hash);

        let request = self.http.post(self.config.api_url.clone()).json(&body);
        let answer = http::send(System::Payment, request).await?;
        if !answer.status.is_success() {
            return Err(GatewayError::Rejected {
                system: System::Payment,
                code: answer.status.as_u16().to_string(),
                reason: "HTTP status".to_owned(),
            });
        }
        let answer = strings(answer.json(System::Payment)?);
        let get = |name: &&str| answer.get(*name).map_or("", String::as_str);
        let signed = signed_answer.iter().map(get).collect::<Vec<_>>().join("|");
        if !signature::verify(&self.config.secret, &signed, get(&signature::HASH)) {
            // Refusals of those whom the gateway does not know come unsigned; the code helps operators.
            let code: String = answer_code(&answer).chars().take(2).collect();
            return Err(untrusted(&format!("wrong signature (code {code:?})")));
        }
        if get(&"vnp_TmnCode") != self.config.merchant {
            return Err(untrusted("another merchant"));
        }
        Ok(answer)
    }

    async fn ask(&self, request: &QueryRequest) -> Result<PaymentReport, GatewayError> {
        ascii(&request.info)?;
        let fields = [
            ("vnp_RequestId", request.request_id.clone()),
            ("vnp_Version", VERSION.to_owned()),
            ("vnp_Command", "querydr".to_owned()),
            ("vnp_TmnCode", self.config.merchant.clone()),
            ("vnp_TxnRef", request.reference.clone()),
            ("vnp_TransactionDate", time::write(request.order_created_at)),
            ("vnp_CreateDate", time::write(request.asked_at)),
            ("vnp_IpAddr", request.server_ip.to_string()),
            ("vnp_OrderInfo", request.info.clone()),
        ];
        let answer = self.call(&fields, &QUERY_ANSWER).await?;
        match answer_code(&answer) {
            "00" => {}
            "91" => {
                return Ok(PaymentReport {
                    reference: request.reference.clone(),
                    amount_dong: None,
                    outcome: PaymentOutcome::Unknown,
                    code: "91".to_owned(),
                    paid_at: None,
                });
            }
            code => return Err(rejected(code, &answer)),
        }
        let told = wire::read(&answer).map_err(|error| untrusted(&error.to_string()))?;
        if told.reference != request.reference {
            return Err(untrusted("another reference"));
        }
        Ok(told.of_query())
    }

    async fn give_back(&self, request: &RefundRequest) -> Result<RefundOutcome, GatewayError> {
        ascii(&request.info)?;
        ascii(&request.ordered_by)?;
        let fields = [
            ("vnp_RequestId", request.request_id.clone()),
            ("vnp_Version", VERSION.to_owned()),
            ("vnp_Command", "refund".to_owned()),
            ("vnp_TmnCode", self.config.merchant.clone()),
            (
                "vnp_TransactionType",
                match request.kind {
                    RefundKind::Full => "02",
                    RefundKind::Partial => "03",
                }
                .to_owned(),
            ),
            ("vnp_TxnRef", request.reference.clone()),
            ("vnp_Amount", units(request.amount_dong)?.to_string()),
            ("vnp_TransactionNo", request.transaction_no.clone().unwrap_or_default()),
            ("vnp_TransactionDate", time::write(request.order_created_at)),
            ("vnp_CreateBy", request.ordered_by.clone()),
            ("vnp_CreateDate", time::write(request.asked_at)),
            ("vnp_IpAddr", request.server_ip.to_string()),
            ("vnp_OrderInfo", request.info.clone()),
        ];
        let answer = self.call(&fields, REFUND_ANSWER).await?;
        match answer_code(&answer) {
            "00" => Ok(RefundOutcome::Accepted {
                transaction_no: answer.get("vnp_TransactionNo").cloned().unwrap_or_default(),
            }),
            "94" => Ok(RefundOutcome::AlreadyRequested),
            code => Err(rejected(code, &answer)),
        }
    }

    /// The signed address to send the payer's browser to; nobody is called.
    fn pay_url(&self, request: &PayRequest) -> Result<Url, GatewayError> {
        ascii(&request.info)?;
        reference(&request.reference)?;
        if request.expires_at <= request.created_at {
            return Err(invalid("it ends before it begins"));
        }
        let fields = BTreeMap::from(
            [
                ("vnp_Version", VERSION.to_owned()),
                ("vnp_Command", "pay".to_owned()),
                ("vnp_TmnCode", self.config.merchant.clone()),
                ("vnp_Amount", units(request.amount_dong)?.to_string()),
                ("vnp_CurrCode", "VND".to_owned()),
                ("vnp_TxnRef", request.reference.clone()),
                ("vnp_OrderInfo", request.info.clone()),
                ("vnp_OrderType", "other".to_owned()),
                (
                    "vnp_Locale",
                    match request.language {
                        PayLanguage::Vietnamese => "vn",
                        PayLanguage::English => "en",
                    }
                    .to_owned(),
                ),
                ("vnp_ReturnUrl", self.config.return_url.to_string()),
                ("vnp_IpAddr", request.client_ip.to_string()),
                ("vnp_CreateDate", time::write(request.created_at)),
                ("vnp_ExpireDate", time::write(request.expires_at)),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        let text = signature::canonical(&fields);
        let hash = signature::sign(&self.config.secret, &text);
        let mut url = self.config.pay_url.clone();
        url.set_query(Some(&format!("{text}&{}={hash}", signature::HASH)));
        Ok(url)
    }
}

impl PaymentGateway for VnPay {
    fn pay_origin(&self) -> url::Origin {
        self.config.pay_url.origin()
    }

    fn polling(&self) -> Polling {
        Polling { patience: SignedDuration::from_mins(2), longest: SignedDuration::from_hours(48) }
    }

    fn begin<'a>(&'a self, request: &'a PayRequest) -> Pending<'a, Url> {
        Box::pin(async { self.pay_url(request) })
    }

    fn read_callback(&self, callback: &Callback<'_>) -> Result<PaymentReport, CallbackError> {
        let fields = wire::parse_query(callback.query)?;
        let hash = fields.get(signature::HASH).map_or("", String::as_str);
        if !signature::verify(&self.config.secret, &signature::canonical(&fields), hash) {
            return Err(CallbackError::Signature);
        }
        // Signed with our key for another account of ours is still not for us.
        if fields.get("vnp_TmnCode") != Some(&self.config.merchant) {
            return Err(CallbackError::Signature);
        }
        Ok(wire::read(&fields)?.of_callback())
    }

    fn answer(&self, _: &Callback<'_>, verdict: CallbackVerdict, _: Timestamp) -> Value {
        answer::of(verdict)
    }

    fn query<'a>(&'a self, request: &'a QueryRequest) -> Pending<'a, PaymentReport> {
        Box::pin(self.ask(request))
    }

    fn refund<'a>(&'a self, request: &'a RefundRequest) -> Pending<'a, RefundOutcome> {
        Box::pin(self.give_back(request))
    }
}

/// VNPay answers with strings, and now and then a number where a string is meant.
fn strings(answer: BTreeMap<String, Value>) -> BTreeMap<String, String> {
    answer
        .into_iter()
        .filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            _ => None,
        })
        .collect()
}

fn answer_code(answer: &BTreeMap<String, String>) -> &str {
    answer.get("vnp_ResponseCode").map_or("", String::as_str)
}

fn rejected(code: &str, answer: &BTreeMap<String, String>) -> GatewayError {
    GatewayError::Rejected {
        system: System::Payment,
        code: code.to_owned(),
        reason: answer.get("vnp_Message").cloned().unwrap_or_default(),
    }
}

fn untrusted(reason: &str) -> GatewayError {
    GatewayError::untrusted(System::Payment, reason)
}

fn invalid(reason: &'static str) -> GatewayError {
    GatewayError::Invalid { system: System::Payment, reason }
}

fn units(amount_dong: i64) -> Result<i64, GatewayError> {
    if amount_dong <= 0 {
        return Err(invalid("the amount is not positive"));
    }
    amount_dong.checked_mul(wire::UNITS_PER_DONG).ok_or_else(|| invalid("the amount is too large"))
}

fn ascii(text: &str) -> Result<(), GatewayError> {
    let plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.is_empty() || text.len() > 255 || !text.bytes().all(plain) {
        return Err(invalid("words must be 1 to 255 ASCII characters"));
    }
    Ok(())
}

fn reference(text: &str) -> Result<(), GatewayError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if text.is_empty() || text.len() > 100 || !text.bytes().all(allowed) {
        return Err(invalid("a reference is 1 to 100 letters, digits, - or _"));
    }
    Ok(())
}
