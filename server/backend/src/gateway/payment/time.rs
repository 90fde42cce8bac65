//! Dates as the gateways here write them: `yyyyMMddHHmmss`, always at UTC+7.

use jiff::{Timestamp, civil::DateTime};

use crate::clock;

const FORMAT: &str = "%Y%m%d%H%M%S";

/// An instant as gateways write it.
pub(super) fn write(at: Timestamp) -> String {
    clock::local(at).strftime(FORMAT).to_string()
}

/// Such a date as an instant; `None` when it is not one.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    if text.len() != 14 {
        return None;
    }
    DateTime::strptime(FORMAT, text).ok().map(clock::instant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_at_utc_plus_seven() {
        let instant: Timestamp = "2026-11-20T02:15:00Z".parse().unwrap();
        assert_eq!(write(instant), "20261120091500");
        assert_eq!(read("20261120091500"), Some(instant));
        assert_eq!(read("20261120"), None);
        assert_eq!(read("20261320091500"), None);
        assert_eq!(read("2026112009150x"), None);
    }
}
