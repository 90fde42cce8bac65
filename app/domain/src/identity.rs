//! Who people are and how to reach them: numbers, names, phones, tax codes, addresses.
//!
//! Each has one way in, `parse`; what passed is right everywhere after. Their `Debug` shows no
//! personal data, so that a log can't.

mod address;
mod contact;
mod number;
mod tax;

pub use address::{Address, AddressError, CommuneCode, ProvinceCode};
pub use contact::{Email, EmailError, NameError, PersonName, Phone, PhoneError};
pub use number::{NumberError, NumberWarning, PersonalNumber, Sex};
pub use tax::{TaxCode, TaxCodeError};

/// Gives a newtype over text its `as_str`, `FromStr`, serde on the same text, and a `Debug` that
/// hides it.
macro_rules! private_text {
    ($name:ident, $error:ident) => {
        impl $name {
            /// The text, for storing and showing to those who may see it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "(…)"))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $error;

            fn from_str(text: &str) -> Result<Self, $error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}
use private_text;
