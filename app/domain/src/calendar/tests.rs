use jiff::civil::date;

use super::*;
use crate::fixture::calendar;

/// RULES.md 3.2: the totals with its table, and those foreseen for 2027.
#[test]
fn working_days_of_the_years() {
    let calendar = calendar();
    for (year, days) in [(2024, 251), (2025, 250), (2026, 249), (2027, 249)] {
        assert_eq!(calendar.working_days_in(year), days, "{year}");
    }
}

/// RULES.md 3.2, the table.
#[test]
fn the_days_of_the_table() {
    let calendar = calendar();
    for off in [
        date(2024, 2, 8),
        date(2024, 2, 14),
        date(2024, 4, 29),
        date(2025, 1, 27),
        date(2025, 5, 2),
        date(2025, 9, 1),
        date(2026, 1, 2),
        date(2026, 4, 27),
        date(2026, 8, 31),
        date(2026, 11, 24),
        date(2027, 5, 3),
        date(2027, 11, 24),
    ] {
        assert!(!calendar.is_working(off), "{off}");
        assert!(!is_weekend(off), "{off} needs no row");
    }
    for worked in [date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)] {
        assert!(calendar.is_working(worked), "{worked}");
        assert_eq!(worked.weekday(), Weekday::Saturday);
    }
}

#[test]
fn a_year_is_final_when_all_of_it_is_decided() {
    let calendar = calendar();
    for (year, is_final) in [(2023, false), (2024, true), (2025, true), (2026, true), (2027, false)] {
        assert_eq!(calendar.is_final(year), is_final, "{year}");
    }
}

/// A year that is being entered, and one in which a commune alone was closed, are not final.
#[test]
fn listed_days_alone_make_no_year_final() {
    let new_year = CalendarDay {
        date: date(2028, 1, 1),
        scope: NATIONWIDE.to_owned(),
        kind: DayKind::Holiday,
        name: "Tết Dương lịch".to_owned(),
        legal_source: "Bộ luật Lao động 2019, Điều 112".to_owned(),
        provisional: false,
    };
    let entered = Calendar::new([new_year.clone()], None);
    assert!(!entered.is_final(2028));
    assert!(entered.clone().declared([2028]).is_final(2028));
    let foreseen = CalendarDay { date: date(2028, 1, 26), provisional: true, ..new_year };
    assert!(!entered.declared([2028]).with([foreseen]).is_final(2028));
}

/// RULES.md 3.2 end: emergency closures have an area and a document.
#[test]
fn a_storm_closes_an_area() {
    let closed = |scope: &str| CalendarDay {
        date: date(2026, 10, 14),
        scope: scope.to_owned(),
        kind: DayKind::Closure,
        name: "Nghỉ phòng, chống bão".to_owned(),
        legal_source: "Công điện của UBND tỉnh".to_owned(),
        provisional: false,
    };
    let works = |scope: &str, place: &str| {
        let place = Territory::new(place);
        Calendar::new([closed(scope)], Some(&place)).is_working(date(2026, 10, 14))
    };
    let (commune, next) = ("51/51/21548", "51/51/21025");
    assert!(!works("51", commune) && !works("51/51", commune) && !works(commune, commune));
    assert!(works(commune, next) && works("51/62", commune) && works("92", commune));
    assert!(!works(NATIONWIDE, commune));
    assert!(Calendar::new([closed("51")], None).is_working(date(2026, 10, 14)));

    // On a make-up day of the country a commune's closure goes first, in whichever order they come.
    let make_up = CalendarDay { kind: DayKind::MakeUp, ..closed(NATIONWIDE) };
    let place = Territory::new(commune);
    for rows in [[make_up.clone(), closed(commune)], [closed(commune), make_up.clone()]] {
        let calendar = Calendar::new(rows, Some(&place));
        assert!(!calendar.is_working(date(2026, 10, 14)));
        let next = calendar.on_or_after(date(2026, 10, 14));
        assert_eq!(next, Ok(date(2026, 10, 15)));
    }
}

#[test]
fn the_end_of_time_is_an_error() {
    let calendar = Calendar::default();
    assert_eq!(calendar.add_working_days(Date::MAX, 1), Err(OutOfRange));
    assert_eq!(calendar.working_days_in(9999), 261);
}
