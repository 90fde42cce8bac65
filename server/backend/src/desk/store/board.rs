//! What the board above the queue counts.

use crate::{all, db::Tx, error::AppError, one, reminders::Kind};

/// Open tasks of an agency by kind.
pub(in crate::desk) async fn open_tasks(tx: &mut Tx, agency_id: &str) -> Result<Vec<(Kind, i64)>, AppError> {
    let rows: Vec<(String, i64)> =
        all!(tx, "SELECT kind, COUNT(*) FROM task WHERE agency_id = $1 AND open GROUP BY kind", agency_id)?;
    let known = |(kind, count): (String, i64)| Some((kind.parse().ok()?, count));
    Ok(rows.into_iter().filter_map(known).collect())
}

/// Open dossiers that are an officer's to work on.
pub(in crate::desk) async fn count_mine(tx: &mut Tx, account_id: &str) -> Result<i64, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM dossier
         WHERE officer_id = $1 AND state NOT IN ('refused', 'withdrawn', 'stopped', 'handed_over')",
        account_id
    )?;
    Ok(count)
}

/// Open dossiers that an agency holds for another.
pub(in crate::desk) async fn count_held(tx: &mut Tx, agency_id: &str) -> Result<i64, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM dossier
         WHERE holder_id = $1 AND state NOT IN ('refused', 'withdrawn', 'stopped', 'handed_over')",
        agency_id
    )?;
    Ok(count)
}
