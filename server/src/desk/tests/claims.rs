//! An officer decides about a claimed group over HTTP; who claimed it is told, and nobody else.

use axum::http::StatusCode;
use backend::{actor::RoleKind, quoting::Wish, verify};
use domain::groups::{ApplicantGroup, Membership};

use super::{filed_by, with_catalogue};
use crate::testing::{Browser, TestPortal};

/// A dossier at its officer's desk, filed by somebody of merit or a student: the record of justice, half the fee for
/// them, due at filing. Its path at the desk, and the browsers of both.
async fn claimed() -> (TestPortal, String, Browser, Browser) {
    let portal = with_catalogue().await;
    let filer = portal.account("dan", None).await;
    let wish = Wish { groups: vec![Membership::Claimed(ApplicantGroup::Student)], ..Wish::default() };
    let (agency, reference) = filed_by(&portal, 1, "3.000333", &filer, wish).await;
    let role = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("hoa", role).await;
    let desk = portal.browser_of(&officer).await;
    let citizen = portal.browser_of(&filer).await;
    (portal, format!("/can-bo/ho-so/{reference}"), desk, citizen)
}

#[tokio::test]
async fn the_form_asks_about_each_claim_and_keeps_what_was_typed() {
    let (_portal, case, mut desk, _) = claimed().await;
    let page = desk.get(&case).await;
    for words in [
        "Kiểm tra diện miễn, giảm",
        "Học sinh, sinh viên",
        "Xác nhận thì trả 100.000",
        "không thì 200.000",
        "Không có giấy tờ kèm theo",
    ] {
        assert!(page.text.contains(words), "{words}: {}", page.text);
    }
    let accept = format!("{case}/tiep-nhan");
    let page = desk.post(&accept, &[("expected", "1")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"id="group-student-error""#), "{}", page.text);
    let typed = [
        ("expected", "1"),
        ("group-student", "paper"),
        ("group_number-student", ""),
        ("group_reason-student", "<b>nháp</b>"),
    ];
    let page = desk.post(&accept, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"id="group_number-student-error""#));
    assert!(page.text.contains("&lt;b&gt;nháp"), "what was typed stays");
}

#[tokio::test]
async fn an_unconfirmed_claim_is_explained_to_whoever_made_it() {
    let (portal, case, mut desk, mut citizen) = claimed().await;
    let cash = format!("{case}/thu-tien");
    let page = desk.post(&cash, &[("amount", "100000")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let typed = [("expected", "2"), ("group-student", "no"), ("group_reason-student", "Thẻ đã hết hạn từ năm 2025")];
    let page = desk.post(&format!("{case}/tiep-nhan"), &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let case = page.location().split('?').next().unwrap().to_owned();
    let code = case.rsplit('/').next().unwrap();

    for (path, told, reason) in [
        (
            format!("/ho-so/{code}"),
            "Khi nộp, số tiền được báo là 100.000\u{a0}đồng; nay phải trả 200.000\u{a0}đồng.",
            "Diện học sinh, sinh viên: chưa được xác nhận. Lý do: Thẻ đã hết hạn từ năm 2025",
        ),
        (
            format!("/en/ho-so/{code}"),
            "At filing you were told 100,000\u{a0}đồng; to be paid is 200,000\u{a0}đồng.",
            "For pupils and students: not confirmed. The reason: Thẻ đã hết hạn từ năm 2025",
        ),
    ] {
        let page = citizen.get(&path).await;
        assert!(page.text.contains(reason), "{}", page.text);
        assert!(page.text.contains(told), "{}", page.text);
    }
    let page = desk.get(&case).await;
    assert!(page.text.contains("Còn phải trả 100.000"), "{}", page.text);
    // The receipts, of the part and of the rest, say what was paid and not why.
    let page = desk.post(&format!("{case}/thu-tien"), &[("amount", "100000")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let own = citizen.get(&format!("/ho-so/{code}")).await.text;
    let receipts: Vec<&str> = own
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| path.starts_with("/bien-lai/"))
        .collect();
    assert_eq!(receipts.len(), 2, "{own}");
    for path in receipts {
        let receipt = citizen.get(path).await;
        assert_eq!(receipt.status, StatusCode::OK);
        assert!(receipt.text.contains("100.000"), "{}", receipt.text);
        let text = receipt.text.to_lowercase();
        assert!(!text.contains("sinh viên") && !text.contains("hết hạn"), "{text}");
    }
    for path in [format!("/tra-cuu?ma={code}"), format!("/api/v1/dossiers/{code}")] {
        let page = portal.browser().get(&path).await;
        assert!(!page.text.to_lowercase().contains("sinh viên"), "{}", page.text);
    }
    assert_eq!(verify::verify(&portal.app.portal).await.unwrap(), (1, vec![]));
}

#[tokio::test]
async fn at_the_counter_what_is_shown_counts_and_the_slip_does_not_tell_it() {
    let portal = with_catalogue().await;
    let (agency, _) = filed_by(&portal, 1, "1.004884", "an", Wish::default()).await;
    let role = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("hoa", role).await;
    let mut desk = portal.browser_of(&officer).await;
    let form = desk.get("/can-bo/tiep-nhan?dich-vu=dang-ky-lai-khai-sinh").await;
    assert!(form.text.contains(r#"id="group-poor_household""#), "{}", form.text);
    let mut typed = vec![
        ("submission", "0123456789abcdef0123456789abcdef"),
        ("service", "dang-ky-lai-khai-sinh"),
        ("agency", agency.as_str()),
        ("channel", "counter"),
        ("full_name", "Đinh Văn Rin"),
        ("delivery", "counter"),
        ("group-poor_household", "database"),
        ("group_number-poor_household", ""),
    ];
    let page = desk.post("/can-bo/tiep-nhan", &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"id="group_number-poor_household-error""#));
    typed[7].1 = "Danh sách hộ nghèo 2026, số 12";
    let page = desk.post("/can-bo/tiep-nhan", &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let slip = page.location().to_owned();
    let page = desk.get(&slip).await;
    assert!(!page.text.to_lowercase().contains("nghèo"), "{}", page.text);
    let case = desk.get(slip.trim_end_matches("/giay-tiep-nhan")).await;
    assert!(case.text.contains("đã xác nhận qua tra cứu cơ sở dữ liệu"), "{}", case.text);
    assert_eq!(verify::verify(&portal.app.portal).await.unwrap(), (2, vec![]));
}

/// A file's name may tell what its owner is: the slip lists that papers came, not what they are called.
#[tokio::test]
async fn the_slip_names_no_file_that_shows_a_group() {
    let (_portal, case, mut desk, mut citizen) = claimed().await;
    let asked = [("expected", "1"), ("item-1", "Giấy tờ chứng minh diện được giảm phí"), ("until", "31/03/2026")];
    let page = desk.post(&format!("{case}/yeu-cau-bo-sung"), &asked).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let reference = case.rsplit('/').next().unwrap();
    let supply = format!("/ho-so/{reference}/bo-sung");
    let page = upload(&mut citizen, &supply, "thẻ sinh viên.png").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = desk.get(&case).await;
    assert!(page.text.contains("thẻ sinh viên.png"), "the officer sees it: {}", page.text);
    let typed = [("expected", "3"), ("group-student", "paper"), ("group_number-student", "Thẻ số 12")];
    let page = desk.post(&format!("{case}/tiep-nhan"), &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    for paper in ["giay-tiep-nhan", "phieu-kiem-soat", "phieu-bo-sung"] {
        let page = desk.get(&format!("{case}/{paper}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.to_lowercase().contains("sinh viên"), "{paper}: {}", page.text);
    }
    let slip = desk.get(&format!("{case}/giay-tiep-nhan")).await;
    assert!(slip.text.contains("Giấy tờ bổ sung"), "{}", slip.text);
}

/// Sends one picture with the form of a supplement.
async fn upload(browser: &mut Browser, path: &str, file: &str) -> crate::testing::Page {
    let head = format!(
        "--x\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\nTôi gửi.\r\n\
         --x\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{file}\"\r\n\r\n"
    );
    let mut body = head.into_bytes();
    body.extend(hex::decode(super::PNG).unwrap());
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = axum::http::Request::post(path)
        .header("origin", crate::testing::PUBLIC_URL)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body))
        .unwrap();
    browser.send(request).await
}
