//! The words of every page, in Vietnamese and English, and the language that a page speaks.
//!
//! Words live in `app/locales/<feature>.yml`, one file a feature, both languages side by side:
//!
//! ```yaml
//! home.title: { vi: "Dịch vụ công", en: "Public services" }
//! ```
//!
//! A page says them with [`t!`](crate::t): `t!(lang, "home.title")`, `t!(lang, "list.found", count = 12)`.
//! Keys are always written out whole, never composed, so that they can be searched for; the tests below find
//! a key that doesn't exist, one that nobody says, one without English, and a placeholder that isn't filled.

/// The language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the language of the portal.
    #[default]
    Vi,
    /// English, offered on the citizens' pages.
    En,
}

impl Lang {
    /// The language's code, as in `<html lang="vi">`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// The other language, which the language switch leads to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// The address of `path` in this language: English pages live under `/en`, at the same path.
    ///
    /// ```
    /// use app::words::Lang;
    /// assert_eq!(Lang::Vi.path("/dich-vu?q=nha"), "/dich-vu?q=nha");
    /// assert_eq!(Lang::En.path("/dich-vu?q=nha"), "/en/dich-vu?q=nha");
    /// assert_eq!(Lang::En.path("/"), "/en");
    /// ```
    #[must_use]
    pub fn path(self, path: &str) -> String {
        match self {
            Self::Vi => path.to_owned(),
            Self::En if path == "/" => "/en".to_owned(),
            Self::En if path.starts_with("/?") => format!("/en{}", &path[1..]),
            Self::En => format!("/en{path}"),
        }
    }

    /// Takes an address apart into its language and the path that both languages share.
    ///
    /// ```
    /// use app::words::Lang;
    /// assert_eq!(Lang::of_path("/en/dich-vu"), (Lang::En, "/dich-vu"));
    /// assert_eq!(Lang::of_path("/en"), (Lang::En, "/"));
    /// assert_eq!(Lang::of_path("/energy"), (Lang::Vi, "/energy"));
    /// ```
    #[must_use]
    pub fn of_path(path: &str) -> (Self, &str) {
        match path.strip_prefix("/en") {
            Some("") => (Self::En, "/"),
            Some(rest) if rest.starts_with('/') => (Self::En, rest),
            _ => (Self::Vi, path),
        }
    }
}

/// The text of `key` in `lang`. Pages write [`t!`](crate::t) instead.
#[cfg(feature = "ssr")]
#[must_use]
pub fn say(lang: Lang, key: &'static str) -> std::borrow::Cow<'static, str> {
    rust_i18n::t!(key, locale = lang.code())
}

/// The text of `key` in `lang`, with `%{name}` replaced by the value beside the name. Pages write [`t!`](crate::t).
#[cfg(feature = "ssr")]
#[must_use]
pub fn say_with(lang: Lang, key: &'static str, names: &[&str], values: &[String]) -> std::borrow::Cow<'static, str> {
    rust_i18n::replace_patterns(&say(lang, key), names, values).into()
}

/// Says a text from the locale files: `t!(lang, "list.found", count = 12)`.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! t {
    ($lang:expr, $key:literal $(,)?) => {
        $crate::words::say($lang, $key)
    };
    ($lang:expr, $key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::say_with(
            $lang,
            $key,
            &[$(stringify!($name)),+],
            &[$(($value).to_string()),+],
        )
    };
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// What officers and administrators read may be in Vietnamese alone.
    const OFFICE: [&str; 7] = ["desk.", "admin.", "policy.", "assist.", "papers.", "version.", "calendar."];

    /// Every key with its text, as the macro read them.
    fn texts(lang: &str) -> BTreeMap<String, String> {
        let all = crate::_rust_i18n_backend().messages_for_locale(lang).unwrap_or_default();
        all.into_iter().map(|(key, text)| (key.into_owned(), text.into_owned())).collect()
    }

    /// The names of the `%{placeholders}` of a text.
    fn placeholders(text: &str) -> BTreeSet<&str> {
        text.split("%{").skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
    }

    /// All Rust source of the pages and of the handlers.
    fn sources() -> String {
        let app = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut text = String::new();
        for folder in [app.join("src"), app.join("../server/src"), app.join("../server/backend/src/outbox")] {
            read_rust(&folder, &mut text);
        }
        text
    }

    fn read_rust(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                read_rust(&path, text);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("app/src/words.rs")
            {
                let source = std::fs::read_to_string(&path).unwrap_or_default();
                text.extend(source.lines().filter(|line| !line.trim_start().starts_with("//")));
            }
        }
    }

    /// Each `t!(…, "key", name = …)` in the sources: its key and the names that it fills.
    fn said(sources: &str) -> Vec<(String, BTreeSet<String>)> {
        let mut found = Vec::new();
        for (at, start) in sources.match_indices("t!(") {
            // `format!(` ends in the same letters.
            if sources[..at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '_') {
                continue;
            }
            let call = &sources[at + start.len()..];
            let call = &call[..call_end(call)];
            let Some((_, rest)) = call.split_once('"') else {
                continue;
            };
            let Some((key, rest)) = rest.split_once('"') else {
                continue;
            };
            let is_key = key.contains('.') && key.chars().all(|c| c.is_ascii_lowercase() || "._0123456789".contains(c));
            if is_key {
                let names = top_level(rest).filter_map(|argument| argument.split_once('='));
                found.push((key.to_owned(), names.map(|(name, _)| name.trim().to_owned()).collect()));
            }
        }
        found
    }

    /// Where the parenthesis of a call closes.
    fn call_end(call: &str) -> usize {
        let mut depth = 1;
        for (at, character) in call.char_indices() {
            depth += match character {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            if depth == 0 {
                return at;
            }
        }
        call.len()
    }

    /// The arguments of a call, parted at the commas that stand in no parenthesis.
    fn top_level(arguments: &str) -> impl Iterator<Item = &str> {
        let mut depth = 0;
        arguments.split(move |character| {
            match character {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            character == ',' && depth == 0
        })
    }

    #[test]
    fn every_word_is_in_both_languages() {
        let (vietnamese, english) = (texts("vi"), texts("en"));
        for key in vietnamese.keys().filter(|key| !OFFICE.iter().any(|office| key.starts_with(office))) {
            assert!(english.contains_key(key), "{key} has no English");
        }
        for (key, text) in &english {
            let same = vietnamese.get(key).unwrap_or_else(|| panic!("{key} has no Vietnamese"));
            assert_eq!(placeholders(text), placeholders(same), "{key}: the languages fill different placeholders");
        }
    }

    #[test]
    fn every_word_that_is_said_exists_and_is_filled() {
        let words = texts("vi");
        for (key, filled) in said(&sources()) {
            let text = words.get(&key).unwrap_or_else(|| panic!("{key} is said but not in the locale files"));
            let asked: BTreeSet<String> = placeholders(text).into_iter().map(str::to_owned).collect();
            assert_eq!(filled, asked, "{key}: what is filled is not what the text asks for");
        }
    }

    #[test]
    fn every_word_is_said_somewhere() {
        let sources = sources();
        for key in texts("vi").keys() {
            // A notice is named by its template alone.
            let name = key.strip_prefix("notice.").filter(|template| *template != "subject").unwrap_or(key);
            assert!(sources.contains(&format!("\"{name}\"")), "{key} is in the locale files but nobody says it");
        }
    }
}
