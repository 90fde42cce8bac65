//! Papers that come after the filing, in the store.

use jiff::Timestamp;

use crate::{all, db::Tx, error::AppError, filing::Kept, run};

pub(super) async fn insert_supplement(
    tx: &mut Tx,
    dossier_id: &str,
    kept: &Kept,
    account_id: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO attachment (id, dossier_id, purpose, component, file_name, media_type, size, sha256, added_by,
             added_at)
         VALUES ($1, $2, 'supplement', '', $3, $4, $5, $6, $7, $8)",
        &kept.id,
        dossier_id,
        &kept.file_name,
        kept.kind.media_type(),
        i64::try_from(kept.size).unwrap_or(i64::MAX),
        &kept.sha256,
        account_id,
        now.as_microsecond()
    )?;
    Ok(())
}

/// The checksums of a dossier's results, those that were taken back among them: what each is, and its SHA-256 in hex.
pub(super) async fn result_checksums(tx: &mut Tx, dossier_id: &str) -> Result<Vec<(String, String)>, AppError> {
    all!(
        tx,
        "SELECT purpose, sha256 FROM attachment
         WHERE dossier_id = $1 AND purpose IN ('result', 'former_result') ORDER BY id",
        dossier_id
    )
}
