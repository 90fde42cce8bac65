//! A version as it would be typed: the form's fields with their values.

use domain::{
    channel::Channel,
    fee::{Amount, FeeItem},
    procedure::{Document, LegalText, Procedure, Words},
    text::clean,
};

use crate::catalogue::notation;

/// A version as it would be typed.
pub fn typed(version: &Procedure) -> Vec<(String, String)> {
    let mut typed = Typing(Vec::new());
    typed.words("name", &version.name);
    typed.words("summary", &version.summary);
    typed.put("also_called", lines(&version.also_called));
    typed.put("mode", version.mode);
    if let Some(partial) = &version.partial {
        typed.put("partial_reason", partial.reason);
        typed.words("partial_note", &partial.note);
        typed.put("partial_legal", &partial.legal_basis);
    }
    for level in &version.levels {
        typed.put("level", level);
    }
    typed.words("agency", &version.agency);
    typed.tick("anywhere", version.non_territorial);
    typed.put("subjects", lines(&version.subjects));
    for way in &version.ways {
        typed.put("way", way.channel);
        let words = way.description.as_deref().unwrap_or_default();
        typed.put(format!("way_{}", way.channel), words);
    }
    for channel in Channel::ALL {
        let limit = version.terms.limits.of(*channel);
        let words = limit.and_then(notation::words).unwrap_or_default();
        typed.put(format!("limit_{channel}"), words);
    }
    typed.put("sets", version.sets);
    typed.put("steps", lines(&version.steps));
    let visits = &version.visits;
    typed.put("presence", numbers(&visits.presence));
    typed.put("site_checks", numbers(&visits.site_checks));
    typed.tick("result_visit", visits.result);
    typed.tick("identity_visit", visits.identity);
    typed.put("results", lines(&version.results));
    let requirements = version.requirements.as_deref().unwrap_or_default();
    typed.put("requirements", requirements);
    let laws: Vec<String> = version.legal_basis.iter().map(law).collect();
    typed.put("legal_basis", laws.join("\n"));
    for (at, document) in version.documents.iter().enumerate() {
        typed.document(at, document, version);
    }
    for (at, fee) in version.terms.fees.iter().enumerate() {
        typed.fee(at, fee, version);
    }
    let limits = &version.terms.limits;
    for (at, case) in limits.cases.iter().enumerate() {
        let name = |field: &str| format!("case_limit{at}_{field}");
        typed.put(name("key"), &case.key);
        typed.put(name("label"), &case.label);
        let words = notation::words(&case.limit).unwrap_or_default();
        typed.put(name("limit"), words);
    }
    if let Some(longer) = &limits.remote {
        let words = notation::words(&longer.by).unwrap_or_default();
        typed.put("longer_by", words);
        typed.put("longer_source", &longer.source);
    }
    typed.0
}

struct Typing(Vec<(String, String)>);

impl Typing {
    fn put(&mut self, name: impl Into<String>, value: impl ToString) {
        self.0.push((name.into(), value.to_string()));
    }

    fn words(&mut self, name: &str, words: &Words) {
        self.put(name, &words.vi);
        self.put(format!("{name}_en"), words.en.as_deref().unwrap_or_default());
    }

    fn tick(&mut self, name: impl Into<String>, ticked: bool) {
        if ticked {
            self.put(name, "yes");
        }
    }

    fn document(&mut self, at: usize, document: &Document, version: &Procedure) {
        let name = |field: &str| format!("doc{at}_{field}");
        self.put(name("key"), &document.key);
        self.put(name("name"), &document.name.vi);
        self.put(name("case"), document.case.as_deref().unwrap_or_default());
        self.put(name("note"), document.note.as_deref().unwrap_or_default());
        self.put(name("originals"), document.originals);
        self.put(name("copies"), document.copies);
        self.put(name("need"), document.need);
        self.put(name("forms"), forms(&document.forms));
        if let Some(how) = version.visits.originals.get(&document.key) {
            self.put(name("original"), how);
        }
    }

    fn fee(&mut self, at: usize, fee: &FeeItem, version: &Procedure) {
        let name = |field: &str| format!("fee{at}_{field}");
        self.put(name("key"), &fee.key);
        self.put(name("name"), &fee.name);
        self.put(name("kind"), fee.kind);
        self.amount(&name(""), &fee.amount);
        if let Some(rate) = &fee.online {
            self.amount(&name("on_"), rate);
        }
        self.put(name("set_by"), fee.set_by);
        self.put(name("due"), fee.due);
        self.put(name("source"), &fee.source);
        let counter = version.visits.counter_fees.contains(&fee.key);
        self.tick(name("counter"), counter);
    }

    fn amount(&mut self, prefix: &str, amount: &Amount) {
        let name = |field: &str| format!("{prefix}{field}");
        self.put(name("how"), amount.kind());
        if let Some(unit) = amount.unit() {
            self.put(name("unit"), unit);
        }
        match amount {
            Amount::Free => self.put(name("amount"), "0"),
            Amount::Fixed { dong: each } | Amount::PerUnit { each, .. } => {
                self.put(name("amount"), each.get());
            }
            Amount::Stepped { steps, cap, .. } => {
                for (at, step) in steps.as_slice().iter().enumerate() {
                    self.put(name(&format!("step{at}_from")), step.from);
                    self.put(name(&format!("step{at}_each")), step.each.get());
                }
                if let Some(cap) = cap {
                    self.put(name("cap"), cap.get());
                }
            }
            Amount::ByCase { cases } => {
                for (at, case) in cases.iter().enumerate() {
                    self.put(name(&format!("case{at}_key")), &case.key);
                    self.put(name(&format!("case{at}_label")), &case.label);
                    self.put(name(&format!("case{at}_dong")), case.dong.get());
                }
            }
            Amount::Unknown { .. } => {}
        }
    }
}

/// A law on one line.
pub(super) fn law(law: &LegalText) -> String {
    clean(&format!("{} {}", law.number, law.title))
}

/// Names of forms on one line.
pub(super) fn forms(forms: &[String]) -> String {
    forms.join("; ")
}

fn lines(texts: &[String]) -> String {
    let lines: Vec<String> = texts.iter().map(|text| clean(text)).collect();
    lines.join("\n")
}

fn numbers(numbers: &[u16]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
    numbers.join(", ")
}
