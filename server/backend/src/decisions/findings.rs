//! What an administrator must look at: decisions that say the same twice, that end soon, that don't hold; services
//! without a fee rule.

use domain::policy::Policy;
use jiff::civil::Date;

use crate::policy::RuleBook;

/// Decisions that end within so many days are told of.
const SOON_DAYS: i32 = 60;

/// Services that are filed here and whose fee nobody can tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NoFeeRule {
    /// How many.
    pub count: usize,
    /// Code and name of the first of them.
    pub first: Vec<(String, String)>,
}

impl NoFeeRule {
    /// How many are named.
    pub const LISTED: usize = 10;
}

/// A conflict or a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Two decisions of one kind of issuer do the same for the same filings.
    Overlap {
        /// One.
        first: Box<Policy>,
        /// And the other.
        second: Box<Policy>,
        /// From this day.
        from: Date,
        /// To this day; open if none.
        to: Option<Date>,
    },
    /// It ends soon, and nothing that does the same follows.
    EndsSoon {
        /// Which.
        policy: Box<Policy>,
        /// Its last day.
        on: Date,
        /// In so many days.
        days: i32,
    },
    /// It is stored, but not lawful, and so doesn't hold.
    Refused {
        /// Which.
        id: String,
        /// Why.
        why: String,
    },
    /// Services without a fee that can be told.
    NoFeeRule(NoFeeRule),
}

pub(super) fn findings(rules: &RuleBook, fees: NoFeeRule, today: Date) -> Vec<Finding> {
    let lasting: Vec<&Policy> =
        rules.policies.iter().filter(|policy| policy.valid_to.is_none_or(|last| last >= today)).collect();
    let mut found: Vec<Finding> =
        rules.refused_policies.iter().cloned().map(|(id, why)| Finding::Refused { id, why }).collect();
    for (place, first) in lasting.iter().enumerate() {
        for second in &lasting[place + 1..] {
            if let Some(overlap) = first.overlap(second) {
                found.push(Finding::Overlap {
                    first: Box::new((*first).clone()),
                    second: Box::new((*second).clone()),
                    from: overlap.from,
                    to: overlap.to,
                });
            }
        }
    }
    found.extend(lasting.iter().filter_map(|policy| ends_soon(policy, &lasting, today)));
    if fees.count > 0 {
        found.push(Finding::NoFeeRule(fees));
    }
    found
}

fn ends_soon(policy: &Policy, others: &[&Policy], today: Date) -> Option<Finding> {
    let on = policy.valid_to?;
    let days = (on - today).get_days();
    let mut next = policy.clone().into_draft();
    next.valid_from = on.tomorrow().ok()?;
    next.valid_to = Some(next.valid_from);
    let follows = |other: &&Policy| other.id != policy.id && other.overlap(&next).is_some();
    (days <= SOON_DAYS && !others.iter().any(follows)).then(|| Finding::EndsSoon {
        policy: Box::new(policy.clone()),
        on,
        days,
    })
}
