//! Addresses, over two levels since July 2025.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::clean;

/// Declares a code of so many digits.
macro_rules! unit_code {
    ($(#[$meta:meta])* $name:ident, $length:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Reads the code.
            ///
            /// # Errors
            /// If it hasn't the digits.
            pub fn parse(text: &str) -> Result<Self, AddressError> {
                let code = text.trim();
                if code.len() == $length && code.bytes().all(|c| c.is_ascii_digit()) {
                    Ok(Self(code.to_owned()))
                } else {
                    Err(AddressError::Code)
                }
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = AddressError;

            fn try_from(text: String) -> Result<Self, AddressError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(code: $name) -> Self {
                code.0
            }
        }
    };
}

unit_code! {
    /// A province's code, two digits (Quyết định 19/2025/QĐ-TTg), e.g. 51 for Quảng Ngãi.
    ProvinceCode, 2
}

unit_code! {
    /// A commune's code, five digits.
    CommuneCode, 5
}

/// Where to find someone: units by their codes, the rest as written. Names of units change; what
/// was written at the time stays.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// House, street, hamlet.
    pub line: String,
    /// The commune, where it is known by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commune: Option<CommuneCode>,
    /// The province, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub province: Option<ProvinceCode>,
    /// The units' names as they were at the time: "xã Trà Bồng, tỉnh Quảng Ngãi".
    pub units: String,
}

/// Why an address can't be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// House, street or hamlet is missing.
    #[error("the address is missing")]
    Empty,
    /// More than [`Address::MAX_LENGTH`] characters.
    #[error("the address is too long")]
    TooLong,
    /// Not a unit's code.
    #[error("not the code of a province or commune")]
    Code,
}

impl Address {
    /// The most characters of each part.
    pub const MAX_LENGTH: usize = 200;

    /// Reads what was typed.
    ///
    /// # Errors
    /// If the line is missing or a part too long.
    pub fn parse(
        line: &str,
        units: &str,
        commune: Option<CommuneCode>,
        province: Option<ProvinceCode>,
    ) -> Result<Self, AddressError> {
        let (line, units) = (clean(line), clean(units));
        if line.is_empty() {
            return Err(AddressError::Empty);
        }
        if [&line, &units].iter().any(|part| part.chars().count() > Self::MAX_LENGTH) {
            return Err(AddressError::TooLong);
        }
        Ok(Self { line, commune, province, units })
    }
}

/// As one line.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.line)?;
        if self.units.is_empty() { Ok(()) } else { write!(f, ", {}", self.units) }
    }
}

/// Hidden from logs, but for the units.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address(…, {})", self.units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let commune = CommuneCode::parse("21115").unwrap();
        let province = ProvinceCode::parse("51").unwrap();
        let units = "xã Trà Bồng, tỉnh Quảng Ngãi";
        let parse = |line: &str| Address::parse(line, units, Some(commune.clone()), Some(province.clone()));
        let address = parse("  Thôn  2 ").unwrap();
        assert_eq!(address.to_string(), "Thôn 2, xã Trà Bồng, tỉnh Quảng Ngãi");
        assert!(!format!("{address:?}").contains("Thôn 2"));
        let json = serde_json::to_string(&address).unwrap();
        assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
        assert_eq!(parse(" "), Err(AddressError::Empty));
        assert_eq!(parse(&"a".repeat(201)), Err(AddressError::TooLong));
        for code in ["5", "5a", "511", ""] {
            assert_eq!(ProvinceCode::parse(code), Err(AddressError::Code), "{code}");
        }
    }
}
