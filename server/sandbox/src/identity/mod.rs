//! A provider of identities that speaks OpenID Connect: authorization code with PKCE (S256), ID
//! tokens signed with ES256 by a key made at the start. Stricter than many real ones: `state`,
//! `nonce` and PKCE are demanded.

pub mod authorize;
mod citizens;
pub mod grants;
pub mod keys;
pub mod metadata;
mod person_form;
mod request;
pub mod token;
