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

/// The hours of an agency, Monday to Friday and on make-up days, and when it takes dossiers in on Saturdays.
///
/// As text, and in serde, either one list of sessions for every day, `07:00-11:30,13:30-17:00`, or
/// six lists apart by `;` for Monday to Friday and make-up days. After `|` the sessions on Saturdays in which
/// dossiers are taken in (nhận hồ sơ), which no limit counts (tính hạn): `07:00-11:30,13:30-17:00|07:00-11:00`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WorkingHours {
    /// Monday to Friday, then make-up days. None is empty; sessions rise and don't overlap.
    lists: [Vec<Session>; 6],
    /// Intake alone, on Saturdays (Quyết định 14/2010/QĐ-TTg).
    saturday: Vec<Session>,
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
        let last = self.sessions(date).last().copied().unwrap_or_else(|| self.first(date));
        date.to_datetime(last.to)
    }

    /// `moment` itself if the agency is at work, else the moment when it next is.
    ///
    /// # Errors
    /// At the end of time.
    pub fn next_working_moment(&self, calendar: &Calendar, moment: DateTime) -> Result<DateTime, OutOfRange> {
        let (date, time) = (moment.date(), moment.time());
        if calendar.is_working(date)
            && let Some(session) = self.sessions(date).iter().find(|session| time < session.to)
        {
            return Ok(date.to_datetime(time.max(session.from)));
        }
        Ok(self.opening(calendar.next_working_day(date)?))
    }

    /// `moment` itself if somebody takes dossiers in, else the moment when somebody next does: at work, or on a
    /// Saturday with intake that isn't a day off besides.
    ///
    /// # Errors
    /// At the end of time.
    pub fn next_receipt(&self, calendar: &Calendar, moment: DateTime) -> Result<DateTime, OutOfRange> {
        let at_work = self.next_working_moment(calendar, moment)?;
        if self.saturday.is_empty() {
            return Ok(at_work);
        }
        let mut date = moment.date();
        while date < at_work.date() {
            let after = if date == moment.date() { moment.time() } else { Time::MIN };
            let session = self.saturday.iter().find(|session| after < session.to);
            if let Some(session) = session
                && date.weekday() == Weekday::Saturday
                && calendar.listed(date).is_none()
            {
                return Ok(date.to_datetime(after.max(session.from)));
            }
            date = date.tomorrow()?;
        }
        Ok(at_work)
    }

    /// When dossiers are taken in on Saturdays, as text; empty if they aren't.
    pub fn saturday_intake(&self) -> String {
        list_in_words(&self.saturday)
    }

    /// The moment at which `hours` working hours have passed, counted from the day after `date`:
    /// whole days of eight hours first, then what remains into the next working day. Whole days
    /// end at close of business.
    ///
    /// # Errors
    /// At the end of time.
    pub fn add_working_hours(&self, calendar: &Calendar, date: Date, hours: u32) -> Result<DateTime, OutOfRange> {
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
        self.worked_after(calendar, moment, SignedDuration::from_hours(i64::from(hours)))
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
            for session in self.sessions(date).iter().filter(|session| start.time() < session.to) {
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
    pub fn worked_between(&self, calendar: &Calendar, from: DateTime, until: DateTime) -> SignedDuration {
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
        let (work, saturday) = match text.split_once('|') {
            Some((work, saturday)) => (work, sessions(saturday)?),
            None => (text, Vec::new()),
        };
        let mut lists = work.split(';').map(sessions).collect::<Result<Vec<_>, _>>()?;
        if let [every_day] = lists.as_slice() {
            lists = vec![every_day.clone(); 6];
        }
        let lists = lists.try_into().map_err(|_| WorkingHoursError::Lists)?;
        Ok(Self { lists, saturday })
    }
}

fn sessions(text: &str) -> Result<Vec<Session>, WorkingHoursError> {
    let sessions = text.split(',').map(str::parse).collect::<Result<Vec<Session>, _>>()?;
    if sessions.windows(2).any(|pair| pair[0].to > pair[1].from) {
        return Err(WorkingHoursError::Order);
    }
    Ok(sessions)
}

impl FromStr for Session {
    type Err = WorkingHoursError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (from, to) = text.trim().split_once('-').ok_or(WorkingHoursError::Session)?;
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
        let lists = if same { &self.lists[..1] } else { &self.lists[..] };
        let lists: Vec<String> = lists.iter().map(|list| list_in_words(list)).collect();
        f.write_str(&lists.join(";"))?;
        if self.saturday.is_empty() {
            return Ok(());
        }
        write!(f, "|{}", self.saturday_intake())
    }
}

fn list_in_words(list: &[Session]) -> String {
    let sessions: Vec<String> = list.iter().map(ToString::to_string).collect();
    sessions.join(",")
}

impl fmt::Display for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from, self.to);
        write!(f, "{:02}:{:02}-", from.hour(), from.minute())?;
        write!(f, "{:02}:{:02}", to.hour(), to.minute())
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
mod tests;
