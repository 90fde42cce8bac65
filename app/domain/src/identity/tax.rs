//! Tax codes (mã số thuế).

use serde::{Deserialize, Serialize};

use super::private_text;
use crate::text::clean_code;

/// A tax code: ten digits with a check digit, with `-NNN` for a branch; or, since July 2025, the
/// twelve digits of a person's or household's number (Thông tư 86/2024/TT-BTC).
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TaxCode(String);

private_text!(TaxCode, TaxCodeError);

/// Why a text isn't a tax code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaxCodeError {
    /// Nothing was given.
    #[error("the tax code is missing")]
    Empty,
    /// Neither 10 digits, nor 10-3, nor 12.
    #[error("a tax code has 10 digits, 10 and 3 for a branch, or 12 for a person")]
    Shape,
    /// The tenth digit doesn't fit: there is a typo.
    #[error("the tax code holds a typing error")]
    Typo,
}

const WEIGHTS: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];

impl TaxCode {
    /// Reads what was typed; blanks, dots and words before it don't matter.
    ///
    /// # Errors
    /// If its shape or its check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, TaxCodeError> {
        let code = clean_code(text).replace('.', "");
        if code.is_empty() {
            return Err(TaxCodeError::Empty);
        }
        let is_digits = |part: &str, count| part.len() == count && part.bytes().all(|c: u8| c.is_ascii_digit());
        if is_digits(&code, 12) {
            return Ok(Self(code));
        }
        let (main, branch) = match code.split_once('-') {
            Some((main, branch)) => (main, Some(branch)),
            None if is_digits(&code, 13) => (&code[..10], Some(&code[10..])),
            None => (code.as_str(), None),
        };
        if !is_digits(main, 10) || branch.is_some_and(|branch| !is_digits(branch, 3)) {
            return Err(TaxCodeError::Shape);
        }
        if !check_digit_fits(main) {
            return Err(TaxCodeError::Typo);
        }
        Ok(Self(branch.map_or_else(|| main.to_owned(), |branch| format!("{main}-{branch}"))))
    }
}

/// The tenth digit is 10 less the weighted sum modulo 11; where that would be 10, no code is issued.
fn check_digit_fits(ten: &str) -> bool {
    let digits: Vec<u32> = ten.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = WEIGHTS.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum();
    digits.last() == Some(&(10 - sum % 11))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RULES.md 7; the codes are those of well-known companies.
    #[test]
    fn tax_codes() {
        for (text, expected) in [
            ("0300588569", "0300588569"),
            ("0101248141", "0101248141"),
            ("0100109106", "0100109106"),
            ("0100684378", "0100684378"),
            ("0101245486", "0101245486"),
            ("0100109106-001", "0100109106-001"),
            ("0100109106001", "0100109106-001"),
            (" 051099 000123", "051099000123"),
            ("MST: 0100.109.106–001", "0100109106-001"),
        ] {
            assert_eq!(TaxCode::parse(text).unwrap().as_str(), expected, "{text}");
        }
        for (text, error) in [
            ("", TaxCodeError::Empty),
            ("0300588568", TaxCodeError::Typo),
            ("0000000000", TaxCodeError::Typo), // its check digit would be 10
            ("030058856", TaxCodeError::Shape),
            ("0300588569-01", TaxCodeError::Shape),
            ("030058856ế", TaxCodeError::Shape),
        ] {
            assert_eq!(TaxCode::parse(text), Err(error), "{text}");
        }
    }
}
