//! Drafts: begun, opened, saved step by step, discarded.

use std::sync::Arc;

use domain::{channel::Channel, procedure::Filing};
use jiff::{SignedDuration, civil::Date};

use super::{Attachment, Case, Draft, DraftBody, Owner, Quotes, Step, check, groups, limits, store, version};
use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency, Offer, Record, Service, Version},
    clock::local,
    db::{Tx, new_id},
    dossier::{self, Dossier},
    error::AppError,
    helper,
    input::Values,
    policy::{self, RuleBook},
    quoting::{self, Wish},
    write_tx,
};

/// A service as somebody who would file it finds it today.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The service.
    pub service: Arc<Service>,
    /// Its version of today.
    pub version: Arc<Version>,
    /// The agencies that take it, and where.
    pub offers: Vec<Offer>,
    /// Fee and dates; of the first agency that takes it here, or of an assumed place.
    pub quotes: Quotes,
    /// This account's drafts for it, the newest first.
    pub drafts: Vec<Draft>,
}

impl Standing {
    /// Where it is filed: here, if any agency takes it here.
    pub fn filing(&self) -> Option<Filing> {
        let by = |filing| self.offers.iter().any(|offer| offer.filing == filing);
        [Filing::Here, Filing::Handover, Filing::Assisted].into_iter().find(|filing| by(*filing))
    }

    /// The agencies that take it here.
    pub fn agencies(&self) -> Vec<&Agency> {
        taken_here(&self.offers).collect()
    }
}

/// What is found under a draft's id.
#[derive(Clone, Debug)]
pub enum Opened {
    /// The draft.
    Draft(Box<Case>),
    /// It was sent: the dossier.
    Sent(Box<Dossier>),
}

/// How saving went.
#[derive(Clone, Debug)]
pub enum Saved {
    /// Kept: the case as it is now.
    Kept(Box<Case>),
    /// The draft was changed elsewhere meanwhile; nothing was written. What is stored for the step, and its revision.
    Stale {
        /// The revision that is stored.
        revision: i64,
        /// What is stored for the step.
        stored: Values,
    },
}

/// A service as somebody who would file it finds it today; without an actor, without drafts.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such service, or no version of it today.
pub async fn standing(portal: &Portal, actor: Option<&Actor>, service_id: &str) -> Result<Standing, AppError> {
    let at = local(portal.clock.now());
    let mut tx = portal.db.read().await?;
    let (record, version) = service_of(portal, &mut tx, service_id, at.date()).await?;
    let offers = record.offers(at.date());
    let rules = policy::rules(portal, &mut tx).await?;
    let mut drafts = match actor {
        Some(actor) => store::drafts_of(&mut tx, Owner::of(actor)?).await?,
        None => Vec::new(),
    };
    tx.commit().await?;
    drafts.retain(|draft| draft.service_id == service_id);
    // One agency alone is known; among several, an assumed place stands for the one that will be chosen.
    let agencies: Vec<&Agency> = taken_here(&offers).collect();
    let only = match agencies[..] {
        [only] => Some(only),
        _ => None,
    };
    let quotes = quotes(&rules, &version, only, at, &Wish::default())?;
    Ok(Standing { service: Arc::clone(&record.service), version, quotes, drafts, offers })
}

fn taken_here(offers: &[Offer]) -> impl Iterator<Item = &Agency> {
    offers.iter().filter(|offer| offer.filing == Filing::Here).map(|offer| &offer.agency)
}

/// The agency, where it takes this service here today.
fn agency_here(record: &Record, agency_id: &str, on: Date) -> Option<Agency> {
    let offers = record.offers(on);
    taken_here(&offers).find(|agency| agency.id == agency_id).cloned()
}

/// The service, and its version of a day.
async fn service_of(
    portal: &Portal,
    tx: &mut Tx,
    service_id: &str,
    on: Date,
) -> Result<(Arc<Record>, Arc<Version>), AppError> {
    let record = catalogue::record(portal, tx, service_id).await?.ok_or(AppError::NotFound)?;
    let version = record.on(on).cloned().ok_or(AppError::NotFound)?;
    Ok((record, version))
}

pub(super) fn quotes(
    rules: &RuleBook,
    version: &Version,
    agency: Option<&Agency>,
    at: jiff::civil::DateTime,
    wish: &Wish,
) -> Result<Quotes, AppError> {
    let by = |channel| quoting::quote(rules, &version.procedure, agency, channel, at, wish);
    let online = by(Channel::Online)?;
    Ok(Quotes {
        course: quoting::course(rules, agency, Some(&online), at)?,
        online,
        counter: by(Channel::Counter)?,
        at,
    })
}

/// Begins a draft with an agency; one that is still empty is taken up again. Gives its id.
///
/// # Errors
/// [`AppError::Invalid`] at `agency`: none that takes this service here, or too many drafts.
pub async fn begin(portal: &Portal, actor: &Actor, service_id: &str, agency_id: &str) -> Result<String, AppError> {
    let (now, today) = portal.clock.now_and_today();
    let fresh = new_id();
    let owner = Owner::of(actor)?;
    write_tx!(&portal.db, |tx| {
        let (record, version) = service_of(portal, tx, service_id, today).await?;
        if agency_here(&record, agency_id, today).is_none() {
            return Err(AppError::field("agency", "choose"));
        }
        let drafts = store::drafts_of(tx, owner).await?;
        let body = DraftBody { version_id: Some(version.id.clone()), ..DraftBody::default() };
        let is_empty = |draft: &&Draft| draft.service_id == service_id && draft.body.typed.is_empty();
        if let Some(empty) = drafts.iter().find(is_empty) {
            let chosen = Draft { agency_id: Some(agency_id.to_owned()), body, ..empty.clone() };
            store::update_draft(tx, &chosen, now).await?;
            return Ok(chosen.id);
        }
        if drafts.len() >= limits::MOST_DRAFTS {
            return Err(AppError::field("agency", "drafts_many"));
        }
        let draft = Draft {
            id: fresh.clone(),
            account_id: actor.account_id.clone(),
            service_id: service_id.to_owned(),
            agency_id: Some(agency_id.to_owned()),
            revision: 1,
            body,
            assist_id: owner.assist_id.to_owned(),
            created_at: now,
            updated_at: now,
        };
        store::insert_draft(tx, &draft).await?;
        Ok(draft.id)
    })
}

/// Opens a draft of this account, or the dossier that it became.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's, or of another service.
pub async fn open(portal: &Portal, actor: &Actor, service_id: &str, draft_id: &str) -> Result<Opened, AppError> {
    let mut tx = portal.db.read().await?;
    let opened = match find_case(&mut tx, portal, actor, draft_id).await? {
        Some(case) => Opened::Draft(Box::new(case)),
        None => {
            let dossier = sent_before(&mut tx, actor, draft_id).await?;
            Opened::Sent(Box::new(dossier.ok_or(AppError::NotFound)?))
        }
    };
    tx.commit().await?;
    let found = match &opened {
        Opened::Draft(case) => &case.draft.service_id,
        Opened::Sent(dossier) => &dossier.service_id,
    };
    if found == service_id { Ok(opened) } else { Err(AppError::NotFound) }
}

/// The dossier that a draft of this account became.
pub(crate) async fn sent_before(tx: &mut Tx, actor: &Actor, draft_id: &str) -> Result<Option<Dossier>, AppError> {
    let Some(dossier) = dossier::store::by_submission(tx, draft_id).await? else {
        return Ok(None);
    };
    let theirs = match &actor.assist {
        // What was sent in a session is the resident's: the helper sees it while the session lasts.
        Some(assist) => helper::store::was_sent_in(tx, &assist.id, &dossier.id).await?,
        None => dossier.filer_id.as_deref() == Some(&actor.account_id),
    };
    Ok(theirs.then_some(dossier))
}

/// A draft of the actor with all that its pages show.
pub(crate) async fn case_of(tx: &mut Tx, portal: &Portal, actor: &Actor, draft_id: &str) -> Result<Case, AppError> {
    find_case(tx, portal, actor, draft_id).await?.ok_or(AppError::NotFound)
}

/// The same; none where it is gone, or was sent.
pub(super) async fn find_case(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
) -> Result<Option<Case>, AppError> {
    match store::draft_with_files(tx, Owner::of(actor)?, draft_id).await? {
        Some((draft, files)) => Ok(Some(case(tx, portal, actor, draft, files).await?)),
        None => Ok(None),
    }
}

/// All that a draft's pages show.
async fn case(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    draft: Draft,
    attachments: Vec<Attachment>,
) -> Result<Case, AppError> {
    let now = portal.clock.now();
    let at = local(now);
    let (record, version) = service_of(portal, tx, &draft.service_id, at.date()).await?;
    let begun_under = version::begun_under(&record, &draft, &version);
    let agency = draft.agency_id.as_ref().and_then(|agency_id| agency_here(&record, agency_id, at.date()));
    let rules = policy::rules(portal, tx).await?;
    let procedure = &version.procedure;
    let (of, day) = (agency.as_ref(), at.date());
    let groups = groups::favoured(&rules, procedure, of, Channel::Online, day)?;
    let typed = |step: Step| draft.body.typed.get(&step).cloned().unwrap_or_default();
    let memberships = groups::memberships(&groups, &typed(Step::Applicant), actor, now);
    let wish = check::wish(procedure, &typed(Step::Form), &memberships);
    let quotes = quotes(&rules, &version, agency.as_ref(), at, &wish)?;
    let calendar = rules.calendar_at(agency.as_ref().and_then(Agency::place).as_ref());
    let days_off = check::days_off(&procedure.form, &typed(Step::Form), day, &calendar);
    Ok(Case {
        at: now,
        draft,
        service: Arc::clone(&record.service),
        version,
        begun_under,
        agency,
        attachments,
        groups,
        memberships,
        days_off,
        quotes,
        assist: actor.assist.clone(),
    })
}

/// Keeps what was typed on a step, whether it is right or not.
///
/// # Errors
/// [`AppError::NotFound`] where the draft is gone or somebody else's.
pub async fn save(
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    revision: i64,
    step: Step,
    values: &Values,
) -> Result<Saved, AppError> {
    let (owner, now) = (Owner::of(actor)?, portal.clock.now());
    write_tx!(&portal.db, |tx| {
        let found = store::draft_with_files(tx, owner, draft_id).await?;
        let (mut draft, files) = found.ok_or(AppError::NotFound)?;
        let stored = draft.body.typed.get(&step);
        // The same once more, such as a second click: nothing would be lost.
        let is_kept = stored == Some(values);
        if !is_kept {
            if draft.revision != revision {
                return Ok(Saved::Stale { revision: draft.revision, stored: stored.cloned().unwrap_or_default() });
            }
            draft.body.typed.insert(step, values.clone());
            if !store::update_draft(tx, &draft, now).await? {
                return Err(AppError::Conflict("draft_moved"));
            }
            draft.revision += 1;
        }
        // Fee and dates may follow from what was typed.
        Ok(Saved::Kept(Box::new(case(tx, portal, actor, draft, files).await?)))
    })
}

/// Takes another agency.
///
/// # Errors
/// [`AppError::Invalid`] at `agency`; [`AppError::NotFound`] as ever.
pub async fn change_agency(portal: &Portal, actor: &Actor, draft_id: &str, agency_id: &str) -> Result<(), AppError> {
    let (now, today) = portal.clock.now_and_today();
    write_tx!(&portal.db, |tx| {
        let draft = store::draft(tx, Owner::of(actor)?, draft_id).await?;
        let mut draft = draft.ok_or(AppError::NotFound)?;
        let (record, _) = service_of(portal, tx, &draft.service_id, today).await?;
        if agency_here(&record, agency_id, today).is_none() {
            return Err(AppError::field("agency", "choose"));
        }
        draft.agency_id = Some(agency_id.to_owned());
        store::update_draft(tx, &draft, now).await?;
        Ok(())
    })
}

/// Deletes a draft with its files; one that is gone already is no error.
///
/// # Errors
/// The database fails.
pub async fn discard(portal: &Portal, actor: &Actor, draft_id: &str) -> Result<(), AppError> {
    let files = write_tx!(&portal.db, |tx| {
        if store::draft(tx, Owner::of(actor)?, draft_id).await?.is_none() {
            return Ok(Vec::new());
        }
        let attachments = store::attachments_of_draft(tx, draft_id).await?;
        store::delete_attachments(tx, draft_id).await?;
        store::delete_draft(tx, draft_id).await?;
        Ok(attachments)
    })?;
    for file in files {
        // A file that stays behind is found by the sweep.
        if let Err(error) = portal.files.remove(&file.id).await {
            tracing::warn!(%error, "a draft's file could not be removed");
        }
    }
    Ok(())
}

/// Drops drafts that nobody touched for [`limits::DRAFT_DAYS`]; gives how many. Their files belong to nothing from then on.
///
/// # Errors
/// The database fails.
pub async fn forget_drafts(portal: &Portal) -> Result<u64, AppError> {
    let before = portal.clock.now() - SignedDuration::from_hours(24 * i64::from(limits::DRAFT_DAYS));
    write_tx!(&portal.db, |tx| { store::delete_drafts_before(tx, before).await })
}
