use proptest::prelude::*;

use super::*;
use crate::fixture::procedure;
use crate::procedure::{Original, Partial, Visits, Words};

#[test]
fn a_partial_version_with_its_reason_is_fit() {
    assert_eq!(unfit(&procedure()), []);
}

#[test]
fn full_online_is_refused_by_each_obstacle() {
    let mut full = procedure();
    full.mode = Mode::FullOnline;
    full.visits.originals.insert("ly-hon".into(), Original::Shown);
    let found = unfit(&full);
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|why| matches!(why, Unfit::NotFull { .. })));
    full.visits = Visits::default();
    assert_eq!(unfit(&full), []);
}

#[test]
fn partial_says_why_and_by_which_law() {
    let with = |edit: fn(&mut Partial)| {
        let mut it = procedure();
        edit(it.partial.as_mut().unwrap());
        unfit(&it)
    };
    let unsaid = Procedure { partial: None, ..procedure() };
    assert_eq!(unfit(&unsaid), [Unfit::NoReason]);
    assert_eq!(with(|partial| partial.note = Words::default()), [Unfit::NoNote]);
    assert_eq!(with(|partial| partial.legal_basis.clear()), [Unfit::NoLaw]);
    let given = PartialReason::TechnicalFailure;
    let admitted = vec![PartialReason::PresenceRequired];
    assert_eq!(
        with(|partial| partial.reason = PartialReason::TechnicalFailure),
        [Unfit::ReasonUnfounded { given, admitted }]
    );
}

/// A technical failure keeps out a procedure that needs no visit by law; it needs no law, but the words.
#[test]
fn a_technical_reason_needs_no_law() {
    let mut it = procedure();
    it.visits = Visits::default();
    let partial = it.partial.as_mut().unwrap();
    partial.reason = PartialReason::TechnicalFailure;
    partial.legal_basis.clear();
    assert_eq!(unfit(&it), []);
}

/// Nghị định 63/2010 Điều 8 khoản 2: the seven parts.
#[test]
fn each_of_the_seven_parts_must_be_there() {
    let mut it = procedure();
    it.steps.clear();
    it.visits = Visits::default();
    it.sets = 0;
    let missing = |part: &str| Unfit::Missing { part: part.to_owned() };
    assert_eq!(unfit(&it), [missing("steps"), missing("documents")]);
}

#[test]
fn flags_that_are_no_longer_true_go() {
    let mut it = procedure();
    it.flags = vec![Flag::FeeUnknown, Flag::LimitUnknown, Flag::DateUnknown, Flag::LevelUnknown, Flag::LocalVariant];
    it.terms.limits.online = Some(Limit::Unknown { source_text: "theo quy định".into() });
    settle_flags(&mut it);
    assert_eq!(it.flags, [Flag::LimitUnknown, Flag::LocalVariant]);
}

fn some_visits() -> impl Strategy<Value = Visits> {
    let steps = || prop::collection::vec(1_u16..6, 0..3);
    let parts = (steps(), steps(), any::<[bool; 4]>());
    parts.prop_map(|(presence, site_checks, [original, fee, result, identity])| Visits {
        presence,
        site_checks,
        originals: original.then(|| ("ly-hon".to_owned(), Original::HandedIn)).into_iter().collect(),
        counter_fees: fee.then(|| "le-phi".to_owned()).into_iter().collect(),
        result,
        identity,
    })
}

proptest! {
    /// Whatever needs a visit: full-online is fit exactly where nothing does, and where something does, partial is
    /// fit under exactly the reasons that one of those things admits.
    #[test]
    fn one_of_both_modes_is_always_open(visits in some_visits()) {
        let mut it = Procedure { visits, mode: Mode::FullOnline, ..procedure() };
        let found = obstacles(&it);
        prop_assert_eq!(unfit(&it).is_empty(), found.is_empty());
        it.mode = Mode::Partial;
        for reason in PartialReason::ALL {
            it.partial.as_mut().unwrap().reason = *reason;
            let admitted = found.iter().any(|obstacle| obstacle.reasons().contains(reason));
            prop_assert_eq!(unfit(&it).is_empty(), admitted || found.is_empty());
        }
    }
}
