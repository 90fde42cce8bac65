//! The cases of a procedure: what its fees and its time limits are told apart by. They are the options of the question
//! that asks for the case; without one, those that the fees name themselves, told where the dossier is taken.

use serde::{Deserialize, Serialize};

use super::{FieldRole, Procedure};
use crate::fee::Amount;

/// A case, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseName {
    /// What fees and limits refer to it by.
    pub key: String,
    /// In Vietnamese.
    pub label: String,
}

/// What refers to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CaseOf {
    /// A fee.
    Fee {
        /// Its key.
        key: String,
        /// Its name.
        name: String,
    },
    /// A time limit.
    Limit,
}

/// A case that doesn't fit the others: nobody can file under it, or nobody knows what it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CaseFault {
    /// It is referred to, but it is none of the procedure's.
    Unknown {
        /// By what.
        of: CaseOf,
        /// As that calls it.
        label: String,
    },
    /// It can be chosen, but a fee that differs by case has no amount for it.
    Unpriced {
        /// The fee's key.
        fee: String,
        /// The fee's name.
        name: String,
        /// The case.
        label: String,
    },
}

/// The cases among which the form lets people choose; none where it doesn't ask.
pub fn asked_cases(of: &Procedure) -> Option<Vec<CaseName>> {
    let asks = |role: Option<FieldRole>| role == Some(FieldRole::Case);
    let question = of.form.iter().find(|field| asks(field.role))?;
    let options =
        question.options.iter().map(|option| CaseName { key: option.value.clone(), label: option.label.vi.clone() });
    Some(options.collect())
}

/// The cases that fees name, each once, in their order; also those of the fees' online rates.
fn priced_cases(of: &Procedure) -> Vec<CaseName> {
    let mut cases: Vec<CaseName> = Vec::new();
    let fees = of.terms.fees.iter();
    for amount in fees.flat_map(|fee| std::iter::once(&fee.amount).chain(&fee.online)) {
        let Amount::ByCase { cases: more } = amount else {
            continue;
        };
        for case in more {
            if !cases.iter().any(|known| known.key == case.key) {
                cases.push(CaseName { key: case.key.clone(), label: case.label.clone() });
            }
        }
    }
    cases
}

/// All cases that a dossier can be of.
pub fn cases(of: &Procedure) -> Vec<CaseName> {
    asked_cases(of).unwrap_or_else(|| priced_cases(of))
}

/// What of the fees and limits refers to no case that there is, and which cases lack an amount.
///
/// ```
/// # use domain::procedure::{Procedure, case_faults};
/// # fn example(mut procedure: Procedure) {
/// // A permit's form asks "house or other works", and its duty has an amount for each.
/// assert!(case_faults(&procedure).is_empty());
/// procedure.form[0].options.pop();
/// assert_eq!(case_faults(&procedure).len(), 1);
/// # }
/// ```
pub fn case_faults(of: &Procedure) -> Vec<CaseFault> {
    let known = cases(of);
    let is_known = |key: &str| known.iter().any(|case| case.key == key);
    let mut faults = Vec::new();
    for fee in &of.terms.fees {
        for amount in std::iter::once(&fee.amount).chain(&fee.online) {
            let Amount::ByCase { cases } = amount else {
                continue;
            };
            let unknown = cases.iter().filter(|case| !is_known(&case.key));
            faults.extend(unknown.map(|case| CaseFault::Unknown {
                of: CaseOf::Fee { key: fee.key.clone(), name: fee.name.clone() },
                label: case.label.clone(),
            }));
        }
    }
    let limits = of.terms.limits.cases.iter();
    let unknown = limits.filter(|case| !is_known(&case.key));
    faults.extend(unknown.map(|case| CaseFault::Unknown { of: CaseOf::Limit, label: case.label.clone() }));
    let asked = asked_cases(of).unwrap_or_default();
    for fee in &of.terms.fees {
        let Amount::ByCase { cases } = &fee.amount else {
            continue;
        };
        let priced = |key: &str| cases.iter().any(|case| case.key == key);
        let unpriced = asked.iter().filter(|case| !priced(&case.key));
        faults.extend(unpriced.map(|case| CaseFault::Unpriced {
            fee: fee.key.clone(),
            name: fee.name.clone(),
            label: case.label.clone(),
        }));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deadline::Limit;
    use crate::fee::Case;
    use crate::fixture::procedure;
    use crate::money::Dong;
    use crate::procedure::{Choice, DayBounds, FieldKind, FormField, Words};
    use crate::quote::CaseLimit;

    fn by_case(keys: &[&str]) -> Amount {
        let cases = keys.iter().map(|key| Case {
            key: (*key).to_owned(),
            label: format!("Trường hợp {key}"),
            dong: Dong::of(1_000),
        });
        Amount::ByCase { cases: cases.collect() }
    }

    fn question(keys: &[&str]) -> FormField {
        let options = keys
            .iter()
            .map(|key| Choice { value: (*key).to_owned(), label: Words::vi(format!("Trường hợp {key}")) });
        FormField {
            key: "truong_hop".to_owned(),
            label: Words::vi("Trường hợp"),
            hint: None,
            kind: FieldKind::Choice,
            required: true,
            options: options.collect(),
            section: None,
            once_only: None,
            role: Some(FieldRole::Case),
            bounds: DayBounds::default(),
        }
    }

    fn said(faults: &[CaseFault]) -> Vec<String> {
        let say = |fault: &CaseFault| match fault {
            CaseFault::Unknown { of: CaseOf::Fee { .. }, label } => format!("fee {label}"),
            CaseFault::Unknown { of: CaseOf::Limit, label } => format!("limit {label}"),
            CaseFault::Unpriced { label, .. } => format!("unpriced {label}"),
        };
        faults.iter().map(say).collect()
    }

    /// What the form asks, what the fee names, what the online rate names, what a limit names; and what is wrong.
    #[test]
    fn fees_and_limits_refer_to_cases_that_there_are() {
        type Row<'a> = (Option<&'a [&'a str]>, &'a [&'a str], &'a [&'a str], &'a [&'a str], &'a [&'a str]);
        let rows: [Row; 8] = [
            (None, &[], &[], &[], &[]),
            (None, &["a", "b"], &[], &["b"], &[]),
            (None, &["a"], &[], &["c"], &["limit Trường hợp c"]),
            (None, &[], &[], &["a"], &["limit Trường hợp a"]),
            (Some(&["a", "b"]), &["a", "b"], &["a"], &["a"], &[]),
            (Some(&["a", "b"]), &["a"], &[], &[], &["unpriced Trường hợp b"]),
            (
                Some(&["a"]),
                &["a", "b"],
                &["c"],
                &["b"],
                &["fee Trường hợp b", "fee Trường hợp c", "limit Trường hợp b"],
            ),
            // A fee that is the same in every case asks nothing of them.
            (Some(&["a", "b"]), &[], &[], &["b"], &[]),
        ];
        for (asked, fee, online, limits, faults) in rows {
            let mut it = procedure();
            it.form = asked.map(question).into_iter().collect();
            let item = &mut it.terms.fees[0];
            if !fee.is_empty() {
                item.amount = by_case(fee);
            }
            item.online = (!online.is_empty()).then(|| by_case(online));
            it.terms.limits.cases = limits
                .iter()
                .map(|key| CaseLimit {
                    key: (*key).to_owned(),
                    label: format!("Trường hợp {key}"),
                    limit: Limit::working_days(3),
                })
                .collect();
            assert_eq!(said(&case_faults(&it)), faults, "{asked:?} {fee:?} {limits:?}");
        }
    }
}
