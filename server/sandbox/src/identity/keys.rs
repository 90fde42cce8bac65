//! The key that signs ID tokens: P-256, made at the start, gone at the end.

use jsonwebtoken::{
    Algorithm, EncodingKey, Header,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use p256::{SecretKey, pkcs8::EncodePrivateKey};
use serde::Serialize;

use crate::SandboxError;

/// A private key and what is published of it.
pub struct SigningKey {
    private: EncodingKey,
    pub public: Jwk,
}

impl SigningKey {
    pub fn generate() -> Result<Self, SandboxError> {
        // All but a vanishing part of the 256-bit numbers are keys of this curve.
        let secret = std::iter::repeat_with(rand::random::<[u8; 32]>)
            .take(8)
            .find_map(|bytes| SecretKey::from_slice(&bytes).ok())
            .ok_or_else(|| SandboxError::Key("no random number is a key".to_owned()))?;
        let der = secret.to_pkcs8_der().map_err(|error| SandboxError::Key(error.to_string()))?;
        let private = EncodingKey::from_ec_der(der.as_bytes());
        let failed = |error: jsonwebtoken::errors::Error| SandboxError::Key(error.to_string());
        let mut public = Jwk::from_encoding_key(&private, Algorithm::ES256).map_err(failed)?;
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        public.common.key_id = Some(public.thumbprint(ThumbprintHash::SHA256).map_err(failed)?);
        Ok(Self { private, public })
    }

    /// A signed token with these claims.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, SandboxError> {
        let mut header = Header::new(Algorithm::ES256);
        header.kid.clone_from(&self.public.common.key_id);
        jsonwebtoken::encode(&header, claims, &self.private).map_err(|error| SandboxError::Key(error.to_string()))
    }
}
