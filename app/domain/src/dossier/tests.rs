use jiff::civil::date;

use super::*;

fn at() -> Timestamp {
    Timestamp::from_second(1_795_000_000).unwrap()
}

fn due() -> Due {
    Due { statutory: date(2026, 11, 26).at(17, 0, 0, 0), promised: date(2026, 11, 26).at(10, 0, 0, 0) }
}

fn acceptance() -> Acceptance {
    Acceptance { code: "H48.15-261120-0007".parse().unwrap(), at: at(), due: due() }
}

fn reasoned() -> Reasoned {
    Reasoned { at: at(), reason: "vì".to_owned(), legal_ground: None }
}

fn request() -> SupplementRequest {
    SupplementRequest { at: at(), items: vec!["giấy tờ".to_owned()], until: None }
}

fn finish() -> Finish {
    Finish { at: at(), outcome: Outcome::Granted }
}

fn do_it(state: State, act: Act) -> Result<State, Impossible> {
    match act {
        Act::Accept => state.accept(acceptance()),
        Act::Refuse => state.refuse(reasoned()),
        Act::Lapse => state.lapse(reasoned()),
        Act::Apologise => state.apologise(),
        Act::AskSupplement => state.ask_supplement(request()),
        Act::Supply => state.supply(None),
        Act::Start => state.start(),
        Act::AskPayment => state.ask_payment(at()),
        Act::Pay => state.pay(None),
        Act::Stop => state.stop(reasoned()),
        Act::Finish => state.finish_with(finish()),
        Act::HandOver => state.hand_over(at()),
        Act::Withdraw => state.withdraw(reasoned()),
        Act::Correct => state.correct(),
    }
}

/// Every state that can be reached, found by doing everything everywhere.
fn reachable() -> Vec<State> {
    let mut known = vec![State::Registered];
    let mut next = 0;
    while next < known.len() {
        for act in Act::ALL {
            if let Ok(state) = do_it(known[next].clone(), *act)
                && !known.contains(&state)
            {
                known.push(state);
            }
        }
        next += 1;
    }
    known
}

/// RULES.md 2.1, with one act more: withdrawing between acceptance and the start of work.
#[test]
fn the_transitions_are_those_of_the_table() {
    use StateCode as S;
    let mut expected: Vec<(StateCode, Vec<StateCode>)> = vec![
        (S::Registered, vec![S::Accepted, S::Refused, S::IntakeSupplement, S::Withdrawn]),
        (S::IntakeSupplement, vec![S::Registered, S::Withdrawn, S::Refused]),
        (S::Accepted, vec![S::Processing, S::Payment, S::Withdrawn]),
        (S::Processing, vec![S::Supplement, S::Payment, S::Stopped, S::Finished, S::Withdrawn]),
        (S::Supplement, vec![S::Processing, S::Withdrawn, S::Stopped]),
        (S::Payment, vec![S::Processing, S::Finished, S::Withdrawn, S::Stopped]),
        (S::Finished, vec![S::Payment, S::HandedOver, S::Processing]),
        (S::Refused, vec![]),
        (S::Withdrawn, vec![]),
        (S::Stopped, vec![]),
        (S::HandedOver, vec![]),
    ];
    let states = reachable();
    for (from, expected) in &mut expected {
        let mut reached: Vec<StateCode> = states
            .iter()
            .filter(|state| state.code() == *from)
            .flat_map(|state| {
                // An apology changes no state.
                Act::ALL.iter().filter(|act| **act != Act::Apologise).filter_map(|act| do_it(state.clone(), *act).ok())
            })
            .map(|state| state.code())
            .collect();
        reached.sort_unstable();
        reached.dedup();
        expected.sort_unstable();
        assert_eq!(reached, *expected, "from {from}");
    }
}

#[test]
fn what_is_offered_is_what_can_be_done() {
    for state in reachable() {
        for act in Act::ALL {
            let done = do_it(state.clone(), *act);
            assert_eq!(state.allows(*act), done.is_ok(), "{state:?} {act}");
            if let Err(impossible) = done {
                assert_eq!(impossible, Impossible { state: state.code(), act: *act });
            }
        }
        assert_eq!(state.code().is_final(), state.acts().next().is_none());
        let json = serde_json::to_value(&state).unwrap();
        assert_eq!(json["state"], state.code().as_str());
        assert_eq!(serde_json::from_value::<State>(json).unwrap(), state);
    }
}

#[test]
fn a_decision_can_not_be_withdrawn_from() {
    let finished = State::Finished { acceptance: acceptance(), finish: finish() };
    assert!(finished.clone().withdraw(reasoned()).is_err());
    // Neither while it waits for the fee that is due before it is handed over.
    let unpaid = finished.ask_payment(at()).unwrap();
    assert!(unpaid.clone().withdraw(reasoned()).is_err());
    assert!(unpaid.clone().hand_over(at()).is_err());
    assert_eq!(unpaid.pay(None).unwrap().code(), StateCode::Finished);
}

/// RULES.md 2.1: a withdrawal ends processing only if the dossier had been accepted.
#[test]
fn the_end_of_processing() {
    let early = State::Registered.withdraw(reasoned()).unwrap();
    assert_eq!(early.ended_at(), None);
    let late = State::Accepted { acceptance: acceptance() }.withdraw(reasoned()).unwrap();
    assert_eq!(late.ended_at(), Some(at()));
    let later = Timestamp::from_second(1_795_900_000).unwrap();
    let finished = State::Finished { acceptance: acceptance(), finish: finish() };
    assert_eq!(finished.hand_over(later).unwrap().ended_at(), Some(at()));
}

#[test]
fn a_supplement_sets_the_dates_anew() {
    let waiting = State::Supplement { acceptance: acceptance(), request: request() };
    let anew = Due { statutory: date(2026, 12, 4).at(17, 0, 0, 0), ..due() };
    let State::Processing { acceptance } = waiting.supply(Some(anew)).unwrap() else {
        panic!("not being worked on");
    };
    assert_eq!(acceptance.due, anew);
}

#[test]
fn completion_never_tells_more_than_how_far() {
    assert_eq!(State::Registered.completion(), Completion { stage: Stage::Sent, percent: 10 });
    for state in reachable() {
        let completion = state.completion();
        assert_eq!(completion.stage == Stage::Closed, completion.percent == 100);
        assert_eq!(completion.stage == Stage::Closed, state.code().is_final());
    }
}

/// RULES.md 2.1.
#[test]
fn the_national_codes() {
    let mut codes: Vec<u8> = StateCode::ALL.iter().map(|code| code.national()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes, (1..=10).collect::<Vec<u8>>());
}

/// RULES.md 2.1: `5(intake) → 3` only when what was asked for did not come.
#[test]
fn who_was_asked_for_papers_is_not_refused_but_lapses() {
    let asked = State::Registered.ask_supplement(request()).unwrap();
    assert!(asked.clone().refuse(reasoned()).is_err());
    assert_eq!(asked.lapse(reasoned()).unwrap().code(), StateCode::Refused);
    assert!(State::Registered.lapse(reasoned()).is_err());
}

#[test]
fn an_apology_leaves_state_and_dates() {
    let accepted = State::Accepted { acceptance: acceptance() };
    assert_eq!(accepted.clone().apologise().unwrap(), accepted);
    let waiting = accepted.ask_payment(at()).unwrap();
    assert!(waiting.apologise().is_err(), "the clock stands");
}
