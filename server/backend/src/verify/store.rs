//! What the dossiers' rows say, to be compared with their logs.

use std::collections::BTreeMap;

use crate::{all, db::Tx, error::AppError};

/// What a dossier's row says beside what is folded from its log.
#[derive(Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Derived {
    id: String,
    /// The state's code.
    pub state: String,
    /// The local date of acceptance.
    pub accepted_day: Option<String>,
    /// See [`LateFrom`](crate::dossier::LateFrom).
    pub late_law_from: Option<i64>,
    /// See [`LateFrom`](crate::dossier::LateFrom).
    pub late_promise_from: Option<i64>,
    /// The agency that holds it by hand-over.
    pub holder_id: Option<String>,
    /// The officer whose it is.
    pub officer_id: Option<String>,
}

/// Of the dossiers behind `after` up to `last`, in the order of their ids.
pub(super) async fn derived(tx: &mut Tx, after: &str, last: &str) -> Result<BTreeMap<String, Derived>, AppError> {
    let rows: Vec<Derived> = all!(
        tx,
        "SELECT id, state, accepted_day, late_law_from, late_promise_from, holder_id, officer_id FROM dossier
         WHERE id > $1 AND id <= $2",
        after,
        last
    )?;
    Ok(rows.into_iter().map(|row| (row.id.clone(), row)).collect())
}

/// Receipts by series and year: how many, and the last number.
pub(super) async fn receipt_runs(tx: &mut Tx) -> Result<Vec<(String, i64, i64, i64)>, AppError> {
    all!(tx, "SELECT series, year, COUNT(*), MAX(number) FROM receipt GROUP BY series, year")
}
