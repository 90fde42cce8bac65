//! What a service costs (phí, lệ phí): data with its source, and the arithmetic over a demand.

mod refund;

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::groups::ApplicantGroup;
use crate::money::{Dong, MoneyError};

pub use refund::{Refund, RefundCause, RefundLine, RefundRule, refund};

coded_enum! {
    /// What the payment is in law (Luật Phí và lệ phí 97/2015 Điều 3).
    pub enum FeeKind {
        /// Phí: basically covers the cost of a public service.
        Charge => "charge",
        /// Lệ phí: a fixed amount for an act of administration.
        Duty => "duty",
        /// Giá: the price of a service outside the law on fees.
        Price => "price",
    }
}

coded_enum! {
    /// Who sets the amount. Only they may cut it.
    pub enum FeeAuthority {
        /// The provincial People's Council (Thông tư 250/2016, 85/2019, 106/2021).
        Council => "council",
        /// Bộ Tài chính.
        MinistryOfFinance => "ministry_of_finance",
        /// Another central authority: law, National Assembly, Government.
        CentralOther => "central_other",
        /// The source doesn't say. Nobody's policy touches it.
        Unknown => "unknown",
    }
}

coded_enum! {
    /// When the fee is due.
    pub enum FeeDue {
        /// With the dossier, where the law says so (e.g. secured transactions).
        AtFiling => "at_filing",
        /// After the acceptance check: nothing to refund on refusal. The default.
        AfterAcceptance => "after_acceptance",
        /// Before the result is handed over.
        BeforeHandover => "before_handover",
    }
}

/// One fee of a service, under one version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeItem {
    /// Names the item within its service; stable over versions.
    pub key: String,
    /// As people read it, e.g. "Lệ phí đăng ký kinh doanh".
    pub name: String,
    /// Charge, duty or price.
    pub kind: FeeKind,
    /// Who sets it.
    pub set_by: FeeAuthority,
    /// What the counter asks.
    pub amount: Amount,
    /// Its own rate for online filing, where the fee text itself has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<Amount>,
    /// Its own rates for some applicants, where the fee text itself has them (e.g. Thông tư 16/2025: 100.000
    /// instead of 200.000 for pupils and students).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applicants: Vec<ApplicantRate>,
    /// When it is due.
    pub due: FeeDue,
    /// What of it goes back, and when, where its text says so; else as [`refund`] says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundRule>,
    /// The document that sets it, with its article.
    pub source: String,
}

/// A fee's own rate for some applicants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicantRate {
    /// For these.
    pub groups: Vec<ApplicantGroup>,
    /// What the counter asks of them.
    pub amount: Amount,
}

/// How an amount is worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Amount {
    /// Nothing to pay, and a source says so.
    Free,
    /// The same whatever is asked for.
    Fixed {
        /// The amount.
        dong: Dong,
    },
    /// So much for each copy, case, event …
    PerUnit {
        /// What is counted, as people read it: "bản", "trường hợp".
        unit: String,
        /// For each.
        each: Dong,
    },
    /// A price per unit that changes with the count, for each copy, e.g. certified copies
    /// (Thông tư 226/2016 Điều 4: 2.000 for pages 1 and 2, 1.000 from page 3, at most 200.000).
    Stepped {
        /// What is counted: "trang".
        unit: String,
        /// The prices.
        steps: Steps,
        /// At most this for one copy.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cap: Option<Dong>,
    },
    /// One of several, by the applicant's case.
    ByCase {
        /// The cases.
        cases: Vec<Case>,
    },
    /// The source can't be read as an amount.
    Unknown {
        /// Its words.
        source_text: String,
    },
}

coded_enum! {
    /// How an amount is worked out, without its numbers.
    pub enum AmountKind {
        /// One amount, or nothing.
        Single => "single",
        /// So much for each.
        PerUnit => "per_unit",
        /// A price per unit that changes with the count.
        Stepped => "stepped",
        /// By the applicant's case.
        ByCase => "by_case",
        /// Nobody knows.
        Unknown => "unknown",
    }
}

/// Prices in rising order of their first unit, which is 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Step>", into = "Vec<Step>")]
pub struct Steps(Vec<Step>);

/// Steps that leave a unit without a price, or don't rise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("steps of a fee start at 1 and rise")]
pub struct StepsOutOfOrder;

/// From which unit on a price holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The first unit at this price, counted from 1.
    pub from: NonZeroU32,
    /// For each unit.
    pub each: Dong,
}

/// One labelled amount among several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Names the case within its item.
    pub key: String,
    /// As people read it.
    pub label: String,
    /// What it costs.
    pub dong: Dong,
}

/// How many units or copies, from one to [`Quantity::MOST`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quantity(NonZeroU32);

impl Quantity {
    /// One.
    pub const ONE: Self = Self(NonZeroU32::MIN);
    /// The most that can be asked for at once: more is a slip.
    pub const MOST: u32 = 10_000;

    /// A quantity; `None` where it is out of bounds.
    pub const fn new(quantity: u32) -> Option<Self> {
        match NonZeroU32::new(quantity) {
            Some(quantity) if quantity.get() <= Self::MOST => Some(Self(quantity)),
            _ => None,
        }
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }
}

/// How much of the service is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Demand<'a> {
    /// Units: pages for a stepped amount, copies or cases for a per-unit one. `None` is taken as
    /// one, and the quote says so.
    pub quantity: Option<Quantity>,
    /// Copies of the whole, for stepped amounts. `None` is one.
    pub copies: Option<Quantity>,
    /// The key of the applicant's case.
    pub case: Option<&'a str>,
}

/// Why an amount can't be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AmountUnknown {
    /// The source gives words, not an amount.
    #[error("the source gives no amount: {source_text}")]
    SourceText {
        /// The source's words.
        source_text: String,
    },
    /// It depends on the case, and the case isn't said (or is none of these).
    #[error("the amount depends on the case")]
    CaseNeeded {
        /// The cases to choose from.
        cases: Vec<Case>,
    },
    /// The product is beyond what can be held.
    #[error("the amount is too large")]
    TooLarge,
}

impl From<MoneyError> for AmountUnknown {
    fn from(_: MoneyError) -> Self {
        Self::TooLarge
    }
}

impl TryFrom<Vec<Step>> for Steps {
    type Error = StepsOutOfOrder;

    fn try_from(steps: Vec<Step>) -> Result<Self, StepsOutOfOrder> {
        let starts_at_one = steps.first().is_some_and(|step| step.from == NonZeroU32::MIN);
        if starts_at_one && steps.windows(2).all(|pair| pair[0].from < pair[1].from) {
            Ok(Self(steps))
        } else {
            Err(StepsOutOfOrder)
        }
    }
}

impl From<Steps> for Vec<Step> {
    fn from(steps: Steps) -> Self {
        steps.0
    }
}

impl Steps {
    /// The steps in order.
    pub fn as_slice(&self) -> &[Step] {
        &self.0
    }

    /// The price of the units from 1 to `quantity`.
    fn total(&self, quantity: Quantity) -> Result<Dong, MoneyError> {
        let mut sum = Dong::ZERO;
        for (i, step) in self.0.iter().enumerate() {
            let last = self.0.get(i + 1).map_or(u32::MAX, |next| next.from.get() - 1);
            let units = last.min(quantity.get()).saturating_sub(step.from.get() - 1);
            sum = sum.checked_add(step.each.checked_mul(units)?)?;
        }
        Ok(sum)
    }
}

impl Amount {
    /// What it comes to for a demand.
    ///
    /// # Errors
    /// If the source gives no amount, the case is needed and not said, or the sum is too large.
    pub fn total(&self, demand: Demand<'_>) -> Result<Dong, AmountUnknown> {
        let quantity = demand.quantity.unwrap_or(Quantity::ONE);
        match self {
            Self::Free => Ok(Dong::ZERO),
            Self::Fixed { dong } => Ok(*dong),
            Self::PerUnit { each, .. } => Ok(each.checked_mul(quantity.get())?),
            Self::Stepped { steps, cap, .. } => {
                let one = steps.total(quantity)?;
                let one = cap.map_or(one, |cap| one.min(cap));
                Ok(one.checked_mul(demand.copies.unwrap_or(Quantity::ONE).get())?)
            }
            Self::ByCase { cases } => by_case(cases, demand.case),
            Self::Unknown { source_text } => Err(AmountUnknown::SourceText { source_text: source_text.clone() }),
        }
    }

    /// One amount; nothing is free.
    pub const fn single(dong: Dong) -> Self {
        if dong.is_zero() { Self::Free } else { Self::Fixed { dong } }
    }

    /// How it is worked out.
    pub const fn kind(&self) -> AmountKind {
        match self {
            Self::Free | Self::Fixed { .. } => AmountKind::Single,
            Self::PerUnit { .. } => AmountKind::PerUnit,
            Self::Stepped { .. } => AmountKind::Stepped,
            Self::ByCase { .. } => AmountKind::ByCase,
            Self::Unknown { .. } => AmountKind::Unknown,
        }
    }

    /// What is counted, where the amount depends on how many.
    pub fn unit(&self) -> Option<&str> {
        match self {
            Self::PerUnit { unit, .. } | Self::Stepped { unit, .. } => Some(unit),
            _ => None,
        }
    }
}

/// The amount of the case, or the one that all cases share if none is said.
fn by_case(cases: &[Case], case: Option<&str>) -> Result<Dong, AmountUnknown> {
    let found = match case {
        Some(key) => cases.iter().find(|case| case.key == key),
        None => cases.first().filter(|first| cases.iter().all(|case| case.dong == first.dong)),
    };
    found.map(|case| case.dong).ok_or_else(|| AmountUnknown::CaseNeeded { cases: cases.to_vec() })
}

#[cfg(test)]
mod tests;
