//! How often somebody may try: a bucket for each address and purpose, held in memory and bounded in size.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

use backend::error::AppError;
use jiff::Timestamp;

/// What is limited.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Purpose {
    /// Wrong passwords by address.
    SignIn,
    /// Dossier look-ups by address: references cannot be guessed by trying.
    LookUp,
    /// New accounts by address.
    Register,
}

impl Purpose {
    /// How many in a row, and how many seconds until one more is allowed.
    const fn allowance(self) -> (u32, u64) {
        match self {
            Self::SignIn => (10, 30),
            Self::LookUp => (30, 4),
            Self::Register => (10, 60),
        }
    }
}

/// Past this many addresses the quiet ones are forgotten.
const MOST: usize = 20_000;

/// The buckets.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<(Purpose, IpAddr), Bucket>>);

struct Bucket {
    used: u32,
    since: Timestamp,
}

impl Limits {
    /// Takes one from the bucket.
    ///
    /// # Errors
    /// [`AppError::TooMany`] where it is empty.
    pub fn take(&self, purpose: Purpose, from: IpAddr, now: Timestamp) -> Result<(), AppError> {
        let (most, seconds) = purpose.allowance();
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|(purpose, _), bucket| {
                let (most, seconds) = purpose.allowance();
                passed(bucket.since, now) < u64::from(most) * seconds
            });
        }
        let bucket = buckets.entry((purpose, from)).or_insert(Bucket {
            used: 0,
            since: now,
        });
        let back = passed(bucket.since, now) / seconds;
        if back > 0 {
            bucket.used = bucket
                .used
                .saturating_sub(u32::try_from(back).unwrap_or(u32::MAX));
            bucket.since = now;
        }
        if bucket.used >= most {
            return Err(AppError::TooMany {
                retry_after: seconds,
            });
        }
        bucket.used += 1;
        Ok(())
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
        let (here, there) = ([127, 0, 0, 1].into(), [127, 0, 0, 2].into());
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
    }
}
