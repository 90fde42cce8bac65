//! The dossiers behind a figure, newest first.

use std::sync::LazyLock;

use domain::metrics::{Listed, Tally};
use jiff::Timestamp;

use super::{ACCEPTED, SCOPED, bound};
use crate::{
    adoption::{ListCursor, Scope},
    all,
    db::Tx,
    dossier::{Dossier, store::DossierRow},
    error::AppError,
};

/// Dossiers of the period after a place in the list, by the expression for their day of acceptance; they may be counted,
/// and the caller asks each of them.
fn candidates_by(day: &str) -> String {
    format!(
        "SELECT * FROM dossier WHERE {day} BETWEEN $1 AND $2
             AND ({day} < $7 OR ({day} = $7 AND id < $8)) AND {SCOPED}"
    )
}

/// For each tally, those of a day, agency and service where something is counted in it.
static BY_TALLY: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of = |tally: &Tally| {
        let dossiers = candidates_by("accepted_day");
        format!(
            "{dossiers} AND EXISTS (
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
    let dossiers = candidates_by(ACCEPTED);
    format!(
        "{dossiers} AND late_promise_from IS NOT NULL AND late_promise_from < $10
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
        Some(tally) => {
            all!(tx, BY_TALLY[tally as usize].as_str(), from, to, agency, service, level, demo, day, &after.id, most)?
        }
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
