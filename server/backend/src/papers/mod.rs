//! What papers are drawn from: a dossier with its log, for whoever may have its papers.
//!
//! Officers have all papers of the dossiers at their desk; whoever filed one has the forms that are handed out
//! (`Form::is_for_applicant`). To everybody else there are none.

mod register;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use domain::forms::{Form, FormSet};

pub use register::{MOST_DAYS, MOST_ROWS, Register, Registered, register};

use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency, Version},
    clock::local,
    db::Tx,
    dossier::{
        self, Dossier, Event, LogLine, form_of, named_log,
        store::{Attached, attachments},
    },
    error::AppError,
    policy,
};

/// A dossier with all that its papers say.
#[derive(Clone, Debug)]
pub struct Papers {
    /// The dossier.
    pub dossier: Dossier,
    /// The version under which it was filed.
    pub version: Arc<Version>,
    /// The agency that handles it.
    pub agency: Agency,
    /// Its log.
    pub log: Vec<LogLine>,
    /// Its files.
    pub files: Vec<Attached>,
    /// All agencies, for the names of those that held it.
    places: Arc<BTreeMap<String, Agency>>,
    /// The set of forms that the dossier belongs to, by the day on which it came.
    pub set: FormSet,
    /// Drawn for whoever filed it, else for an officer.
    for_applicant: bool,
}

/// The papers of a dossier of the actor's agencies.
///
/// # Errors
/// [`AppError::NotFound`] for another agency's.
pub async fn for_officer(portal: &Portal, actor: &Actor, name: &str) -> Result<Papers, AppError> {
    let places = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let name = name.trim().to_uppercase();
    let dossier = dossier::store::by_public_name(&mut tx, &name).await?;
    let dossier = dossier.ok_or(AppError::NotFound)?;
    dossier.desk_of(actor)?;
    let papers = load(portal, &mut tx, dossier, places, false).await?;
    tx.commit().await?;
    Ok(papers)
}

/// The papers of the actor's own dossier.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's.
pub async fn for_applicant(portal: &Portal, actor: &Actor, name: &str) -> Result<Papers, AppError> {
    let places = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let dossier = dossier::own(&mut tx, actor, name).await?;
    let papers = load(portal, &mut tx, dossier, places, true).await?;
    tx.commit().await?;
    Ok(papers)
}

async fn load(
    portal: &Portal,
    tx: &mut Tx,
    dossier: Dossier,
    places: Arc<BTreeMap<String, Agency>>,
    for_applicant: bool,
) -> Result<Papers, AppError> {
    let (agency, version) = dossier::place(portal, tx, &dossier).await?;
    let rules = policy::rules(portal, tx).await?;
    Ok(Papers {
        set: rules.regime(local(dossier.submitted_at).date())?.forms,
        log: named_log(tx, &dossier.id).await?,
        files: attachments(tx, &dossier.id).await?,
        dossier,
        version,
        agency,
        places,
        for_applicant,
    })
}

impl Papers {
    /// The name of an agency that held it.
    pub fn place(&self, id: &str) -> String {
        let place = self.places.get(id);
        place.map_or_else(|| id.to_owned(), |agency| agency.name.clone())
    }

    /// Whether there is this form, for whoever asks.
    pub fn has(&self, form: Form) -> bool {
        let events = self.log.iter().map(|line| &line.entry.event);
        available(self.set, events, self.for_applicant).contains(&form)
    }

    /// The last event that a form is drawn from, and its place among those of its kind, from 1.
    pub fn last(&self, form: Form) -> Option<(&LogLine, usize)> {
        let lines = self.log.iter();
        let kind = lines.filter(|line| form_of(&line.entry.event) == Some(form));
        kind.enumerate().last().map(|(place, line)| (line, place + 1))
    }
}

/// The forms of a set that there are of a dossier, in the order of their numbers: all of them for an officer, what is handed out
/// for whoever filed it.
pub fn available<'a>(set: FormSet, log: impl Iterator<Item = &'a Event>, for_applicant: bool) -> Vec<Form> {
    let issued: Vec<Form> = log.filter_map(form_of).collect();
    let is_there = |form: &Form| match form {
        Form::ControlSheet => !for_applicant,
        Form::Register => false,
        other => issued.contains(other) && set.number(*other).is_some(),
    };
    let mut forms: Vec<Form> = Form::ALL.iter().copied().filter(is_there).collect();
    forms.sort_by_key(|form| set.number(*form));
    forms
}
