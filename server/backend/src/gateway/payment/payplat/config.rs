//! A partner's registration at the platform.

use std::sync::Arc;

use serde::Deserialize;
use url::Url;

use super::PayPlat;
use crate::{
    gateway::{
        config::address,
        payment::{Connect, PaymentGateway},
    },
    secret::Secret,
};

/// A partner's registration at the platform. At the sandbox:
///
/// ```toml
/// [payment.payplat]
/// init_url = "http://127.0.0.1:3001/payplat/api/init"
/// query_url = "http://127.0.0.1:3001/payplat/api/query"
/// pay_url = "http://127.0.0.1:3001/payplat/tra-tien"
/// partner = "DEMODT"
/// secret = "DEMOSECRET"
/// token = "DEMO-PAYPLAT-TOKEN-KHONG-DUNG-THAT"
/// beneficiary = { account = "3511.0.0000000", name = "KHO BAC NHA NUOC (MO PHONG)", bank = "KBNN" }
/// ```
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayPlatConfig {
    /// Where INIT is posted.
    #[serde(deserialize_with = "address")]
    pub init_url: Url,
    /// Where QUERY is posted.
    #[serde(deserialize_with = "address")]
    pub query_url: Url,
    /// Where its pages are, to which the browser is sent; INIT's answer gives the exact address.
    #[serde(deserialize_with = "address")]
    pub pay_url: Url,
    /// `MaDoiTac`.
    pub partner: String,
    /// The last part of each hash.
    pub secret: Secret,
    /// The bearer token of our calls.
    pub token: Secret,
    /// Where the money goes.
    pub beneficiary: Beneficiary,
}

/// The account that is paid into.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beneficiary {
    /// Its number.
    pub account: String,
    /// Its holder.
    pub name: String,
    /// The code of its bank.
    pub bank: String,
}

impl PayPlatConfig {
    /// The demo's registration at the sandbox.
    ///
    /// # Errors
    /// When the address cannot be a base, such as `mailto:`.
    pub fn demo(sandbox: &Url) -> Result<Self, url::ParseError> {
        Ok(Self {
            init_url: sandbox.join("/payplat/api/init")?,
            query_url: sandbox.join("/payplat/api/query")?,
            pay_url: sandbox.join("/payplat/tra-tien")?,
            partner: "DEMODT".to_owned(),
            secret: Secret::new("DEMOSECRET"),
            token: Secret::new("DEMO-PAYPLAT-TOKEN-KHONG-DUNG-THAT"),
            beneficiary: Beneficiary {
                account: "3511.0.0000000".to_owned(),
                name: "KHO BAC NHA NUOC (MO PHONG)".to_owned(),
                bank: "KBNN".to_owned(),
            },
        })
    }
}

impl Connect for PayPlatConfig {
    fn connect(&self, http: reqwest::Client) -> Arc<dyn PaymentGateway> {
        Arc::new(PayPlat::new(self.clone(), http))
    }
}
