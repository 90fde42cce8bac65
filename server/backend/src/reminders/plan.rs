//! What falls due for a dossier, and when: a function of the dossier and the rules.

use domain::{dossier::State, policy::Territory};
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
};

use super::Kind;
use crate::{
    clock::{instant, local},
    dossier::{Dossier, Facts, deadlines::redating_rule},
    error::AppError,
    policy::RuleBook,
};

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub kind: Kind,
    /// Which one of its kind.
    pub number: i64,
    /// When it falls due.
    pub at: Timestamp,
    /// When it is too late for it.
    pub until: Option<Timestamp>,
    /// The date that it is about, local time.
    pub about: Option<DateTime>,
}

/// All that falls due for the dossier as it stands, whether its time has come or not. `code` is its procedure's, asked
/// for where papers are awaited before acceptance; `place` is the agency's.
pub(super) fn plan(
    rules: &RuleBook,
    place: Option<&Territory>,
    dossier: &Dossier,
    code: &str,
    now: Timestamp,
) -> Result<Vec<Item>, AppError> {
    let facts = &dossier.facts;
    let today = local(now).date();
    let mut items = Vec::new();
    items.extend(escalated(facts));
    match &facts.state {
        State::IntakeSupplement { .. } | State::Supplement { .. } => {
            let Some(asked) = facts.supplements.last() else {
                return Ok(items);
            };
            let number = count(facts.supplements.len());
            let days = rules.rule("supplement_remind_days", today)?;
            let remind = remind(Kind::RemindSupplement, number, asked.asked_at, asked.until, days);
            items.extend(remind);
            let over = |kind| at_end(kind, number, asked.until);
            let before = facts.state.acceptance().is_none();
            items.push(if before && lapses(rules, code, today).1 {
                over(Kind::Lapse)
            } else {
                over(Kind::SupplementOver)
            });
        }
        State::Payment { .. } => {
            if let Some(asked) = facts.obligations.last() {
                let number = count(facts.obligations.len());
                let days = rules.rule("payment_remind_days", today)?;
                let remind = remind(Kind::RemindPayment, number, asked.asked_at, asked.until, days);
                items.extend(remind);
                items.push(at_end(Kind::PaymentOver, number, asked.until));
            }
        }
        State::Accepted { acceptance } | State::Processing { acceptance } => {
            let expected = facts.expected().unwrap_or(acceptance.due.promised);
            items.extend(apology(rules, place, dossier, expected, acceptance.at)?);
            items.push(at_end(Kind::Late, day_number(expected), expected));
            let law = acceptance.due.statutory;
            items.push(at_end(Kind::LateLaw, day_number(law), law));
            items.extend(owed(rules, dossier, 1, acceptance.at, today)?);
        }
        State::Finished { finish, .. } => items.extend(owed(rules, dossier, 2, finish.at, today)?),
        _ => {}
    }
    Ok(items)
}

/// The head was asked to look, and there is no result yet.
fn escalated(facts: &Facts) -> Option<Item> {
    let open = !facts.state.code().is_final() && facts.state.finish().is_none();
    let at = facts.escalated_at.filter(|_| open)?;
    Some(Item { kind: Kind::Escalated, number: at.as_second(), at, until: None, about: facts.expected() })
}

/// The rule that says whether an unanswered request ends a dossier of this procedure, and what it says.
pub(super) fn lapses(rules: &RuleBook, code: &str, on: Date) -> (String, bool) {
    let own = format!("supplement_lapse:{code}");
    match rules.used(&own, on) {
        Some(used) => (own, used.value == "yes"),
        None => {
            let general = "supplement_lapse".to_owned();
            let says = rules.used(&general, on);
            (general, says.is_some_and(|used| used.value == "yes"))
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A day as a number that people can read, `20261127`: what belongs to one due date is written once for it.
fn day_number(at: DateTime) -> i64 {
    i64::from(at.year()) * 10_000 + i64::from(at.month()) * 100 + i64::from(at.day())
}

/// At the end of a time.
fn at_end(kind: Kind, number: i64, end: DateTime) -> Item {
    Item {
        kind,
        number,
        // What is due at five is late after it.
        at: instant(end) + SignedDuration::from_micros(1),
        until: None,
        about: Some(end),
    }
}

/// So many days before the end; nobody is reminded of what they were asked for within those days.
fn remind(kind: Kind, number: i64, asked_at: Timestamp, end: DateTime, days: i64) -> Option<Item> {
    let end_at = instant(end);
    let at = end_at - SignedDuration::from_hours(24 * days.clamp(0, 365));
    (at > asked_at).then_some(Item { kind, number, at, until: Some(end_at), about: Some(end) })
}

/// Some days after a fee fell due.
fn owed(
    rules: &RuleBook,
    dossier: &Dossier,
    number: i64,
    since: Timestamp,
    today: Date,
) -> Result<Option<Item>, AppError> {
    let days: i64 = rules.rule("fee_remind_days", today)?;
    let owes = !dossier.facts.owed().is_zero();
    let at = since + SignedDuration::from_hours(24 * days.clamp(0, 365));
    Ok(owes.then(|| Item {
        kind: Kind::RemindFee,
        number,
        at,
        // Nobody is reminded of what an old store or a clock set forward brings up much later.
        until: Some(at + SignedDuration::from_hours(30 * 24)),
        about: None,
    }))
}

/// On the last working day on which an apology can go out.
fn apology(
    rules: &RuleBook,
    place: Option<&Territory>,
    dossier: &Dossier,
    expected: DateTime,
    accepted_at: Timestamp,
) -> Result<Option<Item>, AppError> {
    let rule = redating_rule(rules, local(dossier.submitted_at).date())?;
    let last = rule.last_day(expected);
    if dossier.facts.redatings.len() >= rule.most as usize || last < local(accepted_at).date() {
        return Ok(None);
    }
    let worked = rules.calendar_at(place).on_or_before(last);
    let worked = worked.map_err(|error| AppError::Internal(error.to_string()))?;
    let hours = rules.hours(Some(&dossier.agency_id), worked)?;
    Ok(Some(Item {
        kind: Kind::Apology,
        number: day_number(expected),
        at: instant(hours.opening(worked)),
        until: Some(instant(hours.closing(last))),
        about: Some(expected),
    }))
}
