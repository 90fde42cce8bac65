//! Agencies, offers, policies and local rules of the demo in the store.

use backend::{all, db::Tx, error::AppError, maybe, run};
use domain::{calendar::CalendarDay, working_hours::WorkingHours};
use jiff::civil::Date;

/// An agency's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct AgencyHead {
    pub id: String,
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    pub level: String,
    pub unit_code: Option<String>,
    pub territory: Option<String>,
    pub address: Option<String>,
    pub phone: Option<String>,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub demo: bool,
}

/// An offer's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct OfferRow {
    pub service_id: String,
    pub agency_id: String,
    pub filing: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
}

/// A policy's row.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct PolicyRow {
    pub id: String,
    pub number: String,
    pub valid_from: String,
    pub valid_to: Option<String>,
    pub body: String,
}

pub(super) async fn agency_heads(tx: &mut Tx) -> Result<Vec<AgencyHead>, AppError> {
    all!(
        tx,
        "SELECT id, code, name, name_en, level, unit_code, territory, address, phone, valid_from, valid_to, demo
         FROM agency"
    )
}

pub(super) async fn put_agency(tx: &mut Tx, row: &AgencyHead) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO agency (id, code, name, name_en, level, unit_code, territory, valid_from, valid_to, demo,
             address, phone)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (id) DO UPDATE
         SET code = excluded.code, name = excluded.name, name_en = excluded.name_en, level = excluded.level,
             unit_code = excluded.unit_code, territory = excluded.territory, valid_from = excluded.valid_from,
             valid_to = excluded.valid_to, demo = excluded.demo, address = excluded.address,
             phone = excluded.phone",
        &row.id,
        &row.code,
        &row.name,
        &row.name_en,
        &row.level,
        &row.unit_code,
        &row.territory,
        &row.valid_from,
        &row.valid_to,
        row.demo,
        &row.address,
        &row.phone
    )
    .map(drop)
}

pub(super) async fn offer_rows(tx: &mut Tx) -> Result<Vec<OfferRow>, AppError> {
    all!(tx, "SELECT service_id, agency_id, filing, valid_from, valid_to FROM service_offer")
}

pub(super) async fn put_offer(tx: &mut Tx, row: &OfferRow) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO service_offer (service_id, agency_id, filing, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (service_id, agency_id) DO UPDATE
         SET filing = excluded.filing, valid_from = excluded.valid_from, valid_to = excluded.valid_to",
        &row.service_id,
        &row.agency_id,
        &row.filing,
        &row.valid_from,
        &row.valid_to
    )
    .map(drop)
}

pub(super) async fn policy_rows(tx: &mut Tx) -> Result<Vec<PolicyRow>, AppError> {
    all!(tx, "SELECT id, number, valid_from, valid_to, body FROM policy")
}

pub(super) async fn put_policy(tx: &mut Tx, row: &PolicyRow) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO policy (id, number, valid_from, valid_to, body) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE
         SET number = excluded.number, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
             body = excluded.body",
        &row.id,
        &row.number,
        &row.valid_from,
        &row.valid_to,
        &row.body
    )
    .map(drop)
}

/// A unit where some limits are longer, from a day on. Gives 1, or 0 where the row is there.
pub(super) async fn add_remote(tx: &mut Tx, unit: &str, from: Date, source: &str) -> Result<usize, AppError> {
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
pub(super) async fn add_hours(
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
pub(super) async fn add_day(tx: &mut Tx, day: &CalendarDay) -> Result<usize, AppError> {
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
