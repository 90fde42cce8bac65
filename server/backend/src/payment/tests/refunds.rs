//! What goes back, fee by fee: by the fee's own text, else by the rule for all.

use domain::{
    fee::{FeeKind, RefundRule},
    money::Percent,
};

use super::*;
use crate::{
    desk::{Acted, AskedPayment, Order as Wanted, act},
    gateway::payment::RefundKind,
    testing::office::ELSEWHERE,
    tracking, verify,
};

const CHARGE: i64 = 20_000;

fn stop() -> Wanted {
    Wanted::Stop {
        reason: "Không bổ sung giấy tờ".into(),
        legal_ground: "Nghị định 118/2025/NĐ-CP".into(),
        guidance: String::new(),
    }
}

/// Adds a charge, of which half goes back to whoever declines the result, and a quarter where work on it is stopped.
pub(super) fn with_charge(quote: &mut FeeQuote) {
    let mut charge = quote.items[0].clone();
    charge.key = "phi".into();
    charge.name = "Phí thẩm định".into();
    charge.kind = FeeKind::Charge;
    charge.standard = Dong::of(20_000);
    charge.payable = Dong::of(20_000);
    let rule = |cause, percent| RefundRule {
        cause,
        percent: Percent::new(percent).unwrap(),
        source: "Văn bản thử, Điều 3".into(),
    };
    charge.refunds = vec![rule(RefundCause::ResultDeclined, 50), rule(RefundCause::StoppedDuringWork, 25)];
    quote.standard = quote.standard.checked_add(charge.standard).unwrap();
    quote.payable = quote.payable.checked_add(charge.payable).unwrap();
    quote.items.push(charge);
}

impl World {
    /// As [`World::new`], with a charge beside the duty, and an officer.
    pub(super) async fn with_charge(db: &Db) -> (Self, Actor) {
        let mut world = Self::new(db).await;
        world.dossier = accepted(&world.portal, &world.actor, 2, with_charge).await;
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        (world, clerk)
    }

    pub(super) async fn act(&self, clerk: &Actor, order: &Wanted) -> Result<Acted, AppError> {
        let last = self.now().await.last_event;
        act(&self.portal, clerk, &self.dossier.reference, last, order).await
    }

    async fn finish(&self, clerk: &Actor, outcome: &str) {
        let order = Wanted::Finish { outcome: outcome.into(), note: "Số 12".into() };
        self.act(clerk, &order).await.unwrap();
    }

    pub(super) async fn now(&self) -> Dossier {
        let mut tx = self.portal.db.read().await.unwrap();
        let found = dossier::store::by_id(&mut tx, &self.dossier.id).await;
        found.unwrap().unwrap()
    }

    async fn pay_online(&self, amount: i64, transaction: &str) {
        let order = self.start().await;
        let answer = self.hear(&order, amount, transaction, "00").await;
        assert_eq!(answer, CallbackVerdict::Noted);
    }

    /// What became of the payments, by the log: cause, what went back, and of each fee what was paid and went back.
    async fn told(&self) -> Vec<(String, i64, Vec<(String, i64, i64)>)> {
        let mut tx = self.portal.db.read().await.unwrap();
        let log = dossier::store::log(&mut tx, &self.dossier.id).await.unwrap();
        let told = log.into_iter().filter_map(|entry| match entry.event {
            Event::RefundQueued { reason, amount, lines, .. } => {
                let lines = lines.into_iter();
                let lines = lines.map(|line| (line.key, line.paid.get(), line.back.get()));
                Some((reason, amount.get(), lines.collect()))
            }
            _ => None,
        });
        told.collect()
    }
}

#[tokio::test]
async fn a_denial_gives_the_duty_back_and_keeps_the_charge() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        world.pay_online(OWED + CHARGE, "T1").await;
        let receipt = world.receipts().await.remove(0);
        let lines: Vec<i64> = receipt.body.lines.iter().map(|l| l.amount.get()).collect();
        assert_eq!(lines, [OWED, CHARGE]);
        world.act(&clerk, &Wanted::Start).await.unwrap();
        world.finish(&clerk, "denied").await;
        assert_eq!(
            world.told().await,
            [("ineligible".to_owned(), OWED, vec![("le-phi".to_owned(), OWED, OWED), ("phi".to_owned(), CHARGE, 0)])]
        );
        let facts = world.facts().await;
        assert_eq!((facts.paid.get(), facts.owed().get()), (CHARGE, 0));
        assert!(facts.result_released(), "the denial is not kept back");
        world.nothing_differs().await;
        send_refunds(&world.portal, [127, 0, 0, 1].into()).await.unwrap();
        {
            let ordered = world.gateway.refunds.lock().unwrap();
            assert_eq!(ordered[0].kind, RefundKind::Partial);
            assert_eq!((ordered[0].amount_dong, ordered[0].transaction_no.as_deref()), (OWED, Some("T1")));
        }

        // The decision was wrong: the duty is owed again, and only the duty.
        let correct = Wanted::Correct { reason: "Bỏ sót giấy tờ".into() };
        world.act(&clerk, &correct).await.unwrap();
        assert_eq!(world.facts().await.owed().get(), OWED);
        world.pay_online(OWED, "T2").await;
        let again = world.receipts().await.remove(1);
        assert_eq!(again.body.lines.len(), 1);
        assert!(again.body.lines[0].name.contains("Lệ phí"));
        world.finish(&clerk, "granted").await;
        assert_eq!(world.told().await.len(), 1, "who is granted gets nothing back");

        // Whoever declines the result gets half of the charge, as its text says, and nothing of the duty.
        let decline = Wanted::HandOver {
            taken_by: "Nguyễn Thị Ánh".into(),
            way: "declined".into(),
            authorisation: String::new(),
            shipment: String::new(),
        };
        world.act(&clerk, &decline).await.unwrap();
        let told = world.told().await;
        assert_eq!(told.len(), 3, "two payments stood");
        let back: Vec<i64> = told[1..].iter().map(|(_, back, _)| *back).collect();
        assert_eq!(back, [CHARGE / 2, 0]);
        // A second refund of the same transaction.
        let refunds = world.refunds().await;
        assert!(refunds.iter().all(|r| r.transaction_no.as_deref() == Some("T1")));
        assert_eq!(world.facts().await.paid.get(), OWED + CHARGE / 2);
        world.nothing_differs().await;
        // A copy of the first callback does nothing.
        let order = world.receipts().await.remove(0).order_id.unwrap();
        let mut tx = world.portal.db.read().await.unwrap();
        let order = store::order(&mut tx, &order).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let repeated = world.hear(&order.reference, OWED + CHARGE, "T1", "00").await;
        assert_eq!(repeated, CallbackVerdict::AlreadyNoted);
        assert_eq!(world.refunds().await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_denial_before_the_fee_was_paid_asks_for_the_charge_alone() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        world.act(&clerk, &Wanted::Start).await.unwrap();
        world.finish(&clerk, "denied").await;
        assert_eq!(world.facts().await.owed().get(), CHARGE);
        world.pay_online(CHARGE, "T1").await;
        let receipt = world.receipts().await.remove(0);
        assert_eq!(receipt.body.lines.len(), 1);
        assert_eq!(receipt.body.lines[0].name, "Phí thẩm định");
        assert!(world.facts().await.owed().is_zero());
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn nothing_goes_back_once_work_has_begun_and_the_log_says_so() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        world.pay_online(OWED + CHARGE, "T1").await;
        world.act(&clerk, &Wanted::Start).await.unwrap();
        let name = &world.dossier.reference;
        let cause = world.facts().await.withdrawal_cause();
        assert_eq!(cause, RefundCause::WithdrawnDuringWork);
        tracking::withdraw(&world.portal, &world.actor, name, "Đổi ý").await.unwrap();
        let told = world.told().await;
        assert_eq!((&*told[0].0, told[0].1), ("withdrawn_during_work", 0));
        assert!(world.refunds().await.is_empty());
        assert_eq!(world.facts().await.paid.get(), OWED + CHARGE);
        world.nothing_differs().await;
    })
    .await;
}

/// RULES.md 4.3 and 2.4 (form 05): stopping says what becomes of the fees, each by its own text.
#[tokio::test]
async fn a_stop_says_what_becomes_of_the_fees() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        world.pay_online(OWED + CHARGE, "T1").await;
        world.act(&clerk, &Wanted::Start).await.unwrap();
        world.act(&clerk, &stop()).await.unwrap();
        let told = world.told().await;
        let lines = vec![("le-phi".to_owned(), OWED, 0), ("phi".to_owned(), CHARGE, CHARGE / 4)];
        let expected = ("stopped_during_work".to_owned(), CHARGE / 4, lines);
        assert_eq!(told, [expected], "the charge's own text gives a quarter back");
        assert_eq!(world.refunds().await.len(), 1);
        assert_eq!(world.facts().await.paid.get(), OWED + CHARGE * 3 / 4);
        world.nothing_differs().await;
    })
    .await;
}

/// Nothing was done yet while the dossier waits for an obligation: all goes back, and the open order ends.
async fn ends_before_work(db: Db, withdrawn: bool) {
    let (world, clerk) = World::with_charge(&db).await;
    world.pay_online(OWED + CHARGE, "T1").await;
    let obligation = Wanted::AskPayment(AskedPayment {
        kind: "decision".into(),
        name: "Tiền sử dụng đất".into(),
        amount: "12.500.000".into(),
        until: "31/12/2030".into(),
        reason: "Theo thông báo".into(),
        legal_ground: "Nghị định 101/2024/NĐ-CP".into(),
    });
    world.act(&clerk, &obligation).await.unwrap();
    let order = world.start().await;
    let cause = if withdrawn {
        let name = &world.dossier.reference;
        tracking::withdraw(&world.portal, &world.actor, name, "Đổi ý").await.unwrap();
        "withdrawn_before_work"
    } else {
        world.act(&clerk, &stop()).await.unwrap();
        "stopped_before_work"
    };
    let told = world.told().await;
    assert_eq!((&*told[0].0, told[0].1), (cause, OWED + CHARGE));
    // Money for the order that was open comes too late.
    world.hear(&order, 12_500_000, "T2", "00").await;
    assert!(world.facts().await.paid.is_zero());
    assert_eq!(world.told().await.last().unwrap().0, "late");
    world.nothing_differs().await;
}

#[tokio::test]
async fn who_withdraws_before_work_gets_everything_back() {
    on_each_engine(|db| ends_before_work(db, true)).await;
}

#[tokio::test]
async fn what_is_stopped_before_work_gives_everything_back() {
    on_each_engine(|db| ends_before_work(db, false)).await;
}

#[tokio::test]
async fn who_withdraws_twice_at_once_gets_the_money_back_once() {
    on_each_engine(|db| async move {
        let (world, _) = World::with_charge(&db).await;
        world.pay_online(OWED + CHARGE, "T1").await;
        let name = &world.dossier.reference;
        let clicks = (0..4).map(|_| tracking::withdraw(&world.portal, &world.actor, name, "Đổi ý"));
        join_all(clicks).await;
        assert_eq!(world.refunds().await.len(), 1);
        assert_eq!(world.refunds().await[0].amount.get(), OWED + CHARGE);
        assert!(world.facts().await.paid.is_zero());
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn cash_goes_back_at_the_counter_once() {
    on_each_engine(|db| async move {
        let (world, clerk) = World::with_charge(&db).await;
        let id = &world.dossier.id;
        let owed = Dong::of(70_000);
        take_cash(&world.portal, &clerk, id, owed).await.unwrap();
        let name = &world.dossier.reference;
        tracking::withdraw(&world.portal, &world.actor, name, "Đổi ý").await.unwrap();
        let refund = world.refunds().await.remove(0);
        assert_eq!((refund.state, refund.amount), (RefundState::Counter, owed));
        assert_eq!(refund.next_try, None, "the gateway has nothing to do with it");
        world.nothing_differs().await;
        let other = officer(&world.portal, "canbo.bato", ELSEWHERE).await;
        for stranger in [&other, &world.actor] {
            let refused = give_cash_back(&world.portal, stranger, id, &refund.id).await;
            assert!(matches!(refused, Err(AppError::NotFound)));
        }
        let clicks = (0..3).map(|_| give_cash_back(&world.portal, &clerk, id, &refund.id));
        join_all(clicks).await;
        give_cash_back(&world.portal, &clerk, id, &refund.id).await.unwrap();
        assert_eq!(world.refunds().await[0].state, RefundState::Done);
        let mut tx = world.portal.db.read().await.unwrap();
        let log = dossier::store::log(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
        let given = log.iter().filter(|e| matches!(e.event, Event::CashReturned { .. }));
        assert_eq!(given.count(), 1);
        world.nothing_differs().await;
        write_tx!(&world.portal.db, |tx| { crate::run!(tx, "UPDATE refund SET state = 'counter'") }).unwrap();
        let (_, differences) = verify::verify(&world.portal).await.unwrap();
        assert_eq!(differences.len(), 1, "{differences:?}");
    })
    .await;
}
