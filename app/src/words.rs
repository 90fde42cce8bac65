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
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
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
pub fn say_with(
    lang: Lang,
    key: &'static str,
    names: &[&str],
    values: &[String],
) -> std::borrow::Cow<'static, str> {
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
