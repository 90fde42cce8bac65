use super::*;
use crate::fixture::{calendar, hours};

#[test]
fn read_and_written_as_text() {
    for text in [
        "07:00-11:30,13:30-17:00",
        "07:00-12:00",
        "07:00-11:30,13:30-17:00|07:00-11:00",
        "07:00-11:30,13:30-17:00;07:00-11:00;08:00-12:00;07:00-11:00;07:00-11:00;07:00-11:30",
    ] {
        let hours: WorkingHours = text.parse().unwrap();
        assert_eq!(hours.to_string(), text);
        let json = serde_json::to_string(&hours).unwrap();
        assert_eq!(serde_json::from_str::<WorkingHours>(&json).unwrap(), hours);
    }
}

#[test]
fn what_is_refused() {
    for (text, error) in [
        ("", WorkingHoursError::Session),
        ("07:00", WorkingHoursError::Session),
        ("07:00-25:00", WorkingHoursError::Session),
        ("11:30-07:00", WorkingHoursError::Order),
        ("07:00-11:30,11:00-17:00", WorkingHoursError::Order),
        ("07:00-11:30;07:00-11:30", WorkingHoursError::Lists),
    ] {
        assert_eq!(text.parse::<WorkingHours>(), Err(error), "{text}");
    }
}

/// Where a day is shorter than eight hours, part of a day ends at its close at the latest.
#[test]
fn a_short_day_ends_at_its_close() {
    let short: WorkingHours = "07:00-11:00".parse().unwrap();
    let day = jiff::civil::date(2026, 11, 20);
    let due = short.add_working_hours(&calendar(), day, 7).unwrap();
    assert_eq!(due, "2026-11-23T11:00".parse().unwrap());
}

/// RULES.md 2.3: eight working hours to acknowledge.
#[test]
fn hours_are_worked_off_from_a_moment() {
    for (from, expected) in [
        ("2026-11-20T09:15", "2026-11-23T09:15"),
        ("2026-11-20T09:15:30", "2026-11-23T09:15:30"),
        ("2026-11-20T07:00", "2026-11-20T17:00"),
        ("2026-11-20T20:00", "2026-11-23T17:00"),
        ("2026-11-23T14:00", "2026-11-25T14:00"), // over a holiday
    ] {
        let end = hours().working_hours_after(&calendar(), from.parse().unwrap(), 8);
        assert_eq!(end, Ok(expected.parse().unwrap()), "{from}");
    }
}

#[test]
fn hours_between_leave_out_what_is_not_worked() {
    let between =
        |from: &str, until: &str| hours().hours_between(&calendar(), from.parse().unwrap(), until.parse().unwrap());
    assert_eq!(between("2026-11-20T07:00", "2026-11-20T17:00"), 8);
    assert_eq!(between("2026-11-20T10:30", "2026-11-23T08:30"), 6);
    assert_eq!(between("2026-11-20T17:00", "2026-11-20T07:00"), 0);
}

/// RULES.md 3.1 (Quyết định 14/2010/QĐ-TTg): taking in isn't counting.
#[test]
fn saturday_mornings_take_in_but_do_not_work() {
    let hours: WorkingHours = "07:00-11:30,13:30-17:00|07:30-11:00".parse().unwrap();
    for (sent, received, at_work) in [
        ("2026-11-20T18:00", "2026-11-21T07:30", "2026-11-23T07:00"),
        ("2026-11-21T09:00", "2026-11-21T09:00", "2026-11-23T07:00"),
        ("2026-11-21T11:00", "2026-11-23T07:00", "2026-11-23T07:00"),
        ("2026-11-22T09:00", "2026-11-23T07:00", "2026-11-23T07:00"),
        // A make-up Saturday is worked, a holiday isn't.
        ("2026-08-22T14:00", "2026-08-22T14:00", "2026-08-22T14:00"),
    ] {
        let sent = sent.parse().unwrap();
        let calendar = calendar();
        assert_eq!(hours.next_receipt(&calendar, sent), Ok(received.parse().unwrap()));
        assert_eq!(hours.next_working_moment(&calendar, sent), Ok(at_work.parse().unwrap()));
    }
}
