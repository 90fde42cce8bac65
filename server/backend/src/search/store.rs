//! What the search index is built from.

use jiff::civil::Date;

use crate::{all, db::Tx, error::AppError};

/// A service with the version that holds on a day, or its first one where that is still to come.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct IndexRow {
    pub id: String,
    pub illustration: bool,
    pub life_event: Option<String>,
    pub popular: i64,
    pub body: String,
}

/// That a service is offered on a day, and by whom.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct IndexOffer {
    pub service_id: String,
    pub agency_id: String,
    pub filing: String,
}

/// At most `most` services whose ids come after `after`, in the order of their ids.
pub(super) async fn index_rows(tx: &mut Tx, on: Date, after: &str, most: i64) -> Result<Vec<IndexRow>, AppError> {
    all!(
        tx,
        "SELECT service.id, service.illustration, service.life_event, service.popular, service_version.body
         FROM service JOIN service_version ON service_version.service_id = service.id
         WHERE service.id > $2 AND (
             (service_version.valid_from <= $1
                 AND (service_version.valid_to IS NULL OR service_version.valid_to >= $1))
             OR (service_version.valid_from > $1 AND NOT EXISTS (
                 SELECT 1 FROM service_version AS before
                 WHERE before.service_id = service_version.service_id
                     AND before.valid_from < service_version.valid_from)))
         ORDER BY service.id LIMIT $3",
        on.to_string(),
        after,
        most
    )
}

pub(super) async fn index_offers(tx: &mut Tx, on: Date) -> Result<Vec<IndexOffer>, AppError> {
    all!(
        tx,
        "SELECT service_offer.service_id, service_offer.agency_id, service_offer.filing
         FROM service_offer JOIN agency ON agency.id = service_offer.agency_id
         WHERE service_offer.valid_from <= $1
             AND (service_offer.valid_to IS NULL OR service_offer.valid_to >= $1)
             AND agency.valid_from <= $1 AND (agency.valid_to IS NULL OR agency.valid_to >= $1)
         ORDER BY service_offer.service_id, service_offer.agency_id",
        on.to_string()
    )
}
