//! Names, phones and e-mail addresses.

use serde::{Deserialize, Serialize};

use super::private_text;
use crate::text::{clean, clean_code, clean_name};

/// A person's name as they write it: of any of the 54 peoples, one word or many; never split into
/// first and last, never re-capitalised.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

private_text!(PersonName, NameError);

/// Why a text isn't a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was given.
    #[error("the name is missing")]
    Empty,
    /// More than [`PersonName::MAX_LENGTH`] characters.
    #[error("the name is too long")]
    TooLong,
    /// A character that no name holds.
    #[error("a name doesn't hold this character: {0}")]
    Character(char),
}

impl PersonName {
    /// The most characters.
    pub const MAX_LENGTH: usize = 100;

    /// Reads what was typed: NFC, trimmed, single spaces, one kind of apostrophe and of hyphen.
    ///
    /// # Errors
    /// If nothing is left, it is too long, or holds what no name does.
    pub fn parse(text: &str) -> Result<Self, NameError> {
        let name = clean_name(text);
        let foreign = |c: &char| !(c.is_alphabetic() || matches!(c, ' ' | '\'' | '-' | '.'));
        // Some letters, e.g. of the Bahnar, have no composed form.
        let foreign = |c: &char| foreign(c) && !unicode_normalization::char::is_combining_mark(*c);
        if let Some(c) = name.chars().find(foreign) {
            return Err(NameError::Character(c));
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(NameError::Empty);
        }
        if name.chars().count() > Self::MAX_LENGTH {
            return Err(NameError::TooLong);
        }
        Ok(Self(name))
    }

    /// In capitals, as forms print it.
    pub fn in_capitals(&self) -> String {
        self.0.to_uppercase()
    }
}

/// A Vietnamese phone number, as E.164: `+84912345678`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

private_text!(Phone, PhoneError);

/// Why a text isn't a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was given.
    #[error("the phone number is missing")]
    Empty,
    /// There is something else than digits and what people put between them.
    #[error("a phone number holds digits only")]
    NotDigits,
    /// 1800 and 1900 are services, not people.
    #[error("this is the number of a hotline")]
    Hotline,
    /// Neither a mobile nor a landline number.
    #[error("not a Vietnamese phone number")]
    Unknown,
}

impl Phone {
    /// Reads what was typed: mobile `0[35789]` and eight digits, landline `02` and eight or nine;
    /// or with +84 for the 0. Blanks, dots, dashes, brackets and words before it don't matter.
    ///
    /// # Errors
    /// If it isn't such a number.
    pub fn parse(text: &str) -> Result<Self, PhoneError> {
        let typed = clean_code(text).replace(['.', '-', '(', ')'], "");
        if typed.is_empty() {
            return Err(PhoneError::Empty);
        }
        let international = typed.strip_prefix("+84").or_else(|| {
            // Without the plus, only where it can't be a local number.
            typed.strip_prefix("84").filter(|_| typed.len() > 10)
        });
        let national = match international {
            Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
            None if typed.starts_with("1800") || typed.starts_with("1900") => {
                return Err(PhoneError::Hotline);
            }
            None => typed.strip_prefix('0').unwrap_or(""),
        };
        if !typed.trim_start_matches('+').bytes().all(|c| c.is_ascii_digit()) {
            return Err(PhoneError::NotDigits);
        }
        match (national.bytes().next(), national.len()) {
            (Some(b'3' | b'5' | b'7' | b'8' | b'9'), 9) | (Some(b'2'), 9 | 10) => Ok(Self(format!("+84{national}"))),
            _ => Err(PhoneError::Unknown),
        }
    }

    /// Whether it can get a text message.
    pub fn is_mobile(&self) -> bool {
        !self.0.starts_with("+842")
    }

    /// As people in the country write it: `0912345678`.
    pub fn national(&self) -> String {
        format!("0{}", &self.0["+84".len()..])
    }

    /// For those who may see only that it is theirs: `•••••••678`.
    pub fn masked(&self) -> String {
        format!("•••••••{}", &self.0[self.0.len() - 3..])
    }
}

/// An e-mail address.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

private_text!(Email, EmailError);

/// Why a text isn't an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was given.
    #[error("the e-mail address is missing")]
    Empty,
    /// Not name@domain.
    #[error("not an e-mail address")]
    Shape,
}

impl Email {
    /// The most bytes (RFC 5321).
    pub const MAX_LENGTH: usize = 254;

    /// Reads what was typed. Only a message can show that it exists; here it is seen that one can
    /// be sent, and nothing else with it.
    ///
    /// # Errors
    /// If it isn't name@domain.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let email = clean(text);
        if email.is_empty() {
            return Err(EmailError::Empty);
        }
        let (name, domain) = email.rsplit_once('@').ok_or(EmailError::Shape)?;
        let in_name = |c: u8| c.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&c);
        let in_label = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        let is_label = |label: &str| {
            !label.is_empty() && label.bytes().all(in_label) && !label.starts_with('-') && !label.ends_with('-')
        };
        let right = email.len() <= Self::MAX_LENGTH
            && !name.is_empty()
            && name.split('.').all(|part| !part.is_empty() && part.bytes().all(in_name))
            && domain.contains('.')
            && domain.split('.').all(is_label);
        if right { Ok(Self(email)) } else { Err(EmailError::Shape) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RULES.md 7, "Names".
    #[test]
    fn names() {
        for name in ["Nguyễn Thị Ước", "Y Moan", "H'Hen Niê", "K’Brêu", "Ksor H-Blăm", "Điểu", "Siu B\u{30c}lơ"]
        {
            assert_eq!(PersonName::parse(name).unwrap().as_str(), clean(name).replace('’', "'"));
        }
        for name in ["H‘Hen Niê", "HʼHen\u{a0}Niê", "H`Hen \u{200b}Niê"] {
            assert_eq!(PersonName::parse(name).unwrap().as_str(), "H'Hen Niê", "{name}");
        }
        assert_eq!(PersonName::parse("Hʼ Mai").unwrap().as_str(), "H' Mai");
        assert_eq!(PersonName::parse("  nguyễn   văn a ").unwrap().as_str(), "nguyễn văn a");
        assert_eq!(PersonName::parse("Đỗ Ước").unwrap().in_capitals(), "ĐỖ ƯỚC");
        assert_eq!(PersonName::parse(" "), Err(NameError::Empty));
        assert_eq!(PersonName::parse("--"), Err(NameError::Empty));
        assert_eq!(PersonName::parse("A1"), Err(NameError::Character('1')));
        assert_eq!(PersonName::parse("<b>A"), Err(NameError::Character('<')));
        assert_eq!(PersonName::parse(&"a".repeat(101)), Err(NameError::TooLong));
    }

    /// RULES.md 7, "Phones"; the landline as a report printed it.
    #[test]
    fn phones() {
        for (text, expected) in [
            ("0912345678", "+84912345678"),
            ("091 234 56 78", "+84912345678"),
            ("+84 912.345.678", "+84912345678"),
            ("+84(0)912345678", "+84912345678"),
            ("84912345678", "+84912345678"),
            ("02603.862479", "+842603862479"),
            ("ĐT: ０９１２–345\u{a0}678", "+84912345678"),
            ("\u{202a}+84 912 345 678\u{202c}", "+84912345678"),
            ("0260 3862479", "+842603862479"),
            ("0243 1234567", "+842431234567"),
            ("024 3123456", "+84243123456"),
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), expected, "{text}");
        }
        for (text, error) in [
            ("", PhoneError::Empty),
            ("19001234", PhoneError::Hotline),
            ("18001234", PhoneError::Hotline),
            ("0112345678", PhoneError::Unknown),
            ("091234567", PhoneError::Unknown),
            ("09123456789", PhoneError::Unknown),
            ("912345678", PhoneError::Unknown),
            ("+33612345678", PhoneError::Unknown),
            ("091234567a", PhoneError::NotDigits),
            ("09123456é", PhoneError::NotDigits),
        ] {
            assert_eq!(Phone::parse(text), Err(error), "{text}");
        }
        let phone = Phone::parse("0912345678").unwrap();
        assert!(phone.is_mobile() && !Phone::parse("0260 3862479").unwrap().is_mobile());
        assert_eq!((phone.national(), phone.masked()), ("0912345678".into(), "•••••••678".into()));
        assert_eq!(Phone::parse(phone.as_str()), Ok(phone));
    }

    #[test]
    fn emails() {
        for text in ["a@b.vn", " ten.nguoi+hs@quangngai.gov.vn ", "o'b@x-y.com"] {
            assert_eq!(Email::parse(text).unwrap().as_str(), text.trim());
        }
        assert_eq!(Email::parse(" "), Err(EmailError::Empty));
        for text in
            ["a", "a@b", "@b.vn", "a@.vn", "a b@c.vn", "a@b.vn\r\nBcc: x@y.vn", "a..b@c.vn", "a@-b.vn", "ă@b.vn"]
        {
            assert_eq!(Email::parse(text), Err(EmailError::Shape), "{text}");
        }
    }
}
