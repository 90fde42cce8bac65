//! Changes of the calendar, and what they write, in the store.

use domain::{calendar::CalendarDay, working_hours::WorkingHours};
use jiff::{Timestamp, civil::Date};

use super::{Change, Step, change::span};
use crate::{all, clock::from_micros, db::Tx, error::AppError, maybe, run};

type ChangeRow = (String, String, String, i64, Option<i64>, Option<String>);

fn change_of((id, body, author, prepared_at, applied_at, applied_by): ChangeRow) -> Result<Change, AppError> {
    Ok(Change {
        id,
        steps: serde_json::from_str(&body)?,
        author,
        prepared_at: from_micros(prepared_at),
        applied: applied_at.map(|at| (applied_by.unwrap_or_default(), from_micros(at))),
    })
}

pub(super) async fn insert_change(tx: &mut Tx, change: &Change, author_id: &str) -> Result<(), AppError> {
    let (first, last) = span(&change.steps);
    run!(
        tx,
        "INSERT INTO calendar_change (id, body, first_day, last_day, author_id, author, prepared_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &change.id,
        serde_json::to_string(&change.steps)?,
        first.to_string(),
        last.to_string(),
        author_id,
        &change.author,
        change.prepared_at.as_microsecond()
    )?;
    Ok(())
}

/// The change of these steps that somebody prepared and that is not applied.
pub(super) async fn prepared(tx: &mut Tx, steps: &[Step], author_id: &str) -> Result<Option<String>, AppError> {
    let row: Option<(String,)> = maybe!(
        tx,
        "SELECT id FROM calendar_change
         WHERE applied_at IS NULL AND author_id = $1 AND body = $2 LIMIT 1",
        author_id,
        serde_json::to_string(steps)?
    )?;
    Ok(row.map(|(id,)| id))
}

pub(super) async fn change(tx: &mut Tx, id: &str) -> Result<Option<Change>, AppError> {
    let row: Option<ChangeRow> = maybe!(
        tx,
        "SELECT id, body, author, prepared_at, applied_at, applied_by FROM calendar_change WHERE id = $1",
        id
    )?;
    row.map(change_of).transpose()
}

/// The changes that touch a span of days, the newest first.
pub(super) async fn changes(tx: &mut Tx, (from, to): (Date, Date), most: i64) -> Result<Vec<Change>, AppError> {
    let rows: Vec<ChangeRow> = all!(
        tx,
        "SELECT id, body, author, prepared_at, applied_at, applied_by FROM calendar_change
         WHERE last_day >= $1 AND first_day <= $2 ORDER BY COALESCE(applied_at, prepared_at) DESC, id DESC LIMIT $3",
        from.to_string(),
        to.to_string(),
        most
    )?;
    rows.into_iter().map(change_of).collect()
}

pub(super) async fn mark_applied(tx: &mut Tx, id: &str, by: &str, at: Timestamp) -> Result<(), AppError> {
    run!(tx, "UPDATE calendar_change SET applied_at = $2, applied_by = $3 WHERE id = $1", id, at.as_microsecond(), by)?;
    Ok(())
}

pub(super) async fn discard(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM calendar_change WHERE id = $1 AND applied_at IS NULL", id)?;
    Ok(())
}

pub(super) async fn put_day(tx: &mut Tx, day: &CalendarDay) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO calendar_day (day, scope, kind, name, legal_source, provisional)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (day, scope) DO UPDATE SET kind = excluded.kind, name = excluded.name,
             legal_source = excluded.legal_source, provisional = excluded.provisional",
        day.date.to_string(),
        &day.scope,
        day.kind.as_str(),
        &day.name,
        &day.legal_source,
        day.provisional
    )?;
    Ok(())
}

pub(super) async fn remove_day(tx: &mut Tx, day: &CalendarDay) -> Result<(), AppError> {
    run!(tx, "DELETE FROM calendar_day WHERE day = $1 AND scope = $2", day.date.to_string(), &day.scope)?;
    Ok(())
}

pub(super) async fn declare(tx: &mut Tx, year: i16, source: &str) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO calendar_year (year, legal_source) VALUES ($1, $2)
         ON CONFLICT (year) DO UPDATE SET legal_source = excluded.legal_source",
        i64::from(year),
        source
    )?;
    Ok(())
}

/// What is foreseen for a scope from a day on.
pub(super) async fn hours_from(tx: &mut Tx, scope: &str, from: Date) -> Result<Option<WorkingHours>, AppError> {
    let row: Option<(String,)> =
        maybe!(tx, "SELECT body FROM working_hours WHERE scope = $1 AND valid_from = $2", scope, from.to_string())?;
    row.map(|(body,)| body.parse().map_err(unreadable)).transpose()
}

/// Scope, first day, hours and source of all rows, the newest first.
pub(super) async fn hours(tx: &mut Tx) -> Result<Vec<(String, Date, WorkingHours, String)>, AppError> {
    let rows: Vec<(String, String, String, String)> =
        all!(tx, "SELECT scope, valid_from, body, legal_source FROM working_hours ORDER BY scope, valid_from DESC")?;
    rows.into_iter()
        .map(|(scope, from, body, source)| {
            let hours = body.parse().map_err(unreadable)?;
            Ok((scope, from.parse().map_err(unreadable)?, hours, source))
        })
        .collect()
}

pub(super) async fn put_hours(
    tx: &mut Tx,
    scope: &str,
    from: Date,
    hours: &WorkingHours,
    source: &str,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO working_hours (scope, valid_from, body, legal_source) VALUES ($1, $2, $3, $4)
         ON CONFLICT (scope, valid_from) DO UPDATE SET body = excluded.body, legal_source = excluded.legal_source",
        scope,
        from.to_string(),
        hours.to_string(),
        source
    )?;
    Ok(())
}

/// Whether a unit has a row from this day on that has no end yet.
pub(super) async fn is_open_remote(tx: &mut Tx, unit: &str, from: Date) -> Result<bool, AppError> {
    let row: Option<(String,)> = maybe!(
        tx,
        "SELECT unit_code FROM remote_area WHERE unit_code = $1 AND valid_from = $2 AND valid_to IS NULL",
        unit,
        from.to_string()
    )?;
    Ok(row.is_some())
}

/// Code, first day, last day and source of all remote areas.
pub(super) async fn remote(tx: &mut Tx) -> Result<Vec<(String, Date, Option<Date>, String)>, AppError> {
    let rows: Vec<(String, String, Option<String>, String)> = all!(
        tx,
        "SELECT unit_code, valid_from, valid_to, legal_source FROM remote_area ORDER BY unit_code, valid_from"
    )?;
    let day = |text: String| text.parse::<Date>().map_err(unreadable);
    rows.into_iter().map(|(unit, from, to, source)| Ok((unit, day(from)?, to.map(day).transpose()?, source))).collect()
}

pub(super) async fn put_remote(
    tx: &mut Tx,
    (unit, from, to): (&str, Date, Option<Date>),
    source: &str,
    ends: bool,
) -> Result<(), AppError> {
    let to = to.map(|day| day.to_string());
    if ends {
        // Who put it on the list is not forgotten when it is taken off.
        run!(
            tx,
            "UPDATE remote_area SET valid_to = $3, legal_source = legal_source || $4
             WHERE unit_code = $1 AND valid_from = $2",
            unit,
            from.to_string(),
            to,
            format!("; {source}")
        )?;
    } else {
        run!(
            tx,
            "INSERT INTO remote_area (unit_code, valid_from, valid_to, legal_source) VALUES ($1, $2, $3, $4)",
            unit,
            from.to_string(),
            to,
            source
        )?;
    }
    Ok(())
}

/// Has the worker look again at what an agency works on.
pub(super) async fn wake(tx: &mut Tx, agency_id: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE dossier SET wake_at = 0 WHERE agency_id = $1 AND state IN ('accepted', 'processing')", agency_id)?;
    Ok(())
}

/// The due dates (microseconds) of what agencies work on, from a moment on.
pub(super) async fn promised(tx: &mut Tx, from: Timestamp) -> Result<Vec<(String, i64)>, AppError> {
    all!(
        tx,
        "SELECT agency_id, next_due FROM dossier
         WHERE state IN ('accepted', 'processing') AND next_due >= $1",
        from.as_microsecond()
    )
}

/// How many dossiers have no due date yet, by agency: not accepted, and waiting for their applicants.
pub(super) async fn undated(tx: &mut Tx) -> Result<Vec<(String, i64, i64)>, AppError> {
    all!(
        tx,
        "SELECT agency_id,
             CAST(SUM(CASE WHEN state IN ('registered', 'intake_supplement') THEN 1 ELSE 0 END) AS BIGINT),
             CAST(SUM(CASE WHEN state IN ('supplement', 'payment') THEN 1 ELSE 0 END) AS BIGINT)
         FROM dossier WHERE state IN ('registered', 'intake_supplement', 'supplement', 'payment')
         GROUP BY agency_id"
    )
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored rule: {error}"))
}
