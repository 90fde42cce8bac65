//! The one way to change a dossier.

use jiff::Timestamp;

use super::{Body, Dossier, Entry, Event, Facts, Ground, Who, counters, facts::Misfit, notices, store};
use crate::{db::Tx, error::AppError};

/// What a new dossier is made of, beside its first event.
pub struct NewDossier<'a> {
    /// The draft or counter form that it comes from: submitting twice gives one dossier.
    pub submission: &'a str,
    /// The public reference.
    pub reference: &'a str,
    /// The service and the version in force.
    pub service_id: &'a str,
    /// The version in force.
    pub version_id: &'a str,
    /// The agency that handles it.
    pub agency_id: &'a str,
    /// How it came.
    pub channel: domain::channel::Channel,
    /// Who acted.
    pub acting_mode: domain::mode::ActingMode,
    /// How much of the service runs online under that version.
    pub mode: domain::mode::Mode,
    /// The account that sent it.
    pub filer_id: Option<&'a str>,
    /// What was filed.
    pub body: Body,
    /// Demo data.
    pub demo: bool,
}

/// Opens a dossier with its first event, [`Event::Submitted`].
///
/// # Errors
/// [`AppError::is_duplicate`] where the submission was made already; the database fails.
pub async fn open(
    tx: &mut Tx,
    new: NewDossier<'_>,
    who: &Who,
    event: Event,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let entry = Entry { number: 1, at: now, who: who.clone(), event, ground: Ground::default() };
    let dossier = Dossier {
        id: crate::db::new_id(),
        reference: new.reference.to_owned(),
        code: None,
        submission: new.submission.to_owned(),
        service_id: new.service_id.to_owned(),
        version_id: new.version_id.to_owned(),
        agency_id: new.agency_id.to_owned(),
        channel: new.channel,
        acting_mode: new.acting_mode,
        mode: new.mode,
        filer_id: new.filer_id.map(str::to_owned),
        last_event: 1,
        submitted_at: now,
        body: new.body,
        facts: Facts::begin(&entry).map_err(misfit)?,
        demo: new.demo,
    };
    store::insert(tx, &dossier).await?;
    store::insert_event(tx, &dossier.id, &entry).await?;
    notices::enqueue(tx, &dossier, &entry).await?;
    Ok(dossier)
}

/// Appends an event: log, row, counters and outbox move together, or not at all.
///
/// # Errors
/// [`AppError::Conflict`] (`state_moved`) where the event does not fit the state, or somebody else was faster.
pub async fn record(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    event: Event,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    record_on(tx, dossier, who, event, Ground::default(), now).await
}

/// [`record`], with what the event rests on; the form that it issues is added.
///
/// # Errors
/// As [`record`].
pub async fn record_on(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    event: Event,
    ground: Ground,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let before = dossier.tallies();
    let entry = Entry {
        number: dossier.last_event + 1,
        at: now,
        who: who.clone(),
        ground: ground.with_form(tx, &event, dossier.submitted_at).await?,
        event,
    };
    let code = match &entry.event {
        Event::Accepted { code, .. } => Some(code.to_string()),
        _ => dossier.code.clone(),
    };
    let facts = dossier.facts.clone().apply(&entry).map_err(misfit)?;
    let dossier = Dossier { code, facts, last_event: entry.number, ..dossier };
    // The row says which number it expects: of two who act at once, one is told that the dossier has moved on.
    if !store::update(tx, &dossier).await? {
        return Err(AppError::Conflict("state_moved"));
    }
    store::insert_event(tx, &dossier.id, &entry).await?;
    counters::move_tallies(tx, &dossier, &before).await?;
    notices::enqueue(tx, &dossier, &entry).await?;
    Ok(dossier)
}

pub(super) fn misfit(error: Misfit) -> AppError {
    match error {
        Misfit::Impossible(_) | Misfit::Passing => AppError::Conflict("state_moved"),
        Misfit::Rating => AppError::Conflict("rated"),
        Misfit::Beginning | Misfit::Money => AppError::Internal(error.to_string()),
    }
}
