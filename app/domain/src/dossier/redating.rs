//! Asking for more time: with an apology, before the due date, a limited number of times (Nghị định 61/2018 Điều 19).

use jiff::Span;
use jiff::civil::{Date, DateTime};

/// How often and until when a due date may be set anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RedatingRule {
    /// At most so often.
    pub most: u32,
    /// At the latest so many days before the due date.
    pub days_before: u32,
}

/// Why the date can't be set anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRedatable {
    /// It was set anew before, as often as is allowed.
    #[error("the date was set anew already")]
    Again,
    /// The apology comes too late.
    #[error("the apology comes after its last day")]
    TooLate,
}

impl RedatingRule {
    /// The last day on which the apology may go out.
    #[must_use]
    pub fn last_day(&self, due: DateTime) -> Date {
        let days = Span::new().days(i64::from(self.days_before.min(366)));
        due.date().checked_sub(days).unwrap_or(due.date())
    }

    /// Whether the date may be set anew on `today`, having been set anew `done` times.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, done: usize, due: DateTime, today: Date) -> Result<(), NotRedatable> {
        if done >= self.most as usize {
            Err(NotRedatable::Again)
        } else if today > self.last_day(due) {
            Err(NotRedatable::TooLate)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// Nghị định 61/2018 Điều 19: once, at the latest one day before the due date.
    #[test]
    fn once_and_at_the_latest_the_day_before() {
        let rule = RedatingRule { most: 1, days_before: 1 };
        let due = date(2026, 11, 27).at(17, 0, 0, 0);
        assert_eq!(rule.last_day(due), date(2026, 11, 26));
        assert_eq!(rule.check(0, due, date(2026, 11, 26)), Ok(()));
        let late = rule.check(0, due, date(2026, 11, 27));
        assert_eq!(late, Err(NotRedatable::TooLate));
        let again = rule.check(1, due, date(2026, 11, 20));
        assert_eq!(again, Err(NotRedatable::Again));
    }
}
