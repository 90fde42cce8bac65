//! Which days are worked: weekends, holidays, compensation, swapped and make-up days.
//!
//! The list is data (table `calendar_day`): the Prime Minister fixes parts of it each year.

mod change;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::territory::Territory;

pub use change::{Refused, check_put, check_removal};

coded_enum! {
    /// Why a day is listed.
    pub enum DayKind {
        /// A public holiday (Bộ luật Lao động 2019 Điều 112).
        Holiday => "holiday",
        /// The working day after a holiday that fell on a rest day (Điều 111 khoản 3).
        Compensation => "compensation",
        /// A working day swapped for a rest day.
        SwapOff => "swap_off",
        /// A rest day that is worked in exchange.
        MakeUp => "make_up",
        /// An emergency closure by decision, e.g. in a storm, of a province, a territory or a commune.
        Closure => "closure",
    }
}

impl DayKind {
    /// Whether such a day is worked.
    pub const fn is_worked(self) -> bool {
        matches!(self, Self::MakeUp)
    }
}

/// The scope of a day that holds in the whole country.
pub const NATIONWIDE: &str = "VN";

/// One listed day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day.
    pub date: Date,
    /// [`NATIONWIDE`], or the path of a [`Territory`]: of a province, a part of it, a commune.
    pub scope: String,
    /// Why it is listed.
    pub kind: DayKind,
    /// As people read it: "Ngày Văn hóa Việt Nam".
    pub name: String,
    /// The document that sets it.
    pub legal_source: String,
    /// Whether it is foreseen but not yet decided.
    pub provisional: bool,
}

/// The days of one place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    days: BTreeMap<Date, CalendarDay>,
    /// Years whose calendar is published.
    declared: BTreeSet<i16>,
}

/// A day beyond what a calendar can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the date is out of range")]
pub struct OutOfRange;

impl From<jiff::Error> for OutOfRange {
    fn from(_: jiff::Error) -> Self {
        Self
    }
}

/// A day that a deadline doesn't count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedDay {
    /// The day.
    pub date: Date,
    /// Why.
    #[serde(flatten)]
    pub why: WhySkipped,
}

/// Why a day isn't counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum WhySkipped {
    /// Saturday or Sunday.
    Weekend,
    /// A day of the list.
    Listed {
        /// What kind of day.
        kind: DayKind,
        /// As people read it.
        name: String,
        /// The document that sets it.
        legal_source: String,
        /// Whether it is only foreseen.
        provisional: bool,
    },
}

impl CalendarDay {
    /// Whether it holds at a place (none: in the whole country).
    pub fn holds_at(&self, place: Option<&Territory>) -> bool {
        self.is_nationwide() || place.is_some_and(|place| Territory::new(self.scope.as_str()).covers(place))
    }

    /// Whether it holds in the whole country.
    pub fn is_nationwide(&self) -> bool {
        self.scope == NATIONWIDE
    }

    /// Of two rows that both hold at a place, the longer path is of the smaller area.
    fn is_wider_than(&self, other: &Self) -> bool {
        !other.is_nationwide() && (self.is_nationwide() || self.scope.len() < other.scope.len())
    }
}

impl Calendar {
    /// The calendar of a place (none: of the whole country) from the rows of the table. A row
    /// of a smaller area goes before one of a larger.
    pub fn new(rows: impl IntoIterator<Item = CalendarDay>, place: Option<&Territory>) -> Self {
        Self::default().with(rows.into_iter().filter(|day| day.holds_at(place)))
    }

    /// The same calendar with more rows, all of which hold at its place.
    #[must_use]
    pub fn with(mut self, rows: impl IntoIterator<Item = CalendarDay>) -> Self {
        for day in rows {
            match self.days.entry(day.date) {
                Entry::Vacant(entry) => {
                    entry.insert(day);
                }
                Entry::Occupied(mut entry) if entry.get().is_wider_than(&day) => {
                    entry.insert(day);
                }
                Entry::Occupied(_) => {}
            }
        }
        self
    }

    /// The same calendar, with the years for which it is published.
    #[must_use]
    pub fn declared(mut self, years: impl IntoIterator<Item = i16>) -> Self {
        self.declared.extend(years);
        self
    }

    /// What is listed for a day.
    pub fn listed(&self, date: Date) -> Option<&CalendarDay> {
        self.days.get(&date)
    }

    /// Whether agencies work on that day.
    pub fn is_working(&self, date: Date) -> bool {
        match self.days.get(&date) {
            Some(day) => day.kind.is_worked(),
            None => !is_weekend(date),
        }
    }

    /// Whether the year's calendar is published and nothing in it is only foreseen. A deadline in another year is
    /// shown as provisional ("dự kiến"): while a year is being entered, its first days don't make it final.
    pub fn is_final(&self, year: i16) -> bool {
        let mut days = self.days.values().filter(|day| day.date.year() == year);
        self.declared.contains(&year) && days.all(|day| !day.provisional)
    }

    /// How many days of the year are worked.
    pub fn working_days_in(&self, year: i16) -> u32 {
        let mut count = 0;
        let mut date = Date::new(year, 1, 1).ok();
        while let Some(day) = date.filter(|day| day.year() == year) {
            count += u32::from(self.is_working(day));
            date = day.tomorrow().ok();
        }
        count
    }

    /// The day itself if it is worked, else the next one that is.
    ///
    /// # Errors
    /// At the end of time.
    pub fn on_or_after(&self, date: Date) -> Result<Date, OutOfRange> {
        let mut date = date;
        while !self.is_working(date) {
            date = date.tomorrow()?;
        }
        Ok(date)
    }

    /// The day itself if it is worked, else the last one before it that is.
    ///
    /// # Errors
    /// At the beginning of time.
    pub fn on_or_before(&self, date: Date) -> Result<Date, OutOfRange> {
        let mut date = date;
        while !self.is_working(date) {
            date = date.yesterday()?;
        }
        Ok(date)
    }

    /// The first worked day after `date`.
    ///
    /// # Errors
    /// At the end of time.
    pub fn next_working_day(&self, date: Date) -> Result<Date, OutOfRange> {
        self.on_or_after(date.tomorrow()?)
    }

    /// The `days`-th worked day after `date`, which isn't counted itself (Bộ luật Dân sự 2015
    /// Điều 147). With 0, `date` itself.
    ///
    /// # Errors
    /// At the end of time.
    pub fn add_working_days(&self, date: Date, days: u32) -> Result<Date, OutOfRange> {
        (0..days).try_fold(date, |date, _| self.next_working_day(date))
    }

    /// How many worked days lie after `after`, up to and including `until`.
    pub fn working_days_between(&self, after: Date, until: Date) -> u32 {
        days_between(after, until).filter(|date| self.is_working(*date)).map(|_| 1).sum()
    }

    /// The days after `after`, up to and including `until`, that aren't worked, and why.
    pub fn skipped_between(&self, after: Date, until: Date) -> Vec<SkippedDay> {
        days_between(after, until)
            .filter(|date| !self.is_working(*date))
            .map(|date| SkippedDay { date, why: self.why_skipped(date) })
            .collect()
    }

    fn why_skipped(&self, date: Date) -> WhySkipped {
        match self.days.get(&date) {
            Some(day) => WhySkipped::Listed {
                kind: day.kind,
                name: day.name.clone(),
                legal_source: day.legal_source.clone(),
                provisional: day.provisional,
            },
            None => WhySkipped::Weekend,
        }
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

fn days_between(after: Date, until: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(after.tomorrow().ok(), |date| date.tomorrow().ok()).take_while(move |date| *date <= until)
}

#[cfg(test)]
mod tests;
