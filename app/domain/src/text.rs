//! Vietnamese text: cleaned on the way in, folded for search.

mod cleaning;
mod letters;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use cleaning::{clean, clean_code, clean_lines, clean_name, is_apostrophe, is_dash, normalize};
pub use letters::{PRINTED, unprinted};

/// Folded for search: no marks, đ as d, lower case, one apostrophe and one hyphen. "Đăng ký" and "dang ky" are one.
pub fn fold(text: &str) -> String {
    text.nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| match cleaning::plain_mark(c) {
            // Old typefaces and keyboards of other languages give these for đ.
            'đ' | 'ð' | 'ɖ' => 'd',
            other => other,
        })
        .collect()
}

/// A name as part of an address: "Hộ tịch" is "ho-tich".
pub fn slug(text: &str) -> String {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

/// The words of a text, folded, with i for y where both are written ("kỹ", "kĩ"). Numbers with
/// dots, as codes have them, stay whole: "1.001193".
pub fn tokens(text: &str) -> Vec<String> {
    words(text).map(|word| one_i(&fold(word))).collect()
}

/// The words of a text with their marks, spelt one way: lower case, NFD, the tone at the end of
/// its word ("hòa" and "hoà" are one, and another than "hỏa"), i for y where both are written.
pub fn spelling_keys(text: &str) -> Vec<String> {
    let text: String = text.nfc().flat_map(char::to_lowercase).collect();
    words(&text).map(spelling_key).collect()
}

fn spelling_key(word: &str) -> String {
    let (tones, letters): (String, String) = word.nfd().partition(|c| is_tone(*c));
    one_i(&letters) + &tones
}

/// The five tone marks; the circumflex, breve and horn make other letters and stay in place.
const fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// A final y after a consonant, or after "qu", sounds as i and is written either way.
fn one_i(word: &str) -> String {
    let Some(stem) = word.strip_suffix('y') else {
        return word.to_owned();
    };
    let after_consonant =
        stem.chars().last().is_some_and(|c| c.is_alphabetic() && !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    if after_consonant || stem == "qu" { format!("{stem}i") } else { word.to_owned() }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    // Some apostrophes count as letters.
    let in_word = |c: char| (c.is_alphanumeric() && !is_apostrophe(c)) || is_combining_mark(c) || c == '.';
    text.split(move |c| !in_word(c)).flat_map(|piece| {
        // A dot holds together only what begins with a digit.
        let is_number = piece.starts_with(|c: char| c.is_ascii_digit());
        let split = move |c: char| c == '.' && !is_number;
        piece.trim_matches('.').split(split).filter(|word| !word.is_empty())
    })
}

/// How alike two folded texts are, from 0 to 1: the share of trigrams that they have in common,
/// as PostgreSQL's `pg_trgm` counts it. Finds what was mistyped.
pub fn similarity(a: &str, b: &str) -> f32 {
    let (a, b) = (trigrams(a), trigrams(b));
    let common = a.iter().filter(|trigram| b.binary_search(trigram).is_ok()).count();
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f32 / all as f32 }
}

/// The trigrams of the words of a folded text, sorted, each once. A word is taken with two spaces
/// before it and one after.
pub fn trigrams(folded: &str) -> Vec<[char; 3]> {
    let mut trigrams = Vec::new();
    for word in words(folded) {
        let padded: Vec<char> = "  ".chars().chain(word.chars()).chain([' ']).collect();
        trigrams.extend(padded.windows(3).map(|window| [window[0], window[1], window[2]]));
    }
    trigrams.sort_unstable();
    trigrams.dedup();
    trigrams
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding() {
        for (text, folded) in [
            ("Đăng ký khai sinh", "dang ky khai sinh"),
            ("HỒ SƠ", "ho so"),
            ("Nguyễn Thị Ước", "nguyen thi uoc"),
            ("Y Ban Êban", "y ban eban"),
            // Decomposed input, as some phones send it.
            ("Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "tieng viet"),
            ("HʼHen H–Blăm", "h'hen h-blam"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    /// RULES.md 7, "Search".
    #[test]
    fn one_word_spelt_two_ways() {
        for (a, b) in [
            ("hòa", "hoà"),
            ("Thủy", "Thuỷ"),
            ("kỹ", "kĩ"),
            ("Lý", "Lí"),
            ("quý", "quí"),
            ("khoẻ", "khỏe"),
            ("mỹ thuật", "mĩ thuật"),
        ] {
            assert_eq!(spelling_keys(a), spelling_keys(b), "{a} {b}");
            assert_eq!(tokens(a), tokens(b), "{a} {b}");
        }
        for (a, b) in [("hòa", "hỏa"), ("ma", "mã"), ("thúy", "thúi"), ("tay", "tai"), ("y", "i")] {
            assert_ne!(spelling_keys(a), spelling_keys(b), "{a} {b}");
        }
        assert_ne!(tokens("tay"), tokens("tai"));
    }

    #[test]
    fn words_are_told_apart_and_codes_stay_whole() {
        assert_eq!(
            tokens("Cấp bản sao (trích lục), mã 1.001193."),
            ["cap", "ban", "sao", "trich", "luc", "ma", "1.001193"]
        );
        assert_eq!(tokens("TP.HCM"), ["tp", "hcm"]);
        assert_eq!(tokens(" ... - "), Vec::<String>::new());
    }

    #[test]
    fn a_name_in_an_address() {
        assert_eq!(slug(" Đất đai, nhà ở (cấp xã)"), "dat-dai-nha-o-cap-xa");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn a_typo_is_still_alike() {
        assert!((similarity("khai sinh", "khai sinh") - 1.0).abs() < f32::EPSILON);
        assert!(similarity("dang ky khai sinh", "dang ky khia sinh") > 0.5);
        assert!(similarity("khai sinh", "giay phep lai xe") < 0.1);
        assert!(similarity("", "") < f32::EPSILON);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn done_twice_is_done_once(text in "\\PC{0,40}") {
            let cleaned = clean(&text);
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
            let _ = (tokens(&text), spelling_keys(&text), similarity(&text, &cleaned));
        }
    }
}
