//! "Why this date?": each day from receipt to the law's date, and what it was.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};
use std::collections::BTreeMap;

use super::wait::{Pause, Run};
use super::{ClockPolicy, DeadlineInput, DeadlineUnknown, Due, Limit, Waited};
use crate::calendar::{Calendar, CalendarDay};
use crate::working_hours::HOURS_A_DAY;

/// The way to a deadline, day by day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The days in order, from receipt to the law's date, or to today while it waits.
    pub days: Vec<CourseDay>,
    /// When it is due.
    pub due: Due,
    /// It waits for the applicant, so that the dates will move.
    pub waits: bool,
}

/// One day on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseDay {
    /// The day.
    pub date: Date,
    /// What it was.
    pub mark: Mark,
    /// What the calendar lists for it: a holiday, a make-up day, a closure, with name and source.
    pub listed: Option<CalendarDay>,
}

/// What a day was for the deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The dossier was received; the day isn't counted (Bộ luật Dân sự 2015 Điều 147).
    Receipt,
    /// So much of the limit ran on this day.
    Counted {
        /// Minutes: of work, or of the clock for a limit in hours.
        minutes: u32,
    },
    /// A day of a limit in days or months, worked or not.
    CountedDay,
    /// Not worked, so not counted, or no day on which a limit can end: a weekend, or what the calendar lists.
    Off,
    /// The clock stood still: the applicant was asked for something.
    Paused,
    /// Counted at the time, but then the limit began anew.
    Void,
}

impl Course {
    /// How much of the limit the days add up to: minutes, and whole days.
    pub fn counted(&self) -> (u64, u32) {
        self.days.iter().fold((0, 0), |(minutes, days), day| match day.mark {
            Mark::Counted { minutes: more } => (minutes + u64::from(more), days),
            Mark::CountedDay => (minutes, days + 1),
            _ => (minutes, days),
        })
    }
}

/// The way to a deadline. `input.submitted_at` is when the dossier was complete for the first time; `waits` are those
/// since acceptance; `today` ends a wait that isn't over.
///
/// # Errors
/// If the limit is unknown or the dates are out of range.
pub fn course(input: &DeadlineInput<'_>, waits: &[Waited], today: Date) -> Result<Course, DeadlineUnknown> {
    let run = Run::new(input, waits)?;
    let open = run.pauses.last().filter(|pause| pause.days.is_none());
    let last = match open {
        Some(pause) => today.max(pause.asked_at.date()),
        None => run.due.statutory.date(),
    };
    let waits_on = open.is_some();

    let first = input.hours.next_receipt(input.calendar, input.submitted_at)?.date();
    let mut days = Vec::new();
    let begun = run.base.received_at.date();
    for date in dates(first, begun.yesterday()?) {
        let mark = if date == first {
            Mark::Receipt
        } else if !input.calendar.is_working(date) {
            Mark::Off
        } else if waits.iter().any(|wait| covers(wait, date)) {
            Mark::Paused
        } else {
            Mark::Void
        };
        days.push(day(input.calendar, date, mark));
    }
    let mut clock = DayClock::new(&run, input.calendar)?;
    for date in dates(begun, last) {
        let mark = clock.mark(date);
        days.push(day(input.calendar, date, mark));
    }
    Ok(Course { days, due: run.due, waits: waits_on })
}

/// Whether the clock stood still on a day before the limit began anew.
fn covers(wait: &Waited, date: Date) -> bool {
    let back = wait.supplied_at.map(DateTime::date);
    wait.policy != ClockPolicy::Continue && wait.asked_at.date() < date && back.is_none_or(|back| date <= back)
}

fn day(calendar: &Calendar, date: Date, mark: Mark) -> CourseDay {
    CourseDay { date, mark, listed: calendar.listed(date).cloned() }
}

fn dates(first: Date, last: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(move |date| *date <= last)
}

/// What is left of a limit, day by day.
struct DayClock<'a> {
    calendar: &'a Calendar,
    received_on: Date,
    left: Left,
    /// Pauses to come, with the days that are left of each.
    pauses: Vec<(Date, u32)>,
}

enum Left {
    /// Minutes of work; of the limit within the day, a day's.
    Work { minutes: u32, not_before: Date },
    /// Days, each of them.
    Days(u32),
    /// Minutes of the clock on each day.
    Clock(BTreeMap<Date, u32>),
}

impl<'a> DayClock<'a> {
    fn new(run: &Run, calendar: &'a Calendar) -> Result<Self, DeadlineUnknown> {
        let received_on = run.base.received_at.date();
        let left = match &run.limit {
            Limit::WorkingTime { hours } => {
                Left::Work { minutes: hours.saturating_mul(60), not_before: received_on.tomorrow()? }
            }
            Limit::SameDay { .. } => {
                Left::Work { minutes: HOURS_A_DAY * 60, not_before: run.base.statutory_due.date() }
            }
            Limit::CalendarDays { days } => Left::Days(*days),
            Limit::Months { months } => {
                let span = jiff::Span::new().try_months(i64::from(*months))?;
                let days = received_on.checked_add(span)?.duration_since(received_on);
                Left::Days(u32::try_from(days.as_hours() / 24).unwrap_or(0))
            }
            Limit::ClockHours { hours } => Left::Clock(clock_minutes(run.base.received_at, *hours, &run.pauses)?),
            Limit::Unknown { source_text } => {
                return Err(DeadlineUnknown::SourceText { source_text: source_text.clone() });
            }
        };
        let pauses = run.pauses.iter().map(|pause| (pause.asked_at.date(), pause.days.unwrap_or(u32::MAX))).collect();
        Ok(Self { calendar, received_on, left, pauses })
    }

    fn mark(&mut self, date: Date) -> Mark {
        let received = date == self.received_on;
        let fixed = match &self.left {
            Left::Work { not_before, .. } if date < *not_before && received => Some(Mark::Receipt),
            Left::Work { not_before, .. } if date < *not_before => Some(Mark::Off),
            Left::Work { .. } if !self.calendar.is_working(date) => Some(Mark::Off),
            Left::Days(_) if received => Some(Mark::Receipt),
            Left::Days(0) | Left::Work { minutes: 0, .. } => Some(Mark::Off),
            Left::Work { .. } | Left::Days(_) => None,
            Left::Clock(minutes) => Some(match minutes.get(&date) {
                Some(minutes) => Mark::Counted { minutes: *minutes },
                None if self.stands_still(minutes, date) => Mark::Paused,
                None => Mark::Off,
            }),
        };
        match fixed {
            Some(mark) => mark,
            None if self.pauses_on(date) => Mark::Paused,
            None => self.count(),
        }
    }

    /// Whether a limit in hours goes on after this day.
    fn stands_still(&self, minutes: &BTreeMap<Date, u32>, date: Date) -> bool {
        minutes.keys().any(|later| date < *later) || self.pauses.iter().any(|(_, left)| *left == u32::MAX)
    }

    /// From the day of asking on, so many of the days that would count are waited.
    fn pauses_on(&mut self, date: Date) -> bool {
        self.pauses.retain(|(_, left)| *left > 0);
        match self.pauses.first_mut() {
            Some((asked_on, left)) if *asked_on <= date => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    fn count(&mut self) -> Mark {
        match &mut self.left {
            Left::Work { minutes, .. } => {
                let today = (HOURS_A_DAY * 60).min(*minutes);
                *minutes -= today;
                Mark::Counted { minutes: today }
            }
            Left::Days(days) => {
                *days -= 1;
                Mark::CountedDay
            }
            Left::Clock(_) => Mark::Off,
        }
    }
}

/// On which days how many minutes of the clock ran.
fn clock_minutes(received_at: DateTime, hours: u32, pauses: &[Pause]) -> Result<BTreeMap<Date, u32>, DeadlineUnknown> {
    let (mut at, mut left) = (received_at, SignedDuration::from_hours(i64::from(hours)));
    let mut minutes = BTreeMap::new();
    let mut gone = SignedDuration::ZERO;
    let mut ran = |from: DateTime, to: DateTime| -> Result<(), DeadlineUnknown> {
        for date in dates(from.date(), to.date()) {
            let midnight = date.tomorrow()?.to_datetime(jiff::civil::Time::MIN);
            let (start, end) = (from.max(date.to_datetime(jiff::civil::Time::MIN)), to.min(midnight));
            // Whole minutes of the sum, so that the days add up whatever the seconds are.
            let before = gone.as_mins();
            gone += end.duration_since(start);
            let here = u32::try_from(gone.as_mins() - before).unwrap_or(0);
            if here > 0 {
                *minutes.entry(date).or_insert(0) += here;
            }
        }
        Ok(())
    };
    for pause in pauses {
        let until = pause.asked_at.max(at);
        let here = until.duration_since(at).min(left);
        ran(at, at.checked_add(here)?)?;
        left -= here;
        let Some(days) = pause.days else {
            return Ok(minutes);
        };
        let days = SignedDuration::from_hours(24 * i64::from(days));
        at = until.checked_add(days)?;
    }
    ran(at, at.checked_add(left)?)?;
    Ok(minutes)
}

#[cfg(test)]
mod tests;
