//! What becomes of the dates when a dossier waited for its applicant.

use jiff::civil::{Date, DateTime};

use super::{Deadline, DeadlineInput, DeadlineUnknown, Due, Limit, compute};
use crate::calendar::OutOfRange;
use crate::coded::coded_enum;

coded_enum! {
    /// What the agency's clock does while the applicant supplements or pays.
    pub enum ClockPolicy {
        /// The limit begins anew once the dossier is complete (Nghị định 61/2018 Điều 19).
        Restart => "restart",
        /// The time waited is added: the neutral default since Nghị định 118/2025.
        Suspend => "suspend",
        /// It runs on.
        Continue => "continue",
    }
}

/// From when to when a dossier waited, local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// When the applicant was asked.
    pub asked_at: DateTime,
    /// When all was there.
    pub supplied_at: DateTime,
}

/// A wait in the life of a dossier, after acceptance: the intervals are what is kept, the dates follow from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waited {
    /// When the applicant was asked.
    pub asked_at: DateTime,
    /// When all was there; none while it waits.
    pub supplied_at: Option<DateTime>,
    /// What the clock does meanwhile.
    pub policy: ClockPolicy,
}

/// The dates after a wait, from those before it. A suspension adds the days after the day of asking, up to and
/// including the day on which the agency is at work with what was supplied: working days, or every day where the
/// limit counts them; it leaves the time of day, and what was already due stays due.
/// `input.submitted_at` isn't looked at: a limit that begins anew begins with the supply.
///
/// # Errors
/// If the limit is unknown or the dates are out of range.
pub fn due_after_wait(
    policy: ClockPolicy,
    due: Due,
    wait: Wait,
    input: &DeadlineInput<'_>,
) -> Result<Due, DeadlineUnknown> {
    match policy {
        ClockPolicy::Continue => Ok(due),
        ClockPolicy::Restart => {
            let anew = DeadlineInput { submitted_at: wait.supplied_at, ..*input };
            Ok(compute(&anew)?.due())
        }
        ClockPolicy::Suspend => {
            let from = wait.asked_at.date();
            let until = back_at_work(input, wait.supplied_at)?;
            let days = input.calendar.working_days_between(from, until);
            let later = |moment: DateTime| {
                if wait.asked_at >= moment {
                    return Ok(moment);
                }
                let date = input.calendar.add_working_days(moment.date(), days)?;
                Ok::<_, DeadlineUnknown>(date.to_datetime(moment.time()))
            };
            Ok(Due { statutory: later(due.statutory)?, promised: later(due.promised)? })
        }
    }
}

/// The dates after all waits, worked out from the beginning: `input.submitted_at` is when the dossier was complete
/// for the first time. A wait that isn't over changes nothing yet.
///
/// # Errors
/// If the limit is unknown or the dates are out of range.
pub fn due_after_waits(input: &DeadlineInput<'_>, waits: &[Waited]) -> Result<Due, DeadlineUnknown> {
    Ok(Run::new(input, waits)?.due)
}

/// The day on which the agency is at work with what was supplied. It is worked, unlike a Saturday on which
/// dossiers are only taken in.
fn back_at_work(input: &DeadlineInput<'_>, supplied_at: DateTime) -> Result<Date, OutOfRange> {
    let moment = input.hours.next_working_moment(input.calendar, supplied_at)?;
    Ok(moment.date())
}

/// How the time ran: since when, until when, and for how long it stood still.
pub(super) struct Run {
    /// From the last time that the limit began.
    pub(super) base: Deadline,
    /// The limit that is counted.
    pub(super) limit: Limit,
    /// When it is due, with all waits that are over.
    pub(super) due: Due,
    /// For how long the law's limit stood still.
    pub(super) pauses: Vec<Pause>,
}

/// The law's limit stood still.
#[derive(Clone, Copy)]
pub(super) struct Pause {
    /// When the applicant was asked.
    pub(super) asked_at: DateTime,
    /// For how many days of those that it counts; none while it waits.
    pub(super) days: Option<u32>,
}

impl Run {
    pub(super) fn new(input: &DeadlineInput<'_>, waits: &[Waited]) -> Result<Self, DeadlineUnknown> {
        let begins_anew = |wait: &Waited| {
            let supplied = wait.supplied_at;
            supplied.filter(|_| wait.policy == ClockPolicy::Restart)
        };
        let restart = waits.iter().rposition(|wait| begins_anew(wait).is_some());
        let waits_since = restart.map_or(waits, |at| &waits[at + 1..]);
        let submitted_at = restart.and_then(|at| begins_anew(&waits[at])).unwrap_or(input.submitted_at);
        let input = DeadlineInput { submitted_at, ..*input };
        let base = compute(&input)?;
        let limit = input.by_law();
        let mut count = input.count()?;

        let mut pauses = Vec::new();
        let statutory = run(
            &input,
            waits_since,
            &limit,
            base.statutory_due,
            |waited| {
                count.waited = waited;
                count.statutory(&limit, &mut Vec::new())
            },
            &mut pauses,
        )?;
        let promised = match base.shortened() {
            None => statutory,
            Some((_, left)) => run(
                &input,
                waits_since,
                left,
                base.promised_due,
                |waited| {
                    count.waited = waited;
                    count.promised(left, &mut Vec::new())
                },
                &mut Vec::new(),
            )?,
        };
        let due = Due { statutory, promised: promised.min(statutory) };
        Ok(Self { base, limit, due, pauses })
    }
}

/// Where a limit ends that ended at `end` before the waits. `end_after` so many days of waiting is asked where each
/// day counts.
fn run(
    input: &DeadlineInput<'_>,
    waits: &[Waited],
    limit: &Limit,
    end: DateTime,
    mut end_after: impl FnMut(u32) -> Result<DateTime, DeadlineUnknown>,
    pauses: &mut Vec<Pause>,
) -> Result<DateTime, DeadlineUnknown> {
    let (mut end, mut waited) = (end, 0);
    for wait in waits {
        if wait.policy == ClockPolicy::Continue || wait.asked_at >= end {
            continue;
        }
        let (asked_at, asked_on) = (wait.asked_at, wait.asked_at.date());
        let Some(supplied_at) = wait.supplied_at else {
            pauses.push(Pause { asked_at, days: None });
            break;
        };
        let back_on = back_at_work(input, supplied_at)?;
        let days = if limit.counts_every_day() {
            let days = back_on.duration_since(asked_on).as_hours() / 24;
            u32::try_from(days).unwrap_or(0)
        } else {
            input.calendar.working_days_between(asked_on, back_on)
        };
        if limit.counts_every_day() {
            waited += days;
            end = end_after(waited)?;
        } else {
            let last = input.calendar.add_working_days(end.date(), days)?;
            end = last.to_datetime(end.time());
        }
        pauses.push(Pause { asked_at, days: Some(days) });
    }
    Ok(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::Limit;
    use crate::fixture::{calendar, hours};

    fn moment(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    /// RULES.md 2.5.
    #[test]
    fn waiting_restarts_suspends_or_costs_the_agency() {
        let (calendar, hours) = (calendar(), hours());
        let input = DeadlineInput {
            submitted_at: moment("2026-11-20T09:00"),
            limit: &Limit::working_days(3),
            longer: None,
            shortening: None,
            calendar: &calendar,
            hours: &hours,
        };
        let due = Due { statutory: moment("2026-11-26T17:00"), promised: moment("2026-11-26T10:00") };
        // Asked on Monday, supplied on Friday night: received on the Monday after. Tuesday was a
        // holiday, so Wednesday to Friday and that Monday were waited.
        let wait = Wait { asked_at: moment("2026-11-23T15:00"), supplied_at: moment("2026-11-27T20:00") };
        let after = |policy| due_after_wait(policy, due, wait, &input).unwrap();
        assert_eq!(after(ClockPolicy::Continue), due);
        let suspended = after(ClockPolicy::Suspend);
        assert_eq!(suspended.statutory, moment("2026-12-02T17:00"));
        assert_eq!(suspended.promised, moment("2026-12-02T10:00"));
        assert_eq!(after(ClockPolicy::Restart).statutory, moment("2026-12-03T17:00"));

        // Supplied within the day, nothing was waited.
        let wait = Wait { supplied_at: moment("2026-11-23T16:00"), ..wait };
        assert_eq!(due_after_wait(ClockPolicy::Suspend, due, wait, &input), Ok(due));
    }
}
