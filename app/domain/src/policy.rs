//! Incentive policies (chính sách khuyến khích): decisions with number, scope and dates that make
//! online filing cheaper or faster. They are data; the rule here says which are lawful and when one applies.

mod applies;
mod lawful;
mod overlap;

use std::collections::BTreeMap;
use std::ops::Deref;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::coded::coded_enum;
use crate::deadline::Limit;
use crate::fee::{Amount, FeeAuthority, FeeItem, FeeKind};
use crate::groups::ApplicantGroup;
use crate::money::Percent;

pub use crate::territory::Territory;
pub(crate) use applies::favours;
pub use applies::{Context, Preference, ServiceRef, WhyNot};
pub use lawful::Unlawful;
pub use overlap::Overlap;

coded_enum! {
    /// Who issued a policy.
    pub enum Issuer {
        /// A provincial People's Council (HĐND): may cut the fees it sets.
        Council => "council",
        /// A provincial People's Committee (UBND): may shorten deadlines, sets no fees.
        Committee => "committee",
        /// Bộ Tài chính: may cut the fees it sets.
        MinistryOfFinance => "ministry_of_finance",
        /// Law, National Assembly or Government: stands above those who set fees.
        Central => "central",
    }
}

coded_enum! {
    /// What must be true of an applicant beside their group, as a decision names it
    /// (Nghị quyết 66.22/2026/NQ-CP for digital citizens).
    pub enum Condition {
        /// Tài khoản định danh điện tử mức độ 2.
        IdentityLevelTwo => "identity_level_two",
        /// The five basic items are integrated in VNeID.
        VneidBasics => "vneid_basics",
        /// So is the document that the procedure itself is about.
        VneidDocument => "vneid_document",
    }
}

/// A decision that makes filing cheaper or faster, and may lawfully do so: [`Policy::new`] is the one way to make it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyDraft", into = "PolicyDraft")]
pub struct Policy(PolicyDraft);

/// What a decision says, as somebody enters it; not yet held against the law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyDraft {
    /// Names it within the portal.
    pub id: String,
    /// E.g. "11/2022/NQ-HĐND".
    pub number: String,
    /// E.g. "Điều 2".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// Who issued it, in law.
    pub issuer: Issuer,
    /// Who issued it, in words: "HĐND tỉnh Quảng Ngãi".
    pub issuer_name: String,
    /// The date of the document.
    pub date: Date,
    /// Where it holds; everywhere if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<Territory>,
    /// First day in force.
    pub valid_from: Date,
    /// Last day in force; open if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// The channels that it rewards; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// The applicants whom it favours, or whom a pilot binds; everyone if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ApplicantGroup>,
    /// What must be true of them besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<Condition>,
    /// The services that it covers.
    pub scope: Scope,
    /// What it does.
    pub effect: Effect,
    /// Where the text was read, and when.
    pub source: String,
}

/// The services that a policy covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Scope {
    /// All.
    All,
    /// Those with these procedure codes.
    Codes {
        /// E.g. `1.001612`.
        codes: Vec<String>,
    },
    /// Those of these fields (lĩnh vực).
    Fields {
        /// The fields' codes or names, as the service has them.
        fields: Vec<String>,
    },
}

/// What a policy does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Effect {
    /// Takes a percentage off; 100 is an exemption (miễn) or a zero fee.
    CutFee {
        /// How much is taken off.
        percent: Percent,
        /// Which fees.
        fees: FeeSelection,
    },
    /// Sets a rate of its own (mức thu riêng) in place of what the counter asks.
    OwnRate {
        /// The rate.
        amount: Amount,
        /// For which fees.
        fees: FeeSelection,
    },
    /// Shortens the time: by a percentage "at least", by a number that it names for a procedure, or both. With
    /// both the cut is never smaller than the percentage.
    ShortenDeadline {
        /// How much is taken off, at least; 0 where only numbers are named.
        #[serde(default)]
        percent: Percent,
        /// The shortened limit (thời hạn rút gọn) of a procedure, by its code.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        limits: BTreeMap<String, Limit>,
    },
    /// A pilot: the services that it names are taken in online only.
    OnlineOnly,
}

/// Which fees of a service a policy touches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeSelection {
    /// Those set by one of these; the issuer's competence is checked besides.
    pub set_by: Vec<FeeAuthority>,
    /// Those of these kinds; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<FeeKind>,
    /// Those with these keys; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<String>,
}

impl Policy {
    /// A decision, if it is lawful.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn new(draft: PolicyDraft) -> Result<Self, Vec<Unlawful>> {
        let against = lawful::against(&draft);
        if against.is_empty() { Ok(Self(draft)) } else { Err(against) }
    }

    /// What it says, to be changed and made anew.
    pub fn into_draft(self) -> PolicyDraft {
        self.0
    }
}

/// A policy is read like what it says; nobody can change it in place.
impl Deref for Policy {
    type Target = PolicyDraft;

    fn deref(&self) -> &PolicyDraft {
        &self.0
    }
}

impl TryFrom<PolicyDraft> for Policy {
    type Error = lawful::NotLawful;

    fn try_from(draft: PolicyDraft) -> Result<Self, lawful::NotLawful> {
        Self::new(draft).map_err(lawful::NotLawful)
    }
}

impl From<Policy> for PolicyDraft {
    fn from(policy: Policy) -> Self {
        policy.0
    }
}

impl Issuer {
    /// Only who sets a fee may cut it; the law and the Government stand above. A fee whose
    /// authority isn't known is cut by nobody.
    pub const fn may_cut(self, set_by: FeeAuthority) -> bool {
        match self {
            Self::Council => matches!(set_by, FeeAuthority::Council),
            Self::MinistryOfFinance => matches!(set_by, FeeAuthority::MinistryOfFinance),
            Self::Central => !matches!(set_by, FeeAuthority::Unknown),
            Self::Committee => false,
        }
    }

    /// Whether its word ends at the province's border.
    pub const fn is_local(self) -> bool {
        matches!(self, Self::Council | Self::Committee)
    }
}

impl FeeSelection {
    fn selects(&self, item: &FeeItem) -> bool {
        self.set_by.contains(&item.set_by)
            && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
            && (self.keys.is_empty() || self.keys.contains(&item.key))
    }
}

#[cfg(test)]
mod tests;
