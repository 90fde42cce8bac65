//! PayPlat's client against the simulated platform, and every fault that integrators have met.

use std::sync::Arc;

use backend::gateway::payment::{
    Bill, BillLine, Callback, CallbackVerdict, Connect as _, PayLanguage, PayRequest, Payer, PaymentGateway,
    PaymentOutcome, PaymentReport, QueryRequest, RefundKind, RefundOutcome, RefundRequest, payplat::PayPlatConfig,
};
use domain::money::Dong;
use jiff::{SignedDuration, Timestamp};

use crate::world::{Answer, World, hidden, now};

/// The world with a client of the platform.
struct Platform {
    world: World,
    client: Arc<dyn PaymentGateway>,
}

impl Platform {
    async fn new() -> Self {
        let world = World::new().await;
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let client = PayPlatConfig::demo(&world.base).unwrap().connect(http);
        *world.answer.lock().unwrap() = Answer::Taken(client.clone());
        Self { world, client }
    }

    /// Begins, opens the page and presses a button; where the browser is sent back to.
    async fn play(&self, order: &PayRequest, way: &str) -> String {
        let address = self.client.begin(order).await.unwrap();
        assert_eq!(address.origin(), self.client.pay_origin());
        let page = self.world.page(address.as_str()).await;
        assert!(page.contains("8.000\u{a0}đồng") && page.contains("Nguyễn Thị Ánh"), "{page}");
        let (status, location, _) = self.world.post(address.path(), &[("play", way)]).await;
        assert_eq!(status, 303);
        location
    }

    /// The next CONFIRM, as the client reads it; the portal then takes it.
    async fn confirm(&mut self) -> PaymentReport {
        let body = self.world.callback().await;
        self.client.read_callback(&Callback { query: "", body: body.as_bytes() }).unwrap()
    }

    async fn ask(&self, order: &PayRequest) -> PaymentOutcome {
        let asked = QueryRequest {
            request_id: "hoi".to_owned(),
            reference: order.reference.clone(),
            order_created_at: order.created_at,
            info: "Truy van".to_owned(),
            server_ip: [127, 0, 0, 1].into(),
            asked_at: order.created_at,
        };
        self.client.query(&asked).await.unwrap().outcome
    }

    /// Lets the next INIT fail.
    async fn fail(&self, fault: &str) {
        let form = [("fault", fault), ("requests", "1")];
        assert_eq!(self.world.post("/payplat/dieu-khien", &form).await.0, 303);
    }
}

fn order(reference: &str) -> PayRequest {
    let created_at: Timestamp = now();
    let line = |key: &str, amount| BillLine { key: key.into(), name: "Lệ phí".into(), amount: Dong::of(amount) };
    PayRequest {
        reference: reference.to_owned(),
        amount_dong: 8_000,
        info: "Phi, le phi ho so 000.00.15.H48-261120-0007".to_owned(),
        language: PayLanguage::Vietnamese,
        client_ip: [127, 0, 0, 1].into(),
        created_at,
        expires_at: created_at + SignedDuration::from_mins(15),
        bill: Bill {
            dossier: "000.00.15.H48-261120-0007".to_owned(),
            service_code: "1.001612".to_owned(),
            service_name: "Đăng ký hộ kinh doanh".to_owned(),
            agency_code: "000.00.15.H48".to_owned(),
            agency_name: "UBND xã Sơn Tịnh".to_owned(),
            payer: Payer { full_name: "Nguyễn Thị Ánh".to_owned(), ..Payer::default() },
            lines: vec![line("le-phi", 5_000), line("phi", 3_000)],
        },
    }
}

fn transaction(outcome: &PaymentOutcome) -> String {
    match outcome {
        PaymentOutcome::Paid { transaction_no: Some(number) } => number.clone(),
        other => panic!("not paid: {other:?}"),
    }
}

#[tokio::test]
async fn success_reaches_confirm_and_query_and_the_browser_brings_the_reference_alone() {
    let mut platform = Platform::new().await;
    let order = order("TT1");
    assert_eq!(platform.ask(&order).await, PaymentOutcome::Unknown);
    let back = platform.play(&order, "success").await;
    assert!(back.ends_with("/thanh-toan/ket-qua?MaThamChieu=TT1"), "{back}");
    let heard = platform.confirm().await;
    assert_eq!((heard.reference.as_str(), heard.amount_dong), ("TT1", Some(8_000)));
    assert!(!transaction(&heard.outcome).is_empty());
    assert_eq!(platform.ask(&order).await, PaymentOutcome::Paid { transaction_no: None });
    // Each reference is used once.
    let used = platform.client.begin(&order).await.unwrap_err();
    assert!(used.to_string().contains("02"), "{used}");
}

#[tokio::test]
async fn a_twelve_hour_clock_and_an_amount_as_number_are_read() {
    let mut platform = Platform::new().await;
    // 15:20 in Viet Nam.
    platform.world.set_clock("2026-11-20T08:20:00Z".parse().unwrap());
    for (reference, way, shown) in [
        ("TT2", "twelve-hours", "\"20261120032000\""),
        ("TT3", "number", "\"SoTien\":8000"),
        ("TT4", "success", "\"8000\""),
    ] {
        platform.play(&order(reference), way).await;
        let body = platform.world.callback().await;
        assert!(body.contains(shown), "{body}");
        let heard = platform.client.read_callback(&Callback { query: "", body: body.as_bytes() }).unwrap();
        assert!(heard.is_paid() && heard.amount_dong == Some(8_000), "{heard:?}");
    }
}

#[tokio::test]
async fn pending_for_hours_is_found_in_the_end() {
    let mut platform = Platform::new().await;
    let order = order("TT5");
    platform.play(&order, "pending").await;
    for minutes in [0, 30, 239] {
        platform.world.set_clock(now() + SignedDuration::from_mins(minutes));
        assert_eq!(platform.ask(&order).await, PaymentOutcome::Pending);
    }
    platform.world.set_clock(now() + SignedDuration::from_mins(240));
    assert_eq!(platform.ask(&order).await, PaymentOutcome::Paid { transaction_no: None });
    assert!(platform.world.callbacks.try_recv().is_err());
}

#[tokio::test]
async fn confirm_comes_twice_or_says_otherwise_later() {
    let mut platform = Platform::new().await;
    platform.play(&order("TT6"), "double").await;
    assert_eq!(platform.confirm().await, platform.confirm().await);

    platform.play(&order("TT7"), "after-failed").await;
    assert!(!platform.confirm().await.is_paid());
    assert!(platform.confirm().await.is_paid());

    platform.play(&order("TT8"), "twice").await;
    let (one, two) = (platform.confirm().await, platform.confirm().await);
    assert_ne!(transaction(&one.outcome), transaction(&two.outcome));
}

#[tokio::test]
async fn a_failure_is_told_and_a_silent_success_is_found_by_asking() {
    let mut platform = Platform::new().await;
    let failed = order("TT9");
    platform.play(&failed, "failed").await;
    assert!(!platform.confirm().await.is_paid());
    assert!(matches!(platform.ask(&failed).await, PaymentOutcome::Failed(_)));
    let silent = order("TT10");
    platform.play(&silent, "silent").await;
    assert_eq!(platform.ask(&silent).await, PaymentOutcome::Paid { transaction_no: None });
}

#[tokio::test]
async fn init_fails_when_the_platform_is_down_or_its_answer_lost() {
    let platform = Platform::new().await;
    platform.fail("down").await;
    assert!(platform.client.begin(&order("TT11")).await.unwrap_err().is_retriable());
    assert_eq!(platform.ask(&order("TT11")).await, PaymentOutcome::Unknown);
    platform.fail("lost").await;
    assert!(platform.client.begin(&order("TT12")).await.unwrap_err().is_retriable());
    assert_eq!(platform.ask(&order("TT12")).await, PaymentOutcome::Pending, "it has the bill all the same");
    platform.client.begin(&order("TT13")).await.unwrap();
}

#[tokio::test]
async fn a_confirm_that_is_not_taken_is_repeated() {
    let mut platform = Platform::new().await;
    *platform.world.answer.lock().unwrap() = Answer::Fixed("{\"MaLoi\":\"99\"}".to_owned());
    platform.play(&order("TT14"), "success").await;
    let first = platform.world.callback().await;
    // What the portal would say to the second.
    let callback = Callback { query: "", body: first.as_bytes() };
    let taken = platform.client.answer(&callback, CallbackVerdict::AlreadyNoted, now()).to_string();
    *platform.world.answer.lock().unwrap() = Answer::Fixed(taken);
    assert_eq!(platform.world.callback().await, first);
    // By hand, once more.
    let books = platform.world.page("/payplat").await;
    let (bill, number) = (hidden(&books, "bill"), hidden(&books, "number"));
    let form = [("bill", bill.as_str()), ("number", number.as_str())];
    assert_eq!(platform.world.post("/payplat/gui", &form).await.0, 303);
    assert_eq!(platform.world.callback().await, first);
}

#[tokio::test]
async fn a_bill_whose_items_do_not_make_the_amount_is_refused() {
    let platform = Platform::new().await;
    let wrong = PayRequest { amount_dong: 9_000, ..order("TT15") };
    let refused = platform.client.begin(&wrong).await.unwrap_err();
    assert!(!refused.is_retriable() && refused.to_string().contains("05"), "{refused}");
}

#[tokio::test]
async fn there_is_no_message_for_refunds() {
    let platform = Platform::new().await;
    let refund = RefundRequest {
        request_id: "hoan".to_owned(),
        kind: RefundKind::Full,
        reference: "TT16".to_owned(),
        amount_dong: 8_000,
        transaction_no: None,
        order_created_at: now(),
        ordered_by: "portal".to_owned(),
        info: "Hoan tien".to_owned(),
        server_ip: [127, 0, 0, 1].into(),
        asked_at: now(),
    };
    assert_eq!(platform.client.refund(&refund).await.unwrap(), RefundOutcome::NotOffered);
}

#[tokio::test]
async fn its_pages_say_that_it_is_a_simulation() {
    let platform = Platform::new().await;
    let address = platform.client.begin(&order("TT17")).await.unwrap();
    for path in ["/payplat", address.path(), "/payplat/tra-tien/khong-co"] {
        let html = platform.world.page(path).await;
        assert!(html.contains("<strong>Mô phỏng.</strong>"), "{path}");
        assert!(!html.contains("<script") && !html.contains("style="), "{path}");
    }
    assert!(platform.world.page("/").await.contains("href=\"/payplat\""));
}
