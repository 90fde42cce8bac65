//! A decision in words.

use domain::groups::ApplicantGroup;
use domain::policy::{PolicyDraft, Scope};

use super::VI;
use crate::{explain, format, names, t};

/// Number and article.
#[must_use]
pub fn document(decision: &PolicyDraft) -> String {
    let number = explain::document(VI, &decision.number);
    match &decision.article {
        Some(article) => format!("{number}, {article}"),
        None => number,
    }
}

/// Which services it covers.
#[must_use]
pub fn scope(scope: &Scope) -> String {
    match scope {
        Scope::All => t!(VI, "policy.scope_all").into_owned(),
        Scope::Codes { codes } => t!(VI, "policy.scope_codes", codes = codes.join(", ")).into_owned(),
        Scope::Fields { fields } => t!(VI, "policy.scope_fields", fields = fields.join(", ")).into_owned(),
    }
}

/// Whom it favours.
#[must_use]
pub fn groups(groups: &[ApplicantGroup]) -> String {
    if groups.is_empty() {
        return t!(VI, "policy.everybody").into_owned();
    }
    let names: Vec<_> = groups.iter().map(|group| names::group(VI, *group)).collect();
    names.join(", ")
}

/// From when to when.
#[must_use]
pub fn validity(decision: &PolicyDraft) -> String {
    let from = format::date(VI, decision.valid_from);
    match decision.valid_to {
        Some(to) => t!(VI, "policy.from_to", from = from, to = format::date(VI, to)).into_owned(),
        None => t!(VI, "policy.from", from = from).into_owned(),
    }
}
