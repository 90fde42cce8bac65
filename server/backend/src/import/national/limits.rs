//! Time limits: a number and a unit, or words.

use domain::{channel::Channel, deadline::Limit, procedure::Flag, quote::Limits};

use super::{
    channel,
    row::{RowCase, RowWay},
};
use crate::{
    catalogue::notation,
    import::text::{TextRepair, clean},
};

/// Cases that are named before the list is cut.
const MOST_CASES: usize = 8;

/// The limit of each channel, and what is odd about them.
pub(super) fn read(ways: &[RowWay], cases: &[RowCase], texts: &mut Vec<TextRepair>) -> (Limits, Vec<Flag>) {
    let mut flags = Vec::new();
    let by_case = limits_by_case(cases, texts);
    let mut limits = Limits::default();
    for way in ways {
        let Some(channel) = channel(&way.channel) else {
            continue;
        };
        let read = match &by_case {
            Some(words) => Limit::Unknown { source_text: words.clone() },
            None => limit(way, texts),
        };
        let slot = match channel {
            Channel::Online => &mut limits.online,
            Channel::Counter => &mut limits.counter,
            Channel::Postal => &mut limits.postal,
        };
        match slot {
            None => *slot = Some(read),
            Some(kept) if *kept == read => {}
            Some(kept) => {
                // The channel is repeated with another time: which holds depends on the case.
                flags.push(Flag::LimitByCase);
                let both = format!("{}; {}", in_words(kept), in_words(&read));
                *kept = Limit::Unknown { source_text: both };
            }
        }
    }
    if by_case.is_some() {
        flags.push(Flag::LimitByCase);
    }
    if [&limits.online, &limits.counter, &limits.postal]
        .into_iter()
        .any(|limit| matches!(limit, Some(Limit::Unknown { .. })))
    {
        flags.push(Flag::LimitUnknown);
    }
    let longer = |text: &Option<String>| {
        text.as_deref().is_some_and(|text| {
            let text = text.to_lowercase();
            text.contains("miền núi") && text.contains("thêm")
        })
    };
    if ways.iter().any(|way| longer(&way.description) || longer(&way.time_text)) {
        flags.push(Flag::LimitVaries);
    }
    (limits, flags)
}

fn limit(way: &RowWay, texts: &mut Vec<TextRepair>) -> Limit {
    let unit = way.time_unit.as_deref().unwrap_or_default();
    let value = way.time_value.as_ref().map(ToString::to_string);
    if let Some(limit) = value.as_deref().and_then(|value| notation::limit_of(value, unit)) {
        return limit;
    }
    // Words: the time's own, then the description; the bare number with "khác" says "see description".
    let words = [&way.time_text, &way.description]
        .into_iter()
        .filter_map(|text| text.as_deref())
        .map(|text| clean(text, texts))
        .find(|text| !text.is_empty())
        .or_else(|| value.map(|value| format!("{value} ({unit})")))
        .unwrap_or_default();
    Limit::Unknown { source_text: words }
}

/// The cases in words, where they have different limits; the channel's one limit then says too little.
fn limits_by_case(cases: &[RowCase], texts: &mut Vec<TextRepair>) -> Option<String> {
    let mut different: Vec<(String, String)> = Vec::new();
    for case in cases {
        let (Some(value), Some(unit)) = (&case.time_value, &case.time_unit) else {
            continue;
        };
        if notation::limit_of(&value.to_string(), unit).is_none() {
            continue;
        }
        let time = format!("{} {unit}", value.to_string().replace('.', ","));
        let name = clean(case.name.as_deref().unwrap_or_default(), texts);
        if !different.contains(&(name.clone(), time.clone())) {
            different.push((name, time));
        }
    }
    let first = &different.first()?.1;
    if different.iter().all(|(_, time)| time == first) {
        return None;
    }
    let mut words: Vec<String> =
        different.iter().take(MOST_CASES).map(|(name, time)| format!("{name}: {time}")).collect();
    if different.len() > MOST_CASES {
        words.push("…".to_owned());
    }
    Some(words.join("; "))
}

/// A limit as the source would write it.
fn in_words(limit: &Limit) -> String {
    match limit {
        Limit::WorkingTime { hours } if hours.is_multiple_of(8) => {
            format!("{} ngày làm việc", hours / 8)
        }
        Limit::WorkingTime { hours } => format!("{hours} giờ làm việc"),
        Limit::CalendarDays { days } => format!("{days} ngày"),
        Limit::ClockHours { hours } => format!("{hours} giờ"),
        Limit::Months { months } => format!("{months} tháng"),
        Limit::SameDay { .. } => "trong ngày".to_owned(),
        Limit::Unknown { source_text } => source_text.clone(),
    }
}
