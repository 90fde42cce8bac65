//! What the search index is built from, and what was searched for without success.

use jiff::civil::Date;

use super::misses::Miss;
use crate::{all, db::Tx, error::AppError, run};

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

/// Adds to a day's count of a search without success.
pub(super) async fn add_misses(tx: &mut Tx, day: Date, words: &str, searches: i64) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO search_miss (day, words, searches) VALUES ($1, $2, $3)
         ON CONFLICT (day, words) DO UPDATE SET searches = search_miss.searches + $3",
        day.to_string(),
        words,
        searches
    )?;
    Ok(())
}

/// Forgets what is older than a day.
pub(super) async fn forget_misses(tx: &mut Tx, first: Date) -> Result<(), AppError> {
    run!(tx, "DELETE FROM search_miss WHERE day < $1", first.to_string())?;
    Ok(())
}

/// The searches without success from a day on, the most frequent first.
pub(super) async fn misses(tx: &mut Tx, first: Date, most: i64) -> Result<Vec<Miss>, AppError> {
    let rows: Vec<(String, i64, String)> = all!(
        tx,
        "SELECT words, CAST(SUM(searches) AS BIGINT) AS times, MAX(day) FROM search_miss
         WHERE day >= $1 GROUP BY words ORDER BY times DESC, words LIMIT $2",
        first.to_string(),
        most
    )?;
    rows.into_iter()
        .map(|(words, searches, last)| {
            let last = last.parse().map_err(|error| AppError::Internal(format!("a day in search_miss: {error}")))?;
            Ok(Miss { words, searches, last })
        })
        .collect()
}
