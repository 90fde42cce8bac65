//! What filing would cost and when the result would come: the fee and the deadline of one service,
//! for one channel, at one moment, with the reasons. Provisional until acceptance.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::channel::Channel;
use crate::deadline::{self, Deadline, DeadlineInput, DeadlineUnknown, Limit, Shortening};
use crate::fee::{AmountUnknown, Demand, FeeAuthority, FeeDue, FeeItem, FeeKind};
use crate::money::{Dong, Percent};
use crate::policy::{ApplicantGroup, Context, Policy, ServiceRef, Territory, WhyNot};
use crate::working_hours::WorkingHours;

/// What a version of a service asks and allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Its fees. None: nothing is to be paid, and the source says so; what the source doesn't say
    /// is an item whose amount is unknown.
    pub fees: Vec<FeeItem>,
    /// The time limit, by channel.
    pub limits: Limits,
}

/// The law's time limit for each channel; `None` where the service isn't offered that way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Filed online.
    pub online: Option<Limit>,
    /// Filed at the counter.
    pub counter: Option<Limit>,
    /// Filed by post.
    pub postal: Option<Limit>,
}

impl Limits {
    /// The same limit whichever way it is filed.
    pub fn same(limit: Limit) -> Self {
        Self {
            online: Some(limit.clone()),
            counter: Some(limit.clone()),
            postal: Some(limit),
        }
    }

    /// The limit of a channel.
    pub const fn of(&self, channel: Channel) -> Option<&Limit> {
        match channel {
            Channel::Online => self.online.as_ref(),
            Channel::Counter => self.counter.as_ref(),
            Channel::Postal => self.postal.as_ref(),
        }
    }
}

/// What a quote is asked for.
#[derive(Debug, Clone, Copy)]
pub struct QuoteInput<'a> {
    /// The service's code and field, for the policies' scope.
    pub service: ServiceRef<'a>,
    /// Its fees and limits.
    pub terms: &'a Terms,
    /// How it would be filed.
    pub channel: Channel,
    /// When, local time.
    pub submitted_at: DateTime,
    /// Where the agency is.
    pub place: Place<'a>,
    /// How much is asked for.
    pub demand: Demand<'a>,
    /// Who the applicant is.
    pub groups: &'a [ApplicantGroup],
    /// All policies that are known.
    pub policies: &'a [Policy],
    /// Which days are worked there.
    pub calendar: &'a Calendar,
    /// And when.
    pub hours: &'a WorkingHours,
}

/// Where the agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place<'a> {
    /// The agency is known, and lies here.
    Known(&'a Territory),
    /// No agency was given: one here is assumed, and the quote says so.
    Assumed(&'a Territory),
}

impl<'a> Place<'a> {
    /// The territory, known or assumed.
    pub const fn territory(self) -> &'a Territory {
        match self {
            Self::Known(territory) | Self::Assumed(territory) => territory,
        }
    }
}

/// Fee and deadline, each with its reasons, or with the reason why it is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// What it costs.
    pub fee: Result<FeeQuote, FeeUnknown>,
    /// When the result comes.
    pub deadline: Result<Deadline, DeadlineUnknown>,
}

/// What it costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeQuote {
    /// What the counter asks of everybody.
    pub standard: Dong,
    /// What is to be paid.
    pub payable: Dong,
    /// The difference.
    pub saved: Dong,
    /// Fee by fee, for the receipt must name each.
    pub items: Vec<ItemQuote>,
    /// What holds for all of them.
    pub reasons: Vec<FeeReason>,
}

/// One fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemQuote {
    /// The fee's key within its service.
    pub key: String,
    /// As people read it.
    pub name: String,
    /// Charge, duty or price.
    pub kind: FeeKind,
    /// Who sets it.
    pub set_by: FeeAuthority,
    /// When it is due.
    pub due: FeeDue,
    /// What the counter asks.
    pub standard: Dong,
    /// What is to be paid.
    pub payable: Dong,
    /// Why.
    pub reasons: Vec<FeeReason>,
}

/// Why a fee is what it is. The words are the reader's language's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FeeReason {
    /// What the counter asks, and who says so.
    Standard {
        /// The amount.
        dong: Dong,
        /// The document that sets it.
        source: String,
    },
    /// The service asks no fee.
    NoFee,
    /// How many were not said, so one is taken.
    OneAssumed {
        /// What is counted.
        unit: String,
    },
    /// The fee has its own rate for online filing.
    OnlineRate {
        /// The rate.
        dong: Dong,
    },
    /// A policy takes so much off what the counter asks.
    Cut {
        /// The policy's id.
        policy: String,
        /// E.g. "11/2022/NQ-HĐND".
        document: String,
        /// E.g. "Điều 2".
        article: Option<String>,
        /// Who issued it.
        issuer: String,
        /// How much it takes off.
        percent: Percent,
        /// Who is favoured; everyone if empty.
        groups: Vec<ApplicantGroup>,
        /// What is left.
        dong: Dong,
    },
    /// A policy in force for this filing that doesn't touch this fee, for who issued it doesn't
    /// set it.
    NotTheirs {
        /// The policy's document.
        document: String,
        /// Who sets the fee.
        set_by: FeeAuthority,
    },
    /// Another preference also held, but the best single one wins; they don't add up.
    Outdone {
        /// Its document, or none for the fee's own online rate.
        document: Option<String>,
        /// What it would have left.
        dong: Dong,
    },
    /// No agency was given, so one in this territory is assumed.
    PlaceAssumed {
        /// The territory.
        territory: Territory,
    },
}

/// Why the fee can't be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{item}: {why}")]
pub struct FeeUnknown {
    /// The key of the first fee that can't be told.
    pub item: String,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: AmountUnknown,
}

/// The fee and the deadline of a filing.
pub fn quote(input: &QuoteInput<'_>) -> Quote {
    Quote {
        fee: fee(input),
        deadline: deadline(input),
    }
}

fn context<'a>(input: &QuoteInput<'a>) -> Context<'a> {
    Context {
        on: input.submitted_at.date(),
        channel: input.channel,
        territory: input.place.territory(),
        service: input.service,
        groups: input.groups,
    }
}

fn deadline(input: &QuoteInput<'_>) -> Result<Deadline, DeadlineUnknown> {
    let limit = input
        .terms
        .limits
        .of(input.channel)
        .ok_or(DeadlineUnknown::ChannelNotOffered)?;
    let context = context(input);
    let mut shortening: Option<Shortening> = None;
    for policy in input.policies {
        if let Ok(percent) = policy.deadline_cut(&context)
            && shortening
                .as_ref()
                .is_none_or(|best| best.percent < percent)
        {
            let (policy, document) = (policy.id.clone(), policy.number.clone());
            shortening = Some(Shortening {
                percent,
                policy,
                document,
            });
        }
    }
    deadline::compute(&DeadlineInput {
        submitted_at: input.submitted_at,
        limit,
        shortening: shortening.as_ref(),
        calendar: input.calendar,
        hours: input.hours,
    })
}

fn fee(input: &QuoteInput<'_>) -> Result<FeeQuote, FeeUnknown> {
    let mut reasons = Vec::new();
    if input.terms.fees.is_empty() {
        reasons.push(FeeReason::NoFee);
    }
    if let Place::Assumed(territory) = input.place {
        reasons.push(FeeReason::PlaceAssumed {
            territory: territory.clone(),
        });
    }
    let (mut standard, mut payable) = (Dong::ZERO, Dong::ZERO);
    let mut items = Vec::with_capacity(input.terms.fees.len());
    for item in &input.terms.fees {
        let unknown = |why| FeeUnknown {
            item: item.key.clone(),
            name: item.name.clone(),
            why,
        };
        let quoted = item_quote(item, input).map_err(unknown)?;
        standard = standard
            .checked_add(quoted.standard)
            .map_err(|error| unknown(error.into()))?;
        payable = payable
            .checked_add(quoted.payable)
            .map_err(|error| unknown(error.into()))?;
        items.push(quoted);
    }
    // Each item's payable is at most its standard, so the difference is an amount.
    let saved = standard.checked_sub(payable).unwrap_or(Dong::ZERO);
    Ok(FeeQuote {
        standard,
        payable,
        saved,
        items,
        reasons,
    })
}

/// One fee: the best single preference wins, never a product (Nghị quyết 66.22/2026 Điều 5).
fn item_quote(item: &FeeItem, input: &QuoteInput<'_>) -> Result<ItemQuote, AmountUnknown> {
    let standard = item.amount.total(input.demand)?;
    let mut reasons = vec![FeeReason::Standard {
        dong: standard,
        source: item.source.clone(),
    }];
    if let Some(unit) = item
        .amount
        .unit()
        .filter(|_| input.demand.quantity.is_none())
    {
        reasons.push(FeeReason::OneAssumed {
            unit: unit.to_owned(),
        });
    }

    let mut candidates = Vec::new();
    if let (Channel::Online, Some(rate)) = (input.channel, &item.online) {
        let dong = rate.total(input.demand)?;
        candidates.push((dong, FeeReason::OnlineRate { dong }));
    }
    let context = context(input);
    for policy in input.policies {
        match policy.fee_cut(item, &context) {
            Ok(percent) => candidates.push(cut(policy, percent, standard)),
            Err(against) if matches!(*against, [WhyNot::NotTheirFee { .. }]) => {
                let document = policy.number.clone();
                reasons.push(FeeReason::NotTheirs {
                    document,
                    set_by: item.set_by,
                });
            }
            Err(_) => {}
        }
    }

    // The sort is stable: among equals the fee's own rate, then the policies in their order.
    candidates.retain(|(dong, _)| *dong < standard);
    candidates.sort_by_key(|(dong, _)| *dong);
    let mut candidates = candidates.into_iter();
    let payable = match candidates.next() {
        Some((dong, reason)) => {
            reasons.push(reason);
            dong
        }
        None => standard,
    };
    reasons.extend(candidates.map(|(dong, reason)| {
        let document = match reason {
            FeeReason::Cut { document, .. } => Some(document),
            _ => None,
        };
        FeeReason::Outdone { document, dong }
    }));
    Ok(ItemQuote {
        key: item.key.clone(),
        name: item.name.clone(),
        kind: item.kind,
        set_by: item.set_by,
        due: item.due,
        standard,
        payable,
        reasons,
    })
}

fn cut(policy: &Policy, percent: Percent, standard: Dong) -> (Dong, FeeReason) {
    let dong = standard.less(percent);
    let reason = FeeReason::Cut {
        policy: policy.id.clone(),
        document: policy.number.clone(),
        article: policy.article.clone(),
        issuer: policy.issuer_name.clone(),
        percent,
        groups: policy.groups.clone(),
        dong,
    };
    (dong, reason)
}

#[cfg(test)]
mod tests;
