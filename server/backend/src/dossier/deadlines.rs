//! When a dossier's result is due: fixed at acceptance, and worked out anew when what was asked for has come.

use std::borrow::Cow;

use domain::{
    calendar::Calendar,
    channel::Channel,
    deadline::{self, ClockPolicy, Course, DeadlineInput, DeadlineUnknown, Due, Limit, Shortening, Wait, Waited},
    dossier::{RedatingRule, Waiting},
    procedure::Procedure,
    regime::{AppliedRule, ClockStage},
    working_hours::WorkingHours,
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};

use super::{Dossier, PinnedDeadline, Suspension};
use crate::{
    catalogue::Agency,
    clock::local,
    error::AppError,
    policy::RuleBook,
    quoting::{self, Wish},
};

/// Until when the agency answers what reached it at `at`, local time: so many working hours (Nghị định 45/2020/NĐ-CP,
/// Điều 11).
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn acknowledge_by(rules: &RuleBook, agency: &Agency, at: DateTime) -> Result<DateTime, AppError> {
    let calendar = rules.calendar_at(agency.place().as_ref());
    let within = rules.rule("acknowledge_hours", at.date())?;
    rules
        .hours(Some(&agency.id), at.date())?
        .working_hours_after(&calendar, at, within)
        .map_err(|error| AppError::Internal(error.to_string()))
}

/// Fixes the deadline at acceptance. The policies of the day of filing hold; time counts from the receipt of the
/// complete dossier, which is `complete_at`: the filing, or the supplement that completed it.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete. The inner error says why no deadline can be told;
/// then the officer sets it.
pub fn fix_deadline(
    rules: &RuleBook,
    procedure: &Procedure,
    agency: &Agency,
    wish: &Wish,
    channel: Channel,
    filed_at: Timestamp,
    complete_at: Timestamp,
) -> Result<Result<PinnedDeadline, DeadlineUnknown>, AppError> {
    let limits = &procedure.terms.limits;
    let Some(limit) = limits.of_case(channel, wish.case.as_deref()) else {
        return Ok(Err(DeadlineUnknown::ChannelNotOffered));
    };
    let (filed, complete) = (local(filed_at), local(complete_at));
    let quote = quoting::quote(rules, procedure, Some(agency), channel, filed, wish)?;
    let shortening = match quote.deadline {
        Ok(deadline) => deadline.shortened().map(|(by, _)| by.clone()),
        Err(unknown) => return Ok(Err(unknown)),
    };
    let here = Here::of(rules, agency, complete.date())?;
    let remote = rules.is_remote(agency.unit_code.as_deref(), filed.date());
    let input = DeadlineInput { longer: limits.longer_at(remote), ..here.input(limit, shortening.as_ref(), complete) };
    let (deadline, limit) = (deadline::compute(&input), input.by_law());
    Ok(deadline.map(|deadline| PinnedDeadline { deadline, limit, shortening }))
}

/// The due dates of a dossier whose applicant supplied or paid what was asked for last, at `supplied_at`; `None` before
/// acceptance, when no time runs. Whether waiting restarts, suspends or leaves the limit is said by the procedure's
/// own law, else by the regime of the day of filing.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn due_after_supplement(
    rules: &RuleBook,
    dossier: &Dossier,
    agency: &Agency,
    procedure: &Procedure,
    supplied_at: Timestamp,
) -> Result<Option<Due>, AppError> {
    let facts = &dossier.facts;
    let mut waits = waits(rules, dossier, procedure)?;
    let (Some(acceptance), Some(last)) = (facts.state.acceptance(), waits.last_mut()) else {
        return Ok(None);
    };
    let supplied = local(supplied_at);
    last.supplied_at = Some(supplied);
    let last = *last;
    let here = Here::of(rules, agency, supplied.date())?;
    let (clock, limit, shortening) = match (last.policy, &facts.pinned) {
        (clock, Some(pinned)) => {
            let (limit, shortening) = (&pinned.limit, pinned.shortening.as_ref());
            let from_the_start = here.input(limit, shortening, pinned.deadline.submitted_at);
            let before = deadline::due_after_waits(&from_the_start, &waits[..waits.len() - 1]);
            // Unless somebody set the date, or the calendar has changed since, it follows from the waits.
            if before == Ok(acceptance.due) {
                return found(deadline::due_after_waits(&from_the_start, &waits));
            }
            (clock, limit, shortening)
        }
        // A date that an officer set cannot begin again, for there is no limit to count: it waits.
        (ClockPolicy::Restart, None) => (ClockPolicy::Suspend, &NO_LIMIT, None),
        (clock, None) => (clock, &NO_LIMIT, None),
    };
    let wait = Wait { asked_at: last.asked_at, supplied_at: supplied };
    let input = here.input(limit, shortening, supplied);
    found(deadline::due_after_wait(clock, acceptance.due, wait, &input))
}

fn found(due: Result<Due, DeadlineUnknown>) -> Result<Option<Due>, AppError> {
    due.map(Some).map_err(|error| AppError::Internal(format!("due date after a supplement: {error}")))
}

/// The days on the way to a dossier's date, for people to see. `None` where they wouldn't add up to it: an officer set
/// the date, or the calendar has changed since.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn course(
    rules: &RuleBook,
    dossier: &Dossier,
    agency: &Agency,
    procedure: &Procedure,
    today: Date,
) -> Result<Option<Course>, AppError> {
    let facts = &dossier.facts;
    let (Some(acceptance), Some(pinned)) = (facts.state.acceptance(), &facts.pinned) else {
        return Ok(None);
    };
    let waits = waits(rules, dossier, procedure)?;
    let complete = pinned.deadline.submitted_at;
    let here = Here::of(rules, agency, complete.date())?;
    let input = here.input(&pinned.limit, pinned.shortening.as_ref(), complete);
    let course = deadline::course(&input, &waits, today).ok();
    Ok(course.filter(|course| course.due == acceptance.due))
}

/// The rule about setting anew the due date of a dossier filed on this day.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn redating_rule(rules: &RuleBook, filed_on: Date) -> Result<RedatingRule, AppError> {
    Ok(RedatingRule {
        most: rules.regime(filed_on)?.max_extensions,
        days_before: rules.rule("apology_days", filed_on)?,
    })
}

/// The waits of a dossier since its acceptance; the last may not be over.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn waits(rules: &RuleBook, dossier: &Dossier, procedure: &Procedure) -> Result<Vec<Waited>, AppError> {
    let Some(acceptance) = dossier.facts.state.acceptance() else {
        return Ok(Vec::new());
    };
    let regime = rules.regime(local(dossier.submitted_at).date())?;
    let wait = |wait: &Suspension| Waited {
        asked_at: local(wait.from),
        supplied_at: wait.to.map(local),
        policy: regime.clock(stage(wait.why), &procedure.terms.clocks),
    };
    // What came in before the acceptance stops no clock, and is none of them.
    let waits = dossier.facts.suspensions.iter();
    Ok(waits.filter(|suspension| suspension.from >= acceptance.at).map(wait).collect())
}

const fn stage(why: Waiting) -> ClockStage {
    match why {
        Waiting::Supplement => ClockStage::Supplement,
        Waiting::Payment => ClockStage::Payment,
    }
}

/// The dates of a dossier that goes on after a wait.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resumed {
    /// The law's and the promised date; `None` where no time runs.
    pub due: Option<Due>,
    /// The date that an apology had set.
    pub redated: Option<DateTime>,
    /// The rules that were applied.
    pub rules: Vec<AppliedRule>,
}

/// The dates of a dossier that waited for its applicant until `at`: computed from those that acceptance fixed and from
/// all intervals since. Before acceptance, and after the decision, no time runs.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn resumed(
    rules: &RuleBook,
    dossier: &Dossier,
    agency: &Agency,
    procedure: &Procedure,
    at: Timestamp,
) -> Result<Resumed, AppError> {
    let facts = &dossier.facts;
    let open = facts.suspensions.last().filter(|wait| wait.to.is_none());
    let Some(open) = open else {
        return Ok(Resumed { redated: facts.redated, ..Resumed::default() });
    };
    let filed_on = local(dossier.submitted_at).date();
    let policy = rules.regime(filed_on)?;
    let policy = policy.clock(stage(open.why), &procedure.terms.clocks);
    let redated = match facts.redated {
        // A limit that begins anew has a new date of its own.
        Some(_) if policy == ClockPolicy::Restart => None,
        Some(to) => {
            let here = Here::of(rules, agency, local(at).date())?;
            let told = Due { statutory: to, promised: to };
            let wait = Wait { asked_at: local(open.from), supplied_at: local(at) };
            let no_limit = NO_LIMIT;
            let input = here.input(&no_limit, None, local(at));
            found(deadline::due_after_wait(policy, told, wait, &input))?.map(|due| due.promised)
        }
        None => None,
    };
    Ok(Resumed {
        due: due_after_supplement(rules, dossier, agency, procedure, at)?,
        redated,
        rules: rules.used(open.why.clock_rule(), filed_on).into_iter().collect(),
    })
}

/// Stands where a limit is asked for and not looked at.
const NO_LIMIT: Limit = Limit::working_days(0);

/// An agency's days and hours.
struct Here<'a> {
    calendar: Cow<'a, Calendar>,
    hours: &'a WorkingHours,
}

impl<'a> Here<'a> {
    fn of(rules: &'a RuleBook, agency: &Agency, on: Date) -> Result<Self, AppError> {
        Ok(Self { calendar: rules.calendar_at(agency.place().as_ref()), hours: rules.hours(Some(&agency.id), on)? })
    }

    fn input<'b>(
        &'b self,
        limit: &'b Limit,
        shortening: Option<&'b Shortening>,
        submitted_at: DateTime,
    ) -> DeadlineInput<'b> {
        DeadlineInput { submitted_at, limit, longer: None, shortening, calendar: &self.calendar, hours: self.hours }
    }
}

#[cfg(test)]
mod tests;
