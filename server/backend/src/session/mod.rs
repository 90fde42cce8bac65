//! Sessions: who a browser belongs to from request to request. A random token in its cookie, the hash in the store.

pub mod other_sessions;
mod store;

use jiff::SignedDuration;

use crate::{Portal, account::SessionToken, actor::Actor, assist, error::AppError, write_tx};

/// How long a session lives after its last use.
pub const LIFETIME: SignedDuration = SignedDuration::from_hours(8);
/// A session's last use is noted no oftener than this: reading a page does not write.
const NOTE_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// Opens a session for an account.
///
/// # Errors
/// The database fails.
pub async fn open(portal: &Portal, account_id: &str) -> Result<SessionToken, AppError> {
    let token = SessionToken::fresh();
    let now = portal.clock.now();
    let hash = token.hash();
    write_tx!(&portal.db, |tx| {
        store::drop_expired_sessions(tx, now).await?;
        store::insert_session(tx, &hash, account_id, now, now + LIFETIME).await
    })?;
    Ok(token)
}

/// Who holds this token, standing in for a resident where a session with one is open; `None` where the token is
/// unknown, expired, or its account was closed.
///
/// # Errors
/// The database fails.
pub async fn resume(portal: &Portal, token: &SessionToken) -> Result<Option<Actor>, AppError> {
    let (now, today) = portal.clock.now_and_today();
    let hash = token.hash();
    let mut tx = portal.db.read().await?;
    let Some(found) = store::alive(&mut tx, &hash, now, today).await? else {
        return Ok(None);
    };
    let actor = match found.assist {
        Some(id) => assist::stand_in(&mut tx, found.holder, &id).await?,
        None => found.holder,
    };
    tx.commit().await?;
    portal.db.data_was_at(found.data_version);
    if now.duration_since(found.seen) > NOTE_EVERY {
        let noted = write_tx!(&portal.db, |tx| { store::note_session(tx, &hash, now, now + LIFETIME).await });
        if let Err(error) = noted {
            // Whoever reads a page must not fail because nothing can be written.
            tracing::warn!(%error, "a session's last use was not noted");
        }
    }
    Ok(Some(actor))
}

/// Ends a session, and with it what a helper was doing for a resident in it; ending one twice is no error.
///
/// # Errors
/// The database fails.
pub async fn end(portal: &Portal, token: &SessionToken) -> Result<(), AppError> {
    let hash = token.hash();
    write_tx!(&portal.db, |tx| { store::delete_session(tx, &hash).await })?;
    assist::end_lapsed(portal).await
}
