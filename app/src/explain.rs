//! Says in words why a fee or a deadline is what it is. The rules give reasons as data ([`domain::quote`],
//! [`domain::deadline`]); here they become sentences, for pages, slips and the interface for programs.

use crate::format;
use crate::names;
use crate::t;
use crate::words::Lang;
use domain::calendar::{SkippedDay, WhySkipped};
use domain::deadline::{Deadline, DeadlineUnknown, Limit, Reason};
use domain::fee::{AmountUnknown, FeeAuthority};
use domain::quote::{FeeQuote, FeeReason, FeeUnknown};
use domain::working_hours::HOURS_A_DAY;

/// Above so many skipped days the weekends among them are counted, not listed.
const LISTED_DAYS: usize = 8;

/// Why the fee is what it is, a sentence each. `place` names the territory that was assumed, if one was.
#[must_use]
pub fn fee(lang: Lang, quote: &FeeQuote, place: &str) -> Vec<String> {
    let several = quote.items.len() > 1;
    let of_items = quote.items.iter().flat_map(|item| {
        item.reasons.iter().map(move |reason| {
            let said = fee_reason(lang, reason, place);
            if several {
                t!(lang, "explain.item", name = item.name, reason = said).into_owned()
            } else {
                said
            }
        })
    });
    of_items
        .chain(
            quote
                .reasons
                .iter()
                .map(|reason| fee_reason(lang, reason, place)),
        )
        .collect()
}

/// Why the fee can't be told.
#[must_use]
pub fn fee_unknown(lang: Lang, unknown: &FeeUnknown) -> String {
    match &unknown.why {
        AmountUnknown::SourceText { source_text } => {
            t!(lang, "explain.fee_words", text = source_text)
        }
        AmountUnknown::CaseNeeded { cases } => {
            let cases: Vec<String> = cases
                .iter()
                .map(|case| format!("{} {}", case.label, format::dong(lang, case.dong)))
                .collect();
            t!(lang, "explain.fee_case", cases = cases.join("; "))
        }
        AmountUnknown::TooLarge => t!(lang, "explain.fee_too_large"),
    }
    .into_owned()
}

/// Why the deadline is what it is, a sentence each, in order.
#[must_use]
pub fn deadline(lang: Lang, deadline: &Deadline) -> Vec<String> {
    deadline
        .reasons
        .iter()
        .map(|reason| deadline_reason(lang, reason))
        .collect()
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

/// A time limit: `3 ngày làm việc`.
#[must_use]
pub fn limit(lang: Lang, limit: &Limit) -> String {
    match limit {
        Limit::WorkingTime { hours } => working_time(lang, *hours),
        Limit::CalendarDays { days } => t!(lang, "explain.calendar_days", days = days).into_owned(),
        Limit::ClockHours { hours } => t!(lang, "explain.clock_hours", hours = hours).into_owned(),
        Limit::Months { months } => t!(lang, "explain.months", months = months).into_owned(),
        Limit::SameDay { cut_off } => {
            t!(lang, "explain.same_day", time = format::time(*cut_off)).into_owned()
        }
        Limit::Unknown { source_text } => {
            t!(lang, "explain.limit_unknown", text = source_text).into_owned()
        }
    }
}

/// Working time, in days where they come out whole: `3 ngày làm việc`, `19 giờ làm việc`.
#[must_use]
pub fn working_time(lang: Lang, hours: u32) -> String {
    match (hours / HOURS_A_DAY, hours % HOURS_A_DAY) {
        (1, 0) => t!(lang, "explain.working_day", days = 1),
        (days, 0) if days > 0 => t!(lang, "explain.working_days", days = days),
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

fn fee_reason(lang: Lang, reason: &FeeReason, place: &str) -> String {
    match reason {
        FeeReason::Standard { dong, source } if source.is_empty() => {
            t!(
                lang,
                "explain.standard_bare",
                amount = format::dong(lang, *dong)
            )
        }
        FeeReason::Standard { dong, source } => {
            t!(
                lang,
                "explain.standard",
                amount = format::dong(lang, *dong),
                source = source
            )
        }
        FeeReason::NoFee => t!(lang, "explain.no_fee"),
        FeeReason::OneAssumed { unit } => t!(lang, "explain.one_assumed", unit = unit),
        FeeReason::OnlineRate { dong } => t!(
            lang,
            "explain.online_rate",
            amount = format::dong(lang, *dong)
        ),
        FeeReason::Cut { .. } => return cut(lang, reason),
        FeeReason::NotTheirs { document, set_by } => not_theirs(lang, document, *set_by),
        FeeReason::Outdone {
            document: Some(document),
            dong,
        } => {
            t!(
                lang,
                "explain.outdone",
                document = self::document(lang, document),
                amount = format::dong(lang, *dong)
            )
        }
        FeeReason::Outdone {
            document: None,
            dong,
        } => {
            t!(
                lang,
                "explain.outdone_rate",
                amount = format::dong(lang, *dong)
            )
        }
        FeeReason::PlaceAssumed { .. } => t!(lang, "explain.place_assumed", place = place),
    }
    .into_owned()
}

/// A document with what it is, told by its number: `Nghị quyết 11/2022/NQ-HĐND`.
#[must_use]
pub fn document(lang: Lang, number: &str) -> String {
    let kind = match number
        .rsplit('/')
        .next()
        .and_then(|tail| tail.split('-').next())
    {
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

fn not_theirs(lang: Lang, document: &str, set_by: FeeAuthority) -> std::borrow::Cow<'static, str> {
    t!(
        lang,
        "explain.not_theirs",
        document = self::document(lang, document),
        authority = names::fee_authority(lang, set_by)
    )
}

fn cut(lang: Lang, reason: &FeeReason) -> String {
    let FeeReason::Cut {
        document: number,
        article,
        issuer,
        percent,
        groups,
        dong,
        ..
    } = reason
    else {
        return String::new();
    };
    let document = document(lang, number);
    let document = match article {
        Some(article) => t!(
            lang,
            "explain.document",
            article = article,
            document = document
        )
        .into_owned(),
        None => document,
    };
    let (percent, amount) = (percent.get(), format::dong(lang, *dong));
    if groups.is_empty() {
        t!(
            lang,
            "explain.cut",
            percent = percent,
            amount = amount,
            document = document,
            issuer = issuer
        )
    } else {
        let groups: Vec<_> = groups
            .iter()
            .map(|group| names::group(lang, *group))
            .collect();
        t!(
            lang,
            "explain.cut_groups",
            percent = percent,
            groups = groups.join(", "),
            amount = amount,
            document = document,
            issuer = issuer,
        )
    }
    .into_owned()
}

fn deadline_reason(lang: Lang, reason: &Reason) -> String {
    let day = |date| format::weekday_date(lang, date);
    match reason {
        Reason::ReceivedLater {
            submitted_at,
            received_at,
        } => t!(
            lang,
            "explain.received_later",
            sent = format::moment(lang, *submitted_at),
            received = format::moment(lang, *received_at),
        ),
        Reason::Limit {
            limit: by_law,
            counted_from,
        } => {
            t!(
                lang,
                "explain.limit",
                limit = limit(lang, by_law),
                from = day(*counted_from)
            )
        }
        Reason::AfterCutOff { cut_off } => {
            t!(lang, "explain.after_cut_off", time = format::time(*cut_off))
        }
        Reason::Skipped { days } => t!(lang, "explain.skipped", days = skipped(lang, days)),
        Reason::RolledForward { from, to, .. } => {
            t!(
                lang,
                "explain.rolled_forward",
                from = day(*from),
                to = day(*to)
            )
        }
        Reason::Shortened { by, left } => t!(
            lang,
            "explain.shortened",
            percent = by.percent.get(),
            left = limit(lang, left),
            document = document(lang, &by.document),
        ),
        Reason::RolledBack { from, to, .. } => t!(
            lang,
            "explain.rolled_back",
            from = day(*from),
            to = day(*to)
        ),
        Reason::Provisional { year } => t!(lang, "explain.provisional", year = year),
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
                said.push(format!(
                    "{date} ({})",
                    format::weekday(lang, day.date.weekday())
                ));
            }
            WhySkipped::Weekend => {}
            WhySkipped::Listed {
                name,
                provisional: false,
                ..
            } => said.push(format!("{date} ({name})")),
            WhySkipped::Listed {
                name,
                provisional: true,
                ..
            } => {
                said.push(format!("{date} ({name}, {})", t!(lang, "explain.foreseen")));
            }
        }
    }
    if !list_weekends {
        let count = days
            .iter()
            .filter(|day| day.why == WhySkipped::Weekend)
            .count();
        said.insert(0, t!(lang, "explain.weekends", count = count).into_owned());
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::deadline::Shortening;
    use domain::money::{Dong, Percent};
    use domain::policy::ApplicantGroup;
    use jiff::civil::date;

    #[test]
    fn a_cut_names_its_document_its_article_and_its_issuer()
    -> Result<(), domain::money::NotAPercentage> {
        let reason = FeeReason::Cut {
            policy: "nq11".into(),
            document: "Nghị quyết 11/2022/NQ-HĐND".into(),
            article: Some("Điều 2".into()),
            issuer: "HĐND tỉnh Quảng Ngãi".into(),
            percent: Percent::new(50)?,
            groups: vec![],
            dong: Dong::of(50_000),
        };
        assert_eq!(
            fee_reason(Lang::Vi, &reason, ""),
            "Giảm 50%, còn 50.000\u{a0}đồng: Điều 2 Nghị quyết 11/2022/NQ-HĐND của HĐND tỉnh Quảng Ngãi."
        );
        let FeeReason::Cut {
            policy,
            document,
            article,
            issuer,
            percent,
            dong,
            ..
        } = reason
        else {
            return Ok(());
        };
        let groups = vec![ApplicantGroup::Elderly, ApplicantGroup::Disabled];
        let reason = FeeReason::Cut {
            policy,
            document,
            article,
            issuer,
            percent,
            groups,
            dong,
        };
        assert!(
            fee_reason(Lang::Vi, &reason, "")
                .starts_with("Giảm 50% cho người cao tuổi, người khuyết tật, còn")
        );
        Ok(())
    }

    #[test]
    fn days_not_counted_are_named() {
        let weekend = |day| SkippedDay {
            date: date(2026, 11, day),
            why: WhySkipped::Weekend,
        };
        let holiday = SkippedDay {
            date: date(2026, 11, 24),
            why: WhySkipped::Listed {
                kind: domain::calendar::DayKind::Holiday,
                name: "Ngày Văn hóa Việt Nam".into(),
                legal_source: "28/2026/QH16".into(),
                provisional: false,
            },
        };
        let reason = Reason::Skipped {
            days: vec![weekend(21), weekend(22), holiday.clone()],
        };
        assert_eq!(
            deadline_reason(Lang::Vi, &reason),
            "Không tính: 21/11 (thứ Bảy), 22/11 (Chủ nhật), 24/11 (Ngày Văn hóa Việt Nam)."
        );
        let many: Vec<_> = (0..9).map(|_| weekend(21)).chain([holiday]).collect();
        assert_eq!(
            skipped(Lang::En, &many),
            "9 Saturdays and Sundays, 24 November (Ngày Văn hóa Việt Nam)"
        );
    }

    #[test]
    fn limits_are_said_in_days_where_they_come_out_whole()
    -> Result<(), domain::money::NotAPercentage> {
        assert_eq!(limit(Lang::Vi, &Limit::working_days(3)), "3 ngày làm việc");
        assert_eq!(limit(Lang::En, &Limit::working_days(1)), "1 working day");
        let by = Shortening {
            percent: Percent::new(20)?,
            policy: "qd906".into(),
            document: "906/QĐ-UBND".into(),
        };
        let reason = Reason::Shortened {
            by,
            left: Limit::WorkingTime { hours: 19 },
        };
        assert_eq!(
            deadline_reason(Lang::Vi, &reason),
            "Nộp trực tuyến được rút ngắn ít nhất 20%: còn 19 giờ làm việc (Quyết định 906/QĐ-UBND)."
        );
        Ok(())
    }
}
