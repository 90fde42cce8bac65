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
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::fixture::{certified_copy, council_half, fixed, in_time};

    fn context(territory: &Territory) -> Context<'_> {
        Context {
            on: date(2026, 11, 20),
            channel: Channel::Online,
            territory,
            service: ServiceRef {
                code: Some("1.001612"),
                field: None,
            },
            groups: &[],
        }
    }

    #[test]
    fn a_territory_covers_what_lies_within() {
        let province = Territory::new("51");
        let old = Territory::new("51/51");
        assert!(province.covers(&old) && province.covers(&province));
        assert!(!old.covers(&province));
        assert!(!old.covers(&Territory::new("51/62")));
        assert!(!Territory::new("5").covers(&old));
    }

    /// Domain rules 4.1: who sets the amount decides who may reduce it.
    #[test]
    fn only_who_sets_a_fee_may_cut_it() {
        let here = Territory::new("51/51");
        let to = context(&here);
        let council = fixed(FeeAuthority::Council, 100_000);
        assert_eq!(
            council_half().fee_cut(&council, &to),
            Ok(Percent::new(50).unwrap())
        );
        assert_eq!(
            council_half().fee_cut(&certified_copy(), &to),
            Err(vec![WhyNot::NotTheirFee {
                set_by: FeeAuthority::MinistryOfFinance
            }])
        );
        // Even a resolution that says so doesn't reach a fee that isn't the council's.
        let mut greedy = council_half();
        greedy.effect = Effect::CutFee {
            percent: Percent::ALL,
            fees: FeeSelection {
                set_by: FeeAuthority::ALL.to_vec(),
                kinds: vec![],
                keys: vec![],
            },
        };
        assert!(greedy.fee_cut(&certified_copy(), &to).is_err());
        assert!(
            greedy
                .fee_cut(&fixed(FeeAuthority::Unknown, 1_000), &to)
                .is_err()
        );
    }

    #[test]
    fn every_condition_that_fails_is_told() {
        let kon_tum = Territory::new("51/62");
        let mut to = context(&kon_tum);
        to.channel = Channel::Counter;
        to.on = date(2022, 7, 1);
        let mut policy = council_half();
        policy.scope = Scope::Codes {
            codes: vec!["1.000000".to_owned()],
        };
        policy.groups = vec![ApplicantGroup::Child];
        let against = policy.applies(&to).unwrap_err();
        assert_eq!(against.len(), 5, "{against:?}");
        assert!(matches!(against[0], WhyNot::NotYet { .. }));

        policy.valid_to = Some(date(2026, 11, 19));
        to.on = date(2026, 11, 20);
        assert!(matches!(
            policy.applies(&to).unwrap_err()[0],
            WhyNot::Expired { .. }
        ));
        to.on = date(2026, 11, 19);
        assert!(!matches!(
            policy.applies(&to).unwrap_err()[0],
            WhyNot::Expired { .. }
        ));
    }

    #[test]
    fn a_shorter_deadline_is_no_cheaper_fee() {
        let here = Territory::new("51/51");
        let to = context(&here);
        assert_eq!(in_time().deadline_cut(&to), Ok(Percent::new(20).unwrap()));
        assert_eq!(
            council_half().deadline_cut(&to),
            Err(vec![WhyNot::OtherEffect])
        );
        let fee = fixed(FeeAuthority::Council, 1_000);
        assert_eq!(in_time().fee_cut(&fee, &to), Err(vec![WhyNot::OtherEffect]));
    }

    #[test]
    fn a_policy_is_stored_as_json() {
        let json = serde_json::to_value(council_half()).unwrap();
        assert_eq!(json["effect"]["type"], "cut_fee");
        assert_eq!(json["territory"], "51/51");
        assert_eq!(
            serde_json::from_value::<Policy>(json).unwrap(),
            council_half()
        );
    }
}
