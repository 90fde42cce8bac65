//! What the demo's province decides for itself: remote communes, hours, closures.

use domain::{
    calendar::{CalendarDay, DayKind},
    working_hours::WorkingHours,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{AuthoredError, store};
use backend::{db::Tx, error::AppError};

const FILE: &str = include_str!("../../data/dia-ban.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalFile {
    remote: Vec<Remote>,
    hours: Vec<Hours>,
    closure: Vec<Closure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Remote {
    units: Vec<String>,
    valid_from: Date,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hours {
    agency: String,
    valid_from: Date,
    body: WorkingHours,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Closure {
    date: Date,
    scope: String,
    name: String,
    source: String,
}

/// Writes what isn't there yet; what is there stays, for an administrator may have changed it. Gives how many rows.
pub(super) async fn put(tx: &mut Tx) -> Result<usize, AppError> {
    let file: LocalFile =
        toml::from_str(FILE).map_err(|error| AppError::Internal(AuthoredError::file("dia-ban", &error).to_string()))?;
    let mut written = 0;
    for remote in &file.remote {
        for unit in &remote.units {
            written += store::add_remote(tx, unit, remote.valid_from, &remote.source).await?;
        }
    }
    for hours in &file.hours {
        written += store::add_hours(tx, &hours.agency, hours.valid_from, &hours.body).await?;
    }
    for closure in file.closure {
        let day = CalendarDay {
            date: closure.date,
            scope: closure.scope,
            kind: DayKind::Closure,
            name: closure.name,
            legal_source: closure.source,
            provisional: false,
        };
        written += store::add_day(tx, &day).await?;
    }
    Ok(written)
}
