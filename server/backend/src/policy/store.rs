//! Rules in the store.

use std::collections::BTreeMap;

use domain::{
    calendar::{Calendar, CalendarDay},
    forms::FormSet,
    regime::{RegimeRow, Regimes},
};
use jiff::civil::Date;

use super::{RuleBook, rulebook::DatedRule};
use crate::{all, db::Tx, error::AppError};

/// Reads all rules: some hundred rows.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn load_rules(tx: &mut Tx) -> Result<RuleBook, AppError> {
    let days = days_from(tx, Date::MIN).await?;
    let years = declared_years(tx).await?.into_iter();
    let years = years.map(|(year, _)| year);

    let rows: Vec<(String, String)> = all!(tx, "SELECT id, body FROM policy ORDER BY valid_from, id")?;
    let (mut policies, mut refused_policies) = (Vec::new(), Vec::new());
    for (id, body) in rows {
        match serde_json::from_str(&body) {
            Ok(policy) => policies.push(policy),
            // One decision that can't be must not stop the portal; it doesn't hold, and the administrators see it.
            Err(error) => {
                tracing::error!(policy = id, %error, "a stored policy is refused");
                refused_policies.push((id, error.to_string()));
            }
        }
    }

    let mut hours: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let rows: Vec<(String, String, String)> =
        all!(tx, "SELECT scope, valid_from, body FROM working_hours ORDER BY scope, valid_from")?;
    for (scope, from, body) in rows {
        let list = hours.entry(scope).or_default();
        list.push((date(&from)?, body.parse().map_err(unreadable)?));
    }

    let mut rules: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let rows: Vec<(String, String, String)> =
        all!(tx, "SELECT key, valid_from, value FROM rule ORDER BY key, valid_from")?;
    for (key, from, value) in rows {
        rules.entry(key).or_default().push(DatedRule { valid_from: date(&from)?, value });
    }

    let (national, local_days): (Vec<_>, Vec<_>) = days.into_iter().partition(CalendarDay::is_nationwide);
    Ok(RuleBook {
        calendar: Calendar::new(national, None).declared(years),
        local_days,
        policies,
        refused_policies,
        regimes: regimes(tx).await?,
        remote: remote_areas(tx).await?,
        hours,
        rules,
    })
}

async fn regimes(tx: &mut Tx) -> Result<Regimes, AppError> {
    let rows: Vec<(String, String, String, String)> =
        all!(tx, "SELECT subject, valid_from, value, legal_basis FROM regime ORDER BY subject, valid_from")?;
    let rows = rows
        .into_iter()
        .map(|(subject, from, value, legal_basis)| {
            Ok(RegimeRow {
                subject: subject.parse().map_err(unreadable)?,
                valid_from: date(&from)?,
                value,
                legal_basis,
            })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    Regimes::new(rows).map_err(|error| AppError::Setup(error.to_string()))
}

async fn remote_areas(tx: &mut Tx) -> Result<BTreeMap<String, Vec<(Date, Option<Date>)>>, AppError> {
    let rows: Vec<(String, String, Option<String>)> =
        all!(tx, "SELECT unit_code, valid_from, valid_to FROM remote_area ORDER BY unit_code, valid_from")?;
    let mut areas: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (unit, from, to) in rows {
        let span = (date(&from)?, to.as_deref().map(date).transpose()?);
        areas.entry(unit).or_default().push(span);
    }
    Ok(areas)
}

/// The listed days from a day on, in order.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn days_from(tx: &mut Tx, from: Date) -> Result<Vec<CalendarDay>, AppError> {
    days_between(tx, from, Date::MAX).await
}

/// The listed days from one day to another, in order.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn days_between(tx: &mut Tx, from: Date, to: Date) -> Result<Vec<CalendarDay>, AppError> {
    // As text, years before 0 would sort behind the others; no rule is that old.
    let from = if from.year() < 0 { String::new() } else { from.to_string() };
    let rows: Vec<(String, String, String, String, String, bool)> = all!(
        tx,
        "SELECT day, scope, kind, name, legal_source, provisional FROM calendar_day
         WHERE day >= $1 AND day <= $2 ORDER BY day, scope",
        &from,
        to.to_string()
    )?;
    rows.into_iter()
        .map(|(day, scope, kind, name, legal_source, provisional)| {
            Ok(CalendarDay {
                date: date(&day)?,
                scope,
                kind: kind.parse().map_err(unreadable)?,
                name,
                legal_source,
                provisional,
            })
        })
        .collect()
}

/// The years whose calendar is published, and by which documents.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn declared_years(tx: &mut Tx) -> Result<Vec<(i16, String)>, AppError> {
    let rows: Vec<(i64, String)> = all!(tx, "SELECT year, legal_source FROM calendar_year ORDER BY year")?;
    let year = |(year, source)| Ok((i16::try_from(year).map_err(unreadable)?, source));
    rows.into_iter().map(year).collect()
}

fn date(text: &str) -> Result<Date, AppError> {
    text.parse().map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored rule: {error}"))
}

/// The set of forms of a day, for who has no portal at hand: one small question instead of all rules.
///
/// # Errors
/// [`AppError::Setup`] where the regimes name none.
pub(crate) async fn form_set(tx: &mut Tx, on: Date) -> Result<FormSet, AppError> {
    let rows: Vec<(String, String)> =
        all!(tx, "SELECT valid_from, value FROM regime WHERE subject = 'forms' ORDER BY valid_from")?;
    let day = on.to_string();
    // Before the first row, that row holds, as in `Regimes::on`.
    let row = rows.iter().rev().find(|(from, _)| *from <= day);
    let value = row.or(rows.first()).map(|(_, value)| value.parse());
    match value {
        Some(Ok(set)) => Ok(set),
        _ => Err(AppError::Setup(format!("no set of forms on {on}"))),
    }
}
