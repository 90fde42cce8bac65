//! Time and chance come from here alone, so that a test can hold them.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::{
    Timestamp, civil,
    tz::{Offset, TimeZone},
};
use rand::Rng as _;

/// Where instants come from.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// A test's: microseconds since 1970, moved by hand.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until moved.
    pub fn held(at: Timestamp) -> Self {
        Self::Held(Arc::new(AtomicI64::new(at.as_microsecond())))
    }

    /// Sets a held clock; the machine's own cannot be set.
    pub fn set(&self, to: Timestamp) {
        if let Self::Held(cell) = self {
            cell.store(to.as_microsecond(), Ordering::SeqCst);
        }
    }

    /// The instant, in whole microseconds.
    #[expect(clippy::disallowed_methods, reason = "this is where the machine's clock is read")]
    pub fn now(&self) -> Timestamp {
        let micros = match self {
            Self::System => Timestamp::now().as_microsecond(),
            Self::Held(cell) => cell.load(Ordering::SeqCst),
        };
        from_micros(micros)
    }

    /// The date in Viet Nam.
    pub fn today(&self) -> civil::Date {
        local(self.now()).date()
    }

    /// The instant and its date: read one after the other, they differ by a day when midnight passes in between.
    pub fn now_and_today(&self) -> (Timestamp, civil::Date) {
        let now = self.now();
        (now, local(now).date())
    }
}

/// Asia/Ho_Chi_Minh: seven hours ahead of UTC, without summer time.
pub fn zone() -> TimeZone {
    TimeZone::fixed(Offset::constant(7))
}

/// An instant as people in Viet Nam read it.
pub fn local(at: Timestamp) -> civil::DateTime {
    Offset::constant(7).to_datetime(at)
}

/// What people in Viet Nam read, as an instant.
pub fn instant(local: civil::DateTime) -> Timestamp {
    Offset::constant(7).to_timestamp(local).unwrap_or(Timestamp::MAX)
}

/// An instant as the store keeps it.
pub fn from_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Random bytes for tokens and references.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_viet_nam() {
        let clock = Clock::held("2026-12-31T16:59:59.999999Z".parse().unwrap());
        assert_eq!(clock.now_and_today().1, civil::date(2026, 12, 31));
        clock.set("2026-12-31T17:00:00Z".parse().unwrap());
        assert_eq!(clock.now_and_today(), (clock.now(), clock.today()));
        assert_eq!(clock.today(), civil::date(2027, 1, 1));
    }
}
