//! Which groups of applicants pay less for a service, so that only those are asked about: it is sensitive.

use domain::{
    channel::Channel,
    fee::{Demand, FeeItem},
    policy::{ApplicantGroup, Context, Membership},
    procedure::Procedure,
};
use jiff::civil::Date;

use crate::{catalogue::Agency, error::AppError, policy::RuleBook};

/// The groups that a policy of this day favours in a fee of this service, each once.
pub(super) fn favoured(
    rules: &RuleBook,
    procedure: &Procedure,
    agency: Option<&Agency>,
    on: Date,
) -> Result<Vec<ApplicantGroup>, AppError> {
    let assumed = rules.assumed_territory(on)?;
    let territory = agency
        .and_then(|agency| agency.territory.as_ref())
        .unwrap_or(&assumed);
    let mut groups: Vec<ApplicantGroup> = Vec::new();
    for policy in &rules.policies {
        let claims = Membership::claims(&policy.groups);
        let context = Context {
            on,
            channel: Channel::Online,
            territory,
            service: procedure.service_ref(),
            groups: &claims,
        };
        // Nobody is asked to bare something sensitive for a fee that is nothing anyway.
        let is_free = |fee: &FeeItem| {
            let total = fee.amount.total(Demand::default());
            total.is_ok_and(domain::money::Dong::is_zero)
        };
        let cuts_a_fee = |fee| !is_free(fee) && policy.preference(fee, &context).is_ok();
        if procedure.terms.fees.iter().any(cuts_a_fee) {
            groups.extend(&policy.groups);
        }
    }
    let own_rates = procedure.terms.fees.iter().flat_map(|fee| &fee.applicants);
    groups.extend(own_rates.flat_map(|rate| &rate.groups));
    groups.sort_unstable();
    groups.dedup();
    Ok(groups)
}
