//! Days and changes in words.

use std::borrow::Cow;

use domain::calendar::{CalendarDay, DayKind};
use jiff::civil::Date;

use super::VI;
use crate::{format, t};

/// One thing that a change does; names in the place of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepView {
    /// A day is entered, or replaces another.
    Put {
        /// The day.
        day: CalendarDay,
        /// What it replaces.
        was: Option<CalendarDay>,
        /// Where it holds.
        place: String,
    },
    /// A day is taken out.
    Remove {
        /// The day.
        was: CalendarDay,
        /// Where it held.
        place: String,
    },
    /// A year's calendar is published.
    Declare {
        /// The year.
        year: i16,
        /// By which document.
        source: String,
    },
    /// Hours of work.
    Hours {
        /// Whose; `None` for all without hours of their own.
        agency: Option<String>,
        /// From this day.
        from: Date,
        /// As text.
        hours: String,
        /// What was foreseen for the same day.
        was: Option<String>,
        /// Who decided.
        source: String,
    },
    /// A remote commune.
    Remote {
        /// Its name.
        unit: String,
        /// From this day; where it ends, its last day.
        day: Date,
        /// It ends.
        ends: bool,
        /// Who decided.
        source: String,
    },
}

/// What kind of day.
#[must_use]
pub fn kind(kind: DayKind) -> Cow<'static, str> {
    match kind {
        DayKind::Holiday => t!(VI, "calendar.kind.holiday"),
        DayKind::Compensation => t!(VI, "calendar.kind.compensation"),
        DayKind::SwapOff => t!(VI, "calendar.kind.swap_off"),
        DayKind::MakeUp => t!(VI, "calendar.kind.make_up"),
        DayKind::Closure => t!(VI, "calendar.kind.closure"),
    }
}

/// What a change does, a sentence for each stretch of days that are alike.
#[must_use]
pub fn lines(steps: &[StepView]) -> Vec<String> {
    steps.chunk_by(follows).map(said).collect()
}

/// Whether the second does the same as the first on the next day.
fn follows(first: &StepView, second: &StepView) -> bool {
    let next = |a: &CalendarDay, b: &CalendarDay| {
        let same = CalendarDay { date: b.date, ..a.clone() };
        a.date.tomorrow().ok() == Some(b.date) && same == *b
    };
    match (first, second) {
        (StepView::Put { day: a, was: None, .. }, StepView::Put { day: b, was: None, .. }) => next(a, b),
        (StepView::Put { day: a, was: Some(was_a), .. }, StepView::Put { day: b, was: Some(was_b), .. }) => {
            next(a, b) && next(was_a, was_b)
        }
        (StepView::Remove { was: a, .. }, StepView::Remove { was: b, .. }) => next(a, b),
        _ => false,
    }
}

fn said(stretch: &[StepView]) -> String {
    let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
        return String::new();
    };
    match (first, last) {
        (StepView::Put { day, was, place }, StepView::Put { day: end, .. }) => {
            let days = span(day.date, end.date);
            let new = day_words(day, place);
            match was {
                None => t!(VI, "calendar.says.put", days = days, what = new).into_owned(),
                Some(was) => {
                    let old = day_words(was, place);
                    t!(VI, "calendar.says.replace", days = days, what = new, was = old).into_owned()
                }
            }
        }
        (StepView::Remove { was, place }, StepView::Remove { was: end, .. }) => {
            let days = span(was.date, end.date);
            t!(VI, "calendar.says.remove", days = days, what = day_words(was, place)).into_owned()
        }
        (StepView::Declare { year, source }, _) => {
            t!(VI, "calendar.says.declare", year = year, source = source).into_owned()
        }
        (StepView::Hours { agency, from, hours, was, source }, _) => {
            let whose = agency.clone().unwrap_or_else(|| t!(VI, "calendar.hours.all").into_owned());
            let from = format::date(VI, *from);
            let hours = super::hours::in_words(hours);
            let said = t!(VI, "calendar.says.hours", whose = whose, from = from, hours = hours, source = source);
            match was {
                Some(was) => {
                    let was = super::hours::in_words(was);
                    format!("{said} {}", t!(VI, "calendar.says.hours_was", was = was))
                }
                None => said.into_owned(),
            }
        }
        (StepView::Remote { unit, day, ends, source }, _) => {
            let day = format::date(VI, *day);
            if *ends {
                t!(VI, "calendar.says.remote_ends", unit = unit, day = day, source = source).into_owned()
            } else {
                t!(VI, "calendar.says.remote", unit = unit, day = day, source = source).into_owned()
            }
        }
        _ => String::new(),
    }
}

/// `nghỉ lễ “Tết Âm lịch”, cả nước, dự kiến (Thông báo …)`.
fn day_words(day: &CalendarDay, place: &str) -> String {
    let mut said = format!("{} “{}”, {place}", kind(day.kind), day.name);
    if day.provisional {
        said = format!("{said}, {}", t!(VI, "calendar.provisional"));
    }
    format!("{said} ({})", day.legal_source)
}

fn span(from: Date, to: Date) -> String {
    if from == to {
        format::weekday_date(VI, from)
    } else {
        format!("{} – {}", format::date(VI, from), format::date(VI, to))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn put(on: Date, name: &str) -> StepView {
        StepView::Put {
            day: CalendarDay {
                date: on,
                scope: "VN".into(),
                kind: DayKind::Holiday,
                name: name.into(),
                legal_source: "Thông báo 1".into(),
                provisional: false,
            },
            was: None,
            place: "cả nước".into(),
        }
    }

    #[test]
    fn days_that_are_alike_are_one_sentence() {
        let steps = [
            put(date(2027, 2, 8), "Tết Âm lịch"),
            put(date(2027, 2, 9), "Tết Âm lịch"),
            put(date(2027, 2, 10), "Nghỉ bù"),
        ];
        let said = lines(&steps);
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("08/02/2027 – 09/02/2027"), "{said:?}");
        assert!(said[1].contains("thứ Tư, 10/02/2027"), "{said:?}");
        let apart = lines(&[steps[0].clone(), put(date(2027, 2, 11), "Tết Âm lịch")]);
        assert_eq!(apart.len(), 2);
    }
}
