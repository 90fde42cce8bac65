//! The groups that an applicant claims to belong to: what hangs on them, and what stands once an officer has decided.
//! The rules of the day of filing hold, as they do for the deadline.

use domain::{
    groups::{ApplicantGroup, GroupCheck, Membership, Proof},
    money::Dong,
    policy::Condition,
    procedure::Procedure,
    quote::{FeeQuote, FeeReason},
};
use jiff::Timestamp;

use super::Dossier;
use crate::{
    catalogue::Agency,
    clock::local,
    error::AppError,
    policy::RuleBook,
    quoting::{self, Wish},
};

/// A dossier as the rules read it.
#[derive(Clone, Copy, Debug)]
pub struct Claimant<'a> {
    /// The rules.
    pub rules: &'a RuleBook,
    /// The version under which it was filed.
    pub procedure: &'a Procedure,
    /// The agency that handles it.
    pub agency: &'a Agency,
    /// The dossier.
    pub dossier: &'a Dossier,
}

/// A claim on which the fee hangs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The group.
    pub group: ApplicantGroup,
    /// What is to be paid if it alone is confirmed.
    pub confirmed: Dong,
    /// What is to be paid if none is.
    pub otherwise: Dong,
    /// What must be true besides.
    pub conditions: Vec<Condition>,
}

impl Claimant<'_> {
    /// The claims on which the fee still hangs once these checks are made. Nothing else is looked into: it is nobody's
    /// business.
    ///
    /// # Errors
    /// [`AppError::Setup`] where the rules of the portal are incomplete.
    pub fn claims(&self, checks: &[GroupCheck]) -> Result<Vec<Claim>, AppError> {
        let groups = &self.dossier.body.wish.groups;
        if Membership::none_claimed(groups) {
            return Ok(Vec::new());
        }
        let sure = self.standing(checks, "", self.dossier.submitted_at);
        let Some(base) = self.fee(&sure)? else {
            return Ok(Vec::new());
        };
        let mut claims = Vec::new();
        for membership in groups {
            let Membership::Claimed(group) = membership else {
                continue;
            };
            let mut with = sure.clone();
            with.groups.push(membership.clone());
            let Some(fee) = self.fee(&with)?.filter(|fee| fee.payable < base.payable) else {
                continue;
            };
            claims.push(Claim {
                group: *group,
                confirmed: fee.payable,
                otherwise: base.payable,
                conditions: conditions(&fee, *group),
            });
        }
        Ok(claims)
    }

    /// What fee and deadline depend on, with the groups that stand after these checks.
    pub fn standing(&self, checks: &[GroupCheck], by: &str, at: Timestamp) -> Wish {
        let wish = &self.dossier.body.wish;
        Wish { groups: Membership::standing(&wish.groups, checks, by, at), ..wish.clone() }
    }

    /// The fees of the day of filing; `None` where they are not known.
    ///
    /// # Errors
    /// [`AppError::Setup`] where the rules of the portal are incomplete.
    pub fn fee(&self, wish: &Wish) -> Result<Option<FeeQuote>, AppError> {
        let (agency, dossier) = (Some(self.agency), self.dossier);
        let at = local(dossier.submitted_at);
        let quote = quoting::quote(self.rules, self.procedure, agency, dossier.channel, at, wish)?;
        Ok(quote.fee.ok())
    }
}

/// What must be true of somebody besides belonging to the group.
fn conditions(fee: &FeeQuote, group: ApplicantGroup) -> Vec<Condition> {
    let mut needed: Vec<Condition> = Vec::new();
    for reason in fee.items.iter().flat_map(|item| &item.reasons) {
        if let FeeReason::Cut { groups, conditions, .. } | FeeReason::PolicyRate { groups, conditions, .. } = reason
            && groups.contains(&group)
        {
            needed.extend(conditions);
        }
    }
    needed.dedup();
    needed
}

/// What is wrong with the fee of an acceptance: it may hang on no group that nobody confirmed. Logs from before officers
/// checked claims have no checks; their fees were believed.
pub(crate) fn unfounded(fee: &FeeQuote, checks: &[GroupCheck], filed: &[Membership]) -> Option<String> {
    let is_sure = |group: &ApplicantGroup| {
        let checked = |check: &GroupCheck| check.group == *group && check.is_confirmed();
        let known = |one: &Membership| one.group() == *group && one.proof() == Proof::Verified;
        checks.iter().any(checked) || filed.iter().any(known)
    };
    fee.hangs_on().find_map(|(groups, proof)| {
        let founded = match proof {
            Proof::Verified => groups.iter().any(is_sure),
            Proof::Claimed => checks.is_empty(),
        };
        (!founded).then(|| "the fee hangs on a group that nobody confirmed".to_owned())
    })
}
