//! Sessions in the store.

use jiff::{Timestamp, civil::Date};

use crate::{
    actor::{Actor, Role},
    all,
    clock::from_micros,
    db::Tx,
    error::AppError,
    run,
};

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
    /// See [`crate::db::data_version`]: read along, since what most pages need besides is cached under it.
    pub(super) data_version: i64,
}

/// One for each role; one without a role where there is none.
#[derive(sqlx::FromRow)]
struct AliveRow {
    account_id: String,
    person: String,
    demo: bool,
    verified: bool,
    seen_at: i64,
    assist_id: Option<String>,
    role: Option<String>,
    agency_id: Option<String>,
    data_version: i64,
}

/// The session behind a token, where it is alive and its account open.
pub(super) async fn alive(
    tx: &mut Tx,
    token_hash: &str,
    now: Timestamp,
    today: Date,
) -> Result<Option<Alive>, AppError> {
    let rows: Vec<AliveRow> = all!(
        tx,
        "SELECT account.id AS account_id, account.person, account.demo, account.subject IS NOT NULL AS verified,
             session.seen_at, assist_session.id AS assist_id, account_role.role, account_role.agency_id,
             meta.value AS data_version
         FROM session JOIN account ON account.id = session.account_id
         JOIN meta ON meta.key = 'data_version'
         LEFT JOIN assist_session ON assist_session.web_session = session.token_hash
             AND assist_session.ended_at IS NULL AND assist_session.expires_at > $2
         LEFT JOIN account_role ON account_role.account_id = account.id AND account_role.valid_from <= $3
             AND (account_role.valid_to >= $3 OR (account_role.valid_to IS NULL AND account_role.role <> 'helper'))
         WHERE session.token_hash = $1 AND session.expires_at > $2 AND account.disabled_at IS NULL
         ORDER BY account_role.role, account_role.agency_id",
        token_hash,
        now.as_microsecond(),
        today.to_string()
    )?;
    let roles = rows.iter().filter_map(|row| row.role.as_deref().zip(row.agency_id.as_deref()));
    let roles = roles
        .map(|(kind, agency_id)| {
            Ok(Role { kind: kind.parse().map_err(AppError::Internal)?, agency_id: agency_id.to_owned() })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let holder = Actor {
        account_id: row.account_id,
        person: serde_json::from_str(&row.person)?,
        roles,
        demo: row.demo,
        verified: row.verified,
        assist: None,
    };
    let (seen, data_version) = (from_micros(row.seen_at), row.data_version);
    Ok(Some(Alive { holder, seen, assist: row.assist_id, data_version }))
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
