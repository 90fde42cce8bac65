//! Source text made fit to read: one form of each letter, one kind of space.

use unicode_normalization::{UnicodeNormalization as _, is_nfc};

/// What was repaired in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextRepair {
    /// Letters and marks were joined in another way (NFC now).
    Normalised,
    /// Tabs, no-break spaces, direction marks, control characters.
    Spaces,
    /// Bullets of a symbol font.
    Bullets,
    /// Cyrillic letters that look like Latin ones.
    LookAlikes,
}

/// The text repaired, and how. Lines stay lines; each is trimmed, and empty ones at the ends go.
pub(super) fn clean(raw: &str, repairs: &mut Vec<TextRepair>) -> String {
    let mut note = |repair| {
        if !repairs.contains(&repair) {
            repairs.push(repair);
        }
    };
    let mut out = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\n' => out.push('\n'),
            '\r' => {}
            '\t' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => {
                note(TextRepair::Spaces);
                out.push(' ');
            }
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {
                note(TextRepair::Spaces);
            }
            '\u{f000}'..='\u{f0ff}' => {
                note(TextRepair::Bullets);
                out.push('•');
            }
            c if c.is_control() => note(TextRepair::Spaces),
            c => match latin(c) {
                Some(latin) => {
                    note(TextRepair::LookAlikes);
                    out.push(latin);
                }
                None => out.push(c),
            },
        }
    }
    // Nearly all is composed already; the quick check spares composing it again.
    let composed = if is_nfc(&out) {
        out
    } else {
        note(TextRepair::Normalised);
        out.nfc().collect()
    };
    let lines: Vec<String> = composed
        .lines()
        .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
        .collect();
    lines.join("\n").trim().to_owned()
}

/// As [`clean`], on one line.
pub(super) fn clean_line(raw: &str, repairs: &mut Vec<TextRepair>) -> String {
    clean(raw, repairs).replace('\n', " ")
}

/// The Latin letter that a Cyrillic one is mistaken for.
fn latin(c: char) -> Option<char> {
    Some(match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'у' => 'y',
        'х' => 'x',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_repaired_and_says_how() {
        let mut repairs = Vec::new();
        let raw = "  \u{f0b7}\u{a0}Ho\u{302}\u{300}  sơ\t\u{200e}Рhí \r\n\n Ho\u{300}a ";
        let text = clean(raw, &mut repairs);
        assert!(text.starts_with("• Hồ"), "{text}");
        assert!(text.contains("Phí\n\nHòa"), "{text}");
        assert!(repairs.contains(&TextRepair::Normalised));
        assert!(repairs.contains(&TextRepair::Spaces));
        assert!(repairs.contains(&TextRepair::Bullets));
        assert!(repairs.contains(&TextRepair::LookAlikes));
    }

    #[test]
    fn good_text_is_left_alone() {
        let mut repairs = Vec::new();
        assert_eq!(clean("Đăng ký khai sinh", &mut repairs), "Đăng ký khai sinh");
        assert!(repairs.is_empty());
    }
}
