//! Who may use the sandbox and how it behaves. All secrets here are for demonstration: they are
//! written in this file and protect nothing.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;

/// Where the sandbox takes instants from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// A merchant known to the payment gateway.
#[derive(Clone, Debug)]
pub struct Merchant {
    /// `vnp_TmnCode`.
    pub code: String,
    /// The key of the signatures.
    pub secret: String,
    /// Where callbacks go.
    pub ipn_url: String,
}

/// A client known to the identity provider.
#[derive(Clone, Debug)]
pub struct OidcClient {
    /// `client_id`.
    pub id: String,
    /// `client_secret`.
    pub secret: String,
    /// Where the browser may be sent back to; compared exactly.
    pub redirect_uris: Vec<String>,
}

/// How the sandbox runs; the default suits a portal at `http://127.0.0.1:3000`.
#[derive(Clone)]
pub struct SandboxConfig {
    /// The address that browsers and the portal use, without a slash at its end; also the issuer of
    /// identities. `None`: `http://` and the listener's address.
    pub public_url: Option<String>,
    /// Where the portal is that it plays the outside world for, without a slash at its end.
    pub portal: String,
    /// Merchants of the payment gateway.
    pub merchants: Vec<Merchant>,
    /// Clients of the identity provider.
    pub clients: Vec<OidcClient>,
    /// The bearer key of the message service.
    pub messages_key: String,
    /// How often a callback is tried before the gateway gives up.
    pub ipn_attempts: u32,
    /// The pause after the first failed callback; it grows by as much with each attempt.
    pub ipn_pause: Duration,
    /// How long "slow" is: a delayed callback, a slow answer of a switched-off system.
    pub slowness: Duration,
    /// Where instants come from.
    pub clock: Clock,
}

impl SandboxConfig {
    /// The demo's configuration for a portal at this address (without a slash at its end).
    pub fn for_portal(portal: &str) -> Self {
        Self {
            public_url: None,
            portal: portal.to_owned(),
            merchants: vec![Merchant {
                code: "DEMOTMN1".to_owned(),
                secret: "DEMOSECRETDEMOSECRETDEMOSECRET12".to_owned(),
                ipn_url: format!("{portal}/thanh-toan/ipn"),
            }],
            clients: vec![OidcClient {
                id: "portal-demo".to_owned(),
                secret: "DEMO-OIDC-SECRET-KHONG-DUNG-THAT".to_owned(),
                redirect_uris: vec![format!("{portal}/dang-nhap/vneid/tro-lai")],
            }],
            messages_key: "DEMO-MESSAGES-KEY-KHONG-DUNG-THAT".to_owned(),
            ipn_attempts: 5,
            ipn_pause: Duration::from_secs(2),
            slowness: Duration::from_secs(10),
            clock: system_clock(),
        }
    }
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self::for_portal("http://127.0.0.1:3000")
    }
}

#[expect(clippy::disallowed_methods, reason = "the outside world's own clock; the portal's is not ours to take")]
fn system_clock() -> Clock {
    Arc::new(Timestamp::now)
}
