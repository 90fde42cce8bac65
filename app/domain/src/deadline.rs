//! When a result is due: by law, and as promised to who files online.

mod count;
mod course;
mod limit;
mod wait;

use jiff::civil::{Date, DateTime, Time};
use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, OutOfRange, SkippedDay};
use crate::money::Percent;
use crate::working_hours::WorkingHours;

use count::Count;
pub use course::{Course, CourseDay, Mark, course};
pub use limit::{Limit, Longer, half_days_proposed};
pub use wait::{ClockPolicy, Wait, Waited, due_after_wait, due_after_waits};

/// A cut of the time, with the document that promises it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortening {
    /// How much is taken off, at least; 0 where the policy only names a limit.
    pub percent: Percent,
    /// The shortened limit that the policy names for this procedure. It never makes the cut smaller than `percent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Limit>,
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
    /// How much longer it may take at this place, if it may.
    pub longer: Option<&'a Longer>,
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
        Due { statutory: self.statutory_due, promised: self.promised_due }
    }

    /// Working hours by which the promise is earlier than the law.
    pub const fn working_hours_saved(&self) -> u32 {
        self.working_hours_statutory.saturating_sub(self.working_hours_promised)
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
    /// Received on a day on which dossiers are taken in, but which no limit counts: a Saturday morning.
    IntakeDay {
        /// The day.
        date: Date,
    },
    /// The limit is longer at this place.
    Longer {
        /// What it is elsewhere.
        elsewhere: Limit,
        /// How much more, and who says so.
        by: Longer,
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
    /// The limit that the policy names is too long for the percentage that it also asks for, so that counts.
    NamedTooLong {
        /// The limit that it names.
        named: Limit,
        /// How much it takes off, at least.
        percent: Percent,
    },
    /// Another policy also shortens the time, but less.
    Outdone {
        /// Its document.
        document: String,
        /// When it would be due.
        promised_due: DateTime,
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
/// What is sent while nobody takes dossiers in is received at the next moment when somebody does. The day of receipt
/// isn't counted (Bộ luật Dân sự 2015 Điều 147): working time counts from the next working day,
/// calendar days and months from the next day, hours from the moment itself.
///
/// # Errors
/// If the limit is unknown or the dates are out of range.
pub fn compute(input: &DeadlineInput<'_>) -> Result<Deadline, DeadlineUnknown> {
    let limit = input.by_law();
    let count = input.count()?;
    let received_at = count.received_at;
    let counted_from = count.first_day(&limit)?;

    let mut reasons = Vec::new();
    if received_at != input.submitted_at {
        reasons.push(Reason::ReceivedLater { submitted_at: input.submitted_at, received_at });
    }
    let received_on = received_at.date();
    if !input.calendar.is_working(received_on) {
        reasons.push(Reason::IntakeDay { date: received_on });
    }
    if let Some(by) = input.longer.filter(|_| limit != *input.limit) {
        reasons.push(Reason::Longer { elsewhere: input.limit.clone(), by: by.clone() });
    }
    reasons.push(Reason::Limit { limit: limit.clone(), counted_from });
    let statutory_due = count.statutory(&limit, &mut reasons)?;
    let working_hours_statutory = count.working_hours(&limit, statutory_due);

    let mut promised_due = statutory_due;
    let mut working_hours_promised = working_hours_statutory;
    if let Some(by) = input.shortening
        && let Some(promise) = count.promise(&limit, by)?
    {
        reasons.extend(promise.reasons);
        promised_due = promise.due.min(statutory_due);
        working_hours_promised = count.working_hours(&promise.left, promised_due).min(working_hours_statutory);
    }

    let years = received_at.year()..=statutory_due.year();
    let unsure: Vec<i16> = years.filter(|year| !input.calendar.is_final(*year)).collect();
    reasons.extend(unsure.iter().map(|year| Reason::Provisional { year: *year }));
    Ok(Deadline {
        unit: limit.unit().to_owned(),
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

impl<'a> DeadlineInput<'a> {
    /// The law's limit at this place. Where it says "longer" in another unit than the limit's, the limit stays.
    pub fn by_law(&self) -> Limit {
        self.longer.and_then(|longer| self.limit.plus(&longer.by)).unwrap_or_else(|| self.limit.clone())
    }

    fn count(&self) -> Result<Count<'a>, OutOfRange> {
        Ok(Count {
            calendar: self.calendar,
            hours: self.hours,
            received_at: self.hours.next_receipt(self.calendar, self.submitted_at)?,
            waited: 0,
        })
    }
}

impl Deadline {
    /// The law's limit as it was counted.
    pub fn limit(&self) -> Option<&Limit> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::Limit { limit, .. } => Some(limit),
            _ => None,
        })
    }

    /// The cut that was promised, and the limit that it leaves.
    pub fn shortened(&self) -> Option<(&Shortening, &Limit)> {
        self.reasons.iter().find_map(|reason| match reason {
            Reason::Shortened { by, left } => Some((by, left)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests;
