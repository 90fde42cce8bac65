//! What filing would cost and when the result would come: the fee and the deadline of one service,
//! for one channel, at one moment, with the reasons. Provisional until acceptance.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::channel::Channel;
use crate::deadline::{Deadline, DeadlineUnknown, Limit};
use crate::fee::{AmountUnknown, Demand, FeeAuthority, FeeDue, FeeItem, FeeKind};
use crate::money::{Dong, Percent};
use crate::policy::{ApplicantGroup, Policy, ServiceRef, Territory};
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
