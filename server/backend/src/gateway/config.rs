//! Where the outside systems are and how we prove who we are; each may be absent.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Deserializer, de::Error as _};
use url::Url;

use super::payment::{
    PaymentConfig, PaymentConfigs,
    vnpay::{self, VnPayConfig},
};
use crate::secret::Secret;

/// Everything that the clients need. Secrets redact themselves in `Debug`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GatewayConfig {
    /// How long to wait for any of them.
    pub timeouts: Timeouts,
    /// Go through the proxy that `HTTP_PROXY` and its kin name; off, so that a proxy meant for other
    /// programs does not stand between the portal and a system beside it.
    pub use_system_proxy: bool,
    /// Where fees can be paid, the gateway to be offered first in front; none may be.
    pub payment: PaymentConfigs,
    /// OpenID Connect.
    pub identity: Option<IdentityConfig>,
    /// SMS and e-mail.
    pub messages: Option<MessagesConfig>,
}

/// How long a call may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// To connect, milliseconds (default 2,000).
    pub connect_ms: u64,
    /// In all, milliseconds (default 5,000).
    pub total_ms: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect_ms: 2_000, total_ms: 5_000 }
    }
}

impl Timeouts {
    /// To connect.
    pub fn connect(&self) -> Duration {
        Duration::from_millis(self.connect_ms)
    }

    /// In all.
    pub fn total(&self) -> Duration {
        Duration::from_millis(self.total_ms)
    }
}

/// A client's registration at an OpenID Connect provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityConfig {
    /// The issuer; its discovery document is under `/.well-known/openid-configuration`.
    #[serde(deserialize_with = "address")]
    pub issuer: Url,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: Secret,
    /// Where the provider sends the browser back to; registered there, compared exactly.
    #[serde(deserialize_with = "address")]
    pub redirect_url: Url,
}

/// An account at the message service.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessagesConfig {
    /// Where messages are posted.
    #[serde(deserialize_with = "address")]
    pub url: Url,
    /// The bearer key.
    pub key: Secret,
}

impl GatewayConfig {
    /// The demo: everything at the sandbox, with the secrets that it publishes on its pages.
    ///
    /// # Errors
    /// When one of the two addresses cannot be a base, such as `mailto:`.
    pub fn demo(sandbox: &Url, portal: &Url) -> Result<Self, url::ParseError> {
        Ok(Self {
            timeouts: Timeouts::default(),
            use_system_proxy: false,
            payment: PaymentConfigs(vec![PaymentConfig {
                name: vnpay::KIND.name.to_owned(),
                kind: &vnpay::KIND,
                settings: Arc::new(VnPayConfig::demo(sandbox, portal)?),
            }]),
            identity: Some(IdentityConfig {
                issuer: sandbox.clone(),
                client_id: "portal-demo".to_owned(),
                client_secret: Secret::new("DEMO-OIDC-SECRET-KHONG-DUNG-THAT"),
                redirect_url: portal.join("/dang-nhap/vneid/tro-lai")?,
            }),
            messages: Some(MessagesConfig {
                url: sandbox.join("/messages")?,
                key: Secret::new("DEMO-MESSAGES-KEY-KHONG-DUNG-THAT"),
            }),
        })
    }
}

pub(super) fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Url, D::Error> {
    let url = Url::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(D::Error::custom("an address must begin with http:// or https://"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let config = GatewayConfig::demo(
            &Url::parse("http://127.0.0.1:3001").unwrap(),
            &Url::parse("http://127.0.0.1:3000").unwrap(),
        )
        .unwrap();
        let shown = format!("{config:?}");
        assert!(shown.contains("DEMOTMN1"));
        assert!(!shown.contains("DEMOSECRET"), "{shown}");
        assert!(!shown.contains("KHONG-DUNG-THAT"), "{shown}");
    }
}
