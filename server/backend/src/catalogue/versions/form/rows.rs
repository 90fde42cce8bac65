//! Documents and fees, a row each: `doc0_name`, `fee0_amount`. Empty rows are passed over; a ticked one goes.

use std::collections::BTreeMap;

use domain::{
    fee::{Amount, FeeItem},
    money::Dong,
    procedure::{Document, Original, Words},
    text::{clean, slug},
};

use super::{MOST_ROWS, Reader, typing};
use crate::filing::check::money;

/// What a document's row asks.
pub(super) const DOCUMENT_FIELDS: [&str; 10] = [
    "key",
    "name",
    "case",
    "note",
    "originals",
    "copies",
    "need",
    "original",
    "forms",
    "remove",
];
/// What a fee's row asks.
pub(super) const FEE_FIELDS: [&str; 11] = [
    "key", "name", "kind", "amount", "unit", "online", "set_by", "due", "source", "counter",
    "remove",
];

/// Part of an address and of a field's name: no longer than this.
const MOST_KEY: usize = 48;

impl Reader<'_> {
    /// The places of rows that were sent and are to stay.
    fn rows(&self, kind: &str) -> Vec<usize> {
        (0..MOST_ROWS)
            .take_while(|at| !self.typed.all(&format!("{kind}{at}_name")).is_empty())
            .filter(|at| !self.ticked(&format!("{kind}{at}_remove")))
            .collect()
    }

    fn is_blank(&self, kind: &str, at: usize, fields: &[&str]) -> bool {
        let empty = |field: &&str| self.typed.text(&format!("{kind}{at}_{field}")).is_empty();
        fields.iter().all(empty)
    }

    /// The documents, and which originals must be there on paper.
    pub(super) fn documents(&mut self) -> (Vec<Document>, BTreeMap<String, Original>) {
        let mut documents: Vec<Document> = Vec::new();
        let mut originals = BTreeMap::new();
        for at in self.rows("doc") {
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
                documents.iter().any(|other| other.key == key)
                    || known.clone().any(|other| other.key == key)
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
        Words {
            en: before.en.clone().filter(|_| vi == before.vi),
            vi,
        }
    }

    fn count(&mut self, field: &str) -> u16 {
        let text = self.typed.text(field);
        if text.is_empty() {
            return 0;
        }
        let read = text
            .parse()
            .map_err(|_| self.errors.add(field, "bad_quantity"));
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

    /// The fees, and the keys of those that cannot be paid online.
    pub(super) fn fees(&mut self) -> (Vec<FeeItem>, Vec<String>) {
        let mut fees: Vec<FeeItem> = Vec::new();
        let mut counter = Vec::new();
        for at in self.rows("fee") {
            if self.is_blank("fee", at, &["key", "name", "amount", "source"]) {
                continue;
            }
            let field = |field: &str| format!("fee{at}_{field}");
            let key = self.typed.text(&field("key"));
            let known = self.before.terms.fees.iter();
            let old = known.clone().find(|fee| fee.key == key);
            let name = self.line(&field("name"), old.map_or("", |fee| &fee.name));
            if name.is_empty() {
                self.errors.add(field("name"), "required");
            }
            let taken = |key: &str| {
                fees.iter().any(|other| other.key == key)
                    || known.clone().any(|other| other.key == key)
            };
            let key = match old {
                Some(old) => old.key.clone(),
                None => new_key(&name, "phi", taken),
            };
            if self.ticked(&field("counter")) {
                counter.push(key.clone());
            }
            let source = self.line(&field("source"), old.map_or("", |fee| &fee.source));
            if source.is_empty() && old.is_none_or(|old| !old.source.is_empty()) {
                self.errors.add(field("source"), "required");
            }
            let amount = self.amount(at, old.map(|fee| &fee.amount));
            let online =
                self.online_rate(&field("online"), old.and_then(|fee| fee.online.as_ref()));
            let (kind, set_by, due) = (
                self.one(&field("kind")),
                self.one(&field("set_by")),
                self.one(&field("due")),
            );
            let (Some(amount), Some(kind), Some(set_by), Some(due)) = (amount, kind, set_by, due)
            else {
                continue;
            };
            fees.push(FeeItem {
                key,
                name,
                kind,
                set_by,
                amount,
                online,
                applicants: old.map(|fee| fee.applicants.clone()).unwrap_or_default(),
                due,
                refunds: old.map(|fee| fee.refunds.clone()).unwrap_or_default(),
                source,
            });
        }
        (fees, counter)
    }

    /// A plain amount, or so much a unit; one that is neither stays as it is.
    fn amount(&mut self, at: usize, before: Option<&Amount>) -> Option<Amount> {
        if let Some(before) = before.filter(|amount| !typing::is_plain(amount)) {
            return Some(before.clone());
        }
        let field = format!("fee{at}_amount");
        let text = self.typed.text(&field);
        if let Some(before @ Amount::Unknown { .. }) = before
            && text.is_empty()
        {
            return Some(before.clone());
        }
        if text.is_empty() {
            self.errors.add(field, "required");
            return None;
        }
        let dong = self.dong(&field)?;
        let unit = clean(self.typed.text(&format!("fee{at}_unit")));
        Some(match (dong.is_zero(), unit.is_empty()) {
            (true, _) => Amount::Free,
            (false, true) => Amount::Fixed { dong },
            (false, false) => Amount::PerUnit { unit, each: dong },
        })
    }

    /// The fee's own rate for online filing, where its text has one.
    fn online_rate(&mut self, field: &str, before: Option<&Amount>) -> Option<Amount> {
        if let Some(before) = before.filter(|amount| !typing::is_single(amount)) {
            return Some(before.clone());
        }
        if self.typed.text(field).is_empty() {
            return None;
        }
        let dong = self.dong(field)?;
        Some(if dong.is_zero() {
            Amount::Free
        } else {
            Amount::Fixed { dong }
        })
    }

    fn dong(&mut self, field: &str) -> Option<Dong> {
        let digits = money(self.typed.text(field)).ok();
        let dong = digits.and_then(|digits| Dong::new(digits.parse().ok()?).ok());
        if dong.is_none() {
            self.errors.add(field, "bad_money");
        }
        dong
    }
}

/// A key that nothing has or had: of the name, with a number where that is taken.
fn new_key(name: &str, otherwise: &str, taken: impl Fn(&str) -> bool) -> String {
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
