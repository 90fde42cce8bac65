//! What a service costs (phí, lệ phí): data with its source, and the arithmetic over a demand.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;
use crate::money::{Dong, MoneyError};

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
    /// When it is due.
    pub due: FeeDue,
    /// The document that sets it, with its article.
    pub source: String,
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
        /// In rising order of `from`; the first starts at 1.
        steps: Vec<Step>,
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

/// How much of the service is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Demand<'a> {
    /// Units: pages for a stepped amount, copies or cases for a per-unit one. `None` is taken as
    /// one, and the quote says so.
    pub quantity: Option<NonZeroU32>,
    /// Copies of the whole, for stepped amounts. `None` is one.
    pub copies: Option<NonZeroU32>,
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
