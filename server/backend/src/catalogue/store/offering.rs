//! What agencies offer, whatever the day.

use domain::{mode::Mode, procedure::Words, text::slug};
use serde::Deserialize;

use super::{date, unreadable};
use crate::{
    all,
    catalogue::offered::{OfferedVersion, Offering},
    db::Tx,
    error::AppError,
};

/// The parts of a procedure that are taken; the rest is passed over.
#[derive(Deserialize)]
struct Shown {
    code: String,
    name: Words,
    field: Words,
    mode: Mode,
}

/// The versions of services that are or were offered, by the service's id, oldest first.
pub(crate) async fn versions(tx: &mut Tx) -> Result<Vec<(String, OfferedVersion)>, AppError> {
    let rows: Vec<(String, String, Option<String>, String)> = all!(
        tx,
        "SELECT service_id, valid_from, valid_to, body FROM service_version
         WHERE service_id IN (SELECT service_id FROM service_offer)
         ORDER BY service_id, valid_from"
    )?;
    rows.into_iter()
        .map(|(service_id, from, to, body)| {
            let shown: Shown = serde_json::from_str(&body)?;
            let version = OfferedVersion {
                valid_from: date(&from)?,
                valid_to: to.as_deref().map(date).transpose()?,
                field_key: slug(&shown.field.vi),
                code: shown.code,
                name: shown.name,
                field: shown.field,
                mode: shown.mode,
            };
            Ok((service_id, version))
        })
        .collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    service_id: String,
    agency_id: String,
    level: String,
    filing: String,
    offered_from: String,
    offered_to: Option<String>,
    agency_from: String,
    agency_to: Option<String>,
}

/// Who offers or offered each service.
pub(crate) async fn agencies(tx: &mut Tx) -> Result<Vec<(String, Offering)>, AppError> {
    let rows: Vec<Row> = all!(
        tx,
        "SELECT service_offer.service_id, service_offer.agency_id, agency.level, service_offer.filing,
             service_offer.valid_from AS offered_from, service_offer.valid_to AS offered_to,
             agency.valid_from AS agency_from, agency.valid_to AS agency_to
         FROM service_offer JOIN agency ON agency.id = service_offer.agency_id
         ORDER BY service_offer.service_id, service_offer.agency_id, service_offer.valid_from"
    )?;
    rows.into_iter()
        .map(|row| {
            let day = |text: &Option<String>| text.as_deref().map(date).transpose();
            let last = [day(&row.offered_to)?, day(&row.agency_to)?];
            let offering = Offering {
                agency_id: row.agency_id,
                level: row.level.parse().map_err(unreadable)?,
                filing: row.filing.parse().map_err(unreadable)?,
                valid_from: date(&row.offered_from)?.max(date(&row.agency_from)?),
                valid_to: last.into_iter().flatten().min(),
            };
            Ok((row.service_id, offering))
        })
        .collect()
}
