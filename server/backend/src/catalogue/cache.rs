//! Services and agencies, kept in memory while the data stays.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use quick_cache::{Weighter, sync::Cache};

use super::{
    Agency, Offer, Service, Version,
    store::{self, DatedOffer},
};
use crate::{
    Portal,
    db::{self, Tx, statements::uncounted},
    error::AppError,
};

/// All records together take about so many bytes: room for some hundred services.
const MOST_BYTES: u64 = 6 * 1024 * 1024;
/// A parsed version takes about so many times the bytes of its JSON.
const PARSED: usize = 3;

/// A service with all its versions and whoever offers or offered it.
pub struct Record {
    /// The service.
    pub service: Arc<Service>,
    /// Oldest first.
    versions: Vec<Arc<Version>>,
    offers: Vec<DatedOffer>,
    bytes: usize,
}

impl Record {
    /// The version in force on a day.
    pub fn on(&self, day: Date) -> Option<&Arc<Version>> {
        let begun = |version: &&Arc<Version>| version.valid_from <= day;
        let version = self.versions.iter().rev().find(begun)?;
        version.valid_to.is_none_or(|last| last >= day).then_some(version)
    }

    /// The version of this id, as a dossier pins it.
    pub fn version(&self, id: &str) -> Option<&Arc<Version>> {
        self.versions.iter().find(|version| version.id == id)
    }

    /// First and last days of all versions, oldest first.
    pub fn periods(&self) -> Vec<(Date, Option<Date>)> {
        self.versions.iter().map(|version| (version.valid_from, version.valid_to)).collect()
    }

    /// Who offers it on a day.
    pub fn offers(&self, day: Date) -> Vec<Offer> {
        self.offers.iter().filter(|offer| offer.holds_on(day)).map(|offer| offer.offer.clone()).collect()
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
pub(crate) async fn recent_record(portal: &Portal, id: &str) -> Result<Arc<Record>, AppError> {
    let key = (portal.db.recent_data_version().await?, id.to_owned());
    if let Some(record) = portal.cache.records.0.get(&key) {
        return Ok(record);
    }
    let mut tx = portal.db.read().await?;
    let record = record(portal, &mut tx, id).await?;
    tx.commit().await?;
    record.ok_or(AppError::NotFound)
}

/// The service of this id as the unit of work sees it; see [`Tx::cached_data_version`].
///
/// # Errors
/// The database fails.
pub async fn record(portal: &Portal, tx: &mut Tx, id: &str) -> Result<Option<Arc<Record>>, AppError> {
    let CachedRecords(cache) = &portal.cache.records;
    if let Some(record) = cache.get(&(tx.cached_data_version().await?, id.to_owned())) {
        return Ok(Some(record));
    }
    let version = db::data_version(tx).await?;
    let Some(record) = uncounted(read_record(tx, id)).await?.map(Arc::new) else {
        return Ok(None);
    };
    // What a writing unit sees may yet be rolled back.
    if tx.only_reads() {
        cache.insert((version, id.to_owned()), Arc::clone(&record));
    }
    Ok(Some(record))
}

async fn read_record(tx: &mut Tx, id: &str) -> Result<Option<Record>, AppError> {
    let Some(service) = store::service(tx, id).await? else {
        return Ok(None);
    };
    let versions = store::versions(tx, id).await?;
    let read: usize = versions.iter().map(|(_, bytes)| bytes).sum();
    Ok(Some(Record {
        service: Arc::new(service),
        versions: versions.into_iter().map(|(one, _)| Arc::new(one)).collect(),
        offers: store::dated_offers(tx, id).await?,
        bytes: read * PARSED + 1024,
    }))
}

/// The version that a dossier pinned, as the unit of work sees it.
///
/// # Errors
/// The database fails.
pub async fn version_of(
    portal: &Portal,
    tx: &mut Tx,
    service_id: &str,
    version_id: &str,
) -> Result<Option<Arc<Version>>, AppError> {
    let record = record(portal, tx, service_id).await?;
    Ok(record.and_then(|record| record.version(version_id).cloned()))
}

/// The agency of this id as the unit of work sees it.
///
/// # Errors
/// The database fails.
pub async fn agency(portal: &Portal, tx: &mut Tx, id: &str) -> Result<Option<Agency>, AppError> {
    if let Some(agencies) = portal.cache.agencies.at(tx.cached_data_version().await?, &()) {
        return Ok(agencies.get(id).cloned());
    }
    let version = db::data_version(tx).await?;
    let agencies = Arc::new(uncounted(read_agencies(tx)).await?);
    if tx.only_reads() {
        portal.cache.agencies.hold(version, (), Arc::clone(&agencies));
    }
    Ok(agencies.get(id).cloned())
}

async fn read_agencies(tx: &mut Tx) -> Result<BTreeMap<String, Agency>, AppError> {
    let agencies = store::agencies(tx).await?;
    Ok(agencies.into_iter().map(|one| (one.id.clone(), one)).collect())
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
        let agencies = read_agencies(&mut tx).await?;
        tx.commit().await?;
        Ok((version, agencies))
    };
    portal.cache.agencies.since(version, (), make).await
}
