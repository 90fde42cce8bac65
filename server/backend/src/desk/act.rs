//! One act of an officer on a dossier.

use domain::{
    dossier::{Act, Outcome},
    fee::RefundCause,
};
use jiff::{Timestamp, civil::Date};

use super::{
    Order,
    order::{self, DECLINED},
    own, store, terms,
};
use crate::{
    Portal,
    actor::Actor,
    catalogue,
    clock::local,
    db::Tx,
    dossier::{
        self, Dossier, Entry, Event, Ground, Who, deadlines::redating_rule, must_be_impartial, record_on, store::log,
    },
    error::AppError,
    payment,
    policy::{self},
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
pub async fn act(portal: &Portal, actor: &Actor, name: &str, expected: i64, order: &Order) -> Result<Acted, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let dossier = own(tx, actor, name).await?;
        must_be_impartial(tx, actor, &dossier).await?;
        let same = |event: &Event| act_of(event) == Some(order.act());
        match since(tx, &dossier, actor, expected, same).await? {
            Since::Nothing => {}
            Since::Repeated => return Ok(Acted::Done(Box::new(dossier))),
            Since::Moved => return Ok(Acted::Moved),
        }
        if !dossier.facts.state.allows(order.act()) {
            return Err(AppError::Conflict("state_moved"));
        }
        let who = Who::officer(&actor.account_id, dossier.desk_of(actor)?);
        let deed = Deed { portal, actor, now };
        let (event, ground) = deed.event(tx, &dossier, order).await?;
        let dossier = record_on(tx, dossier, &who, event, ground, now).await?;
        let dossier = match refund_cause(&dossier, order) {
            Some(cause) => payment::return_paid(tx, dossier, &who, cause, now).await?,
            None => dossier,
        };
        if order.act() == Act::Correct {
            store::retire_results(tx, &dossier.id).await?;
        }
        Ok(Acted::Done(Box::new(dossier)))
    })
}

/// What came after the number that a form was made from.
pub(super) enum Since {
    /// Nothing that matters to it: a comment, an assignment, or nothing at all.
    Nothing,
    /// The same by the same person: the second of two quick clicks finds that the first did it.
    Repeated,
    /// Something else.
    Moved,
}

pub(super) async fn since(
    tx: &mut Tx,
    dossier: &Dossier,
    actor: &Actor,
    expected: i64,
    same: impl Fn(&Event) -> bool,
) -> Result<Since, AppError> {
    if dossier.last_event == expected {
        return Ok(Since::Nothing);
    }
    let mut entries = log(tx, &dossier.id).await?;
    entries.retain(|entry| entry.number > expected);
    let by_actor = |entry: &Entry| entry.who.account_id.as_deref() == Some(&*actor.account_id);
    Ok(match entries.first() {
        Some(next) if by_actor(next) && same(&next.event) => Since::Repeated,
        Some(_) if entries.iter().all(|entry| entry.event.is_internal()) => Since::Nothing,
        // A number that the log has not reached was made up.
        Some(_) | None => Since::Moved,
    })
}

/// The officer's act that an event records.
const fn act_of(event: &Event) -> Option<Act> {
    Some(match event {
        Event::Accepted { .. } => Act::Accept,
        Event::SupplementAsked { .. } => Act::AskSupplement,
        Event::PaymentAsked { .. } => Act::AskPayment,
        Event::Redated { .. } => Act::Apologise,
        Event::Refused { .. } => Act::Refuse,
        Event::Started => Act::Start,
        Event::Finished { .. } => Act::Finish,
        Event::HandedOver { .. } => Act::HandOver,
        Event::Stopped { .. } => Act::Stop,
        Event::Corrected { .. } => Act::Correct,
        _ => return None,
    })
}

/// Why money might go back once an act is done.
fn refund_cause(dossier: &Dossier, order: &Order) -> Option<RefundCause> {
    let finish = dossier.facts.state.finish();
    match order {
        Order::Refuse { .. } | Order::Lapse { .. } => Some(RefundCause::RefusedAtIntake),
        // A refusal after appraisal is a result (Nghị định 61/2018/NĐ-CP, Điều 19).
        Order::Finish { .. } if finish.is_some_and(|end| end.outcome == Outcome::Denied) => {
            Some(RefundCause::Ineligible)
        }
        Order::HandOver { way, .. } if way == DECLINED => Some(RefundCause::ResultDeclined),
        Order::Stop { .. } => Some(dossier.facts.stop_cause()),
        _ => None,
    }
}

/// Who acts, and when.
struct Deed<'a> {
    portal: &'a Portal,
    actor: &'a Actor,
    now: Timestamp,
}

impl Deed<'_> {
    fn today(&self) -> Date {
        local(self.now).date()
    }

    async fn event(&self, tx: &mut Tx, dossier: &Dossier, order: &Order) -> Result<(Event, Ground), AppError> {
        let mut ground = Ground::default();
        let event = match order {
            Order::Accept(typed) => {
                ground = self.ground(tx, dossier, &["acknowledge_hours"]).await?;
                let by = &self.actor.account_id;
                terms::accepted(self.portal, tx, dossier, typed, by, self.now).await?
            }
            Order::AskSupplement { items, until, guidance } => {
                let keys = ["supplement_days", "supplement_clock", "supplement_notice_days", "supplements_before_late"];
                ground = self.ground(tx, dossier, &keys).await?;
                let rules = policy::rules(self.portal, tx).await?;
                let agency = &dossier.agency_id;
                let (items, until) = order::supplement(items, until, self.today(), &rules, agency)?;
                ground.guidance = order::guidance("guidance", guidance)?;
                let filed_on = local(dossier.submitted_at).date();
                let most = rules.regime(filed_on)?.supplements_before_late;
                Event::SupplementAsked { items, until, most }
            }
            Order::AskPayment(asked) => {
                let keys = ["payment_days", "payment_clock"];
                ground = self.ground(tx, dossier, &keys).await?;
                let rules = policy::rules(self.portal, tx).await?;
                order::payment(asked, dossier, self.today(), &rules)?
            }
            Order::Apologise { until, reason } => {
                let keys = ["max_extensions", "apology_days"];
                ground = self.ground(tx, dossier, &keys).await?;
                let rules = policy::rules(self.portal, tx).await?;
                let rule = redating_rule(&rules, local(dossier.submitted_at).date())?;
                let agency = catalogue::agency(self.portal, tx, &dossier.agency_id).await?;
                let place = agency.and_then(|agency| agency.place());
                let calendar = rules.calendar_at(place.as_ref());
                let here = (&*rules, &*calendar);
                order::apology(until, reason, dossier, rule, self.today(), here)?
            }
            Order::Refuse { reason, legal_ground } => {
                ground = self.ground(tx, dossier, &[]).await?;
                refused(reason, legal_ground)?
            }
            Order::Lapse { reason, legal_ground } => {
                let asked = dossier.facts.supplements.last();
                if asked.is_none_or(|asked| asked.until >= local(self.now)) {
                    return Err(AppError::Conflict("state_moved"));
                }
                ground = self.ground(tx, dossier, &["supplement_lapse"]).await?;
                refused(reason, legal_ground)?
            }
            Order::Start => Event::Started,
            Order::Finish { outcome, note } => {
                let (outcome, note) = order::decision(outcome, note)?;
                let files = dossier::store::attachments(tx, &dossier.id).await?;
                let results = files.into_iter().filter(|file| file.purpose == "result");
                Event::Finished { outcome, note, attachments: results.map(|file| file.id).collect() }
            }
            Order::HandOver { taken_by, way, authorisation, shipment } => {
                if !dossier.facts.owed().is_zero() {
                    return Err(AppError::Conflict("owed"));
                }
                let (taken_by, way) = order::hand_over(taken_by, way, authorisation, shipment)?;
                Event::HandedOver { taken_by, way: Some(way) }
            }
            Order::Stop { reason, legal_ground, guidance } => {
                ground = self.ground(tx, dossier, &[]).await?;
                ground.guidance = order::guidance("stop_guidance", guidance)?;
                let (reason, legal_ground) = order::reasoned(reason, legal_ground)?;
                Event::Stopped { reason, legal_ground }
            }
            Order::Correct { reason } => Event::Corrected { reason: order::reason(reason)? },
        };
        Ok((event, ground))
    }

    /// The rules of the day, and whom the applicant asks about it.
    async fn ground(&self, tx: &mut Tx, dossier: &Dossier, keys: &[&str]) -> Result<Ground, AppError> {
        let rules = policy::rules(self.portal, tx).await?;
        let used = keys.iter().filter_map(|key| rules.used(key, self.today()));
        let agency = catalogue::agency(self.portal, tx, dossier.desk_of(self.actor)?).await?;
        let (name, phone) = agency.map_or((String::new(), None), |agency| (agency.name, agency.phone));
        let person = self.actor.person.full_name.clone();
        let contact = [Some(person), Some(name), phone];
        let contact = contact.into_iter().flatten().filter(|part| !part.is_empty());
        Ok(Ground { contact: contact.collect::<Vec<_>>().join(", "), ..Ground::of_rules(used.collect()) })
    }
}

fn refused(reason: &str, legal_ground: &str) -> Result<Event, AppError> {
    let (reason, legal_ground) = order::reasoned(reason, legal_ground)?;
    Ok(Event::Refused { reason, legal_ground })
}
