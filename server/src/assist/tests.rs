use axum::http::StatusCode;
use backend::{
    account::{NewAccount, NewAppointment},
    actor::Person,
    helper::{add_helper, badge_of},
    outbox,
};
use jiff::{SignedDuration, civil::date};

use crate::{
    filing::tests::{PDF, SERVICE, answer_all, begin, hidden, names, portal, send_step, upload},
    testing::{Browser, PASSWORD, Page, TestPortal},
};

const AGENCY: &str = "ubnd-phuong-cam-thanh";
const ANH: (&str, &str) = ("Nguyễn Thị Ánh", "0905 000 111");
const BINH: (&str, &str) = ("Đinh Văn Bình", "0905 000 222");

pub async fn helper(portal: &TestPortal, login: &str) -> String {
    let person = Person { full_name: "Lê Văn Giúp".into(), phone: Some("+84905999001".into()), ..Person::default() };
    let new = NewAccount { login, password: PASSWORD, person, roles: Vec::new(), demo: false };
    let appointment = NewAppointment {
        agency_id: AGENCY,
        team: "Tổ dân phố 3",
        decision: "12/QĐ-UBND",
        from: date(2026, 1, 2),
        until: Some(date(2026, 3, 10)),
    };
    add_helper(&portal.app.portal, new, appointment).await.unwrap()
}

fn opening(page: &Page, resident: (&'static str, &'static str)) -> Vec<(&'static str, String)> {
    vec![
        ("name", resident.0.to_owned()),
        ("phone", resident.1.to_owned()),
        ("capacity", "self".to_owned()),
        ("place", "Nhà văn hóa".to_owned()),
        ("consent_enter", "yes".to_owned()),
        ("consent_documents", "yes".to_owned()),
        ("consent_send", "yes".to_owned()),
        ("version", hidden(page, "version")),
    ]
}

async fn post(browser: &mut Browser, path: &str, fields: &[(&'static str, String)]) -> Page {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post(path, &pairs).await
}

/// The newest value of a name in the messages that went out.
async fn newest(portal: &TestPortal, name: &str) -> String {
    let mut found = None;
    for claimed in outbox::claim(&portal.app.portal, 100).await.unwrap() {
        outbox::note(&portal.app.portal, &claimed, Ok(())).await.unwrap();
        found = claimed.message.notice.value(name).or(found);
    }
    found.expect("a message")
}

pub async fn open(portal: &TestPortal, browser: &mut Browser, resident: (&'static str, &'static str)) {
    let page = browser.get("/ho-tro").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("checked"), "nothing is ticked beforehand");
    let page = post(browser, "/ho-tro/phien", &opening(&page, resident)).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let code = newest(portal, "otp").await;
    let page = browser.post("/ho-tro/phien/ma", &[("code", &code)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
}

/// Fills a draft in for the resident; gives its address.
async fn fill(browser: &mut Browser, resident: (&'static str, &'static str)) -> String {
    let draft = begin(browser).await;
    let person = [
        ("acting", "self"),
        ("full_name", resident.0),
        ("personal_number", "051190000123"),
        ("birth_date", "05/02/1990"),
        ("phone", resident.1),
        ("address", "Thôn 2, xã Trà Bồng"),
    ];
    let page = send_step(browser, &format!("{draft}/nguoi-nop"), &person).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = answer_all(browser, &draft).await;
    let page = browser.get(page.location()).await;
    let documents = names(&page, "doc_");
    let files: Vec<_> = documents.iter().map(|name| (name.as_str(), "giấy.pdf", PDF)).collect();
    let page = upload(browser, &draft, &files, "stay").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let delivery = format!("{draft}/nhan-ket-qua");
    let page = send_step(browser, &delivery, &[("delivery", "online")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    draft
}

#[tokio::test]
async fn nobody_helps_without_an_appointment() {
    let portal = portal().await;
    let posts =
        ["/ho-tro/phien", "/ho-tro/phien/ma", "/ho-tro/phien/ma-moi", "/ho-tro/gui/x/ma", "/ho-tro/gui/x/ma-moi"];
    let mut stranger = portal.browser();
    for path in ["/ho-tro", "/ho-tro/phien", "/ho-tro/gui/x"] {
        let page = stranger.get(path).await;
        assert!(page.location().starts_with("/dang-nhap"), "{path}");
    }
    for path in posts {
        let page = stranger.post(path, &[]).await;
        assert!(page.location().starts_with("/dang-nhap"), "{path}");
    }
    let citizen = portal.account("nguoi-dan", None).await;
    let mut citizen = portal.browser_of(&citizen).await;
    assert_eq!(citizen.get("/ho-tro").await.status, StatusCode::FORBIDDEN);
    for path in posts {
        let page = citizen.post(path, &[("name", "A")]).await;
        let refused = page.status == StatusCode::FORBIDDEN || page.status == StatusCode::NOT_FOUND;
        assert!(refused, "{path}: {}", page.status);
    }
    // Past the appointment: why, and nothing else.
    let account = helper(&portal, "hotro").await;
    portal.set_clock("2026-03-11T02:00:00Z");
    let mut late = portal.browser_of(&account).await;
    let page = late.get("/ho-tro").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.text.contains("10/03/2026") && !page.text.contains("name=\"phone\""));
}

#[tokio::test]
async fn what_is_wrong_keeps_what_was_typed_and_what_was_ticked() {
    let portal = portal().await;
    let account = helper(&portal, "hotro").await;
    let mut browser = portal.browser_of(&account).await;
    let page = browser.get("/ho-tro").await;
    let mut fields = opening(&page, ("<b>Ánh", "0905 999 001"));
    fields.retain(|(name, _)| *name != "consent_enter");
    let page = post(&mut browser, "/ho-tro/phien", &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"name-error\"", "id=\"phone-error\"", "id=\"consent_enter-error\"", "value=\"&lt;b&gt;Ánh\""] {
        assert!(page.text.contains(part), "{part}");
    }
    assert_eq!(page.text.matches(" checked").count(), 3, "capacity and two consents");
}

#[tokio::test]
async fn nothing_of_the_first_resident_shows_to_the_second() {
    let portal = portal().await;
    let account = helper(&portal, "hotro").await;
    let mut browser = portal.browser_of(&account).await;
    open(&portal, &mut browser, ANH).await;

    // The banner on every page, nothing kept by the browser, and what is the helper's own is closed.
    for path in ["/ho-tro/phien", "/dich-vu", "/"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("Đang nhập hộ cho Nguyễn Thị Ánh"), "{path}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
    }
    for path in ["/dang-nhap", "/dang-ky", "/tai-khoan", "/ho-so", "/can-bo", "/en/tai-khoan"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
        assert!(!page.text.contains("type=\"password\""), "{path}");
    }
    let sign_in = [("login", "hotro"), ("password", PASSWORD)];
    let page = browser.post("/dang-nhap", &sign_in).await;
    assert_eq!(page.status, StatusCode::CONFLICT);

    // One dossier is sent, another is left as a draft with a file.
    let sent = fill(&mut browser, ANH).await;
    let page = browser.get(&format!("{sent}/kiem-tra")).await;
    let revision = hidden(&page, "revision");
    let page = browser.post(&format!("{sent}/kiem-tra"), &[("revision", &revision)]).await;
    let confirm = page.location().to_owned();
    assert!(confirm.starts_with("/ho-tro/gui/"), "{}", page.text);
    let page = browser.get(&confirm).await;
    assert!(page.text.contains("50.000"), "{}", page.text);
    let code = newest(&portal, "otp").await;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let page = browser.post(&format!("{confirm}/ma"), &[("code", wrong)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"code-error\"") && !page.text.contains(wrong));
    let page = browser.post(&format!("{confirm}/ma"), &[("code", &code)]).await;
    assert_eq!(page.location(), format!("{sent}/da-gui"));
    let page = browser.get(&format!("{sent}/da-gui")).await;
    let (_, reference) = page.text.split_once("QN-").unwrap();
    let reference = format!("QN-{}", &reference[..9]);
    assert!(!page.text.contains("/ho-so/QN-"), "the dossier is the resident's");
    let draft = fill(&mut browser, ANH).await;
    let page = browser.get(&format!("{draft}/giay-to")).await;
    let (_, file) = page.text.split_once(&format!("{draft}/tep/")).unwrap();
    let file = format!("{draft}/tep/{}", file.split('"').next().unwrap());
    assert_eq!(browser.get(&file).await.status, StatusCode::OK);

    let mut old = portal.browser();
    old.cookies = browser.cookies.clone();
    let page = browser.post("/ho-tro/phien/ket-thuc", &[]).await;
    assert_eq!(page.location(), "/ho-tro/da-ket-thuc");
    assert_eq!(page.header("clear-site-data"), "\"cache\"");

    let mut seen: Vec<String> = ["nguoi-nop", "thong-tin", "giay-to", "kiem-tra", "nhan-ket-qua"]
        .iter()
        .flat_map(|step| [format!("{draft}/{step}"), format!("{sent}/{step}")])
        .collect();
    seen.extend([draft.clone(), file, format!("{sent}/da-gui"), confirm.clone()]);
    let hidden_from = |page: &Page| {
        assert!(!page.text.contains("Ánh") && !page.text.contains("000 111"), "{}", page.text);
        assert!(!page.text.contains(&reference), "{}", page.text);
    };
    // After the end; then with the next resident; by pages that were open before.
    for path in &seen {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        hidden_from(&page);
    }
    for path in ["/ho-tro", "/ho-tro/da-ket-thuc", "/ho-so", "/tai-khoan", &format!("/nop-ho-so/{SERVICE}")] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        hidden_from(&page);
    }
    let dossier = browser.get(&format!("/ho-so/{reference}")).await;
    assert_eq!(dossier.status, StatusCode::NOT_FOUND);
    open(&portal, &mut browser, BINH).await;
    for path in &seen {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        hidden_from(&page);
    }
    for path in ["/ho-tro/phien", &format!("/nop-ho-so/{SERVICE}")] {
        let page = browser.get(path).await;
        hidden_from(&page);
    }
    // The old token is no more, whoever kept it.
    for path in &seen {
        assert!(old.get(path).await.location().starts_with("/dang-nhap"), "{path}");
    }
}

#[tokio::test]
async fn a_second_session_is_refused_and_time_and_sign_out_end_the_first() {
    let portal = portal().await;
    let account = helper(&portal, "hotro").await;
    let mut browser = portal.browser_of(&account).await;
    let mut other = portal.browser_of(&account).await;
    let form = other.get("/ho-tro").await;
    open(&portal, &mut browser, ANH).await;
    let page = post(&mut other, "/ho-tro/phien", &opening(&form, BINH)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let page = other.get("/ho-tro").await;
    assert!(page.text.contains("/ho-tro/noi-khac") && !page.text.contains("Ánh"));
    assert_eq!(other.get("/ho-tro/phien").await.location(), "/ho-tro");

    let draft = fill(&mut browser, ANH).await;
    portal.pass(SignedDuration::from_hours(4));
    let page = browser.get(&format!("{draft}/kiem-tra")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.text.contains("Ánh"));
    open(&portal, &mut browser, BINH).await;
    let page = browser.post("/dang-xuat", &[]).await;
    assert_eq!(page.header("clear-site-data"), "\"cache\"");
    let mut again = portal.browser_of(&account).await;
    assert!(!again.get("/ho-tro").await.text.contains("/ho-tro/noi-khac"));
}

#[tokio::test]
async fn the_resident_withdraws_by_their_link_and_anybody_checks_a_badge() {
    let portal = portal().await;
    let account = helper(&portal, "hotro").await;
    let mut browser = portal.browser_of(&account).await;
    let form = browser.get("/ho-tro").await;
    post(&mut browser, "/ho-tro/phien", &opening(&form, ANH)).await;
    let link = newest(&portal, "withdraw").await;
    let mut phone = portal.browser();
    let path = format!("/ho-tro-nguoi-dan/rut/{link}");
    let page = phone.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Lê Văn Giúp") && !page.text.contains("Ánh"));
    assert_eq!(phone.post(&path, &[]).await.location(), path);
    assert_eq!(browser.get("/ho-tro/phien").await.location(), "/ho-tro");
    let wrong = "/ho-tro-nguoi-dan/rut/0123";
    assert_eq!(phone.get(wrong).await.status, StatusCode::NOT_FOUND);

    let actor = backend::session::resume(
        &portal.app.portal,
        &backend::account::SessionToken::parse(browser.cookies.values().next().unwrap()).unwrap(),
    )
    .await
    .unwrap()
    .unwrap();
    let badge = badge_of(&portal.app.portal, &actor).await.unwrap();
    let page = phone.get(&format!("/en/ho-tro-nguoi-dan?ma={badge}")).await;
    assert!(page.text.contains("Tổ dân phố 3") && page.text.contains("10 March 2026"));
    let page = phone.get("/ho-tro-nguoi-dan?ma=AAA-AAA").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);

    // Beside a citizen who files alone: a wrong code is said at its field, and what was typed stays.
    let citizen = portal.account("nguoi-dan", None).await;
    let mut citizen = portal.browser_of(&citizen).await;
    let draft = fill(&mut citizen, ANH).await;
    let review = format!("{draft}/kiem-tra");
    let page = send_step(&mut citizen, &review, &[("guide", "XX-XX")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"guide-error\"") && page.text.contains("value=\"XX-XX\""));
    let page = send_step(&mut citizen, &review, &[("guide", &badge)]).await;
    assert_eq!(page.location(), format!("{draft}/da-gui"));
}
