//! Amounts in Vietnamese đồng.

mod typed;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use typed::{Unread, read_dong};

/// An amount in whole đồng, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Dong(i64);

/// Why an amount can't be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Less than nothing.
    #[error("an amount of money can't be negative")]
    Negative,
    /// More than the type holds.
    #[error("the amount of money is too large")]
    TooLarge,
}

impl Dong {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// An amount known to be right, for constants.
    pub const fn of(dong: u32) -> Self {
        Self(dong as i64)
    }

    /// An amount from outside.
    ///
    /// # Errors
    /// If it is negative.
    pub const fn new(dong: i64) -> Result<Self, MoneyError> {
        if dong < 0 { Err(MoneyError::Negative) } else { Ok(Self(dong)) }
    }

    /// The number of đồng.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether there is nothing to pay.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum.
    ///
    /// # Errors
    /// If it is too large.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::TooLarge)
    }

    /// What is left when `other` is taken away.
    ///
    /// # Errors
    /// If `other` is more.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        Self::new(self.0 - other.0)
    }

    /// So many times the amount.
    ///
    /// # Errors
    /// If it is too large.
    pub fn checked_mul(self, times: u32) -> Result<Self, MoneyError> {
        self.0.checked_mul(i64::from(times)).map(Self).ok_or(MoneyError::TooLarge)
    }

    /// What is left to pay after `percent` is taken off. If it doesn't divide, what is left is
    /// rounded down to the đồng, in the citizen's favour; no law rounds it otherwise.
    #[must_use]
    pub fn less(self, percent: Percent) -> Self {
        let left = i128::from(self.0) * i128::from(percent.left()) / 100;
        // At most `self`, so it fits.
        Self(i64::try_from(left).unwrap_or(self.0))
    }
}

impl Dong {
    /// The amount in words, as a receipt writes it (Nghị định 254/2026 Điều 23): "Tám nghìn đồng".
    pub fn in_words(self) -> String {
        let words = format!("{} đồng", number_in_words(self.0.unsigned_abs()));
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }
}

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION: u64 = 1_000_000_000;

/// A number in Vietnamese words, in lower case. Beyond a billion the billions are themselves a
/// number: "một nghìn tỷ".
fn number_in_words(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_owned();
    }
    let mut words = Vec::new();
    let (billions, rest) = (number / BILLION, number % BILLION);
    if billions > 0 {
        words.push(number_in_words(billions));
        words.push("tỷ".to_owned());
    }
    for (group, unit) in
        [(rest / 1_000_000, Some("triệu")), (rest / 1_000 % 1_000, Some("nghìn")), (rest % 1_000, None)]
    {
        if group > 0 {
            // Inside a number a missing hundred is said: "không trăm".
            words.extend(group_in_words(group, !words.is_empty()).iter().map(ToString::to_string));
            words.extend(unit.map(str::to_owned));
        }
    }
    words.join(" ")
}

/// A group of three digits, not zero. `inside` a number its zeros are said.
fn group_in_words(group: u64, inside: bool) -> Vec<&'static str> {
    let digit = |value: u64| usize::try_from(value % 10).unwrap_or(0);
    let (hundreds, tens, ones) = (digit(group / 100), digit(group / 10), digit(group));
    let mut words = Vec::new();
    if hundreds > 0 || inside {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match tens {
        0 if ones > 0 && !words.is_empty() => words.push("linh"),
        0 => {}
        1 => words.push("mười"),
        _ => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (1.., 5) => words.push("lăm"),
        _ => words.push(DIGITS[ones]),
    }
    words
}

impl TryFrom<i64> for Dong {
    type Error = MoneyError;

    fn try_from(dong: i64) -> Result<Self, MoneyError> {
        Self::new(dong)
    }
}

impl From<Dong> for i64 {
    fn from(dong: Dong) -> Self {
        dong.0
    }
}

/// `1.234.567 đồng`, as official text writes it.
impl fmt::Display for Dong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        f.write_str(" đồng")
    }
}

/// A whole percentage from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Percent(u8);

/// A percentage above 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a percentage is between 0 and 100")]
pub struct NotAPercentage;

impl Percent {
    /// All of it.
    pub const ALL: Self = Self(100);

    /// A percentage.
    ///
    /// # Errors
    /// If it is above 100.
    pub const fn new(percent: u8) -> Result<Self, NotAPercentage> {
        if percent > 100 { Err(NotAPercentage) } else { Ok(Self(percent)) }
    }

    /// The number, from 0 to 100.
    pub const fn get(self) -> u8 {
        self.0
    }

    /// What is left of a hundred when this is taken off.
    pub const fn left(self) -> u8 {
        100 - self.0
    }
}

impl TryFrom<u8> for Percent {
    type Error = NotAPercentage;

    fn try_from(percent: u8) -> Result<Self, NotAPercentage> {
        Self::new(percent)
    }
}

impl From<Percent> for u8 {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RULES.md 4.4, and what the rules there say of zeros and of billions.
    #[test]
    fn in_words() {
        for (dong, words) in [
            (8_000, "Tám nghìn đồng"),
            (12_500, "Mười hai nghìn năm trăm đồng"),
            (21_005, "Hai mươi mốt nghìn không trăm linh năm đồng"),
            (1_234_567, "Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng"),
            (0, "Không đồng"),
            (5, "Năm đồng"),
            (10, "Mười đồng"),
            (14, "Mười bốn đồng"),
            (15, "Mười lăm đồng"),
            (24, "Hai mươi tư đồng"),
            (55, "Năm mươi lăm đồng"),
            (101, "Một trăm linh một đồng"),
            (110, "Một trăm mười đồng"),
            (1_000, "Một nghìn đồng"),
            (1_000_000, "Một triệu đồng"),
            (1_000_010, "Một triệu không trăm mười đồng"),
            (2_000_300, "Hai triệu ba trăm đồng"),
            (1_000_000_005, "Một tỷ không trăm linh năm đồng"),
            (17_000_000_000, "Mười bảy tỷ đồng"),
            (1_000_000_000_000, "Một nghìn tỷ đồng"),
        ] {
            assert_eq!(Dong::new(dong).unwrap().in_words(), words, "{dong}");
        }
    }

    #[test]
    fn shown_with_dots() {
        for (dong, shown) in [(0, "0 đồng"), (500, "500 đồng"), (1_000, "1.000 đồng"), (1_234_567, "1.234.567 đồng")]
        {
            assert_eq!(Dong::of(dong).to_string(), shown);
        }
    }

    #[test]
    fn rounding_is_in_the_citizens_favour() {
        let half = Percent::new(50).unwrap();
        assert_eq!(Dong::of(25_000).less(half), Dong::of(12_500));
        assert_eq!(Dong::of(25_001).less(half), Dong::of(12_500));
        assert_eq!(Dong::new(i64::MAX).unwrap().less(Percent::ALL), Dong::ZERO);
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        assert_eq!(Dong::new(-1), Err(MoneyError::Negative));
        assert_eq!(Dong::of(1).checked_sub(Dong::of(2)), Err(MoneyError::Negative));
        let most = Dong::new(i64::MAX).unwrap();
        assert_eq!(most.checked_add(Dong::of(1)), Err(MoneyError::TooLarge));
        assert_eq!(most.checked_mul(2), Err(MoneyError::TooLarge));
        assert!(serde_json::from_str::<Dong>("-1").is_err());
        assert!(serde_json::from_str::<Dong>("1.5").is_err());
        assert!(serde_json::from_str::<Percent>("101").is_err());
    }

    /// Reads words back, by another way than they are written.
    fn read(words: &str) -> u64 {
        if let Some((billions, rest)) = words.rsplit_once("tỷ") {
            return read(billions) * BILLION + read(rest);
        }
        let (mut sum, mut group) = (0, 0);
        for word in words.split_whitespace() {
            let digit = DIGITS.iter().position(|digit| *digit == word);
            match (word, digit) {
                ("triệu", _) => (sum, group) = (sum + group * 1_000_000, 0),
                ("nghìn", _) => (sum, group) = (sum + group * 1_000, 0),
                ("trăm", _) => group *= 100,
                ("mươi", _) => group = group / 10 * 10 + group % 10 * 10,
                ("mười", _) => group += 10,
                ("linh", _) => {}
                ("mốt", _) => group += 1,
                ("tư", _) => group += 4,
                ("lăm", _) => group += 5,
                (_, Some(digit)) => group += digit as u64,
                _ => panic!("no number: {word}"),
            }
        }
        sum + group
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn words_say_the_number(
            dong in prop_oneof![0i64..2_000, 0i64..10_000_000_000, 0i64..=i64::MAX],
        ) {
            let words = Dong::new(dong).unwrap().in_words().to_lowercase();
            let number = words.strip_suffix(" đồng").unwrap();
            prop_assert_eq!(read(number), dong.unsigned_abs());
        }

        #[test]
        fn a_cut_never_adds_and_never_goes_below_nothing(
            dong in 0i64..=i64::MAX, percent in 0u8..=100,
        ) {
            let (whole, percent) = (Dong::new(dong).unwrap(), Percent::new(percent).unwrap());
            let left = whole.less(percent);
            prop_assert!(left <= whole);
            let exact = i128::from(dong) * i128::from(percent.left());
            prop_assert!(i128::from(left.get()) * 100 <= exact);
            prop_assert!((i128::from(left.get()) + 1) * 100 > exact);
        }
    }
}
