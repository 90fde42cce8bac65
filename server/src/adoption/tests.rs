//! The figures over HTTP.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use backend::actor::RoleKind;

use crate::{
    desk::tests::{filed, office},
    testing::{Browser, TestPortal},
};

/// A portal with one dossier, accepted online, and an officer of its agency.
async fn counted() -> (TestPortal, String, Browser) {
    let (portal, agency, reference, mut browser) = office().await;
    let accept = format!("/can-bo/ho-so/{reference}/tiep-nhan");
    let page = browser.post(&accept, &[("expected", "1")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    (portal, agency, browser)
}

async fn administrator(portal: &TestPortal) -> Browser {
    let admin = portal.account("quan", Some((RoleKind::Admin, ""))).await;
    portal.browser_of(&admin).await
}

#[tokio::test]
async fn a_period_turned_round_is_an_error_at_its_field() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let page = browser.get("/tinh-hinh?tu=31%2F03%2F2026&den=01%2F03%2F2026").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"den-error\""), "{}", page.text);
    for kept in ["value=\"31/03/2026\"", "value=\"01/03/2026\""] {
        assert!(page.text.contains(kept), "{kept}");
    }
    let page = browser.get("/en/tinh-hinh?tu=30%2F02%2F2026").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("value=\"30/02/2026\""));
}

#[tokio::test]
async fn a_form_leads_to_the_address_to_be_kept() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let typed = "?ky=nam-nay&tu=01%2F02%2F2026&den=28%2F02%2F2026&cap=&co-quan=&linh-vuc=";
    let page = browser.get(&format!("/tinh-hinh{typed}")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/tinh-hinh?tu=2026-02-01&den=2026-02-28");
    let page = browser.get(&format!("/en/tinh-hinh{typed}")).await;
    let kept = page.location().to_owned();
    assert_eq!(kept, "/en/tinh-hinh?tu=2026-02-01&den=2026-02-28");
    assert_eq!(browser.get(&kept).await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_does_not_exist_is_said_clearly() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let page = browser.get("/tinh-hinh?co-quan=khong-co").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"co-quan-error\""), "{}", page.text);
    let page = browser.get("/tinh-hinh?linh-vuc=khong-co").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.get("/tinh-hinh?dich-vu=khong-co").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = browser.get("/tinh-hinh?tu=%ff").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn each_figure_leads_those_who_may_to_what_it_counts() {
    let (portal, agency, mut officer) = counted().await;
    let own = format!("/tinh-hinh?co-quan={agency}");
    let list = format!("/tinh-hinh/ho-so?co-quan={agency}&amp;so=online");
    let page = officer.get(&own).await;
    assert!(page.text.contains(&list), "{}", page.text);
    let page = officer.get(&list.replace("&amp;", "&")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("-260304-0001"), "{}", page.text);
    assert!(page.text.contains("1 hồ sơ, tiếp nhận từ 01/01/2026"));
    assert!(page.text.contains("/can-bo/ho-so/"), "its own desk");
    // Of the whole province an officer sees no list, and no link to one.
    let page = officer.get("/tinh-hinh").await;
    assert!(!page.text.contains("ho-so?so="), "{}", page.text);
    let page = officer.get("/tinh-hinh/ho-so?so=online").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);

    let mut admin = administrator(&portal).await;
    let page = admin.get("/tinh-hinh").await;
    assert!(page.text.contains("/tinh-hinh/ho-so?so=online"));
    let page = admin.get("/tinh-hinh/ho-so?so=online").await;
    assert!(page.text.contains("-260304-0001") && !page.text.contains("/can-bo/ho-so/"));
    let page = admin.get("/tinh-hinh/ho-so?so=late_law").await;
    assert!(page.text.contains("Không có hồ sơ nào"));
    for nothing in ["", "?so=x", "?so=services_used", "?so=online&co-quan=x"] {
        let page = admin.get(&format!("/tinh-hinh/ho-so{nothing}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn lists_are_denied_to_the_public_and_to_other_agencies() {
    let (portal, agency, _) = counted().await;
    let list = format!("/tinh-hinh/ho-so?co-quan={agency}&so=online");
    let page = portal.browser().get(&list).await;
    assert!(page.location().starts_with("/dang-nhap"), "{page:?}");
    let citizen = portal.account("dan", None).await;
    let stranger = portal.account("la", Some((RoleKind::Officer, "elsewhere"))).await;
    for account in [citizen, stranger] {
        let mut browser = portal.browser_of(&account).await;
        let page = browser.get(&list).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = browser.get(&format!("/tinh-hinh?co-quan={agency}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("/tinh-hinh/ho-so"), "{}", page.text);
    }
}

#[tokio::test]
async fn the_public_sees_no_group_of_a_few_dossiers() {
    let (portal, _, _) = counted().await;
    let page = portal.browser().get("/tinh-hinh").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("1 / 1"), "{}", page.text);
    assert!(page.text.contains("quá ít hồ sơ để công bố"), "{}", page.text);
    let page = administrator(&portal).await.get("/tinh-hinh").await;
    assert!(page.text.contains("</a> / <a"), "{}", page.text);
}

#[tokio::test]
async fn figures_are_never_older_than_the_newest_dossier() {
    let (portal, _, mut officer) = counted().await;
    let mut admin = administrator(&portal).await;
    let before = admin.get("/tinh-hinh/ho-so?so=received").await;
    assert!(before.text.contains("1 hồ sơ, "), "{}", before.text);
    let (_, reference) = filed(&portal, 2).await;
    let accept = format!("/can-bo/ho-so/{reference}/tiep-nhan");
    officer.post(&accept, &[("expected", "1")]).await;
    let after = admin.get("/tinh-hinh/ho-so?so=received").await;
    assert!(after.text.contains("2 hồ sơ, "), "{}", after.text);
}

#[tokio::test]
async fn the_page_is_kept_while_the_figures_stand() {
    let (portal, _, mut officer) = counted().await;
    let mut accept_another = async |number: u32| {
        let (_, reference) = filed(&portal, number).await;
        let accept = format!("/can-bo/ho-so/{reference}/tiep-nhan");
        officer.post(&accept, &[("expected", "1")]).await
    };
    // As many as the public is shown.
    for number in 2..=5 {
        accept_another(number).await;
    }
    let mut public = portal.browser();
    let mut ask = async |etag: &str| {
        let request = Request::get("/tinh-hinh").header(header::IF_NONE_MATCH, etag);
        public.send(request.body(Body::empty()).unwrap()).await
    };
    let first = ask("").await;
    assert!(first.text.contains("5 / 5"), "{}", first.text);
    let again = ask(first.header("etag")).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);

    accept_another(6).await;
    let counted = ask(first.header("etag")).await;
    assert_eq!(counted.status, StatusCode::OK);
    assert!(counted.text.contains("6 / 6"), "{}", counted.text);
}

#[tokio::test]
async fn targets_are_added_drawn_and_ended_by_administrators() {
    let (portal, agency, mut officer) = counted().await;
    let page = officer.get("/quan-tri/chi-tieu").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = officer.post("/quan-tri/chi-tieu", &[("measure", "online")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);

    let mut admin = administrator(&portal).await;
    let mut typed = vec![
        ("measure", "on_time_law"),
        ("agency", agency.as_str()),
        ("percent", "120"),
        ("from", "31/03/2026"),
        ("to", "01/03/2026"),
        ("legal_source", "Kế hoạch 1"),
    ];
    let page = admin.post("/quan-tri/chi-tieu", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["percent", "to"] {
        let error = format!("id=\"{field}-error\"");
        assert!(page.text.contains(&error), "{field}: {}", page.text);
    }
    assert!(page.text.contains("value=\"Kế hoạch 1\""), "what was typed is kept");

    typed[2] = ("percent", "97");
    typed[3] = ("from", "01/01/2026");
    typed[4] = ("to", "");
    let page = admin.post("/quan-tri/chi-tieu", &typed).await;
    assert_eq!(page.location(), "/quan-tri/chi-tieu?xong=them", "{}", page.text);
    let page = officer.get(&format!("/tinh-hinh?co-quan={agency}")).await;
    assert!(page.text.contains("chỉ tiêu 97%"), "{}", page.text);

    let page = admin.get("/quan-tri/chi-tieu").await;
    let row = page.text.split("97%").nth(1).unwrap();
    let end = row.split('"').find(|one| one.ends_with("/ket-thuc")).unwrap();
    let end = end.to_owned();
    assert_eq!(officer.post(&end, &[]).await.status, StatusCode::FORBIDDEN);
    let page = admin.post(&end, &[]).await;
    assert_eq!(page.location(), "/quan-tri/chi-tieu?xong=ket-thuc");
    let page = admin.post(&end, &[]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND, "it has ended");
}

#[tokio::test]
async fn administrators_see_whom_to_look_at() {
    let (portal, _, _) = counted().await;
    let page = administrator(&portal).await.get("/quan-tri").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("id=\"can-xem\""), "{}", page.text);
    assert!(page.text.contains("chưa có hồ sơ trực tuyến"));
}
