//! Why a deadline is what it is.

use super::{document, limit};
use crate::format;
use crate::t;
use crate::words::Lang;
use domain::calendar::{SkippedDay, WhySkipped};
use domain::deadline::{Deadline, DeadlineUnknown, Limit, Reason, Shortening};

/// Above so many skipped days the weekends among them are counted, not listed.
const LISTED_DAYS: usize = 8;

/// Why the deadline is what it is, a sentence each, in order.
#[must_use]
pub fn deadline(lang: Lang, deadline: &Deadline) -> Vec<String> {
    deadline.reasons.iter().map(|reason| deadline_reason(lang, reason)).collect()
}

/// Why no deadline can be told.
#[must_use]
pub fn deadline_unknown(lang: Lang, unknown: &DeadlineUnknown) -> String {
    match unknown {
        DeadlineUnknown::SourceText { source_text } => {
            t!(lang, "explain.deadline_words", text = source_text)
        }
        DeadlineUnknown::ChannelNotOffered => t!(lang, "explain.deadline_channel"),
        DeadlineUnknown::OutOfRange => t!(lang, "explain.deadline_range"),
    }
    .into_owned()
}

fn deadline_reason(lang: Lang, reason: &Reason) -> String {
    let day = |date| format::weekday_date(lang, date);
    match reason {
        Reason::ReceivedLater { submitted_at, received_at } => t!(
            lang,
            "explain.received_later",
            sent = format::moment(lang, *submitted_at),
            received = format::moment(lang, *received_at),
        ),
        Reason::Limit { limit: by_law, counted_from } => {
            t!(lang, "explain.limit", limit = limit(lang, by_law), from = day(*counted_from))
        }
        Reason::AfterCutOff { cut_off } => {
            t!(lang, "explain.after_cut_off", time = format::time(*cut_off))
        }
        Reason::Skipped { days } => t!(lang, "explain.skipped", days = skipped(lang, days)),
        Reason::RolledForward { from, to, .. } => {
            t!(lang, "explain.rolled_forward", from = day(*from), to = day(*to))
        }
        Reason::IntakeDay { date } => t!(lang, "explain.intake_day", day = day(*date)),
        Reason::Longer { elsewhere, by } => t!(
            lang,
            "explain.longer",
            elsewhere = limit(lang, elsewhere),
            more = limit(lang, &by.by),
            source = by.source
        ),
        Reason::Shortened { by, left } => return shortened(lang, by, left),
        Reason::NamedTooLong { named, percent } => {
            t!(lang, "explain.named_too_long", named = limit(lang, named), percent = percent.get())
        }
        Reason::Outdone { document: number, promised_due } => t!(
            lang,
            "explain.outdone_due",
            document = document(lang, number),
            due = format::moment(lang, *promised_due)
        ),
        Reason::RolledBack { from, to, .. } => t!(lang, "explain.rolled_back", from = day(*from), to = day(*to)),
        Reason::Provisional { year } => t!(lang, "explain.provisional", year = year),
    }
    .into_owned()
}

fn shortened(lang: Lang, by: &Shortening, left: &Limit) -> String {
    let (left_said, document) = (limit(lang, left), document(lang, &by.document));
    if by.named.as_ref() == Some(left) {
        t!(lang, "explain.shortened_to", left = left_said, document = document)
    } else {
        t!(lang, "explain.shortened", percent = by.percent.get(), left = left_said, document = document)
    }
    .into_owned()
}

fn skipped(lang: Lang, days: &[SkippedDay]) -> String {
    let list_weekends = days.len() <= LISTED_DAYS;
    let mut said = Vec::with_capacity(days.len());
    for day in days {
        let date = format::day_month(lang, day.date);
        match &day.why {
            WhySkipped::Weekend if list_weekends => {
                said.push(format!("{date} ({})", format::weekday(lang, day.date.weekday())));
            }
            WhySkipped::Weekend => {}
            WhySkipped::Listed { name, provisional: false, .. } => said.push(format!("{date} ({name})")),
            WhySkipped::Listed { name, provisional: true, .. } => {
                said.push(format!("{date} ({name}, {})", t!(lang, "explain.foreseen")));
            }
        }
    }
    if !list_weekends {
        let count = days.iter().filter(|day| day.why == WhySkipped::Weekend).count();
        said.insert(0, t!(lang, "explain.weekends", count = count).into_owned());
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::working_time;
    use super::*;
    use domain::money::Percent;
    use jiff::civil::date;

    #[test]
    fn days_not_counted_are_named() {
        let weekend = |day| SkippedDay { date: date(2026, 11, day), why: WhySkipped::Weekend };
        let holiday = SkippedDay {
            date: date(2026, 11, 24),
            why: WhySkipped::Listed {
                kind: domain::calendar::DayKind::Holiday,
                name: "Ngày Văn hóa Việt Nam".into(),
                legal_source: "28/2026/QH16".into(),
                provisional: false,
            },
        };
        let reason = Reason::Skipped { days: vec![weekend(21), weekend(22), holiday.clone()] };
        assert_eq!(
            deadline_reason(Lang::Vi, &reason),
            "Không tính: 21/11 (thứ Bảy), 22/11 (Chủ nhật), 24/11 (Ngày Văn hóa Việt Nam)."
        );
        let many: Vec<_> = (0..9).map(|_| weekend(21)).chain([holiday]).collect();
        assert_eq!(skipped(Lang::En, &many), "9 Saturdays and Sundays, 24 November (Ngày Văn hóa Việt Nam)");
    }

    #[test]
    fn limits_are_said_in_days_where_they_come_out_whole() -> Result<(), domain::money::NotAPercentage> {
        assert_eq!(limit(Lang::Vi, &Limit::working_days(3)), "3 ngày làm việc");
        assert_eq!(limit(Lang::En, &Limit::working_days(1)), "1 working day");
        assert_eq!(working_time(Lang::Vi, 140), "17,5 ngày làm việc");
        assert_eq!(working_time(Lang::Vi, 4), "4 giờ làm việc");
        let by = Shortening {
            percent: Percent::new(20)?,
            named: None,
            policy: "qd906".into(),
            document: "906/QĐ-UBND".into(),
        };
        let reason = Reason::Shortened { by, left: Limit::WorkingTime { hours: 19 } };
        assert_eq!(
            deadline_reason(Lang::Vi, &reason),
            "Nộp trực tuyến được rút ngắn ít nhất 20%: còn 19 giờ làm việc (Quyết định 906/QĐ-UBND)."
        );
        Ok(())
    }
}
