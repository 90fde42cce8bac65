//! The outbox in the store.

use jiff::Timestamp;

use super::Message;
use crate::{db::Tx, error::AppError, run};

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
