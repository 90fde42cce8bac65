//! What people type and paste, on its way in: one code for each letter, and nothing that cannot be seen.

use unicode_normalization::UnicodeNormalization;

/// What was typed in a field of any kind: NFC; each blank a plain one; lines ended by a line feed; without control
/// characters and what cannot be seen. Blanks around it stay: whoever shows it again shows what was typed.
pub fn normalize(text: &str) -> String {
    if text.bytes().all(|c| matches!(c, b' '..=b'~' | b'\n')) {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").chars().filter_map(visible).nfc().collect()
}

/// As it is kept: [`normalize`]d on one line, trimmed, each run of blanks one blank.
pub fn clean(text: &str) -> String {
    let text = normalize(&text.replace(char::is_control, " "));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As several lines are kept: each [`clean`]; without empty ones at both ends, and with at most one between.
pub fn clean_lines(text: &str) -> String {
    let mut lines: Vec<String> = normalize(text).lines().map(clean).collect();
    lines.dedup_by(|a, b| a.is_empty() && b.is_empty());
    lines.join("\n").trim().to_owned()
}

/// A person's name as it is kept: [`clean`], with one apostrophe (`'`) and one hyphen (`-`) for all that look like
/// them, so that H‘Hen, HʼHen and H’Hen are one person.
pub fn clean_name(text: &str) -> String {
    clean(text).chars().map(plain_mark).collect()
}

/// A code or number as people, phones and word processors give it: full-width letters plain, every dash a hyphen,
/// without blanks, marks around it, and the words before it (`Mã hồ sơ: …`, `ĐT 0912…`).
pub fn clean_code(text: &str) -> String {
    let plain: String = clean(&text.nfkc().collect::<String>()).chars().map(plain_mark).collect();
    let value = plain.rsplit(':').map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let words = value.split(' ').skip_while(|word| LABELS.contains(&super::fold(word).trim_matches('.')));
    // A mark may have stood behind a blank.
    let code: String = words.flat_map(str::chars).nfc().collect();
    code.trim_matches(AROUND).to_owned()
}

/// Words that stand before a code where one is printed.
const LABELS: [&str; 14] =
    ["ma", "ho", "so", "la", "cccd", "can", "cuoc", "cmnd", "mst", "thue", "dt", "sdt", "tel", "code"];
/// Marks that a code is taken along with, out of a sentence.
const AROUND: [char; 10] = ['.', ',', ';', '"', '\'', '“', '”', '«', '»', '!'];

/// An apostrophe, or what keyboards give for one.
pub const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '‘' | '’' | '‛' | '′' | '‵' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ˈ' | 'ˊ' | 'ˋ' | '＇' | 'ꞌ')
}

/// A hyphen, or what keyboards give for one.
pub const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '⁃' | '˗' | '﹘' | '﹣' | '－' | '֊')
}

pub(super) const fn plain_mark(c: char) -> char {
    if is_apostrophe(c) {
        '\''
    } else if is_dash(c) {
        '-'
    } else {
        c
    }
}

/// A character as it is kept; [`None`] where there is nothing to see.
fn visible(c: char) -> Option<char> {
    match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' => Some('\n'),
        '\t' => Some(' '),
        // Blanks that Unicode counts as letters or symbols.
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' => Some(' '),
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() || is_hidden(c) => None,
        c => Some(c),
    }
}

/// What Unicode calls default ignorable: of no width, or telling only how its neighbours are drawn. Among them are the
/// marks that turn the direction of writing, which disguise text.
const fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_code_for_each_letter_and_nothing_hidden() {
        for (typed, kept) in [
            ("  Nguyê\u{303}n\t Văn \u{0}\u{200b}A \n", "Nguyễn Văn A"),
            // A Mac's file names and Windows' Vietnamese keyboard.
            ("Ho\u{302}\u{300} so\u{31b}", "Hồ sơ"),
            ("Trâ\u{300}n Thị Ê\u{300}", "Trần Thị Ề"),
            ("be\u{323}\u{302}nh", "bệnh"),
            ("gpj.\u{202e}fdp", "gpj.fdp"),
            ("a\u{a0}b\u{3000}c\u{2009}d\u{2800}e\u{3164}f", "a b c d e f"),
            ("Phạm\u{2028}Văn\u{85}Đồng", "Phạm Văn Đồng"),
            ("A\u{feff}n\u{ad}h\u{34f}\u{e0041}\u{fe0f}", "Anh"),
            ("\u{2066}An\u{2069}\u{61c}", "An"),
        ] {
            assert_eq!(clean(typed), kept, "{typed:?}");
        }
        assert_eq!(clean_lines("\n a  b \r\n\n\n\nc \n"), "a b\n\nc");
        assert_eq!(normalize(" a\tb\r\nc\rd\u{200b}  "), " a b\nc\nd  ");
    }

    #[test]
    fn a_name_has_one_apostrophe_and_one_hyphen() {
        for typed in ["H'Hen", "H‘Hen", "H’Hen", "HʼHen", "HʻHen", "H`Hen", "H´Hen", "H＇Hen", "H′Hen"] {
            assert_eq!(clean_name(typed), "H'Hen", "{typed}");
        }
        assert_eq!(clean_name("K’\u{a0}Brêu"), "K' Brêu");
        for typed in ["H-Blăm", "H‐Blăm", "H‑Blăm", "H–Blăm", "H−Blăm", "H－Blăm"] {
            assert_eq!(clean_name(typed), "H-Blăm", "{typed}");
        }
    }

    #[test]
    fn a_code_comes_with_what_stands_around_it() {
        for (typed, kept) in [
            ("Mã hồ sơ: 000.00.53.H48–220921–0099.", "000.00.53.H48-220921-0099"),
            ("mã hồ sơ QN-7K3F-M2XR", "QN-7K3F-M2XR"),
            ("“QN 7K3F\u{2011}M2XR”", "QN7K3F-M2XR"),
            ("Số CCCD: ０５１ 090.000\u{a0}123", "051090.000123"),
            ("ĐT. 0912\u{200b}345 678", "0912345678"),
            ("tel:+84912345678", "+84912345678"),
            ("MST 0100109106−001", "0100109106-001"),
            ("QN-7K3F-M2XR:", "QN-7K3F-M2XR"),
            ("", ""),
            ("Mã số", ""),
        ] {
            assert_eq!(clean_code(typed), kept, "{typed}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn done_twice_is_done_once(text in "\\PC{0,20}[\\x00-\\x20ê\u{301}\u{302}\u{200b}\u{a0}’:]{0,9}\\PC{0,20}") {
            for clean in [normalize, clean, clean_lines, clean_name, clean_code] {
                let once = clean(&text);
                prop_assert_eq!(clean(&once), once.clone());
                prop_assert!(!once.chars().any(|c| is_hidden(c) || (c.is_control() && c != '\n')));
            }
            prop_assert_eq!(clean(&normalize(&text.replace(char::is_control, " "))), clean(&text));
        }
    }
}
