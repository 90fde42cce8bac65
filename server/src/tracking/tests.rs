use axum::http::StatusCode;

use crate::testing::TestPortal;

#[tokio::test]
async fn a_look_up_tells_typos_from_what_does_not_exist_and_is_limited() {
    let portal = TestPortal::new().await;
    let mut browser = portal.browser();
    assert_eq!(browser.get("/tra-cuu").await.status, StatusCode::OK);
    let odd = browser.get("/tra-cuu?ma=%3Cscript%3E").await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!odd.text.contains("<script>"), "what was typed is escaped");
    let typo = browser.get("/tra-cuu?ma=QN-0BCD-EFGH").await;
    assert_eq!(typo.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(typo.text.contains("gõ nhầm"));
    let none = browser.get("/tra-cuu?ma=000.00.53.h48-220921-0099").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let mut last = none.status;
    for _ in 0..40 {
        last = browser.get("/tra-cuu?ma=QN-0BCD-EFGH").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn what_is_mine_asks_who_i_am_and_what_is_not_is_not_found() {
    let portal = TestPortal::new().await;
    let page = portal.browser().get("/ho-so").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.location().starts_with("/dang-nhap"));
    let id = portal.account("nguoi.an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    for path in ["/ho-so/QN-ABCD-EFGH", "/ho-so/x/rut", "/ho-so/x/tep/y", "/bien-lai/x/2026/1"] {
        let status = browser.get(path).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(browser.get("/en/ho-so").await.status, StatusCode::OK);
    let rated = browser.post("/ho-so/x/danh-gia", &[("grade", "satisfied")]).await;
    assert_eq!(rated.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_gateway_paying_says_so_and_a_forged_return_tells_nothing() {
    let portal = TestPortal::new().await;
    let id = portal.account("nguoi.an@vidu.vn", None).await;
    let mut browser = portal.browser_of(&id).await;
    let page = browser.post("/thanh-toan/QN-ABCD-EFGH", &[]).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("Không có khoản nào bị trừ"));
    let forged = "/thanh-toan/ket-qua?vnp_TxnRef=TTX&vnp_ResponseCode=00&vnp_Amount=5000000";
    for mut browser in [browser, portal.browser()] {
        let page = browser.get(forged).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("Đã thanh toán"));
        let page = browser.get("/en/thanh-toan/ket-qua").await;
        assert_eq!(page.status, StatusCode::OK);
    }
    let answer = portal.browser().get("/thanh-toan/ipn?vnp_TxnRef=TTX").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains(r#""RspCode":"99""#), "{}", answer.text);
}
