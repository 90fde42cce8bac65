//! Says in words why a fee or a deadline is what it is. The rules give reasons as data ([`domain::quote`],
//! [`domain::deadline`]); here they become sentences, for pages, slips and the interface for programs.

mod course;
mod deadline;
mod fee;
mod policy;
mod refund;
mod regime;

use crate::format;
use crate::t;
use crate::words::Lang;
use domain::deadline::Limit;
use domain::working_hours::HOURS_A_DAY;

pub use course::calendar;
pub use deadline::{deadline, deadline_unknown};
pub use fee::{fee, fee_unknown, online_only};
pub use policy::{effect, unlawful};
pub use refund::{refund, refund_cause};
pub use regime::regime;

/// A time limit: `3 ngày làm việc`.
#[must_use]
pub fn limit(lang: Lang, limit: &Limit) -> String {
    match limit {
        Limit::WorkingTime { hours } => working_time(lang, *hours),
        Limit::CalendarDays { days } => t!(lang, "explain.calendar_days", days = days).into_owned(),
        Limit::ClockHours { hours } => t!(lang, "explain.clock_hours", hours = hours).into_owned(),
        Limit::Months { months } => t!(lang, "explain.months", months = months).into_owned(),
        Limit::SameDay { cut_off } => t!(lang, "explain.same_day", time = format::time(*cut_off)).into_owned(),
        Limit::Unknown { source_text } => t!(lang, "explain.limit_unknown", text = source_text).into_owned(),
    }
}

/// Working time, in days and half days where they come out so: `3 ngày làm việc`, `17,5 ngày làm việc`,
/// `19 giờ làm việc`.
#[must_use]
pub fn working_time(lang: Lang, hours: u32) -> String {
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    match (hours / HOURS_A_DAY, hours % HOURS_A_DAY) {
        (1, 0) => t!(lang, "explain.working_day", days = 1),
        (days, 0) if days > 0 => t!(lang, "explain.working_days", days = days),
        (days, rest) if rest * 2 == HOURS_A_DAY && days > 0 => {
            t!(lang, "explain.working_days", days = format!("{days}{comma}5"))
        }
        _ => return working_hours(lang, hours),
    }
    .into_owned()
}

/// Working time in hours: `5 giờ làm việc`.
#[must_use]
pub fn working_hours(lang: Lang, hours: u32) -> String {
    let hours_said = format::number(lang, i64::from(hours));
    match hours {
        1 => t!(lang, "explain.hour", hours = hours_said),
        _ => t!(lang, "explain.hours", hours = hours_said),
    }
    .into_owned()
}

/// A document with what it is, told by its number: `Nghị quyết 11/2022/NQ-HĐND`.
#[must_use]
pub fn document(lang: Lang, number: &str) -> String {
    let kind = match number.rsplit('/').next().and_then(|tail| tail.split('-').next()) {
        // A number that has its kind before it already.
        _ if !number.starts_with(|first: char| first.is_ascii_digit()) => return number.to_owned(),
        Some("NQ") => t!(lang, "explain.resolution"),
        Some("QĐ") => t!(lang, "explain.decision"),
        Some("NĐ") => t!(lang, "explain.decree"),
        Some("TT") => t!(lang, "explain.circular"),
        _ => return number.to_owned(),
    };
    format!("{kind} {number}")
}
