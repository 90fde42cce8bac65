//! An acceptance as typed, with what the officer found about each group that the applicant claims.

use std::collections::BTreeMap;

use domain::{
    groups::{ApplicantGroup, Evidence, Finding},
    text::{clean, clean_lines},
};

use super::order::{MOST_LINE, MOST_REASON, words};
use crate::error::FieldErrors;

/// An acceptance, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedAcceptance {
    /// `dd/mm/yyyy`; looked at only where the rules tell no date: the officer sets it.
    pub due: String,
    /// What the officer found about each group that the applicant claims.
    pub findings: BTreeMap<ApplicantGroup, TypedFinding>,
}

/// What an officer found about a claimed group, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedFinding {
    /// `paper`, `database` or `identity_account`; `no` where the claim is not confirmed; empty while undecided.
    pub finding: String,
    /// The number of the paper or of the look-up.
    pub number: String,
    /// Why it is not confirmed.
    pub reason: String,
}

/// The fields of a group in a form: what was found, the number, the reason.
pub fn finding_fields(group: ApplicantGroup) -> [String; 3] {
    ["group", "group_number", "group_reason"].map(|field| format!("{field}-{group}"))
}

/// What an officer found about a group; `None` while undecided. A paper and a look-up are named, so that the finding can
/// be checked later.
pub(super) fn finding(errors: &mut FieldErrors, group: ApplicantGroup, typed: &TypedFinding) -> Option<Finding> {
    let [field, number_field, reason_field] = finding_fields(group);
    if typed.finding == "no" {
        let reason = clean_lines(&typed.reason);
        let reason = words(errors, &reason_field, &reason, MOST_REASON);
        return Some(Finding::NotConfirmed { reason });
    }
    if typed.finding.is_empty() {
        return None;
    }
    let Ok(evidence) = typed.finding.parse() else {
        errors.add(field, "choose");
        return None;
    };
    let number = clean(&typed.number);
    let must = evidence != Evidence::IdentityAccount;
    let number = if must || !number.is_empty() { words(errors, &number_field, &number, MOST_LINE) } else { number };
    Some(Finding::Confirmed { evidence, number })
}
