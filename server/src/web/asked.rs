//! What a query string asks, read leniently: empty, repeated and unknown parameters are nobody's fault.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use domain::text::clean;
use jiff::civil::Date;

/// The pairs of a query string, in their order, [cleaned](clean): the door for everything typed into an address. What
/// isn't UTF-8 is answered with 400.
#[derive(Clone, Debug, Default)]
pub struct Asked(Vec<(String, String)>);

impl Asked {
    /// Reads a query string; [`None`] where it isn't UTF-8.
    fn read(query: &str) -> Option<Self> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), clean(&value)))
            .collect();
        // What cannot be decoded was replaced by this mark, which nobody types.
        let broken = pairs.iter().any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}'));
        (!broken).then_some(Self(pairs))
    }

    /// The first value of a parameter that isn't empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        let filled = |(key, value): &&(String, String)| key == name && !value.is_empty();
        self.0.iter().find(filled).map(|(_, value)| value.as_str())
    }

    /// The same, empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// The first value of a parameter, be it empty; [`None`] where there is no such parameter.
    pub fn sent(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A day (`2026-11-22`) of the years that rules can be asked about.
    pub fn day(&self, name: &str) -> Option<Date> {
        let day: Date = self.text(name)?.parse().ok()?;
        (1990..=2100).contains(&day.year()).then_some(day)
    }

    /// All pairs.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether a parameter came without a value, as a form sends a field that nobody filled.
    pub fn has_empty(&self) -> bool {
        self.0.iter().any(|(_, value)| value.is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, StatusCode> {
        Self::read(parts.uri.query().unwrap_or_default()).ok_or(StatusCode::BAD_REQUEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_parameters_are_tolerated() {
        let asked = Asked::read("q=&q=+khai%00sinh+&ngay=2024-05-06&&x&=y&p=%zz&late=9999-01-01");
        let asked = asked.unwrap();
        assert_eq!(asked.text("q"), Some("khai sinh"));
        assert_eq!(asked.text("x"), None);
        assert_eq!(asked.text("p"), Some("%zz"));
        assert_eq!(asked.day("ngay"), Some(jiff::civil::date(2024, 5, 6)));
        assert_eq!(asked.day("late"), None);
        assert!(asked.has_empty());
        let pasted = Asked::read("q=%E2%80%8BHo%CC%82%CC%80%C2%A0%C2%A0s%C6%A1%0A").unwrap();
        assert_eq!(pasted.text("q"), Some("Hồ sơ"));
        assert!(Asked::read("q=%ff").is_none());
    }
}
