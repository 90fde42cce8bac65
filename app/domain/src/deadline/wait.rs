//! What becomes of the dates when a dossier waited for its applicant.

use jiff::civil::DateTime;

use super::{DeadlineInput, DeadlineUnknown, Due, compute};
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

/// The dates after a wait. A suspension adds the working days after the day of asking, up to and
/// including the day of receipt, and leaves the time of day. `input.submitted_at` isn't looked at:
/// a limit that begins anew begins with the supply.
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
            let anew = DeadlineInput {
                submitted_at: wait.supplied_at,
                ..*input
            };
            Ok(compute(&anew)?.due())
        }
        ClockPolicy::Suspend => {
            let received_at = input
                .hours
                .next_working_moment(input.calendar, wait.supplied_at)?;
            let (from, until) = (wait.asked_at.date(), received_at.date());
            let days = input.calendar.working_days_between(from, until);
            let later = |moment: DateTime| {
                let date = input.calendar.add_working_days(moment.date(), days)?;
                Ok::<_, DeadlineUnknown>(date.to_datetime(moment.time()))
            };
            Ok(Due {
                statutory: later(due.statutory)?,
                promised: later(due.promised)?,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::Limit;
    use crate::fixture::{calendar, hours};

    fn moment(text: &str) -> DateTime {
        text.parse().unwrap()
    }

    /// Domain rules 2.5.
    #[test]
    fn waiting_restarts_suspends_or_costs_the_agency() {
        let (calendar, hours) = (calendar(), hours());
        let input = DeadlineInput {
            submitted_at: moment("2026-11-20T09:00"),
            limit: &Limit::working_days(3),
            shortening: None,
            calendar: &calendar,
            hours: &hours,
        };
        let due = Due {
            statutory: moment("2026-11-26T17:00"),
            promised: moment("2026-11-26T10:00"),
        };
        // Asked on Monday, supplied on Friday night: received on the Monday after. Tuesday was a
        // holiday, so Wednesday to Friday and that Monday were waited.
        let wait = Wait {
            asked_at: moment("2026-11-23T15:00"),
            supplied_at: moment("2026-11-27T20:00"),
        };
        let after = |policy| due_after_wait(policy, due, wait, &input).unwrap();
        assert_eq!(after(ClockPolicy::Continue), due);
        let suspended = after(ClockPolicy::Suspend);
        assert_eq!(suspended.statutory, moment("2026-12-02T17:00"));
        assert_eq!(suspended.promised, moment("2026-12-02T10:00"));
        assert_eq!(
            after(ClockPolicy::Restart).statutory,
            moment("2026-12-03T17:00")
        );

        // Supplied within the day, nothing was waited.
        let wait = Wait {
            supplied_at: moment("2026-11-23T16:00"),
            ..wait
        };
        assert_eq!(
            due_after_wait(ClockPolicy::Suspend, due, wait, &input),
            Ok(due)
        );
    }
}
