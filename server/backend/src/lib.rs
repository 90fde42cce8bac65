//! What the portal does: use cases, one folder a feature, each with its SQL beside it in `store.rs`.
//!
//! A use case is a function that takes the [`Portal`] and whoever acts, and gives a value or an
//! [`AppError`](error::AppError). It authorises, applies the rules of `domain`, and writes in one transaction.

pub mod account;
pub mod actor;
pub mod admin;
pub mod adoption;
pub mod assist;
pub mod calendar;
pub mod catalogue;
pub mod clock;
pub mod db;
pub mod demo;
pub mod desk;
pub mod dossier;
pub mod error;
pub mod falling_due;
pub mod files;
pub mod filing;
pub mod gateway;
pub mod helper;
pub mod kept;
mod keyed;
pub mod outbox;
pub mod papers;
pub mod payment;
pub mod policy;
pub mod session;
#[cfg(test)]
mod testing;
pub mod tracking;
pub mod typed;

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
    pub kept: std::sync::Arc<kept::Kept>,
}

impl Portal {
    /// With nothing kept yet.
    pub fn new(db: db::Db, clock: clock::Clock, files: files::Files, gateways: gateway::Gateways) -> Self {
        Self { db, clock, files, gateways, kept: std::sync::Arc::default() }
    }
}
