//! What the desk is warned of, computed when it is read.

use domain::{
    channel::Channel,
    dossier::{State, WarnedLimit, Warning, Warnings},
};
use jiff::Timestamp;

use crate::{
    catalogue::Agency,
    clock::local,
    dossier::{Facts, deadlines::redating_rule},
    error::AppError,
    policy::RuleBook,
};

/// What of a dossier its warnings follow from.
#[derive(Clone, Copy)]
pub(super) struct Warned<'a> {
    /// What the log says.
    pub facts: &'a Facts,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// How it came.
    pub channel: Channel,
}

/// Every limit that a dossier of this agency has before it or has passed, the first to come first. What can no longer
/// be kept and is over for good (the last day for an apology, for a supplement's notice) is not among them.
pub(super) fn warnings(
    rules: &RuleBook,
    agency: &Agency,
    dossier: Warned<'_>,
    now: Timestamp,
) -> Result<Vec<Warning>, AppError> {
    let facts = dossier.facts;
    let today = local(now).date();
    let calendar = rules.calendar_at(agency.place().as_ref());
    let at = Warnings { now: local(now), calendar: &calendar, hours: rules.hours(Some(&agency.id), today)? };
    let far = |error: domain::calendar::OutOfRange| AppError::Internal(error.to_string());
    let mut found = Vec::new();
    match &facts.state {
        State::Registered => found.push(at.of(WarnedLimit::Intake, facts.acknowledge_by)),
        State::IntakeSupplement { request } | State::Supplement { request, .. } => {
            let until = request.until;
            found.extend(until.map(|until| at.of(WarnedLimit::SupplementDeadline, until)));
        }
        State::Payment { .. } => {
            let until = facts.pay_until();
            found.extend(until.map(|until| at.of(WarnedLimit::PaymentDeadline, until)));
        }
        State::Accepted { acceptance } | State::Processing { acceptance } => {
            let days = rules.rule("supplement_notice_days", today)?;
            let accepted = local(acceptance.at).date();
            let last = calendar.add_working_days(accepted, days).map_err(far)?;
            if facts.suspensions.is_empty() {
                found.push(at.of(WarnedLimit::SupplementNotice, at.end_of(last).map_err(far)?));
            }
            let expected = facts.expected().unwrap_or(acceptance.due.promised);
            let rule = redating_rule(rules, local(dossier.submitted_at).date())?;
            let last = rule.last_day(expected);
            if facts.redatings.len() < rule.most as usize && last >= accepted {
                found.push(at.of(WarnedLimit::Apology, at.end_of(last).map_err(far)?));
            }
            found.retain(|warning| !warning.over);
            // What came as data is with whoever works on it at once.
            let on_paper = dossier.channel != Channel::Online;
            if on_paper && matches!(facts.state, State::Accepted { .. }) {
                let by = at.handed_on_by(local(acceptance.at)).map_err(far)?;
                found.push(at.of(WarnedLimit::HandOn, by));
            }
            found.push(at.of(WarnedLimit::Promised, expected));
            if acceptance.due.statutory != expected {
                found.push(at.of(WarnedLimit::Statutory, acceptance.due.statutory));
            }
        }
        _ => {}
    }
    found.sort_by_key(|warning| warning.at);
    Ok(found)
}
