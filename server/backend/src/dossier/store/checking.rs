//! What a recount reads and repairs beside the logs.

use std::collections::BTreeMap;

use crate::{
    all,
    db::Tx,
    dossier::{Facts, LateFrom},
    error::AppError,
    maybe, run,
};

/// What a dossier's row says beside what is folded from its log.
#[derive(Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(in crate::dossier) struct Derived {
    id: String,
    /// The state's code.
    pub state: String,
    /// The local date of acceptance.
    pub accepted_day: Option<String>,
    /// See [`LateFrom`].
    pub late_law_from: Option<i64>,
    /// See [`LateFrom`].
    pub late_promise_from: Option<i64>,
    /// The agency that holds it by hand-over.
    pub holder_id: Option<String>,
    /// The officer whose it is.
    pub officer_id: Option<String>,
}

/// Of the dossiers behind `after` up to `last`, in the order of their ids.
pub(in crate::dossier) async fn derived(
    tx: &mut Tx,
    after: &str,
    last: &str,
) -> Result<BTreeMap<String, Derived>, AppError> {
    let rows: Vec<Derived> = all!(
        tx,
        "SELECT id, state, accepted_day, late_law_from, late_promise_from, holder_id, officer_id FROM dossier
         WHERE id > $1 AND id <= $2",
        after,
        last
    )?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

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

/// Receipts by series and year: how many, and the last number.
pub(in crate::dossier) async fn receipt_runs(tx: &mut Tx) -> Result<Vec<(String, i64, i64, i64)>, AppError> {
    all!(tx, "SELECT series, year, COUNT(*), MAX(number) FROM receipt GROUP BY series, year")
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
