//! The cases that fees and limits are told apart by, known by their words: whoever types a fee's case needs no key.

use domain::{
    deadline::{Limit, Longer},
    procedure::{CaseName, Procedure, asked_cases, cases},
    quote::{CaseLimit, Limits},
    text::clean,
};

use super::{Reader, rows::new_key};
use crate::catalogue::notation;

/// The cases that can be named.
pub(super) struct Cases {
    /// The form asks for the case: there are these and no others.
    asked: bool,
    known: Vec<CaseName>,
}

impl Cases {
    pub(super) fn of(procedure: &Procedure) -> Self {
        Self { asked: asked_cases(procedure).is_some(), known: cases(procedure) }
    }

    fn find(&self, label: &str) -> Option<&CaseName> {
        let same = |known: &&CaseName| clean(&known.label).to_lowercase() == clean(label).to_lowercase();
        self.known.iter().find(same)
    }

    fn has(&self, key: &str) -> bool {
        self.known.iter().any(|known| known.key == key)
    }

    fn names(&self) -> String {
        let names: Vec<&str> = self.known.iter().map(|case| case.label.as_str()).collect();
        names.join("; ")
    }
}

impl Reader<'_> {
    /// The key and label of a fee's case: the one that it was, one that has these words, or a new one where the form
    /// doesn't ask for the case. `taken` are those of the rows above.
    pub(super) fn case(&mut self, field: &str, old: Option<(&str, &str)>, taken: &[&str]) -> Option<(String, String)> {
        let label = self.line(field, old.map_or("", |(_, label)| label));
        if label.is_empty() {
            self.errors.add(field, "required");
            return None;
        }
        let key = match old {
            Some((key, before)) if before == label => key.to_owned(),
            _ => match (self.cases.find(&label), old) {
                (Some(known), _) => known.key.clone(),
                (None, _) if self.cases.asked => {
                    let values = vec![("cases", self.cases.names())];
                    self.errors.add_with(field, "case_unknown", values);
                    return None;
                }
                // Renamed.
                (None, Some((key, _))) => key.to_owned(),
                (None, None) => new_key(&label, "truong-hop", |key| self.cases.has(key)),
            },
        };
        if taken.contains(&key.as_str()) {
            self.errors.add(field, "case_twice");
            return None;
        }
        if !self.cases.asked {
            self.cases.known.push(CaseName { key: key.clone(), label: label.clone() });
        }
        Some((key, label))
    }

    /// The limits of single cases, and how much longer they are in some places. `new` has its fees already.
    pub(super) fn more_limits(&mut self, new: &Procedure) -> (Vec<CaseLimit>, Option<Longer>) {
        let cases = self.case_limits(new);
        let longer = self.longer(&new.terms.limits, &cases);
        (cases, longer)
    }

    fn case_limits(&mut self, new: &Procedure) -> Vec<CaseLimit> {
        let before = &self.before.terms.limits.cases;
        let known = Cases::of(new);
        // A fee that cannot be read yet may name the case.
        let all_read = self.errors.is_empty();
        let mut limits: Vec<CaseLimit> = Vec::new();
        for at in self.rows("case_limit", "label") {
            if self.is_blank("case_limit", at, &["key", "label", "limit"]) {
                continue;
            }
            let field = format!("case_limit{at}_label");
            let key = self.typed.text(&format!("case_limit{at}_key"));
            let old = before.iter().find(|case| case.key == key);
            let label = self.line(&field, old.map_or("", |old| &old.label));
            let same = old.filter(|old| old.label == label);
            let key = match (same, known.find(&label)) {
                (Some(old), _) => Some(old.key.clone()),
                (None, Some(case)) => Some(case.key.clone()),
                (None, None) => None,
            };
            let limit = format!("case_limit{at}_limit");
            let limit = self.limit(&limit, old.map(|old| &old.limit));
            match key {
                _ if label.is_empty() => self.errors.add(field, "required"),
                None if !all_read => {}
                None if known.known.is_empty() => self.errors.add(field, "case_none"),
                None => {
                    let values = vec![("cases", known.names())];
                    self.errors.add_with(field, "case_unknown", values);
                }
                Some(key) if limits.iter().any(|other| other.key == key) => {
                    self.errors.add(field, "case_twice");
                }
                Some(key) if all_read && !known.has(&key) => {
                    let values = vec![("cases", known.names())];
                    self.errors.add_with(field, "case_unknown", values);
                }
                Some(key) => limits.extend(limit.map(|limit| CaseLimit { key, label, limit })),
            }
        }
        limits
    }

    /// How much longer it may take in mountainous communes and the like, in the unit of the limits.
    fn longer(&mut self, limits: &Limits, cases: &[CaseLimit]) -> Option<Longer> {
        let before = self.before.terms.limits.remote.as_ref();
        let is_empty = |name: &str| self.typed.text(name).is_empty();
        let unsaid = before.is_some_and(|longer| notation::words(&longer.by).is_none());
        if is_empty("longer_by") && is_empty("longer_source") && !unsaid {
            return None;
        }
        let by = self.limit("longer_by", before.map(|longer| &longer.by));
        let source = self.line("longer_source", before.map_or("", |longer| &longer.source));
        if source.is_empty() {
            self.errors.add("longer_source", "required");
        }
        let by = by?;
        let all = [&limits.online, &limits.counter, &limits.postal].into_iter();
        let mut all = all.flatten().chain(cases.iter().map(|case| &case.limit));
        let kept = before.is_some_and(|before| before.by == by);
        if !kept && self.errors.is_empty() && all.all(|limit: &Limit| limit.plus(&by).is_none()) {
            self.errors.add("longer_by", "longer_unit");
            return None;
        }
        Some(Longer { by, source })
    }
}
