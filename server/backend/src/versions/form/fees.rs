//! Fees, a row each: what they cost, at the counter and online, and what the law says of them.

use domain::fee::{Amount, FeeItem};

use super::{Reader, rows::new_key};

impl Reader<'_> {
    /// The fees, and the keys of those that cannot be paid online.
    pub(super) fn fees(&mut self) -> (Vec<FeeItem>, Vec<String>) {
        let mut fees: Vec<FeeItem> = Vec::new();
        let mut counter = Vec::new();
        for at in self.rows("fee", "name") {
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
            let taken =
                |key: &str| fees.iter().any(|other| other.key == key) || known.clone().any(|other| other.key == key);
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
            let amount = self.amount(&format!("fee{at}_"), old.map(|fee| &fee.amount));
            let online = self.online_rate(at, old.and_then(|fee| fee.online.as_ref()));
            let (kind, set_by, due) = (self.one(&field("kind")), self.one(&field("set_by")), self.one(&field("due")));
            let (Some(amount), Some(kind), Some(set_by), Some(due)) = (amount, kind, set_by, due) else {
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

    /// The fee's own rate for online filing, where its text has one.
    fn online_rate(&mut self, at: usize, before: Option<&Amount>) -> Option<Amount> {
        let prefix = format!("fee{at}_on_");
        if self.typed.text(&format!("{prefix}how")).is_empty() {
            return None;
        }
        self.amount(&prefix, before)
    }
}
