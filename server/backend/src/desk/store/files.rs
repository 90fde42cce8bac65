//! A dossier's files in the store.

use jiff::Timestamp;

use crate::{all, db::Tx, error::AppError, run};

/// A file of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Attached {
    /// Its id, and its name in the data directory.
    pub id: String,
    /// `component`, `supplement`, `result`, or `former_result` after a correction.
    pub purpose: String,
    /// The key of the document that it stands for.
    pub component: String,
    /// As the person named it.
    pub file_name: String,
    /// Told by its content.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in hex.
    pub sha256: String,
}

/// All files of a dossier, in the order in which they came.
///
/// # Errors
/// The database fails.
pub async fn attachments(tx: &mut Tx, dossier_id: &str) -> Result<Vec<Attached>, AppError> {
    all!(
        tx,
        "SELECT id, purpose, component, file_name, media_type, size, sha256 FROM attachment
         WHERE dossier_id = $1 ORDER BY added_at, id",
        dossier_id
    )
}

/// After a correction the former result stays with the log, and with nobody else.
pub(in crate::desk) async fn retire_results(tx: &mut Tx, dossier_id: &str) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE attachment SET purpose = 'former_result' WHERE dossier_id = $1 AND purpose = 'result'",
        dossier_id
    )?;
    Ok(())
}

pub(in crate::desk) async fn insert_file(
    tx: &mut Tx,
    dossier_id: &str,
    file: &Attached,
    account_id: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO attachment (id, dossier_id, purpose, component, file_name, media_type, size, sha256, added_by,
             added_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &file.id,
        dossier_id,
        &file.purpose,
        &file.component,
        &file.file_name,
        &file.media_type,
        file.size,
        &file.sha256,
        account_id,
        now.as_microsecond()
    )?;
    Ok(())
}

/// Takes a result file off a dossier; `false` where there is none.
pub(in crate::desk) async fn delete_result(tx: &mut Tx, dossier_id: &str, id: &str) -> Result<bool, AppError> {
    let gone =
        run!(tx, "DELETE FROM attachment WHERE id = $1 AND dossier_id = $2 AND purpose = 'result'", id, dossier_id)?;
    Ok(gone == 1)
}
