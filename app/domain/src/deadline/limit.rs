//! How long an agency may take, in the unit that the law counts in. Units are never converted.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::money::Percent;
use crate::working_hours::HOURS_A_DAY;

/// How long an agency may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "unit", rename_all = "snake_case")]
pub enum Limit {
    /// Ngày làm việc, in whole working hours: a day is 8, so 6,25 days are 50.
    WorkingTime {
        /// Working hours.
        hours: u32,
    },
    /// Ngày, weekends and holidays counted.
    CalendarDays {
        /// Days.
        days: u32,
    },
    /// Giờ, from the moment of receipt.
    ClockHours {
        /// Hours.
        hours: u32,
    },
    /// Tháng.
    Months {
        /// Months.
        months: u32,
    },
    /// Trong ngày; what is received after the cut-off, on the next working day
    /// (Luật Hộ tịch 2014 Điều 5, Nghị định 23/2015 Điều 7).
    SameDay {
        /// The last moment for the same day; the laws say 15:00.
        #[serde(default = "fifteen_hours")]
        cut_off: Time,
    },
    /// The source can't be read as a limit.
    Unknown {
        /// Its words.
        source_text: String,
    },
}

const fn fifteen_hours() -> Time {
    Time::constant(15, 0, 0, 0)
}

impl Limit {
    /// So many working days.
    pub const fn working_days(days: u32) -> Self {
        Self::WorkingTime { hours: days.saturating_mul(HOURS_A_DAY) }
    }

    /// Within the day if received by 15:00.
    pub const fn same_day() -> Self {
        Self::SameDay { cut_off: fifteen_hours() }
    }

    /// The unit's stable code, as in JSON.
    pub const fn unit(&self) -> &'static str {
        match self {
            Self::WorkingTime { .. } => "working_time",
            Self::CalendarDays { .. } => "calendar_days",
            Self::ClockHours { .. } => "clock_hours",
            Self::Months { .. } => "months",
            Self::SameDay { .. } => "same_day",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// So much longer, in the same unit. `None` where the units differ, or there is nothing to count.
    pub fn plus(&self, more: &Self) -> Option<Self> {
        Some(match (self, more) {
            (Self::WorkingTime { hours }, Self::WorkingTime { hours: more }) => {
                Self::WorkingTime { hours: hours.checked_add(*more)? }
            }
            (Self::CalendarDays { days }, Self::CalendarDays { days: more }) => {
                Self::CalendarDays { days: days.checked_add(*more)? }
            }
            (Self::ClockHours { hours }, Self::ClockHours { hours: more }) => {
                Self::ClockHours { hours: hours.checked_add(*more)? }
            }
            (Self::Months { months }, Self::Months { months: more }) => {
                Self::Months { months: months.checked_add(*more)? }
            }
            _ => return None,
        })
    }

    /// Whether each day counts, worked or not.
    pub const fn counts_every_day(&self) -> bool {
        matches!(self, Self::CalendarDays { .. } | Self::Months { .. } | Self::ClockHours { .. })
    }
}

/// How much longer a limit is in mountainous communes, on islands and the like (e.g. Luật Đất đai 2024 and its decrees).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Longer {
    /// How much, in the limit's own unit.
    pub by: Limit,
    /// The document that says so.
    pub source: String,
}

/// The shortened limit, in working hours, that a decision might name for `days` working days: half days, rounded
/// down so that the cut is never smaller than `percent`. A proposal: decisions name their own numbers.
pub const fn half_days_proposed(days: u32, percent: Percent) -> u32 {
    let half_days = days as u64 * 2 * percent.left() as u64 / 100;
    let hours = half_days * (HOURS_A_DAY / 2) as u64;
    if hours > u32::MAX as u64 { u32::MAX } else { hours as u32 }
}
