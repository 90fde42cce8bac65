mod providers;
mod receipts;
mod refunds;

use std::sync::{Arc, Mutex};

use domain::{code::DossierCode, deadline::Due, fee::RefundCause, money::Dong, quote::FeeQuote};
use jiff::{SignedDuration, civil::datetime};
use url::{Url, form_urlencoded};

use super::{callback::verdict, *};
use crate::{
    Portal,
    account::{NewAccount, add_account},
    actor::{Actor, Person},
    db::Db,
    dossier::{self, Dossier, Event, Who},
    gateway::{
        GatewayError, Pending, System,
        payment::{
            Callback, CallbackError, CallbackVerdict, PayLanguage, PayRequest, PaymentGateway, PaymentOutcome,
            PaymentReport, Polling, Provider, Providers, QueryRequest, RefundOutcome, RefundRequest, vnpay,
        },
    },
    one,
    testing::{
        office::{HERE, filed, officer, portal},
        on_each_engine,
    },
    verify, write_tx,
};

/// A gateway whose signature is a word, and which answers queries with what it is told to.
struct Fake {
    answer: Mutex<PaymentOutcome>,
    /// What it was asked to begin.
    begun: Mutex<Vec<PayRequest>>,
    asked: Mutex<Vec<String>>,
    refunds: Mutex<Vec<RefundRequest>>,
    down: Mutex<bool>,
    takes_refunds: bool,
    host: &'static str,
}

impl Fake {
    fn at(host: &'static str) -> Self {
        Self {
            answer: Mutex::new(PaymentOutcome::Unknown),
            begun: Mutex::default(),
            asked: Mutex::default(),
            refunds: Mutex::default(),
            down: Mutex::default(),
            takes_refunds: true,
            host,
        }
    }

    fn is_down(&self) -> bool {
        *self.down.lock().unwrap()
    }
}

fn down<T: Send>() -> Pending<'static, T> {
    Box::pin(async { Err(GatewayError::Unavailable { system: System::Payment, reason: "down".into() }) })
}

impl PaymentGateway for Fake {
    fn pay_origin(&self) -> url::Origin {
        Url::parse(&format!("http://{}", self.host)).unwrap().origin()
    }

    fn polling(&self) -> Polling {
        Polling { patience: SignedDuration::from_mins(2), longest: SignedDuration::from_hours(48) }
    }

    fn begin<'a>(&'a self, request: &'a PayRequest) -> Pending<'a, Url> {
        self.begun.lock().unwrap().push(request.clone());
        if self.is_down() {
            return down();
        }
        let address = format!("http://{}/{}/{}", self.host, request.reference, request.amount_dong);
        Box::pin(async move {
            // Others get their turn while the gateway thinks.
            tokio::task::yield_now().await;
            Ok(address.parse().unwrap())
        })
    }

    fn read_callback(&self, callback: &Callback<'_>) -> Result<PaymentReport, CallbackError> {
        let get = |name: &str| {
            form_urlencoded::parse(callback.query.as_bytes())
                .find(|(field, _)| field == name)
                .map(|(_, value)| value.into_owned())
                .unwrap_or_default()
        };
        if get("signature") != self.host {
            return Err(CallbackError::Signature);
        }
        let amount = get("amount").parse().unwrap();
        let transaction = Some(get("transaction")).filter(|number| !number.is_empty());
        let outcome = match get("code").as_str() {
            "00" => PaymentOutcome::Paid { transaction_no: transaction },
            "24" => PaymentOutcome::Cancelled,
            _ => PaymentOutcome::Failed(FailureReason::Funds),
        };
        Ok(report(&get("order"), Some(amount), outcome))
    }

    fn answer(&self, _: &Callback<'_>, verdict: CallbackVerdict, _: Timestamp) -> serde_json::Value {
        verdict.as_str().into()
    }

    fn query<'a>(&'a self, request: &'a QueryRequest) -> Pending<'a, PaymentReport> {
        self.asked.lock().unwrap().push(request.reference.clone());
        let answer = self.answer.lock().unwrap().clone();
        Box::pin(async move { Ok(report(&request.reference, None, answer)) })
    }

    fn refund<'a>(&'a self, request: &'a RefundRequest) -> Pending<'a, RefundOutcome> {
        if self.is_down() {
            return down();
        }
        self.refunds.lock().unwrap().push(request.clone());
        let taken = if self.takes_refunds { RefundOutcome::AlreadyRequested } else { RefundOutcome::NotOffered };
        Box::pin(async { Ok(taken) })
    }
}

fn report(reference: &str, amount_dong: Option<i64>, outcome: PaymentOutcome) -> PaymentReport {
    PaymentReport { reference: reference.to_owned(), amount_dong, outcome, code: "x".to_owned(), paid_at: None }
}

fn paid(transaction: &str) -> PaymentOutcome {
    PaymentOutcome::Paid { transaction_no: Some(transaction.to_owned()) }
}

fn provider(name: &str, client: &Arc<Fake>) -> Provider {
    Provider { name: name.to_owned(), kind: &vnpay::KIND, client: client.clone() }
}

/// A dossier that owes 50.000 đồng, its owner, and the gateway.
struct World {
    portal: Portal,
    gateway: Arc<Fake>,
    actor: Actor,
    dossier: Dossier,
    _folder: tempfile::TempDir,
}

const OWED: i64 = 50_000;

impl World {
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut portal = portal(db, &folder).await;
        let gateway = Arc::new(Fake::at("gateway.test"));
        portal.gateways.payment = Providers::new(vec![provider("vnpay", &gateway)]);
        let actor = citizen(&portal, "nguoi.an").await;
        let dossier = accepted(&portal, &actor, 1, |_| {}).await;
        Self { portal, gateway, actor, dossier, _folder: folder }
    }

    /// Starts paying; the order's reference.
    async fn start(&self) -> String {
        match self.try_start(&self.actor, None).await.unwrap() {
            Start::Pay(address) => address.split('/').nth(3).unwrap().to_owned(),
            Start::Choose => panic!("there is one gateway"),
        }
    }

    async fn try_start(&self, actor: &Actor, provider: Option<&str>) -> Result<Start, AppError> {
        let name = &self.dossier.reference;
        start(&self.portal, actor, name, provider, PayLanguage::Vietnamese, [127, 0, 0, 1].into()).await
    }

    async fn hear(&self, order: &str, amount: i64, transaction: &str, code: &str) -> CallbackVerdict {
        self.hear_at(0, order, amount, transaction, code).await
    }

    /// What the gateway in this place says.
    async fn hear_at(&self, at: usize, order: &str, amount: i64, transaction: &str, code: &str) -> CallbackVerdict {
        let provider = &self.portal.gateways.payment.all()[at];
        let host = provider.client.pay_origin().ascii_serialization();
        let host = host.strip_prefix("http://").unwrap();
        let query = format!("signature={host}&order={order}&amount={amount}&transaction={transaction}&code={code}");
        verdict(&self.portal, provider, &Callback::of_query(&query)).await
    }

    async fn facts(&self) -> dossier::Facts {
        let mut tx = self.portal.db.read().await.unwrap();
        let found = dossier::store::by_id(&mut tx, &self.dossier.id).await;
        found.unwrap().unwrap().facts
    }

    async fn order(&self, reference: &str) -> Order {
        let mut tx = self.portal.db.read().await.unwrap();
        store::order_of(&mut tx, reference).await.unwrap().unwrap()
    }

    async fn receipts(&self) -> Vec<Receipt> {
        let mut tx = self.portal.db.read().await.unwrap();
        store::receipts_of(&mut tx, &self.dossier.id).await.unwrap()
    }

    async fn refunds(&self) -> Vec<Refund> {
        let mut tx = self.portal.db.read().await.unwrap();
        store::refunds_of(&mut tx, &self.dossier.id).await.unwrap()
    }

    async fn nothing_differs(&self) {
        let (_, differences) = verify::verify(&self.portal).await.unwrap();
        assert_eq!(differences, []);
    }

    fn pass(&self, minutes: i64) {
        let clock = &self.portal.clock;
        clock.set(clock.now() + SignedDuration::from_mins(minutes));
    }
}

async fn citizen(portal: &Portal, login: &str) -> Actor {
    let person = Person { full_name: "Nguyễn Thị Ánh".into(), ..Person::default() };
    let new =
        NewAccount {
            login, password: "một câu dễ nhớ mà dài", person: person.clone(), roles: vec![], demo: false
        };
    Actor {
        account_id: add_account(portal, new).await.unwrap(),
        person,
        roles: vec![],
        demo: false,
        verified: false,
        assist: None,
    }
}

/// A dossier that was accepted, with its fees as they were quoted and then changed.
async fn accepted(portal: &Portal, actor: &Actor, number: u32, change: impl FnOnce(&mut FeeQuote)) -> Dossier {
    let dossier = filed(portal, HERE, &actor.account_id).await;
    let mut fee = dossier.facts.fee.clone();
    fee.as_mut().map(change);
    let day = portal.clock.today();
    let due = datetime(2026, 11, 27, 17, 0, 0, 0);
    let event = Event::Accepted {
        code: DossierCode::new("000.01.10.H48".parse().unwrap(), day, number).unwrap(),
        due: Due { statutory: due, promised: due },
        pinned: None,
        fee,
        groups: Vec::new(),
    };
    record(portal, dossier, &Who::officer("canbo", HERE), event).await
}

async fn record(portal: &Portal, dossier: Dossier, who: &Who, event: Event) -> Dossier {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| { dossier::record(tx, dossier.clone(), who, event.clone(), now).await }).unwrap()
}

#[tokio::test]
async fn a_callback_that_comes_ten_times_at_once_makes_one_receipt() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        assert_eq!(world.facts().await.owed().get(), OWED);
        let order = world.start().await;
        assert_eq!(order, world.start().await, "an open order is used again");
        let callbacks = (0..10).map(|_| world.hear(&order, OWED, "T1", "00"));
        let answers = join_all(callbacks).await;
        let confirmed = |answer: &&CallbackVerdict| **answer == CallbackVerdict::Noted;
        assert_eq!(answers.iter().filter(confirmed).count(), 1, "{answers:?}");
        assert!(answers.iter().all(|a| matches!(a, CallbackVerdict::Noted | CallbackVerdict::AlreadyNoted)));
        let receipts = world.receipts().await;
        assert_eq!(receipts.len(), 1);
        assert_eq!(receipts[0].number.number, 1);
        assert_eq!(receipts[0].number.year, 2026);
        assert_eq!(receipts[0].body.lines[0].amount.get(), OWED);
        assert_eq!(world.facts().await.paid.get(), OWED);
        assert!(world.facts().await.owed().is_zero());
        assert_eq!(world.order(&order).await.state, OrderState::Paid);
        let refused = world.try_start(&world.actor, None).await;
        assert!(matches!(refused, Err(AppError::Conflict("nothing_owed"))));
        world.nothing_differs().await;
    })
    .await;
}

/// Runs futures together, in one task.
async fn join_all<F: Future>(futures: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut all: Vec<_> = futures.map(|future| (Box::pin(future), None)).collect();
    std::future::poll_fn(|context| {
        let mut ready = true;
        for (future, output) in &mut all {
            if output.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *output = Some(value),
                    std::task::Poll::Pending => ready = false,
                }
            }
        }
        if ready { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    all.into_iter().filter_map(|(_, output)| output).collect()
}

#[tokio::test]
async fn what_is_forged_wrong_or_unknown_changes_nothing() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        let forged = format!("signature=bad&order={order}&amount={OWED}&transaction=T1&code=00");
        let answer = hear(&world.portal, &vnpay::KIND, &Callback::of_query(&forged)).await;
        assert_eq!(answer, CallbackVerdict::Forged.as_str());
        assert_eq!(world.hear(&order, OWED - 1, "T1", "00").await, CallbackVerdict::WrongAmount);
        assert_eq!(world.hear("TTNONE", OWED, "T1", "00").await, CallbackVerdict::UnknownOrder);
        assert_eq!(world.order(&order).await.state, OrderState::Open);
        assert_eq!(world.facts().await.owed().get(), OWED);
        assert!(world.receipts().await.is_empty());
        let stranger = citizen(&world.portal, "nguoi.binh").await;
        let refused = world.try_start(&stranger, None).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        let seen = standing(&world.portal, &stranger, Some(&order)).await;
        assert!(seen.unwrap().is_none());
        let seen = standing(&world.portal, &world.actor, None).await.unwrap();
        assert_eq!(seen.unwrap().order.reference, order);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn after_a_cancel_one_can_pay_again_and_a_late_success_of_the_first_is_refunded() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let first = world.start().await;
        assert_eq!(world.hear(&first, OWED, "0", "24").await, CallbackVerdict::Noted);
        assert_eq!(world.order(&first).await.state, OrderState::Cancelled);
        assert_eq!(world.hear(&first, OWED, "0", "24").await, CallbackVerdict::AlreadyNoted);
        let second = world.start().await;
        assert_ne!(first, second);
        world.hear(&second, OWED, "T2", "00").await;
        assert_eq!(world.hear(&first, OWED, "T1", "00").await, CallbackVerdict::Noted);
        assert_eq!(world.hear(&first, OWED, "T1", "00").await, CallbackVerdict::AlreadyNoted);
        assert_eq!(world.order(&first).await.state, OrderState::Surplus);
        let refunds = world.refunds().await;
        assert_eq!(refunds.len(), 1);
        assert_eq!(refunds[0].reason, "paid_twice");
        assert_eq!(world.facts().await.paid.get(), OWED);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_late_success_is_honoured_while_the_fee_is_owed() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        world.pass(16);
        expire(&world.portal).await.unwrap();
        assert_eq!(world.order(&order).await.state, OrderState::Expired);
        assert_eq!(world.hear(&order, OWED, "T1", "00").await, CallbackVerdict::Noted);
        assert_eq!(world.order(&order).await.state, OrderState::Paid);
        assert_eq!(world.receipts().await.len(), 1);
        // Paid once more for the same order: another transaction.
        assert_eq!(world.hear(&order, OWED, "T2", "00").await, CallbackVerdict::Noted);
        assert_eq!(world.hear(&order, OWED, "T2", "00").await, CallbackVerdict::AlreadyNoted);
        assert_eq!(world.refunds().await.len(), 1);
        assert_eq!(world.receipts().await.len(), 1);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_success_after_withdrawal_goes_back() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        let who = Who::applicant(&world.actor.account_id);
        let event = Event::Withdrawn { reason: "Đổi ý".into() };
        record(&world.portal, world.dossier.clone(), &who, event).await;
        assert_eq!(world.hear(&order, OWED, "T1", "00").await, CallbackVerdict::Noted);
        assert_eq!(world.order(&order).await.state, OrderState::Surplus);
        assert_eq!(world.refunds().await[0].reason, "late");
        assert!(world.facts().await.paid.is_zero());
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn money_goes_back_when_no_work_was_done_and_the_worker_orders_it_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        world.hear(&order, OWED, "T1", "00").await;
        let now = world.portal.clock.now();
        let who = Who::applicant(&world.actor.account_id);
        write_tx!(&world.portal.db, |tx| {
            let dossier = dossier::store::by_id(tx, &world.dossier.id).await?.unwrap();
            let event = Event::Withdrawn { reason: "Đổi ý".into() };
            let dossier = dossier::record(tx, dossier, &who, event, now).await?;
            return_paid(tx, dossier, &who, RefundCause::WithdrawnBeforeWork, now).await
        })
        .unwrap();
        assert!(world.facts().await.paid.is_zero());
        world.nothing_differs().await;

        let here = [127, 0, 0, 1].into();
        *world.gateway.down.lock().unwrap() = true;
        send_refunds(&world.portal, here).await.unwrap();
        assert_eq!(world.refunds().await[0].state, RefundState::Queued);
        *world.gateway.down.lock().unwrap() = false;
        send_refunds(&world.portal, here).await.unwrap();
        assert!(world.gateway.refunds.lock().unwrap().is_empty(), "not yet");
        world.pass(2);
        for _ in 0..2 {
            send_refunds(&world.portal, here).await.unwrap();
        }
        assert_eq!(world.refunds().await[0].state, RefundState::Done);
        let known = world.refunds().await;
        let ordered = world.gateway.refunds.lock().unwrap();
        assert_eq!(ordered.len(), 1);
        assert_eq!(ordered[0].transaction_no.as_deref(), Some("T1"));
        assert_eq!(ordered[0].request_id, known[0].id);
    })
    .await;
}

#[tokio::test]
async fn a_query_finds_what_no_callback_told() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        let here = [127, 0, 0, 1].into();
        *world.gateway.answer.lock().unwrap() = paid("T1");
        ask_about_open(&world.portal, here).await.unwrap();
        assert_eq!(world.order(&order).await.state, OrderState::Open, "too early");
        world.pass(3);
        ask_about_open(&world.portal, here).await.unwrap();
        assert_eq!(world.order(&order).await.state, OrderState::Paid);
        assert_eq!(world.hear(&order, OWED, "T1", "00").await, CallbackVerdict::AlreadyNoted);
        assert_eq!(world.receipts().await.len(), 1);
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn cash_is_taken_once_and_what_the_books_do_not_tell_is_found() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let order = world.start().await;
        let clerk = officer(&world.portal, "canbo.sontinh", HERE).await;
        let id = &world.dossier.id;
        let amount = Dong::of(50_000);
        let wrong = take_cash(&world.portal, &clerk, id, Dong::of(1)).await;
        assert!(matches!(wrong, Err(AppError::Conflict("amount_moved"))));
        let stranger = take_cash(&world.portal, &world.actor, id, amount).await;
        assert!(matches!(stranger, Err(AppError::NotFound)));
        take_cash(&world.portal, &clerk, id, amount).await.unwrap();
        assert!(take_cash(&world.portal, &clerk, id, amount).await.is_err());
        // Who pays at the gateway all the same gets it back.
        world.hear(&order, OWED, "T1", "00").await;
        assert_eq!(world.refunds().await.len(), 1);
        let number = world.receipts().await[0].number.clone();
        assert!(receipt(&world.portal, &world.actor, &number).await.is_ok());
        assert!(receipt(&world.portal, &clerk, &number).await.is_ok());
        let stranger = citizen(&world.portal, "nguoi.binh").await;
        let unseen = receipt(&world.portal, &stranger, &number).await;
        assert!(matches!(unseen, Err(AppError::NotFound)));
        world.nothing_differs().await;

        write_tx!(&world.portal.db, |tx| { crate::run!(tx, "UPDATE receipt SET amount = amount + 1") }).unwrap();
        let (_, differences) = verify::verify(&world.portal).await.unwrap();
        assert_eq!(differences.len(), 2, "{differences:?}");
        let mut tx = world.portal.db.read().await.unwrap();
        let (count,): (i64,) = one!(&mut tx, "SELECT COUNT(*) FROM payment_message").unwrap();
        assert_eq!(count, 1);
    })
    .await;
}
