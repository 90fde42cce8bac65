//! When an agency works within a worked day. Local decisions differ, so the hours are data.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, OutOfRange};

/// A worked day counts as so many hours in limits, whatever the local sessions add up to.
pub const HOURS_A_DAY: u32 = 8;

/// One stretch of work, from the first minute to the one at which it is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    from: Time,
    to: Time,
}

/// The hours of an agency, Monday to Friday and on make-up days.
///
/// As text, and in serde, either one list of sessions for every day, `07:00-11:30,13:30-17:00`, or
/// six lists apart by `;` for Monday to Friday and make-up days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WorkingHours {
    /// Monday to Friday, then make-up days. None is empty; sessions rise and don't overlap.
    lists: [Vec<Session>; 6],
}

/// Why a text doesn't say working hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WorkingHoursError {
    /// Not `HH:MM-HH:MM`.
    #[error("a session of work is written HH:MM-HH:MM")]
    Session,
    /// A session ends before it starts, or starts before the one before is over.
    #[error("sessions of work follow one another")]
    Order,
    /// Neither one list nor six.
    #[error("there is one list of sessions, or six: Monday to Friday and make-up days")]
    Lists,
}

impl Session {
    fn minutes(self) -> i64 {
        self.to.duration_since(self.from).as_mins()
    }
}

impl WorkingHours {
    /// When work starts on a worked day.
    pub fn opening(&self, date: Date) -> DateTime {
        date.to_datetime(self.first(date).from)
    }

    /// Close of business on a worked day.
    pub fn closing(&self, date: Date) -> DateTime {
        let last = self
            .sessions(date)
            .last()
            .copied()
            .unwrap_or_else(|| self.first(date));
        date.to_datetime(last.to)
    }

    /// `moment` itself if the agency is at work, else the moment when it next is.
    ///
    /// # Errors
    /// At the end of time.
    pub fn next_working_moment(
        &self,
        calendar: &Calendar,
        moment: DateTime,
    ) -> Result<DateTime, OutOfRange> {
        let (date, time) = (moment.date(), moment.time());
        if calendar.is_working(date)
            && let Some(session) = self.sessions(date).iter().find(|session| time < session.to)
        {
            return Ok(date.to_datetime(time.max(session.from)));
        }
        Ok(self.opening(calendar.next_working_day(date)?))
    }

    /// The moment at which `hours` working hours have passed, counted from the day after `date`:
    /// whole days of eight hours first, then what remains into the next working day. Whole days
    /// end at close of business.
    ///
    /// # Errors
    /// At the end of time.
    pub fn add_working_hours(
        &self,
        calendar: &Calendar,
        date: Date,
        hours: u32,
    ) -> Result<DateTime, OutOfRange> {
        let (days, rest) = (hours / HOURS_A_DAY, hours % HOURS_A_DAY);
        let last = calendar.add_working_days(date, days)?;
        if rest == 0 {
            return Ok(self.closing(calendar.on_or_after(last)?));
        }
        Ok(self.hours_into(calendar.next_working_day(last)?, rest))
    }

    /// The moment at which `hours` have been worked since `moment`, e.g. the eight within which an
    /// agency acknowledges (Nghị định 45/2020 Điều 11).
    ///
    /// # Errors
    /// At the end of time.
    pub fn working_hours_after(
        &self,
        calendar: &Calendar,
        moment: DateTime,
        hours: u32,
    ) -> Result<DateTime, OutOfRange> {
        self.worked_after(
            calendar,
            moment,
            SignedDuration::from_hours(i64::from(hours)),
        )
    }

    /// The moment at which so much time has been worked since `moment`, to the minute.
    ///
    /// # Errors
    /// At the end of time.
    pub fn worked_after(
        &self,
        calendar: &Calendar,
        moment: DateTime,
        worked: SignedDuration,
    ) -> Result<DateTime, OutOfRange> {
        let mut left = worked;
        let mut start = self.next_working_moment(calendar, moment)?;
        loop {
            let date = start.date();
            for session in self
                .sessions(date)
                .iter()
                .filter(|session| start.time() < session.to)
            {
                let from = start.time().max(session.from);
                let here = session.to.duration_since(from);
                if left <= here {
                    let start = date.to_datetime(from);
                    return Ok(start.checked_add(left)?);
                }
                left -= here;
            }
            start = self.opening(calendar.next_working_day(date)?);
        }
    }

    /// The moment at which `hours` have been worked on that day, or its close of business.
    fn hours_into(&self, date: Date, hours: u32) -> DateTime {
        let mut left = i64::from(hours) * 60;
        for session in self.sessions(date) {
            if left <= session.minutes()
                && let Ok(time) = session.from.checked_add(SignedDuration::from_mins(left))
            {
                return date.to_datetime(time);
            }
            left -= session.minutes();
        }
        self.closing(date)
    }

    /// Whole hours at work from `from` to `until`.
    pub fn hours_between(&self, calendar: &Calendar, from: DateTime, until: DateTime) -> u32 {
        let worked = self.worked_between(calendar, from, until);
        u32::try_from(worked.as_hours()).unwrap_or(u32::MAX)
    }

    /// The time at work from `from` to `until`, in whole minutes; none where `until` is earlier.
    pub fn worked_between(
        &self,
        calendar: &Calendar,
        from: DateTime,
        until: DateTime,
    ) -> SignedDuration {
        let mut minutes = 0;
        let mut date = Some(from.date());
        while let Some(day) = date.filter(|day| *day <= until.date()) {
            if calendar.is_working(day) {
                for session in self.sessions(day) {
                    let start = day.to_datetime(session.from).max(from);
                    let end = day.to_datetime(session.to).min(until);
                    minutes += end.duration_since(start).as_mins().max(0);
                }
            }
            date = day.tomorrow().ok();
        }
        SignedDuration::from_mins(minutes)
    }

    fn sessions(&self, date: Date) -> &[Session] {
        let list = match date.weekday() {
            Weekday::Monday => 0,
            Weekday::Tuesday => 1,
            Weekday::Wednesday => 2,
            Weekday::Thursday => 3,
            Weekday::Friday => 4,
            Weekday::Saturday | Weekday::Sunday => 5,
        };
        &self.lists[list]
    }

    /// The first session; there always is one.
    fn first(&self, date: Date) -> Session {
        self.sessions(date)[0]
    }
}

impl FromStr for WorkingHours {
    type Err = WorkingHoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut lists = text
            .split(';')
            .map(sessions)
            .collect::<Result<Vec<_>, _>>()?;
        if let [every_day] = lists.as_slice() {
            lists = vec![every_day.clone(); 6];
        }
        let lists = lists.try_into().map_err(|_| WorkingHoursError::Lists)?;
        Ok(Self { lists })
    }
}

fn sessions(text: &str) -> Result<Vec<Session>, WorkingHoursError> {
    let sessions = text
        .split(',')
        .map(str::parse)
        .collect::<Result<Vec<Session>, _>>()?;
    if sessions.windows(2).any(|pair| pair[0].to > pair[1].from) {
        return Err(WorkingHoursError::Order);
    }
    Ok(sessions)
}

impl FromStr for Session {
    type Err = WorkingHoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text
            .trim()
            .split_once('-')
            .ok_or(WorkingHoursError::Session)?;
        let (from, to) = (clock(from)?, clock(to)?);
        if from >= to {
            return Err(WorkingHoursError::Order);
        }
        Ok(Self { from, to })
    }
}

fn clock(text: &str) -> Result<Time, WorkingHoursError> {
    let (hour, minute) = text.split_once(':').ok_or(WorkingHoursError::Session)?;
    let number = |digits: &str| digits.parse::<i8>().map_err(|_| WorkingHoursError::Session);
    Time::new(number(hour)?, number(minute)?, 0, 0).map_err(|_| WorkingHoursError::Session)
}

impl fmt::Display for WorkingHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let same = self.lists.iter().all(|list| list == &self.lists[0]);
        let lists = if same {
            &self.lists[..1]
        } else {
            &self.lists[..]
        };
        for (i, list) in lists.iter().enumerate() {
            f.write_str(if i > 0 { ";" } else { "" })?;
            for (j, session) in list.iter().enumerate() {
                f.write_str(if j > 0 { "," } else { "" })?;
                let (from, to) = (session.from, session.to);
                write!(f, "{:02}:{:02}-", from.hour(), from.minute())?;
                write!(f, "{:02}:{:02}", to.hour(), to.minute())?;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for WorkingHours {
    type Error = WorkingHoursError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<WorkingHours> for String {
    fn from(hours: WorkingHours) -> Self {
        hours.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{calendar, hours};

    #[test]
    fn read_and_written_as_text() {
        for text in [
            "07:00-11:30,13:30-17:00",
            "07:00-12:00",
            "07:00-11:30,13:30-17:00;07:00-11:00;08:00-12:00;07:00-11:00;07:00-11:00;07:00-11:30",
        ] {
            let hours: WorkingHours = text.parse().unwrap();
            assert_eq!(hours.to_string(), text);
            let json = serde_json::to_string(&hours).unwrap();
            assert_eq!(serde_json::from_str::<WorkingHours>(&json).unwrap(), hours);
        }
    }

    #[test]
    fn what_is_refused() {
        for (text, error) in [
            ("", WorkingHoursError::Session),
            ("07:00", WorkingHoursError::Session),
            ("07:00-25:00", WorkingHoursError::Session),
            ("11:30-07:00", WorkingHoursError::Order),
            ("07:00-11:30,11:00-17:00", WorkingHoursError::Order),
            ("07:00-11:30;07:00-11:30", WorkingHoursError::Lists),
        ] {
            assert_eq!(text.parse::<WorkingHours>(), Err(error), "{text}");
        }
    }

    /// Where a day is shorter than eight hours, part of a day ends at its close at the latest.
    #[test]
    fn a_short_day_ends_at_its_close() {
        let short: WorkingHours = "07:00-11:00".parse().unwrap();
        let day = jiff::civil::date(2026, 11, 20);
        let due = short.add_working_hours(&calendar(), day, 7).unwrap();
        assert_eq!(due, "2026-11-23T11:00".parse().unwrap());
    }

    /// Domain rules 2.3: eight working hours to acknowledge.
    #[test]
    fn hours_are_worked_off_from_a_moment() {
        for (from, expected) in [
            ("2026-11-20T09:15", "2026-11-23T09:15"),
            ("2026-11-20T09:15:30", "2026-11-23T09:15:30"),
            ("2026-11-20T07:00", "2026-11-20T17:00"),
            ("2026-11-20T20:00", "2026-11-23T17:00"),
            ("2026-11-23T14:00", "2026-11-25T14:00"), // over a holiday
        ] {
            let end = hours().working_hours_after(&calendar(), from.parse().unwrap(), 8);
            assert_eq!(end, Ok(expected.parse().unwrap()), "{from}");
        }
    }

    #[test]
    fn hours_between_leave_out_what_is_not_worked() {
        let between = |from: &str, until: &str| {
            hours().hours_between(&calendar(), from.parse().unwrap(), until.parse().unwrap())
        };
        assert_eq!(between("2026-11-20T07:00", "2026-11-20T17:00"), 8);
        assert_eq!(between("2026-11-20T10:30", "2026-11-23T08:30"), 6);
        assert_eq!(between("2026-11-20T17:00", "2026-11-20T07:00"), 0);
    }
}
