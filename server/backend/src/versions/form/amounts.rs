//! An amount as it is typed: one, so much for each, by steps with a cap, or by case. What is typed for another way of
//! working it out than the chosen one is passed over.

use std::num::NonZeroU32;

use domain::{
    fee::{Amount, AmountKind, Case, Step, Steps},
    money::Dong,
};

use super::Reader;
use crate::input::required_dong;

impl Reader<'_> {
    /// An amount whose fields begin with `prefix`; without a kind it is worked out as it was, or is a single one.
    pub(super) fn amount(&mut self, prefix: &str, before: Option<&Amount>) -> Option<Amount> {
        let how = format!("{prefix}how");
        let kind = match (self.typed.text(&how), before) {
            ("", Some(before)) => before.kind(),
            ("", None) => AmountKind::Single,
            _ => self.one(&how)?,
        };
        match kind {
            AmountKind::Single => self.dong(&format!("{prefix}amount")).map(Amount::single),
            AmountKind::PerUnit => {
                let each = self.dong(&format!("{prefix}amount"));
                let unit = self.unit(prefix, before);
                Some(match each? {
                    Dong::ZERO => Amount::Free,
                    each => Amount::PerUnit { unit: unit?, each },
                })
            }
            AmountKind::Stepped => self.stepped(prefix, before),
            AmountKind::ByCase => self.by_case(prefix, before),
            AmountKind::Unknown => {
                let unknown = before.filter(|before| before.kind() == AmountKind::Unknown);
                if unknown.is_none() {
                    self.errors.add(how, "choose");
                }
                unknown.cloned()
            }
        }
    }

    /// What is counted: `bản`, `trang`.
    fn unit(&mut self, prefix: &str, before: Option<&Amount>) -> Option<String> {
        let field = format!("{prefix}unit");
        let before = before.and_then(Amount::unit).unwrap_or_default();
        let unit = self.line(&field, before);
        if unit.is_empty() {
            self.errors.add(field, "required");
            return None;
        }
        Some(unit)
    }

    fn stepped(&mut self, prefix: &str, before: Option<&Amount>) -> Option<Amount> {
        let unit = self.unit(prefix, before);
        let list = format!("{prefix}step");
        let mut steps = Vec::new();
        let mut all_read = true;
        for at in self.rows(&list, "from") {
            if self.is_blank(&list, at, &["from", "each"]) {
                continue;
            }
            let from = format!("{list}{at}_from");
            let first = self.typed.text(&from).parse::<NonZeroU32>();
            if first.is_err() {
                self.errors.add(&from, "bad_quantity");
            }
            let each = self.dong(&format!("{list}{at}_each"));
            match (first, each) {
                (Ok(from), Some(each)) => steps.push(Step { from, each }),
                _ => all_read = false,
            }
        }
        let cap = format!("{prefix}cap");
        let cap = match self.typed.text(&cap) {
            "" => None,
            _ => Some(self.dong(&cap)?),
        };
        if !all_read {
            return None;
        }
        let Ok(steps) = Steps::try_from(steps) else {
            self.errors.add(format!("{list}0_from"), "steps_order");
            return None;
        };
        Some(Amount::Stepped { unit: unit?, steps, cap })
    }

    fn by_case(&mut self, prefix: &str, before: Option<&Amount>) -> Option<Amount> {
        let list = format!("{prefix}case");
        let olds = match before {
            Some(Amount::ByCase { cases }) => cases.as_slice(),
            _ => &[],
        };
        let mut cases: Vec<Case> = Vec::new();
        let mut all_read = true;
        for at in self.rows(&list, "label") {
            if self.is_blank(&list, at, &["key", "label", "dong"]) {
                continue;
            }
            let key = self.typed.text(&format!("{list}{at}_key"));
            let old = olds.iter().find(|case| case.key == key);
            let old = old.map(|case| (case.key.as_str(), case.label.as_str()));
            let taken: Vec<&str> = cases.iter().map(|case| case.key.as_str()).collect();
            let case = self.case(&format!("{list}{at}_label"), old, &taken);
            let dong = self.dong(&format!("{list}{at}_dong"));
            match (case, dong) {
                (Some((key, label)), Some(dong)) => cases.push(Case { key, label, dong }),
                _ => all_read = false,
            }
        }
        if cases.is_empty() && all_read {
            self.errors.add(format!("{list}0_label"), "required");
        }
        (all_read && !cases.is_empty()).then_some(Amount::ByCase { cases })
    }

    fn dong(&mut self, field: &str) -> Option<Dong> {
        let text = self.typed.text(field);
        required_dong(&mut self.errors, field, text)
    }
}
