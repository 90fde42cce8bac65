//! One attempt to sign in: its secrets, and what the browser brings back.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use crate::clock;

/// What ties the browser that left to the one that comes back. Belongs in the visitor's session,
/// on the server or sealed, and is used once. `Debug` shows nothing of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Comes back in the callback: proves that this browser began.
    pub state: String,
    /// Comes back in the ID token: proves that the token is for this attempt.
    pub nonce: String,
    /// Sent with the code: proves that who exchanges it is who began.
    pub verifier: String,
}

impl Attempt {
    /// Three fresh secrets of 256 bits.
    #[expect(clippy::new_without_default, reason = "each is another: nothing default about it")]
    pub fn new() -> Self {
        let secret = || URL_SAFE_NO_PAD.encode(clock::random_bytes::<32>());
        Self { state: secret(), nonce: secret(), verifier: secret() }
    }

    /// The PKCE challenge, S256 (RFC 7636).
    pub(super) fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

impl std::fmt::Debug for Attempt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Attempt([redacted])")
    }
}

/// Why a callback does not lead to a sign-in.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    /// The person said no.
    #[error("cancelled by the person")]
    Cancelled,
    /// The provider reports an error; with its code.
    #[error("the provider reports {0}")]
    Failed(String),
    /// Another browser's, an old, or a forged callback.
    #[error("the callback belongs to no attempt of this browser")]
    WrongState,
    /// Neither a code nor an error.
    #[error("neither code nor error")]
    Malformed,
}

/// Reads the query string of the browser's return; the authorization code, if all is well.
/// The state is compared before anything else is believed.
pub fn read_callback(query: &str, attempt: &Attempt) -> Result<String, CallbackError> {
    let value = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == wanted).map(|(_, value)| value.into_owned())
    };
    let state = value("state").unwrap_or_default();
    if !bool::from(state.as_bytes().ct_eq(attempt.state.as_bytes())) {
        return Err(CallbackError::WrongState);
    }
    if let Some(error) = value("error") {
        return Err(match error.as_str() {
            "access_denied" => CallbackError::Cancelled,
            _ => CallbackError::Failed(error.chars().take(64).collect()),
        });
    }
    value("code").filter(|code| !code.is_empty()).ok_or(CallbackError::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt() -> Attempt {
        Attempt {
            state: "state-1".to_owned(),
            nonce: "nonce-1".to_owned(),
            verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned(),
        }
    }

    #[test]
    fn the_challenge_is_that_of_rfc_7636() {
        assert_eq!(attempt().challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn secrets_differ_and_are_not_shown() {
        let (one, two) = (Attempt::new(), Attempt::new());
        assert_ne!(one, two);
        assert_ne!(one.state, one.nonce);
        assert_eq!(one.verifier.len(), 43);
        assert!(!format!("{one:?}").contains(&one.state));
    }

    #[test]
    fn a_callback_is_read_only_with_its_state() {
        let read = |query| read_callback(query, &attempt());
        assert_eq!(read("code=abc&state=state-1"), Ok("abc".to_owned()));
        assert_eq!(read("code=abc&state=state-2"), Err(CallbackError::WrongState));
        assert_eq!(read("code=abc"), Err(CallbackError::WrongState));
        assert_eq!(read("error=access_denied&state=other"), Err(CallbackError::WrongState));
        assert_eq!(read("error=access_denied&state=state-1"), Err(CallbackError::Cancelled));
        assert_eq!(read("error=server_error&state=state-1"), Err(CallbackError::Failed("server_error".to_owned())));
        assert_eq!(read("code=&state=state-1"), Err(CallbackError::Malformed));
    }
}
