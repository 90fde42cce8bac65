//! Dates as people type them, and where a date may lie.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::{clean, fold};

/// The days that a date may be, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// Why a text isn't a date of those asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not day, month and year.
    #[error("not a date")]
    Unreadable,
    /// Day, month and year, of a day that the calendar doesn't have.
    #[error("there is no such day")]
    NoSuchDay,
    /// A year of two digits that may be of either century.
    #[error("the year is not certain")]
    YearInFull,
    /// Before the first that may be.
    #[error("too early")]
    TooEarly,
    /// After the last that may be.
    #[error("too late")]
    TooLate,
}

impl Between {
    /// The years that anything here can be about.
    pub const EVER: Self = Self { first: Date::constant(1800, 1, 1), last: Date::constant(2199, 12, 31) };

    fn check(self, date: Date) -> Result<Date, DateError> {
        if date < self.first {
            Err(DateError::TooEarly)
        } else if date > self.last {
            Err(DateError::TooLate)
        } else {
            Ok(date)
        }
    }
}

/// Reads a day as it is typed: `5/2/1990`, `05.02.1990`, `5 2 1990`, `05021990`, `1990-02-05`, `ngày 5 tháng 2 năm
/// 1990`. A year of two digits (`5/2/90`, `050290`) is taken where one century alone lies between the bounds.
///
/// # Errors
/// Says what is wrong with it.
pub fn read_date(text: &str, within: Between) -> Result<Date, DateError> {
    let text = fold(&clean(&text.nfkc().collect::<String>()));
    let spelt = text.split(' ').filter(|word| !matches!(*word, "ngay" | "thang" | "nam")).collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> = spelt.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| !part.bytes().all(|c| c.is_ascii_digit())) {
        return Err(DateError::Unreadable);
    }
    match parts[..] {
        [year, month, day] | [day, month, year] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            in_full(year, month, day, within)
        }
        [day, month, year] if year.len() == 2 && month.len() <= 2 && day.len() <= 2 => {
            in_some_century(year, month, day, within)
        }
        [run] if run.len() == 8 => {
            let year_last = in_full(&run[4..], &run[2..4], &run[..2], within);
            year_last.or_else(|error| in_full(&run[..4], &run[4..6], &run[6..], within).map_err(|_| error))
        }
        [run] if run.len() == 6 => in_some_century(&run[4..], &run[2..4], &run[..2], within),
        _ => Err(DateError::Unreadable),
    }
}

fn in_full(year: &str, month: &str, day: &str, within: Between) -> Result<Date, DateError> {
    let (year, month, day) = numbers(year, month, day).ok_or(DateError::Unreadable)?;
    if !looks_real(year, month, day) {
        return Err(DateError::Unreadable);
    }
    within.check(Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)?)
}

fn in_some_century(year: &str, month: &str, day: &str, within: Between) -> Result<Date, DateError> {
    let (year, month, day) = numbers(year, month, day).ok_or(DateError::Unreadable)?;
    if !looks_real(2000, month, day) {
        return Err(DateError::Unreadable);
    }
    let centuries = [1800, 1900, 2000, 2100];
    let days: Vec<Date> = centuries.iter().filter_map(|century| Date::new(century + year, month, day).ok()).collect();
    let mut possible = days.iter().filter(|date| within.check(**date).is_ok());
    match (possible.next(), possible.next(), days.is_empty()) {
        (Some(date), None, _) => Ok(*date),
        (None, _, true) => Err(DateError::NoSuchDay),
        _ => Err(DateError::YearInFull),
    }
}

fn numbers(year: &str, month: &str, day: &str) -> Option<(i16, i8, i8)> {
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

/// Whether somebody may have meant a day: 31/02 is one that isn't, 40/13 is something else.
fn looks_real(year: i16, month: i8, day: i8) -> bool {
    let years = Between::EVER.first.year()..=Between::EVER.last.year();
    years.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// An end of the days that an answer may be, as data: `today`, so many years or days from it (`-12y`, `+30d`), or a day
/// (`1945-09-02`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum DayBound {
    /// So many years after today, or before it.
    Years(i16),
    /// So many days after today, or before it.
    Days(i16),
    /// Always the same day.
    On(Date),
}

/// The furthest bound.
const MOST_YEARS: u16 = 300;

/// Not `today`, nor a distance from it, nor a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no bound: write today, -12y, +30d or 1945-09-02")]
pub struct NoBound(String);

impl DayBound {
    /// The day that it is today.
    #[must_use]
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::Years(years) => today.saturating_add(years.years()),
            Self::Days(days) => today.saturating_add(days.days()),
            Self::On(day) => day,
        }
    }
}

impl FromStr for DayBound {
    type Err = NoBound;

    fn from_str(text: &str) -> Result<Self, NoBound> {
        let distance = |unit: char| text.strip_suffix(unit)?.parse::<i16>().ok();
        let years = || distance('y').filter(|years| years.unsigned_abs() <= MOST_YEARS).map(Self::Years);
        let bound = match text {
            "today" => Some(Self::Days(0)),
            _ => years().or_else(|| distance('d').map(Self::Days)),
        };
        bound.or_else(|| text.parse().ok().map(Self::On)).ok_or_else(|| NoBound(text.to_owned()))
    }
}

impl fmt::Display for DayBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(0) => f.write_str("today"),
            Self::Years(years) => write!(f, "{years:+}y"),
            Self::Days(days) => write!(f, "{days:+}d"),
            Self::On(day) => day.fmt(f),
        }
    }
}

impl TryFrom<String> for DayBound {
    type Error = NoBound;

    fn try_from(text: String) -> Result<Self, NoBound> {
        text.parse()
    }
}

impl From<DayBound> for String {
    fn from(bound: DayBound) -> Self {
        bound.to_string()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = Date::constant(2026, 12, 1);
    /// Of somebody alive.
    const BIRTH: Between = Between { first: Date::constant(1906, 12, 1), last: TODAY };

    #[test]
    fn days_are_read_as_people_type_them() {
        for text in [
            "05/02/1990",
            "5/2/1990",
            " 5 . 2 . 1990 ",
            "05-02-1990",
            "5–2–1990",
            "5 2 1990",
            "05 02\u{a0}1990",
            "5. 2. 1990",
            "05021990",
            "19900205",
            "1990-02-05",
            "1990/2/5",
            "５／２／１９９０",
            "Ngày 5 tháng 2 năm 1990",
            "5/2/90",
            "050290",
            "05.02.90",
        ] {
            assert_eq!(read_date(text, BIRTH), Ok(date(1990, 2, 5)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_from_what_cannot_be_read() {
        for text in ["31/02/1990", "30 2 1990", "31021990", "1990-02-30", "29/02/2026", "310490", "31/4/90"] {
            assert_eq!(read_date(text, BIRTH), Err(DateError::NoSuchDay), "{text}");
        }
        for text in [
            "",
            "5/2",
            "1990",
            "5/13/1990",
            "0/1/1990",
            "5/2/1990/1",
            "02400123",
            "40131990",
            "1990-02-05T10:00",
            "a/b/cccc",
            "१/२/1990",
            "5/2/199",
            "hôm nay",
            "5/2/0190",
        ] {
            assert_eq!(read_date(text, BIRTH), Err(DateError::Unreadable), "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_taken_where_it_is_beyond_doubt() {
        assert_eq!(read_date("2/11/26", BIRTH), Err(DateError::YearInFull), "a newborn, or somebody of a hundred");
        let mother = Between { last: date(2014, 12, 1), ..BIRTH };
        assert_eq!(read_date("2/11/26", mother), Ok(date(1926, 11, 2)));
        let visit = Between { first: TODAY, last: date(2027, 12, 1) };
        assert_eq!(read_date("2/11/27", visit), Ok(date(2027, 11, 2)));
        assert_eq!(read_date("2/11/26", visit), Err(DateError::YearInFull), "in no century");
        assert_eq!(read_date("29/2/00", BIRTH), Ok(date(2000, 2, 29)));
        assert_eq!(read_date("5/2/90", Between::EVER), Err(DateError::YearInFull));
    }

    #[test]
    fn bounds_are_held() {
        assert_eq!(read_date("2/12/2026", BIRTH), Err(DateError::TooLate));
        assert_eq!(read_date("01121906", BIRTH), Ok(BIRTH.first));
        assert_eq!(read_date("30/11/1906", BIRTH), Err(DateError::TooEarly));
    }

    #[test]
    fn bounds_are_data() {
        for (text, day) in [
            ("today", TODAY),
            ("-12y", date(2014, 12, 1)),
            ("+30d", date(2026, 12, 31)),
            ("1945-09-02", date(1945, 9, 2)),
        ] {
            let bound: DayBound = text.parse().unwrap();
            assert_eq!((bound.on(TODAY), bound.to_string()), (day, text.to_owned()));
        }
        assert_eq!(DayBound::Years(-2).on(date(2024, 2, 29)), date(2022, 2, 28));
        for text in ["", "tomorrow", "y", "12", "1945-09-31", "99999y", "30000y", "-32768y"] {
            assert!(text.parse::<DayBound>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_day_is_read_however_it_is_written(days in 0_i32..80_000, form in 0_usize..7) {
            let day = date(1906, 12, 1).saturating_add(days.days());
            let (y, m, d) = (day.year(), day.month(), day.day());
            let text = match form {
                0 => format!("{d}/{m}/{y}"),
                1 => format!("{d:02}{m:02}{y}"),
                2 => format!("{d:02}.{m:02}.{y}"),
                3 => format!("{d} {m} {y}"),
                4 => day.to_string(),
                5 => format!("{y}{m:02}{d:02}"),
                _ => format!("ngày {d} tháng {m} năm {y}"),
            };
            prop_assert_eq!(read_date(&text, Between::EVER), Ok(day));
        }

        #[test]
        fn nothing_typed_breaks_the_reader(text in ".{0,20}") {
            let _ = read_date(&text, BIRTH);
        }
    }
}
