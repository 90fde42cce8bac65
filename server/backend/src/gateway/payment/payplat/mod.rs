//! The client of the national payment platform (PayPlat), message version 1.0.6: `INIT` begins a payment and gives the
//! address of its page, `CONFIRM` is its callback, `QUERY` asks.
//!
//! There is no public specification: what is here was read off the code of those who integrate it (domain rules, 5.1).
//! What that leaves open stands with the confidence of a guess: the codes of `MaLoi` other than success, the order of
//! the hash of answers, and that there is no message for refunds.

mod codes;
mod config;
mod hash;
mod messages;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use url::Url;

use super::{
    Callback, CallbackError, CallbackMethod, CallbackRoute, CallbackVerdict, Kind, PayRequest, PaymentGateway,
    PaymentOutcome, PaymentReport, Polling, QueryRequest, RefundOutcome, RefundRequest, Title, time,
};
use crate::gateway::{GatewayError, Pending, System, http};
use codes::TransactionState;
pub use config::{Beneficiary, PayPlatConfig};
use messages::{Begun, Confirm, ConfirmAnswer, Init, InitAnswer, Query, QueryAnswer};

/// The platform, before an installation is a partner of it.
pub static KIND: Kind = Kind {
    name: "payplat",
    title: Title { vi: "Nền tảng thanh toán quốc gia (PayPlat)", en: "National payment platform (PayPlat)" },
    callback: CallbackRoute { method: CallbackMethod::Post, path: "/thanh-toan/payplat" },
    unavailable: || ConfirmAnswer::unsigned(CallbackVerdict::NotNoted),
    return_parameter: "MaThamChieu",
    read: |settings| Ok(Arc::new(serde_json::from_value::<PayPlatConfig>(settings)?)),
};

/// A partner's client.
pub struct PayPlat {
    config: PayPlatConfig,
    http: reqwest::Client,
}

impl PayPlat {
    fn new(config: PayPlatConfig, http: reqwest::Client) -> Self {
        Self { config, http }
    }

    async fn post<A: DeserializeOwned>(&self, url: &Url, message: &impl Serialize) -> Result<A, GatewayError> {
        let request = self.http.post(url.clone()).bearer_auth(self.config.token.expose()).json(message);
        let answer = http::send(System::Payment, request).await?;
        if !answer.status.is_success() {
            return Err(rejected(answer.status.as_u16().to_string(), "HTTP status"));
        }
        answer.json(System::Payment)
    }

    async fn init(&self, request: &PayRequest) -> Result<Url, GatewayError> {
        let message = Init::new(&self.config, request)?;
        let answer: InitAnswer = self.post(&self.config.init_url, &message).await?;
        if !codes::is_success(&answer.error_code) {
            return Err(rejected(answer.error_code, "INIT was refused"));
        }
        // The answer bears no hash: it may lead nowhere but to the platform's own page.
        let begun: Begun = serde_json::from_str(&answer.message).map_err(|_| untrusted("no address to pay at"))?;
        let address = Url::parse(&begun.address).map_err(|_| untrusted("no address to pay at"))?;
        if address.origin() != self.config.pay_url.origin() {
            return Err(untrusted("an address of somebody else"));
        }
        Ok(address)
    }

    async fn ask(&self, request: &QueryRequest) -> Result<PaymentReport, GatewayError> {
        let message = Query::new(&self.config, request)?;
        let answer: QueryAnswer = self.post(&self.config.query_url, &message).await?;
        if answer.partner != self.config.partner || answer.reference != request.reference {
            return Err(untrusted("another partner or reference"));
        }
        if !answer.is_signed_with(&self.config.secret) {
            return Err(untrusted("wrong hash"));
        }
        let report = |outcome, code| PaymentReport {
            reference: request.reference.clone(),
            // The answer holds no amount: the reference is bound to the one that INIT signed.
            amount_dong: None,
            outcome,
            code,
            paid_at: None,
        };
        if codes::is_unknown_reference(&answer.error) {
            return Ok(report(PaymentOutcome::Unknown, answer.error));
        }
        if !codes::is_success(&answer.error) {
            return Err(rejected(answer.error, "QUERY was refused"));
        }
        let state = TransactionState::parse(&answer.state);
        Ok(report(state.outcome(), format!("TrangThaiGD={}", answer.state)))
    }
}

impl PaymentGateway for PayPlat {
    fn pay_origin(&self) -> url::Origin {
        self.config.pay_url.origin()
    }

    fn polling(&self) -> Polling {
        Polling { patience: SignedDuration::from_mins(30), longest: SignedDuration::from_hours(3 * 24) }
    }

    fn begin<'a>(&'a self, request: &'a PayRequest) -> Pending<'a, Url> {
        Box::pin(self.init(request))
    }

    fn read_callback(&self, callback: &Callback<'_>) -> Result<PaymentReport, CallbackError> {
        let confirm: Confirm = serde_json::from_slice(callback.body).map_err(|_| CallbackError::Malformed("body"))?;
        if confirm.partner != self.config.partner || !confirm.is_signed_with(&self.config.secret) {
            return Err(CallbackError::Signature);
        }
        confirm.report()
    }

    fn answer(&self, callback: &Callback<'_>, verdict: CallbackVerdict, now: Timestamp) -> Value {
        let reference = serde_json::from_slice(callback.body).map_or(String::new(), |read: Confirm| read.reference);
        ConfirmAnswer::new(&self.config, &reference, verdict, time::write(now)).into_json()
    }

    fn query<'a>(&'a self, request: &'a QueryRequest) -> Pending<'a, PaymentReport> {
        Box::pin(self.ask(request))
    }

    /// The platform has no message for it.
    fn refund<'a>(&'a self, _: &'a RefundRequest) -> Pending<'a, RefundOutcome> {
        Box::pin(async { Ok(RefundOutcome::NotOffered) })
    }
}

fn rejected(code: String, reason: &str) -> GatewayError {
    GatewayError::Rejected { system: System::Payment, code, reason: reason.to_owned() }
}

fn untrusted(reason: &str) -> GatewayError {
    GatewayError::untrusted(System::Payment, reason)
}

fn invalid(reason: &'static str) -> GatewayError {
    GatewayError::Invalid { system: System::Payment, reason }
}
