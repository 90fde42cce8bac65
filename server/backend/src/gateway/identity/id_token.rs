//! The ID token: signature, issuer, audience, times, nonce, and then its claims.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, jwk::Jwk};
use serde::Deserialize;

use super::{Gender, Identity};

/// How far the provider's clock may be from ours.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);

/// What the token must say about us.
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub now: Timestamp,
}

/// One audience or several; that we are among them is checked by the library.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(#[expect(dead_code, reason = "only how many there are is asked here")] String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: Option<String>,
    name: Option<String>,
    identity_number: Option<String>,
    birthdate: Option<String>,
    gender: Option<String>,
    phone_number: Option<String>,
    level: Option<u8>,
}

/// The key's id that a token names, before anything in it is believed.
pub(super) fn key_id(token: &str) -> Result<Option<String>, &'static str> {
    jsonwebtoken::decode_header(token).map(|header| header.kid).map_err(|_| "unreadable ID token")
}

/// Checks the token against the key and our expectations.
///
/// The algorithm follows from the key, never from the token; symmetric keys and `none` are out.
pub(super) fn verify(token: &str, key: &Jwk, expected: &Expected<'_>) -> Result<Identity, &'static str> {
    let algorithm = algorithm(key)?;
    let decoding = DecodingKey::from_jwk(key).map_err(|_| "unreadable key")?;
    let mut validation = Validation::new(algorithm);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client_id]);
    validation.set_required_spec_claims(&["iss", "aud", "exp", "sub"]);
    // The library would ask the system's clock; ours is passed in.
    validation.validate_exp = false;
    let claims: Claims =
        jsonwebtoken::decode(token, &decoding, &validation).map_err(|_| "wrong signature, issuer or audience")?.claims;

    check_times(&claims, expected.now)?;
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err("wrong nonce");
    }
    let several = matches!(&claims.aud, Audience::Many(all) if all.len() > 1);
    match &claims.azp {
        Some(party) if party != expected.client_id => return Err("issued to another client"),
        None if several => return Err("several audiences and no authorised party"),
        _ => {}
    }
    identity(claims)
}

fn algorithm(key: &Jwk) -> Result<Algorithm, &'static str> {
    use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, KeyAlgorithm};
    match (&key.algorithm, key.common.key_algorithm) {
        (AlgorithmParameters::EllipticCurve(curve), None | Some(KeyAlgorithm::ES256))
            if curve.curve == EllipticCurve::P256 =>
        {
            Ok(Algorithm::ES256)
        }
        (AlgorithmParameters::RSA(_), None | Some(KeyAlgorithm::RS256)) => Ok(Algorithm::RS256),
        _ => Err("a key that is neither ES256 nor RS256"),
    }
}

fn check_times(claims: &Claims, now: Timestamp) -> Result<(), &'static str> {
    let instant = |seconds| Timestamp::from_second(seconds).map_err(|_| "an impossible time");
    if instant(claims.exp)? + LEEWAY <= now {
        return Err("expired");
    }
    if instant(claims.iat)? > now + LEEWAY {
        return Err("issued in the future");
    }
    Ok(())
}

fn identity(claims: Claims) -> Result<Identity, &'static str> {
    let full_name = claims.name.filter(|name| !name.trim().is_empty());
    let identity_number =
        claims.identity_number.filter(|number| number.len() == 12 && number.bytes().all(|b| b.is_ascii_digit()));
    Ok(Identity {
        subject: claims.sub,
        full_name: full_name.ok_or("no name")?,
        identity_number: identity_number.ok_or("no identity number")?,
        birthdate: claims.birthdate.and_then(|text| text.parse().ok()),
        gender: match claims.gender.as_deref() {
            Some("male") => Some(Gender::Male),
            Some("female") => Some(Gender::Female),
            _ => None,
        },
        phone: claims.phone_number,
        level: claims.level.unwrap_or(1),
    })
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header};
    use serde_json::json;

    use super::*;

    /// The public P-256 key of RFC 7517, appendix A.1.
    fn key() -> Jwk {
        serde_json::from_value(json!({
            "kty": "EC", "crv": "P-256", "kid": "1",
            "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        }))
        .unwrap()
    }

    fn expected() -> Expected<'static> {
        Expected {
            issuer: "https://id.example.vn",
            client_id: "portal",
            nonce: "n",
            now: Timestamp::from_second(1_795_313_700).unwrap(),
        }
    }

    #[test]
    fn a_token_cannot_choose_a_weaker_algorithm() {
        let claims = json!({
            "iss": "https://id.example.vn", "aud": "portal", "sub": "s", "nonce": "n",
            "iat": 1_795_313_700, "exp": 1_795_314_700,
            "name": "Nguyễn Thị Mẫu", "identity_number": "099185000001",
        });
        // The public key used as if it were a shared secret, and no signature at all.
        let secret = EncodingKey::from_secret(b"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4");
        let confused = jsonwebtoken::encode(&Header::default(), &claims, &secret).unwrap();
        let body = confused.split('.').nth(1).unwrap();
        let unsigned = format!("eyJhbGciOiJub25lIn0.{body}.");
        for token in [confused.as_str(), &unsigned, "", "a.b.c"] {
            assert!(verify(token, &key(), &expected()).is_err(), "{token}");
        }
    }

    #[test]
    fn a_symmetric_key_is_no_key_of_a_provider() {
        let key: Jwk = serde_json::from_value(json!({"kty": "oct", "k": "c2VjcmV0", "alg": "HS256"})).unwrap();
        assert_eq!(verify("a.b.c", &key, &expected()).unwrap_err(), "a key that is neither ES256 nor RS256");
    }
}
