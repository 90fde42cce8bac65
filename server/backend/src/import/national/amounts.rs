//! Amounts of đồng in running text, told from the numbers of documents, dates and articles.

use domain::money::{Dong, read_dong};

/// What the amount is for one of, where its text says so; a dossier or a time is the whole.
pub(super) fn unit(note: &str) -> Option<String> {
    let (_, after) = note.split_once('/')?;
    let unit: String = after
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
        .split(['.', ',', ';', ':', '(', ')', '/', '-', '+'])
        .next()?
        .trim()
        .to_owned();
    let words = unit.split_whitespace().count();
    let starts_small = unit.chars().next().is_some_and(char::is_alphabetic);
    let whole =
        ["hồ sơ", "lần", "thủ tục", "đồng", "vụ việc"].iter().any(|whole| unit.to_lowercase().starts_with(whole));
    // "226/2016/TT-BTC" has a slash too.
    let is_document = note
        .split_once('/')
        .is_some_and(|(before, _)| before.ends_with(|c: char| c.is_ascii_digit()) && !unit_follows_price(before));
    (!whole && starts_small && (1..=4).contains(&words) && !is_document).then_some(unit)
}

/// "10.000/hộ chiếu": the slash follows a grouped number.
fn unit_follows_price(before: &str) -> bool {
    before.rsplit([' ', ':']).next().is_some_and(|number| number.contains(['.', ',']) && grouped(number).is_some())
}

/// The amounts of đồng that a text names, in its order.
pub(super) fn amounts(text: &str) -> Vec<i64> {
    let lower = text.to_lowercase();
    let mut found = Vec::new();
    let mut rest = lower.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let end = rest[start..]
            .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
            .map_or(rest.len(), |length| start + length);
        let number = rest[start..end].trim_end_matches(['.', ',']);
        let after = rest[start + number.len()..].trim_start();
        found.extend(dong(number, after));
        rest = &rest[end..];
    }
    found
}

fn dong(number: &str, after: &str) -> Option<i64> {
    if let Some(after) = after.strip_prefix("triệu") {
        let after = after.trim_start();
        let currency = ["đồng", "đ", "vnđ", "vnd", "/"].iter().any(|word| after.starts_with(word));
        return (currency || after.is_empty()).then(|| millions(number)).flatten();
    }
    let says_dong = ["đồng", "vnđ", "vnd", "₫"].iter().any(|word| after.starts_with(word))
        || after.strip_prefix('đ').is_some_and(|after| !after.starts_with(char::is_alphabetic));
    let says_price = number.contains(['.', ',']) && (after.starts_with('/') || after.is_empty());
    (says_dong || says_price).then(|| grouped(number)).flatten()
}

/// "150.000" or "4,000,000" or "8000".
fn grouped(number: &str) -> Option<i64> {
    read_dong(number).ok().map(Dong::get)
}

/// "17,5" millions.
fn millions(number: &str) -> Option<i64> {
    let (whole, fraction) = number.split_once([',', '.']).unwrap_or((number, ""));
    if fraction.len() > 6 {
        return None;
    }
    let fraction: i64 = format!("{fraction:0<6}").parse().ok()?;
    whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_found_among_numbers_that_are_none() {
        assert_eq!(amounts("20.000 vnđ /tờ khai"), [20_000]);
        assert_eq!(amounts("17,5 triệu đồng/ Giấy chứng nhận"), [17_500_000]);
        assert_eq!(amounts("Thông tư 25/2022/TT-BTC ngày 28/4/2022"), Vec::<i64>::new());
        assert_eq!(amounts("50.000đ/tem; 25.000đ/tem"), [50_000, 25_000]);
        assert_eq!(amounts("160.000/hộ chiếu"), [160_000]);
        assert_eq!(amounts("300,000 VNĐ"), [300_000]);
        assert_eq!(amounts("5 đối tượng"), Vec::<i64>::new());
    }

    #[test]
    fn units_are_told_from_document_numbers() {
        assert_eq!(unit("70.000 đồng/Giấy chứng nhận"), Some("Giấy chứng nhận".into()));
        assert_eq!(unit("10.000/hộ chiếu"), Some("hộ chiếu".into()));
        assert_eq!(unit("/hồ sơ"), None);
        assert_eq!(unit("200.000 đồng/1 chứng chỉ."), Some("chứng chỉ".into()));
        assert_eq!(unit("Thông tư 226/2016/TT-BTC"), None);
    }
}
