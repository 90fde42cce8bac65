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

/// What should lie in the data directory.
#[derive(sqlx::FromRow)]
pub(super) struct Expected {
    pub(super) id: String,
    size: i64,
    pub(super) sha256: String,
    /// The dossier that it belongs to; none while it belongs to a draft.
    reference: Option<String>,
}

impl Expected {
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.size).unwrap_or(0)
    }

    /// Where it belongs.
    pub(super) fn place(&self) -> String {
        self.reference.clone().unwrap_or_else(|| "a draft".to_owned())
    }
}

/// The next attachments in the order of their ids.
pub(super) async fn expected_after(tx: &mut Tx, last: &str, most: i64) -> Result<Vec<Expected>, AppError> {
    all!(
        tx,
        "SELECT a.id, a.size, a.sha256, d.reference FROM attachment a LEFT JOIN dossier d ON d.id = a.dossier_id
         WHERE a.id > $1 ORDER BY a.id LIMIT $2",
        last,
        most
    )
}
