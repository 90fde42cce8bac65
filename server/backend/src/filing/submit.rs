//! From draft to dossier, once.

use domain::{channel::Channel, code::Reference, mode::ActingMode};

use super::{Case, RELATION, Step, check, draft, store};
use crate::{
    Portal,
    account::Actor,
    clock::{local, random_bytes},
    db::Tx,
    dossier::{self, Body, Dossier, Event, NewDossier, Who},
    error::{AppError, FieldErrors},
    policy, write_tx,
};

/// How often a new reference is drawn when the one drawn exists already: one in 34 thousand million does.
const DRAWS: usize = 5;

/// How sending went.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// Sent, now or before.
    Sent(Box<Dossier>),
    /// Something is wrong or missing; the steps with what, in order. Nothing was written.
    Incomplete(Vec<(Step, FieldErrors)>),
    /// The draft was changed after the page was shown: it has to be looked through again.
    Stale,
}

/// Sends a draft. Sending twice gives the same dossier.
///
/// `lang` is the language of notices, `vi` or `en`.
///
/// # Errors
/// [`AppError::NotFound`] where the draft is gone without having been sent, or somebody else's.
pub async fn submit(
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    revision: i64,
    lang: &str,
) -> Result<Submitted, AppError> {
    let mut draws = 0;
    loop {
        let random: [u8; 7] = random_bytes();
        let outcome = write_tx!(&portal.db, |tx| {
            submit_in(tx, portal, actor, draft_id, revision, lang, random).await
        });
        match outcome {
            // The reference exists already, or another click was faster: the next round tells which.
            Err(error) if error.is_duplicate() && draws < DRAWS => draws += 1,
            other => return other,
        }
    }
}

/// The dossier that a draft became, for whoever comes back to it.
///
/// # Errors
/// [`AppError::NotFound`] where it was not sent, or is somebody else's.
pub async fn sent(portal: &Portal, actor: &Actor, draft_id: &str) -> Result<Dossier, AppError> {
    let mut tx = portal.db.read().await?;
    let dossier = draft::sent_before(&mut tx, actor, draft_id).await?;
    tx.commit().await?;
    dossier.ok_or(AppError::NotFound)
}

async fn submit_in(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    revision: i64,
    lang: &str,
    random: [u8; 7],
) -> Result<Submitted, AppError> {
    if let Some(dossier) = draft::sent_before(tx, actor, draft_id).await? {
        return Ok(Submitted::Sent(Box::new(dossier)));
    }
    let found = store::draft(tx, &actor.account_id, draft_id).await?;
    let found = found.ok_or(AppError::NotFound)?;
    if found.revision != revision {
        return Ok(Submitted::Stale);
    }
    let case = draft::case(tx, portal, found).await?;
    let mut wrong = check::all(&case);
    let Some(agency) = &case.agency else {
        let mut errors = FieldErrors::default();
        errors.add("agency", "choose");
        wrong.push((Step::Review, errors));
        return Ok(Submitted::Incomplete(wrong));
    };
    if !wrong.is_empty() {
        return Ok(Submitted::Incomplete(wrong));
    }

    let now = portal.clock.now();
    let rules = policy::rules(portal, tx).await?;
    let (at, today) = (local(now), local(now).date());
    let prefix: String = rules.rule("reference_prefix", today)?;
    let reference = Reference::new(&prefix, random)
        .map_err(|error| AppError::Setup(format!("rule `reference_prefix`: {error}")))?;
    let hours = rules.hours(Some(&agency.id), today)?;
    let acknowledge_by = hours
        .working_hours_after(&rules.calendar, at, rules.rule("acknowledge_hours", today)?)
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let (acting_mode, body) = body(&case, lang);
    let event = Event::Submitted {
        fee: case.quotes.online.fee.clone().ok(),
        deadline: case.quotes.online.deadline.clone().ok(),
        acknowledge_by,
    };
    let new = NewDossier {
        submission: draft_id,
        reference: reference.as_str(),
        service_id: &case.service.id,
        version_id: &case.version.id,
        agency_id: &agency.id,
        channel: Channel::Online,
        acting_mode,
        mode: case.version.procedure.mode,
        filer_id: Some(&actor.account_id),
        body,
        demo: actor.demo,
    };
    let who = Who::applicant(&actor.account_id);
    let dossier = dossier::open(tx, new, &who, event, now).await?;
    store::move_attachments(tx, draft_id, &dossier.id).await?;
    store::delete_draft(tx, draft_id).await?;
    Ok(Submitted::Sent(Box::new(dossier)))
}

/// What is filed, from a draft without errors.
fn body(case: &Case, lang: &str) -> (ActingMode, Body) {
    let procedure = &case.version.procedure;
    let (people, _) = check::applicant(&case.typed(Step::Applicant), case.quotes.at.date());
    let mut form = check::form(&procedure.form, &case.typed(Step::Form)).0;
    if let Some(relation) = people.relation {
        form.insert(RELATION.to_owned(), relation);
    }
    let body = Body {
        applicant: people.applicant,
        subject: people.subject,
        filer: people.filer,
        form,
        wish: check::wish(procedure, |step| case.typed(step), &case.groups),
        delivery: check::delivery(&case.typed(Step::Delivery)).0,
        lang: lang.to_owned(),
        received: Vec::new(),
    };
    (people.acting.unwrap_or(ActingMode::SelfFiled), body)
}
