//! What it costs: for each fee the best single preference.

use super::{FeeQuote, FeeReason, FeeUnknown, ItemQuote, Place, QuoteInput};
use crate::channel::Channel;
use crate::fee::{AmountUnknown, FeeItem};
use crate::groups::Proof;
use crate::money::Dong;
use crate::policy::{Context, Policy, Preference, WhyNot, favours};

/// An amount that could be asked instead of the standard one.
struct Candidate {
    dong: Dong,
    /// It hangs on a group that the applicant only claims.
    claimed: bool,
    reason: FeeReason,
}

pub(super) fn fee(input: &QuoteInput<'_>, context: &Context<'_>) -> Result<FeeQuote, FeeUnknown> {
    let mut reasons = Vec::new();
    if input.terms.fees.is_empty() {
        reasons.push(FeeReason::NoFee);
    }
    if let Place::Assumed(territory) = input.place {
        reasons.push(FeeReason::PlaceAssumed { territory: territory.clone() });
    }
    let (mut standard, mut payable) = (Dong::ZERO, Dong::ZERO);
    let mut items = Vec::with_capacity(input.terms.fees.len());
    for item in &input.terms.fees {
        let unknown = |why| FeeUnknown { item: item.key.clone(), name: item.name.clone(), why };
        let quoted = item_quote(item, input, context).map_err(unknown)?;
        standard = standard.checked_add(quoted.standard).map_err(|error| unknown(error.into()))?;
        payable = payable.checked_add(quoted.payable).map_err(|error| unknown(error.into()))?;
        items.push(quoted);
    }
    // Each item's payable is at most its standard, so the difference is an amount.
    let saved = standard.checked_sub(payable).unwrap_or(Dong::ZERO);
    Ok(FeeQuote { standard, payable, saved, items, reasons })
}

/// One fee: the best single preference wins, never a product (Nghị quyết 66.22/2026 Điều 5).
fn item_quote(item: &FeeItem, input: &QuoteInput<'_>, context: &Context<'_>) -> Result<ItemQuote, AmountUnknown> {
    let standard = item.amount.total(input.demand)?;
    let mut reasons = vec![FeeReason::Standard { dong: standard, source: item.source.clone() }];
    if let Some(unit) = item.amount.unit().filter(|_| input.demand.quantity.is_none()) {
        reasons.push(FeeReason::OneAssumed { unit: unit.to_owned() });
    }

    let (mut candidates, mut unmet) = (Vec::new(), Vec::new());
    own_rates(item, input, &mut candidates, &mut unmet)?;
    for policy in input.policies {
        match policy.preference(item, context) {
            Ok((preference, proof)) => {
                candidates.push(of_policy(policy, preference, proof, standard, input)?);
            }
            Err(against) => match (against.as_slice(), policy.touches(item)) {
                ([WhyNot::NotTheirFee { set_by }], _) => {
                    reasons.push(FeeReason::NotTheirs { document: policy.number.clone(), set_by: *set_by })
                }
                ([why], Ok(preference)) if could_be_met(why) => {
                    let dong = left(preference, standard, input)?;
                    unmet.push((Some(policy.number.clone()), why.clone(), dong));
                }
                _ => {}
            },
        }
    }

    // The sort is stable: among equals what is sure, then the fee's own rates, then the policies in their order.
    candidates.retain(|candidate| candidate.dong < standard);
    candidates.sort_by_key(|candidate| (candidate.dong, candidate.claimed));
    let sure = candidates.iter().find(|candidate| !candidate.claimed);
    let unconfirmed = sure.map_or(standard, |candidate| candidate.dong);
    let mut candidates = candidates.into_iter();
    let best = candidates.next();
    let payable = best.as_ref().map_or(standard, |best| best.dong);
    let unconfirmed = best.as_ref().filter(|best| best.claimed).map(|_| unconfirmed);
    reasons.extend(best.map(|best| best.reason));
    reasons.extend(unconfirmed.map(|dong| FeeReason::IfNotConfirmed { dong }));
    reasons.extend(candidates.map(|lost| FeeReason::Outdone { dong: lost.dong, document: lost.document() }));
    let better = unmet.into_iter().filter(|(_, _, dong)| *dong < payable);
    reasons.extend(better.map(|(document, why, dong)| FeeReason::Unmet { document, why, dong }));
    Ok(ItemQuote {
        key: item.key.clone(),
        name: item.name.clone(),
        kind: item.kind,
        set_by: item.set_by,
        due: item.due,
        standard,
        payable,
        unconfirmed,
        refunds: item.refunds.clone(),
        reasons,
    })
}

/// The rates that the fee's own text has: for online filing, and for some applicants.
fn own_rates(
    item: &FeeItem,
    input: &QuoteInput<'_>,
    candidates: &mut Vec<Candidate>,
    unmet: &mut Vec<(Option<String>, WhyNot, Dong)>,
) -> Result<(), AmountUnknown> {
    if let (Channel::Online, Some(rate)) = (input.channel, &item.online) {
        let dong = rate.total(input.demand)?;
        candidates.push(Candidate { dong, claimed: false, reason: FeeReason::OnlineRate { dong } });
    }
    for rate in &item.applicants {
        let dong = rate.amount.total(input.demand)?;
        let groups = rate.groups.clone();
        match favours(&rate.groups, input.groups) {
            Some(proof) => candidates.push(Candidate {
                dong,
                claimed: proof == Proof::Claimed,
                reason: FeeReason::ApplicantRate { groups, proof, dong },
            }),
            None => unmet.push((None, WhyNot::OtherGroups { groups }, dong)),
        }
    }
    Ok(())
}

/// What the applicant could do something about, or will ask about.
const fn could_be_met(why: &WhyNot) -> bool {
    matches!(
        why,
        WhyNot::NotYet { .. }
            | WhyNot::Expired { .. }
            | WhyNot::OtherChannel { .. }
            | WhyNot::OtherTerritory { .. }
            | WhyNot::OtherGroups { .. }
    )
}

/// What a preference leaves to pay.
fn left(preference: Preference<'_>, standard: Dong, input: &QuoteInput<'_>) -> Result<Dong, AmountUnknown> {
    match preference {
        Preference::Less(percent) => Ok(standard.less(percent)),
        Preference::Rate(amount) => amount.total(input.demand),
    }
}

fn of_policy(
    policy: &Policy,
    preference: Preference<'_>,
    proof: Proof,
    standard: Dong,
    input: &QuoteInput<'_>,
) -> Result<Candidate, AmountUnknown> {
    let dong = left(preference, standard, input)?;
    let (id, document) = (policy.id.clone(), policy.number.clone());
    let (article, issuer) = (policy.article.clone(), policy.issuer_name.clone());
    let (groups, conditions) = (policy.groups.clone(), policy.conditions.clone());
    let reason = match preference {
        Preference::Less(percent) => {
            FeeReason::Cut { policy: id, document, article, issuer, percent, groups, proof, conditions, dong }
        }
        Preference::Rate(_) => {
            FeeReason::PolicyRate { policy: id, document, article, issuer, groups, proof, conditions, dong }
        }
    };
    Ok(Candidate { dong, claimed: proof == Proof::Claimed, reason })
}

impl Candidate {
    /// Its document, or none for a rate of the fee's own text.
    fn document(self) -> Option<String> {
        match self.reason {
            FeeReason::Cut { document, .. } | FeeReason::PolicyRate { document, .. } => Some(document),
            _ => None,
        }
    }
}
