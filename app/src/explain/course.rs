//! "Why this date?", drawn: a table for each month, and in each day what it was, in a word.

use crate::format;
use crate::t;
use crate::ui::{Html, IntoHtml, month_table};
use crate::words::Lang;
use domain::calendar::{CalendarDay, DayKind};
use domain::deadline::{Course, CourseDay, Mark};
use leptos::prelude::*;
use std::borrow::Cow;

/// Above so many days a calendar says less than its sentences.
const MOST_DAYS: usize = 200;

/// The days from receipt to the due date. Nothing where there are none, or too many.
#[must_use]
pub fn calendar(lang: Lang, course: &Course) -> Html {
    if course.days.is_empty() || course.days.len() > MOST_DAYS {
        return ().into_html();
    }
    let months = course
        .days
        .chunk_by(|a, b| (a.date.year(), a.date.month()) == (b.date.year(), b.date.month()))
        .map(|days| month(lang, course, days))
        .collect_view();
    view! {
        <div class="course">
            <div class="months">{months}</div>
            <p>{sum(lang, course)}</p>
            {notes(lang, course)}
        </div>
    }
    .into_html()
}

/// One month: the weeks that hold a day of the course.
fn month(lang: Lang, course: &Course, days: &[CourseDay]) -> Html {
    let dates: Vec<_> = days.iter().map(|day| day.date).collect();
    month_table(lang, &dates, |date| {
        let found = days.iter().find(|day| day.date == date);
        found.map(|found| cell(lang, course, found))
    })
}

fn cell(lang: Lang, course: &Course, day: &CourseDay) -> Html {
    let (class, word) = word(lang, course, day);
    let promised = course.due.promised.date() == day.date && !course.waits;
    let statutory = course.due.statutory.date() == day.date && !course.waits;
    let ends = match (promised, statutory) {
        (_, true) if course.due.promised == course.due.statutory => Some(t!(lang, "course.due")),
        (true, true) => Some(t!(lang, "course.both")),
        (true, false) => Some(t!(lang, "course.promised")),
        (false, true) => Some(t!(lang, "course.statutory")),
        (false, false) => None,
    };
    let is_end = ends.is_some();
    let ends = ends.map(|word| view! { <strong>{word}</strong> });
    view! {
        <td class=class class:end=is_end>
            <time datetime=day.date.to_string()>{day.date.day()}</time>
            <span>{word}</span>
            {ends}
        </td>
    }
    .into_html()
}

/// What a day was, in a word short enough for a seventh of a phone.
fn word(lang: Lang, course: &Course, day: &CourseDay) -> (&'static str, Cow<'static, str>) {
    match day.mark {
        Mark::Receipt => ("receipt", t!(lang, "course.receipt")),
        Mark::Counted { minutes } => ("counted", hours(lang, minutes)),
        Mark::CountedDay => {
            let counted = course.days.iter().filter(|other| other.mark == Mark::CountedDay && other.date <= day.date);
            let number = counted.count();
            ("counted", t!(lang, "course.nth_day", number = number))
        }
        Mark::Off => ("off", off(lang, day.listed.as_ref())),
        Mark::Paused => ("paused", t!(lang, "course.paused")),
        Mark::Void => ("void", t!(lang, "course.void")),
    }
}

fn off(lang: Lang, listed: Option<&CalendarDay>) -> Cow<'static, str> {
    match listed.map(|day| day.kind) {
        Some(DayKind::Holiday) => t!(lang, "course.holiday"),
        Some(DayKind::Compensation) => t!(lang, "course.compensation"),
        Some(DayKind::SwapOff) => t!(lang, "course.swapped"),
        Some(DayKind::Closure) => t!(lang, "course.closed"),
        Some(DayKind::MakeUp) | None => t!(lang, "course.off"),
    }
}

/// `8 giờ`, `3,5 giờ`, `13:30`.
fn hours(lang: Lang, minutes: u32) -> Cow<'static, str> {
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    let hours = match (minutes / 60, minutes % 60) {
        (hours, 0) => hours.to_string(),
        (hours, 30) => format!("{hours}{comma}5"),
        (hours, rest) => format!("{hours}:{rest:02}"),
    };
    t!(lang, "course.hours", hours = hours)
}

/// What the days add up to.
fn sum(lang: Lang, course: &Course) -> Cow<'static, str> {
    let worked = course.days.iter().filter(|day| matches!(day.mark, Mark::Counted { .. }));
    match course.counted() {
        _ if course.waits => t!(lang, "course.waits"),
        (0, days) => t!(lang, "course.sum_days", days = days),
        (minutes, _) => {
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            t!(lang, "course.sum_hours", hours = hours(lang, minutes), days = worked.count())
        }
    }
}

/// The names and texts of holidays, make-up days and closures: they don't fit into a cell.
fn notes(lang: Lang, course: &Course) -> Html {
    let lines = course
        .days
        .iter()
        .filter_map(|day| day.listed.as_ref())
        .map(|listed| {
            let mut said =
                format!("{}: {} ({})", format::day_month(lang, listed.date), listed.name, listed.legal_source);
            if listed.kind.is_worked() {
                said = format!("{said} – {}", t!(lang, "course.make_up"));
            }
            if listed.provisional {
                said = format!("{said} – {}", t!(lang, "explain.foreseen"));
            }
            view! { <li>{said}</li> }
        })
        .collect_view();
    let any = course.days.iter().any(|day| day.listed.is_some());
    any.then(|| view! { <ul class="why">{lines}</ul> }).into_html()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::calendar::Calendar;
    use domain::deadline::{ClockPolicy, DeadlineInput, Limit, Waited, course};
    use domain::working_hours::WorkingHours;
    use jiff::civil::{date, datetime};

    fn drawn(lang: Lang, waits: &[Waited]) -> Option<String> {
        let holiday = CalendarDay {
            date: date(2026, 11, 24),
            scope: "VN".into(),
            kind: DayKind::Holiday,
            name: "Ngày Văn hóa Việt Nam".into(),
            legal_source: "Nghị quyết 28/2026/QH16".into(),
            provisional: false,
        };
        let hours: WorkingHours = "07:00-11:30,13:30-17:00".parse().ok()?;
        let input = DeadlineInput {
            submitted_at: datetime(2026, 11, 20, 9, 15, 0, 0),
            limit: &Limit::WorkingTime { hours: 60 },
            longer: None,
            shortening: None,
            calendar: &Calendar::new([holiday], None).declared([2026]),
            hours: &hours,
        };
        let course = course(&input, waits, date(2026, 11, 26)).ok()?;
        Some(calendar(lang, &course).to_html())
    }

    /// Words say what each day was, not colour alone; two months are two tables.
    #[test]
    fn each_day_says_what_it_was() {
        let html = drawn(Lang::Vi, &[]).unwrap_or_default();
        assert_eq!(html.matches("<table").count(), 2, "{html}");
        for (day, word) in [
            ("2026-11-20", "nhận"),
            ("2026-11-21", "nghỉ"),
            ("2026-11-23", "8 giờ"),
            ("2026-11-24", "lễ"),
            ("2026-12-03", "4 giờ"),
        ] {
            let at = html.find(&format!("datetime=\"{day}\"")).unwrap_or_default();
            let cell = html[at..].split("</td>").next().unwrap_or_default();
            assert!(cell.contains(word), "{day}: {cell}");
        }
        assert!(html.contains("24/11: Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16)"));
        assert!(html.contains("60 giờ, trong 8 ngày"), "{html}");
        assert!(html.contains("hạn"));
        assert!(!html.contains("style="));
    }

    #[test]
    fn while_it_waits_no_date_is_marked() {
        let wait =
            Waited { asked_at: datetime(2026, 11, 25, 9, 0, 0, 0), supplied_at: None, policy: ClockPolicy::Suspend };
        let html = drawn(Lang::En, &[wait]).unwrap_or_default();
        assert!(html.contains("paused") && html.contains("stands still"));
        assert!(!html.contains("<strong>"));
    }
}
