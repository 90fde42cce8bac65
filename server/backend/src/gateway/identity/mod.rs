//! Sign-in with the national identity: OpenID Connect, authorization code with PKCE.
//!
//! [`Attempt::new`] → keep it in the visitor's session → [`IdentityProvider::authorization_url`] →
//! the browser comes back → [`read_callback`] → [`IdentityProvider::sign_in`] → [`Identity`].

mod attempt;
mod id_token;
mod oidc;

use jiff::{Timestamp, civil::Date};
use url::Url;

use super::Pending;
pub use attempt::{Attempt, CallbackError, read_callback};
pub use oidc::OidcClient;

/// As the provider knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// A person whom the provider vouches for. `Debug` shows the level alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider's own, unchanging key of the person.
    pub subject: String,
    /// Full name, as registered.
    pub full_name: String,
    /// Personal identification number, twelve digits (Luật Căn cước 26/2023).
    pub identity_number: String,
    /// Date of birth, if the provider gave it.
    pub birthdate: Option<Date>,
    /// Gender, if the provider gave it.
    pub gender: Option<Gender>,
    /// Phone number in E.164, if the provider gave it.
    pub phone: Option<String>,
    /// Level of the electronic identity account, 1 or 2 (Nghị định 69/2024/NĐ-CP).
    pub level: u8,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("level", &self.level).finish_non_exhaustive()
    }
}

/// A provider of identities.
pub trait IdentityProvider: Send + Sync {
    /// Where to send the browser for this attempt.
    ///
    /// # Errors
    /// `Unavailable` or `Untrusted`, from the provider's discovery document.
    fn authorization_url<'a>(&'a self, attempt: &'a Attempt) -> Pending<'a, Url>;

    /// Exchanges the code for an identity and checks everything about it.
    ///
    /// # Errors
    /// `Rejected` when the code is not taken (used, expired, another's): begin again;
    /// `Unavailable`; `Untrusted` when signature, issuer, audience, nonce or times are wrong.
    fn sign_in<'a>(&'a self, code: &'a str, attempt: &'a Attempt, now: Timestamp) -> Pending<'a, Identity>;
}
