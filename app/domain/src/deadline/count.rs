//! Counting days and hours from a receipt on.

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Span};

use super::{DeadlineUnknown, Limit, Reason, Shortening};
use crate::calendar::{Calendar, OutOfRange};
use crate::money::Percent;
use crate::working_hours::{HOURS_A_DAY, WorkingHours};

/// Counting from one receipt on.
pub struct Count<'a> {
    pub calendar: &'a Calendar,
    pub hours: &'a WorkingHours,
    pub received_at: DateTime,
    /// Days for which it waited for its applicant, where each day counts.
    pub waited: u32,
}

/// A promise, worked out.
pub struct Promise {
    pub left: Limit,
    pub due: DateTime,
    pub reasons: Vec<Reason>,
}

impl Count<'_> {
    fn received_on(&self) -> Date {
        self.received_at.date()
    }

    pub fn first_day(&self, limit: &Limit) -> Result<Date, DeadlineUnknown> {
        Ok(match limit {
            Limit::WorkingTime { .. } => self.calendar.next_working_day(self.received_on())?,
            Limit::CalendarDays { .. } | Limit::Months { .. } => self.received_on().tomorrow()?,
            Limit::ClockHours { .. } => self.received_on(),
            Limit::SameDay { cut_off } => self.same_day(*cut_off)?,
            Limit::Unknown { source_text } => {
                return Err(DeadlineUnknown::SourceText { source_text: source_text.clone() });
            }
        })
    }

    /// The law's due moment: what ends on a day that isn't worked ends on the next one that is.
    pub fn statutory(&self, limit: &Limit, reasons: &mut Vec<Reason>) -> Result<DateTime, DeadlineUnknown> {
        if let Limit::SameDay { cut_off } = limit
            && self.received_at.time() > *cut_off
        {
            reasons.push(Reason::AfterCutOff { cut_off: *cut_off });
        }
        let nominal = self.nominal(limit)?;
        let (from, to) = (nominal.date(), self.calendar.on_or_after(nominal.date())?);
        if matches!(limit, Limit::WorkingTime { .. }) {
            let days = self.calendar.skipped_between(self.received_on(), to);
            if !days.is_empty() {
                reasons.push(Reason::Skipped { days });
            }
        }
        if from == to {
            return Ok(nominal);
        }
        let days = self.calendar.skipped_between(from.yesterday()?, to);
        reasons.push(Reason::RolledForward { from, to, days });
        Ok(self.hours.closing(to))
    }

    /// The promise of a policy: the limit that it names, or what its percentage leaves if that ends earlier, so that
    /// the cut is never under the percentage. `None` where there is nothing to shorten.
    pub fn promise(&self, limit: &Limit, by: &Shortening) -> Result<Option<Promise>, DeadlineUnknown> {
        let required = match by.percent.get() {
            0 => None,
            _ => self.shortened(limit, by.percent)?,
        };
        let Some(named) = by.named.as_ref() else {
            return required.map(|left| self.promise_of(left, by)).transpose();
        };
        let as_named = self.promise_of(named.clone(), by)?;
        let Some(required) = required else {
            return Ok(Some(as_named));
        };
        let mut as_required = self.promise_of(required, by)?;
        if as_named.due <= as_required.due {
            return Ok(Some(as_named));
        }
        as_required.reasons.push(Reason::NamedTooLong { named: named.clone(), percent: by.percent });
        Ok(Some(as_required))
    }

    fn promise_of(&self, left: Limit, by: &Shortening) -> Result<Promise, DeadlineUnknown> {
        let mut reasons = vec![Reason::Shortened { by: by.clone(), left: left.clone() }];
        let due = self.promised(&left, &mut reasons)?;
        Ok(Promise { left, due, reasons })
    }

    /// The promised due moment: what would end on a day that isn't worked ends before, but not before the receipt.
    pub fn promised(&self, left: &Limit, reasons: &mut Vec<Reason>) -> Result<DateTime, DeadlineUnknown> {
        let nominal = self.nominal(left)?;
        let from = nominal.date();
        let mut to = self.calendar.on_or_before(from)?;
        if from == to {
            return Ok(nominal);
        }
        if to < self.received_on() {
            // Received on a Saturday morning: the first day on which anybody works is after it.
            to = self.calendar.on_or_after(from)?;
            return Ok(self.hours.closing(to));
        }
        reasons.push(Reason::RolledBack { from, to, days: self.calendar.skipped_between(to, from) });
        Ok(self.hours.closing(to))
    }

    /// The end as counted, wherever it falls. Days end at close of business.
    fn nominal(&self, limit: &Limit) -> Result<DateTime, DeadlineUnknown> {
        let received_on = self.received_on();
        Ok(match limit {
            Limit::WorkingTime { hours } => self.hours.add_working_hours(self.calendar, received_on, *hours)?,
            Limit::CalendarDays { days } => {
                let days = i64::from(*days) + i64::from(self.waited);
                let days = Span::new().try_days(days)?;
                self.hours.closing(received_on.checked_add(days)?)
            }
            Limit::Months { months } => {
                let months = Span::new().try_months(i64::from(*months))?;
                let waited = Span::new().try_days(self.waited)?;
                let last = received_on.checked_add(months)?.checked_add(waited)?;
                self.hours.closing(last)
            }
            Limit::ClockHours { hours } => {
                let hours = i64::from(*hours) + 24 * i64::from(self.waited);
                self.received_at.checked_add(SignedDuration::from_hours(hours))?
            }
            Limit::SameDay { cut_off } => self.hours.closing(self.same_day(*cut_off)?),
            Limit::Unknown { source_text } => {
                return Err(DeadlineUnknown::SourceText { source_text: source_text.clone() });
            }
        })
    }

    /// "Nhận sau 15 giờ": at 15:00 sharp it is still the same day.
    fn same_day(&self, cut_off: Time) -> Result<Date, OutOfRange> {
        if self.received_at.time() > cut_off {
            self.calendar.next_working_day(self.received_on())
        } else {
            Ok(self.received_on())
        }
    }

    /// What is left of a limit, rounded down so that the cut is never smaller than promised.
    /// `None` where there is nothing to shorten. Months are shortened as the days they have.
    pub fn shortened(&self, limit: &Limit, percent: Percent) -> Result<Option<Limit>, DeadlineUnknown> {
        let cut = |whole: u32| {
            let left = u64::from(whole) * u64::from(percent.left()) / 100;
            u32::try_from(left).unwrap_or(whole)
        };
        Ok(match limit {
            Limit::WorkingTime { hours } => Some(Limit::WorkingTime { hours: cut(*hours) }),
            Limit::CalendarDays { days } => Some(Limit::CalendarDays { days: cut(*days) }),
            Limit::ClockHours { hours } => Some(Limit::ClockHours { hours: cut(*hours) }),
            Limit::Months { .. } => {
                let end = self.nominal(limit)?.date();
                let days = end.duration_since(self.received_on()).as_hours() / 24;
                Some(Limit::CalendarDays { days: cut(u32::try_from(days).unwrap_or(0)) })
            }
            Limit::SameDay { .. } | Limit::Unknown { .. } => None,
        })
    }

    /// Working hours from receipt to `due`, in which time saved is told whatever the unit.
    pub fn working_hours(&self, limit: &Limit, due: DateTime) -> u32 {
        match limit {
            Limit::WorkingTime { hours } => *hours,
            Limit::SameDay { .. } => HOURS_A_DAY,
            Limit::ClockHours { .. } => self.hours.hours_between(self.calendar, self.received_at, due),
            Limit::CalendarDays { .. } | Limit::Months { .. } | Limit::Unknown { .. } => {
                let days = self.calendar.working_days_between(self.received_on(), due.date());
                days.saturating_mul(HOURS_A_DAY)
            }
        }
    }
}
