//! What may be entered into a calendar, and what may still be changed.

use jiff::civil::Date;

use super::{CalendarDay, DayKind, is_weekend};

/// Why a day can't be entered, changed or taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    /// A day that is worked anyway can't be made up.
    #[error("a make-up day is a Saturday or Sunday")]
    MakeUpOnWorkday,
    /// An emergency closure is of an area, by who decides there; a day off of the whole country is a holiday.
    #[error("a closure is of an area")]
    ClosureNationwide,
    /// Nobody decided it, or nobody says who did.
    #[error("a final day names its document")]
    NoSource,
    /// It was decided and has passed: dossiers were counted with it.
    #[error("a final day in the past stays")]
    Past,
    /// What was decided doesn't become a guess again.
    #[error("a final day doesn't become provisional")]
    FinalAlready,
}

/// Whether a day may be entered in the place of what its scope has there, on `today`. Of a day that is past and final
/// only its words can be mended.
///
/// # Errors
/// Why not.
pub fn check_put(day: &CalendarDay, was: Option<&CalendarDay>, today: Date) -> Result<(), Refused> {
    if day.kind == DayKind::MakeUp && !is_weekend(day.date) {
        return Err(Refused::MakeUpOnWorkday);
    }
    if day.kind == DayKind::Closure && day.is_nationwide() {
        return Err(Refused::ClosureNationwide);
    }
    if !day.provisional && day.legal_source.is_empty() {
        return Err(Refused::NoSource);
    }
    match was {
        Some(was) if is_settled(was, today) && was.kind != day.kind => Err(Refused::Past),
        Some(was) if !was.provisional && day.provisional => Err(Refused::FinalAlready),
        _ => Ok(()),
    }
}

/// Whether a day may be taken out on `today`.
///
/// # Errors
/// Why not.
pub fn check_removal(was: &CalendarDay, today: Date) -> Result<(), Refused> {
    if is_settled(was, today) { Err(Refused::Past) } else { Ok(()) }
}

fn is_settled(day: &CalendarDay, today: Date) -> bool {
    !day.provisional && day.date < today
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::calendar::NATIONWIDE;

    const TODAY: Date = date(2026, 11, 22);

    fn holiday(on: Date) -> CalendarDay {
        CalendarDay {
            date: on,
            scope: NATIONWIDE.to_owned(),
            kind: DayKind::Holiday,
            name: "Tết Âm lịch".to_owned(),
            legal_source: "Thông báo".to_owned(),
            provisional: false,
        }
    }

    #[test]
    fn a_day_is_entered_with_its_document() {
        let day = holiday(date(2027, 2, 8));
        assert_eq!(check_put(&day, None, TODAY), Ok(()));
        let unsaid = CalendarDay { legal_source: String::new(), ..day.clone() };
        assert_eq!(check_put(&unsaid, None, TODAY), Err(Refused::NoSource));
        let foreseen = CalendarDay { provisional: true, ..unsaid };
        assert_eq!(check_put(&foreseen, None, TODAY), Ok(()));
        assert_eq!(check_put(&day, Some(&foreseen), TODAY), Ok(()));
        let back = check_put(&foreseen, Some(&day), TODAY);
        assert_eq!(back, Err(Refused::FinalAlready));
    }

    #[test]
    fn weekends_are_made_up_and_areas_are_closed() {
        let of_kind = |on, kind, scope: &str| {
            let day = CalendarDay { kind, scope: scope.to_owned(), ..holiday(on) };
            check_put(&day, None, TODAY)
        };
        let (friday, saturday) = (date(2027, 2, 12), date(2027, 2, 13));
        let refused = of_kind(friday, DayKind::MakeUp, NATIONWIDE);
        assert_eq!(refused, Err(Refused::MakeUpOnWorkday));
        assert_eq!(of_kind(saturday, DayKind::MakeUp, NATIONWIDE), Ok(()));
        let refused = of_kind(friday, DayKind::Closure, NATIONWIDE);
        assert_eq!(refused, Err(Refused::ClosureNationwide));
        assert_eq!(of_kind(friday, DayKind::Closure, "51/51/21548"), Ok(()));
    }

    #[test]
    fn what_was_decided_and_has_passed_stays() {
        let past = holiday(date(2026, 9, 2));
        assert_eq!(check_removal(&past, TODAY), Err(Refused::Past));
        assert_eq!(check_removal(&holiday(TODAY), TODAY), Ok(()));
        let foreseen = CalendarDay { provisional: true, ..past.clone() };
        assert_eq!(check_removal(&foreseen, TODAY), Ok(()));
        let renamed = CalendarDay { name: "Quốc khánh".to_owned(), ..past.clone() };
        assert_eq!(check_put(&renamed, Some(&past), TODAY), Ok(()));
        let swapped = CalendarDay { kind: DayKind::SwapOff, ..past.clone() };
        assert_eq!(check_put(&swapped, Some(&past), TODAY), Err(Refused::Past));
    }
}
