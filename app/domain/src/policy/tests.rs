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
