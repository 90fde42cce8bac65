//! The token endpoint and userinfo.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use serde::Serialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use url::form_urlencoded;

use super::{
    citizens::Citizen,
    grants::{Grant, TOKEN_LIFE},
};
use crate::{
    controls::{self, System},
    messages::bearer,
    state::{Sandbox, Shared},
};

type Fields = BTreeMap<String, String>;

/// What we say about a person.
#[derive(Serialize)]
struct Person {
    sub: String,
    name: String,
    identity_number: String,
    birthdate: String,
    gender: String,
    phone_number: String,
    level: u8,
}

impl From<Citizen> for Person {
    fn from(citizen: Citizen) -> Self {
        Self {
            sub: citizen.subject(),
            name: citizen.name,
            identity_number: citizen.number,
            birthdate: citizen.birthdate,
            gender: citizen.gender,
            phone_number: citizen.phone,
            level: citizen.level,
        }
    }
}

#[derive(Serialize)]
struct IdToken<'a> {
    iss: &'a str,
    aud: &'a str,
    iat: i64,
    exp: i64,
    auth_time: i64,
    nonce: &'a str,
    #[serde(flatten)]
    person: Person,
}

/// `POST /oauth2/token`
pub async fn exchange(State(sandbox): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    if let Some(response) = controls::interfere(&sandbox, System::Identity).await {
        return response;
    }
    let fields: Fields = form_urlencoded::parse(&body).into_owned().collect();
    let Some(client_id) = client(&sandbox, &headers, &fields) else {
        let mut response = refusal(StatusCode::UNAUTHORIZED, "invalid_client");
        response
            .headers_mut()
            .insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Basic realm=\"token\""));
        return response;
    };
    if value(&fields, "grant_type") != "authorization_code" {
        return refusal(StatusCode::BAD_REQUEST, "unsupported_grant_type");
    }
    match tokens(&sandbox, &client_id, &fields) {
        Some(answer) => Json(answer).into_response(),
        None => refusal(StatusCode::BAD_REQUEST, "invalid_grant"),
    }
}

fn tokens(sandbox: &Sandbox, client_id: &str, fields: &Fields) -> Option<serde_json::Value> {
    let now = sandbox.now();
    let mut grants = sandbox.grants();
    let code = value(fields, "code");
    let grant = grants.look(code, now)?;
    if grant.client_id != client_id
        || grant.redirect_uri != value(fields, "redirect_uri")
        || !proves(value(fields, "code_verifier"), &grant.challenge)
    {
        return None;
    }
    let id_token = id_token(sandbox, &grant, now.as_second())?;
    let access_token = grants.spend(code, now)?;
    Some(json!({
        "access_token": access_token,
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFE.as_secs(),
        "scope": "openid profile phone",
        "id_token": id_token,
    }))
}

fn id_token(sandbox: &Sandbox, grant: &Grant, now: i64) -> Option<String> {
    let claims = IdToken {
        iss: &sandbox.issuer,
        aud: &grant.client_id,
        iat: now,
        exp: now + TOKEN_LIFE.as_secs(),
        auth_time: grant.granted_at.as_second(),
        nonce: &grant.nonce,
        person: grant.citizen.clone().into(),
    };
    sandbox.key.sign(&claims).ok()
}

/// Whether the verifier is the one that the challenge was made of (RFC 7636, S256).
fn proves(verifier: &str, challenge: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    (43..=128).contains(&verifier.len())
        && verifier.bytes().all(allowed)
        && URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) == challenge
}

/// The client that asks, by Basic credentials or by fields of the form, if its secret is right.
fn client(sandbox: &Sandbox, headers: &HeaderMap, fields: &Fields) -> Option<String> {
    let (id, secret) = basic(headers)
        .unwrap_or_else(|| (value(fields, "client_id").to_owned(), value(fields, "client_secret").to_owned()));
    let client = sandbox.config.clients.iter().find(|c| c.id == id)?;
    bool::from(client.secret.as_bytes().ct_eq(secret.as_bytes())).then_some(id)
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let encoded = text.strip_prefix("Basic ")?;
    let pair = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret)))
}

/// Basic credentials of clients are form-encoded first (RFC 6749, 2.3.1).
fn form_decoded(text: &str) -> String {
    form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// `GET` or `POST /oauth2/userinfo`
pub async fn user_info(State(sandbox): State<Shared>, headers: HeaderMap) -> Response {
    let now = sandbox.now();
    let citizen = bearer(&headers).and_then(|access| sandbox.grants().bearer(access, now));
    match citizen {
        Some(citizen) => Json(Person::from(citizen)).into_response(),
        None => {
            (StatusCode::UNAUTHORIZED, [(header::WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")]).into_response()
        }
    }
}

fn value<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.get(name).map_or("", String::as_str)
}

fn refusal(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
