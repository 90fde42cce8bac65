//! The personal number (số định danh cá nhân), 12 digits.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::private_text;
use crate::{coded::coded_enum, text::clean_code};

coded_enum! {
    /// As the population register has it.
    pub enum Sex {
        /// Nam.
        Male => "male",
        /// Nữ.
        Female => "female",
    }
}

/// A personal number (Nghị định 137/2015 Điều 13): three digits of the province or country where
/// the birth was registered, one of sex and century, two of the year, six at random. It has no
/// check digit; what doesn't fit is a warning to the officer, never a refusal.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonalNumber(String);

private_text!(PersonalNumber, NumberError);

/// Why a text isn't a personal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was given.
    #[error("the personal number is missing")]
    Empty,
    /// There is something else than digits.
    #[error("a personal number holds digits only")]
    NotDigits,
    /// Nine digits: the number of an old identity card (CMND).
    #[error("this is the number of an old identity card")]
    OldCard,
    /// Not twelve.
    #[error("a personal number has 12 digits")]
    Length,
}

/// What an officer should look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberWarning {
    /// No province has this prefix; it may be a country's, or a made-up number.
    UnknownPrefix,
    /// The fourth digit says another sex.
    OtherSex,
    /// The fourth digit says another century.
    OtherCentury,
    /// Digits five and six say another year.
    OtherYear,
}

/// The prefixes of the 63 provinces of before July 2025.
const PROVINCES: [u8; 63] = [
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44, 45,
    46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92,
    93, 94, 95, 96,
];

impl PersonalNumber {
    /// Reads what was typed; blanks, dots, dashes and words before it don't matter.
    ///
    /// # Errors
    /// If it isn't twelve digits.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        let digits = clean_code(text).replace(['.', '-'], "");
        if digits.is_empty() {
            return Err(NumberError::Empty);
        }
        if !digits.bytes().all(|c| c.is_ascii_digit()) {
            return Err(NumberError::NotDigits);
        }
        match digits.len() {
            12 => Ok(Self(digits)),
            9 => Err(NumberError::OldCard),
            _ => Err(NumberError::Length),
        }
    }

    /// For those who may see only that it is theirs: `•••••••••123`.
    pub fn masked(&self) -> String {
        format!("•••••••••{}", &self.0[9..])
    }

    /// What doesn't fit what else is known of the person.
    pub fn warnings(&self, birth: Option<Date>, sex: Option<Sex>) -> Vec<NumberWarning> {
        let mut warnings = Vec::new();
        let prefix = self.0[..3].parse::<u8>();
        if !prefix.is_ok_and(|prefix| PROVINCES.contains(&prefix)) {
            warnings.push(NumberWarning::UnknownPrefix);
        }
        let century_and_sex = i16::from(self.0.as_bytes()[3] - b'0');
        if sex.is_some_and(|sex| (century_and_sex % 2 == 1) != (sex == Sex::Female)) {
            warnings.push(NumberWarning::OtherSex);
        }
        if let Some(birth) = birth {
            if century_and_sex / 2 != birth.year() / 100 - 19 {
                warnings.push(NumberWarning::OtherCentury);
            }
            if self.0[4..6] != format!("{:02}", birth.year() % 100) {
                warnings.push(NumberWarning::OtherYear);
            }
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn twelve_digits() {
        for (text, expected) in [
            ("051099000123", Ok("051099000123")),
            (" 051 099.000 123 ", Ok("051099000123")),
            ("Số CCCD: 051–099-000\u{a0}123", Ok("051099000123")),
            ("０５１０９９０００１２３", Ok("051099000123")),
            ("", Err(NumberError::Empty)),
            ("05109900012", Err(NumberError::Length)),
            ("212345678", Err(NumberError::OldCard)),
            ("05109900012a", Err(NumberError::NotDigits)),
            ("٠٥١٠٩٩٠٠٠١٢٣", Err(NumberError::NotDigits)),
        ] {
            let parsed = PersonalNumber::parse(text);
            assert_eq!(parsed.as_ref().map(PersonalNumber::as_str), expected.as_deref(), "{text}");
        }
    }

    /// RULES.md 7: the fourth digit, by century and sex; each mismatch is only a warning.
    #[test]
    fn warnings() {
        let number = |text| PersonalNumber::parse(text).unwrap();
        let male_1990 = (Some(date(1990, 5, 1)), Some(Sex::Male));
        let female_2005 = (Some(date(2005, 5, 1)), Some(Sex::Female));
        for (text, (birth, sex), expected) in [
            ("051090000123", male_1990, vec![]),
            ("062305000123", female_2005, vec![]),
            ("099090000123", male_1990, vec![NumberWarning::UnknownPrefix]),
            ("999090000123", male_1990, vec![NumberWarning::UnknownPrefix]),
            ("051190000123", male_1990, vec![NumberWarning::OtherSex]),
            ("051105000123", female_2005, vec![NumberWarning::OtherCentury]),
            ("051091000123", male_1990, vec![NumberWarning::OtherYear]),
            ("051091000123", (None, None), vec![]),
        ] {
            assert_eq!(number(text).warnings(birth, sex), expected, "{text}");
        }
    }

    #[test]
    fn never_in_a_log() {
        let number = PersonalNumber::parse("051090000123").unwrap();
        assert!(!format!("{number:?}").contains("123"));
        assert_eq!(number.masked(), "•••••••••123");
    }
}
