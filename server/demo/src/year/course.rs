//! How a dossier goes on: how long the desk takes, what is missing, how it ends, when money comes, how people find it.

use domain::{channel::Channel, mode::ActingMode};

use super::setting::Desk;
use crate::chance::Chance;
use backend::dossier::Grade;

/// How it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Course {
    /// Working minutes until the desk looks at it.
    pub(super) looked_at: i64,
    /// Sent back before acceptance, and supplied after so many minutes.
    pub(super) intake_gap: Option<i64>,
    /// Sent back during the work, and supplied after so many minutes.
    pub(super) work_gap: Option<i64>,
    /// How it ends.
    pub(super) end: End,
    /// How fast the work is.
    pub(super) pace: Pace,
    /// Minutes after which what is due is paid online; `None` at the counter.
    pub(super) pays_online: Option<i64>,
    /// Minutes after which the result is fetched.
    pub(super) fetched: i64,
    /// How people found it, and after how many minutes they say so.
    pub(super) rating: Option<(Grade, i64)>,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// With what was asked for.
    Granted,
    /// With a reasoned no.
    Denied,
    /// At intake.
    Refused,
    /// By the applicant, before anybody has looked at it.
    WithdrawnEarly,
    /// By the applicant, in the midst of the work.
    WithdrawnLate,
    /// Nobody supplied what was asked for.
    Stopped,
}

/// How fast the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pace {
    /// After so many thousandths of the promised time.
    InTime(i64),
    /// After so many thousandths of the time between promise and law; in time where there is none.
    AfterPromise(i64),
    /// So many working minutes after the law's date.
    AfterLaw(i64),
}

const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// Draws a course.
pub(super) fn course(desk: &Desk, channel: Channel, mode: ActingMode, chance: &mut Chance) -> Course {
    let online = channel == Channel::Online;
    // Whoever has no account of their own cannot supply, withdraw, pay or rate here.
    let has_account = online && mode != ActingMode::Assisted;
    let late = desk.custom.late;
    let pace = pace(late, chance);
    let end = end(online, has_account, chance);
    let slow = chance.in_thousand(late / 2);
    Course {
        looked_at: i64::from(if slow {
            chance.between(7 * HOUR, 14 * HOUR)
        } else if chance.in_thousand(400) {
            chance.between(12, 3 * HOUR)
        } else {
            // The law gives eight hours, and they are used.
            chance.between(3 * HOUR, 7 * HOUR + 40)
        }),
        intake_gap: (has_account && chance.in_thousand(65)).then(|| i64::from(chance.between(2 * HOUR, 4 * DAY))),
        work_gap: (has_account && chance.in_thousand(45)).then(|| i64::from(chance.between(4 * HOUR, 6 * DAY))),
        end,
        pace,
        pays_online: (has_account && chance.in_thousand(860)).then(|| {
            // A few pay only when they are reminded.
            i64::from(if chance.in_thousand(30) {
                chance.between(5 * DAY, 24 * DAY)
            } else {
                chance.between(6, 20 * HOUR)
            })
        }),
        fetched: i64::from(match chance.below(100) {
            0 => chance.between(9 * DAY, 40 * DAY),
            1..=14 => chance.between(DAY, 5 * DAY),
            _ => chance.between(10, 20 * HOUR),
        }),
        rating: (has_account && chance.in_thousand(430))
            .then(|| (grade(pace, end, chance), i64::from(chance.between(2, 30 * HOUR)))),
    }
}

fn pace(late: u32, chance: &mut Chance) -> Pace {
    let draw = chance.below(1000);
    if draw < late {
        // Most are a day or two late, few a fortnight.
        let days = match chance.below(10) {
            0 => chance.between(5, 12),
            1..=3 => chance.between(2, 5),
            _ => chance.between(0, 1),
        };
        Pace::AfterLaw(i64::from(days * 8 * HOUR + chance.between(20, 6 * HOUR)))
    } else if draw < late * 2 {
        Pace::AfterPromise(i64::from(chance.between(100, 950)))
    } else {
        Pace::InTime(i64::from(chance.between(220, 940)))
    }
}

fn end(online: bool, has_account: bool, chance: &mut Chance) -> End {
    match chance.below(1000) {
        0..18 if online => End::Refused,
        18..30 if has_account => End::WithdrawnEarly,
        30..36 if has_account => End::WithdrawnLate,
        36..42 => End::Stopped,
        42..57 => End::Denied,
        _ => End::Granted,
    }
}

/// Out of a hundred who say something.
fn grade(pace: Pace, end: End, chance: &mut Chance) -> Grade {
    let (very, satisfied) = match (pace, end) {
        (Pace::AfterLaw(_), _) => (6, 34),
        (_, End::Refused | End::Denied | End::Stopped) => (10, 45),
        (Pace::AfterPromise(_), _) => (30, 50),
        (Pace::InTime(_), _) => (58, 38),
    };
    match chance.below(100) {
        draw if draw < very => Grade::VerySatisfied,
        draw if draw < very + satisfied => Grade::Satisfied,
        _ => Grade::Dissatisfied,
    }
}
