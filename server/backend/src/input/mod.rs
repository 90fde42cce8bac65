//! What people type into forms, read one answer at a time: cleaned, read, or what is wrong with it. An empty answer is
//! never an error here.

mod dong;
pub mod table;
mod values;

use domain::identity::{Email, NameError, NumberError, PersonName, PersonalNumber, Phone};
use domain::text::clean;
use jiff::civil::Date;

pub use dong::{dong, meant, required_dong};
pub use values::Values;

/// What is wrong: the code of a field error.
pub type Wrong = &'static str;

/// The longest text of one line.
pub const MOST_LINE: usize = 200;
/// The longest text of several lines.
pub const MOST_LINES: usize = 4_000;

/// A line of at most [`MOST_LINE`] characters.
pub fn line(text: &str) -> Result<String, Wrong> {
    let text = clean(text);
    if text.chars().count() > MOST_LINE { Err("too_long") } else { Ok(text) }
}

/// A person's name.
pub fn name(text: &str) -> Result<String, Wrong> {
    match PersonName::parse(text) {
        Ok(name) => Ok(name.as_str().to_owned()),
        Err(NameError::TooLong) => Err("too_long"),
        Err(NameError::Empty | NameError::Character(_)) => Err("bad_name"),
    }
}

/// A personal number.
pub fn personal_number(text: &str) -> Result<PersonalNumber, Wrong> {
    PersonalNumber::parse(text).map_err(|error| match error {
        NumberError::OldCard => "old_card",
        NumberError::Empty | NumberError::NotDigits | NumberError::Length => "bad_number",
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

/// A day, typed as `5/2/1990`, `05.02.1990` or `05-02-1990`; the form of the store, `1990-02-05`, is read too.
pub fn date(text: &str) -> Result<Date, Wrong> {
    let text = clean(text).replace(' ', "");
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [day, month, year] = match parts[..] {
        [year, month, day] if year.len() == 4 => [day, month, year],
        [day, month, year] => [day, month, year],
        _ => return Err("bad_date"),
    };
    let is_number =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(day, 2) || !is_number(month, 2) || !is_number(year, 4) {
        return Err("bad_date");
    }
    let read = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    read().filter(|date| date.year() >= 1800).ok_or("bad_date")
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
        Some(_) => Err("bad_quantity"),
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
    fn days_are_read_as_people_type_them() {
        for text in ["05/02/1990", "5/2/1990", " 5 . 2 . 1990 ", "05-02-1990", "1990-02-05"] {
            assert_eq!(date(text), Ok(day(1990, 2, 5)), "{text}");
        }
        for text in [
            "30/02/1990",
            "05/02/90",
            "0/1/1990",
            "5/2",
            "5/2/1990/1",
            "02400123",
            "1990-02-05T10:00",
            "a/b/cccc",
            "१/२/1990",
        ] {
            assert_eq!(date(text), Err("bad_date"), "{text}");
        }
        assert_eq!(typed_date(day(1990, 2, 5)), "05/02/1990");
    }

    #[test]
    fn numbers_and_amounts() {
        for (text, kept) in [("3", "3"), ("1.250", "1250"), ("1 250,5", "1250.5"), ("007", "7"), ("0", "0")] {
            assert_eq!(number(text).as_deref(), Ok(kept), "{text}");
        }
        for text in ["", "1.5", "-3", "1,", "1e9", "một", "1234567890123456"] {
            assert_eq!(number(text), Err("bad_quantity"), "{text}");
        }
        assert_eq!(dong("50.000 đồng"), Ok(domain::money::Dong::of(50_000)));
        assert_eq!((dong("50.00"), dong("đồng")), (Err("money_doubtful"), Err("bad_money")));
        assert_eq!(meant("50.00"), [("meant", "50.000 đồng".to_owned())]);
    }
}
