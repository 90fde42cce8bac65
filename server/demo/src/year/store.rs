//! What the year reads and writes beside dossiers: offers, accounts, running numbers.

use std::collections::BTreeMap;

use domain::procedure::Filing;
use jiff::civil::Date;

use super::cast::Named;
use backend::{all, db::Tx, error::AppError, insert_all};

/// That an agency of the demo offers a service.
#[derive(Clone, Debug)]
pub(super) struct OfferRow {
    /// Who.
    pub(super) agency_id: String,
    /// What.
    pub(super) service_id: String,
    /// Where it is filed.
    pub(super) filing: Filing,
    /// First day.
    pub(super) valid_from: Date,
    /// Last day.
    pub(super) valid_to: Option<Date>,
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored offer: {error}"))
}

/// What the demo's agencies offer, or offered, by agency and service.
pub(super) async fn offers(tx: &mut Tx) -> Result<Vec<OfferRow>, AppError> {
    let rows: Vec<(String, String, String, String, Option<String>)> = all!(
        tx,
        "SELECT agency_id, service_id, filing, valid_from, valid_to FROM service_offer
         WHERE agency_id IN (SELECT id FROM agency WHERE demo = TRUE) ORDER BY agency_id, service_id"
    )?;
    let date = |text: &str| text.parse::<Date>().map_err(unreadable);
    rows.into_iter()
        .map(|(agency_id, service_id, filing, from, to)| {
            Ok(OfferRow {
                agency_id,
                service_id,
                filing: filing.parse().map_err(unreadable)?,
                valid_from: date(&from)?,
                valid_to: to.as_deref().map(date).transpose()?,
            })
        })
        .collect()
}

/// A dossier that is there already.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct KnownRow {
    pub(super) id: String,
    pub(super) submission: String,
    pub(super) reference: String,
    pub(super) last_event: i64,
}

/// All dossiers, whosever they are: references are never given twice.
pub(super) async fn known(tx: &mut Tx) -> Result<Vec<KnownRow>, AppError> {
    all!(tx, "SELECT id, submission, reference, last_event FROM dossier")
}

/// Accounts that logs name. Without login and password nobody signs in with them. Those that are there stay.
pub(super) async fn add_accounts(tx: &mut Tx, accounts: &[&Named]) -> Result<(), AppError> {
    let created = super::cast::beginning().as_microsecond();
    let rows = accounts
        .iter()
        .map(|account| Ok((account.id.as_str(), serde_json::to_string(&account.person)?)))
        .collect::<Result<Vec<(&str, String)>, AppError>>()?;
    insert_all!(
        tx,
        "INSERT INTO account (id, person, created_at, demo) ",
        rows,
        |values, row| {
            let (id, person) = row;
            values.push_bind(*id).push_bind(person).push_bind(created).push_bind(true);
        },
        " ON CONFLICT (id) DO NOTHING"
    )
}

/// The last numbers of an agency's dossier codes, by day.
pub(super) async fn codes(tx: &mut Tx, agency_code: &str) -> Result<BTreeMap<String, i64>, AppError> {
    let rows: Vec<(String, i64)> = all!(tx, "SELECT day, last FROM code_sequence WHERE agency_code = $1", agency_code)?;
    Ok(rows.into_iter().collect())
}

/// Sets the last numbers of these days.
pub(super) async fn put_codes(tx: &mut Tx, agency_code: &str, days: &[(String, i64)]) -> Result<(), AppError> {
    insert_all!(
        tx,
        "INSERT INTO code_sequence (agency_code, day, last) ",
        days,
        |values, row| {
            let (day, last) = row;
            values.push_bind(agency_code).push_bind(day).push_bind(*last);
        },
        " ON CONFLICT (agency_code, day) DO UPDATE SET last = excluded.last"
    )
}

/// The last numbers of a series of receipts, by year.
pub(super) async fn receipts(tx: &mut Tx, series: &str) -> Result<BTreeMap<i64, i64>, AppError> {
    let rows: Vec<(i64, i64)> = all!(tx, "SELECT year, last FROM receipt_sequence WHERE series = $1", series)?;
    Ok(rows.into_iter().collect())
}

/// Sets the last numbers of these years.
pub(super) async fn put_receipts(tx: &mut Tx, series: &str, years: &[(i64, i64)]) -> Result<(), AppError> {
    insert_all!(
        tx,
        "INSERT INTO receipt_sequence (series, year, last) ",
        years,
        |values, row| {
            let (year, last) = row;
            values.push_bind(series).push_bind(*year).push_bind(*last);
        },
        " ON CONFLICT (series, year) DO UPDATE SET last = excluded.last"
    )
}
