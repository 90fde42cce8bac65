//! The names under which things are asked for: agency codes, dossier codes, public references,
//! procedure codes.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Whether a procedure's code has the shape of the national database's (`1.001193`). Codes of
/// another shape are kept and flagged, never refused.
pub fn is_national_procedure_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8
        && matches!(bytes[0], b'1'..=b'9')
        && bytes[1] == b'.'
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

/// An agency's identifier, in the old order (QCVN 102:2016, `000.00.15.H48`) or the new one
/// (Quyết định 20/2020/QĐ-TTg, `H48.15`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

/// The code that a dossier gets at acceptance: agency, day, running number of that agency on that
/// day (Thông tư 01/2018/TT-VPCP Điều 19), e.g. `000.00.53.H48-220921-0099`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierCode {
    agency: AgencyCode,
    day: Date,
    number: u32,
}

/// Why a text isn't a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not an agency's identifier.
    #[error("not an agency code")]
    Agency,
    /// Not agency, day and number.
    #[error("not a dossier code")]
    Shape,
    /// The six digits aren't a day.
    #[error("the dossier code holds no possible day")]
    Day,
    /// Numbers start at 1.
    #[error("the dossier code holds no possible number")]
    Number,
}

impl AgencyCode {
    /// The longest that Quyết định 20/2020/QĐ-TTg admits.
    pub const MAX_LENGTH: usize = 35;

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgencyCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let code = text.trim().to_ascii_uppercase();
        let groups: Vec<&str> = code.split('.').collect();
        let old_order = match groups.as_slice() {
            [third, second, first, top] => {
                digits(third, 3) && digits(second, 2) && digits(first, 2) && is_top_level(top)
            }
            _ => false,
        };
        let in_group = |c: u8| c.is_ascii_digit() || c.is_ascii_uppercase();
        let new_order = is_top_level(groups[0])
            && groups[1..]
                .iter()
                .all(|group| !group.is_empty() && group.bytes().all(in_group));
        if code.len() <= Self::MAX_LENGTH && (old_order || new_order) {
            Ok(Self(code))
        } else {
            Err(CodeError::Agency)
        }
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|c| c.is_ascii_digit())
}

/// A letter from A to Y and two digits: Z is for organisations outside the administration.
fn is_top_level(group: &str) -> bool {
    let bytes = group.as_bytes();
    bytes.len() == 3 && matches!(bytes[0], b'A'..=b'Y') && digits(&group[1..], 2)
}

impl fmt::Display for AgencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for AgencyCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<AgencyCode> for String {
    fn from(code: AgencyCode) -> Self {
        code.0
    }
}

impl DossierCode {
    /// The code of the `number`-th dossier that the agency accepted on `day` (local).
    ///
    /// # Errors
    /// If the number is 0 or the day isn't between 2000 and 2099, which two digits can't tell.
    pub fn new(agency: AgencyCode, day: Date, number: u32) -> Result<Self, CodeError> {
        if !(2000..2100).contains(&day.year()) {
            return Err(CodeError::Day);
        }
        if number == 0 {
            return Err(CodeError::Number);
        }
        Ok(Self {
            agency,
            day,
            number,
        })
    }

    /// The agency that accepted the dossier.
    pub const fn agency(&self) -> &AgencyCode {
        &self.agency
    }

    /// The day of acceptance.
    pub const fn day(&self) -> Date {
        self.day
    }

    /// The running number, from 1.
    pub const fn number(&self) -> u32 {
        self.number
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            agency,
            day,
            number,
        } = self;
        let year = day.year() % 100;
        write!(
            f,
            "{agency}-{year:02}{:02}{:02}-{number:04}",
            day.month(),
            day.day()
        )
    }
}

impl FromStr for DossierCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut parts = text.trim().rsplitn(3, '-');
        let (Some(number), Some(day), Some(agency)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(CodeError::Shape);
        };
        if !digits(day, 6) || number.len() < 4 || !digits(number, number.len()) {
            return Err(CodeError::Shape);
        }
        let two = |at: usize| day[at..at + 2].parse::<i8>().map_err(|_| CodeError::Day);
        let date = Date::new(2000 + i16::from(two(0)?), two(2)?, two(4)?);
        let number = number.parse().map_err(|_| CodeError::Number)?;
        Self::new(agency.parse()?, date.map_err(|_| CodeError::Day)?, number)
    }
}

impl TryFrom<String> for DossierCode {
    type Error = CodeError;

    fn try_from(text: String) -> Result<Self, CodeError> {
        text.parse()
    }
}

impl From<DossierCode> for String {
    fn from(code: DossierCode) -> Self {
        code.to_string()
    }
}

/// The public name of a dossier from the moment it is sent, before any agency has accepted it:
/// `QN-7K3F-M2XR`. It says nothing of its dossier; the last character notices a typo.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

/// Why a text isn't a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceError {
    /// Not two letters and twice four characters.
    #[error("a reference is written like QN-7K3F-M2XR")]
    Shape,
    /// 0, O, 1 and I are never used, for they are mistaken for one another.
    #[error("a reference never holds this character: {0}")]
    Character(char),
    /// The check character doesn't fit: there is a typo.
    #[error("the reference holds a typing error")]
    Typo,
}

/// Letters and digits without 0, O, 1, I.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const PREFIX_LENGTH: usize = 2;
const BODY_LENGTH: usize = 8;

impl Reference {
    /// A reference from random bytes (35 bits of them count), behind a province's two letters.
    ///
    /// # Errors
    /// If the prefix isn't two letters.
    pub fn new(prefix: &str, random: [u8; BODY_LENGTH - 1]) -> Result<Self, ReferenceError> {
        let prefix = prefix.to_ascii_uppercase();
        if prefix.len() != PREFIX_LENGTH || !prefix.bytes().all(|c| c.is_ascii_uppercase()) {
            return Err(ReferenceError::Shape);
        }
        let values = random.map(|byte| byte & 31);
        let body: String = values
            .iter()
            .chain([&check_value(&values)])
            .map(|value| char::from(ALPHABET[usize::from(*value)]))
            .collect();
        Ok(Self(format!("{prefix}-{}-{}", &body[..4], &body[4..])))
    }

    /// The reference, as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The sum of the values weighted by the powers of x in GF(32): notices each wrong character and
/// each exchange of two.
fn check_value(values: &[u8]) -> u8 {
    values
        .iter()
        .rev()
        .fold(0, |sum, value| times_x(sum ^ value))
}

/// Multiplication by x modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        doubled ^ 0b10_0101
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Reads what a person typed: case, spaces and hyphens don't matter.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if !plain.is_ascii() || plain.len() != PREFIX_LENGTH + BODY_LENGTH {
            return Err(ReferenceError::Shape);
        }
        let (prefix, body) = plain.split_at(PREFIX_LENGTH);
        if !prefix.bytes().all(|c| c.is_ascii_uppercase()) {
            return Err(ReferenceError::Shape);
        }
        let mut values = [0; BODY_LENGTH];
        for (value, c) in values.iter_mut().zip(body.chars()) {
            let place = ALPHABET.iter().position(|known| char::from(*known) == c);
            let place = place.ok_or(ReferenceError::Character(c))?;
            *value = u8::try_from(place).map_err(|_| ReferenceError::Shape)?;
        }
        let (check, data) = values.split_last().ok_or(ReferenceError::Shape)?;
        if *check != check_value(data) {
            return Err(ReferenceError::Typo);
        }
        Ok(Self(format!("{prefix}-{}-{}", &body[..4], &body[4..])))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, ReferenceError> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// Domain rules 1.3.
    #[test]
    fn procedure_codes() {
        for code in ["1.001193", "2.000635", "3.000333", "5.003852", "6.006710"] {
            assert!(is_national_procedure_code(code), "{code}");
        }
        for code in [
            "",
            "0.001193",
            "1.00119",
            "1.0011933",
            "1-001193",
            "1.00119a",
            "1.001612.H48",
        ] {
            assert!(!is_national_procedure_code(code), "{code}");
        }
    }

    /// Domain rules 2.2: a real code of Quảng Ngãi, and one in the new order.
    #[test]
    fn dossier_codes_are_read_and_written() {
        let code: DossierCode = "000.00.53.H48-220921-0099".parse().unwrap();
        assert_eq!(code.agency().as_str(), "000.00.53.H48");
        assert_eq!((code.day(), code.number()), (date(2022, 9, 21), 99));
        assert_eq!(code.to_string(), "000.00.53.H48-220921-0099");

        let code: DossierCode = " h48.15-230315-0001 ".parse().unwrap();
        assert_eq!(code.to_string(), "H48.15-230315-0001");

        let agency = "H48.15".parse().unwrap();
        let wide = DossierCode::new(agency, date(2026, 11, 20), 12_345).unwrap();
        assert_eq!(wide.to_string(), "H48.15-261120-12345");
        assert_eq!(wide.to_string().parse(), Ok(wide));
    }

    #[test]
    fn what_is_no_dossier_code() {
        for (text, error) in [
            ("", CodeError::Shape),
            ("H48", CodeError::Shape),
            ("H48-220921-99", CodeError::Shape),
            ("H48-220921-00x9", CodeError::Shape),
            ("H48-221321-0099", CodeError::Day),
            ("H48-220921-0000", CodeError::Number),
            ("H48-220921-99999999999", CodeError::Number),
            ("Z48-220921-0099", CodeError::Agency),
            ("00.00.53.H48-220921-0099", CodeError::Agency),
            ("H48..15-220921-0099", CodeError::Agency),
            ("H48.é-220921-0099", CodeError::Agency),
            ("ế48-220921-0099", CodeError::Agency),
        ] {
            assert_eq!(text.parse::<DossierCode>(), Err(error), "{text}");
        }
        assert_eq!(
            format!("H48{}", ".AA".repeat(20)).parse::<AgencyCode>(),
            Err(CodeError::Agency)
        );
    }

    #[test]
    fn references_are_read_as_people_type_them() {
        let reference = Reference::new("QN", [0, 1, 2, 3, 4, 5, 255]).unwrap();
        let shown = reference.to_string();
        assert!(shown.starts_with("QN-ABCD-EF9"), "{shown}");
        assert_eq!(
            shown.to_lowercase().replace('-', " ").parse(),
            Ok(reference.clone())
        );
        assert_eq!(shown.replace('-', "").parse(), Ok(reference));
        assert_eq!("QN-ABCD".parse::<Reference>(), Err(ReferenceError::Shape));
        assert_eq!(
            "QN-0BCD-EFGH".parse::<Reference>(),
            Err(ReferenceError::Character('0'))
        );
        assert!(Reference::new("Q", [0; 7]).is_err());
        assert!(Reference::new("Đ", [0; 7]).is_err());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_reference_notices_each_wrong_character_and_each_exchange(
            random: [u8; 7], at in 0usize..8, other in 0usize..8, c in 0usize..32,
        ) {
            let shown = Reference::new("QN", random).unwrap().to_string().replace('-', "");
            let mut wrong: Vec<u8> = shown.bytes().collect();
            wrong[2 + at] = ALPHABET[c];
            let wrong = String::from_utf8(wrong).unwrap();
            if wrong != shown {
                prop_assert_eq!(wrong.parse::<Reference>(), Err(ReferenceError::Typo));
            }
            let mut swapped: Vec<u8> = shown.bytes().collect();
            swapped.swap(2 + at, 2 + other);
            let swapped = String::from_utf8(swapped).unwrap();
            if swapped != shown {
                prop_assert_eq!(swapped.parse::<Reference>(), Err(ReferenceError::Typo));
            }
        }

        #[test]
        fn nothing_typed_breaks_the_readers(text in ".{0,40}") {
            let _ = text.parse::<Reference>();
            let _ = text.parse::<DossierCode>();
            let _ = text.parse::<AgencyCode>();
            let _ = is_national_procedure_code(&text);
        }
    }
}
