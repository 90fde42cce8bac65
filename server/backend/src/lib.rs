//! What the portal does: use cases, one folder a feature, each with its SQL beside it in `store.rs`.
//!
//! A use case is a function that takes the [`Portal`] and whoever acts, and gives a value or an
//! [`AppError`](error::AppError). It authorises, applies the rules of `domain`, and writes in one transaction.

pub mod account;
pub mod actor;
pub mod admin;
pub mod adoption;
pub mod assist;
pub mod cache;
pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod db;
pub mod decisions;
pub mod desk;
pub mod dossier;
pub mod error;
pub mod files;
pub mod filing;
pub mod gateway;
pub mod helper;
mod hmac;
pub mod import;
pub mod input;
pub mod outbox;
pub mod papers;
pub mod payment;
pub mod policy;
pub mod quoting;
pub mod readiness;
pub mod reminders;
pub mod search;
pub mod secret;
pub mod session;
#[cfg(any(test, feature = "testing"))]
#[expect(clippy::unwrap_used, reason = "what a test needs is there, or the test fails")]
pub mod testing;
pub mod tracking;
pub mod verify;
pub mod versions;

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    adoption::CachedReports,
    cache::Cached,
    catalogue::{Agency, Offered, cache::CachedRecords},
    policy::RuleBook,
};

/// What every use case works with.
#[derive(Clone)]
pub struct Portal {
    /// The store.
    pub db: db::Db,
    /// Time.
    pub clock: clock::Clock,
    /// The data directory.
    pub files: files::Files,
    /// The outside world.
    pub gateways: gateway::Gateways,
    /// What is kept in memory while the data stays as it is.
    pub cache: Arc<Cache>,
}

impl Portal {
    /// With an empty cache.
    pub fn new(db: db::Db, clock: clock::Clock, files: files::Files, gateways: gateway::Gateways) -> Self {
        Self { db, clock, files, gateways, cache: Arc::default() }
    }
}

/// What is asked for so often that it stays in memory, until the data version moves: a change by another process
/// counts, too. A unit of work reads what it would see in the store; without one, a value may be a moment old.
#[derive(Default)]
pub struct Cache {
    /// See [`policy::rules`].
    pub(crate) rules: Cached<RuleBook>,
    /// See [`catalogue::agencies`].
    pub(crate) agencies: Cached<BTreeMap<String, Agency>>,
    /// See [`catalogue::offered`].
    pub(crate) offered: Cached<Offered>,
    /// Services with their versions, those that were asked for last.
    pub(crate) records: CachedRecords,
    /// See [`adoption::report`]; these follow the counters, too.
    pub(crate) reports: CachedReports,
}
