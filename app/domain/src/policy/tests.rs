use jiff::civil::date;

use super::*;
use crate::fixture::{certified_copy, council_draft, council_half, fixed, in_time, in_time_draft, policy};
use crate::groups::{Membership, Proof};

fn context(territory: &Territory) -> Context<'_> {
    Context {
        on: date(2026, 11, 20),
        channel: Channel::Online,
        territory,
        service: ServiceRef { code: Some("1.001612"), field: None },
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

/// RULES.md 4.1: who sets the amount decides who may reduce it.
#[test]
fn only_who_sets_a_fee_may_cut_it() {
    let here = Territory::new("51/51");
    let to = context(&here);
    let council = fixed(FeeAuthority::Council, 100_000);
    let half = Preference::Less(Percent::new(50).unwrap());
    assert_eq!(council_half().preference(&council, &to), Ok((half, Proof::Verified)));
    assert_eq!(
        council_half().preference(&certified_copy(), &to),
        Err(vec![WhyNot::NotTheirFee { set_by: FeeAuthority::MinistryOfFinance }])
    );
    // Whose fee nobody knows is cut by nobody, not even by the Government.
    let central = policy(PolicyDraft {
        issuer: Issuer::Central,
        effect: cut(100, &[FeeAuthority::CentralOther]),
        ..council_draft()
    });
    let unknown = fixed(FeeAuthority::Unknown, 1_000);
    assert!(central.preference(&unknown, &to).is_err());
}

fn cut(percent: u8, set_by: &[FeeAuthority]) -> Effect {
    Effect::CutFee {
        percent: Percent::new(percent).unwrap(),
        fees: FeeSelection { set_by: set_by.to_vec(), kinds: vec![], keys: vec![] },
    }
}

fn shorten(percent: u8, limits: &[(&str, Limit)]) -> Effect {
    let limits = limits.iter().cloned();
    Effect::ShortenDeadline {
        percent: Percent::new(percent).unwrap(),
        limits: limits.map(|(code, limit)| (code.to_owned(), limit)).collect(),
    }
}

/// RULES.md 4.1: a provincial decision that halves a fee of the Ministry of Finance is no decision;
/// and what else can't be, each with its reason.
#[test]
fn unlawful_decisions_are_refused_with_a_reason() {
    let code = || "1.001612".to_owned();
    let codes = |codes: Vec<String>| Scope::Codes { codes };
    let committee = in_time_draft;
    let ministry = FeeAuthority::MinistryOfFinance;
    let not_theirs = |issuer| Unlawful::NotTheirFee { issuer, set_by: ministry };
    for (draft, expected) in [
        (
            PolicyDraft { effect: cut(50, &[FeeAuthority::Council, ministry]), ..council_draft() },
            vec![not_theirs(Issuer::Council)],
        ),
        (PolicyDraft { effect: cut(50, &[ministry]), ..committee() }, vec![not_theirs(Issuer::Committee)]),
        (PolicyDraft { effect: cut(0, &[]), ..council_draft() }, vec![Unlawful::NoEffect, Unlawful::WhoseFees]),
        (
            PolicyDraft { issuer: Issuer::MinistryOfFinance, ..committee() },
            vec![Unlawful::NotTheirDeadline { issuer: Issuer::MinistryOfFinance }],
        ),
        (
            PolicyDraft { scope: codes(vec![]), effect: shorten(0, &[]), ..committee() },
            vec![Unlawful::NoService, Unlawful::NoEffect],
        ),
        (
            PolicyDraft {
                scope: codes(vec!["1.000656".to_owned()]),
                effect: shorten(0, &[("1.001612", Limit::working_days(2))]),
                ..committee()
            },
            vec![Unlawful::LimitOutOfScope { code: code() }],
        ),
        (PolicyDraft { effect: Effect::OnlineOnly, ..committee() }, vec![Unlawful::PilotOfAll]),
        (
            PolicyDraft {
                territory: None,
                valid_from: date(2023, 6, 13),
                valid_to: Some(date(2023, 6, 12)),
                number: " ".to_owned(),
                ..committee()
            },
            vec![
                Unlawful::Missing { field: "number".to_owned() },
                Unlawful::NoTerritory,
                Unlawful::Retroactive { date: date(2023, 6, 14) },
                Unlawful::EndsBefore { to: date(2023, 6, 12) },
            ],
        ),
    ] {
        assert_eq!(Policy::new(draft), Err(expected));
    }
    // What is stored is held against the law as well when it is read.
    let mut json = serde_json::to_value(council_half()).unwrap();
    json["effect"]["fees"]["set_by"] = serde_json::json!(["ministry_of_finance"]);
    let error = serde_json::from_value::<Policy>(json).unwrap_err();
    assert!(error.to_string().contains("ministry_of_finance"), "{error}");
}

/// A pilot takes named services in online only, from those whom it names.
#[test]
fn an_online_only_pilot_binds_whom_it_names() {
    let here = Territory::new("51/51");
    let pilot = policy(PolicyDraft {
        scope: Scope::Codes { codes: vec!["1.001612".to_owned()] },
        groups: vec![ApplicantGroup::Student],
        valid_to: Some(date(2026, 12, 31)),
        effect: Effect::OnlineOnly,
        ..in_time_draft()
    });
    let student = Membership::claims(&[ApplicantGroup::Student]);
    let at_the_counter = Context { channel: Channel::Counter, groups: &student, ..context(&here) };
    assert!(pilot.online_only(&at_the_counter));
    assert!(!pilot.online_only(&Context { groups: &[], ..at_the_counter }));
    assert!(!pilot.online_only(&Context { on: date(2027, 1, 1), ..at_the_counter }));
    assert!(!in_time().online_only(&at_the_counter));
}

#[test]
fn every_condition_that_fails_is_told() {
    let kon_tum = Territory::new("51/62");
    let mut to = context(&kon_tum);
    to.channel = Channel::Counter;
    to.on = date(2022, 7, 1);
    let mut draft = PolicyDraft {
        scope: Scope::Codes { codes: vec!["1.000000".to_owned()] },
        groups: vec![ApplicantGroup::Child],
        ..council_draft()
    };
    let against = policy(draft.clone()).applies(&to).unwrap_err();
    assert_eq!(against.len(), 5, "{against:?}");
    assert!(matches!(against[0], WhyNot::NotYet { .. }));

    draft.valid_to = Some(date(2026, 11, 19));
    let policy = policy(draft);
    to.on = date(2026, 11, 20);
    assert!(matches!(policy.applies(&to).unwrap_err()[0], WhyNot::Expired { .. }));
    to.on = date(2026, 11, 19);
    assert!(!matches!(policy.applies(&to).unwrap_err()[0], WhyNot::Expired { .. }));
}

#[test]
fn a_shorter_deadline_is_no_cheaper_fee() {
    let here = Territory::new("51/51");
    let to = context(&here);
    assert_eq!(in_time().shortening(&to).unwrap().percent.get(), 20);
    assert_eq!(council_half().shortening(&to), Err(vec![WhyNot::OtherEffect]));
    let fee = fixed(FeeAuthority::Council, 1_000);
    assert_eq!(in_time().preference(&fee, &to), Err(vec![WhyNot::OtherEffect]));
}

#[test]
fn a_policy_is_stored_as_json() {
    let json = serde_json::to_value(council_half()).unwrap();
    assert_eq!(json["effect"]["type"], "cut_fee");
    assert_eq!(json["territory"], "51/51");
    assert_eq!(serde_json::from_value::<Policy>(json).unwrap(), council_half());
}
