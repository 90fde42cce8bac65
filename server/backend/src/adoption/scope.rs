//! Which dossiers figures are asked for.

use domain::mode::Level;
use jiff::{ToSpan as _, civil::Date};

use crate::error::AppError;

/// Figures reach over at most so many years.
const MOST_YEARS: i16 = 5;
/// Nothing was counted before.
const FIRST_YEAR: i16 = 2000;

/// Days of acceptance, both ends inclusive, local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    from: Date,
    to: Date,
}

impl Period {
    /// From a day to a day.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `from` or `to`: turned round, longer than five years, or before all figures.
    pub fn new(from: Date, to: Date) -> Result<Self, AppError> {
        if from.year() < FIRST_YEAR {
            return Err(AppError::field("from", "out_of_range"));
        }
        if to < from {
            return Err(AppError::field("to", "period_turned"));
        }
        if to.year() - from.year() >= MOST_YEARS {
            return Err(AppError::field("to", "period_too_long"));
        }
        Ok(Self { from, to })
    }

    /// From the first of January to a day.
    pub fn year_to(today: Date) -> Self {
        Self { from: today.first_of_year(), to: today }
    }

    /// First day.
    pub fn from(self) -> Date {
        self.from
    }

    /// Last day.
    pub fn to(self) -> Date {
        self.to
    }

    /// Its months, the first and last perhaps in part.
    pub fn months(self) -> impl Iterator<Item = Self> {
        let first = self.from.first_of_month();
        let months = std::iter::successors(Some(first), |month| month.checked_add(1.month()).ok());
        months
            .take_while(move |month| *month <= self.to)
            .map(move |month| Self { from: month.max(self.from), to: month.last_of_month().min(self.to) })
    }

    /// Whether something that holds from a day to a day holds on one of these days.
    pub fn meets(self, from: Date, to: Option<Date>) -> bool {
        from <= self.to && to.is_none_or(|to| to >= self.from)
    }
}

/// Whether demo dossiers are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Data {
    /// With the demo's.
    #[default]
    All,
    /// Without.
    RealOnly,
}

/// Which dossiers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    /// Accepted when.
    pub period: Period,
    /// By agencies of one level.
    pub level: Option<Level>,
    /// By one agency: its id.
    pub agency: Option<String>,
    /// Of services of one field: its key in addresses, such as `ho-tich`.
    pub field: Option<String>,
    /// Of one service: its id.
    pub service: Option<String>,
    /// Demo dossiers or not.
    pub data: Data,
}

impl Scope {
    /// The whole province in a period.
    pub const fn of(period: Period) -> Self {
        Self { period, level: None, agency: None, field: None, service: None, data: Data::All }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Period;

    #[test]
    fn a_period_has_an_order_and_an_end() {
        let day = date(2026, 3, 5);
        assert!(Period::new(day, day).is_ok());
        assert!(Period::new(day, date(2026, 3, 4)).is_err());
        assert!(Period::new(day, date(2030, 12, 31)).is_ok());
        assert!(Period::new(day, date(2031, 1, 1)).is_err());
        assert!(Period::new(date(1, 1, 1), day).is_err());
    }

    #[test]
    fn months_are_cut_where_the_period_is() {
        let period = Period::new(date(2025, 12, 30), date(2026, 2, 3)).unwrap();
        let months: Vec<_> = period.months().map(|m| (m.from(), m.to())).collect();
        assert_eq!(
            months,
            [
                (date(2025, 12, 30), date(2025, 12, 31)),
                (date(2026, 1, 1), date(2026, 1, 31)),
                (date(2026, 2, 1), date(2026, 2, 3)),
            ]
        );
    }
}
