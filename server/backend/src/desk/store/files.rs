//! A dossier's files in the store.

use jiff::Timestamp;

use crate::{db::Tx, dossier::store::Attached, error::AppError, run};

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
