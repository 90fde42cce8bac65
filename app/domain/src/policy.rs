//! Incentive policies (chính sách khuyến khích): decisions with number, scope and dates that make
//! online filing cheaper or faster. They are data; the rule here says when one applies.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::coded::coded_enum;
use crate::fee::{FeeAuthority, FeeItem, FeeKind};
use crate::money::Percent;

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
    /// Who an applicant is, where that changes what they pay. Sensitive: never shown to others.
    pub enum ApplicantGroup {
        /// Trẻ em (under 16).
        Child => "child",
        /// Hộ nghèo.
        PoorHousehold => "poor_household",
        /// Người cao tuổi (60 and over).
        Elderly => "elderly",
        /// Người khuyết tật.
        Disabled => "disabled",
        /// Người có công với cách mạng and their relatives.
        Merit => "merit",
        /// Ethnic minorities in communes with specially difficult conditions.
        EthnicMinority => "ethnic_minority",
        /// Học sinh, sinh viên.
        Student => "student",
        /// Công dân số (Nghị quyết 66.22/2026/NQ-CP).
        DigitalCitizen => "digital_citizen",
    }
}

/// An area in which a policy holds, as a path of codes: `51` is the province of Quảng Ngãi today,
/// `51/62` the old Kon Tum within it (the old province codes), so that a resolution made before
/// the mergers of July 2025 stays in its old territory.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Territory(String);

impl Territory {
    /// From its path of codes.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path of codes.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this area or lies within it.
    pub fn covers(&self, other: &Self) -> bool {
        other
            .0
            .strip_prefix(&self.0)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// A decision that makes filing cheaper or faster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
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
    /// The applicants whom it favours; everyone if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<ApplicantGroup>,
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
    /// Takes a percentage off the time, "at least": rounded so that the cut is never smaller.
    ShortenDeadline {
        /// How much is taken off.
        percent: Percent,
    },
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

/// What a policy is asked about.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The day of filing.
    pub on: Date,
    /// How it is filed.
    pub channel: Channel,
    /// Where the agency is.
    pub territory: &'a Territory,
    /// The service.
    pub service: ServiceRef<'a>,
    /// Who the applicant is.
    pub groups: &'a [ApplicantGroup],
}

/// What a policy needs to know of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ServiceRef<'a> {
    /// The procedure code, where it has one.
    pub code: Option<&'a str>,
    /// The field (lĩnh vực).
    pub field: Option<&'a str>,
}

/// Why a policy doesn't apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WhyNot {
    /// It isn't in force yet.
    NotYet {
        /// The first day.
        from: Date,
    },
    /// It is over.
    Expired {
        /// The last day.
        to: Date,
    },
    /// It rewards other channels.
    OtherChannel {
        /// These.
        channels: Vec<Channel>,
    },
    /// It holds elsewhere.
    OtherTerritory {
        /// There.
        territory: Territory,
    },
    /// It doesn't cover this service.
    OtherService,
    /// It is for other applicants.
    OtherGroups {
        /// For these.
        groups: Vec<ApplicantGroup>,
    },
    /// It does something else: it is about fees, or about deadlines.
    OtherEffect,
    /// It isn't about this fee.
    OtherFee,
    /// Who issued it doesn't set this fee, so may not cut it.
    NotTheirFee {
        /// Who sets it.
        set_by: FeeAuthority,
    },
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
}

impl Scope {
    /// Whether the service is covered.
    pub fn covers(&self, service: ServiceRef<'_>) -> bool {
        let among = |list: &[String], value: Option<&str>| {
            value.is_some_and(|value| list.iter().any(|entry| entry == value))
        };
        match self {
            Self::All => true,
            Self::Codes { codes } => among(codes, service.code),
            Self::Fields { fields } => among(fields, service.field),
        }
    }
}

impl FeeSelection {
    fn selects(&self, item: &FeeItem) -> bool {
        self.set_by.contains(&item.set_by)
            && (self.kinds.is_empty() || self.kinds.contains(&item.kind))
            && (self.keys.is_empty() || self.keys.contains(&item.key))
    }
}

impl Policy {
    /// Whether it holds for a filing: its dates, channel, territory, services and applicants.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn applies(&self, to: &Context<'_>) -> Result<(), Vec<WhyNot>> {
        let mut against = Vec::new();
        if to.on < self.valid_from {
            against.push(WhyNot::NotYet {
                from: self.valid_from,
            });
        }
        if let Some(last) = self.valid_to.filter(|last| *last < to.on) {
            against.push(WhyNot::Expired { to: last });
        }
        if !self.channels.is_empty() && !self.channels.contains(&to.channel) {
            against.push(WhyNot::OtherChannel {
                channels: self.channels.clone(),
            });
        }
        if let Some(area) = self
            .territory
            .as_ref()
            .filter(|area| !area.covers(to.territory))
        {
            against.push(WhyNot::OtherTerritory {
                territory: area.clone(),
            });
        }
        if !self.scope.covers(to.service) {
            against.push(WhyNot::OtherService);
        }
        let favoured = |group: &ApplicantGroup| self.groups.contains(group);
        if !self.groups.is_empty() && !to.groups.iter().any(favoured) {
            against.push(WhyNot::OtherGroups {
                groups: self.groups.clone(),
            });
        }
        none_or(against, ())
    }

    /// What it takes off a fee.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn fee_cut(&self, item: &FeeItem, to: &Context<'_>) -> Result<Percent, Vec<WhyNot>> {
        let Effect::CutFee { percent, fees } = &self.effect else {
            return Err(vec![WhyNot::OtherEffect]);
        };
        let mut against = self.applies(to).err().unwrap_or_default();
        if !self.issuer.may_cut(item.set_by) {
            against.push(WhyNot::NotTheirFee {
                set_by: item.set_by,
            });
        } else if !fees.selects(item) {
            against.push(WhyNot::OtherFee);
        }
        none_or(against, *percent)
    }

    /// What it takes off the time.
    ///
    /// # Errors
    /// All that stands against it.
    pub fn deadline_cut(&self, to: &Context<'_>) -> Result<Percent, Vec<WhyNot>> {
        let Effect::ShortenDeadline { percent } = self.effect else {
            return Err(vec![WhyNot::OtherEffect]);
        };
        self.applies(to).map(|()| percent)
    }
}

fn none_or<T>(against: Vec<WhyNot>, otherwise: T) -> Result<T, Vec<WhyNot>> {
    if against.is_empty() {
        Ok(otherwise)
    } else {
        Err(against)
    }
}

#[cfg(test)]
mod tests;
