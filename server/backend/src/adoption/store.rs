//! Figures in the store. Sums run along the key of `tally`, overdue dossiers along their own index.

mod aiming;
mod listing;

use std::sync::LazyLock;

use domain::{
    metrics::{By, Tallies},
    mode::Level,
};
use jiff::Timestamp;

use super::{Data, Scope};
use crate::{
    all,
    db::Tx,
    dossier::store::{TallyColumns, each_tally},
    error::AppError,
    one,
};

pub(super) use aiming::{delete_target, end_target, insert_target, targets};
pub(super) use listing::candidates;

/// What is counted for one service, of one agency or month where the report tells them apart.
#[derive(Debug)]
pub(super) struct Cell {
    /// Empty where agencies are not told apart.
    pub(super) agency_id: String,
    /// `2026-03`; empty where months are not told apart.
    pub(super) month: String,
    pub(super) service_id: String,
    pub(super) tallies: Tallies,
    /// Of those received, so many are demo data.
    pub(super) of_demo: i64,
}

/// Overdue dossiers of one service, of one agency or month where the report tells them apart.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct OverdueCell {
    pub(super) agency_id: String,
    pub(super) month: String,
    pub(super) service_id: String,
    pub(super) law: i64,
    pub(super) promise: i64,
}

#[derive(sqlx::FromRow)]
struct CellRow {
    agency_id: String,
    month: String,
    service_id: String,
    of_demo: i64,
    #[sqlx(flatten)]
    columns: TallyColumns,
}

/// What a report tells apart beside services.
struct Parts<T> {
    neither: T,
    agencies: T,
    months: T,
}

impl<T> Parts<T> {
    /// `make` takes the expressions for agency and month, and what to group by.
    fn new(day: &str, make: impl Fn(&str, &str, &str) -> T) -> Self {
        let month = format!("substr({day}, 1, 7)");
        Self {
            neither: make("''", "''", "service_id"),
            agencies: make("agency_id", "''", "agency_id, service_id"),
            months: make("''", &month, &format!("{month}, service_id")),
        }
    }

    const fn of(&self, by: By) -> &T {
        match by {
            By::Level | By::Agency => &self.agencies,
            By::Month => &self.months,
            By::Province | By::Field | By::Service => &self.neither,
        }
    }
}

/// How often the counters have moved, over all agencies.
pub(super) async fn moved(tx: &mut Tx) -> Result<i64, AppError> {
    let (times,): (i64,) = one!(tx, "SELECT CAST(COALESCE(SUM(times), 0) AS BIGINT) FROM tally_moved")?;
    Ok(times)
}

/// The day of acceptance where few dossiers are overdue: by it the planner would look through the whole period.
const ACCEPTED: &str = "COALESCE(accepted_day, '')";

/// Agency $3, service $4, level $5, demo dossiers too $6.
const SCOPED: &str = "($3 = '' OR agency_id = $3) AND ($4 = '' OR service_id = $4)
    AND ($5 = '' OR agency_id IN (SELECT id FROM agency WHERE level = $5)) AND ($6 = TRUE OR demo = FALSE)";

/// What [`SCOPED`] and the period before it bind, $1 to $5.
fn bound(scope: &Scope) -> [String; 5] {
    [
        scope.period.from().to_string(),
        scope.period.to().to_string(),
        scope.agency.clone().unwrap_or_default(),
        scope.service.clone().unwrap_or_default(),
        scope.level.map_or("", Level::as_str).to_owned(),
    ]
}

static SUMS: LazyLock<Parts<String>> = LazyLock::new(|| {
    Parts::new("day", |agency, month, group| {
        format!(
            "SELECT {agency} AS agency_id, {month} AS month, service_id,
                 CAST(SUM(CASE WHEN demo = TRUE THEN received ELSE 0 END) AS BIGINT) AS of_demo, {}
             FROM tally WHERE day BETWEEN $1 AND $2 AND {SCOPED} GROUP BY {group}",
            each_tally("CAST(SUM({}) AS BIGINT) AS {}")
        )
    })
});

/// What was counted in the scope, by service and what the report tells apart; fields are left to the caller.
pub(super) async fn sums(tx: &mut Tx, scope: &Scope, by: By) -> Result<Vec<Cell>, AppError> {
    let [from, to, agency, service, level] = bound(scope);
    let rows: Vec<CellRow> = all!(tx, SUMS.of(by).as_str(), from, to, agency, service, level, scope.data == Data::All)?;
    let cell = |row: CellRow| Cell {
        agency_id: row.agency_id,
        month: row.month,
        service_id: row.service_id,
        tallies: row.columns.0,
        of_demo: row.of_demo,
    };
    Ok(rows.into_iter().map(cell).collect())
}

static OVERDUE: LazyLock<Parts<String>> = LazyLock::new(|| {
    Parts::new("accepted_day", |agency, month, group| {
        format!(
            "SELECT {agency} AS agency_id, {month} AS month, service_id,
                 COUNT(CASE WHEN late_law_from < $7 THEN 1 END) AS law, COUNT(*) AS promise
             FROM dossier WHERE late_promise_from IS NOT NULL AND late_promise_from < $7
                 AND {ACCEPTED} BETWEEN $1 AND $2 AND {SCOPED} GROUP BY {group}"
        )
    })
});

/// What is overdue in the scope, like [`sums`].
pub(super) async fn overdue(tx: &mut Tx, scope: &Scope, by: By, now: Timestamp) -> Result<Vec<OverdueCell>, AppError> {
    let [from, to, agency, service, level] = bound(scope);
    all!(tx, OVERDUE.of(by).as_str(), from, to, agency, service, level, scope.data == Data::All, now.as_microsecond())
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored figures: {error}"))
}
