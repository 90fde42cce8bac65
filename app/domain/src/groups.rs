//! Who an applicant is, where that changes what they pay: first claimed, then verified by an officer.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::coded::coded_enum;

coded_enum! {
    /// Who an applicant is, where that changes what they pay (Luật Phí và lệ phí 97/2015 Điều 10).
    /// Sensitive: never shown to others.
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

coded_enum! {
    /// By what an officer saw that a claim is true.
    pub enum Evidence {
        /// A paper that was shown or attached.
        Paper => "paper",
        /// A state database.
        Database => "database",
        /// The applicant's electronic identity account.
        IdentityAccount => "identity_account",
    }
}

coded_enum! {
    /// How sure it is that an applicant belongs to a group.
    pub enum Proof {
        /// They say so: what follows from it holds only if it is confirmed.
        Claimed => "claimed",
        /// An officer has seen the evidence.
        Verified => "verified",
    }
}

impl Default for Proof {
    /// What older quotes, which don't say, were made from.
    fn default() -> Self {
        Self::Claimed
    }
}

/// That an officer has seen the evidence for a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// The group.
    pub group: ApplicantGroup,
    /// What was seen. The paper itself is among the dossier's files, never on papers that others see.
    pub evidence: Evidence,
    /// The number of the paper or of the look-up, as noted; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// The officer's account; the applicant's own where their identity account vouches for it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// That an applicant belongs to a group: claimed, until an officer has verified it.
///
/// In JSON a claim is the group's code alone, as dossiers had it before there were verifications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Membership {
    /// The applicant says so.
    Claimed(ApplicantGroup),
    /// An officer has seen the evidence.
    Verified(Verification),
}

impl Membership {
    /// The group.
    pub const fn group(&self) -> ApplicantGroup {
        match self {
            Self::Claimed(group) => *group,
            Self::Verified(verification) => verification.group,
        }
    }

    /// How sure it is.
    pub const fn proof(&self) -> Proof {
        match self {
            Self::Claimed(_) => Proof::Claimed,
            Self::Verified(_) => Proof::Verified,
        }
    }

    /// Claims to these groups.
    pub fn claims(groups: &[ApplicantGroup]) -> Vec<Self> {
        groups.iter().copied().map(Self::Claimed).collect()
    }

    /// Whether nothing is left for an officer to look into.
    pub fn none_claimed(groups: &[Self]) -> bool {
        groups.iter().all(|one| one.proof() == Proof::Verified)
    }

    /// What stands once an officer has decided about the claims: what was verified before, and what is confirmed now.
    /// A claim that is not confirmed, or that nobody looked at, gives no right.
    #[must_use]
    pub fn standing(groups: &[Self], checks: &[GroupCheck], by: &str, at: Timestamp) -> Vec<Self> {
        let found = |group: ApplicantGroup| checks.iter().find(|check| check.group == group)?.verification(by, at);
        groups
            .iter()
            .filter_map(|membership| match membership {
                Self::Verified(_) => Some(membership.clone()),
                Self::Claimed(group) => found(*group).map(Self::Verified),
            })
            .collect()
    }
}

/// What an officer found about a group that an applicant claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupCheck {
    /// The group.
    pub group: ApplicantGroup,
    /// What was found.
    #[serde(flatten)]
    pub finding: Finding,
}

/// Whether a claim is true, as an officer found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// It is.
    Confirmed {
        /// By what it was seen.
        evidence: Evidence,
        /// The number of the paper or of the look-up; empty where there is none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        number: String,
    },
    /// It isn't, or nothing shows that it is.
    NotConfirmed {
        /// Why, as the applicant reads it.
        reason: String,
    },
}

impl GroupCheck {
    /// Whether the claim is true.
    pub const fn is_confirmed(&self) -> bool {
        matches!(self.finding, Finding::Confirmed { .. })
    }

    /// The verification that follows; none from a claim that isn't confirmed.
    pub fn verification(&self, by: &str, at: Timestamp) -> Option<Verification> {
        match &self.finding {
            Finding::Confirmed { evidence, number } => Some(Verification {
                group: self.group,
                evidence: *evidence,
                number: number.clone(),
                by: by.to_owned(),
                at,
            }),
            Finding::NotConfirmed { .. } => None,
        }
    }
}

impl From<ApplicantGroup> for Membership {
    fn from(group: ApplicantGroup) -> Self {
        Self::Claimed(group)
    }
}

impl ApplicantGroup {
    /// Whether the date of birth alone tells who belongs to it.
    pub const fn is_of_age(self) -> bool {
        matches!(self, Self::Child | Self::Elderly)
    }

    /// The group that somebody's age alone puts them into on a day: a child is under 16 (Luật Trẻ em 2016
    /// Điều 1), the elderly are 60 and over (Luật Người cao tuổi 2009 Điều 2).
    pub fn of_age(birth: Date, on: Date) -> Option<Self> {
        let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
        match on.year() - birth.year() - i16::from(!had_birthday) {
            0..16 => Some(Self::Child),
            60.. => Some(Self::Elderly),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// RULES.md 4.3.
    #[test]
    fn age_makes_children_and_the_elderly() {
        let on = date(2026, 11, 20);
        for (birth, group) in [
            (date(2026, 11, 20), Some(ApplicantGroup::Child)),
            (date(2010, 11, 21), Some(ApplicantGroup::Child)),
            (date(2010, 11, 20), None),
            (date(1966, 11, 21), None),
            (date(1966, 11, 20), Some(ApplicantGroup::Elderly)),
            (date(2027, 1, 1), None),
        ] {
            assert_eq!(ApplicantGroup::of_age(birth, on), group, "{birth}");
        }
    }

    fn confirmed(group: ApplicantGroup) -> GroupCheck {
        let (evidence, number) = (Evidence::Paper, "12/HN".to_owned());
        let finding = Finding::Confirmed { evidence, number };
        GroupCheck { group, finding }
    }

    #[test]
    fn only_what_was_seen_stands() {
        use ApplicantGroup::{Child, Disabled, Merit, PoorHousehold};
        let at = "2026-11-20T02:00:00Z".parse().unwrap();
        let reason = "Sổ đã hết hạn".to_owned();
        let not = GroupCheck { group: Merit, finding: Finding::NotConfirmed { reason } };
        let child = confirmed(Child).verification("vneid", at).unwrap();
        let mut groups = Membership::claims(&[PoorHousehold, Merit, Disabled]);
        groups.push(Membership::Verified(child.clone()));
        for (checks, standing) in [
            (vec![], vec![Child]),
            (vec![not.clone()], vec![Child]),
            (vec![confirmed(PoorHousehold)], vec![PoorHousehold, Child]),
            (vec![confirmed(PoorHousehold), not, confirmed(Disabled)], vec![PoorHousehold, Disabled, Child]),
        ] {
            let stands = Membership::standing(&groups, &checks, "cb-1", at);
            assert!(stands.iter().all(|one| one.proof() == Proof::Verified));
            let of: Vec<_> = stands.iter().map(Membership::group).collect();
            assert_eq!(of, standing);
        }
        // Nobody is put into a group that they didn't claim.
        let none = Membership::standing(&[], &[confirmed(Merit)], "cb-1", at);
        assert!(none.is_empty());
        // What the identity account vouches for stays as it was.
        let stands = Membership::standing(&groups, &[], "cb-1", at);
        assert_eq!(stands, [Membership::Verified(child)]);
    }

    #[test]
    fn a_claim_is_stored_as_it_was_before() {
        let old: Vec<Membership> = serde_json::from_str(r#"["child", "merit"]"#).unwrap();
        assert_eq!(old, Membership::claims(&[ApplicantGroup::Child, ApplicantGroup::Merit]));
        let at = "2026-11-20T02:00:00Z".parse().unwrap();
        let merit = confirmed(ApplicantGroup::Merit);
        let seen = Membership::standing(&old, &[merit], "cb-1", at).remove(0);
        assert_eq!(seen.proof(), Proof::Verified);
        let json = serde_json::to_string(&[old[0].clone(), seen.clone()]).unwrap();
        let back: Vec<Membership> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, [old[0].clone(), seen]);
    }
}
