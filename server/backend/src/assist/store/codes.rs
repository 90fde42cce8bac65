//! One-time codes.

use jiff::Timestamp;

use crate::{clock::from_micros, db::Tx, error::AppError, maybe, one, run};

/// A code in force.
pub(in crate::assist) struct CodeRow {
    pub id: String,
    pub revision: i64,
    pub hash: String,
    pub sent_at: Timestamp,
    pub expires_at: Timestamp,
    pub tries: i64,
}

pub(in crate::assist) async fn insert_code(
    tx: &mut Tx,
    session_id: &str,
    subject: &str,
    code: &CodeRow,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO assist_code (id, session_id, subject, revision, hash, sent_at, expires_at, tries)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &code.id,
        session_id,
        subject,
        code.revision,
        &code.hash,
        code.sent_at.as_microsecond(),
        code.expires_at.as_microsecond(),
        code.tries
    )?;
    Ok(())
}

pub(in crate::assist) async fn live_code(
    tx: &mut Tx,
    session_id: &str,
    subject: &str,
) -> Result<Option<CodeRow>, AppError> {
    let row: Option<(String, i64, String, i64, i64, i64)> = maybe!(
        tx,
        "SELECT id, revision, hash, sent_at, expires_at, tries FROM assist_code
         WHERE session_id = $1 AND subject = $2 AND closed_at IS NULL",
        session_id,
        subject
    )?;
    Ok(row.map(|(id, revision, hash, sent_at, expires_at, tries)| CodeRow {
        id,
        revision,
        hash,
        sent_at: from_micros(sent_at),
        expires_at: from_micros(expires_at),
        tries,
    }))
}

pub(in crate::assist) async fn close_codes(
    tx: &mut Tx,
    session_id: &str,
    subject: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE assist_code SET closed_at = $3 WHERE session_id = $1 AND subject = $2 AND closed_at IS NULL",
        session_id,
        subject,
        now.as_microsecond()
    )?;
    Ok(())
}

pub(in crate::assist) async fn count_try(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE assist_code SET tries = tries + 1 WHERE id = $1", id)?;
    Ok(())
}

/// How many codes went out for one thing.
pub(in crate::assist) async fn count_codes(tx: &mut Tx, session_id: &str, subject: &str) -> Result<i64, AppError> {
    let (count,): (i64,) =
        one!(tx, "SELECT COUNT(*) FROM assist_code WHERE session_id = $1 AND subject = $2", session_id, subject)?;
    Ok(count)
}

/// How many codes went to a phone since then, in whosesoever sessions.
pub(in crate::assist) async fn codes_to(tx: &mut Tx, phone_key: &str, since: Timestamp) -> Result<i64, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM assist_code JOIN assist_session ON assist_session.id = assist_code.session_id
         WHERE assist_session.phone_key = $1 AND assist_code.sent_at >= $2",
        phone_key,
        since.as_microsecond()
    )?;
    Ok(count)
}
