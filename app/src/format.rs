//! Numbers, money, dates and times as people read them; every page writes them through here.
//!
//! Vietnamese: `1.234.567 đồng`, `21,38%`, `22/11/2026`, `15:00`. English: `1,234,567 đồng`, `21.38%`,
//! `22 November 2026`, `15:00`.

use crate::words::Lang;
use domain::money::Dong;
use jiff::civil::{Date, DateTime, Time, Weekday};

/// A whole number with its thousands apart: `81.432`, in English `81,432`.
#[must_use]
pub fn number(lang: Lang, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let separator = if lang == Lang::Vi { '.' } else { ',' };
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    if value < 0 {
        text.push('−');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// Money in đồng: `1.234.567 đồng`. The space doesn't break, so that the number never parts from its unit.
#[must_use]
pub fn dong(lang: Lang, amount: Dong) -> String {
    format!("{}\u{a0}đồng", number(lang, amount.get()))
}

/// Money in đồng in a narrow place, cut to three or four digits: `1,27 tỷ đồng`, `12,3 triệu đồng`, in English
/// `1.27 billion đồng`. Below a million it is exact. Cut, not rounded up: a saving is never made larger than it is.
#[must_use]
pub fn dong_short(lang: Lang, amount: Dong) -> String {
    let (unit, vi, en) = match amount.get() {
        ..1_000_000 => return dong(lang, amount),
        1_000_000..1_000_000_000 => (1_000_000, "triệu", "million"),
        _ => (1_000_000_000, "tỷ", "billion"),
    };
    let hundredths = amount.get() / (unit / 100);
    let (whole, rest) = (number(lang, hundredths / 100), hundredths % 100);
    let (comma, name) = match lang {
        Lang::Vi => (',', vi),
        Lang::En => ('.', en),
    };
    match rest {
        0 => format!("{whole}\u{a0}{name}\u{a0}đồng"),
        rest if rest % 10 == 0 || hundredths >= 10_000 => {
            format!("{whole}{comma}{}\u{a0}{name}\u{a0}đồng", rest / 10)
        }
        rest => format!("{whole}{comma}{rest:02}\u{a0}{name}\u{a0}đồng"),
    }
}

/// A percentage from basis points (hundredths of a percent): 2138 is `21,38%`, 5000 is `50%`.
#[must_use]
pub fn percent(lang: Lang, basis_points: i64) -> String {
    let sign = if basis_points < 0 { "−" } else { "" };
    let (whole, rest) = (basis_points.unsigned_abs() / 100, basis_points.unsigned_abs() % 100);
    let whole = number(lang, i64::try_from(whole).unwrap_or(i64::MAX));
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    match rest {
        0 => format!("{sign}{whole}%"),
        tenths if tenths % 10 == 0 => format!("{sign}{whole}{comma}{}%", tenths / 10),
        hundredths => format!("{sign}{whole}{comma}{hundredths:02}%"),
    }
}

/// A day: `22/11/2026`, in English `22 November 2026`.
#[must_use]
pub fn date(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
        Lang::En => format!("{} {} {}", day.day(), month_en(day), day.year()),
    }
}

/// A day without its year, where the year is plain: `24/11`, in English `24 November`.
#[must_use]
pub fn day_month(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Vi => format!("{:02}/{:02}", day.day(), day.month()),
        Lang::En => format!("{} {}", day.day(), month_en(day)),
    }
}

/// A month: `Tháng 8/2026`, in English `August 2026`.
#[must_use]
pub fn month(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Vi => format!("Tháng {}/{}", day.month(), day.year()),
        Lang::En => format!("{} {}", month_en(day), day.year()),
    }
}

/// A month below a chart, without its year: `T8`, in English `Aug`.
#[must_use]
pub fn month_short(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Vi => format!("T{}", day.month()),
        Lang::En => month_en(day).chars().take(3).collect(),
    }
}

/// A day with its weekday: `thứ Năm, 26/11/2026`, in English `Thursday, 26 November 2026`.
#[must_use]
pub fn weekday_date(lang: Lang, day: Date) -> String {
    format!("{}, {}", weekday(lang, day.weekday()), date(lang, day))
}

/// A time of day on the 24-hour clock: `15:00`.
#[must_use]
pub fn time(at: Time) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A moment: `10:00 thứ Năm, 26/11/2026`, in English `10:00 on Thursday, 26 November 2026`.
#[must_use]
pub fn moment(lang: Lang, at: DateTime) -> String {
    let joint = if lang == Lang::Vi { " " } else { " on " };
    format!("{}{joint}{}", time(at.time()), weekday_date(lang, at.date()))
}

/// A moment in a narrow place, a table's cell: `10:00 26/11/2026` in both languages.
#[must_use]
pub fn moment_short(at: DateTime) -> String {
    format!("{} {}", time(at.time()), date(Lang::Vi, at.date()))
}

/// A file's size: `820 KB`, `2,4 MB`. A kilobyte is 1,000 bytes, as file managers on phones count.
#[must_use]
pub fn file_size(lang: Lang, bytes: u64) -> String {
    let comma = if lang == Lang::Vi { ',' } else { '.' };
    match bytes {
        0..1_000 => format!("{bytes} byte"),
        1_000..1_000_000 => format!("{} KB", bytes / 1_000),
        _ if bytes % 1_000_000 < 100_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{}{comma}{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// The machine's form of a moment for `<time datetime>`: `2026-11-26T10:00`.
#[must_use]
pub fn machine_moment(at: DateTime) -> String {
    format!("{}T{}", at.date(), time(at.time()))
}

/// A weekday's name, within a sentence: `thứ Năm`, `Thursday`.
#[must_use]
pub fn weekday(lang: Lang, day: Weekday) -> &'static str {
    let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
    match lang {
        Lang::Vi => ["thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"][index],
        Lang::En => ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][index],
    }
}

fn month_en(day: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::try_from(day.month() - 1).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date as day, datetime, time as clock};

    #[test]
    fn numbers_part_their_thousands() {
        assert_eq!(number(Lang::Vi, 0), "0");
        assert_eq!(number(Lang::Vi, 999), "999");
        assert_eq!(number(Lang::Vi, 1_234_567), "1.234.567");
        assert_eq!(number(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(number(Lang::Vi, -50_000), "−50.000");
        assert_eq!(number(Lang::Vi, i64::MIN), "−9.223.372.036.854.775.808");
    }

    #[test]
    fn percentages_drop_empty_decimals() {
        assert_eq!(percent(Lang::Vi, 2138), "21,38%");
        assert_eq!(percent(Lang::En, 2138), "21.38%");
        assert_eq!(percent(Lang::Vi, 6340), "63,4%");
        assert_eq!(percent(Lang::Vi, 5000), "50%");
        assert_eq!(percent(Lang::Vi, 5), "0,05%");
    }

    #[test]
    fn days_and_times_read_as_spoken() {
        let at = datetime(2026, 11, 26, 10, 0, 0, 0);
        assert_eq!(moment(Lang::Vi, at), "10:00 thứ Năm, 26/11/2026");
        assert_eq!(moment(Lang::En, at), "10:00 on Thursday, 26 November 2026");
        assert_eq!(date(Lang::Vi, day(2026, 2, 5)), "05/02/2026");
        assert_eq!(date(Lang::En, day(2026, 2, 5)), "5 February 2026");
        assert_eq!(weekday_date(Lang::Vi, day(2026, 11, 22)), "Chủ nhật, 22/11/2026");
        assert_eq!(time(clock(7, 5, 0, 0)), "07:05");
        assert_eq!(machine_moment(at), "2026-11-26T10:00");
    }

    #[test]
    fn large_amounts_are_cut_never_rounded_up() {
        let short = |lang, dong| dong_short(lang, Dong::new(dong).unwrap()).replace('\u{a0}', " ");
        assert_eq!(short(Lang::Vi, 999_999), "999.999 đồng");
        assert_eq!(short(Lang::Vi, 1_000_000), "1 triệu đồng");
        assert_eq!(short(Lang::Vi, 12_345_678), "12,34 triệu đồng");
        assert_eq!(short(Lang::Vi, 123_456_789), "123,4 triệu đồng");
        assert_eq!(short(Lang::Vi, 1_279_999_999), "1,27 tỷ đồng");
        assert_eq!(short(Lang::En, 1_270_000_000), "1.27 billion đồng");
        assert_eq!(short(Lang::Vi, 1_050_000_000), "1,05 tỷ đồng");
    }

    #[test]
    fn months_are_named() {
        assert_eq!(month(Lang::Vi, day(2026, 8, 15)), "Tháng 8/2026");
        assert_eq!(month(Lang::En, day(2026, 8, 15)), "August 2026");
        assert_eq!(month_short(Lang::Vi, day(2026, 12, 1)), "T12");
        assert_eq!(month_short(Lang::En, day(2026, 12, 1)), "Dec");
    }

    #[test]
    fn file_sizes_are_short() {
        assert_eq!(file_size(Lang::Vi, 999), "999 byte");
        assert_eq!(file_size(Lang::Vi, 820_400), "820 KB");
        assert_eq!(file_size(Lang::Vi, 2_450_000), "2,4 MB");
        assert_eq!(file_size(Lang::En, 2_450_000), "2.4 MB");
        assert_eq!(file_size(Lang::Vi, 10_000_000), "10 MB");
    }
}
