//! Rows of things, each with its fields: `doc0_name`, `fee0_amount`, `fee0_case1_label`. Empty rows are passed over; a
//! ticked one goes.

use std::collections::BTreeMap;

use domain::{
    procedure::{Document, Original, Words},
    text::{clean, slug},
};

use super::{MOST_ROWS, Reader, typing};

/// Part of an address and of a field's name: no longer than this.
const MOST_KEY: usize = 48;

impl Reader<'_> {
    /// The places of rows that were sent and are to stay; each has the field that is `always` there.
    pub(super) fn rows(&self, kind: &str, always: &str) -> Vec<usize> {
        (0..MOST_ROWS)
            .take_while(|at| !self.typed.all(&format!("{kind}{at}_{always}")).is_empty())
            .filter(|at| !self.ticked(&format!("{kind}{at}_remove")))
            .collect()
    }

    pub(super) fn is_blank(&self, kind: &str, at: usize, fields: &[&str]) -> bool {
        let empty = |field: &&str| self.typed.text(&format!("{kind}{at}_{field}")).is_empty();
        fields.iter().all(empty)
    }

    /// The documents, and which originals must be there on paper.
    pub(super) fn documents(&mut self) -> (Vec<Document>, BTreeMap<String, Original>) {
        let mut documents: Vec<Document> = Vec::new();
        let mut originals = BTreeMap::new();
        for at in self.rows("doc", "name") {
            if self.is_blank("doc", at, &["key", "name", "case", "note", "forms"]) {
                continue;
            }
            let field = |field: &str| format!("doc{at}_{field}");
            let key = self.typed.text(&field("key"));
            let known = self.before.documents.iter();
            let old = known.clone().find(|document| document.key == key);
            let words = Words::default();
            let before = old.map_or(&words, |document| &document.name);
            let name = self.name_of(&field("name"), before);
            let taken = |key: &str| {
                documents.iter().any(|other| other.key == key) || known.clone().any(|other| other.key == key)
            };
            let key = match old {
                Some(old) => old.key.clone(),
                None => new_key(&name.vi, "giay-to", taken),
            };
            let how = self.typed.text(&field("original"));
            if let Ok(how) = how.parse() {
                originals.insert(key.clone(), how);
            }
            let text = |part: Option<&Option<String>>| part.cloned().flatten();
            let case = text(old.map(|old| &old.case));
            let note = text(old.map(|old| &old.note));
            documents.push(Document {
                case: self.optional(&field("case"), case.as_deref()),
                originals: self.count(&field("originals")),
                copies: self.count(&field("copies")),
                need: match self.one(&field("need")) {
                    Some(need) => need,
                    None => continue,
                },
                note: self.optional(&field("note"), note.as_deref()),
                forms: self.forms(&field("forms"), old),
                key,
                name,
            });
        }
        let beyond = self.before.documents.iter().skip(MOST_ROWS);
        documents.extend(beyond.cloned());
        (documents, originals)
    }

    /// The English name goes when the Vietnamese one changes: the row asks for one alone.
    fn name_of(&mut self, field: &str, before: &Words) -> Words {
        let vi = self.line(field, &before.vi);
        if vi.is_empty() {
            self.errors.add(field, "required");
        }
        Words { en: before.en.clone().filter(|_| vi == before.vi), vi }
    }

    fn count(&mut self, field: &str) -> u16 {
        let text = self.typed.text(field);
        if text.is_empty() {
            return 0;
        }
        let read = text.parse().map_err(|_| self.errors.add(field, "bad_quantity"));
        read.unwrap_or_default()
    }

    fn forms(&mut self, field: &str, old: Option<&Document>) -> Vec<String> {
        let text = clean(self.typed.text(field));
        if let Some(old) = old
            && clean(&typing::forms(&old.forms)) == text
        {
            return old.forms.clone();
        }
        let forms = text.split(';').map(clean);
        forms.filter(|form| !form.is_empty()).collect()
    }
}

/// A key that nothing has or had: of the name, with a number where that is taken.
pub(super) fn new_key(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
    let base: String = slug(name).chars().take(MOST_KEY).collect();
    let base = match base.trim_matches('-') {
        "" => otherwise,
        base => base,
    };
    if !taken(base) {
        return base.to_owned();
    }
    let numbered = (2_u32..).map(|number| format!("{base}-{number}"));
    let mut free = numbered.filter(|key| !taken(key));
    free.next().unwrap_or_else(|| base.to_owned())
}
