//! Amounts in Vietnamese đồng.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An amount in whole đồng, never negative.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
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
        if dong < 0 {
            Err(MoneyError::Negative)
        } else {
            Ok(Self(dong))
        }
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
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or(MoneyError::TooLarge)
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
        self.0
            .checked_mul(i64::from(times))
            .map(Self)
            .ok_or(MoneyError::TooLarge)
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
        if percent > 100 {
            Err(NotAPercentage)
        } else {
            Ok(Self(percent))
        }
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
