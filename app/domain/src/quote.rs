//! What filing would cost and when the result would come: the fee and the deadline of one service,
//! for one channel, at one moment, with the reasons. Provisional until acceptance.

mod deadline;
mod fee;
mod limits;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::channel::Channel;
use crate::deadline::{ClockPolicy, Deadline, DeadlineUnknown};
use crate::fee::{AmountUnknown, Demand, FeeAuthority, FeeDue, FeeItem, FeeKind, RefundRule};
use crate::groups::{ApplicantGroup, Membership, Proof};
use crate::money::{Dong, Percent};
use crate::policy::{Condition, Context, Policy, ServiceRef, Territory, WhyNot};
use crate::working_hours::WorkingHours;

pub use limits::{CaseLimit, Limits};

/// What a version of a service asks and allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Its fees. None: nothing is to be paid, and the source says so; what the source doesn't say
    /// is an item whose amount is unknown.
    pub fees: Vec<FeeItem>,
    /// The time limit, by channel and case.
    pub limits: Limits,
    /// What the clock does while the applicant supplements or pays, where the law of this procedure says it; else as
    /// the regime of the day has it.
    #[serde(default, skip_serializing_if = "OwnClocks::is_empty")]
    pub clocks: OwnClocks,
}

/// The clock policies that a procedure's own law sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnClocks {
    /// While papers are awaited, after acceptance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplement: Option<ClockPolicy>,
    /// While a payment is awaited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<ClockPolicy>,
}

impl OwnClocks {
    fn is_empty(&self) -> bool {
        *self == Self::default()
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
    /// Whether that is a mountainous commune, an island or the like, where some limits are longer.
    pub remote: bool,
    /// How much is asked for.
    pub demand: Demand<'a>,
    /// Who the applicant is.
    pub groups: &'a [Membership],
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
    /// The pilot under which the service is taken in online only, if there is one.
    pub online_only: Option<OnlineOnly>,
    /// What it costs.
    pub fee: Result<FeeQuote, FeeUnknown>,
    /// When the result comes.
    pub deadline: Result<Deadline, DeadlineUnknown>,
}

/// A pilot of online-only intake.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnlineOnly {
    /// Its document.
    pub document: String,
    /// Who issued it.
    pub issuer: String,
    /// Whom it binds; everyone if empty.
    pub groups: Vec<ApplicantGroup>,
    /// Its last day.
    pub until: Option<Date>,
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
    /// What is to be paid if the group that the applicant claims isn't confirmed; none where nothing hangs on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unconfirmed: Option<Dong>,
    /// What of it goes back, and when, as the fee's text says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundRule>,
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
        /// Whether an officer has seen that the applicant is among them.
        #[serde(default)]
        proof: Proof,
        /// What must be true of them besides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<Condition>,
        /// What is left.
        dong: Dong,
    },
    /// A policy sets a rate of its own.
    PolicyRate {
        /// The policy's id.
        policy: String,
        /// E.g. "11/2022/NQ-HĐND".
        document: String,
        /// E.g. "Điều 2".
        article: Option<String>,
        /// Who issued it.
        issuer: String,
        /// Who is favoured; everyone if empty.
        groups: Vec<ApplicantGroup>,
        /// Whether an officer has seen that the applicant is among them.
        proof: Proof,
        /// What must be true of them besides.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        conditions: Vec<Condition>,
        /// The rate.
        dong: Dong,
    },
    /// The fee's own text has a rate for these applicants.
    ApplicantRate {
        /// For these.
        groups: Vec<ApplicantGroup>,
        /// Whether an officer has seen that the applicant is among them.
        proof: Proof,
        /// The rate.
        dong: Dong,
    },
    /// What depends on a claim isn't confirmed yet; without it, this is to be paid.
    IfNotConfirmed {
        /// What is then to be paid.
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
        /// Its document, or none for a rate of the fee's own text.
        document: Option<String>,
        /// What it would have left.
        dong: Dong,
    },
    /// A preference that would be better, but one thing stands against it.
    Unmet {
        /// Its document, or none for a rate of the fee's own text.
        document: Option<String>,
        /// What stands against it.
        why: WhyNot,
        /// What it would leave.
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
    let context = input.context();
    Quote {
        online_only: online_only(input.policies, &context),
        fee: fee::fee(input, &context),
        deadline: deadline::deadline(input, &context),
    }
}

/// The pilot under which a service is taken in online only on that day and at that place, if there is one.
pub fn online_only(policies: &[Policy], to: &Context<'_>) -> Option<OnlineOnly> {
    let pilot = policies.iter().find(|policy| policy.online_only(to))?;
    Some(OnlineOnly {
        document: pilot.number.clone(),
        issuer: pilot.issuer_name.clone(),
        groups: pilot.groups.clone(),
        until: pilot.valid_to,
    })
}

impl<'a> QuoteInput<'a> {
    fn context(&self) -> Context<'a> {
        Context {
            on: self.submitted_at.date(),
            channel: self.channel,
            territory: self.place.territory(),
            service: self.service,
            groups: self.groups,
        }
    }
}

impl FeeQuote {
    /// The preferences for some applicants alone that made the fees what they are: for whom, and how sure it was that
    /// the applicant is among them.
    pub fn hangs_on(&self) -> impl Iterator<Item = (&[ApplicantGroup], Proof)> {
        let reasons = self.items.iter().flat_map(|item| &item.reasons);
        reasons.filter_map(|reason| match reason {
            FeeReason::Cut { groups, proof, .. }
            | FeeReason::PolicyRate { groups, proof, .. }
            | FeeReason::ApplicantRate { groups, proof, .. }
                if !groups.is_empty() =>
            {
                Some((groups.as_slice(), *proof))
            }
            _ => None,
        })
    }

    /// What is to be paid if no group that the applicant claims is confirmed.
    pub fn unconfirmed(&self) -> Dong {
        let of = |item: &ItemQuote| item.unconfirmed.unwrap_or(item.payable);
        self.items.iter().map(of).fold(Dong::ZERO, |sum, dong| sum.checked_add(dong).unwrap_or(sum))
    }
}

#[cfg(test)]
mod tests;
