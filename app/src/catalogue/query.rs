//! What is searched for in the catalogue, as an address that can be kept and shared.

use domain::mode::{Level, Mode};
use std::fmt::Write as _;

/// A search: words and filters. Its address is canonical: the same search has one address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListQuery {
    /// The words, as typed.
    pub words: String,
    /// How much of it is online.
    pub mode: Option<Mode>,
    /// The field's slug.
    pub field: Option<String>,
    /// The level of administration.
    pub level: Option<Level>,
    /// The agency's slug.
    pub agency: Option<String>,
    /// The life event's slug.
    pub event: Option<String>,
    /// Only what costs less online.
    pub cheaper: bool,
    /// Only what is done sooner online.
    pub faster: bool,
    /// Only what an agency of this portal offers.
    pub offered: bool,
    /// The page of results, from 1; 0 and what isn't a number count as 1.
    pub page: u32,
}

impl ListQuery {
    /// Reads a search from the pairs of a query string. What is unknown or empty is left out: an address with a filter
    /// that is no more still finds something.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self { page: 1, ..Self::default() };
        for (name, value) in pairs {
            let text = || (!value.is_empty()).then(|| value.to_owned());
            match name {
                "q" => value.trim().clone_into(&mut query.words),
                "mode" => query.mode = value.parse().ok(),
                "field" => query.field = text(),
                "level" => query.level = value.parse().ok(),
                "agency" => query.agency = text(),
                "event" => query.event = text(),
                "cheaper" => query.cheaper = value == "1",
                "faster" => query.faster = value == "1",
                "offered" => query.offered = value == "1",
                "page" => query.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        query
    }

    /// The address of the search, without the language.
    #[must_use]
    pub fn address(&self) -> String {
        let mut address = String::from("/dich-vu");
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                address.push(if address.contains('?') { '&' } else { '?' });
                address.push_str(name);
                address.push('=');
                encode(value, &mut address);
            }
        };
        let flag = |set: bool| if set { "1" } else { "" };
        add("q", &self.words);
        add("mode", self.mode.map_or("", Mode::as_str));
        add("field", self.field.as_deref().unwrap_or_default());
        add("level", self.level.map_or("", Level::as_str));
        add("agency", self.agency.as_deref().unwrap_or_default());
        add("event", self.event.as_deref().unwrap_or_default());
        add("cheaper", flag(self.cheaper));
        add("faster", flag(self.faster));
        add("offered", flag(self.offered));
        if self.page > 1 {
            add("page", &self.page.to_string());
        }
        address
    }

    /// The same search on another page.
    #[must_use]
    pub fn on_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }

    /// How many filters are set.
    #[must_use]
    pub fn filters(&self) -> usize {
        [
            self.mode.is_some(),
            self.field.is_some(),
            self.level.is_some(),
            self.agency.is_some(),
            self.event.is_some(),
            self.cheaper,
            self.faster,
            self.offered,
        ]
        .into_iter()
        .filter(|set| *set)
        .count()
    }
}

/// Percent-encodes a query value (RFC 3986), spaces as `+`.
pub(crate) fn encode(value: &str, into: &mut String) {
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => into.push(char::from(byte)),
            b' ' => into.push('+'),
            // Writing to a String doesn't fail.
            _ => drop(write!(into, "%{byte:02X}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_one_address() {
        let pairs = [("page", "3"), ("cheaper", "1"), ("field", ""), ("q", " hộ & khẩu "), ("level", "commune")];
        let query = ListQuery::read(pairs);
        let address = "/dich-vu?q=h%E1%BB%99+%26+kh%E1%BA%A9u&level=commune&cheaper=1&page=3";
        assert_eq!(query.address(), address);
        assert_eq!(query.on_page(1).address(), "/dich-vu?q=h%E1%BB%99+%26+kh%E1%BA%A9u&level=commune&cheaper=1");
        assert_eq!(query.filters(), 2);
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let query = ListQuery::read([("mode", "x' OR 1=1"), ("page", "-4"), ("utm", "a")]);
        assert_eq!(query.address(), "/dich-vu");
        assert_eq!(query.page, 1);
    }
}
