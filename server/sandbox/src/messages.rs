//! The message service: takes SMS and e-mail, delivers each id once, into the inbox.

use axum::{
    Json,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::{
    controls::{self, System},
    state::Shared,
};

/// How many messages are kept; the oldest go first.
const KEPT: usize = 2_000;

/// The way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// To a phone number.
    Sms,
    /// To an e-mail address.
    Email,
}

/// A message as posted.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    pub id: String,
    pub channel: Channel,
    pub to: String,
    pub subject: Option<String>,
    pub text: String,
}

/// A message in the inbox.
pub struct Stored {
    pub message: Message,
    pub at: Timestamp,
}

/// `POST /messages`: 202 taken, 200 had it already, 401, 409 another message under this id, 422.
pub async fn receive(State(sandbox): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let key = bearer(&headers).unwrap_or_default();
    if !bool::from(key.as_bytes().ct_eq(sandbox.config.messages_key.as_bytes())) {
        return answer(StatusCode::UNAUTHORIZED, "wrong key");
    }
    if let Some(response) = controls::interfere(&sandbox, System::Messages).await {
        return response;
    }
    let Ok(message) = serde_json::from_slice::<Message>(&body) else {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, "unreadable message");
    };
    if let Err(problem) = check(&message) {
        return answer(StatusCode::UNPROCESSABLE_ENTITY, problem);
    }
    let at = sandbox.now();
    let mut inbox = sandbox.inbox();
    if let Some(known) = inbox.iter().find(|known| known.message.id == message.id) {
        return if known.message == message {
            answer(StatusCode::OK, "duplicate")
        } else {
            answer(StatusCode::CONFLICT, "another message has this id")
        };
    }
    if inbox.len() == KEPT {
        inbox.pop_back();
    }
    inbox.push_front(Stored { message, at });
    answer(StatusCode::ACCEPTED, "accepted")
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn check(message: &Message) -> Result<(), &'static str> {
    if message.id.is_empty() || message.id.len() > 100 {
        return Err("id must have 1 to 100 characters");
    }
    if message.text.trim().is_empty() {
        return Err("text is empty");
    }
    let fits = match message.channel {
        Channel::Sms => {
            let digits = message.to.strip_prefix('+').unwrap_or(&message.to);
            (9..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        }
        Channel::Email => message.to.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty()),
    };
    fits.then_some(()).ok_or("malformed recipient")
}

fn answer(status: StatusCode, word: &str) -> Response {
    (status, Json(json!({ "status": word }))).into_response()
}
