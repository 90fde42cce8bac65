//! What falls due by time alone: reminders to applicants, requests that lapse, apologies to be signed, late dossiers of
//! which the head is told.
//!
//! A dossier's row says when the worker looks at it next; each change sets that to "at once". The worker then works
//! out [`plan`](plan::plan)'s items anew, writes those whose time has come, and says when it looks again. Each is a row
//! of `task` whose key says which one it is, so that a second worker, a restart, or a clock that was set back writes
//! nothing twice; and since the plan is worked out from the dossier, a clock that was set forward loses nothing.

mod plan;
mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use domain::dossier::TaskKind as Kind;
use domain::{dossier::State, fee::RefundCause};
use jiff::Timestamp;

use crate::{
    Portal,
    catalogue::{self, Agency},
    clock::local,
    db::Tx,
    dossier::{self, Dossier, Event, Ground, Who, notify_applicant, record_on},
    error::AppError,
    outbox::{self, Amount, Message, Notice, Recipient},
    payment,
    policy::{self, RuleBook},
    write_tx,
};

use plan::{Item, plan};

/// Dossiers of one unit of work.
const AT_A_TIME: i64 = 50;

/// How long after it fell due a late dossier is news.
const NEWS: jiff::SignedDuration = jiff::SignedDuration::from_hours(7 * 24);

/// Where a dossier cannot be looked at, how long until it is tried again.
const PAUSE: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

/// Writes what has fallen due, for as many dossiers as one unit of work takes; gives how many it looked at: none means
/// that there is nothing to do now.
///
/// # Errors
/// The database fails; then nothing of this round was written.
pub async fn write_due(portal: &Portal) -> Result<usize, AppError> {
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let nothing = store::to_look_at(&mut tx, now, 1).await?.is_empty();
    tx.commit().await?;
    if nothing {
        return Ok(0);
    }
    let agencies = catalogue::agencies(portal).await?;
    write_tx!(&portal.db, |tx| {
        store::let_final_ones_sleep(tx, now).await?;
        let ids = store::to_look_at(tx, now, AT_A_TIME).await?;
        for id in &ids {
            match look(portal, &agencies, tx, id, now).await {
                // Rules that cannot be read stop one dossier, not all.
                Err(error @ (AppError::Setup(_) | AppError::Internal(_))) => {
                    tracing::error!(dossier = id, %error, "what falls due cannot be told");
                    store::wake_at(tx, id, Some(now + PAUSE)).await?;
                }
                other => other?,
            }
        }
        Ok(ids.len())
    })
}

/// Looks at one dossier: writes what has fallen due and says when to look again.
async fn look(
    portal: &Portal,
    agencies: &BTreeMap<String, Agency>,
    tx: &mut Tx,
    id: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    let Some(dossier) = dossier::store::by_id(tx, id).await? else {
        return Ok(());
    };
    let rules = policy::rules(portal, tx).await?;
    let code = match dossier.facts.state {
        State::IntakeSupplement { .. } => {
            let version = catalogue::store::version(tx, &dossier.version_id).await?;
            version.map_or_else(String::new, |version| version.procedure.code.to_string())
        }
        _ => String::new(),
    };
    let place = agencies.get(&dossier.agency_id).and_then(Agency::place);
    let items = plan(&rules, place.as_ref(), &dossier, &code, now)?;
    let (due, to_come): (Vec<_>, Vec<_>) = items.iter().partition(|item| item.at <= now);
    let mut open = Vec::new();
    for item in &due {
        let stale = item.until.is_some_and(|until| until < now);
        let for_desk = item.kind.is_for_desk() && !stale;
        if for_desk {
            open.push((item.kind, item.number));
        }
        let is_new = store::write(tx, &dossier, item, for_desk, now).await?;
        if is_new && !stale {
            let lapsed = carry_out(tx, &rules, &dossier, item, &code, now).await?;
            if lapsed {
                // The dossier has changed: it is looked at again, as it is then.
                return Ok(());
            }
        }
    }
    store::close_others(tx, &dossier.id, &open).await?;
    let ends = due.iter().filter_map(|item| item.until);
    let next = to_come.iter().map(|item| item.at).chain(ends);
    let next = next.filter(|at| *at > now).min();
    store::wake_at(tx, id, next).await
}

/// Does what an item is about; whether the dossier was ended by it.
async fn carry_out(
    tx: &mut Tx,
    rules: &RuleBook,
    dossier: &Dossier,
    item: &Item,
    code: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let name = || dossier.public_name().to_owned();
    let amount = Amount(dossier.facts.owed());
    let until = || item.about.ok_or_else(|| AppError::Internal(format!("a {} without its day", item.kind.as_str())));
    let notice = match item.kind {
        Kind::RemindSupplement => Notice::RemindSupplement { code: name(), until: until()? },
        Kind::RemindPayment => Notice::RemindPayment { code: name(), until: until()?, amount },
        Kind::RemindFee => Notice::RemindFee { code: name(), amount },
        // What was late long before anybody looked (an old store, a clock set forward) is on the board, and no news.
        Kind::Late | Kind::Escalated if item.at + NEWS < now => return Ok(false),
        Kind::Late => {
            tell_heads(tx, dossier, &Notice::LateHead { code: name(), until: until()? }, now).await?;
            return Ok(false);
        }
        Kind::Escalated => {
            tell_heads(tx, dossier, &Notice::EscalatedHead { code: name() }, now).await?;
            return Ok(false);
        }
        Kind::Lapse => {
            lapse(tx, rules, dossier, code, now).await?;
            return Ok(true);
        }
        Kind::LateLaw | Kind::Apology | Kind::SupplementOver | Kind::PaymentOver => {
            return Ok(false);
        }
    };
    notify_applicant(tx, dossier, &notice, now).await?;
    Ok(false)
}

/// Ends a dossier whose papers did not come, as its own law says.
async fn lapse(tx: &mut Tx, rules: &RuleBook, dossier: &Dossier, code: &str, now: Timestamp) -> Result<(), AppError> {
    let today = local(now).date();
    let (key, _) = plan::lapses(rules, code, today);
    let used = rules.used(&key, today);
    let legal_ground = store::source_of(tx, used.as_ref()).await?;
    let event = Event::Refused {
        // Said in the reader's language by whoever shows it.
        reason: String::new(),
        legal_ground,
    };
    let ground = Ground::of_rules(used.into_iter().collect());
    let system = Who::SYSTEM;
    let ended = record_on(tx, dossier.clone(), &system, event, ground, now).await?;
    payment::return_paid(tx, ended, &system, RefundCause::RefusedAtIntake, now).await?;
    Ok(())
}

/// The heads of the agencies where it lies hear of a dossier, and the portal's administrators do.
async fn tell_heads(tx: &mut Tx, dossier: &Dossier, notice: &Notice, now: Timestamp) -> Result<(), AppError> {
    for person in store::heads(tx, dossier, local(now).date()).await? {
        let phone = person.phone.map(Recipient::Phone);
        let email = person.email.map(Recipient::Email);
        // One way is enough.
        let Some(to) = email.or(phone) else { continue };
        let message = Message { to, lang: "vi".to_owned(), notice: notice.clone() };
        outbox::enqueue(tx, Some(&dossier.id), &message, now).await?;
    }
    Ok(())
}
