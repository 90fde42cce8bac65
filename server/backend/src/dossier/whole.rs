//! Dossiers with all that has happened to them already, many at a time: for the demo's year. They obey the same rules
//! as [`record`](super::record), event by event, but nobody is told: what is past needs no notice.

use std::collections::BTreeMap;

use domain::metrics::Tallies;

use super::{Dossier, Entry, Event, Facts, TallyKey, record::misfit, store};
use crate::{db::Tx, error::AppError};

/// A dossier with its whole log.
#[derive(Clone, Debug)]
pub struct Whole {
    dossier: Dossier,
    log: Vec<Entry>,
}

impl Whole {
    /// Folds the log; what `dossier` says of it does not count.
    ///
    /// # Errors
    /// An event that does not fit the ones before it.
    pub fn new(dossier: Dossier, log: Vec<Entry>) -> Result<Self, AppError> {
        let facts = Facts::of_log(&log).map_err(misfit)?;
        let dossier = Dossier {
            code: facts.state.acceptance().map(|a| a.code.to_string()),
            facts,
            last_event: log.last().map_or(0, |entry| entry.number),
            ..dossier
        };
        Ok(Self { dossier, log })
    }
}

/// Writes new dossiers: rows, logs, figures.
///
/// # Errors
/// [`AppError::is_duplicate`] where one of them is there already; the database fails.
pub async fn write_whole(tx: &mut Tx, wholes: &[Whole]) -> Result<(), AppError> {
    let dossiers: Vec<&Dossier> = wholes.iter().map(|whole| &whole.dossier).collect();
    store::insert_many(tx, &dossiers).await?;
    let entries: Vec<(&str, &Entry)> =
        wholes.iter().flat_map(|whole| whole.log.iter().map(|entry| (whole.dossier.id.as_str(), entry))).collect();
    store::insert_events(tx, &entries).await?;
    let mut counted: BTreeMap<TallyKey, Tallies> = BTreeMap::new();
    for dossier in dossiers {
        if let Some(key) = dossier.tally_key() {
            *counted.entry(key).or_default() += &dossier.tallies();
        }
    }
    store::add_many_tallies(tx, &counted).await
}

/// Writes what happened to a dossier since; gives it as it is then.
///
/// # Errors
/// [`AppError::Conflict`] (`state_moved`) where an event does not fit, or somebody else was faster.
pub async fn append(tx: &mut Tx, dossier: Dossier, entries: &[Entry]) -> Result<Dossier, AppError> {
    let before = dossier.tallies();
    let mut dossier = dossier;
    for entry in entries {
        let facts = dossier.facts.clone().apply(entry).map_err(misfit)?;
        if let Event::Accepted { code, .. } = &entry.event {
            dossier.code = Some(code.to_string());
        }
        dossier = Dossier { facts, last_event: entry.number, ..dossier };
        if !store::update(tx, &dossier).await? {
            return Err(AppError::Conflict("state_moved"));
        }
        store::insert_event(tx, &dossier.id, entry).await?;
    }
    super::counters::move_tallies(tx, &dossier, &before).await?;
    Ok(dossier)
}
