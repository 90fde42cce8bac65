//! The desk over HTTP.

use axum::http::StatusCode;
use backend::{
    actor::{Person, RoleKind},
    catalogue,
    clock::local,
    dossier::{self, Body, Delivery, Event, NewDossier, Who},
    policy::load_rules,
    quoting::{self, Wish},
    verify,
};
use domain::{channel::Channel, mode::ActingMode};

use crate::testing::{Browser, Page, TestPortal};

mod claims;
mod life;
mod money;
mod permit;

/// A dossier sent online for a service of the demo catalogue; gives its agency and reference.
pub async fn filed(portal: &TestPortal, number: u32) -> (String, String) {
    filed_by(portal, number, "1.001612", "filer", Wish::default()).await
}

/// The same for the service of this code, sent by this account with this wish.
pub async fn filed_by(portal: &TestPortal, number: u32, service: &str, filer: &str, wish: Wish) -> (String, String) {
    let at = portal.app.portal.clock.now();
    let today = local(at).date();
    let db = &portal.app.portal.db;
    let mut tx = db.begin().await.unwrap();
    let services = catalogue::store::services_by_code(&mut tx, service).await.unwrap();
    let service = services.first().expect("a service of the demo");
    let version = catalogue::store::version_on(&mut tx, &service.id, today).await.unwrap().unwrap();
    let offers = catalogue::store::offers(&mut tx, &service.id, today).await.unwrap();
    let agency = &offers[0].agency;
    let rules = load_rules(&mut tx).await.unwrap();
    let procedure = &version.procedure;
    let quote = quoting::quote(&rules, procedure, Some(agency), Channel::Online, local(at), &wish);
    let quote = quote.unwrap();
    let reference = format!("QN-TEST-{number:04}");
    let new = NewDossier {
        submission: &reference,
        reference: &reference,
        service_id: &service.id,
        version_id: &version.id,
        agency_id: &agency.id,
        channel: Channel::Online,
        acting_mode: ActingMode::SelfFiled,
        mode: version.procedure.mode,
        filer_id: Some(filer),
        body: Body {
            applicant: Person { full_name: "Nguyễn <b>Ánh</b>".into(), ..Person::default() },
            subject: None,
            filer: None,
            form: [("ghi_chu".to_owned(), "</textarea><script>".to_owned())].into(),
            wish,
            delivery: Delivery::Online,
            lang: "vi".into(),
            received: vec![],
        },
        demo: true,
    };
    let event = Event::Submitted { fee: quote.fee.ok(), deadline: quote.deadline.ok(), acknowledge_by: local(at) };
    let who = Who::applicant(filer);
    dossier::open(&mut tx, new, &who, event, at).await.unwrap();
    let agency = agency.id.clone();
    tx.commit().await.unwrap();
    (agency, reference)
}

/// A portal with the demo's catalogue.
pub async fn with_catalogue() -> TestPortal {
    let portal = TestPortal::new().await;
    let today = portal.app.portal.clock.today();
    demo::catalogue::load_catalogue(&portal.app.portal.db, today).await.unwrap();
    portal
}

pub async fn office() -> (TestPortal, String, String, Browser) {
    let portal = with_catalogue().await;
    let (agency, reference) = filed(&portal, 1).await;
    let officer = portal.account("hoa", Some((RoleKind::Officer, &agency))).await;
    let browser = portal.browser_of(&officer).await;
    (portal, agency, reference, browser)
}

#[tokio::test]
async fn the_queue_is_for_officers_and_shows_their_agencys_dossiers() {
    let (portal, _, reference, mut browser) = office().await;
    let page = browser.get("/can-bo").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&reference));
    assert!(page.text.contains("Nguyễn &lt;b&gt;Ánh"), "{}", page.text);
    assert!(!page.text.contains("<script>"));
    let page = browser.get("/can-bo?nhom=tat-ca&tim=nguyen&kenh=online&sau=x&trang-thai=%00").await;
    assert!(page.status == StatusCode::OK && page.text.contains(&reference));
    let page = browser.get("/can-bo?nhom=cho-tra").await;
    assert!(!page.text.contains(&reference));

    let citizen = portal.account("dan", None).await;
    let page = portal.browser_of(&citizen).await.get("/can-bo").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = portal.browser().get("/can-bo").await;
    assert!(page.location().starts_with("/dang-nhap"), "{page:?}");
    let stranger = portal.account("la", Some((RoleKind::Officer, "elsewhere"))).await;
    let page = portal.browser_of(&stranger).await.get(&format!("/can-bo/ho-so/{reference}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_dossier_is_accepted_and_carried_on() {
    let (_portal, _, reference, mut browser) = office().await;
    let path = format!("/can-bo/ho-so/{reference}");
    let page = browser.get(&path).await;
    assert!(page.text.contains("Hẹn trả kết quả"), "{}", page.text);
    let accept = format!("{path}/tiep-nhan");
    let page = browser.post(&accept, &[("expected", "1")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let accepted = page.location().to_owned();
    assert!(accepted.contains("-260304-0001"), "{accepted}");
    let page = browser.get(&accepted).await;
    assert!(page.text.contains("Bắt đầu xử lý") && page.text.contains("Đã ghi nhận"));
    let slip = browser.get(&format!("{path}/giay-tiep-nhan")).await;
    assert!(slip.text.contains("class=\"qr\"") && slip.text.contains("-260304-0001"));
    assert!(!slip.text.contains("style="), "{}", slip.text);
    let none = browser.get(&format!("{path}/phieu-tu-choi")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    // The second of two clicks leads to the same place.
    let page = browser.post(&accept, &[("expected", "1")]).await;
    assert_eq!(page.location(), accepted);
    // An act on a page that is out of date is told what changed.
    let refuse = format!("{path}/tu-choi");
    let typed = [("expected", "1"), ("reason", "Sai nơi nộp"), ("legal_ground", "Điều 1")];
    let page = browser.post(&refuse, &typed).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("vừa được người khác xử lý"));
}

#[tokio::test]
async fn what_was_typed_is_kept_with_the_errors() {
    let (_portal, _, reference, mut browser) = office().await;
    let path = format!("/can-bo/ho-so/{reference}/tu-choi");
    let typed = [("expected", "1"), ("reason", "Sai <nơi> nộp"), ("legal_ground", "")];
    let page = browser.post(&path, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Sai &lt;nơi&gt; nộp"), "{}", page.text);
    assert!(page.text.contains(r#"id="legal_ground-error""#));
    let page = browser.post(&format!("/can-bo/ho-so/{reference}/khong-co"), &typed).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_fee_is_taken_at_the_counter_before_the_result_goes_out() {
    let (portal, _, reference, mut browser) = office().await;
    let path = format!("/can-bo/ho-so/{reference}");
    for (act, expected) in [("tiep-nhan", "1"), ("bat-dau", "2")] {
        let page = browser.post(&format!("{path}/{act}"), &[("expected", expected)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.text);
    }
    // A file of another kind is refused with what was typed kept; the right one beside it stays.
    let page = decide(&mut browser, &path, &[("a.png", PNG), ("b.exe", "MZ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Số 12/GCN") && page.text.contains("a.png"), "{}", page.text);
    let page = decide(&mut browser, &path, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let hand_over = [("expected", "4"), ("taken_by", "Nguyễn Thị Ánh")];
    let page = browser.post(&format!("{path}/tra-ket-qua"), &hand_over).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "it is not paid");

    let mut tx = portal.app.portal.db.read().await.unwrap();
    let dossier = dossier::store::by_public_name(&mut tx, &reference).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_eq!(dossier.facts.results.len(), 1);
    let file = format!("{path}/tep/{}", dossier.facts.results[0]);
    let page = browser.get(&file).await;
    assert_eq!(page.header("content-type"), "image/png");
    let owed = dossier.facts.owed().get().to_string();
    let cash = format!("{path}/thu-tien");
    let page = browser.post(&cash, &[("amount", "1")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let page = browser.post(&cash, &[("amount", &owed)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = browser.get(&path).await;
    assert!(page.text.contains("khi họ tải tệp kết quả về"), "{}", page.text);
    let hand_over = [("expected", "5"), ("taken_by", "Nguyễn Thị Ánh")];
    let page = browser.post(&format!("{path}/tra-ket-qua"), &hand_over).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert_eq!(verify::verify(&portal.app.portal).await.unwrap(), (1, vec![]));
}

/// The smallest picture.
pub const PNG: &str = "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360\
00000002000148afa4710000000049454e44ae426082";

/// Sends the decision with these files, a picture's content as hex.
pub async fn decide(browser: &mut Browser, path: &str, files: &[(&str, &str)]) -> Page {
    decide_as(browser, path, ["3", "granted"], files).await
}

/// The same at another number of the log, with an outcome.
async fn decide_as(browser: &mut Browser, path: &str, [expected, outcome]: [&str; 2], files: &[(&str, &str)]) -> Page {
    let mut body = Vec::new();
    for (name, value) in [("expected", expected), ("outcome", outcome), ("note", "Số 12/GCN")] {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    for (name, content) in files {
        let head = format!("--x\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend(hex::decode(content).unwrap_or_else(|_| content.as_bytes().to_vec()));
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--x--\r\n");
    let request = axum::http::Request::post(format!("{path}/xu-ly-xong"))
        .header("origin", crate::testing::PUBLIC_URL)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_paper_dossier_is_taken_once_and_its_slip_printed() {
    let (portal, agency, _, mut browser) = office().await;
    let page = browser.get("/can-bo/tiep-nhan?tim=ho+kinh+doanh").await;
    assert!(page.text.contains("/can-bo/tiep-nhan?dich-vu="), "{}", page.text);
    let mut tx = portal.app.portal.db.read().await.unwrap();
    let services = catalogue::store::services_by_code(&mut tx, "1.001612").await.unwrap();
    tx.commit().await.unwrap();
    let service = services[0].id.as_str();
    let page = browser.get(&format!("/can-bo/tiep-nhan?dich-vu={service}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let mut typed = vec![
        ("submission", "0123456789abcdef0123456789abcdef"),
        ("service", service),
        ("agency", agency.as_str()),
        ("channel", "counter"),
        ("full_name", ""),
        ("phone", "0905 000 111"),
        ("delivery", "counter"),
    ];
    let page = browser.post("/can-bo/tiep-nhan", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("0905 000 111"), "{}", page.text);
    typed[4].1 = "Đinh Văn Rin";
    let first = browser.post("/can-bo/tiep-nhan", &typed).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let second = browser.post("/can-bo/tiep-nhan", &typed).await;
    assert_eq!(first.location(), second.location(), "two clicks, one dossier");
    let slip = browser.get(first.location()).await;
    assert!(slip.text.contains("Đinh Văn Rin"), "{}", slip.text);
    assert_eq!(verify::verify(&portal.app.portal).await.unwrap(), (2, vec![]));
}
