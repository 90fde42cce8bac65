//! The outbox in the store.

use jiff::Timestamp;

use super::Message;
use crate::{all, clock::from_micros, db::Tx, error::AppError, one, run};

pub(super) async fn insert(
    tx: &mut Tx,
    id: &str,
    dossier_id: Option<&str>,
    message: &Message,
    now: Timestamp,
) -> Result<(), AppError> {
    let body = serde_json::to_string(message)?;
    run!(
        tx,
        "INSERT INTO outbox (id, dossier_id, body, created_at, next_try, attempts)
         VALUES ($1, $2, $3, $4, $4, 0)",
        id,
        dossier_id,
        &body,
        now.as_microsecond()
    )?;
    Ok(())
}

/// A message that is due.
pub(super) struct Due {
    pub(super) id: String,
    /// Why not, where no version of this program wrote it.
    pub(super) message: Result<Message, serde_json::Error>,
    pub(super) attempts: i64,
    next_try: i64,
}

pub(super) async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Due>, AppError> {
    let rows: Vec<(String, String, i64, i64)> = all!(
        tx,
        "SELECT id, body, attempts, next_try FROM outbox WHERE next_try <= $1 ORDER BY next_try, id LIMIT $2",
        now.as_microsecond(),
        most
    )?;
    let due = |(id, body, attempts, next_try): (String, String, i64, i64)| Due {
        id,
        message: serde_json::from_str(&body),
        attempts,
        next_try,
    };
    Ok(rows.into_iter().map(due).collect())
}

/// How many messages have not gone yet, and when the first of them is, or was, to be tried.
pub(super) async fn waiting(tx: &mut Tx) -> Result<(i64, Option<Timestamp>), AppError> {
    let (count, first): (i64, Option<i64>) =
        one!(tx, "SELECT COUNT(*), MIN(next_try) FROM outbox WHERE next_try IS NOT NULL")?;
    Ok((count, first.map(from_micros)))
}

/// Takes a message upon us until then; `false` where another portal was faster.
pub(super) async fn claim(tx: &mut Tx, due: &Due, until: Timestamp) -> Result<bool, AppError> {
    let claimed = run!(
        tx,
        "UPDATE outbox SET next_try = $2, attempts = attempts + 1 WHERE id = $1 AND next_try = $3",
        &due.id,
        until.as_microsecond(),
        due.next_try
    )?;
    Ok(claimed == 1)
}

pub(super) async fn sent(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE outbox SET next_try = NULL, sent_at = $2, last_error = NULL WHERE id = $1",
        id,
        now.as_microsecond()
    )?;
    Ok(())
}

/// Notes a failure; the next try stands since the claim, unless the message is given up.
pub(super) async fn failed(tx: &mut Tx, id: &str, error: &str, give_up: bool) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE outbox SET last_error = $2, next_try = CASE WHEN $3 THEN NULL ELSE next_try END WHERE id = $1",
        id,
        error,
        give_up
    )?;
    Ok(())
}

/// Puts another body in a message's place.
pub(super) async fn rewrite(tx: &mut Tx, id: &str, message: &Message) -> Result<(), AppError> {
    let body = serde_json::to_string(message)?;
    run!(tx, "UPDATE outbox SET body = $2 WHERE id = $1", id, &body)?;
    Ok(())
}
