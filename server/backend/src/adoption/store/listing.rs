//! The dossiers behind a figure, newest first.

use std::sync::LazyLock;

use domain::metrics::{Listed, Tally};
use jiff::Timestamp;

use super::{SCOPED, bound};
use crate::{
    adoption::{ListCursor, Scope},
    all,
    db::Tx,
    dossier::{Dossier, store::DossierRow},
    error::AppError,
};

/// Which dossiers may be counted; the caller asks each of them.
const CANDIDATES: &str = "SELECT * FROM dossier WHERE accepted_day BETWEEN $1 AND $2
    AND (accepted_day < $7 OR (accepted_day = $7 AND id < $8))";

/// For each tally, those of a day, agency and service where something is counted in it.
static BY_TALLY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = |tally: &Tally| {
        format!(
            "{CANDIDATES} AND {SCOPED} AND EXISTS (
                 SELECT 1 FROM tally WHERE tally.day = dossier.accepted_day
                     AND tally.agency_id = dossier.agency_id AND tally.service_id = dossier.service_id
                     AND tally.demo = dossier.demo AND tally.{tally} > 0)
             ORDER BY accepted_day DESC, id DESC LIMIT $9"
        )
    };
    Tally::ALL.iter().map(of).collect()
});

/// Those that count as late by promise, and so all that do by law.
static OVERDUE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "{CANDIDATES} AND {SCOPED} AND late_promise_from IS NOT NULL AND late_promise_from < $10
         ORDER BY accepted_day DESC, id DESC LIMIT $9"
    )
});

/// Up to `most` dossiers of the scope after a place in the list, among them all that a figure counts.
pub(in crate::adoption) async fn candidates(
    tx: &mut Tx,
    scope: &Scope,
    listed: Listed,
    after: &ListCursor,
    most: i64,
    now: Timestamp,
) -> Result<Vec<Dossier>, AppError> {
    let [from, to, agency, service, level] = bound(scope);
    let demo = scope.data == crate::adoption::Data::All;
    let day = after.day.to_string();
    let rows: Vec<DossierRow> = match base(listed) {
        Some(tally) => all!(
            tx,
            BY_TALLY[tally as usize].as_str(),
            from,
            to,
            agency,
            service,
            level,
            demo,
            day,
            &after.id,
            most
        )?,
        None => all!(
            tx,
            OVERDUE.as_str(),
            from,
            to,
            agency,
            service,
            level,
            demo,
            day,
            &after.id,
            most,
            now.as_microsecond()
        )?,
    };
    rows.into_iter().map(Dossier::try_from).collect()
}

/// Without this tally nothing is in the list; `None` for the overdue ones, which have an index.
const fn base(listed: Listed) -> Option<Tally> {
    match listed {
        Listed::Tally(tally) => Some(tally),
        Listed::OverdueLaw | Listed::OverduePromise => None,
        _ => Some(Tally::Received),
    }
}
