//! One act of an officer on a dossier.

use domain::{
    code::AgencyCode,
    deadline::{DeadlineUnknown, Due},
    dossier::Act,
    quote::FeeQuote,
};
use jiff::{Timestamp, civil::Date};

use super::{Order, must_be_impartial, order, own, store};
use crate::{
    Portal,
    account::Actor,
    catalogue::{self, Agency, Version},
    clock::local,
    db::Tx,
    dossier::{
        self, Dossier, Event, PinnedDeadline, Who,
        deadlines::fix_deadline,
        store::{log, next_code},
    },
    error::AppError,
    payment,
    policy::{RuleBook, load_rules},
    write_tx,
};

/// How an act went.
#[derive(Clone, Debug)]
pub enum Acted {
    /// Done, now or by the same click before.
    Done(Box<Dossier>),
    /// Somebody was faster: the dossier has moved on since the page was shown. Nothing was written.
    Moved,
}

/// Does what is ordered, if the dossier still stands at `expected`, the log's number that the form was made from.
///
/// # Errors
/// [`AppError::NotFound`] for another agency's dossier; [`AppError::Forbidden`] for one that the officer filed,
/// [`AppError::Conflict`] (`helped`) for one that they helped with;
/// [`AppError::Conflict`] (`state_moved`) where the act is not possible, (`owed`) where money is owed first;
/// [`AppError::Invalid`] at the fields of the act.
pub async fn act(
    portal: &Portal,
    actor: &Actor,
    name: &str,
    expected: i64,
    order: &Order,
) -> Result<Acted, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let dossier = own(tx, actor, name).await?;
        must_be_impartial(tx, actor, &dossier).await?;
        if dossier.last_event != expected {
            return repeated(tx, dossier, actor, expected, order).await;
        }
        if !dossier.facts.state.allows(order.act()) {
            return Err(AppError::Conflict("state_moved"));
        }
        let who = Who::officer(&actor.account_id, &dossier.agency_id);
        let event = event(tx, &dossier, order, now).await?;
        let dossier = dossier::record(tx, dossier, &who, event, now).await?;
        let dossier = match order.act() {
            // No work was done, so what was paid goes back.
            Act::Refuse => payment::return_paid(tx, dossier, &who, "refused", now).await?,
            _ => dossier,
        };
        if order.act() == Act::Correct {
            store::retire_results(tx, &dossier.id).await?;
        }
        Ok(Acted::Done(Box::new(dossier)))
    })
}

/// The second of two quick clicks finds that the first did it.
async fn repeated(
    tx: &mut Tx,
    dossier: Dossier,
    actor: &Actor,
    expected: i64,
    order: &Order,
) -> Result<Acted, AppError> {
    let entries = log(tx, &dossier.id).await?;
    let next = entries.iter().find(|entry| entry.number == expected + 1);
    let same = next.is_some_and(|entry| {
        entry.who.account_id.as_deref() == Some(actor.account_id.as_str())
            && act_of(&entry.event) == Some(order.act())
    });
    Ok(if same {
        Acted::Done(Box::new(dossier))
    } else {
        Acted::Moved
    })
}

/// The officer's act that an event records.
const fn act_of(event: &Event) -> Option<Act> {
    Some(match event {
        Event::Accepted { .. } => Act::Accept,
        Event::SupplementAsked { .. } => Act::AskSupplement,
        Event::Refused { .. } => Act::Refuse,
        Event::Started => Act::Start,
        Event::Finished { .. } => Act::Finish,
        Event::HandedOver { .. } => Act::HandOver,
        Event::Stopped { .. } => Act::Stop,
        Event::Corrected { .. } => Act::Correct,
        _ => return None,
    })
}

async fn event(
    tx: &mut Tx,
    dossier: &Dossier,
    order: &Order,
    now: Timestamp,
) -> Result<Event, AppError> {
    Ok(match order {
        Order::Accept { due } => accepted(tx, dossier, due, now).await?,
        Order::AskSupplement { items, until } => {
            let rules = load_rules(tx).await?;
            let today = local(now).date();
            let (items, until) =
                order::supplement(items, until, today, &rules, &dossier.agency_id)?;
            Event::SupplementAsked { items, until }
        }
        Order::Refuse {
            reason,
            legal_ground,
        } => {
            let (reason, legal_ground) = order::reasoned(reason, legal_ground)?;
            Event::Refused {
                reason,
                legal_ground,
            }
        }
        Order::Start => Event::Started,
        Order::Finish { outcome, note } => {
            let (outcome, note) = order::decision(outcome, note)?;
            let files = store::attachments(tx, &dossier.id).await?;
            let results = files.into_iter().filter(|file| file.purpose == "result");
            Event::Finished {
                outcome,
                note,
                attachments: results.map(|file| file.id).collect(),
            }
        }
        Order::HandOver {
            taken_by,
            way,
            authorisation,
            shipment,
        } => {
            if !dossier.facts.owed().is_zero() {
                return Err(AppError::Conflict("owed"));
            }
            let (taken_by, way) = order::hand_over(taken_by, way, authorisation, shipment)?;
            Event::HandedOver {
                taken_by,
                way: Some(way),
            }
        }
        Order::Stop {
            reason,
            legal_ground,
        } => {
            let (reason, legal_ground) = order::reasoned(reason, legal_ground)?;
            Event::Stopped {
                reason,
                legal_ground,
            }
        }
        Order::Correct { reason } => Event::Corrected {
            reason: order::reason(reason)?,
        },
    })
}

/// What acceptance would fix, or fixes: dates and fees.
pub(super) struct Terms {
    pub agency: Agency,
    pub version: Version,
    pub rules: RuleBook,
    pub deadline: Result<PinnedDeadline, DeadlineUnknown>,
    pub fee: Option<FeeQuote>,
}

/// The rules applied to a dossier that is complete: its version, the policies of the day on which it was filed.
pub(super) async fn terms(tx: &mut Tx, dossier: &Dossier) -> Result<Terms, AppError> {
    let agency = catalogue::store::agency(tx, &dossier.agency_id).await?;
    let version = catalogue::store::version(tx, &dossier.version_id).await?;
    let (Some(agency), Some(version)) = (agency, version) else {
        return Err(AppError::Internal(format!(
            "dossier {} has lost its agency or version",
            dossier.reference
        )));
    };
    let rules = load_rules(tx).await?;
    let service = &version.procedure;
    let filed_at = dossier.submitted_at;
    let supplied = dossier.facts.supplements.last();
    let complete_at = supplied
        .and_then(|supplement| supplement.supplied_at)
        .unwrap_or(filed_at);
    let channel = dossier.channel;
    let wish = &dossier.body.wish;
    let deadline = fix_deadline(
        &rules,
        service,
        &agency,
        wish,
        channel,
        filed_at,
        complete_at,
    )?;
    let fee = match &dossier.facts.fee {
        Some(quoted) => Some(quoted.clone()),
        None => {
            let at = local(filed_at);
            catalogue::quote(&rules, service, Some(&agency), channel, at, wish)?
                .fee
                .ok()
        }
    };
    Ok(Terms {
        agency,
        version,
        rules,
        deadline,
        fee,
    })
}

/// Acceptance: the code comes out of the same transaction, so that no number is given twice or lost.
pub(super) async fn accepted(
    tx: &mut Tx,
    dossier: &Dossier,
    typed_due: &str,
    now: Timestamp,
) -> Result<Event, AppError> {
    let terms = terms(tx, dossier).await?;
    let today: Date = local(now).date();
    let (due, pinned) = match terms.deadline {
        Ok(pinned) => (pinned.deadline.due(), Some(pinned)),
        Err(_) => {
            let due: Due = order::due(typed_due, today, &terms.rules, &terms.agency.id)?;
            (due, None)
        }
    };
    let agency: AgencyCode = terms.agency.code.parse().map_err(|error| {
        AppError::Setup(format!("code of the agency {}: {error}", terms.agency.id))
    })?;
    let code = next_code(tx, &agency, today).await?;
    Ok(Event::Accepted {
        code,
        due,
        pinned,
        fee: terms.fee,
    })
}
