//! What acceptance fixes: code, dates, fees.

use std::sync::Arc;

use domain::{
    code::AgencyCode,
    deadline::{DeadlineUnknown, Due},
    groups::{Finding, GroupCheck, Membership},
    quote::FeeQuote,
};
use jiff::Timestamp;

use super::{TypedAcceptance, acceptance, finding_fields, order};
use crate::{
    Portal,
    catalogue::{Agency, Version},
    clock::local,
    db::Tx,
    dossier::{
        self, Dossier, Event, PinnedDeadline,
        claims::{Claim, Claimant},
        deadlines::fix_deadline,
        store::next_code,
    },
    error::{AppError, FieldErrors},
    policy::{self, RuleBook},
    quoting::Wish,
};

/// What acceptance would fix, or fixes: dates and fees, as far as no claim stands in question.
pub(super) struct Terms {
    pub agency: Agency,
    pub version: Arc<Version>,
    pub rules: Arc<RuleBook>,
    pub deadline: Result<PinnedDeadline, DeadlineUnknown>,
    pub fee: Option<FeeQuote>,
    /// The claims that the officer decides about.
    pub claims: Vec<Claim>,
}

impl Terms {
    fn claimant<'a>(&'a self, dossier: &'a Dossier) -> Claimant<'a> {
        Claimant { rules: &self.rules, procedure: &self.version.procedure, agency: &self.agency, dossier }
    }

    /// The dates of a dossier that is complete.
    fn fixed(&self, dossier: &Dossier, wish: &Wish) -> Result<Result<PinnedDeadline, DeadlineUnknown>, AppError> {
        let filed_at = dossier.submitted_at;
        let supplied = dossier.facts.supplements.last();
        let complete_at = supplied.and_then(|supplement| supplement.supplied_at).unwrap_or(filed_at);
        fix_deadline(&self.rules, &self.version.procedure, &self.agency, wish, dossier.channel, filed_at, complete_at)
    }
}

/// The rules applied to a dossier that is complete: its version, the policies of the day on which it was filed.
pub(super) async fn terms(portal: &Portal, tx: &mut Tx, dossier: &Dossier) -> Result<Terms, AppError> {
    let (agency, version) = dossier::place(portal, tx, dossier).await?;
    let mut terms = Terms {
        agency,
        version,
        rules: policy::rules(portal, tx).await?,
        deadline: Err(DeadlineUnknown::OutOfRange),
        fee: dossier.facts.fee.clone(),
        claims: Vec::new(),
    };
    let wish = &dossier.body.wish;
    terms.deadline = terms.fixed(dossier, wish)?;
    if terms.fee.is_none() {
        terms.fee = terms.claimant(dossier).fee(wish)?;
    }
    if dossier.facts.state.acceptance().is_none() {
        terms.claims = terms.claimant(dossier).claims(&[])?;
    }
    Ok(terms)
}

/// Acceptance: the code comes out of the same transaction, so that no number is given twice or lost. `by` is the
/// officer's account. The fee counts only those of the claimed groups that the officer confirms.
pub(super) async fn accepted(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &Dossier,
    typed: &TypedAcceptance,
    by: &str,
    now: Timestamp,
) -> Result<Event, AppError> {
    let mut terms = terms(portal, tx, dossier).await?;
    let mut errors = FieldErrors::default();
    let checks = checks(&terms, dossier, typed, &mut errors)?;
    let claimed = &dossier.body.wish.groups;
    if !Membership::none_claimed(claimed) {
        let claimant = terms.claimant(dossier);
        let wish = claimant.standing(&checks, by, now);
        let (fee, deadline) = (claimant.fee(&wish)?, terms.fixed(dossier, &wish)?);
        (terms.fee, terms.deadline) = (fee, deadline);
    }
    let today = local(now).date();
    let (due, pinned) = match terms.deadline {
        Ok(pinned) => (pinned.deadline.due(), Some(pinned)),
        Err(_) => {
            let (rules, agency) = (&terms.rules, &terms.agency.id);
            let due: Due = order::due(&mut errors, &typed.due, today, rules, agency)?;
            (due, None)
        }
    };
    errors.into_result()?;
    let agency: AgencyCode = terms
        .agency
        .code
        .parse()
        .map_err(|error| AppError::Setup(format!("code of the agency {}: {error}", terms.agency.id)))?;
    // Who filed before a change of the rules is accepted under those of the filing.
    let regime = terms.rules.regime(local(dossier.submitted_at).date())?;
    let code = next_code(tx, &agency, regime.code_order, today).await?;
    Ok(Event::Accepted {
        code,
        due,
        pinned,
        fee: terms.fee,
        groups: seen_at_the_counter(claimed, by).chain(checks).collect(),
    })
}

/// What the officer found about the claims; each on which the fee still hangs must be decided.
fn checks(
    terms: &Terms,
    dossier: &Dossier,
    typed: &TypedAcceptance,
    errors: &mut FieldErrors,
) -> Result<Vec<GroupCheck>, AppError> {
    let mut checks = Vec::new();
    for claim in &terms.claims {
        let Some(typed) = typed.findings.get(&claim.group) else {
            continue;
        };
        let finding = acceptance::finding(errors, claim.group, typed);
        checks.extend(finding.map(|finding| GroupCheck { group: claim.group, finding }));
    }
    let decided = |claim: &Claim| checks.iter().any(|check| check.group == claim.group);
    for claim in terms.claimant(dossier).claims(&checks)? {
        let [field, ..] = finding_fields(claim.group);
        if !decided(&claim) && !errors.0.iter().any(|error| error.field == field) {
            errors.add(field, "choose");
        }
    }
    Ok(checks)
}

/// What this officer saw when they took the dossier in on paper.
fn seen_at_the_counter(groups: &[Membership], by: &str) -> impl Iterator<Item = GroupCheck> {
    groups.iter().filter_map(move |membership| match membership {
        Membership::Verified(seen) if seen.by == by => Some(GroupCheck {
            group: seen.group,
            finding: Finding::Confirmed { evidence: seen.evidence, number: seen.number.clone() },
        }),
        _ => None,
    })
}
