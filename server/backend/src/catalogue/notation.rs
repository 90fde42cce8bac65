//! How limits, levels and fee kinds are written in Vietnamese data.

use domain::{
    deadline::Limit,
    fee::{FeeAuthority, FeeKind},
    mode::Level,
};

/// A limit as people write it: "3 ngày làm việc", "10 ngày", "24 giờ", "2 tháng", "trong ngày", "chưa rõ: …".
pub fn limit(words: &str) -> Option<Limit> {
    if words == "trong ngày" {
        return Some(Limit::same_day());
    }
    if let Some(why) = words.strip_prefix("chưa rõ:") {
        return Some(Limit::Unknown { source_text: why.trim().to_owned() });
    }
    let (number, unit) = words.split_once(' ')?;
    limit_of(number, unit)
}

/// A limit as it is written, to be read again by [`limit`]; none for a cut-off or a case that has no such words.
pub fn words(of: &Limit) -> Option<String> {
    let words = match of {
        Limit::WorkingTime { hours } if hours % 8 == 0 => format!("{} ngày làm việc", hours / 8),
        Limit::WorkingTime { hours } => {
            let hundredths = hours % 8 * 100 / 8;
            let fraction = format!("{hundredths:02}");
            format!("{},{} ngày làm việc", hours / 8, fraction.trim_end_matches('0'))
        }
        Limit::CalendarDays { days } => format!("{days} ngày"),
        Limit::ClockHours { hours } => format!("{hours} giờ"),
        Limit::Months { months } => format!("{months} tháng"),
        Limit::Unknown { source_text } => format!("chưa rõ: {source_text}"),
        other if *other == Limit::same_day() => "trong ngày".to_owned(),
        _ => return None,
    };
    Some(words)
}

/// A limit of a decimal number ("6,25" or "6.25") and a unit. `None` where no whole limit comes of it.
pub fn limit_of(number: &str, unit: &str) -> Option<Limit> {
    let hundredths = hundredths(number).filter(|n| *n > 0)?;
    let whole = hundredths.is_multiple_of(100).then_some(hundredths / 100);
    Some(match unit {
        // Eight working hours a day, so a quarter of a day is still whole.
        "ngày làm việc" => {
            let hours = hundredths.checked_mul(8)?;
            Limit::WorkingTime { hours: hours.is_multiple_of(100).then_some(hours / 100)? }
        }
        "ngày" => Limit::CalendarDays { days: whole? },
        "giờ" => Limit::ClockHours { hours: whole? },
        "tháng" => Limit::Months { months: whole? },
        "năm" => Limit::Months { months: whole?.checked_mul(12)? },
        _ => return None,
    })
}

fn hundredths(number: &str) -> Option<u32> {
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    if fraction.len() > 2 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let padded: u32 = format!("{fraction:0<2}").parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(padded)
}

/// A level of administration; `None` for what is no level ("ngành dọc", "khác").
pub fn level(word: &str) -> Option<Level> {
    match word {
        "bộ" => Some(Level::Ministry),
        "tỉnh" => Some(Level::Province),
        "huyện" => Some(Level::District),
        "xã" => Some(Level::Commune),
        _ => None,
    }
}

/// Phí, lệ phí or giá.
pub fn fee_kind(word: &str) -> Option<FeeKind> {
    match word {
        "phí" => Some(FeeKind::Charge),
        "lệ phí" => Some(FeeKind::Duty),
        "giá" => Some(FeeKind::Price),
        _ => None,
    }
}

/// Who sets a fee, as its text names them. A council's name is found before a ministry's, for
/// the ministry's circulars say what councils may set.
pub fn authority(words: &str) -> FeeAuthority {
    let lower = words.to_lowercase();
    let names = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if names(&["hđnd", "hội đồng nhân dân"]) {
        FeeAuthority::Council
    } else if names(&["tt-btc", "bộ tài chính", "bộ trưởng bộ tài chính"]) {
        FeeAuthority::MinistryOfFinance
    } else if names(&["nđ-cp", "chính phủ", "/qh1"]) {
        FeeAuthority::CentralOther
    } else {
        FeeAuthority::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_people_write_them() {
        assert_eq!(limit("3 ngày làm việc"), Some(Limit::working_days(3)));
        assert_eq!(limit("10 ngày"), Some(Limit::CalendarDays { days: 10 }));
        assert_eq!(limit("24 giờ"), Some(Limit::ClockHours { hours: 24 }));
        assert_eq!(limit("2 tháng"), Some(Limit::Months { months: 2 }));
        assert_eq!(limit("1 năm"), Some(Limit::Months { months: 12 }));
        assert_eq!(limit("trong ngày"), Some(Limit::same_day()));
        assert_eq!(limit("vài ngày"), None);
    }

    #[test]
    fn fractions_stay_exact_or_are_refused() {
        assert_eq!(limit_of("6,25", "ngày làm việc"), Some(Limit::WorkingTime { hours: 50 }));
        assert_eq!(limit_of("7.5", "ngày làm việc"), Some(Limit::WorkingTime { hours: 60 }));
        assert_eq!(limit_of("17.5", "ngày"), None);
        assert_eq!(limit_of("0", "ngày"), None);
        assert_eq!(limit_of("0.333", "ngày làm việc"), None);
        assert_eq!(limit_of("99999999999", "ngày"), None);
        assert_eq!(limit_of("1", "khác"), None);
    }

    #[test]
    fn a_council_is_recognised_by_its_words() {
        assert_eq!(authority("Do HĐND tỉnh quy định (Thông tư 85/2019/TT-BTC)"), FeeAuthority::Council);
        assert_eq!(authority("Thông tư 226/2016/TT-BTC"), FeeAuthority::MinistryOfFinance);
        assert_eq!(authority("/hồ sơ"), FeeAuthority::Unknown);
    }
}
