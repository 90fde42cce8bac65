//! Papers that come after the filing, in the store.

use jiff::Timestamp;

use crate::{db::Tx, error::AppError, filing::Kept, run};

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
