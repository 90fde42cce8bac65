use jiff::civil::{date, datetime};
use proptest::prelude::*;

use super::*;
use crate::calendar::DayKind;
use crate::deadline::{compute, due_after_wait, due_after_waits};
use crate::fixture::{calendar, hours};
use crate::working_hours::WorkingHours;

fn input<'a>(
    submitted_at: DateTime,
    limit: &'a Limit,
    calendar: &'a Calendar,
    hours: &'a WorkingHours,
) -> DeadlineInput<'a> {
    DeadlineInput { submitted_at, limit, longer: None, shortening: None, calendar, hours }
}

fn marks(course: &Course) -> Vec<(i8, Mark)> {
    let day = |day: &CourseDay| (day.date.day(), day.mark);
    course.days.iter().map(day).collect()
}

const WHOLE: Mark = Mark::Counted { minutes: 480 };

/// The page of the look: three working days from Friday 20/11/2026 over the holiday of 24/11.
#[test]
fn each_day_is_what_it_was() {
    let (calendar, hours) = (calendar(), hours());
    let limit = Limit::working_days(3);
    let input = input(datetime(2026, 11, 20, 9, 15, 0, 0), &limit, &calendar, &hours);
    let course = course(&input, &[], date(2026, 11, 20)).unwrap();
    assert_eq!(
        marks(&course),
        [(20, Mark::Receipt), (21, Mark::Off), (22, Mark::Off), (23, WHOLE), (24, Mark::Off), (25, WHOLE), (26, WHOLE),]
    );
    let holiday = course.days[4].listed.as_ref().unwrap();
    assert_eq!(holiday.kind, DayKind::Holiday);
    assert_eq!(holiday.legal_source, "Nghị quyết 28/2026/QH16");
    assert_eq!(course.days[1].listed, None);
    assert_eq!(course.due.statutory, datetime(2026, 11, 26, 17, 0, 0, 0));
}

/// The papers' way through Tết: asked on Wednesday 11/02/2026, supplied on Tuesday 24/02, make-up and holidays between.
#[test]
fn a_supplement_over_tet_stands_still() {
    let (calendar, hours) = (calendar(), hours());
    let limit = Limit::working_days(5);
    let input = input(datetime(2026, 2, 9, 8, 0, 0, 0), &limit, &calendar, &hours);
    let wait = |policy, supplied_at| Waited { asked_at: datetime(2026, 2, 11, 15, 0, 0, 0), supplied_at, policy };
    let back = Some(datetime(2026, 2, 24, 9, 0, 0, 0));
    let course_of = |wait| course(&input, &[wait], date(2026, 2, 13)).unwrap();
    let suspended = course_of(wait(ClockPolicy::Suspend, back));
    // Counted on Tuesday; Wednesday to Friday and Monday 23/02 are waited; counted from Tuesday 24/02 on.
    assert_eq!(suspended.due.statutory, datetime(2026, 2, 27, 17, 0, 0, 0));
    let paused: Vec<i8> =
        suspended.days.iter().filter(|day| day.mark == Mark::Paused).map(|day| day.date.day()).collect();
    assert_eq!(paused, [11, 12, 13, 23]);
    assert_eq!(suspended.counted(), (5 * 480, 0));

    let anew = course_of(wait(ClockPolicy::Restart, back));
    assert_eq!(anew.due.statutory, datetime(2026, 3, 3, 17, 0, 0, 0));
    assert_eq!(marks(&anew)[1], (10, Mark::Void));
    assert_eq!(anew.counted(), (5 * 480, 0));

    // While it waits, the days up to today stand still and no date is promised anew.
    let open = course_of(wait(ClockPolicy::Suspend, None));
    assert!(open.waits);
    assert_eq!(open.days.last().unwrap().date, date(2026, 2, 13));
    assert_eq!(open.days.last().unwrap().mark, Mark::Paused);
    let through = course_of(wait(ClockPolicy::Continue, back));
    assert_eq!(through.due, compute(&input).unwrap().due());
}

#[test]
fn hours_days_and_the_same_day_are_drawn_in_their_own_unit() {
    let (calendar, hours) = (calendar(), hours());
    let of = |submitted_at, limit: Limit| {
        let input = input(submitted_at, &limit, &calendar, &hours);
        marks(&course(&input, &[], date(2026, 11, 20)).unwrap())
    };
    let friday = datetime(2026, 11, 20, 10, 30, 0, 0);
    let clock = |minutes| Mark::Counted { minutes };
    assert_eq!(
        of(friday, Limit::ClockHours { hours: 30 }),
        [(20, clock(810)), (21, clock(990)), (22, Mark::Off), (23, Mark::Off)]
    );
    assert_eq!(
        of(friday, Limit::CalendarDays { days: 4 }),
        [
            (20, Mark::Receipt),
            (21, Mark::CountedDay),
            (22, Mark::CountedDay),
            (23, Mark::CountedDay),
            (24, Mark::CountedDay),
            (25, Mark::Off),
        ]
    );
    assert_eq!(of(friday, Limit::same_day()), [(20, WHOLE)]);
    let late = datetime(2026, 11, 23, 15, 30, 0, 0);
    assert_eq!(of(late, Limit::same_day()), [(23, Mark::Receipt), (24, Mark::Off), (25, WHOLE)]);
    // 2,5 days: the half of the last one.
    let half = of(friday, Limit::WorkingTime { hours: 20 });
    assert_eq!(half.last(), Some(&(26, clock(240))));
}

fn any_limit() -> impl Strategy<Value = Limit> {
    prop_oneof![
        (1u32..200).prop_map(|hours| Limit::WorkingTime { hours }),
        (1u32..60).prop_map(|days| Limit::CalendarDays { days }),
        (1u32..200).prop_map(|hours| Limit::ClockHours { hours }),
        (1u32..4).prop_map(|months| Limit::Months { months }),
        Just(Limit::same_day()),
    ]
}

fn any_policy() -> impl Strategy<Value = ClockPolicy> {
    prop::sample::select(ClockPolicy::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However often it waited, the days drawn add up to the limit and end on the date.
    #[test]
    fn the_days_add_up_to_the_deadline(
        limit in any_limit(),
        minutes in 0i64..2 * 365 * 24 * 60,
        saturday in any::<bool>(),
        waits in prop::collection::vec((0i64..9_000, 0i64..30_000, any_policy()), 0..3),
    ) {
        let calendar = calendar();
        let text = if saturday { "07:00-11:30,13:30-17:00|07:00-11:00" } else { "07:00-11:30,13:30-17:00" };
        let hours: WorkingHours = text.parse().unwrap();
        let later = |at: DateTime, minutes| at.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let submitted_at = later(date(2024, 1, 1).at(0, 0, 0, 0), minutes);
        let input = input(submitted_at, &limit, &calendar, &hours);
        let mut at = compute(&input).unwrap().received_at;
        let waits: Vec<Waited> = waits.into_iter().map(|(until_asked, waited, policy)| {
            let asked_at = later(at, until_asked);
            at = later(asked_at, waited);
            Waited { asked_at, supplied_at: Some(at), policy }
        }).collect();
        let course = course(&input, &waits, submitted_at.date()).unwrap();

        prop_assert_eq!(course.due, due_after_waits(&input, &waits).unwrap());
        prop_assert_eq!(course.days.last().unwrap().date, course.due.statutory.date());
        prop_assert!(calendar.is_working(course.due.statutory.date()));
        let expected = match &limit {
            Limit::WorkingTime { hours } | Limit::ClockHours { hours } => (u64::from(*hours) * 60, 0),
            Limit::SameDay { .. } => (480, 0),
            Limit::CalendarDays { days } => (0, *days),
            // From 28 to 31 days each.
            _ => (0, course.counted().1),
        };
        prop_assert_eq!(course.counted(), expected);
        for day in &course.days {
            let worked = calendar.is_working(day.date);
            match day.mark {
                Mark::Off if limit.counts_every_day() => {}
                Mark::Off => prop_assert!(!worked || day.date < course.due.statutory.date()),
                Mark::Counted { .. } if !limit.counts_every_day() => prop_assert!(worked),
                _ => {}
            }
        }
    }

    /// Waiting never brings a date nearer, and as many days of standing still as were waited make the difference.
    #[test]
    fn pausing_and_resuming_adds_up(
        hours_given in 8u32..200, minutes in 0i64..365 * 24 * 60,
        until_asked in 0i64..2_000, waited in 0i64..30_000,
    ) {
        let (calendar, hours) = (calendar(), hours());
        let limit = Limit::WorkingTime { hours: hours_given };
        let later = |at: DateTime, minutes| at.checked_add(SignedDuration::from_mins(minutes)).unwrap();
        let submitted_at = later(date(2026, 1, 1).at(0, 0, 0, 0), minutes);
        let input = input(submitted_at, &limit, &calendar, &hours);
        let before = compute(&input).unwrap();
        let asked_at = later(before.received_at, until_asked);
        prop_assume!(asked_at < before.statutory_due);
        let supplied_at = later(asked_at, waited);
        let wait = Waited { asked_at, supplied_at: Some(supplied_at), policy: ClockPolicy::Suspend };
        let after = due_after_waits(&input, &[wait]).unwrap();
        prop_assert!(after.statutory >= before.statutory_due);
        let stood_still = course(&input, &[wait], submitted_at.date()).unwrap().days.iter()
            .filter(|day| day.mark == Mark::Paused).count();
        let difference = calendar.working_days_between(before.statutory_due.date(), after.statutory.date());
        prop_assert_eq!(u32::try_from(stood_still).unwrap(), difference);

        // The same in two steps, and from the dates alone.
        let step = crate::deadline::Wait { asked_at, supplied_at };
        let by_step = due_after_wait(ClockPolicy::Suspend, before.due(), step, &input).unwrap();
        prop_assert_eq!(by_step, after);
    }
}
