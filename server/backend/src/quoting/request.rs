//! A quote for somebody who asks: which service is meant, which of its versions held on that day, at which agency.

use std::sync::Arc;

use domain::{channel::Channel, quote::Quote};
use jiff::{Timestamp, civil::Date};

use super::{Wish, quote};
use crate::{
    Portal,
    catalogue::{Service, Version, cache, store},
    clock::local,
    db::Tx,
    error::AppError,
    policy,
};

/// How a service is named.
#[derive(Clone, Debug)]
pub enum ServiceKey<'a> {
    /// By its id.
    Id(&'a str),
    /// By a procedure code, which several may bear.
    Code(&'a str),
}

/// What somebody asks.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Which service.
    pub service: ServiceKey<'a>,
    /// How it would be filed.
    pub channel: Channel,
    /// When it would be sent.
    pub at: Timestamp,
    /// Where; without it a place is assumed.
    pub agency_id: Option<&'a str>,
    /// What the fee depends on.
    pub wish: Wish,
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The service that was meant.
    pub service: Arc<Service>,
    /// The version that held on that day, if any did.
    pub version: Option<Arc<Version>>,
    /// The quote under that version.
    pub quote: Option<Quote>,
    /// What the place is called where no agency was named.
    pub assumed_place: String,
}

/// Answers a question, from memory where it can: it binds nobody, so that it may be a moment old.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown service, [`AppError::Ambiguous`] for a code that several offered (or
/// several unoffered) services bear, [`AppError::Invalid`] at `agency_id`.
pub async fn ask(portal: &Portal, question: &Question<'_>) -> Result<Answer, AppError> {
    let at = local(question.at);
    let rules = policy::recent_rules(portal).await?;
    let record = match question.service {
        ServiceKey::Id(id) => cache::recent_record(portal, id).await?,
        ServiceKey::Code(code) => {
            let service = super::by_code(portal, code).await?;
            cache::recent_record(portal, &service.id).await?
        }
    };
    let agencies = cache::agencies(portal).await?;
    let agency = match question.agency_id {
        Some(id) => {
            let unknown = || AppError::field("agency_id", "unknown_agency");
            Some(agencies.get(id).ok_or_else(unknown)?)
        }
        None => None,
    };
    let version = record.on(at.date());
    let quote = version
        .map(|version| {
            let procedure = &version.procedure;
            quote(&rules, procedure, agency, question.channel, at, &question.wish)
        })
        .transpose()?;
    let assumed_place = rules.rule("assumed_place", at.date())?;
    Ok(Answer { service: Arc::clone(&record.service), version: version.cloned(), quote, assumed_place })
}

/// The service that a key means: by code the one that an agency here offers goes before those that none does.
///
/// # Errors
/// As [`ask`].
pub async fn resolve(tx: &mut Tx, key: &ServiceKey<'_>, today: Date) -> Result<Service, AppError> {
    let code = match key {
        ServiceKey::Id(id) => return store::service(tx, id).await?.ok_or(AppError::NotFound),
        ServiceKey::Code(code) => code,
    };
    let mut bearing = store::services_by_code(tx, code).await?;
    if bearing.len() > 1 {
        let mut offered = Vec::new();
        for service in &bearing {
            if !store::offers(tx, &service.id, today).await?.is_empty() {
                offered.push(service.clone());
            }
        }
        if !offered.is_empty() {
            bearing = offered;
        }
    }
    match bearing.len() {
        0 => Err(AppError::NotFound),
        1 => Ok(bearing.remove(0)),
        _ => Err(AppError::Ambiguous(bearing.into_iter().map(|service| service.id).collect())),
    }
}
