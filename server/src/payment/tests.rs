//! Paying over HTTP, at either of two gateways, with the simulated ones beside the portal.

use std::{sync::Arc, time::Duration};

use axum::http::StatusCode;
use backend::{
    actor::RoleKind,
    gateway::{
        GatewayConfig,
        payment::{
            PaymentConfig,
            payplat::{self, PayPlatConfig},
        },
    },
    quoting::Wish,
    verify::verify,
};
use url::Url;

use crate::{
    desk::tests::filed_by,
    testing::{Browser, Page, TestPortal},
};

/// A dossier that owes 50.000 đồng, and whoever filed it.
struct World {
    portal: TestPortal,
    sandbox: Url,
    outside: reqwest::Client,
    citizen: Browser,
    desk: Browser,
    code: String,
}

fn both_gateways(sandbox: &Url, portal: &Url) -> GatewayConfig {
    let mut gateways = GatewayConfig::demo(sandbox, portal).unwrap();
    gateways.payment.0.push(PaymentConfig {
        name: "payplat".to_owned(),
        kind: &payplat::KIND,
        settings: Arc::new(PayPlatConfig::demo(sandbox).unwrap()),
    });
    gateways
}

impl World {
    async fn new() -> Self {
        let (portal, sandbox) = TestPortal::in_reach_of_sandbox(both_gateways).await;
        let today = portal.app.portal.clock.today();
        demo::catalogue::load_catalogue(&portal.app.portal.db, today).await.unwrap();
        let filer = portal.account("nguoi.an@vidu.vn", None).await;
        let (agency, reference) = filed_by(&portal, 1, "1.001612", &filer, Wish::default()).await;
        let officer = portal.account("hoa", Some((RoleKind::Officer, &agency))).await;
        let mut desk = portal.browser_of(&officer).await;
        let page = desk.post(&format!("/can-bo/ho-so/{reference}/tiep-nhan"), &[("expected", "1")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let code = page.location().rsplit('/').next().unwrap();
        let code = code.split('?').next().unwrap().to_owned();
        let citizen = portal.browser_of(&filer).await;
        let outside =
            reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        Self { portal, sandbox, outside, citizen, desk, code }
    }

    async fn pay(&mut self, form: &[(&str, &str)]) -> Page {
        self.citizen.post(&format!("/thanh-toan/{}", self.code), form).await
    }

    /// Pays at PayPlat, as this button of its page plays it; where the browser comes back to.
    async fn play(&mut self, way: &str) -> String {
        let page = self.pay(&[("gateway", "payplat")]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
        let address = page.location().to_owned();
        assert!(address.starts_with(self.sandbox.join("/payplat/tra-tien/").unwrap().as_str()), "{address}");
        let played = self.outside.post(address).form(&[("play", way)]).send().await.unwrap();
        assert_eq!(played.status(), StatusCode::SEE_OTHER);
        let back = Url::parse(played.headers()["location"].to_str().unwrap()).unwrap();
        format!("{}?{}", back.path(), back.query().unwrap())
    }

    /// The page, once it says so: the platform's word comes by itself.
    async fn says(&mut self, path: &str, words: &str) -> Page {
        let mut page = self.citizen.get(path).await;
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while !page.text.replace('\u{a0}', " ").contains(words) {
            assert!(tokio::time::Instant::now() < deadline, "never said {words}: {}", page.text);
            tokio::time::sleep(Duration::from_millis(50)).await;
            page = self.citizen.get(path).await;
        }
        page
    }

    async fn nothing_differs(&self) {
        let (_, differences) = verify(&self.portal.app.portal).await.unwrap();
        assert_eq!(differences, []);
    }
}

#[tokio::test]
async fn the_payer_chooses_where_to_pay_and_is_paid_through_there() {
    let mut world = World::new().await;
    let page = world.pay(&[]).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Chọn nơi thanh toán"), "{}", page.text);
    for way in ["value=\"vnpay\"", "value=\"payplat\"", "Nền tảng thanh toán quốc gia (PayPlat)"] {
        assert!(page.text.contains(way), "{way}: {}", page.text);
    }
    let page = world.pay(&[("gateway", "vnpay")]).await;
    assert!(page.location().contains("/paymentv2/vpcpay.html?"), "{}", page.location());
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains(&world.sandbox.origin().ascii_serialization()), "{policy}");

    let back = world.play("success").await;
    let page = world.says(&back, "Đã thanh toán").await;
    assert!(page.text.contains("50.000") && page.text.contains("/bien-lai/"), "{}", page.text);
    let page = world.pay(&[("gateway", "payplat")]).await;
    assert_eq!(page.location(), format!("/ho-so/{}", world.code), "nothing is owed any more");
    world.nothing_differs().await;
}

#[tokio::test]
async fn odd_words_of_the_platform_are_understood() {
    for way in ["double", "after-failed", "twelve-hours", "number"] {
        let mut world = World::new().await;
        let back = world.play(way).await;
        world.says(&back, "Đã thanh toán").await;
        let path = format!("/ho-so/{}", world.code);
        let page = world.says(&path, "Đã trả 50.000 đồng").await;
        assert_eq!(page.text.matches("href=\"/bien-lai/").count(), 1, "{way}: {}", page.text);
        world.nothing_differs().await;
    }
}

#[tokio::test]
async fn what_is_pending_for_hours_is_found_by_asking() {
    let mut world = World::new().await;
    let back = world.play("pending").await;
    let portal = world.portal.app.portal.clone();
    let here = [127, 0, 0, 1].into();
    for minutes in [31, 60, 120] {
        world.portal.pass(jiff::SignedDuration::from_mins(minutes));
        backend::payment::expire(&portal).await.unwrap();
        backend::payment::ask_about_open(&portal, here).await.unwrap();
        world.says(&back, "Yêu cầu thanh toán đã hết hạn").await;
    }
    world.portal.pass(jiff::SignedDuration::from_hours(5));
    backend::payment::ask_about_open(&portal, here).await.unwrap();
    world.says(&back, "Đã thanh toán").await;
    world.nothing_differs().await;
}

#[tokio::test]
async fn a_platform_that_is_down_takes_nothing_and_the_other_gateway_is_offered() {
    let mut world = World::new().await;
    for fault in ["down", "lost"] {
        let switch = world.sandbox.join("/payplat/dieu-khien").unwrap();
        let form = [("fault", fault), ("requests", "1")];
        world.outside.post(switch).form(&form).send().await.unwrap();
        let page = world.pay(&[("gateway", "payplat")]).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.text);
        assert!(page.text.contains("Chọn nơi thanh toán khác"), "{}", page.text);
    }
    let back = world.play("success").await;
    world.says(&back, "Đã thanh toán").await;
    world.nothing_differs().await;
}

#[tokio::test]
async fn money_that_comes_twice_at_the_platform_is_given_at_the_counter() {
    let mut world = World::new().await;
    let back = world.play("twice").await;
    world.says(&back, "Đã thanh toán").await;
    let path = format!("/ho-so/{}", world.code);
    world.says(&path, "Đang hoàn lại 50.000 đồng").await;
    let portal = world.portal.app.portal.clone();
    backend::payment::send_refunds(&portal, [127, 0, 0, 1].into()).await.unwrap();
    world.says(&path, "Nhận lại 50.000 đồng tại quầy").await;
    let page = world.desk.get(&format!("/can-bo/ho-so/{}", world.code)).await;
    assert!(page.text.contains("/tra-tien"), "{}", page.text);
    world.nothing_differs().await;
}
