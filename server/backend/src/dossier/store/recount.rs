//! What a recount writes anew, and when one is asked for.

use crate::{
    db::Tx,
    dossier::{Facts, LateFrom},
    error::AppError,
    maybe, run,
};

pub(in crate::dossier) async fn set_late_from(
    tx: &mut Tx,
    dossier_id: &str,
    late: Option<LateFrom>,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE dossier SET late_law_from = $2, late_promise_from = $3 WHERE id = $1",
        dossier_id,
        late.map(|late| late.law.as_microsecond()),
        late.map(|late| late.promise.as_microsecond())
    )?;
    Ok(())
}

/// Writes what was folded from the log anew.
pub(in crate::dossier) async fn set_facts(tx: &mut Tx, dossier_id: &str, facts: &Facts) -> Result<(), AppError> {
    let folded = serde_json::to_string(facts)?;
    run!(
        tx,
        "UPDATE dossier SET facts = $2, holder_id = $3, officer_id = $4 WHERE id = $1",
        dossier_id,
        &folded,
        facts.holder(),
        &facts.officer_id
    )?;
    Ok(())
}

/// Whether a migration asks for a recount; asks no more.
pub(in crate::dossier) async fn take_recount_flag(tx: &mut Tx) -> Result<bool, AppError> {
    let taken = run!(tx, "UPDATE meta SET value = 0 WHERE key = 'recount' AND value <> 0")?;
    Ok(taken > 0)
}

/// The same, without asking for the right to write.
pub(in crate::dossier) async fn recount_is_asked(tx: &mut Tx) -> Result<bool, AppError> {
    let row: Option<(i64,)> = maybe!(tx, "SELECT value FROM meta WHERE key = 'recount'")?;
    Ok(row.is_some_and(|(value,)| value != 0))
}
