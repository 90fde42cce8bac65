//! When a result is due: by law, and as promised to who files online.

mod count;
mod wait;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, OutOfRange, SkippedDay};
use crate::money::Percent;
use crate::working_hours::{HOURS_A_DAY, WorkingHours};

use count::Count;
pub use wait::{ClockPolicy, Wait, due_after_wait};

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
        Self::WorkingTime {
            hours: days.saturating_mul(HOURS_A_DAY),
        }
    }

    /// Within the day if received by 15:00.
    pub const fn same_day() -> Self {
        Self::SameDay {
            cut_off: fifteen_hours(),
        }
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
}

/// A cut of the time, with the document that promises it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortening {
    /// How much is taken off, at least.
    pub percent: Percent,
    /// The policy's id.
    pub policy: String,
    /// E.g. "906/QĐ-UBND".
    pub document: String,
}

/// What a deadline is worked out from.
#[derive(Debug, Clone, Copy)]
pub struct DeadlineInput<'a> {
    /// When it was sent, local time.
    pub submitted_at: DateTime,
    /// The law's limit.
    pub limit: &'a Limit,
    /// The promised cut, if any.
    pub shortening: Option<&'a Shortening>,
    /// Which days are worked.
    pub calendar: &'a Calendar,
    /// And when.
    pub hours: &'a WorkingHours,
}

/// When a result is due, and why. All moments are local.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The limit's unit ([`Limit::unit`]).
    pub unit: String,
    /// When it was sent.
    pub submitted_at: DateTime,
    /// When that counts as received: at once, or at the next working moment.
    pub received_at: DateTime,
    /// The first day that is counted.
    pub counted_from: Date,
    /// Due by law; lateness is measured against it.
    pub statutory_due: DateTime,
    /// Due as promised; the same if nothing is promised.
    pub promised_due: DateTime,
    /// Working hours until the law's date.
    pub working_hours_statutory: u32,
    /// Working hours until the promised date.
    pub working_hours_promised: u32,
    /// Whether a day between is in a year whose calendar isn't final.
    pub provisional: bool,
    /// Why, in order.
    pub reasons: Vec<Reason>,
}

/// When the result is due, local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// By law.
    pub statutory: DateTime,
    /// As promised; never later.
    pub promised: DateTime,
}

impl Deadline {
    /// The two dates alone.
    pub const fn due(&self) -> Due {
        Due {
            statutory: self.statutory_due,
            promised: self.promised_due,
        }
    }

    /// Working hours by which the promise is earlier than the law.
    pub const fn working_hours_saved(&self) -> u32 {
        self.working_hours_statutory
            .saturating_sub(self.working_hours_promised)
    }
}

/// Why a deadline is what it is. The words are the reader's language's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Reason {
    /// Sent outside working hours, so received at the next working moment.
    ReceivedLater {
        /// Sent.
        submitted_at: DateTime,
        /// Received.
        received_at: DateTime,
    },
    /// The law's limit, and the first day that it counts.
    Limit {
        /// The limit.
        limit: Limit,
        /// The first day counted.
        counted_from: Date,
    },
    /// Received after the cut-off, so due on the next working day.
    AfterCutOff {
        /// The cut-off.
        cut_off: Time,
    },
    /// Days until the law's date that aren't counted (or, for calendar days, on which it can't end).
    Skipped {
        /// The days.
        days: Vec<SkippedDay>,
    },
    /// The last day isn't worked, so the limit ends on the next one that is
    /// (Bộ luật Dân sự 2015 Điều 148).
    RolledForward {
        /// The last day as counted.
        from: Date,
        /// The day it ends.
        to: Date,
        /// The days between that aren't worked.
        days: Vec<SkippedDay>,
    },
    /// The promise: so much is taken off.
    Shortened {
        /// The cut and its document.
        by: Shortening,
        /// What is left.
        left: Limit,
    },
    /// The promise would end on a day that isn't worked, so it ends before.
    RolledBack {
        /// The last day as counted.
        from: Date,
        /// The day it ends.
        to: Date,
        /// The days between that aren't worked.
        days: Vec<SkippedDay>,
    },
    /// The calendar of the year isn't final yet.
    Provisional {
        /// The year.
        year: i16,
    },
}

/// Why no deadline can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum DeadlineUnknown {
    /// The source gives words, not a limit.
    #[error("the source gives no limit: {source_text}")]
    SourceText {
        /// The source's words.
        source_text: String,
    },
    /// The service can't be had this way.
    #[error("the service isn't offered through this channel")]
    ChannelNotOffered,
    /// A date beyond what the calendar reaches.
    #[error("the date is out of range")]
    OutOfRange,
}

impl From<OutOfRange> for DeadlineUnknown {
    fn from(_: OutOfRange) -> Self {
        Self::OutOfRange
    }
}

impl From<jiff::Error> for DeadlineUnknown {
    fn from(_: jiff::Error) -> Self {
        Self::OutOfRange
    }
}

/// When the result is due, by law and as promised.
///
/// What is sent outside working hours is received at the next working moment. The day of receipt
/// isn't counted (Bộ luật Dân sự 2015 Điều 147): working time counts from the next working day,
/// calendar days and months from the next day, hours from the moment itself.
///
/// # Errors
/// If the limit is unknown or the dates are out of range.
pub fn compute(input: &DeadlineInput<'_>) -> Result<Deadline, DeadlineUnknown> {
    let received_at = input
        .hours
        .next_working_moment(input.calendar, input.submitted_at)?;
    let count = Count {
        calendar: input.calendar,
        hours: input.hours,
        received_at,
    };
    let counted_from = count.first_day(input.limit)?;

    let mut reasons = Vec::new();
    if received_at != input.submitted_at {
        reasons.push(Reason::ReceivedLater {
            submitted_at: input.submitted_at,
            received_at,
        });
    }
    reasons.push(Reason::Limit {
        limit: input.limit.clone(),
        counted_from,
    });
    let statutory_due = count.statutory(input.limit, &mut reasons)?;
    let working_hours_statutory = count.working_hours(input.limit, statutory_due);

    let mut promised_due = statutory_due;
    let mut working_hours_promised = working_hours_statutory;
    if let Some(by) = input.shortening
        && let Some(left) = count.shortened(input.limit, by.percent)?
    {
        reasons.push(Reason::Shortened {
            by: by.clone(),
            left: left.clone(),
        });
        promised_due = count.promised(&left, &mut reasons)?.min(statutory_due);
        working_hours_promised = count
            .working_hours(&left, promised_due)
            .min(working_hours_statutory);
    }

    let years = received_at.year()..=statutory_due.year();
    let unsure: Vec<i16> = years
        .filter(|year| !input.calendar.is_final(*year))
        .collect();
    reasons.extend(
        unsure
            .iter()
            .map(|year| Reason::Provisional { year: *year }),
    );
    Ok(Deadline {
        unit: input.limit.unit().to_owned(),
        submitted_at: input.submitted_at,
        received_at,
        counted_from,
        statutory_due,
        promised_due,
        working_hours_statutory,
        working_hours_promised,
        provisional: !unsure.is_empty(),
        reasons,
    })
}

#[cfg(test)]
mod tests;
