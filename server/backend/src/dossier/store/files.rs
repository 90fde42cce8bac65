//! A dossier's files in the store.

use crate::{all, db::Tx, error::AppError};

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
