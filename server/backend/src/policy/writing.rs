//! New rows of rules. What is there stays: rules change by rows with a later day, not by overwriting.

use domain::{calendar::CalendarDay, working_hours::WorkingHours};
use jiff::civil::Date;

use crate::{db::Tx, error::AppError, maybe, run};

/// A unit where some limits are longer, from a day on. Gives 1, or 0 where the row is there.
pub(crate) async fn add_remote(tx: &mut Tx, unit: &str, from: Date, source: &str) -> Result<usize, AppError> {
    let from = from.to_string();
    let there: Option<(String,)> =
        maybe!(tx, "SELECT unit_code FROM remote_area WHERE unit_code = $1 AND valid_from = $2", unit, &from)?;
    if there.is_some() {
        return Ok(0);
    }
    run!(tx, "INSERT INTO remote_area (unit_code, valid_from, legal_source) VALUES ($1, $2, $3)", unit, &from, source)?;
    Ok(1)
}

/// The hours of an agency, from a day on. Gives 1, or 0 where the row is there.
pub(crate) async fn add_hours(
    tx: &mut Tx,
    agency_id: &str,
    from: Date,
    hours: &WorkingHours,
) -> Result<usize, AppError> {
    let (from, body) = (from.to_string(), hours.to_string());
    let there: Option<(String,)> =
        maybe!(tx, "SELECT scope FROM working_hours WHERE scope = $1 AND valid_from = $2", agency_id, &from)?;
    if there.is_some() {
        return Ok(0);
    }
    run!(tx, "INSERT INTO working_hours (scope, valid_from, body) VALUES ($1, $2, $3)", agency_id, &from, &body)?;
    Ok(1)
}

/// A listed day. Gives 1, or 0 where its scope has one already.
pub(crate) async fn add_day(tx: &mut Tx, day: &CalendarDay) -> Result<usize, AppError> {
    let date = day.date.to_string();
    let there: Option<(String,)> =
        maybe!(tx, "SELECT day FROM calendar_day WHERE day = $1 AND scope = $2", &date, &day.scope)?;
    if there.is_some() {
        return Ok(0);
    }
    run!(
        tx,
        "INSERT INTO calendar_day (day, scope, kind, name, legal_source, provisional)
         VALUES ($1, $2, $3, $4, $5, $6)",
        &date,
        &day.scope,
        day.kind.as_str(),
        &day.name,
        &day.legal_source,
        day.provisional
    )?;
    Ok(1)
}
