//! An authorization request: what is shown to the person, what goes back to the client.

use std::collections::BTreeMap;

use url::{Url, form_urlencoded};

use crate::state::Sandbox;

/// A request that may be granted.
pub struct AuthorizationRequest {
    pub client_id: String,
    pub redirect_uri: String,
    pub state: String,
    pub nonce: String,
    pub challenge: String,
}

/// What is wrong with a request.
pub enum Refusal {
    /// We do not know to whom to send the browser back, so it stays here; with a sentence.
    Here(&'static str),
    /// The client hears of it: the address to send the browser to.
    Redirect(String),
}

impl AuthorizationRequest {
    /// Reads and checks the query string. Client and redirect address come first: until both are
    /// known to belong together, nothing is sent anywhere.
    pub fn read(sandbox: &Sandbox, query: &str) -> Result<Self, Refusal> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()).into_owned() {
            if fields.insert(name, value).is_some() {
                return Err(Refusal::Here("Một tham số bị gửi hai lần."));
            }
        }
        let get = |name: &str| fields.get(name).cloned().unwrap_or_default();
        let client = sandbox
            .config
            .clients
            .iter()
            .find(|client| client.id == get("client_id"))
            .ok_or(Refusal::Here("Không có ứng dụng nào mang client_id này."))?;
        let redirect_uri = get("redirect_uri");
        if !client.redirect_uris.contains(&redirect_uri) {
            return Err(Refusal::Here("redirect_uri không nằm trong danh sách đã đăng ký của ứng dụng."));
        }
        let request = Self {
            client_id: client.id.clone(),
            redirect_uri,
            state: get("state"),
            nonce: get("nonce"),
            challenge: get("code_challenge"),
        };
        let problem = if get("response_type") != "code" {
            Some(("unsupported_response_type", "response_type must be code"))
        } else if !get("scope").split(' ').any(|scope| scope == "openid") {
            Some(("invalid_scope", "scope must hold openid"))
        } else if request.state.is_empty() || request.nonce.is_empty() {
            Some(("invalid_request", "state and nonce are needed"))
        } else if get("code_challenge_method") != "S256" || request.challenge.len() != 43 {
            Some(("invalid_request", "a PKCE challenge with S256 is needed"))
        } else {
            None
        };
        match problem {
            Some((code, description)) => Err(Refusal::Redirect(
                request.way_back(sandbox, &[("error", code), ("error_description", description)]),
            )),
            None => Ok(request),
        }
    }

    /// The registered address with these answers, the state and our name (RFC 9207).
    pub fn way_back(&self, sandbox: &Sandbox, answers: &[(&str, &str)]) -> String {
        let Ok(mut url) = Url::parse(&self.redirect_uri) else {
            return self.redirect_uri.clone();
        };
        url.query_pairs_mut()
            .extend_pairs(answers)
            .append_pair("state", &self.state)
            .append_pair("iss", &sandbox.issuer);
        url.into()
    }
}
