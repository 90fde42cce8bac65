//! The words to which a resident agrees. They are kept with each consent, so that they can be shown again as they were.
//!
//! Whoever changes a word here or in `assist.consent.…` gives [`VERSION`] a new value; a test holds them together.

use super::VI;
use crate::t;

/// The version of the words.
pub const VERSION: &str = "2026-11-22";

/// What a resident is asked to agree to: who would do it, and who answers for the data.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// The helper's name.
    pub helper: &'a str,
    /// The team.
    pub team: &'a str,
    /// The commune's committee, which answers for the data.
    pub agency: &'a str,
}

/// The words of one purpose (`enter`, `documents`, `send`, `keep`); `None` for another.
#[must_use]
pub fn text(parties: Parties<'_>, purpose: &str) -> Option<String> {
    let (helper, team) = (parties.helper, parties.team);
    let said = match purpose {
        "enter" => t!(VI, "assist.consent.enter", helper = helper, team = team),
        "documents" => t!(VI, "assist.consent.documents", helper = helper, team = team),
        "send" => t!(VI, "assist.consent.send", helper = helper, team = team),
        "keep" => t!(VI, "assist.consent.keep"),
        _ => return None,
    };
    Some(said.into_owned())
}

/// What holds for all of them, shown above them.
#[must_use]
pub fn note(parties: Parties<'_>) -> String {
    t!(VI, "assist.consent.note", agency = parties.agency).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_words_are_another_version() {
        let parties = Parties { helper: "A", team: "B", agency: "C" };
        let mut words: Vec<_> =
            ["enter", "documents", "send", "keep"].iter().filter_map(|purpose| text(parties, purpose)).collect();
        words.push(note(parties));
        insta::assert_snapshot!(format!("{VERSION}\n{}", words.join("\n")));
    }
}
