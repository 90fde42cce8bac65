//! Targets in the store.

use domain::mode::Level;
use jiff::civil::Date;

use super::unreadable;
use crate::{adoption::Target, all, db::Tx, error::AppError, run};

#[derive(sqlx::FromRow)]
struct TargetRow {
    id: String,
    agency_id: String,
    level: String,
    measure: String,
    percent: i64,
    valid_from: String,
    valid_to: Option<String>,
    legal_source: String,
    demo: bool,
}

impl TryFrom<TargetRow> for Target {
    type Error = AppError;

    fn try_from(row: TargetRow) -> Result<Self, AppError> {
        Ok(Self {
            level: (!row.level.is_empty()).then(|| row.level.parse().map_err(unreadable)).transpose()?,
            measure: row.measure.parse().map_err(unreadable)?,
            percent: u32::try_from(row.percent).map_err(unreadable)?,
            valid_from: date(&row.valid_from)?,
            valid_to: row.valid_to.as_deref().map(date).transpose()?,
            id: row.id,
            agency: Some(row.agency_id).filter(|id| !id.is_empty()),
            legal_source: row.legal_source,
            demo: row.demo,
        })
    }
}

/// All targets, those of the past too.
pub(in crate::adoption) async fn targets(tx: &mut Tx) -> Result<Vec<Target>, AppError> {
    let rows: Vec<TargetRow> = all!(
        tx,
        "SELECT id, agency_id, level, measure, percent, valid_from, valid_to, legal_source, demo FROM target
         ORDER BY measure, level, agency_id, valid_from, id"
    )?;
    rows.into_iter().map(Target::try_from).collect()
}

pub(in crate::adoption) async fn insert_target(tx: &mut Tx, target: &Target) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO target (id, agency_id, level, measure, percent, valid_from, valid_to, legal_source, demo)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &target.id,
        target.agency.as_deref().unwrap_or_default(),
        target.level.map_or("", Level::as_str),
        target.measure.as_str(),
        i64::from(target.percent),
        target.valid_from.to_string(),
        target.valid_to.map(|day| day.to_string()),
        &target.legal_source,
        target.demo
    )?;
    Ok(())
}

pub(in crate::adoption) async fn end_target(tx: &mut Tx, id: &str, last_day: Date) -> Result<(), AppError> {
    run!(tx, "UPDATE target SET valid_to = $2 WHERE id = $1", id, last_day.to_string())?;
    Ok(())
}

pub(in crate::adoption) async fn delete_target(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM target WHERE id = $1", id)?;
    Ok(())
}

fn date(text: &str) -> Result<Date, AppError> {
    text.parse().map_err(unreadable)
}
