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
    /// The officer's account.
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

    /// The claim, verified.
    #[must_use]
    pub fn verified(self, evidence: Evidence, by: impl Into<String>, at: Timestamp) -> Self {
        let (group, by) = (self.group(), by.into());
        Self::Verified(Verification {
            group,
            evidence,
            by,
            at,
        })
    }
}

impl From<ApplicantGroup> for Membership {
    fn from(group: ApplicantGroup) -> Self {
        Self::Claimed(group)
    }
}

impl ApplicantGroup {
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

    /// Domain rules 4.3.
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

    #[test]
    fn a_claim_is_stored_as_it_was_before() {
        let old: Vec<Membership> = serde_json::from_str(r#"["child", "merit"]"#).unwrap();
        assert_eq!(
            old,
            Membership::claims(&[ApplicantGroup::Child, ApplicantGroup::Merit])
        );
        let at = "2026-11-20T02:00:00Z".parse().unwrap();
        let seen = old[1].clone().verified(Evidence::Paper, "cb-1", at);
        assert_eq!(seen.proof(), Proof::Verified);
        let json = serde_json::to_string(&[old[0].clone(), seen.clone()]).unwrap();
        let back: Vec<Membership> = serde_json::from_str(&json).unwrap();
        assert_eq!(back, [old[0].clone(), seen]);
    }
}
