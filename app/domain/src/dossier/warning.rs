//! What a desk is warned of: each limit that a dossier still has before it, with the working hours that are left.

use jiff::civil::{Date, DateTime, Time, time};

use crate::calendar::{Calendar, OutOfRange};
use crate::coded::coded_enum;
use crate::working_hours::WorkingHours;

coded_enum! {
    /// A limit.
    pub enum Limit {
        /// Answer what was sent (Nghị định 45/2020 Điều 11).
        Intake => "intake",
        /// Hand what was taken in on paper to whoever works on it (Nghị định 61/2018 Điều 18).
        HandOn => "hand_on",
        /// The last day to send an accepted dossier back for papers (Nghị định 61/2018 Điều 19).
        SupplementNotice => "supplement_notice",
        /// The last day to apologise and set a new date.
        Apology => "apology",
        /// The date told to the applicant.
        Promised => "promised",
        /// The law's date.
        Statutory => "statutory",
        /// Until when the applicant may supply papers.
        SupplementDeadline => "supplement_deadline",
        /// Until when the applicant is to pay.
        PaymentDeadline => "payment_deadline",
    }
}

impl Limit {
    /// Whether it is the agency that has to act.
    #[must_use]
    pub const fn is_the_agencys(self) -> bool {
        !matches!(self, Self::SupplementDeadline | Self::PaymentDeadline)
    }
}

/// What is taken in on paper after this moment is handed on the next day (Nghị định 61/2018 Điều 18).
const HANDED_ON_TODAY_UNTIL: Time = time(15, 0, 0, 0);

/// A limit and how it stands to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// Which.
    pub limit: Limit,
    /// When it ends, local time.
    pub at: DateTime,
    /// Whole working hours until then; how many it is past where that is `over`.
    pub hours: u32,
    /// It has passed.
    pub over: bool,
}

/// Collects warnings at a moment.
#[derive(Debug)]
pub struct Warnings<'a> {
    /// Now, local time.
    pub now: DateTime,
    /// Which days are worked.
    pub calendar: &'a Calendar,
    /// And when.
    pub hours: &'a WorkingHours,
}

impl Warnings<'_> {
    /// How a limit stands to now.
    #[must_use]
    pub fn of(&self, limit: Limit, at: DateTime) -> Warning {
        let over = at < self.now;
        let (from, until) = if over { (at, self.now) } else { (self.now, at) };
        Warning { limit, at, hours: self.hours.hours_between(self.calendar, from, until), over }
    }

    /// Until when a paper dossier accepted at a moment is with whoever works on it: the end of that working day, or,
    /// after 15:00 and on a Saturday with intake alone, the beginning of the next.
    ///
    /// # Errors
    /// At the end of time.
    pub fn handed_on_by(&self, accepted: DateTime) -> Result<DateTime, OutOfRange> {
        let day = accepted.date();
        if accepted.time() <= HANDED_ON_TODAY_UNTIL && self.calendar.is_working(day) {
            return Ok(self.hours.closing(day));
        }
        Ok(self.hours.opening(self.calendar.next_working_day(day)?))
    }

    /// The end of a day's work, on that day or the last worked one before it.
    ///
    /// # Errors
    /// At the end of time.
    pub fn end_of(&self, day: Date) -> Result<DateTime, OutOfRange> {
        Ok(self.hours.closing(self.calendar.on_or_before(day)?))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::fixture::{calendar, hours};

    #[test]
    fn hours_left_skip_nights_weekends_and_holidays() {
        let (calendar, hours) = (calendar(), hours());
        let warnings = Warnings { now: date(2026, 11, 20).at(16, 0, 0, 0), calendar: &calendar, hours: &hours };
        // Friday 16:00; Tuesday is a holiday: one hour today, eight on Monday, eight on Wednesday.
        let due = date(2026, 11, 25).at(17, 0, 0, 0);
        let warning = warnings.of(Limit::Promised, due);
        assert_eq!((warning.hours, warning.over), (17, false));
        let past = warnings.of(Limit::Intake, date(2026, 11, 20).at(14, 0, 0, 0));
        assert_eq!((past.hours, past.over), (2, true));
        let end = warnings.end_of(date(2026, 11, 22)).unwrap();
        assert_eq!(end, date(2026, 11, 20).at(17, 0, 0, 0));
    }

    /// RULES.md 2.3: on the same day, after 15:00 at the beginning of the next working day.
    #[test]
    fn paper_is_handed_on_within_the_day() {
        let (calendar, hours) = (calendar(), hours());
        let warnings = Warnings { now: date(2026, 11, 20).at(16, 0, 0, 0), calendar: &calendar, hours: &hours };
        for (accepted, by) in [
            ("2026-11-20T09:00", "2026-11-20T17:00"),
            ("2026-11-20T15:00", "2026-11-20T17:00"),
            ("2026-11-20T15:00:01", "2026-11-23T07:00"),
            ("2026-11-21T09:00", "2026-11-23T07:00"), // a Saturday
            ("2026-11-23T16:00", "2026-11-25T07:00"), // over a holiday
        ] {
            let found = warnings.handed_on_by(accepted.parse().unwrap());
            assert_eq!(found, Ok(by.parse().unwrap()), "{accepted}");
        }
    }
}
