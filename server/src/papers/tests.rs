use axum::http::StatusCode;
use backend::{actor::RoleKind, quoting::Wish};
use domain::groups::{ApplicantGroup, Membership};

use sha2::{Digest as _, Sha256};

use crate::{
    desk::tests::{PNG, decide, filed_by, with_catalogue},
    testing::{Browser, Page, TestPortal},
};

/// A portal with one dossier of a poor household, accepted; its officer, who filed it, and the dossier's code.
async fn accepted() -> (TestPortal, Browser, Browser, String) {
    let portal = with_catalogue().await;
    let filer = portal.account("dan", None).await;
    let wish = Wish { groups: vec![Membership::Claimed(ApplicantGroup::PoorHousehold)], ..Wish::default() };
    let (agency, reference) = filed_by(&portal, 1, "1.004873", &filer, wish).await;
    let role = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("hoa", role).await;
    let mut desk = portal.browser_of(&officer).await;
    let accept = format!("/can-bo/ho-so/{reference}/tiep-nhan");
    let typed =
        [("expected", "1"), ("group-poor_household", "paper"), ("group_number-poor_household", "Sổ hộ nghèo 12/2026")];
    let page = desk.post(&accept, &typed).await;
    let code = page.location().rsplit('/').next().unwrap();
    let code = code.split('?').next().unwrap().to_owned();
    let citizen = portal.browser_of(&filer).await;
    (portal, desk, citizen, code)
}

#[tokio::test]
async fn a_slip_is_a_page_and_a_file_for_the_agency_and_for_whoever_filed() {
    let (portal, mut desk, mut citizen, code) = accepted().await;
    let office = format!("/can-bo/ho-so/{code}");
    let own = format!("/ho-so/{code}");
    for (is_desk, path) in [
        (true, format!("{office}/giay-tiep-nhan")),
        (false, format!("{own}/giay-tiep-nhan")),
        (false, format!("/en{own}/giay-tiep-nhan")),
    ] {
        let browser = if is_desk { &mut desk } else { &mut citizen };
        let page = browser.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains("class=\"qr\"") && page.text.contains(&code));
        assert!(page.text.contains("ngày 04 tháng 3 năm 2026"), "{}", page.text);
        assert!(page.text.contains("Mẫu số 01 – Thông tư 03/2025/TT-VPCP"));
        let file = browser.get(&format!("{path}.pdf")).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.text.starts_with("%PDF-1.7"));
        let name = file.header("content-disposition");
        assert_eq!(name, format!("inline; filename=\"giay-tiep-nhan-{code}.pdf\""));
    }
    let page = citizen.get(&own).await;
    let file = format!("href=\"{own}/giay-tiep-nhan.pdf\"");
    assert!(page.text.contains(&file), "the dossier's page leads to it");
    let page = desk.get(&office).await;
    assert!(page.text.contains(&format!("href=\"{office}/phieu-kiem-soat\"")));

    let stranger = portal.account("la", None).await;
    let mut stranger = portal.browser_of(&stranger).await;
    let elsewhere = portal.account("xa", Some((RoleKind::Officer, "elsewhere"))).await;
    let mut elsewhere = portal.browser_of(&elsewhere).await;
    for ending in ["giay-tiep-nhan", "giay-tiep-nhan.pdf"] {
        let own = format!("{own}/{ending}");
        let office = format!("{office}/{ending}");
        for page in [stranger.get(&own).await, elsewhere.get(&own).await, elsewhere.get(&office).await] {
            assert_eq!(page.status, StatusCode::NOT_FOUND);
        }
        assert_eq!(stranger.get(&office).await.status, StatusCode::FORBIDDEN);
        let nobody = portal.browser().get(&own).await;
        assert!(nobody.location().starts_with("/dang-nhap"));
    }
}

#[tokio::test]
async fn what_stays_inside_the_agency_is_for_its_officers_alone() {
    let (_portal, mut desk, mut citizen, code) = accepted().await;
    let sheet = desk.get(&format!("/can-bo/ho-so/{code}/phieu-kiem-soat")).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.text.contains("Tiếp nhận hồ sơ") && sheet.text.contains("Mẫu số 06"));
    let file = desk.get(&format!("/can-bo/ho-so/{code}/phieu-kiem-soat.pdf")).await;
    assert!(file.text.starts_with("%PDF"));
    for path in ["phieu-kiem-soat", "so-theo-doi", "phieu-tu-choi", "khong-co", "giay-tiep-nhan.exe"] {
        let page = citizen.get(&format!("/ho-so/{code}/{path}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    let page = citizen.get("/can-bo/so-theo-doi").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

/// Why a fee was waived is nobody's business: no paper says that somebody is poor.
#[tokio::test]
async fn no_paper_tells_why_a_fee_is_what_it_is() {
    let (_portal, mut desk, _, code) = accepted().await;
    let case = desk.get(&format!("/can-bo/ho-so/{code}")).await;
    assert!(case.text.to_lowercase().contains("hộ nghèo"), "the desk does know");
    assert!(case.text.contains("đã xác nhận qua giấy tờ (Sổ hộ nghèo 12/2026)"));
    let case = format!("/can-bo/ho-so/{code}");
    for paper in [
        format!("{case}/giay-tiep-nhan"),
        format!("{case}/phieu-kiem-soat"),
        "/can-bo/so-theo-doi".to_owned(),
        format!("/tra-cuu?ma={code}"),
        format!("/api/v1/dossiers/{code}"),
    ] {
        let page = desk.get(&paper).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text.to_lowercase();
        assert!(!text.contains("nghèo") && !text.contains("12/2026"), "{paper}: {text}");
    }
}

#[tokio::test]
async fn the_register_lists_the_agencys_days_and_says_what_is_wrong_with_them() {
    let (portal, mut desk, _, code) = accepted().await;
    let page = desk.get("/can-bo/so-theo-doi").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&code) && page.text.contains("Mẫu số 07"), "{}", page.text);
    let start = page.text.find("/can-bo/so-theo-doi.pdf").unwrap();
    let file = page.text[start..].split('"').next().unwrap().replace("&amp;", "&");
    let file = desk.get(&file).await;
    assert!(file.text.starts_with("%PDF"), "{}", file.status);
    let agency = page.text.split("name=\"co-quan\" value=\"").nth(1).unwrap();
    let agency = agency.split('"').next().unwrap();
    for (from, to, said) in [
        ("31/02/2026", "01/03/2026", "Ngày này không có thật"),
        ("02/03/2026", "01/03/2026", "Ngày cuối đứng trước"),
        ("01/01/2025", "01/03/2026", "nhiều nhất 92 ngày"),
    ] {
        let path = format!("/can-bo/so-theo-doi?co-quan={agency}&tu={from}&den={to}");
        let page = desk.get(&path).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(said) && page.text.contains(from), "{}", page.text);
    }
    let elsewhere = portal.account("xa", Some((RoleKind::Officer, "elsewhere"))).await;
    let mut elsewhere = portal.browser_of(&elsewhere).await;
    let path = format!("/can-bo/so-theo-doi?co-quan={agency}&tu=01/03/2026&den=05/03/2026");
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
}

/// The dossier carried to its result, a picture; its checksum.
async fn decided(desk: &mut Browser, code: &str) -> String {
    let path = format!("/can-bo/ho-so/{code}");
    let start = [("expected", "2")];
    desk.post(&format!("{path}/bat-dau"), &start).await;
    let page = decide(desk, &path, &[("kết quả.png", PNG)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    hex::encode(Sha256::digest(hex::decode(PNG).unwrap()))
}

/// Sends the form of the check; a file's content as hex.
async fn check(browser: &mut Browser, fields: &[(&str, &str)], file: Option<&str>) -> Page {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let file_name = if file.is_some() { "a.png" } else { "" };
    let head = format!("--x\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{file_name}\"\r\n\r\n");
    body.extend_from_slice(head.as_bytes());
    body.extend(hex::decode(file.unwrap_or_default()).unwrap());
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = axum::http::Request::post("/kiem-tra-ket-qua")
        .header("origin", crate::testing::PUBLIC_URL)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn anybody_checks_a_result_by_code_and_file_or_checksum() {
    let (portal, mut desk, mut citizen, code) = accepted().await;
    let checksum = decided(&mut desk, &code).await;
    let own = citizen.get(&format!("/ho-so/{code}")).await;
    assert!(own.text.contains(&checksum), "whoever filed sees it: {}", own.text);

    let mut anybody = portal.browser();
    assert_eq!(anybody.get("/kiem-tra-ket-qua").await.status, StatusCode::OK);
    let link = format!("/en/kiem-tra-ket-qua?ma={code}&sha256={checksum}");
    assert!(anybody.get(&link).await.text.contains(&checksum));
    let right = [("ma", code.as_str()), ("sha256", "")];
    let grouped = checksum.to_uppercase().replace("A", "a ");
    let by_checksum = [("ma", code.as_str()), ("sha256", grouped.as_str())];
    for page in [check(&mut anybody, &right, Some(PNG)).await, check(&mut anybody, &by_checksum, None).await] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Đúng là kết quả"), "{}", page.text);
        assert!(page.text.contains("cấp ngày 04/03/2026"));
        assert!(!page.text.contains("Ánh"), "nothing personal");
    }
    // A wrong code and a wrong file are told in the same words.
    let other = [("ma", "000.00.53.H48-220921-0099"), ("sha256", checksum.as_str())];
    let mut said = Vec::new();
    for page in [check(&mut anybody, &other, None).await, check(&mut anybody, &right, Some("00ff")).await] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text.contains("Không khớp") && !page.text.contains("Đúng là"));
        said.push(page.text.split("Không khớp").nth(1).unwrap()[..200].to_owned());
    }
    assert_eq!(said[0], said[1]);
    for (fields, words) in [
        ([("ma", "<script>"), ("sha256", "12")], "64 ký tự"),
        ([("ma", code.as_str()), ("sha256", "")], "Hãy chọn tệp"),
        ([("ma", ""), ("sha256", checksum.as_str())], "sha256"),
    ] {
        let page = check(&mut anybody, &fields, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(words) && !page.text.contains("<script>"));
    }
    let mut last = StatusCode::OK;
    for _ in 0..20 {
        last = check(&mut anybody, &right, Some(PNG)).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_result_that_was_taken_back_is_said_to_be() {
    let (portal, mut desk, _, code) = accepted().await;
    let checksum = decided(&mut desk, &code).await;
    let correct = [("expected", "4"), ("reason", "Ghi sai họ tên")];
    let page = desk.post(&format!("/can-bo/ho-so/{code}/dinh-chinh"), &correct).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let fields = [("ma", code.as_str()), ("sha256", checksum.as_str())];
    let page = check(&mut portal.browser(), &fields, None).await;
    assert!(page.text.contains("đã bị thu hồi") && !page.text.contains("Đúng là"));
}

#[tokio::test]
async fn a_result_that_goes_out_names_its_shipment_or_authorisation() {
    let (_portal, mut desk, mut citizen, code) = accepted().await;
    decided(&mut desk, &code).await;
    let path = format!("/can-bo/ho-so/{code}/tra-ket-qua");
    let mut typed = vec![
        ("expected", "4"),
        ("taken_by", "Trần Văn Bưởi"),
        ("way", "post"),
        ("authorisation", ""),
        ("shipment", ""),
    ];
    let page = desk.post(&path, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text);
    assert!(page.text.contains(r#"id="shipment-error""#));
    typed[2].1 = "authorised";
    let page = desk.post(&path, &typed).await;
    assert!(page.text.contains(r#"id="authorisation-error""#));
    assert!(page.text.contains("Trần Văn Bưởi"));
    typed[2].1 = "post";
    typed[4].1 = "eb123456789vn";
    let page = desk.post(&path, &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let own = citizen.get(&format!("/ho-so/{code}")).await;
    assert!(own.text.contains("Số bưu gửi EB123456789VN"), "{}", own.text);
    let sheet = desk.get(&format!("/can-bo/ho-so/{code}/phieu-kiem-soat")).await;
    assert!(sheet.text.contains("Số bưu gửi EB123456789VN") && sheet.text.contains("Trước hạn"));
}
