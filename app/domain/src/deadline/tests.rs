use jiff::SignedDuration;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::fixture::{calendar, hours};

fn twenty() -> Shortening {
    Shortening {
        percent: Percent::new(20).unwrap(),
        named: None,
        policy: "qn-deadline".to_owned(),
        document: "906/QĐ-UBND".to_owned(),
    }
}

fn due(submitted_at: &str, limit: &Limit) -> Deadline {
    compute(&DeadlineInput {
        submitted_at: submitted_at.parse().unwrap(),
        limit,
        longer: None,
        shortening: Some(&twenty()),
        calendar: &calendar(),
        hours: &hours(),
    })
    .unwrap()
}

fn moment(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// RULES.md 3.2, the ten test vectors.
#[test]
fn working_days() {
    for (accepted, days, expected) in [
        ("2026-11-20", 3, "2026-11-26"),
        ("2026-11-20", 5, "2026-11-30"),
        ("2026-11-23", 1, "2026-11-25"),
        ("2026-08-21", 3, "2026-08-25"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-04-24", 1, "2026-04-28"),
        ("2025-04-25", 2, "2025-04-28"),
        ("2024-04-26", 2, "2024-05-03"),
        ("2024-02-07", 3, "2024-02-19"),
        ("2026-01-09", 1, "2026-01-10"),
    ] {
        let deadline = due(&format!("{accepted}T09:00"), &Limit::working_days(days));
        assert_eq!(deadline.statutory_due, moment(&format!("{expected}T17:00")), "{accepted} + {days}");
        assert_eq!(deadline.working_hours_statutory, days * 8);
        assert!(!deadline.provisional);
    }
}

/// RULES.md 3.3, the row of working hours.
#[test]
fn twenty_per_cent_of_working_days_is_rounded_down_to_hours() {
    for (days, expected) in [
        (1, 6),
        (2, 12),
        (3, 19),
        (4, 25),
        (5, 32),
        (7, 44),
        (8, 51),
        (10, 64),
        (12, 76),
        (15, 96),
        (20, 128),
        (22, 140),
        (25, 160),
        (30, 192),
    ] {
        let deadline = due("2026-03-02T09:00", &Limit::working_days(days));
        assert_eq!(deadline.working_hours_promised, expected, "{days} days");
        assert_eq!(deadline.working_hours_saved(), days * 8 - expected);
    }
}

/// The page of the look: 3 working days from Friday 20/11/2026 over the holiday of 24/11.
#[test]
fn the_promise_of_the_service_page() {
    let deadline = due("2026-11-20T09:15", &Limit::working_days(3));
    assert_eq!(deadline.received_at, moment("2026-11-20T09:15"));
    assert_eq!(deadline.counted_from, date(2026, 11, 23));
    assert_eq!(deadline.statutory_due, moment("2026-11-26T17:00"));
    assert_eq!(deadline.promised_due, moment("2026-11-26T10:00"));
    assert_eq!(deadline.working_hours_saved(), 5);
    let Some(Reason::Skipped { days }) = deadline.reasons.get(1) else {
        panic!("no days skipped: {:?}", deadline.reasons);
    };
    let dates: Vec<Date> = days.iter().map(|day| day.date).collect();
    assert_eq!(dates, [date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 24)]);
    let json = serde_json::to_value(&days[2]).unwrap();
    assert_eq!(json["why"], "listed");
    assert_eq!(json["name"], "Ngày Văn hóa Việt Nam");
}

/// Issue, "Rules": what is sent outside working hours is received at the next working moment.
#[test]
fn receipt() {
    for (submitted, received) in [
        ("2026-11-20T06:00", "2026-11-20T07:00"),
        ("2026-11-20T11:29:59", "2026-11-20T11:29:59"),
        ("2026-11-20T11:30", "2026-11-20T13:30"),
        ("2026-11-20T16:59", "2026-11-20T16:59"),
        ("2026-11-20T17:00", "2026-11-23T07:00"),
        ("2026-11-21T10:00", "2026-11-23T07:00"),
        ("2026-11-23T20:00", "2026-11-25T07:00"), // 24/11 is a holiday
        ("2026-08-22T10:00", "2026-08-22T10:00"), // a make-up Saturday
        ("2026-02-13T17:30", "2026-02-23T07:00"), // Tết
    ] {
        let deadline = due(submitted, &Limit::working_days(1));
        assert_eq!(deadline.received_at, moment(received), "{submitted}");
        let told = matches!(deadline.reasons[0], Reason::ReceivedLater { .. });
        assert_eq!(told, submitted != received, "{submitted}");
    }
    // Sent on Friday evening: received on Monday, so counted from Wednesday.
    let deadline = due("2026-11-20T20:00", &Limit::working_days(3));
    assert_eq!(deadline.counted_from, date(2026, 11, 25));
    assert_eq!(deadline.statutory_due, moment("2026-11-27T17:00"));
}

#[test]
fn part_of_a_day_runs_into_the_next_working_day() {
    // 6,25 days are 50 hours: six days and two hours.
    let deadline = due("2026-03-02T09:00", &Limit::WorkingTime { hours: 50 });
    assert_eq!(deadline.statutory_due, moment("2026-03-11T09:00"));
    // 40 hours are five days: 09/03 at close of business.
    assert_eq!(deadline.working_hours_promised, 40);
    assert_eq!(deadline.promised_due, moment("2026-03-09T17:00"));
    // 1 day: 6 hours, over the midday break.
    let deadline = due("2026-03-02T09:00", &Limit::working_days(1));
    assert_eq!(deadline.promised_due, moment("2026-03-03T15:00"));
}

/// RULES.md 3.1: in the day; after 15:00, on the next working day. Never shortened.
#[test]
fn same_day() {
    for (submitted, expected) in [
        ("2026-11-20T09:00", "2026-11-20T17:00"),
        ("2026-11-20T15:00", "2026-11-20T17:00"),
        ("2026-11-20T15:00:01", "2026-11-23T17:00"),
        ("2026-11-20T18:00", "2026-11-23T17:00"),
        ("2026-11-23T16:00", "2026-11-25T17:00"),
    ] {
        let deadline = due(submitted, &Limit::same_day());
        assert_eq!(deadline.statutory_due, moment(expected), "{submitted}");
        assert_eq!(deadline.promised_due, moment(expected), "{submitted}");
        assert_eq!(deadline.working_hours_saved(), 0);
    }
}

/// Bộ luật Dân sự 2015 Điều 147, 148; the promise floors the days and rolls back.
#[test]
fn calendar_days() {
    // 14/11 + 10 = 24/11, a holiday.
    let deadline = due("2026-11-14T09:00", &Limit::CalendarDays { days: 8 });
    assert_eq!(deadline.received_at, moment("2026-11-16T07:00"));
    assert_eq!(deadline.statutory_due, moment("2026-11-25T17:00"));
    assert!(deadline.reasons.iter().any(|reason| matches!(
        reason,
        Reason::RolledForward { days, .. } if days.len() == 1
    )));
    // floor(6,4) = 6: Sunday 22/11, so Friday 20/11.
    assert_eq!(deadline.promised_due, moment("2026-11-20T17:00"));
    assert_eq!(deadline.working_hours_statutory, 6 * 8);
    assert_eq!(deadline.working_hours_promised, 4 * 8);
    assert!(deadline.reasons.iter().any(|reason| matches!(
        reason,
        Reason::RolledBack { days, .. } if days.len() == 2
    )));
    // The day after receipt is the first, worked or not.
    let deadline = due("2026-11-20T09:00", &Limit::CalendarDays { days: 10 });
    assert_eq!(deadline.counted_from, date(2026, 11, 21));
    assert_eq!(deadline.statutory_due, moment("2026-11-30T17:00"));
}

#[test]
fn clock_hours() {
    let deadline = due("2026-11-18T10:30", &Limit::ClockHours { hours: 24 });
    assert_eq!(deadline.statutory_due, moment("2026-11-19T10:30"));
    // floor(19,2) = 19.
    assert_eq!(deadline.promised_due, moment("2026-11-19T05:30"));
    // Into the weekend: by law until the next working day, as promised before.
    let deadline = due("2026-11-20T10:30", &Limit::ClockHours { hours: 30 });
    assert_eq!(deadline.statutory_due, moment("2026-11-23T17:00"));
    assert_eq!(deadline.promised_due, moment("2026-11-20T17:00"));
}

#[test]
fn months() {
    // There is no 31/06: the month's last day.
    let deadline = due("2026-03-31T09:00", &Limit::Months { months: 3 });
    assert_eq!(deadline.statutory_due, moment("2026-06-30T17:00"));
    // 91 days by 0,8 = 72: 11/06.
    assert_eq!(deadline.promised_due, moment("2026-06-11T17:00"));
}

#[test]
fn what_can_not_be_told_is_unknown() {
    let compute_with = |submitted_at: &str, limit: &Limit| {
        compute(&DeadlineInput {
            submitted_at: moment(submitted_at),
            limit,
            longer: None,
            shortening: None,
            calendar: &calendar(),
            hours: &hours(),
        })
    };
    let words = Limit::Unknown { source_text: "Theo lịch tuyển sinh".to_owned() };
    let unknown = DeadlineUnknown::SourceText { source_text: "Theo lịch tuyển sinh".to_owned() };
    assert_eq!(compute_with("2026-11-20T09:00", &words), Err(unknown));
    for limit in [
        Limit::working_days(u32::MAX),
        Limit::CalendarDays { days: u32::MAX },
        Limit::ClockHours { hours: u32::MAX },
        Limit::Months { months: u32::MAX },
        Limit::same_day(),
    ] {
        let result = compute_with("9999-12-31T18:00", &limit);
        assert_eq!(result, Err(DeadlineUnknown::OutOfRange), "{limit:?}");
    }
}

#[test]
fn a_year_that_is_not_decided_is_provisional() {
    let deadline = due("2026-12-30T09:00", &Limit::working_days(5));
    assert!(deadline.provisional);
    assert_eq!(deadline.reasons.last(), Some(&Reason::Provisional { year: 2027 }));
}

#[test]
fn limits_are_stored_as_tagged_json() {
    let json = serde_json::to_value(Limit::working_days(3)).unwrap();
    assert_eq!(json, serde_json::json!({"unit": "working_time", "hours": 24}));
    let limit: Limit = serde_json::from_str(r#"{"unit": "same_day"}"#).unwrap();
    assert_eq!(limit, Limit::same_day());
}

/// RULES.md 3.3, the row of half days: what a decision might name. A proposal only.
#[test]
fn half_days_are_rounded_down() {
    let twenty = Percent::new(20).unwrap();
    for (days, tenths) in [
        (1, 5),
        (2, 15),
        (3, 20),
        (4, 30),
        (5, 40),
        (7, 55),
        (8, 60),
        (10, 80),
        (12, 95),
        (15, 120),
        (20, 160),
        (22, 175),
        (25, 200),
        (30, 240),
    ] {
        assert_eq!(half_days_proposed(days, twenty) * 10, tenths * 8, "{days}");
    }
}

/// A decision names 2 days for a procedure of 3; with "at least 20 %" beside, the stricter of both holds.
#[test]
fn a_named_limit_never_makes_the_cut_smaller() {
    let promise = |named, percent| {
        let shortening = Shortening { percent: Percent::new(percent).unwrap(), named: Some(named), ..twenty() };
        compute(&DeadlineInput {
            submitted_at: moment("2026-03-02T09:00"),
            limit: &Limit::working_days(5),
            longer: None,
            shortening: Some(&shortening),
            calendar: &calendar(),
            hours: &hours(),
        })
        .unwrap()
    };
    let days = Limit::working_days;
    for (named, percent, due, hours_left) in [
        (days(3), 20, "2026-03-05T17:00", 24),
        (days(4), 20, "2026-03-06T17:00", 32),
        (Limit::WorkingTime { hours: 36 }, 20, "2026-03-06T17:00", 32),
        (Limit::WorkingTime { hours: 36 }, 0, "2026-03-09T10:30", 36),
        (Limit::same_day(), 20, "2026-03-02T17:00", 8),
        (days(9), 0, "2026-03-09T17:00", 40),
    ] {
        let deadline = promise(named.clone(), percent);
        let expected = if hours_left == 36 {
            // Four hours into the day: half an hour before the midday break is over.
            moment("2026-03-09T11:00")
        } else {
            moment(due)
        };
        assert_eq!(deadline.promised_due, expected, "{named:?} {percent}");
        assert_eq!(deadline.working_hours_promised, hours_left);
        let told = deadline.reasons.iter().any(|reason| matches!(reason, Reason::NamedTooLong { .. }));
        assert_eq!(told, hours_left == 32 && named != days(4), "{named:?}");
    }
}

/// Plus days for mountainous communes, in the limit's own unit, and said.
#[test]
fn a_remote_place_has_longer() {
    let longer = |by| Longer { by, source: "Luật Đất đai 2024".to_owned() };
    let with = |limit: &Limit, longer: &Longer| {
        compute(&DeadlineInput {
            submitted_at: moment("2026-03-02T09:00"),
            limit,
            longer: Some(longer),
            shortening: Some(&twenty()),
            calendar: &calendar(),
            hours: &hours(),
        })
        .unwrap()
    };
    let ten = longer(Limit::working_days(10));
    let deadline = with(&Limit::working_days(20), &ten);
    assert_eq!(deadline.working_hours_statutory, 30 * 8);
    assert_eq!(deadline.working_hours_promised, 24 * 8);
    assert_eq!(deadline.limit(), Some(&Limit::working_days(30)));
    assert!(matches!(&deadline.reasons[0], Reason::Longer { by, .. } if *by == ten));
    // Days aren't added to months, nor to the day itself.
    for limit in [Limit::Months { months: 1 }, Limit::same_day()] {
        let deadline = with(&limit, &ten);
        assert_eq!(deadline.limit(), Some(&limit));
    }
}

/// RULES.md 3.1: received on a Saturday morning, counted from Monday on.
#[test]
fn a_saturday_takes_in_and_does_not_count() {
    let hours: WorkingHours = "07:00-11:30,13:30-17:00|07:00-11:00".parse().unwrap();
    let on_saturday = |limit: &Limit| {
        compute(&DeadlineInput {
            submitted_at: moment("2026-11-28T09:00"),
            limit,
            longer: None,
            shortening: Some(&twenty()),
            calendar: &calendar(),
            hours: &hours,
        })
        .unwrap()
    };
    for (limit, statutory, promised) in [
        (Limit::working_days(1), "2026-11-30T17:00", "2026-11-30T15:00"),
        (Limit::same_day(), "2026-11-30T17:00", "2026-11-30T17:00"),
        (Limit::CalendarDays { days: 1 }, "2026-11-30T17:00", "2026-11-30T17:00"),
        (Limit::ClockHours { hours: 4 }, "2026-11-30T17:00", "2026-11-30T17:00"),
    ] {
        let deadline = on_saturday(&limit);
        assert_eq!(deadline.received_at, moment("2026-11-28T09:00"));
        assert_eq!(deadline.statutory_due, moment(statutory), "{limit:?}");
        assert_eq!(deadline.promised_due, moment(promised), "{limit:?}");
        assert!(matches!(deadline.reasons[0], Reason::IntakeDay { .. }));
    }
}

/// What older dossiers keep of their deadlines is still read.
#[test]
fn an_old_deadline_is_still_read() {
    let old = r#"{"percent": 20, "policy": "qn-deadline", "document": "906/QĐ-UBND"}"#;
    assert_eq!(serde_json::from_str::<Shortening>(old).unwrap(), twenty());
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1u32..500).prop_map(|hours| Limit::WorkingTime { hours }),
        (1u32..120).prop_map(|days| Limit::CalendarDays { days }),
        (1u32..400).prop_map(|hours| Limit::ClockHours { hours }),
        (1u32..7).prop_map(|months| Limit::Months { months }),
        Just(Limit::same_day()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_promise_keeps_its_word(
        limit in any_limit(), minutes in 0i64..3 * 365 * 24 * 60, percent in 0u8..=100,
    ) {
        let (calendar, hours) = (calendar(), hours());
        let start = date(2024, 1, 1).at(0, 0, 0, 0);
        let submitted_at = start.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let shortening = Shortening { percent: Percent::new(percent).unwrap(), ..twenty() };
        let deadline = compute(&DeadlineInput {
            submitted_at, limit: &limit, longer: None, shortening: Some(&shortening),
            calendar: &calendar, hours: &hours,
        }).unwrap();

        prop_assert!(deadline.submitted_at <= deadline.received_at);
        prop_assert!(deadline.received_at <= deadline.promised_due);
        prop_assert!(deadline.promised_due <= deadline.statutory_due);
        prop_assert!(calendar.is_working(deadline.statutory_due.date()));
        prop_assert!(calendar.is_working(deadline.promised_due.date()));
        prop_assert!(deadline.working_hours_promised <= deadline.working_hours_statutory);

        // The cut is never smaller than the percentage, in the limit's own unit.
        let left = u32::from(100 - percent);
        for reason in &deadline.reasons {
            let Reason::Shortened { left: shorter, .. } = reason else { continue };
            match (&limit, shorter) {
                (Limit::WorkingTime { hours: a }, Limit::WorkingTime { hours: b })
                | (Limit::ClockHours { hours: a }, Limit::ClockHours { hours: b })
                | (Limit::CalendarDays { days: a }, Limit::CalendarDays { days: b }) => {
                    prop_assert!(b * 100 <= a * left);
                    prop_assert!((b + 1) * 100 > a * left);
                }
                (Limit::Months { .. }, Limit::CalendarDays { .. }) => {}
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }

    /// Whatever the unit, and with a promise or none.
    #[test]
    fn more_time_is_never_due_sooner(
        given in 1u32..200, more in 1u32..50, unit in 0usize..4, minutes in 0i64..365 * 24 * 60, cut in any::<bool>(),
    ) {
        let (calendar, hours) = (calendar(), hours());
        let start = date(2026, 1, 1).at(0, 0, 0, 0);
        let submitted_at = start.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let limit = |number| match unit {
            0 => Limit::WorkingTime { hours: number },
            1 => Limit::CalendarDays { days: number },
            2 => Limit::ClockHours { hours: number },
            _ => Limit::Months { months: 1 + number / 40 },
        };
        let twenty = twenty();
        let due = |number| compute(&DeadlineInput {
            submitted_at, limit: &limit(number), longer: None,
            shortening: Some(&twenty).filter(|_| cut), calendar: &calendar, hours: &hours,
        }).unwrap();
        let (less, longer) = (due(given), due(given + more));
        prop_assert!(less.promised_due.date() <= longer.promised_due.date());
        prop_assert!(less.statutory_due.date() <= longer.statutory_due.date());
        // Hours that run out on a day off end at the close of the next working day, those that run out on that day at
        // their hour.
        if unit != 2 {
            prop_assert!(less.statutory_due <= longer.statutory_due);
            prop_assert!(less.promised_due <= longer.promised_due);
        }
        prop_assert!(unit != 0 || less.statutory_due < longer.statutory_due);
        for due in [less, longer] {
            prop_assert!(calendar.is_working(due.statutory_due.date()));
            prop_assert!(calendar.is_working(due.promised_due.date()));
        }
    }

    #[test]
    fn who_files_later_never_has_it_sooner(
        limit in any_limit(), minutes in 0i64..365 * 24 * 60, later in 0i64..10_000, saturday in any::<bool>(),
    ) {
        let calendar = calendar();
        let text = if saturday { "07:00-11:30,13:30-17:00|07:00-11:00" } else { "07:00-11:30,13:30-17:00" };
        let hours: WorkingHours = text.parse().unwrap();
        let start = date(2026, 1, 1).at(0, 0, 0, 0);
        let due = |minutes| compute(&DeadlineInput {
            submitted_at: start.checked_add(SignedDuration::from_mins(minutes)).unwrap(),
            limit: &limit, longer: None, shortening: Some(&twenty()), calendar: &calendar, hours: &hours,
        }).unwrap();
        let (first, second) = (due(minutes), due(minutes + later));
        prop_assert!(first.received_at <= second.received_at);
        prop_assert!(first.statutory_due.date() <= second.statutory_due.date());
        prop_assert!(first.promised_due.date() <= second.promised_due.date());
        // Hours that run out on a day off end with the next working day (Bộ luật Dân sự 2015 Điều 148), those that run
        // out on that day at their hour: there the day is the same, the hour may be earlier.
        if !matches!(limit, Limit::ClockHours { .. }) {
            prop_assert!(first.statutory_due <= second.statutory_due);
            prop_assert!(first.promised_due <= second.promised_due);
        }
    }

    /// Named or not, the promise is never under the required cut and never after the law's date.
    #[test]
    fn a_named_promise_keeps_the_required_cut(
        given in 1u32..400, named in 1u32..400, percent in 20u8..=100, minutes in 0i64..365 * 24 * 60,
    ) {
        let (calendar, hours) = (calendar(), hours());
        let start = date(2026, 1, 1).at(0, 0, 0, 0);
        let submitted_at = start.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let by = |named| Shortening { percent: Percent::new(percent).unwrap(), named, ..twenty() };
        let due = |shortening: &Shortening| compute(&DeadlineInput {
            submitted_at, limit: &Limit::WorkingTime { hours: given }, longer: None,
            shortening: Some(shortening), calendar: &calendar, hours: &hours,
        }).unwrap();
        let both = due(&by(Some(Limit::WorkingTime { hours: named })));
        prop_assert!(both.promised_due <= due(&by(None)).promised_due);
        prop_assert!(both.promised_due <= both.statutory_due);
        let most = u64::from(given) * u64::from(100 - percent) / 100;
        prop_assert!(u64::from(both.working_hours_promised) <= most);
    }
}
