//! The letters that papers can print: those of the typeface's cut (`server/pdf/fonts`), which a test there compares.

/// What the typeface has, from first to last: Latin with every mark, for all of Viet Nam's peoples (Ƀ, Č, Ŏ and ê̆ of
/// the Ê-đê, Ba Na and Xơ Đăng), their apostrophes, and the usual signs.
pub const PRINTED: [(char, char); 35] = [
    (' ', '~'),
    ('\u{a0}', '\u{24f}'),
    ('\u{253}', '\u{253}'),
    ('\u{256}', '\u{257}'),
    ('\u{294}', '\u{294}'),
    ('\u{2b9}', '\u{2bf}'),
    ('\u{2c6}', '\u{2cc}'),
    ('\u{2d8}', '\u{2dd}'),
    ('\u{300}', '\u{315}'),
    ('\u{31b}', '\u{31b}'),
    ('\u{320}', '\u{338}'),
    ('Ω', 'Ω'),
    ('α', 'β'),
    ('μ', 'μ'),
    ('π', 'π'),
    ('\u{1e00}', '\u{1eff}'),
    ('\u{2010}', '\u{2027}'),
    ('\u{2030}', '\u{203a}'),
    ('\u{2074}', '\u{2079}'),
    ('\u{2080}', '\u{2089}'),
    ('₫', '€'),
    ('℃', '℃'),
    ('№', '№'),
    ('™', '™'),
    ('⅓', '⅔'),
    ('⅛', '⅛'),
    ('←', '←'),
    ('→', '→'),
    ('−', '−'),
    ('≈', '≈'),
    ('≠', '≠'),
    ('≤', '≥'),
    ('■', '□'),
    ('○', '○'),
    ('●', '●'),
];

/// The first letter of a text that no paper can print: of another script, or a picture.
pub fn unprinted(text: &str) -> Option<char> {
    let is_printed = |c: char| c == '\n' || PRINTED.iter().any(|(first, last)| (*first..=*last).contains(&c));
    text.chars().find(|c| !is_printed(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_peoples_letters_are_printed_and_pictures_are_not() {
        for text in ["Nguyễn Thị Ước", "Ƀlă H’Čŏ Tơkan ê̆ Ŏ̆ ơ̆ Ñ Ĭ", "KʼBrêu", "50 m²\nCO₂", "Guðmundur Łukasz Ğ"]
        {
            assert_eq!(unprinted(text), None, "{text}");
        }
        assert_eq!(unprinted("An 😀 Bình"), Some('😀'));
        assert_eq!(unprinted("李"), Some('李'));
        assert_eq!(unprinted("Иван"), Some('И'));
    }
}
