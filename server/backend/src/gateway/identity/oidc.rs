//! The client of an OpenID Connect provider: discovery, authorization, code exchange.

use jiff::Timestamp;
use jsonwebtoken::jwk::{Jwk, JwkSet};
use serde::Deserialize;
use tokio::sync::OnceCell;
use url::Url;

use super::{Attempt, Identity, IdentityProvider, id_token};
use crate::gateway::{GatewayError, Pending, System, config::IdentityConfig, http};

/// What we use of a discovery document.
#[derive(Clone, Debug, Deserialize)]
struct Discovery {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

#[derive(Deserialize)]
struct TokenAnswer {
    id_token: String,
}

#[derive(Deserialize)]
struct TokenError {
    error: String,
}

/// The portal as a client of the provider.
pub struct OidcClient {
    config: IdentityConfig,
    http: reqwest::Client,
    /// Read on first use and kept: a provider's addresses do not change under its issuer.
    discovery: OnceCell<Discovery>,
}

impl OidcClient {
    pub(in crate::gateway) fn new(config: IdentityConfig, http: reqwest::Client) -> Self {
        Self { config, http, discovery: OnceCell::new() }
    }

    /// The issuer as the protocol compares it: without the slash that a parsed address adds.
    fn issuer(&self) -> &str {
        self.config.issuer.as_str().trim_end_matches('/')
    }

    async fn discovery(&self) -> Result<&Discovery, GatewayError> {
        self.discovery
            .get_or_try_init(|| async {
                let address = format!("{}/.well-known/openid-configuration", self.issuer());
                let found: Discovery = self.get(&address).await?;
                if found.issuer.trim_end_matches('/') != self.issuer() {
                    return Err(untrusted("the discovery document names another issuer"));
                }
                Ok(found)
            })
            .await
    }

    async fn get<T: serde::de::DeserializeOwned>(&self, address: &str) -> Result<T, GatewayError> {
        let answer = http::send(System::Identity, self.http.get(address)).await?;
        if !answer.status.is_success() {
            return Err(untrusted("no document where one must be"));
        }
        answer.json(System::Identity)
    }

    /// The provider's key with this id; asked for each time, so that a changed key is met at once.
    async fn key(&self, address: &str, id: Option<&str>) -> Result<Jwk, GatewayError> {
        let set: JwkSet = self.get(address).await?;
        let found = match id {
            Some(id) => set.find(id).cloned(),
            // Without an id only a set of one key is unambiguous.
            None if set.keys.len() == 1 => set.keys.into_iter().next(),
            None => None,
        };
        found.ok_or_else(|| untrusted("signed with a key that the provider does not publish"))
    }

    async fn send_browser(&self, attempt: &Attempt) -> Result<Url, GatewayError> {
        let discovery = self.discovery().await?;
        let mut url = Url::parse(&discovery.authorization_endpoint)
            .map_err(|_| untrusted("the discovery document names an unreadable address"))?;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.config.client_id)
            .append_pair("redirect_uri", self.config.redirect_url.as_str())
            .append_pair("scope", "openid profile phone")
            .append_pair("state", &attempt.state)
            .append_pair("nonce", &attempt.nonce)
            .append_pair("code_challenge", &attempt.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url)
    }

    async fn exchange(&self, code: &str, attempt: &Attempt, now: Timestamp) -> Result<Identity, GatewayError> {
        let discovery = self.discovery().await?;
        let request = self
            .http
            .post(&discovery.token_endpoint)
            .basic_auth(form_encoded(&self.config.client_id), Some(form_encoded(self.config.client_secret.expose())))
            .form(&[
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", self.config.redirect_url.as_str()),
                ("code_verifier", &attempt.verifier),
            ]);
        let answer = http::send(System::Identity, request).await?;
        if !answer.status.is_success() {
            let refusal: TokenError = answer.json(System::Identity)?;
            return Err(GatewayError::Rejected {
                system: System::Identity,
                code: refusal.error,
                reason: "code not exchanged".to_owned(),
            });
        }
        let token = answer.json::<TokenAnswer>(System::Identity)?.id_token;
        let id = id_token::key_id(&token).map_err(untrusted)?;
        let key = self.key(&discovery.jwks_uri, id.as_deref()).await?;
        let expected = id_token::Expected {
            issuer: &discovery.issuer,
            client_id: &self.config.client_id,
            nonce: &attempt.nonce,
            now,
        };
        id_token::verify(&token, &key, &expected).map_err(untrusted)
    }
}

impl IdentityProvider for OidcClient {
    fn authorization_url<'a>(&'a self, attempt: &'a Attempt) -> Pending<'a, Url> {
        Box::pin(self.send_browser(attempt))
    }

    fn sign_in<'a>(&'a self, code: &'a str, attempt: &'a Attempt, now: Timestamp) -> Pending<'a, Identity> {
        Box::pin(self.exchange(code, attempt, now))
    }
}

/// Client id and secret are form-encoded before they become Basic credentials (RFC 6749, 2.3.1).
fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

fn untrusted(reason: &str) -> GatewayError {
    GatewayError::untrusted(System::Identity, reason)
}
