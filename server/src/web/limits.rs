//! How often somebody may try: a bucket for each purpose and address or login, held in memory and bounded in size.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
};

use backend::error::AppError;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

/// What is limited.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// Wrong passwords, by address and by login.
    SignIn,
    /// Dossier look-ups by address: references cannot be guessed by trying.
    LookUp,
    /// New accounts by address.
    Register,
    /// Checks of results by address: each may bring a file.
    ResultCheck,
}

impl Purpose {
    /// How many in a row, and how many seconds until one more is allowed.
    const fn allowance(self) -> (u32, u64) {
        match self {
            Self::SignIn => (10, 30),
            Self::LookUp => (30, 4),
            Self::ResultCheck => (20, 6),
            Self::Register => (10, 60),
        }
    }
}

/// Past this many buckets the quiet ones are forgotten.
const MOST: usize = 20_000;

/// Whose tries are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Key {
    /// An address; of IPv6 the network, which one household has whole.
    Address(IpAddr),
    /// A login or an account, by its digest.
    Name([u8; 16]),
}

impl Key {
    /// For a login or an account's id.
    pub fn name(text: &str) -> Self {
        let digest: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        let mut half = [0; 16];
        half.copy_from_slice(&digest[..16]);
        Self::Name(half)
    }
}

impl From<IpAddr> for Key {
    fn from(address: IpAddr) -> Self {
        Self::Address(match address.to_canonical() {
            IpAddr::V4(four) => IpAddr::V4(four),
            IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        })
    }
}

/// The buckets.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<(Purpose, Key), Bucket>>);

struct Bucket {
    used: u32,
    since: Timestamp,
}

impl Limits {
    /// Takes one from the bucket.
    ///
    /// # Errors
    /// [`AppError::TooMany`] where it is empty.
    pub fn take(&self, purpose: Purpose, from: impl Into<Key>, now: Timestamp) -> Result<(), AppError> {
        let (most, seconds) = purpose.allowance();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|(purpose, _), bucket| {
                let (most, seconds) = purpose.allowance();
                passed(bucket.since, now) < u64::from(most) * seconds
            });
        }
        let bucket = buckets.entry((purpose, from.into())).or_insert(Bucket { used: 0, since: now });
        let back = passed(bucket.since, now) / seconds;
        if back > 0 {
            bucket.used = bucket.used.saturating_sub(u32::try_from(back).unwrap_or(u32::MAX));
            bucket.since = now;
        }
        if bucket.used >= most {
            return Err(AppError::TooMany { retry_after: seconds });
        }
        bucket.used += 1;
        Ok(())
    }

    /// Puts one back: what was tried was right.
    pub fn give_back(&self, purpose: Purpose, from: impl Into<Key>) {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&(purpose, from.into())) {
            bucket.used = bucket.used.saturating_sub(1);
        }
    }
}

fn passed(since: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.duration_since(since).as_secs()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limits = Limits::default();
        let [here, there] = [1, 2].map(|last| IpAddr::from([127, 0, 0, last]));
        let start = Timestamp::UNIX_EPOCH;
        for _ in 0..10 {
            limits.take(Purpose::SignIn, here, start).unwrap();
        }
        assert!(limits.take(Purpose::SignIn, here, start).is_err());
        limits.take(Purpose::SignIn, there, start).unwrap();
        limits.take(Purpose::LookUp, here, start).unwrap();
        let later = start + SignedDuration::from_secs(31);
        limits.take(Purpose::SignIn, here, later).unwrap();
        assert!(limits.take(Purpose::SignIn, here, later).is_err());
        limits.give_back(Purpose::SignIn, here);
        limits.take(Purpose::SignIn, here, later).unwrap();
    }

    #[test]
    fn a_household_is_one_address() {
        let key = |text: &str| Key::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(key("2001:db8:1:2::1"), key("2001:db8:1:2:ffff::9"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("::ffff:10.0.0.1"), key("10.0.0.1"));
    }
}
