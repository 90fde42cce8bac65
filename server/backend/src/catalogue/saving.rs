//! Services as they come in, set against what is stored: what is new, what changed, what stays.
//!
//! The same input a second time changes nothing. A version that a dossier pins is never rewritten: its successor
//! begins on the day of the import.

use std::collections::{HashMap, HashSet};

use domain::procedure::Procedure;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::store::writing::{self, NewVersion, ServiceRow, VersionHead};
use crate::{
    db::{Tx, new_id},
    error::AppError,
};

/// A service with versions, from outside.
pub struct Incoming {
    /// demo, national or local.
    pub source: &'static str,
    /// What the service is recognised by.
    pub source_key: String,
    /// The id that it would like.
    pub wanted_id: String,
    /// Shown as illustration.
    pub illustration: bool,
    /// The life event under which people look for it.
    pub life_event: Option<String>,
    /// Its place among the popular ones.
    pub popular: i64,
    /// Code and name of the newest version.
    pub code: String,
    /// See `code`.
    pub name: String,
    /// In the order of their first days.
    pub versions: Vec<Content>,
}

/// What a version says, fit to be stored and compared.
pub struct Content {
    /// First day.
    pub valid_from: Date,
    /// Told apart by.
    pub hash: String,
    /// [`Procedure`] as JSON.
    pub body: String,
}

impl Content {
    /// Of one version of a service.
    pub fn new(valid_from: Date, procedure: &Procedure) -> Result<Self, AppError> {
        let body = serde_json::to_string(procedure)?;
        Ok(Self { valid_from, hash: hex::encode(Sha256::digest(&body)), body })
    }
}

/// How many services were …
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saved {
    /// New.
    pub added: usize,
    /// Known, with something changed.
    pub changed: usize,
    /// Known, and the same.
    pub unchanged: usize,
}

impl Saved {
    /// Whether nothing was written.
    pub const fn is_nothing(&self) -> bool {
        self.added == 0 && self.changed == 0
    }
}

/// What is stored, as far as saving needs it.
struct Stored {
    services: HashMap<String, ServiceRow>,
    versions: HashMap<String, Vec<VersionHead>>,
    ids: HashSet<String>,
}

/// Writes what differs. The ids that services got, by their keys, come with the figures.
///
/// # Errors
/// The database fails.
pub async fn save(
    tx: &mut Tx,
    incoming: &[Incoming],
    today: Date,
) -> Result<(Saved, HashMap<String, String>), AppError> {
    let mut stored = load(tx).await?;
    let ids = ids_for(incoming, &mut stored);
    let mut saved = Saved::default();
    let mut new_services = Vec::new();
    let mut new_versions = Vec::new();
    for service in incoming {
        let Some(id) = ids.get(&service.source_key) else {
            continue;
        };
        let row = row_of(service, id);
        match stored.services.get(&service.source_key) {
            None => {
                saved.added += 1;
                new_versions.extend(first_versions(service, id)?);
                new_services.push(row);
            }
            Some(known) => {
                let heads = stored.versions.remove(id).unwrap_or_default();
                let newest = heads.last().map(|head| head.valid_from.clone());
                let is_newest = service.versions.last().map(|version| version.valid_from.to_string()) >= newest;
                let mut changed = update_versions(tx, service, id, heads, today).await?;
                // An older file doesn't bring an old name back.
                if *known != row && is_newest {
                    writing::update_service(tx, &row).await?;
                    changed = true;
                }
                if changed {
                    saved.changed += 1;
                } else {
                    saved.unchanged += 1;
                }
            }
        }
    }
    writing::insert_services(tx, &new_services).await?;
    writing::insert_versions(tx, &new_versions).await?;
    Ok((saved, ids))
}

async fn load(tx: &mut Tx) -> Result<Stored, AppError> {
    let rows = writing::service_rows(tx).await?;
    let ids = rows.iter().map(|row| row.id.clone()).collect();
    let services = rows.into_iter().map(|row| (row.source_key.clone(), row)).collect();
    let mut versions: HashMap<String, Vec<VersionHead>> = HashMap::new();
    for head in writing::version_heads(tx).await? {
        versions.entry(head.service_id.clone()).or_default().push(head);
    }
    Ok(Stored { services, versions, ids })
}

/// The id of each service: that which it has; else the one it wants; else that with a hash of its key, so that the
/// same service gets the same id whatever stands beside it. Among new ones that want the same, the smallest key has it.
fn ids_for(incoming: &[Incoming], stored: &mut Stored) -> HashMap<String, String> {
    let mut ids = HashMap::with_capacity(incoming.len());
    let mut fresh: Vec<&Incoming> = Vec::new();
    for service in incoming {
        match stored.services.get(&service.source_key) {
            Some(known) => {
                ids.insert(service.source_key.clone(), known.id.clone());
            }
            None => fresh.push(service),
        }
    }
    fresh.sort_by(|a, b| a.source_key.cmp(&b.source_key));
    for service in fresh {
        let mut id = service.wanted_id.clone();
        if stored.ids.contains(&id) {
            let hash = hex::encode(Sha256::digest(&service.source_key));
            id = format!("{id}-{}", hash.get(..8).unwrap_or(&hash));
        }
        stored.ids.insert(id.clone());
        ids.insert(service.source_key.clone(), id);
    }
    ids
}

fn row_of(service: &Incoming, id: &str) -> ServiceRow {
    ServiceRow {
        id: id.to_owned(),
        source: service.source.to_owned(),
        source_key: service.source_key.clone(),
        code: service.code.clone(),
        name: service.name.clone(),
        illustration: service.illustration,
        life_event: service.life_event.clone(),
        popular: service.popular,
    }
}

fn first_versions(service: &Incoming, id: &str) -> Result<Vec<NewVersion>, AppError> {
    service
        .versions
        .iter()
        .enumerate()
        .map(|(at, content)| {
            let valid_to = match service.versions.get(at + 1) {
                Some(next) => Some(day_before(next.valid_from)?),
                None => None,
            };
            Ok(new_version(id, content, content.valid_from, valid_to))
        })
        .collect()
}

fn new_version(service_id: &str, content: &Content, valid_from: Date, valid_to: Option<String>) -> NewVersion {
    NewVersion {
        head: VersionHead {
            id: new_id(),
            service_id: service_id.to_owned(),
            valid_from: valid_from.to_string(),
            valid_to,
            hash: content.hash.clone(),
        },
        body: content.body.clone(),
    }
}

/// Brings a known service's versions up to date; says whether anything was written.
async fn update_versions(
    tx: &mut Tx,
    service: &Incoming,
    id: &str,
    mut heads: Vec<VersionHead>,
    today: Date,
) -> Result<bool, AppError> {
    let mut changed = false;
    for content in &service.versions {
        let from = content.valid_from.to_string();
        let Some(own) = heads.iter().find(|head| head.valid_from == from) else {
            let version = new_version(id, content, content.valid_from, None);
            writing::insert_versions(tx, std::slice::from_ref(&version)).await?;
            insert_in_order(&mut heads, version.head);
            changed = true;
            continue;
        };
        let newest = heads.iter().rposition(|head| is_text_of(head, own)).unwrap_or_default();
        if heads[newest].hash == content.hash {
            continue;
        }
        if !writing::is_pinned(tx, &heads[newest].id).await? {
            writing::replace_version(tx, &heads[newest].id, &content.hash, &content.body).await?;
            heads[newest].hash.clone_from(&content.hash);
            changed = true;
        } else if newest + 1 == heads.len() {
            let version = correction(id, content, own, &heads[newest], today)?;
            writing::insert_versions(tx, std::slice::from_ref(&version)).await?;
            insert_in_order(&mut heads, version.head);
            changed = true;
        }
        // Else a version of the past whose text dossiers keep: it stays as it was.
    }
    if changed {
        close_gaps(tx, &heads).await?;
    }
    Ok(changed)
}

/// Whether a head is `own` itself or a later correction of it, told by its id.
fn is_text_of(head: &VersionHead, own: &VersionHead) -> bool {
    head.id.strip_prefix(&own.id).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Another text for a version that dossiers pin: it begins today, or after what it corrects.
fn correction(
    service_id: &str,
    content: &Content,
    own: &VersionHead,
    newest: &VersionHead,
    today: Date,
) -> Result<NewVersion, AppError> {
    let after: Date = newest.valid_from.parse().map_err(unreadable)?;
    let start = today.max(after.tomorrow().map_err(unreadable)?);
    let mut version = new_version(service_id, content, start, None);
    version.head.id = format!("{}.{start}", own.id);
    Ok(version)
}

fn insert_in_order(heads: &mut Vec<VersionHead>, head: VersionHead) {
    let at = heads.partition_point(|other| other.valid_from < head.valid_from);
    heads.insert(at, head);
}

/// Each version ends on the day before the next; the last is open.
async fn close_gaps(tx: &mut Tx, heads: &[VersionHead]) -> Result<(), AppError> {
    for (at, head) in heads.iter().enumerate() {
        let valid_to = match heads.get(at + 1) {
            Some(next) => Some(day_before(next.valid_from.parse().map_err(unreadable)?)?),
            None => None,
        };
        if head.valid_to != valid_to {
            writing::end_version(tx, &head.id, valid_to.as_deref()).await?;
        }
    }
    Ok(())
}

fn day_before(day: Date) -> Result<String, AppError> {
    Ok(day.yesterday().map_err(unreadable)?.to_string())
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored catalogue: {error}"))
}
