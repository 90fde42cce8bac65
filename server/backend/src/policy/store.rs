//! Rules in the store.

use std::collections::BTreeMap;

use domain::calendar::{Calendar, CalendarDay};
use jiff::civil::Date;

use super::{RuleBook, rulebook::DatedRule};
use crate::{all, db::Tx, error::AppError};

/// Reads all rules: some hundred rows.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn load_rules(tx: &mut Tx) -> Result<RuleBook, AppError> {
    let days = days_from(tx, Date::MIN).await?;

    let policies: Vec<(String,)> = all!(tx, "SELECT body FROM policy ORDER BY valid_from, id")?;
    let policies = policies
        .iter()
        .map(|(body,)| serde_json::from_str(body))
        .collect::<Result<Vec<_>, _>>()?;

    let mut hours: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let rows: Vec<(String, String, String)> = all!(
        tx,
        "SELECT scope, valid_from, body FROM working_hours ORDER BY scope, valid_from"
    )?;
    for (scope, from, body) in rows {
        let list = hours.entry(scope).or_default();
        list.push((date(&from)?, body.parse().map_err(unreadable)?));
    }

    let mut rules: BTreeMap<String, Vec<_>> = BTreeMap::new();
    let rows: Vec<(String, String, String)> = all!(
        tx,
        "SELECT key, valid_from, value FROM rule ORDER BY key, valid_from"
    )?;
    for (key, from, value) in rows {
        rules.entry(key).or_default().push(DatedRule {
            valid_from: date(&from)?,
            value,
        });
    }

    // The province's own closures are told by their scope; this portal is one province's.
    let province = days
        .iter()
        .map(|day| day.scope.clone())
        .find(|scope| scope != "VN");
    let calendar = Calendar::new(days, province.as_deref());
    Ok(RuleBook {
        calendar,
        policies,
        hours,
        rules,
    })
}

/// The listed days from a day on, in order.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn days_from(tx: &mut Tx, from: Date) -> Result<Vec<CalendarDay>, AppError> {
    // As text, years before 0 would sort behind the others; no rule is that old.
    let from = if from.year() < 0 {
        String::new()
    } else {
        from.to_string()
    };
    let rows: Vec<(String, String, String, String, String, bool)> = all!(
        tx,
        "SELECT day, scope, kind, name, legal_source, provisional FROM calendar_day
         WHERE day >= $1 ORDER BY day, scope",
        &from
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

fn date(text: &str) -> Result<Date, AppError> {
    text.parse().map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored rule: {error}"))
}
