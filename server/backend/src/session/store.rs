//! Sessions in the store.

use jiff::{Timestamp, civil::Date};

use crate::{account::store::roles_of, actor::Actor, all, clock::from_micros, db::Tx, error::AppError, maybe, run};

/// Begins one.
pub(super) async fn insert_session(
    tx: &mut Tx,
    token_hash: &str,
    account_id: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO session (token_hash, account_id, created_at, seen_at, expires_at)
         VALUES ($1, $2, $3, $3, $4)",
        token_hash,
        account_id,
        now.as_microsecond(),
        until.as_microsecond()
    )?;
    Ok(())
}

/// A session that is alive.
pub(super) struct Alive {
    /// Who holds it, as themselves.
    pub(super) holder: Actor,
    /// When it was last used.
    pub(super) seen: Timestamp,
    /// The session with a resident that is open in it.
    pub(super) assist: Option<String>,
}

/// The session behind a token, where it is alive and its account open.
pub(super) async fn alive(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
    today: Date,
) -> Result<Option<Alive>, AppError> {
    let row: Option<(String, String, bool, i64, bool, Option<String>)> = maybe!(
        tx,
        "SELECT account.id, account.person, account.demo, session.seen_at, account.subject IS NOT NULL,
             assist_session.id
         FROM session JOIN account ON account.id = session.account_id
         LEFT JOIN assist_session ON assist_session.web_session = session.token_hash
             AND assist_session.ended_at IS NULL AND assist_session.expires_at > $2
         WHERE session.token_hash = $1 AND session.expires_at > $2 AND account.disabled_at IS NULL",
        token_hash,
        now.as_microsecond()
    )?;
    let Some((account_id, person, demo, seen_at, verified, assist)) = row else {
        return Ok(None);
    };
    let roles = roles_of(tx, &account_id, today).await?;
    let holder = Actor { account_id, person: serde_json::from_str(&person)?, roles, demo, verified, assist: None };
    Ok(Some(Alive { holder, seen: from_micros(seen_at), assist }))
}

/// Notes that it was used.
pub(super) async fn note_session(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1",
        token_hash,
        now.as_microsecond(),
        until.as_microsecond()
    )?;
    Ok(())
}

pub(super) async fn delete_session(tx: &mut Tx, token_hash: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM session WHERE token_hash = $1", token_hash)?;
    Ok(())
}

pub(super) async fn drop_expired_sessions(tx: &mut Tx, now: Timestamp) -> Result<(), AppError> {
    run!(tx, "DELETE FROM session WHERE expires_at <= $1", now.as_microsecond())?;
    Ok(())
}

/// The sessions of an account that are alive: hash, beginning, last use; the latest used first.
pub(super) async fn sessions(
    tx: &mut Tx,
    account_id: &str,
    now: Timestamp,
) -> Result<Vec<(String, i64, i64)>, AppError> {
    all!(
        tx,
        "SELECT token_hash, created_at, seen_at FROM session
         WHERE account_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash",
        account_id,
        now.as_microsecond()
    )
}

/// Ends one session of an account.
pub(super) async fn delete_session_of(tx: &mut Tx, account_id: &str, token_hash: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM session WHERE account_id = $1 AND token_hash = $2", account_id, token_hash)?;
    Ok(())
}

/// Ends every session of an account but one.
pub(super) async fn delete_other_sessions(tx: &mut Tx, account_id: &str, kept_hash: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM session WHERE account_id = $1 AND token_hash <> $2", account_id, kept_hash)?;
    Ok(())
}
