//! Amounts as people and tables write them. What can be read in two ways is not read: `50.00` is fifty to a spreadsheet
//! and a slip for 50.000 to whoever types, and one of them pays ten times too much.

use super::Dong;
use crate::text::clean;

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It may mean this.
    #[error("the amount can be read in two ways; perhaps {0}")]
    Perhaps(Dong),
    /// It names no amount.
    #[error("not an amount of money")]
    NoAmount,
}

/// The most digits of an amount: more is a slip.
const MOST_DIGITS: usize = 15;
const UNITS: [&str; 5] = ["đồng", "vnđ", "vnd", "₫", "đ"];
/// Words and letters for thousands and more, with their zeros.
const SCALES: [(&str, usize); 8] =
    [("nghìn", 3), ("ngàn", 3), ("ng", 3), ("k", 3), ("triệu", 6), ("tr", 6), ("tỷ", 9), ("tỉ", 9)];

/// Reads an amount in whole đồng: digits alone or in groups of three, apart by dots, by commas or by blanks but not by
/// two of these, with or without a unit before or after.
///
/// # Errors
/// [`Unread::Perhaps`] with what was meant most likely, where something of that kind can be told.
pub fn read_dong(text: &str) -> Result<Dong, Unread> {
    let text = clean(text).to_lowercase();
    let number = without_unit(&text);
    match groups(number).and_then(|digits| dong(&digits)) {
        Some(dong) => Ok(dong),
        None => Err(likely(number).and_then(|digits| dong(&digits)).map_or(Unread::NoAmount, Unread::Perhaps)),
    }
}

fn without_unit(text: &str) -> &str {
    let after = UNITS.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let before = UNITS.iter().find_map(|unit| after.strip_prefix(unit)).unwrap_or(after);
    before.trim()
}

fn dong(digits: &str) -> Option<Dong> {
    let digits = digits.trim_start_matches('0');
    let number = if digits.is_empty() { "0" } else { digits };
    (number.len() <= MOST_DIGITS).then(|| Dong::new(number.parse().ok()?).ok()).flatten()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits of a number that can be read in one way alone.
fn groups(number: &str) -> Option<String> {
    if is_digits(number) {
        return Some(number.to_owned());
    }
    let apart = number.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '.' | ',' | ' '))?;
    let groups: Vec<&str> = number.split(apart).collect();
    let (first, rest) = groups.split_first()?;
    let fits = is_digits(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3 && is_digits(group));
    fits.then(|| groups.concat())
}

/// The digits of what was meant, most likely.
fn likely(number: &str) -> Option<String> {
    if let Some((number, zeros)) = scaled(number) {
        return shifted(number, zeros);
    }
    let plain = number.trim_end_matches(['-', '/', '.', ',', ' ']);
    let starts_well = plain.starts_with(|c: char| c.is_ascii_digit());
    let is_known = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '’');
    if !starts_well || !plain.chars().all(is_known) {
        return None;
    }
    let parts: Vec<&str> = plain.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (last, whole) = parts.split_last()?;
    // One or two digits after the last sign are decimals, as a spreadsheet writes them.
    let digits = match (whole, last.len()) {
        ([], _) => (*last).to_owned(),
        ([small], 1 | 2) if small.len() <= 3 => {
            // Nothing costs fifty đồng: somebody left zeros out.
            let is_zero = last.bytes().all(|b| b == b'0');
            return (is_zero && !small.starts_with('0')).then(|| format!("{small}000"));
        }
        (_, 1 | 2) => whole.concat(),
        _ => parts.concat(),
    };
    (!digits.starts_with('0')).then_some(digits)
}

/// A number before a word for thousands or more: "1,5 triệu", "500k", "1tr5".
fn scaled(number: &str) -> Option<(String, usize)> {
    let (at, scale, zeros) = SCALES.iter().find_map(|(word, zeros)| Some((number.find(word)?, *word, *zeros)))?;
    let (before, after) = (number[..at].trim(), number[at + scale.len()..].trim());
    match after {
        "" => Some((before.to_owned(), zeros)),
        // "1tr5" is one and a half.
        _ if is_digits(after) && is_digits(before) => Some((format!("{before},{after}"), zeros)),
        _ => None,
    }
}

/// "1,5" and six zeros are 1500000.
fn shifted(number: String, zeros: usize) -> Option<String> {
    let (whole, decimals) = number.split_once([',', '.']).unwrap_or((number.as_str(), ""));
    let fits = is_digits(whole) && (decimals.is_empty() || is_digits(decimals)) && decimals.len() <= zeros;
    fits.then(|| format!("{whole}{decimals:0<zeros$}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_can_be_read_in_one_way_is_read() {
        for (text, dong) in [
            ("0", 0),
            ("500", 500),
            ("1500000", 1_500_000),
            ("007", 7),
            ("1.500.000", 1_500_000),
            ("1,500,000", 1_500_000),
            ("1 500 000", 1_500_000),
            ("1\u{a0}500\u{a0}000", 1_500_000),
            ("1\u{202f}500\u{202f}000 ₫", 1_500_000),
            ("50.000", 50_000),
            ("50,000", 50_000),
            ("  50.000  đồng ", 50_000),
            ("50.000đ", 50_000),
            ("50000 VND", 50_000),
            ("VNĐ 50.000", 50_000),
            ("₫50,000", 50_000),
            ("50.000 ĐỒNG", 50_000),
            ("999.999.999.999.999", 999_999_999_999_999),
        ] {
            assert_eq!(read_dong(text), Dong::new(dong).map_err(|_| Unread::NoAmount), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_asked_about() {
        for (text, dong) in [
            // Spreadsheets write decimals, with a dot or a comma.
            ("1500000.00", 1_500_000),
            ("1500000,0", 1_500_000),
            ("1,500,000.00", 1_500_000),
            ("1.500.000,00 đ", 1_500_000),
            ("1500000.50", 1_500_000),
            // Thousands without all their zeros.
            ("50.00", 50_000),
            ("50,0", 50_000),
            // Signs of two kinds, in the wrong place, or too many.
            ("1.500,000", 1_500_000),
            ("1 500.000", 1_500_000),
            ("1500.000", 1_500_000),
            ("1.5000", 15_000),
            ("50..000", 50_000),
            ("1'500'000", 1_500_000),
            ("50.000,-", 50_000),
            ("50.000.", 50_000),
            // Words.
            ("1,5 triệu", 1_500_000),
            ("1.5 triệu đồng", 1_500_000),
            ("1tr5", 1_500_000),
            ("500k", 500_000),
            ("50 nghìn", 50_000),
            ("50 ngàn đồng", 50_000),
            ("2 tỷ", 2_000_000_000),
        ] {
            assert_eq!(read_dong(text), Err(Unread::Perhaps(Dong::new(dong).unwrap())), "{text}");
        }
    }

    #[test]
    fn what_names_no_amount_is_refused() {
        for text in [
            "",
            " ",
            "đ",
            "đồng",
            "-1",
            "-50.000",
            "+5",
            "1e6",
            "năm mươi nghìn",
            "0.500",
            "0,5",
            "50.25",
            "$50",
            "50 usd",
            "50%",
            "1/2",
            "１５０",
            "0x10",
            "1.234.567.890.123.456",
            "1500000000000000000000",
            ".",
            ",5",
            "k",
            "triệu",
        ] {
            assert_eq!(read_dong(text), Err(Unread::NoAmount), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_we_write_we_read(dong in 0i64..1_000_000_000_000_000) {
            let dong = Dong::new(dong).unwrap();
            prop_assert_eq!(read_dong(&dong.to_string()), Ok(dong));
            prop_assert_eq!(read_dong(&dong.get().to_string()), Ok(dong));
        }

        #[test]
        fn what_was_perhaps_meant_can_be_typed(text in "[0-9.,' ktr]{0,20}(đ| đồng)?") {
            if let Err(Unread::Perhaps(dong)) = read_dong(&text) {
                prop_assert_eq!(read_dong(&dong.to_string()), Ok(dong));
            }
        }
    }
}
