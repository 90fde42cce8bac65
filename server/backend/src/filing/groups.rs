//! Which groups of applicants pay less for a service, so that only those are asked about: it is sensitive. And which of
//! them an applicant belongs to, as far as that is known when they file.

use domain::{
    channel::Channel,
    fee::{Demand, FeeItem},
    groups::{ApplicantGroup, Evidence, Membership, Verification},
    policy::Context,
    procedure::Procedure,
};
use jiff::{Timestamp, civil::Date};

use super::check;
use crate::{
    actor::{Actor, Person},
    catalogue::Agency,
    clock::local,
    error::AppError,
    input::Values,
    policy::RuleBook,
};

/// The groups that a policy of this day favours in a fee of this service, each once.
pub(crate) fn favoured(
    rules: &RuleBook,
    procedure: &Procedure,
    agency: Option<&Agency>,
    channel: Channel,
    on: Date,
) -> Result<Vec<ApplicantGroup>, AppError> {
    let assumed = rules.assumed_territory(on)?;
    let territory = agency.and_then(|agency| agency.territory.as_ref()).unwrap_or(&assumed);
    let mut groups: Vec<ApplicantGroup> = Vec::new();
    for policy in &rules.policies {
        let claims = Membership::claims(&policy.groups);
        let context = Context { on, channel, territory, service: procedure.service_ref(), groups: &claims };
        // Nobody is asked to bare something sensitive for a fee that is nothing anyway.
        let is_free = |fee: &FeeItem| {
            let total = fee.amount.total(Demand::default());
            total.is_ok_and(domain::money::Dong::is_zero)
        };
        let cuts_a_fee = |fee| !is_free(fee) && policy.preference(fee, &context).is_ok();
        if procedure.terms.fees.iter().any(cuts_a_fee) {
            groups.extend(&policy.groups);
        }
    }
    let own_rates = procedure.terms.fees.iter().flat_map(|fee| &fee.applicants);
    groups.extend(own_rates.flat_map(|rate| &rate.groups));
    groups.sort_unstable();
    groups.dedup();
    Ok(groups)
}

/// The groups among `favoured` that the people of a draft belong to at `at`. Age follows from the dates of birth, and is
/// sure where the national identity vouches for the person; everything else is claimed, until an officer has seen it.
pub(super) fn memberships(
    favoured: &[ApplicantGroup],
    typed: &Values,
    actor: &Actor,
    at: Timestamp,
) -> Vec<Membership> {
    let people = People::read(typed, local(at).date());
    let of_age = |group: ApplicantGroup| {
        let person = people.of_age(group, claims(typed, group))?;
        let vouched_for = actor.assist.is_none()
            && actor.verified
            && person.personal_number == actor.person.personal_number
            && person.birth_date == actor.person.birth_date;
        Some(if vouched_for {
            Membership::Verified(Verification {
                group,
                evidence: Evidence::IdentityAccount,
                number: String::new(),
                by: actor.account_id.clone(),
                at,
            })
        } else {
            Membership::Claimed(group)
        })
    };
    favoured
        .iter()
        .filter_map(|group| match group {
            ApplicantGroup::Child | ApplicantGroup::Elderly => of_age(*group),
            _ => claims(typed, *group).then_some(Membership::Claimed(*group)),
        })
        .collect()
}

/// What is wrong with a claim that the dates of birth contradict.
pub(super) fn contradicted(favoured: &[ApplicantGroup], typed: &Values, today: Date) -> Option<&'static str> {
    let people = People::read(typed, today);
    let claimed = favoured.iter().filter(|group| claims(typed, **group));
    claimed.copied().find_map(|group| {
        let told = people.all().any(|person| person.birth_date.is_some());
        let code = match group {
            ApplicantGroup::Child => "no_child",
            ApplicantGroup::Elderly => "not_elderly",
            _ => return None,
        };
        (told && people.of_age(group, true).is_none()).then_some(code)
    })
}

fn claims(typed: &Values, group: ApplicantGroup) -> bool {
    let claimed = typed.all("group");
    claimed.iter().any(|code| code == group.as_str())
}

/// Who asks, and whom it is about where that is somebody else.
struct People {
    applicant: Person,
    subject: Option<Person>,
    today: Date,
}

impl People {
    fn read(typed: &Values, today: Date) -> Self {
        let (read, _) = check::applicant(typed, today);
        Self { applicant: read.applicant, subject: read.subject, today }
    }

    fn all(&self) -> impl Iterator<Item = &Person> {
        self.subject.iter().chain([&self.applicant])
    }

    /// Who is of the group's age: the one whom it is about; where the group is claimed, also who asks for them.
    fn of_age(&self, group: ApplicantGroup, claimed: bool) -> Option<&Person> {
        let is_of_age = |person: &&Person| {
            let birth = person.birth_date;
            birth.and_then(|birth| ApplicantGroup::of_age(birth, self.today)) == Some(group)
        };
        let most = if claimed { 2 } else { 1 };
        self.all().take(most).find(is_of_age)
    }
}

#[cfg(test)]
mod tests {
    use ApplicantGroup::{Child, Elderly, PoorHousehold};
    use domain::groups::Proof;

    use super::*;

    const FAVOURED: [ApplicantGroup; 3] = [Child, PoorHousehold, Elderly];

    fn typed(fields: &[(&str, &str)]) -> Values {
        let names = check::APPLICANT_FIELDS.map(str::to_owned);
        Values::among(&names, fields.iter().copied())
    }

    fn actor(verified: bool) -> Actor {
        Actor {
            account_id: "an".into(),
            person: Person {
                personal_number: Some("051066000123".into()),
                birth_date: Some(jiff::civil::date(1966, 11, 20)),
                ..Person::default()
            },
            roles: vec![],
            demo: false,
            verified,
            assist: None,
        }
    }

    const AT: &str = "2026-11-20T02:00:00Z";
    const ME: [(&str, &str); 3] =
        [("acting", "self"), ("personal_number", "051066000123"), ("birth_date", "20/11/1966")];

    fn of(fields: &[(&str, &str)], verified: bool) -> Vec<(ApplicantGroup, Proof)> {
        let found = memberships(&FAVOURED, &typed(fields), &actor(verified), AT.parse().unwrap());
        found.iter().map(|one| (one.group(), one.proof())).collect()
    }

    #[test]
    fn age_follows_from_the_date_of_birth() {
        // Whether it was ticked or not; sure where the national identity vouches for it.
        assert_eq!(of(&ME, true), [(Elderly, Proof::Verified)]);
        assert_eq!(of(&ME, false), [(Elderly, Proof::Claimed)]);
        let mut younger = ME.to_vec();
        younger[2].1 = "21/11/1966";
        assert_eq!(of(&younger, true), []);
        // Somebody else's number, or another day than the identity has: a claim.
        let mut other = ME.to_vec();
        other[2].1 = "19/11/1960";
        assert_eq!(of(&other, true), [(Elderly, Proof::Claimed)]);
        // The rest is as claimed, and never sure by itself.
        let poor = [&ME[..], &[("group", "poor_household"), ("group", "merit")]].concat();
        let both = [(PoorHousehold, Proof::Claimed), (Elderly, Proof::Verified)];
        assert_eq!(of(&poor, true), both);
    }

    #[test]
    fn it_is_the_age_of_those_whom_it_is_about() {
        let child = [&ME[1..], &[("acting", "representative"), ("other_birth", "01/11/2026")]].concat();
        // A grandmother files for a child: the child's age counts, hers where she says so.
        assert_eq!(of(&child, true), [(Child, Proof::Claimed)]);
        let hers = [&child[..], &[("group", "elderly")]].concat();
        let both = [(Child, Proof::Claimed), (Elderly, Proof::Verified)];
        assert_eq!(of(&hers, true), both);
    }

    #[test]
    fn a_claim_that_the_dates_of_birth_contradict_is_refused() {
        let today = jiff::civil::date(2026, 11, 20);
        for (birth, group, code) in [
            ("20/11/1966", "elderly", None),
            ("21/11/1966", "elderly", Some("not_elderly")),
            ("20/11/1966", "child", Some("no_child")),
            ("20/11/1966", "poor_household", None),
            // What is unreadable is said at its own field.
            ("", "elderly", None),
            ("31/02/1966", "elderly", None),
        ] {
            let fields = [("acting", "self"), ("birth_date", birth), ("group", group)];
            assert_eq!(contradicted(&FAVOURED, &typed(&fields), today), code, "{birth} {group}");
        }
        let mut child = vec![("acting", "representative"), ("birth_date", "08/03/1990")];
        child.extend([("other_birth", "01/11/2026"), ("group", "child")]);
        assert_eq!(contradicted(&FAVOURED, &typed(&child), today), None);
    }
}
