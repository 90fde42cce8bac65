//! When a dossier's result is due: fixed at acceptance, and worked out anew when what was asked for has come.

use domain::{
    channel::Channel,
    deadline::{
        self, ClockPolicy, Deadline, DeadlineInput, DeadlineUnknown, Due, Limit, Reason,
        Shortening, Wait,
    },
    procedure::Procedure,
};
use jiff::Timestamp;

use super::{Dossier, PinnedDeadline};
use crate::{
    catalogue::{self, Agency, Wish},
    clock::local,
    error::AppError,
    policy::RuleBook,
};

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
    channel: Channel,
    filed_at: Timestamp,
    complete_at: Timestamp,
) -> Result<Result<PinnedDeadline, DeadlineUnknown>, AppError> {
    let Some(limit) = procedure.terms.limits.of(channel) else {
        return Ok(Err(DeadlineUnknown::ChannelNotOffered));
    };
    let wish = Wish::default();
    let filed = local(filed_at);
    let quote = catalogue::quote(rules, procedure, Some(agency), channel, filed, &wish)?;
    let shortening = match quote.deadline {
        Ok(deadline) => shortening(&deadline),
        Err(unknown) => return Ok(Err(unknown)),
    };
    let input = input(rules, &agency.id, limit, shortening.as_ref(), complete_at)?;
    Ok(deadline::compute(&input).map(|deadline| PinnedDeadline {
        deadline,
        limit: limit.clone(),
        shortening,
    }))
}

/// The due dates of a dossier whose applicant supplied what was asked for last, at `supplied_at`; `None` before
/// acceptance, when no time runs. Whether waiting restarts, suspends or leaves the limit is said by the rule
/// `supplement_clock` of the day of acceptance.
///
/// # Errors
/// [`AppError::Setup`] where the portal's rules are incomplete.
pub fn due_after_supplement(
    rules: &RuleBook,
    dossier: &Dossier,
    supplied_at: Timestamp,
) -> Result<Option<Due>, AppError> {
    let facts = &dossier.facts;
    let (Some(acceptance), Some(request)) = (facts.state.acceptance(), facts.supplements.last())
    else {
        return Ok(None);
    };
    let clock = rules.rule("supplement_clock", local(acceptance.at).date())?;
    let (policy, limit, shortening) = match (clock, &facts.pinned) {
        (clock, Some(pinned)) => (clock, &pinned.limit, pinned.shortening.as_ref()),
        // A date that an officer set cannot begin again, for there is no limit to count: it waits.
        (ClockPolicy::Restart, None) => (ClockPolicy::Suspend, &NO_LIMIT, None),
        (clock, None) => (clock, &NO_LIMIT, None),
    };
    let wait = Wait {
        asked_at: local(request.asked_at),
        supplied_at: local(supplied_at),
    };
    let input = input(rules, &dossier.agency_id, limit, shortening, supplied_at)?;
    let due = deadline::due_after_wait(policy, acceptance.due, wait, &input);
    due.map(Some)
        .map_err(|error| AppError::Internal(format!("due date after a supplement: {error}")))
}

/// Stands where a limit is asked for and not looked at.
const NO_LIMIT: Limit = Limit::working_days(0);

fn input<'a>(
    rules: &'a RuleBook,
    agency_id: &str,
    limit: &'a Limit,
    shortening: Option<&'a Shortening>,
    from: Timestamp,
) -> Result<DeadlineInput<'a>, AppError> {
    let submitted_at = local(from);
    Ok(DeadlineInput {
        submitted_at,
        limit,
        shortening,
        calendar: &rules.calendar,
        hours: rules.hours(Some(agency_id), submitted_at.date())?,
    })
}

/// The cut that was applied, as the reasons tell it.
fn shortening(deadline: &Deadline) -> Option<Shortening> {
    deadline.reasons.iter().find_map(|reason| match reason {
        Reason::Shortened { by, .. } => Some(by.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
