//! The catalogue's pages and the errors' over HTTP, on the demo data.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::catalogue::demo::load_demo;

use crate::{
    testing::{Page, TestPortal},
    worker::follow_data,
};

/// A portal with the demo catalogue, on a Friday afternoon before a weekend and a holiday.
pub(crate) async fn demo_portal() -> TestPortal {
    let portal = TestPortal::new().await;
    portal.set_clock("2026-11-20T08:20:00Z");
    load_demo(&portal.app.portal.db, portal.clock.today())
        .await
        .unwrap();
    follow_data(&portal.app).await.unwrap();
    portal
}

fn assert_shown(page: &Page, words: &[&str]) {
    assert_eq!(page.status, StatusCode::OK);
    for word in words {
        assert!(page.text.contains(word), "lacks “{word}”:\n{}", page.text);
    }
}

#[tokio::test]
async fn an_empty_portal_has_a_home_page() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    let page = browser.get("/").await;
    assert_shown(&page, &["Bạn cần làm thủ tục gì?", "Cần người giúp?"]);
    assert!(!page.text.contains("bản trình diễn") && !page.text.contains("id=\"events\""));
}

#[tokio::test]
async fn the_home_page_shows_what_the_data_holds() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let page = browser.get("/").await;
    assert_shown(
        &page,
        &[
            "/dich-vu?event=co-con-nho",
            "Người thân qua đời",
            "/dich-vu/dang-ky-khai-sinh",
            "Nộp trực tuyến được lợi gì?",
            "role=\"note\"",
        ],
    );
    assert_eq!(page.text.matches("class=\"deal\"").count(), 1);
    let english = browser.get("/en").await;
    assert_shown(
        &english,
        &["lang=\"en\"", "A death in the family", "/en/dich-vu/"],
    );
}

#[tokio::test]
async fn a_service_page_tells_both_quotes_and_why() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let page = browser
        .get("/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh")
        .await;
    assert_shown(
        &page,
        &[
            "50.000\u{a0}đồng",
            "100.000\u{a0}đồng",
            "11/2022/NQ-HĐND",
            "906/QĐ-UBND",
            "24/11",
            "name=\"co-quan\"",
            "Các lần thay đổi",
        ],
    );
    let english = browser
        .get("/en/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh")
        .await;
    assert_shown(&english, &["50,000\u{a0}đồng"]);
}

#[tokio::test]
async fn the_figures_follow_the_agency_and_the_day() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let page = browser
        .get("/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh?co-quan=&ngay=")
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh");
    let whole = browser.get(page.location()).await.text;
    let agency = whole
        .split("<option value=\"")
        .skip(2)
        .find_map(|rest| rest.split_once('"'))
        .unwrap()
        .0;
    let chosen = browser
        .get(&format!(
            "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh?co-quan={agency}"
        ))
        .await;
    let file = format!("/nop-ho-so/dang-ky-thanh-lap-ho-kinh-doanh?co-quan={agency}");
    assert_shown(&chosen, &[&file]);

    // Before the resolution of July 2022 nothing was cut.
    let before = browser
        .get("/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh?ngay=2022-05-06")
        .await;
    assert_shown(&before, &["06/05/2022"]);
    assert!(!before.text.contains("class=\"saving\"") && !before.text.contains("/nop-ho-so/"));
    for odd in [
        "ngay=x",
        "ngay=9999-99-99",
        "ngay=0001-01-01",
        "co-quan=nobody",
        "a&b&&=",
        "ngay=2026-11-20",
    ] {
        let page = browser
            .get(&format!("/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh?{odd}"))
            .await;
        assert!(
            matches!(page.status, StatusCode::OK | StatusCode::SEE_OTHER),
            "{odd}: {}",
            page.status
        );
    }
}

#[tokio::test]
async fn a_code_leads_to_its_service() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    let page = browser.get("/en/dich-vu/1.001193").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(page.location(), "/en/dich-vu/dang-ky-khai-sinh");
    let page = browser.get("/dich-vu/9.999999").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn pages_about_the_portal_answer_in_both_languages() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    for path in ["/gioi-thieu", "/quyen-rieng-tu", "/tro-nang", "/tro-giup"] {
        for (prefix, lang) in [("", "vi"), ("/en", "en")] {
            let page = browser.get(&format!("{prefix}{path}")).await;
            assert_shown(&page, &[&format!("<html lang=\"{lang}\">")]);
            assert!(!page.header("etag").is_empty(), "{path}");
        }
    }
}

#[tokio::test]
async fn public_pages_are_kept_and_follow_the_data() {
    let portal = TestPortal::new().await;
    follow_data(&portal.app).await.unwrap();
    let mut browser = portal.browser();
    let empty = browser.get("/").await;
    let again = Request::get("/").header(header::IF_NONE_MATCH, empty.header("etag"));
    let again = browser.send(again.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.text.is_empty());

    load_demo(&portal.app.portal.db, portal.clock.today())
        .await
        .unwrap();
    follow_data(&portal.app).await.unwrap();
    let full = browser.get("/").await;
    assert_ne!(full.header("etag"), empty.header("etag"));
    assert!(
        full.text.contains("role=\"note\""),
        "says that it is a demo"
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_with_its_status() {
    let portal = demo_portal().await;
    let mut browser = portal.browser();
    for (method, path, status, words) in [
        (Method::GET, "/khong-co", 404, "Không có trang này"),
        (Method::GET, "/en/khong-co", 404, "There is no such page"),
        (Method::GET, "/dich-vu/khong-co", 404, "Không có trang này"),
        (Method::GET, "/dich-vu/%FF", 400, "Không hiểu yêu cầu này"),
        (
            Method::GET,
            "/dich-vu/dang-ky-khai-sinh?ngay=%FF",
            400,
            "Không hiểu yêu cầu này",
        ),
        (Method::GET, "/dich-vu/%zz", 404, "Không có trang này"),
        (Method::GET, "/dich-vu/%00", 404, "Không có trang này"),
        (
            Method::DELETE,
            "/gioi-thieu",
            405,
            "Không mở được trang theo cách này",
        ),
        (Method::GET, "//evil.example/x", 404, "Không có trang này"),
    ] {
        let request = Request::builder().method(method).uri(path);
        let page = browser.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert!(page.text.contains(words), "{path}: {}", page.text);
        assert!(page.text.contains("noindex") && page.text.ends_with("</html>"));
        assert!(!page.text.contains("href=\"//evil"), "{path}");
        if status == 405 {
            assert_eq!(page.header("allow"), "GET,HEAD");
        }
    }
    let head = Request::head("/dich-vu/dang-ky-khai-sinh").body(Body::empty());
    let head = browser.send(head.unwrap()).await;
    assert_eq!((head.status, head.text.as_str()), (StatusCode::OK, ""));
}

#[tokio::test]
async fn a_slash_at_the_end_leads_to_the_page() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    for (from, to) in [("/en/", "/en"), ("/gioi-thieu/?a=1", "/gioi-thieu?a=1")] {
        let page = browser.get(from).await;
        assert_eq!(page.status, StatusCode::PERMANENT_REDIRECT);
        assert_eq!(page.location(), to);
    }
    for away in ["//evil.example/", "/\\evil.example/", "///"] {
        assert_eq!(
            browser.get(away).await.status,
            StatusCode::NOT_FOUND,
            "{away}"
        );
    }
}
