//! Any sequence of acts leaves the log, the rows and the figures in agreement.

use std::collections::BTreeSet;

use domain::{
    dossier::StateCode,
    metrics::{By, Measure},
    money::Dong,
};
use jiff::SignedDuration;
use proptest::{
    collection::vec,
    prelude::any,
    strategy::{Strategy as _, ValueTree as _},
    test_runner::TestRunner,
};

use crate::{
    Portal,
    actor::Actor,
    adoption::{self, Period, Scope},
    catalogue,
    desk::{AskedPayment, Inside, Order, TypedAcceptance, act, inside},
    dossier::{
        self, Dossier, Event, Grade, PaidBy, Who,
        deadlines::{course, resumed},
        record,
    },
    error::AppError,
    payment,
    policy::load_rules,
    reminders::write_due,
    testing::{
        office::{self, ELSEWHERE, HERE, VERSION, filed, officer},
        on_each_engine,
    },
    verify::verify,
    write_tx,
};

/// Walks of an engine.
const WALKS: usize = 24;
/// Steps of a walk; many of them are not possible where it stands.
const STEPS: usize = 40;

#[tokio::test]
async fn any_sequence_of_acts_leaves_verify_clean() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let mut runner = TestRunner::deterministic();
        let mut taken = 0;
        for _ in 0..WALKS {
            let steps = vec(any::<u8>(), STEPS).new_tree(&mut runner).unwrap().current();
            let name = filed(&portal, HERE, "an").await.reference;
            for step in &steps {
                taken += u32::from(walk(&portal, &actor, &name, *step).await);
                write_due(&portal).await.unwrap();
                portal.clock.set(portal.clock.now() + SignedDuration::from_hours(3));
            }
        }
        assert!(taken > 60, "a walk that goes nowhere shows nothing: {taken}");
        assert_eq!(verify(&portal).await.unwrap(), (WALKS as u64, vec![]));
        let ends = holds_together(&portal).await;
        for end in [StateCode::Withdrawn, StateCode::Stopped, StateCode::HandedOver] {
            assert!(ends.contains(&end), "no walk ends {end}: {ends:?}");
        }
        let year = Scope::of(Period::year_to(portal.clock.today()));
        let report = adoption::report(&portal, Some(&actor), &year, By::Province).await;
        let figures = report.unwrap().total.unwrap();
        for measure in Measure::ALL {
            let share = measure.share(&figures);
            assert!(0 <= share.of && share.of <= share.all, "{measure}: {share:?}");
        }
    })
    .await;
}

/// What must hold wherever a walk ends; gives where they ended.
async fn holds_together(portal: &Portal) -> BTreeSet<StateCode> {
    let mut tx = portal.db.read().await.unwrap();
    let rules = load_rules(&mut tx).await.unwrap();
    let all = dossier::store::after_id(&mut tx, "", 1000).await.unwrap();
    let agency = catalogue::store::agency(&mut tx, HERE).await.unwrap().unwrap();
    let version = catalogue::store::version(&mut tx, VERSION).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let ends = all.iter().map(|one| one.facts.state.code()).collect();
    for dossier in all {
        let facts = &dossier.facts;
        let open = facts.suspensions.iter().filter(|wait| wait.to.is_none()).count();
        let waits = match facts.state.code() {
            StateCode::Supplement => true,
            StateCode::Payment => facts.state.finish().is_none(),
            _ => false,
        };
        assert_eq!(open, usize::from(waits), "{facts:?}");
        assert!(facts.redatings.len() <= 1, "{facts:?}");
        // The dates are those that acceptance fixed, moved by the intervals: computed again, they come out the same.
        // Money: what stands is what the payments hold; who has no result owes nothing, and never pays more than it costs.
        let standing = facts.payments.iter().map(|payment| payment.amount().get());
        assert_eq!(standing.sum::<i64>(), facts.paid.get(), "{facts:?}");
        let asked = facts.payable().get();
        assert!(facts.paid.get() + facts.owed().get() <= asked, "{facts:?}");
        let over = facts.state.code().is_final();
        if over && facts.state.finish().is_none() {
            assert_eq!(facts.owed(), Dong::ZERO, "{facts:?}");
        }
        // The promise is never after the law's date, and both are worked.
        if let Some(due) = facts.due().filter(|_| facts.pinned.is_some()) {
            assert!(due.promised <= due.statutory, "{facts:?}");
            for due in [due.promised, due.statutory] {
                assert!(rules.calendar.is_working(due.date()), "{due}");
            }
        }
        if !waits && !over && facts.pinned.is_some() {
            let today = portal.clock.today();
            let found = course(&rules, &dossier, &agency, &version.procedure, today);
            assert!(found.unwrap().is_some(), "{facts:?}");
        }
        assert!(!over || facts.next_due().is_none());
        assert!(facts.paid >= facts.paid_online);
    }
    ends
}

/// One step: an officer's act or the applicant's; whether it was possible.
async fn walk(portal: &Portal, actor: &Actor, name: &str, step: u8) -> bool {
    let words = || "Lý do".to_owned();
    let mut tx = portal.db.read().await.unwrap();
    let found = dossier::store::by_public_name(&mut tx, name).await.unwrap();
    tx.commit().await.unwrap();
    let dossier = found.unwrap();
    let last = dossier.last_event;
    let order = match step % 17 {
        0 | 1 => Order::Accept(TypedAcceptance { due: words(), ..TypedAcceptance::default() }),
        2 | 3 => Order::Start,
        4 => Order::AskSupplement { items: vec![words()], until: "31/12/2030".into(), guidance: String::new() },
        5 => Order::Finish { outcome: "granted".into(), note: words() },
        6 => Order::Finish { outcome: "denied".into(), note: words() },
        7 => Order::HandOver {
            taken_by: words(),
            way: "authorised".into(),
            authorisation: words(),
            shipment: String::new(),
        },
        8 => Order::Correct { reason: words() },
        9 if step > 230 => Order::Stop { reason: words(), legal_ground: words(), guidance: String::new() },
        9 if step > 200 => Order::Refuse { reason: words(), legal_ground: words() },
        10 => Order::AskPayment(AskedPayment {
            kind: if step > 100 { "decision" } else { "fees" }.into(),
            name: words(),
            amount: "20.000".into(),
            until: "31/12/2030".into(),
            reason: words(),
            legal_ground: words(),
        }),
        11 => Order::Apologise { until: "31/12/2030".into(), reason: words() },
        12 => {
            let work = match step / 17 % 4 {
                0 => Inside::Comment { text: words() },
                1 => Inside::Assign { to: actor.account_id.clone() },
                2 => Inside::Escalate { note: words() },
                _ => Inside::Pass {
                    to: if dossier.facts.holder().is_some() { HERE } else { ELSEWHERE }.into(),
                    until: String::new(),
                    note: words(),
                },
            };
            return inside(portal, actor, name, last, &work).await.is_ok();
        }
        _ => return applicant(portal, dossier, step).await.is_ok(),
    };
    act(portal, actor, name, last, &order).await.is_ok()
}

async fn applicant(portal: &Portal, dossier: Dossier, step: u8) -> Result<Dossier, AppError> {
    let now = portal.clock.now();
    let who = Who::applicant("an");
    write_tx!(&portal.db, |tx| {
        let rules = load_rules(tx).await?;
        let agency = catalogue::store::agency(tx, &dossier.agency_id).await?.unwrap();
        let version = catalogue::store::version(tx, &dossier.version_id).await?.unwrap();
        let event = match step % 4 {
            0 | 1 => {
                let resumed = resumed(&rules, &dossier, &agency, &version.procedure, now)?;
                Event::Supplied {
                    note: String::new(),
                    attachments: vec![],
                    due: resumed.due,
                    redated: resumed.redated,
                    acknowledge_by: None,
                }
            }
            2 if !dossier.facts.owed().is_zero() => {
                let amount = dossier.facts.owed().min(Dong::of(30_000));
                let by = if step > 128 { PaidBy::Online } else { PaidBy::Counter };
                let taken = payment::Taking { order: None, amount, by };
                return payment::take(portal, tx, dossier.clone(), &who, taken, now).await;
            }
            2 => Event::Rated { grade: Grade::Satisfied, comment: String::new() },
            _ if step > 240 => {
                let cause = dossier.facts.withdrawal_cause();
                let event = Event::Withdrawn { reason: "Đổi ý".into() };
                let dossier = record(tx, dossier.clone(), &who, event, now).await?;
                return payment::return_paid(tx, dossier, &who, cause, now).await;
            }
            _ => return Err(AppError::Conflict("state_moved")),
        };
        record(tx, dossier.clone(), &who, event, now).await
    })
}
