//! The names under which things are asked for: agency codes, dossier codes, public references,
//! procedure codes.

mod reference;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;

pub use reference::{Reference, ReferenceError};

/// Whether a procedure's code has the shape of the national database's (`1.001193`). Codes of
/// another shape are kept and flagged, never refused.
pub fn is_national_procedure_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8 && matches!(bytes[0], b'1'..=b'9') && bytes[1] == b'.' && bytes[2..].iter().all(u8::is_ascii_digit)
}

/// An agency's identifier, in the old order (QCVN 102:2016, `000.00.15.H48`) or the new one
/// (Quyết định 20/2020/QĐ-TTg, `H48.15`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

coded_enum! {
    /// In which order an agency's identifier stands in a dossier code.
    pub enum CodeOrder {
        /// QCVN 102:2016, from the bottom up: `000.00.15.H48` (Thông tư 01/2018/TT-VPCP Điều 19).
        Old => "old",
        /// Quyết định 20/2020/QĐ-TTg, from the top down: `H48.15`.
        New => "new",
        /// As the agency is registered.
        AsRegistered => "as_registered",
    }
}

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

    /// The same agency in an order (`000.00.15.H48` is `H48.15`); itself where the order can't say it.
    #[must_use]
    pub fn in_order(&self, order: CodeOrder) -> Self {
        let mut groups: Vec<&str> = self.0.split('.').rev().collect();
        let is_old = is_top_level(groups[0]) && groups.len() == 4;
        match order {
            CodeOrder::New if is_old => {
                while groups.len() > 1 && groups.last().is_some_and(|group| is_zeros(group)) {
                    groups.pop();
                }
                Self(groups.join("."))
            }
            CodeOrder::Old if !is_old => {
                let below = &self.0.split('.').collect::<Vec<_>>()[1..];
                let mut padded = ["000", "00", "00"];
                for (place, group) in below.iter().enumerate() {
                    if let Some(slot) = padded.iter_mut().rev().nth(place) {
                        *slot = group;
                    }
                }
                let top = groups.last().copied().unwrap_or_default();
                let old = format!("{}.{top}", padded.join("."));
                old.parse().ok().filter(|_: &Self| below.len() <= 3).unwrap_or_else(|| self.clone())
            }
            _ => self.clone(),
        }
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
        let new_order =
            is_top_level(groups[0]) && groups[1..].iter().all(|group| !group.is_empty() && group.bytes().all(in_group));
        if code.len() <= Self::MAX_LENGTH && (old_order || new_order) { Ok(Self(code)) } else { Err(CodeError::Agency) }
    }
}

fn is_zeros(group: &str) -> bool {
    group.bytes().all(|c| c == b'0')
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
        Ok(Self { agency, day, number })
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
        let Self { agency, day, number } = self;
        let year = day.year() % 100;
        write!(f, "{agency}-{year:02}{:02}{:02}-{number:04}", day.month(), day.day())
    }
}

impl FromStr for DossierCode {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let mut parts = text.trim().rsplitn(3, '-');
        let (Some(number), Some(day), Some(agency)) = (parts.next(), parts.next(), parts.next()) else {
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    /// RULES.md 2.2: the same office in both orders.
    #[test]
    fn an_agency_in_either_order() {
        for (old, new) in [("000.00.15.H48", "H48.15"), ("000.01.60.H48", "H48.60.01"), ("000.00.00.H48", "H48")] {
            let (old, new): (AgencyCode, AgencyCode) = (old.parse().unwrap(), new.parse().unwrap());
            assert_eq!(old.in_order(CodeOrder::New), new);
            assert_eq!(new.in_order(CodeOrder::Old), old);
            assert_eq!(old.in_order(CodeOrder::Old), old);
            assert_eq!(new.in_order(CodeOrder::New), new);
            assert_eq!(old.in_order(CodeOrder::AsRegistered), old);
        }
        // Letters below the top level can't be said in the old order.
        let new: AgencyCode = "H48.AB".parse().unwrap();
        assert_eq!(new.in_order(CodeOrder::Old), new);
    }

    /// RULES.md 1.3.
    #[test]
    fn procedure_codes() {
        for code in ["1.001193", "2.000635", "3.000333", "5.003852", "6.006710"] {
            assert!(is_national_procedure_code(code), "{code}");
        }
        for code in ["", "0.001193", "1.00119", "1.0011933", "1-001193", "1.00119a", "1.001612.H48"] {
            assert!(!is_national_procedure_code(code), "{code}");
        }
    }

    /// RULES.md 2.2: a real code of Quảng Ngãi, and one in the new order.
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
        assert_eq!(format!("H48{}", ".AA".repeat(20)).parse::<AgencyCode>(), Err(CodeError::Agency));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn nothing_typed_breaks_the_readers(text in ".{0,40}") {
            let _ = text.parse::<DossierCode>();
            let _ = text.parse::<AgencyCode>();
            let _ = is_national_procedure_code(&text);
        }
    }
}
