//! A merchant's account at VNPay.

use std::sync::Arc;

use serde::Deserialize;
use url::Url;

use super::VnPay;
use crate::{
    gateway::{
        config::address,
        payment::{Connect, PaymentGateway},
    },
    secret::Secret,
};

/// A merchant's account at VNPay.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VnPayConfig {
    /// Where the browser is sent, `…/paymentv2/vpcpay.html`.
    #[serde(deserialize_with = "address")]
    pub pay_url: Url,
    /// Where queries and refunds are posted, `…/merchant_webapi/api/transaction`.
    #[serde(deserialize_with = "address")]
    pub api_url: Url,
    /// The merchant code, eight characters.
    pub merchant: String,
    /// The key of the signatures.
    pub secret: Secret,
    /// Where the gateway sends the browser back to.
    #[serde(deserialize_with = "address")]
    pub return_url: Url,
}

impl VnPayConfig {
    /// The demo's account at the sandbox.
    ///
    /// # Errors
    /// When one of the two addresses cannot be a base, such as `mailto:`.
    pub fn demo(sandbox: &Url, portal: &Url) -> Result<Self, url::ParseError> {
        Ok(Self {
            pay_url: sandbox.join("/paymentv2/vpcpay.html")?,
            api_url: sandbox.join("/merchant_webapi/api/transaction")?,
            merchant: "DEMOTMN1".to_owned(),
            secret: Secret::new("DEMOSECRETDEMOSECRETDEMOSECRET12"),
            return_url: portal.join("/thanh-toan/ket-qua")?,
        })
    }
}

impl Connect for VnPayConfig {
    fn connect(&self, http: reqwest::Client) -> Arc<dyn PaymentGateway> {
        Arc::new(VnPay::new(self.clone(), http))
    }
}
