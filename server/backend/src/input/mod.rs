//! What people type into forms, read one answer at a time: cleaned, read, or what is wrong with it. An empty answer is
//! never an error here.

mod dong;
pub mod table;
mod values;

use domain::{
    dates::{Between, DateError, read_date},
    identity::{Email, NameError, NumberError, PersonName, PersonalNumber, Phone},
    text::{clean, clean_lines, unprinted},
};
use jiff::civil::Date;

pub use crate::error::Wrong;
pub use dong::{dong, required_dong};
pub use values::Values;

/// The longest text of one line.
pub const MOST_LINE: usize = 200;
/// The longest text of several lines.
pub const MOST_LINES: usize = 4_000;

/// A line of at most [`MOST_LINE`] characters.
pub fn line(text: &str) -> Result<String, Wrong> {
    printed(clean(text), MOST_LINE)
}

/// Several lines of at most [`MOST_LINES`] characters.
pub fn lines(text: &str) -> Result<String, Wrong> {
    printed(clean_lines(text), MOST_LINES)
}

/// What is kept may stand on a paper, so it holds what papers can print.
fn printed(text: String, most: usize) -> Result<String, Wrong> {
    if text.chars().count() > most {
        return Err("too_long".into());
    }
    match unprinted(&text) {
        Some(letter) => Err(Wrong::with("bad_letter", "letter", letter)),
        None => Ok(text),
    }
}

/// A person's name.
pub fn name(text: &str) -> Result<String, Wrong> {
    match PersonName::parse(text) {
        Ok(name) => printed(name.into(), PersonName::MAX_LENGTH),
        Err(NameError::TooLong) => Err("too_long".into()),
        Err(NameError::Empty) => Err("bad_name".into()),
        Err(NameError::Character(letter)) => Err(match unprinted(letter.encode_utf8(&mut [0; 4])) {
            Some(letter) => Wrong::with("bad_letter", "letter", letter),
            None => "bad_name".into(),
        }),
    }
}

/// A personal number.
pub fn personal_number(text: &str) -> Result<PersonalNumber, Wrong> {
    PersonalNumber::parse(text).map_err(|error| match error {
        NumberError::OldCard => "old_card".into(),
        NumberError::Empty | NumberError::NotDigits | NumberError::Length => "bad_number".into(),
    })
}

/// A phone number.
pub fn phone(text: &str) -> Result<String, Wrong> {
    let phone = Phone::parse(text).map_err(|_| "bad_phone")?;
    Ok(phone.as_str().to_owned())
}

/// An e-mail address.
pub fn email(text: &str) -> Result<String, Wrong> {
    let email = Email::parse(text).map_err(|_| "bad_email")?;
    Ok(email.as_str().to_owned())
}

/// A day of any time: see [`read_date`].
pub fn date(text: &str) -> Result<Date, Wrong> {
    date_within(text, Between::EVER)
}

/// A day that lies between two.
pub fn date_within(text: &str, within: Between) -> Result<Date, Wrong> {
    read_date(text, within).map_err(|error| match error {
        DateError::Unreadable => "bad_date".into(),
        DateError::NoSuchDay => "no_such_day".into(),
        DateError::YearInFull => "year_in_full".into(),
        DateError::TooEarly => Wrong::with("date_early", "first", typed_date(within.first)),
        DateError::TooLate => Wrong::with("date_late", "last", typed_date(within.last)),
    })
}

/// A day as people type it: `05/02/1990`.
pub fn typed_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A number: dots part thousands (`1.250`), a comma parts decimals (`1.250,5`). Kept with a decimal dot.
pub fn number(text: &str) -> Result<String, Wrong> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, decimals) = match text.split_once(',') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text.as_str(), None),
    };
    let whole = without_dots(whole).ok_or("bad_quantity")?;
    let is_decimal = |digits: &str| (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    match decimals {
        None => Ok(whole),
        Some(decimals) if is_decimal(decimals) => Ok(format!("{whole}.{decimals}")),
        Some(_) => Err("bad_quantity".into()),
    }
}

/// Digits whose thousands may stand apart by dots; without leading zeros. At most fifteen digits.
fn without_dots(text: &str) -> Option<String> {
    let mut groups = text.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let apart = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    let digits = first.to_owned() + &rest.concat();
    let right = apart && !first.is_empty() && digits.len() <= 15 && digits.bytes().all(|b| b.is_ascii_digit());
    right.then(|| {
        let short = digits.trim_start_matches('0');
        if short.is_empty() { "0" } else { short }.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn what_is_wrong_with_a_day_is_said() {
        let visit = Between { first: day(2026, 12, 1), last: day(2027, 12, 1) };
        assert_eq!(date_within("5122026", visit), Err("bad_date".into()));
        assert_eq!(date_within("05122026", visit), Ok(day(2026, 12, 5)));
        assert_eq!(date_within("31/4/2027", visit), Err("no_such_day".into()));
        assert_eq!(date("5/12/26"), Err("year_in_full".into()));
        assert_eq!(date_within("30/11/2026", visit), Err(Wrong::with("date_early", "first", "01/12/2026")));
        assert_eq!(date_within("2/12/2027", visit), Err(Wrong::with("date_late", "last", "01/12/2027")));
        assert_eq!(typed_date(day(1990, 2, 5)), "05/02/1990");
    }

    #[test]
    fn what_no_paper_can_print_is_refused_and_named() {
        assert_eq!(line("Tổ 5 😀"), Err(Wrong::with("bad_letter", "letter", "😀")));
        assert_eq!(lines("một\n✓ hai"), Err(Wrong::with("bad_letter", "letter", "✓")));
        assert_eq!(name("王伟"), Err(Wrong::with("bad_letter", "letter", "王")));
        assert_eq!(name("An 😀"), Err(Wrong::with("bad_letter", "letter", "😀")));
        assert_eq!(name("An 1"), Err("bad_name".into()));
        assert_eq!(name("Y Ƀlŭk ʼMlô Ê̆").as_deref(), Ok("Y Ƀlŭk 'Mlô Ê̆"));
        assert_eq!(line("buôn HʼDrăk, 50 m²").as_deref(), Ok("buôn HʼDrăk, 50 m²"));
    }

    #[test]
    fn numbers_and_amounts() {
        for (text, kept) in [("3", "3"), ("1.250", "1250"), ("1 250,5", "1250.5"), ("007", "7"), ("0", "0")] {
            assert_eq!(number(text).as_deref(), Ok(kept), "{text}");
        }
        for text in ["", "1.5", "-3", "1,", "1e9", "một", "1234567890123456"] {
            assert_eq!(number(text), Err("bad_quantity".into()), "{text}");
        }
        assert_eq!(dong("50.000 đồng"), Ok(domain::money::Dong::of(50_000)));
        assert_eq!(dong("50.00"), Err(Wrong::with("money_doubtful", "meant", "50.000 đồng")));
        assert_eq!(dong("đồng"), Err("bad_money".into()));
    }
}
