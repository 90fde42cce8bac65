//! One HTTP client for all gateways, and the way from its failures to [`GatewayError`].

use serde::de::DeserializeOwned;

use super::{GatewayConfig, GatewayError, System};

/// The longest answer we read; none of the protocols needs more.
const ANSWER_LIMIT: usize = 256 * 1024;

/// A client that follows no redirect (none of the protocols has one between servers).
pub(super) fn client(config: &GatewayConfig) -> Result<reqwest::Client, GatewayError> {
    // The TLS library that the database's driver brings; it is an error only to install it twice.
    let _installed = rustls::crypto::ring::default_provider().install_default();
    let builder =
        if config.use_system_proxy { reqwest::Client::builder() } else { reqwest::Client::builder().no_proxy() };
    builder
        .connect_timeout(config.timeouts.connect())
        .timeout(config.timeouts.total())
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!("portal/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| GatewayError::Unavailable {
            system: System::Payment,
            reason: format!("no HTTP client: {error}"),
        })
}

/// Status and body of an answer, read whole within the limit; 5xx and 429 are "unavailable".
pub(super) struct Answer {
    pub status: reqwest::StatusCode,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self, system: System) -> Result<T, GatewayError> {
        // serde's words may quote what was sent, so only the place of the fault is kept.
        serde_json::from_slice(&self.body)
            .map_err(|error| GatewayError::untrusted(system, format!("unreadable JSON at line {}", error.line())))
    }
}

pub(super) async fn send(system: System, request: reqwest::RequestBuilder) -> Result<Answer, GatewayError> {
    let mut response = request.send().await.map_err(|e| unavailable(system, e))?;
    let status = response.status();
    if status.is_server_error() || status == reqwest::StatusCode::TOO_MANY_REQUESTS {
        return Err(GatewayError::Unavailable { system, reason: format!("HTTP {}", status.as_u16()) });
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|e| unavailable(system, e))? {
        if body.len() + chunk.len() > ANSWER_LIMIT {
            return Err(GatewayError::untrusted(system, "the answer is too long"));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body })
}

fn unavailable(system: System, error: reqwest::Error) -> GatewayError {
    let reason = if error.is_timeout() {
        "timed out".to_owned()
    } else if error.is_connect() {
        "cannot connect".to_owned()
    } else {
        // The address may hold a query with personal data.
        error.without_url().to_string()
    };
    GatewayError::Unavailable { system, reason }
}
