//! A session: a random token in the browser's cookie, its hash in the store.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use sha2::{Digest as _, Sha256};

use super::{Actor, store};
use crate::{Portal, clock::random_bytes, error::AppError, write_tx};

/// How long a session lives after its last use.
pub const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(8);
/// A session's last use is noted no oftener than this: reading a page does not write.
const NOTE_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// What the browser keeps. Never stored, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    fn fresh() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// From a cookie; anything that cannot be a token is none.
    pub fn parse(text: &str) -> Option<Self> {
        let shape = text.len() == 43
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        shape.then(|| Self(text.to_owned()))
    }

    /// For the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

/// Opens a session for an account.
///
/// # Errors
/// The database fails.
pub async fn open_session(portal: &Portal, account_id: &str) -> Result<SessionToken, AppError> {
    let token = SessionToken::fresh();
    let now = portal.clock.now();
    let hash = token.hash();
    write_tx!(&portal.db, |tx| {
        store::drop_expired_sessions(tx, now).await?;
        store::insert_session(tx, &hash, account_id, now, now + SESSION_LIFETIME).await
    })?;
    Ok(token)
}

/// Who holds this token; `None` where it is unknown, expired, or its account was closed.
///
/// # Errors
/// The database fails.
pub async fn resume_session(
    portal: &Portal,
    token: &SessionToken,
) -> Result<Option<Actor>, AppError> {
    let (now, today, hash) = (portal.clock.now(), portal.clock.today(), token.hash());
    let mut tx = portal.db.read().await?;
    let Some((actor, seen_at)) = store::session_actor(&mut tx, &hash, now, today).await? else {
        return Ok(None);
    };
    tx.commit().await?;
    if now.duration_since(seen_at) > NOTE_EVERY {
        write_tx!(&portal.db, |tx| {
            store::note_session(tx, &hash, now, now + SESSION_LIFETIME).await
        })?;
    }
    Ok(Some(actor))
}

/// Ends a session, and with it what a helper was doing for a resident in it; ending one twice is no error.
///
/// # Errors
/// The database fails.
pub async fn end_session(portal: &Portal, token: &SessionToken) -> Result<(), AppError> {
    let hash = token.hash();
    write_tx!(&portal.db, |tx| { store::delete_session(tx, &hash).await })?;
    crate::assist::end_lapsed(portal).await
}
