//! An officer decides about a claimed group over HTTP; who claimed it is told, and nobody else.

use axum::http::StatusCode;
use backend::{account::RoleKind, catalogue::Wish, dossier};
use domain::policy::{ApplicantGroup, Membership};

use super::{filed_by, with_catalogue};
use crate::testing::{Browser, TestPortal};

/// A dossier at its officer's desk, filed by somebody of merit or a student: the record of justice, half the fee for
/// them, due at filing. Its path at the desk, and the browsers of both.
async fn claimed() -> (TestPortal, String, Browser, Browser) {
    let portal = with_catalogue().await;
    let filer = portal.account("dan", None).await;
    let wish = Wish {
        groups: vec![Membership::Claimed(ApplicantGroup::Student)],
        ..Wish::default()
    };
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
    assert!(
        page.text.contains(r#"id="group-student-error""#),
        "{}",
        page.text
    );
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
    let typed = [
        ("expected", "2"),
        ("group-student", "no"),
        ("group_reason-student", "Thẻ đã hết hạn từ năm 2025"),
    ];
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
    let page = desk
        .post(&format!("{case}/thu-tien"), &[("amount", "100000")])
        .await;
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
        assert!(
            !text.contains("sinh viên") && !text.contains("hết hạn"),
            "{text}"
        );
    }
    for path in [
        format!("/tra-cuu?ma={code}"),
        format!("/api/v1/dossiers/{code}"),
    ] {
        let page = portal.browser().get(&path).await;
        assert!(
            !page.text.to_lowercase().contains("sinh viên"),
            "{}",
            page.text
        );
    }
    assert_eq!(
        dossier::verify(&portal.app.portal).await.unwrap(),
        (1, vec![])
    );
}
