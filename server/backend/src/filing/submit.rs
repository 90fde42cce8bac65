//! From draft to dossier, once.

use std::sync::Arc;

use domain::{channel::Channel, code::Reference, mode::ActingMode};
use jiff::Timestamp;

use super::{Case, RELATION, Step, check, draft, store, version};
use crate::{
    Portal,
    actor::{Actor, Assist, Person},
    catalogue::{self, Agency, Version},
    clock::{local, random_bytes},
    db::Tx,
    dossier::{self, Body, Dossier, Event, NewDossier, Who, deadlines::acknowledge_by},
    error::{AppError, FieldErrors},
    helper::{self, Helper},
    policy, write_tx,
};

/// How often a new reference is drawn when the one drawn exists already: one in 34 thousand million does.
pub(crate) const DRAWS: usize = 5;

/// How sending went.
#[derive(Clone, Debug)]
pub enum Submitted {
    /// Sent, now or before.
    Sent(Box<Dossier>),
    /// Something is wrong or missing; the steps with what, in order. Nothing was written.
    Incomplete(Vec<(Step, FieldErrors)>),
    /// The draft was changed after the page was shown: it has to be looked through again.
    Stale,
    /// The procedure is another since the draft was begun under this version: the person is told, once, and sends again.
    ProcedureChanged(Arc<Version>),
}

/// What is to be sent, and how.
pub(crate) struct Sending<'a> {
    /// The draft.
    pub draft_id: &'a str,
    /// As whoever sends it saw it.
    pub revision: i64,
    /// The language of notices, `vi` or `en`.
    pub lang: &'a str,
    /// For the reference.
    pub random: [u8; 7],
    /// Who sat beside whoever files for themselves.
    pub guide: Option<&'a Helper>,
}

/// Sends a draft. Sending twice gives the same dossier. `guide` is the badge of a helper who sat beside; empty for
/// none. `lang` is the language of notices, `vi` or `en`.
///
/// # Errors
/// [`AppError::NotFound`] where the draft is gone without having been sent, or somebody else's;
/// [`AppError::Conflict`] (`assist_open`) in a session for a resident, where only the resident's code sends.
pub async fn submit(
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    revision: i64,
    lang: &str,
    guide: &str,
) -> Result<Submitted, AppError> {
    actor.must_act_for_self()?;
    let mut draws = 0;
    loop {
        let random: [u8; 7] = random_bytes();
        let outcome = write_tx!(&portal.db, |tx| {
            let beside = match guide {
                "" => None,
                badge => helper::find_badge(tx, portal, badge).await?,
            };
            let beside = beside.filter(|helper| helper.account_id != actor.account_id);
            if !guide.is_empty() && beside.is_none() {
                let mut errors = FieldErrors::default();
                errors.add("guide", "bad_guide");
                return Ok(Submitted::Incomplete(vec![(Step::Review, errors)]));
            }
            let sending = Sending { draft_id, revision, lang, random, guide: beside.as_ref() };
            submit_in(tx, portal, actor, &sending).await
        });
        match outcome {
            // The reference exists already, or another click was faster: the next round tells which.
            Err(error) if error.is_duplicate() && draws < DRAWS => draws += 1,
            other => return other,
        }
    }
}

/// What a draft became.
pub struct Sent {
    /// The dossier.
    pub dossier: Dossier,
    /// The version of the service that it pins.
    pub version: Option<Arc<Version>>,
    /// Whom it was sent to.
    pub agency: Option<Agency>,
}

/// The dossier that a draft became, for whoever comes back to it.
///
/// # Errors
/// [`AppError::NotFound`] where it was not sent, or is somebody else's.
pub async fn sent(portal: &Portal, actor: &Actor, draft_id: &str) -> Result<Sent, AppError> {
    let mut tx = portal.db.read().await?;
    let dossier = draft::sent_before(&mut tx, actor, draft_id).await?;
    let dossier = dossier.ok_or(AppError::NotFound)?;
    let version = catalogue::version_of(portal, &mut tx, &dossier.service_id, &dossier.version_id).await?;
    let agency = catalogue::agency(portal, &mut tx, &dossier.agency_id).await?;
    tx.commit().await?;
    Ok(Sent { dossier, version, agency })
}

/// What is wrong with a draft or missing, step by step; the agency counts as part of the review.
pub(crate) fn wrong_with(case: &Case) -> Vec<(Step, FieldErrors)> {
    let mut wrong = check::all(case);
    if case.agency.is_none() {
        let mut errors = FieldErrors::default();
        errors.add("agency", "choose");
        wrong.push((Step::Review, errors));
    }
    wrong
}

/// Sends a draft in the caller's transaction.
pub(crate) async fn submit_in(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    sending: &Sending<'_>,
) -> Result<Submitted, AppError> {
    let Some(mut case) = draft::find_case(tx, portal, actor, sending.draft_id).await? else {
        let dossier = draft::sent_before(tx, actor, sending.draft_id).await?;
        return Ok(Submitted::Sent(Box::new(dossier.ok_or(AppError::NotFound)?)));
    };
    if case.draft.revision != sending.revision {
        return Ok(Submitted::Stale);
    }
    // A helper tells the resident before asking for their code: there is no page that could, after it.
    if actor.assist.is_some() && case.begun_under.is_some() {
        return Ok(Submitted::Stale);
    }
    if let Some(begun_under) = version::note_version(tx, &mut case).await? {
        return Ok(Submitted::ProcedureChanged(begun_under));
    }
    let wrong = wrong_with(&case);
    let Some(agency) = case.agency.as_ref().filter(|_| wrong.is_empty()) else {
        return Ok(Submitted::Incomplete(wrong));
    };

    // What was promised and when it was sent are of one moment, even where midnight or a deadline's hour passes.
    let now = case.at;
    let rules = policy::rules(portal, tx).await?;
    let today = local(now).date();
    let prefix: String = rules.rule("reference_prefix", today)?;
    let reference = Reference::new(&prefix, sending.random)
        .map_err(|error| AppError::Setup(format!("rule `reference_prefix`: {error}")))?;
    let acknowledge_by = acknowledge_by(&rules, agency, local(now))?;
    let (acting_mode, body) = body(&case, sending);
    let event = Event::Submitted {
        fee: case.quotes.online.fee.clone().ok(),
        deadline: case.quotes.online.deadline.clone().ok(),
        acknowledge_by,
    };
    let assist = actor.assist.as_ref();
    let new = NewDossier {
        submission: sending.draft_id,
        reference: reference.as_str(),
        service_id: &case.service.id,
        version_id: &case.version.id,
        agency_id: &agency.id,
        channel: Channel::Online,
        acting_mode,
        mode: case.version.procedure.mode,
        // A helper keeps no access: the dossier is the resident's.
        filer_id: assist.is_none().then_some(actor.account_id.as_str()),
        body,
        demo: actor.demo,
    };
    let who = assist
        .map_or_else(|| Who::applicant(&actor.account_id), |assist| Who::helper(&actor.account_id, &assist.agency_id));
    let dossier = dossier::open(tx, new, &who, event, now).await?;
    let dossier = note_help(tx, actor, dossier, sending, now).await?;
    if !case.attachments.is_empty() {
        store::move_attachments(tx, sending.draft_id, &dossier.id).await?;
    }
    store::delete_draft(tx, sending.draft_id).await?;
    Ok(Submitted::Sent(Box::new(dossier)))
}

/// Notes who helped: typed it in a session, or sat beside.
async fn note_help(
    tx: &mut Tx,
    actor: &Actor,
    dossier: Dossier,
    sending: &Sending<'_>,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    if let Some(assist) = &actor.assist {
        let who = (actor.account_id.as_str(), assist.agency_id.as_str(), assist.team.as_str());
        helper::store::insert_filing(tx, &dossier.id, Some(&assist.id), who, now).await?;
    }
    let Some(guide) = sending.guide else {
        return Ok(dossier);
    };
    let (agency_id, team) = (&guide.appointment.agency_id, &guide.appointment.team);
    let guiding = (guide.account_id.as_str(), agency_id.as_str(), team.as_str());
    helper::store::insert_filing(tx, &dossier.id, None, guiding, now).await?;
    let who = Who::helper(&guide.account_id, agency_id);
    let event = Event::Guided { team: team.clone() };
    dossier::record(tx, dossier, &who, event, now).await
}

/// What is filed, from a draft without errors.
fn body(case: &Case, sending: &Sending<'_>) -> (ActingMode, Body) {
    let procedure = &case.version.procedure;
    let (people, _) = check::applicant(&case.typed(Step::Applicant), case.quotes.at.date());
    let mut form = check::form(&procedure.form, &case.typed(Step::Form), case.today()).0;
    if let Some(relation) = people.relation {
        form.insert(RELATION.to_owned(), relation);
    }
    let body = Body {
        applicant: people.applicant,
        subject: people.subject,
        filer: people.filer.or_else(|| case.assist.as_ref().map(typist)),
        form,
        wish: case.wish(),
        delivery: check::delivery(&case.typed(Step::Delivery)).0,
        lang: sending.lang.to_owned(),
        received: Vec::new(),
    };
    let acting = people.acting.unwrap_or(ActingMode::SelfFiled);
    let mode = match (&case.assist, sending.guide) {
        (Some(assist), _) => assist.capacity.acting_mode(),
        (None, Some(_)) if acting == ActingMode::SelfFiled => ActingMode::Guided,
        (None, _) => acting,
    };
    (mode, body)
}

/// The helper, as a dossier names whoever sent it.
fn typist(assist: &Assist) -> Person {
    Person { full_name: format!("{} ({})", assist.helper, assist.team), ..Person::default() }
}
