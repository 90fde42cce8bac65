use std::sync::Arc;

use backend::{
    gateway::{
        GatewayError, Gateways,
        payment::{
            Bill, Callback, PayLanguage, PayRequest, PaymentConfig, PaymentConfigs, PaymentGateway, PaymentOutcome,
            PaymentReport, QueryRequest, RefundKind, RefundOutcome, RefundRequest,
            vnpay::{self, VnPayConfig},
        },
    },
    secret::Secret,
};
use domain::payment::FailureReason;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use crate::world::{Answer, World, hidden, now};

fn order(reference: &str, created_at: Timestamp) -> PayRequest {
    PayRequest {
        reference: reference.to_owned(),
        amount_dong: 8_000,
        info: "Thanh toan phi ho so 000.00.15.H48-261120-0007".to_owned(),
        language: PayLanguage::Vietnamese,
        client_ip: [127, 0, 0, 1].into(),
        created_at,
        expires_at: created_at + SignedDuration::from_mins(15),
        bill: Bill::default(),
    }
}

fn question(order: &PayRequest) -> QueryRequest {
    QueryRequest {
        request_id: "hoi-1".to_owned(),
        reference: order.reference.clone(),
        order_created_at: order.created_at,
        info: "Truy van".to_owned(),
        server_ip: [127, 0, 0, 1].into(),
        asked_at: order.created_at,
    }
}

fn payment(world: &World) -> &dyn PaymentGateway {
    world.gateways.payment.first().unwrap().client.as_ref()
}

async fn pay_url(world: &World, order: &PayRequest) -> Url {
    payment(world).begin(order).await.unwrap()
}

/// Opens the pay page and presses a button; where the browser is sent back to.
async fn play(world: &World, order: &PayRequest, way: &str) -> String {
    let url = pay_url(world, order).await;
    let html = world.page(url.as_str()).await;
    assert!(html.contains("8.000\u{a0}đồng") && html.contains("DEMOTMN1"), "{html}");
    let token = hidden(&html, "order");
    let (status, location, _) = world.post("/paymentv2/choi", &[("order", &token), ("play", way)]).await;
    assert_eq!(status, 303);
    location
}

/// A callback, or what the browser brought back, which is signed alike.
fn read(world: &World, query: &str) -> PaymentReport {
    payment(world).read_callback(&Callback::of_query(query)).unwrap()
}

async fn ask(world: &World, order: &PayRequest) -> PaymentReport {
    payment(world).query(&question(order)).await.unwrap()
}

/// The gateway's number of a payment.
fn transaction(report: &PaymentReport) -> String {
    match &report.outcome {
        PaymentOutcome::Paid { transaction_no: Some(number) } => number.clone(),
        other => panic!("not paid: {other:?}"),
    }
}

#[tokio::test]
async fn success_reaches_callback_return_and_query_alike() {
    let mut world = World::new().await;
    let order = order("TT1", now());
    assert_eq!(ask(&world, &order).await.outcome, PaymentOutcome::Unknown);
    let back = play(&world, &order, "success").await;
    let callback = world.callback().await;
    let heard = read(&world, &callback);
    assert_eq!((heard.reference.as_str(), heard.amount_dong), ("TT1", Some(8_000)));
    assert!(heard.paid_at.is_some() && !transaction(&heard).is_empty());
    assert_eq!(read(&world, back.split_once('?').unwrap().1), heard);
    let known = ask(&world, &order).await;
    assert_eq!(transaction(&known), transaction(&heard));
    let books = world.page("/cong-thanh-toan").await;
    assert!(books.contains("Confirm Success"), "the answer is shown");
}

#[tokio::test]
async fn cancelling_and_failing_are_told_with_their_codes() {
    let mut world = World::new().await;
    for (way, reference, outcome, code) in [
        ("cancel", "TT2", PaymentOutcome::Cancelled, "24"),
        ("insufficient", "TT3", PaymentOutcome::Failed(FailureReason::Funds), "51"),
    ] {
        let order = order(reference, now());
        play(&world, &order, way).await;
        let callback = world.callback().await;
        let heard = read(&world, &callback);
        assert_eq!((heard.outcome, heard.code.as_str()), (outcome, code));
        assert_eq!(ask(&world, &order).await.outcome, PaymentOutcome::Failed(FailureReason::Other));
    }
}

#[tokio::test]
async fn a_double_callback_says_the_same_twice() {
    let mut world = World::new().await;
    play(&world, &order("TT4", now()), "double").await;
    assert_eq!(world.callback().await, world.callback().await);
}

#[tokio::test]
async fn paying_twice_makes_two_transactions() {
    let mut world = World::new().await;
    play(&world, &order("TT5", now()), "twice").await;
    let (one, two) = (world.callback().await, world.callback().await);
    let (one, two) = (read(&world, &one), read(&world, &two));
    assert_ne!(transaction(&one), transaction(&two));
}

#[tokio::test]
async fn without_a_callback_only_the_query_finds_it() {
    let mut world = World::new().await;
    let order = order("TT6", now());
    let back = play(&world, &order, "silent").await;
    assert!(read(&world, back.split_once('?').unwrap().1).is_paid());
    assert!(ask(&world, &order).await.is_paid());
    assert!(world.callbacks.try_recv().is_err());
}

#[tokio::test]
async fn a_late_success_comes_after_the_end_and_the_browser_before() {
    let mut world = World::new().await;
    let order = PayRequest { expires_at: now() + SignedDuration::from_secs(1), ..order("TT7", now()) };
    let back = play(&world, &order, "late").await;
    assert!(!back.contains('?'), "no result: {back}");
    assert_eq!(ask(&world, &order).await.outcome, PaymentOutcome::Pending);
    let callback = world.callback().await;
    let heard = read(&world, &callback);
    assert!(heard.is_paid());
    let paid_at = heard.paid_at.unwrap();
    assert!(paid_at > order.expires_at);
    world.set_clock(paid_at);
    assert!(ask(&world, &order).await.is_paid());
}

#[tokio::test]
async fn an_order_that_has_ended_cannot_be_paid() {
    let mut world = World::new().await;
    let order = order("TT14", now());
    let url = pay_url(&world, &order).await;
    let token = hidden(&world.page(url.as_str()).await, "order");
    world.set_clock(order.expires_at);
    let form = [("order", token.as_str()), ("play", "success")];
    let (status, _, html) = world.post("/paymentv2/choi", &form).await;
    assert_eq!(status, 200);
    assert!(html.contains("đã hết hạn"));
    let form = [("order", token.as_str()), ("play", "timeout")];
    assert_eq!(world.post("/paymentv2/choi", &form).await.0, 303);
    let callback = world.callback().await;
    assert_eq!(read(&world, &callback).outcome, PaymentOutcome::Failed(FailureReason::TimedOut));
}

#[tokio::test]
async fn an_unconfirmed_callback_is_repeated_within_bounds() {
    let mut world = World::new().await;
    *world.answer.lock().unwrap() = Answer::Fixed(r#"{"RspCode":"99","Message":"Unknown error"}"#.to_owned());
    play(&world, &order("TT8", now()), "success").await;
    let first = world.callback().await;
    assert_eq!(world.callback().await, first);
    *world.answer.lock().unwrap() = Answer::Fixed(r#"{"RspCode":"02","Message":"Order already confirmed"}"#.to_owned());
    assert_eq!(world.callback().await, first);
}

#[tokio::test]
async fn a_callback_can_be_sent_by_hand() {
    let mut world = World::new().await;
    play(&world, &order("TT9", now()), "silent").await;
    let books = world.page("/cong-thanh-toan").await;
    let (token, number) = (hidden(&books, "order"), hidden(&books, "number"));
    let form = [("order", token.as_str()), ("number", number.as_str())];
    assert_eq!(world.post("/cong-thanh-toan/gui", &form).await.0, 303);
    let callback = world.callback().await;
    assert_eq!(transaction(&read(&world, &callback)), number);
}

#[tokio::test]
async fn an_order_is_paid_once_however_often_one_presses() {
    let mut world = World::new().await;
    let order = order("TT10", now());
    let url = pay_url(&world, &order).await;
    let token = hidden(&world.page(url.as_str()).await, "order");
    let form = [("order", token.as_str()), ("play", "success")];
    assert_eq!(world.post("/paymentv2/choi", &form).await.0, 303);
    world.callback().await;
    let (status, _, html) = world.post("/paymentv2/choi", &form).await;
    assert_eq!(status, 200);
    assert!(html.contains("đã được trả tiền"));
    assert!(world.page(url.as_str()).await.contains("đã được trả tiền"));
}

#[tokio::test]
async fn a_changed_pay_url_is_not_opened() {
    let world = World::new().await;
    let url = pay_url(&world, &order("TT11", now())).await;
    let forged = url.as_str().replace("vnp_Amount=800000", "vnp_Amount=100");
    let response = world.browser.get(forged).send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert!(response.text().await.unwrap().contains("Sai chữ ký"));
    assert!(world.page(url.as_str()).await.contains("Chọn cách"));
    let other = PayRequest { amount_dong: 9_000, ..order("TT11", now()) };
    let reused = pay_url(&world, &other).await;
    assert_eq!(world.browser.get(reused).send().await.unwrap().status(), 409);
}

#[tokio::test]
async fn money_goes_back_once() {
    let mut world = World::new().await;
    let order = order("TT12", now());
    play(&world, &order, "success").await;
    let callback = world.callback().await;
    let refund = RefundRequest {
        request_id: "hoan-1".to_owned(),
        kind: RefundKind::Full,
        reference: order.reference.clone(),
        amount_dong: 8_000,
        transaction_no: Some(transaction(&read(&world, &callback))),
        order_created_at: order.created_at,
        ordered_by: "ketoan".to_owned(),
        info: "Hoan tien tra hai lan".to_owned(),
        server_ip: [127, 0, 0, 1].into(),
        asked_at: now(),
    };
    let payment = payment(&world);
    let too_much = RefundRequest { request_id: "hoan-0".to_owned(), amount_dong: 9_000, ..refund.clone() };
    let error = payment.refund(&too_much).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "02"), "{error}");

    let first = payment.refund(&refund).await.unwrap();
    assert!(matches!(first, RefundOutcome::Accepted { .. }), "{first:?}");
    let again = payment.refund(&refund).await.unwrap();
    assert_eq!(again, RefundOutcome::AlreadyRequested);
    let other = RefundRequest { request_id: "hoan-2".to_owned(), ..refund.clone() };
    let again = payment.refund(&other).await.unwrap();
    assert_eq!(again, RefundOutcome::AlreadyRequested, "another id, the same money");

    let nothing = RefundRequest { request_id: "hoan-3".to_owned(), reference: "TT-khong-co".to_owned(), ..refund };
    let error = payment.refund(&nothing).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "91"), "{error}");
}

#[tokio::test]
async fn a_wrong_secret_and_a_broken_gateway_are_told_apart() {
    let world = World::new().await;
    let mut config = world.config.clone();
    let account = VnPayConfig::demo(&world.base, &world.base).unwrap();
    let wrong = VnPayConfig { secret: Secret::new("sai"), ..account };
    let wrong = PaymentConfig { name: "vnpay".to_owned(), kind: &vnpay::KIND, settings: Arc::new(wrong) };
    config.payment = PaymentConfigs(vec![wrong]);
    let gateways = Gateways::new(&config).unwrap();
    let asked = question(&order("TT13", now()));
    let error = gateways.payment.first().unwrap().client.query(&asked).await.unwrap_err();
    assert!(matches!(error, GatewayError::Untrusted { .. }), "{error}");
    assert!(error.to_string().contains("97"), "{error}");

    let form = [("system", "payment"), ("fault", "error"), ("requests", "1")];
    world.post("/dieu-khien", &form).await;
    let error = payment(&world).query(&asked).await.unwrap_err();
    assert!(error.is_retriable(), "{error}");
    let report = payment(&world).query(&asked).await.unwrap();
    assert_eq!(report.outcome, PaymentOutcome::Unknown);
}
