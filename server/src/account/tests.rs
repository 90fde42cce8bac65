use axum::http::StatusCode;
use backend::{actor::RoleKind, gateway::GatewayConfig, session};
use demo::accounts::load_accounts;
use jiff::SignedDuration;

use crate::testing::{Browser, PASSWORD, PUBLIC_URL, TestPortal};

const SIGN_IN: &str = "/dang-nhap";

fn fields<'a>(login: &'a str, password: &'a str) -> [(&'a str, &'a str); 2] {
    [("login", login), ("password", password)]
}

#[tokio::test]
async fn a_citizen_signs_in_and_out() {
    let portal = TestPortal::new().await;
    portal.account("0912345678", None).await;
    let mut browser = portal.browser();
    let page = browser.get("/en/dang-nhap?tiep=/en/tai-khoan").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(r#"name="tiep" value="/en/tai-khoan""#));

    let mut form = fields("0912 345 678", PASSWORD).to_vec();
    form.push(("tiep", "/en/tai-khoan"));
    let page = browser.post("/en/dang-nhap", &form).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert_eq!(page.location(), "/en/tai-khoan");
    assert!(page.header("set-cookie").contains("HttpOnly; SameSite=Lax"));
    let page = browser.get("/en/tai-khoan").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Trần Thị Bưởi"));
    assert_eq!(browser.get(SIGN_IN).await.location(), "/ho-so");

    let page = browser.post("/dang-xuat", &[]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/"));
    assert!(browser.cookies.is_empty());
    let page = browser.get("/tai-khoan").await;
    assert_eq!(page.location(), "/dang-nhap?tiep=%2Ftai-khoan");
}

#[tokio::test]
async fn each_begins_where_their_work_is() {
    let portal = TestPortal::new().await;
    portal.account("can.bo", Some((RoleKind::Officer, "a"))).await;
    portal.account("quan.tri", Some((RoleKind::Admin, ""))).await;
    for (login, home) in [("can.bo", "/can-bo"), ("quan.tri", "/quan-tri")] {
        let page = portal.browser().post(SIGN_IN, &fields(login, PASSWORD)).await;
        assert_eq!(page.location(), home);
    }
}

#[tokio::test]
async fn a_wrong_password_is_said_and_not_shown() {
    let portal = TestPortal::new().await;
    portal.account("0912345678", None).await;
    let mut browser = portal.browser();
    let page = browser.post(SIGN_IN, &fields("0912\"><b>678", "một-mật-khẩu-sai")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"value="0912&quot;&gt;&lt;b&gt;678""#), "{}", page.text);
    assert!(page.text.contains(r#"id="errors""#) && page.text.contains(r#"id="login-error""#));
    assert!(!page.text.contains("một-mật-khẩu-sai"));
    assert!(browser.cookies.is_empty());
    let empty = browser.post(SIGN_IN, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn guessing_is_slowed_by_address_and_by_login() {
    let portal = TestPortal::new().await;
    portal.account("an@vidu.vn", None).await;
    let wrong = fields("an@vidu.vn", "sai");
    let mut browser = portal.browser();
    for _ in 0..10 {
        let page = browser.post(SIGN_IN, &wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let page = browser.post(SIGN_IN, &wrong).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.header("retry-after"), "30");
    assert!(page.text.contains("an@vidu.vn"), "what was typed is kept");
    // Another login from there is refused, the same login from elsewhere too.
    let page = browser.post(SIGN_IN, &fields("khac@vidu.vn", "sai")).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    browser.address = [10, 0, 0, 9].into();
    let page = browser.post(SIGN_IN, &wrong).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    portal.pass(SignedDuration::from_secs(31));
    let page = browser.post(SIGN_IN, &fields("an@vidu.vn", PASSWORD)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_rightly_uses_nothing_up() {
    let portal = TestPortal::new().await;
    portal.account("an@vidu.vn", None).await;
    for _ in 0..12 {
        let page = portal.browser().post(SIGN_IN, &fields("an@vidu.vn", PASSWORD)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn nobody_is_led_elsewhere() {
    let portal = TestPortal::new().await;
    portal.account("an@vidu.vn", None).await;
    for outside in ["//evil.example", "https://evil.example", "/\\evil.example"] {
        let mut form = fields("an@vidu.vn", PASSWORD).to_vec();
        form.push(("tiep", outside));
        let page = portal.browser().post(SIGN_IN, &form).await;
        assert_eq!(page.location(), "/ho-so", "{outside}");
    }
}

#[tokio::test]
async fn another_sites_form_is_refused() {
    let portal = TestPortal::new().await;
    let id = portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    let page = browser.post_from("https://evil.example", "/tai-khoan/lien-he", &[("phone", "")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = browser.post_from("https://evil.example", "/dang-xuat", &[]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_old_session_leads_to_the_sign_in_page() {
    let portal = TestPortal::new().await;
    let id = portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);
    portal.pass(session::LIFETIME);
    let page = browser.get("/tai-khoan").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/dang-nhap?tiep=%2Ftai-khoan");
}

#[tokio::test]
async fn a_session_is_new_at_each_sign_in() {
    let portal = TestPortal::new().await;
    let id = portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    let planted = browser.cookies.clone();
    browser.post(SIGN_IN, &fields("an@vidu.vn", PASSWORD)).await;
    assert_ne!(browser.cookies, planted);
    let mut thief = portal.browser();
    thief.cookies = planted;
    assert_eq!(thief.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_citizen_makes_an_account() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let page = browser.get("/dang-ky?tiep=/tai-khoan").await;
    assert!(page.text.contains("14 ký tự"), "the rule is said before");
    let mut form = vec![("full_name", "H'Hen Niê"), ("login", "0912"), ("password", "ngắn")];
    let page = browser.post("/dang-ky", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("login-error") && page.text.contains("password-error"));
    assert!(page.text.contains("Hen Niê"));

    form[1].1 = "0912 345 678";
    form[2].1 = PASSWORD;
    form.push(("tiep", "/tai-khoan"));
    let page = browser.post("/dang-ky", &form).await;
    assert_eq!(page.location(), "/tai-khoan");
    let page = browser.get("/tai-khoan").await;
    assert!(page.text.contains("0912345678"));
    let page = portal.browser().post("/dang-ky", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "taken");
}

#[tokio::test]
async fn a_person_changes_contact_and_password() {
    let portal = TestPortal::new().await;
    let id = portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    let mut elsewhere = portal.browser_of(&id).await;

    let page = browser.post("/tai-khoan/lien-he", &[("phone", "12"), ("address", "Tổ 1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("phone-error") && page.text.contains("Tổ 1"));
    let page = browser.post("/tai-khoan/lien-he", &[("phone", "0912345678")]).await;
    assert_eq!(page.location(), "/tai-khoan?xong=lien-he");
    assert!(browser.get("/tai-khoan?xong=lien-he").await.text.contains("0912345678"));

    let wrong = [("current_password", "sai"), ("new_password", "ngắn")];
    let page = browser.post("/tai-khoan/mat-khau", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("0912345678"), "the contact data is still there");
    let right = [("current_password", PASSWORD), ("new_password", "một câu khác cũng dài")];
    let page = browser.post("/tai-khoan/mat-khau", &right).await;
    assert_eq!(page.location(), "/tai-khoan?xong=mat-khau");
    assert_eq!(elsewhere.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn other_sessions_are_listed_and_ended() {
    let portal = TestPortal::new().await;
    let id = portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    let mut elsewhere = portal.browser_of(&id).await;
    let page = browser.get("/tai-khoan").await;
    let name = r#"name="session" value=""#;
    assert_eq!(page.text.matches(name).count(), 1, "one's own is not offered");
    let (_, rest) = page.text.split_once(name).unwrap();
    let other = &rest[..64];
    browser.post("/tai-khoan/phien", &[("session", other)]).await;
    assert_eq!(elsewhere.get("/tai-khoan").await.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get("/tai-khoan").await.status, StatusCode::OK);
}

#[tokio::test]
async fn demo_people_are_offered_where_there_are_some() {
    let portal = TestPortal::new().await;
    let page = portal.browser().get(SIGN_IN).await;
    assert!(!page.text.contains("Tài khoản trình diễn"));
    assert!(page.text.contains("chưa kết nối VNeID"));
    load_accounts(&portal.app.portal).await.unwrap();
    let page = portal.browser().get(SIGN_IN).await;
    assert!(page.text.contains("quang-ngai-2026") && page.text.contains("canbo.kontum"));
}

/// Leaves for the provider and plays `action` there; gives the address that the browser comes back to.
async fn at_the_provider(browser: &mut Browser, action: &str) -> String {
    let page = browser.post("/dang-nhap/vneid", &[("tiep", "/tai-khoan")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let (_, request) = page.location().split_once('?').unwrap();
    let form = [("request", request), ("action", action), ("who", "099185000001")];
    let decide = page.location().split('?').next().unwrap();
    let answer = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
        .post(decide)
        .form(&form)
        .send()
        .await
        .unwrap();
    let back = answer.headers()["location"].to_str().unwrap().to_owned();
    back.strip_prefix(PUBLIC_URL).unwrap().to_owned()
}

#[tokio::test]
async fn the_national_identity_signs_in_once() {
    let (portal, _) = TestPortal::with_sandbox().await;
    let mut browser = portal.browser();
    let back = at_the_provider(&mut browser, "allow").await;
    let attempt = browser.cookies.clone();
    let page = browser.get(&back).await;
    assert_eq!(page.location(), "/tai-khoan", "{}", page.text);
    let page = browser.get("/tai-khoan").await;
    assert!(page.text.contains("Nguyễn Thị Mẫu") && page.text.contains("•••••••••001"));
    assert!(!page.text.contains("099185000001"));

    // The same way back a second time leads nowhere.
    let mut again = portal.browser();
    again.cookies = attempt;
    let page = again.get(&back).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(!again.cookies.contains_key("phien"));
}

#[tokio::test]
async fn a_way_back_that_is_not_this_browsers_is_refused() {
    let (portal, _) = TestPortal::with_sandbox().await;
    let mut browser = portal.browser();
    let back = at_the_provider(&mut browser, "allow").await;
    // Somebody else's browser, without the cookie.
    let page = portal.browser().get(&back).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    // A forged state.
    let forged = back.replace("state=", "state=x");
    let page = browser.get(&forged).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(!browser.cookies.contains_key("phien"));
    // Too late.
    let back = at_the_provider(&mut browser, "allow").await;
    portal.pass(SignedDuration::from_mins(11));
    let page = browser.get(&back).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn saying_no_at_the_provider_is_no_fault() {
    let (portal, _) = TestPortal::with_sandbox().await;
    let mut browser = portal.browser();
    let back = at_the_provider(&mut browser, "cancel").await;
    let page = browser.get(&back).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Bạn đã hủy"));
    let back = at_the_provider(&mut browser, "error").await;
    assert_eq!(browser.get(&back).await.status, StatusCode::BAD_GATEWAY);
}

#[tokio::test]
async fn a_provider_that_is_down_leaves_the_own_account() {
    // Nobody listens there: the listener is closed before anybody calls.
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let gateways = GatewayConfig::demo(&address.parse().unwrap(), &PUBLIC_URL.parse().unwrap()).unwrap();
    let portal = TestPortal::with(gateways).await;
    portal.account("an@vidu.vn", None).await;
    let mut browser = portal.browser();
    let page = browser.post("/dang-nhap/vneid", &[("tiep", "/tai-khoan")]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("VNeID chưa trả lời"));
    assert!(page.text.contains(r#"name="tiep" value="/tai-khoan""#));
    let page = browser.post(SIGN_IN, &fields("an@vidu.vn", PASSWORD)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}
