//! Services and agencies as quotes need them, kept in memory while the data stays.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use quick_cache::{Weighter, sync::Cache};

use super::{Agency, Service, Version, store};
use crate::{
    Portal,
    db::{self, statements::uncounted},
    error::AppError,
};

/// All records together take about so many bytes: room for some hundred services.
const MOST_BYTES: u64 = 6 * 1024 * 1024;
/// A parsed version takes about so many times the bytes of its JSON.
const PARSED: usize = 3;

/// A service with all its versions.
pub(crate) struct Record {
    pub(crate) service: Arc<Service>,
    /// Oldest first.
    versions: Vec<Arc<Version>>,
    bytes: usize,
}

impl Record {
    /// The version in force on a day.
    pub(crate) fn on(&self, day: Date) -> Option<&Arc<Version>> {
        let begun = |version: &&Arc<Version>| version.valid_from <= day;
        let version = self.versions.iter().rev().find(begun)?;
        version.valid_to.is_none_or(|last| last >= day).then_some(version)
    }
}

/// CachedRecords by data version and id; the least used ones go first.
pub(crate) struct CachedRecords(Cache<(i64, String), Arc<Record>, Bytewise>);

impl Default for CachedRecords {
    fn default() -> Self {
        Self(Cache::with_weighter(500, MOST_BYTES, Bytewise))
    }
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<(i64, String), Arc<Record>> for Bytewise {
    fn weight(&self, _: &(i64, String), record: &Arc<Record>) -> u64 {
        record.bytes as u64
    }
}

/// The service of this id, as it was a moment ago.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown service.
pub(crate) async fn record(portal: &Portal, id: &str) -> Result<Arc<Record>, AppError> {
    let CachedRecords(cache) = &portal.cache.records;
    let key = (portal.db.recent_data_version().await?, id.to_owned());
    if let Some(record) = cache.get(&key) {
        return Ok(record);
    }
    let (version, record) = uncounted(read_record(portal, id)).await?;
    let record = Arc::new(record);
    cache.insert((version, key.1), Arc::clone(&record));
    Ok(record)
}

async fn read_record(portal: &Portal, id: &str) -> Result<(i64, Record), AppError> {
    let mut tx = portal.db.read().await?;
    let version = db::data_version(&mut tx).await?;
    let service = store::service(&mut tx, id).await?;
    let service = service.ok_or(AppError::NotFound)?;
    let versions = store::versions(&mut tx, id).await?;
    tx.commit().await?;
    let read: usize = versions.iter().map(|(_, bytes)| bytes).sum();
    let record = Record {
        service: Arc::new(service),
        versions: versions.into_iter().map(|(one, _)| Arc::new(one)).collect(),
        bytes: read * PARSED + 1024,
    };
    Ok((version, record))
}

/// All agencies by their ids, those of the past too, as they were a moment ago.
///
/// # Errors
/// The database fails.
pub async fn agencies(portal: &Portal) -> Result<Arc<BTreeMap<String, Agency>>, AppError> {
    let version = portal.db.recent_data_version().await?;
    let make = async {
        let mut tx = portal.db.read().await?;
        let version = db::data_version(&mut tx).await?;
        let agencies = store::agencies(&mut tx).await?;
        tx.commit().await?;
        let by_id = agencies.into_iter().map(|one| (one.id.clone(), one));
        Ok((version, by_id.collect()))
    };
    portal.cache.agencies.since(version, (), make).await
}
