//! Public references.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::clean_code;

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
    values.iter().rev().fold(0, |sum, value| times_x(sum ^ value))
}

/// Multiplication by x modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    /// Reads what a person typed: case, blanks, dashes and words before it don't matter.
    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let plain = clean_code(text).replace('-', "").to_ascii_uppercase();
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
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn references_are_read_as_people_type_them() {
        let reference = Reference::new("QN", [0, 1, 2, 3, 4, 5, 255]).unwrap();
        let shown = reference.to_string();
        assert!(shown.starts_with("QN-ABCD-EF9"), "{shown}");
        assert_eq!(shown.to_lowercase().replace('-', " ").parse(), Ok(reference.clone()));
        assert_eq!(shown.replace('-', "").parse(), Ok(reference));
        assert_eq!("QN-ABCD".parse::<Reference>(), Err(ReferenceError::Shape));
        assert_eq!("QN-0BCD-EFGH".parse::<Reference>(), Err(ReferenceError::Character('0')));
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
        fn nothing_typed_breaks_the_reader(text in ".{0,40}") {
            let _ = text.parse::<Reference>();
        }
    }
}
