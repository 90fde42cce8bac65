//! Money over HTTP: a receipt replaced, a fee given back at the counter.

use axum::http::StatusCode;
use backend::{actor::RoleKind, catalogue::Wish};

use super::{filed_by, with_catalogue};
use crate::testing::{Browser, TestPortal};

/// A household business whose fee of 50.000 đồng was taken in cash; desk, citizen, and the dossier's code.
async fn paid() -> (TestPortal, Browser, Browser, String) {
    let portal = with_catalogue().await;
    let filer = portal.account("nguoi.an@vidu.vn", None).await;
    let (agency, reference) = filed_by(&portal, 1, "1.001612", &filer, Wish::default()).await;
    let officer = portal
        .account("hoa", Some((RoleKind::Officer, &agency)))
        .await;
    let mut desk = portal.browser_of(&officer).await;
    let path = format!("/can-bo/ho-so/{reference}");
    let page = desk
        .post(&format!("{path}/tiep-nhan"), &[("expected", "1")])
        .await;
    let code = page.location().rsplit('/').next().unwrap();
    let code = code.split('?').next().unwrap().to_owned();
    let page = desk
        .post(&format!("{path}/thu-tien"), &[("amount", "50000")])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let citizen = portal.browser_of(&filer).await;
    (portal, desk, citizen, code)
}

/// What stands between two words of the page.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text
        .split_once(before)
        .unwrap_or_else(|| panic!("{before} is not in {text}"))
        .1;
    rest.split_once(after).unwrap().0
}

#[tokio::test]
async fn a_wrong_receipt_is_replaced_and_both_can_be_printed() {
    let (portal, mut desk, mut citizen, code) = paid().await;
    let path = format!("/can-bo/ho-so/{code}");
    let page = desk.get(&path).await;
    let old = between(&page.text, "href=\"/bien-lai/", "\"").to_owned();
    assert!(old.ends_with("/1"), "{old}");
    let form = format!("{path}/thay-bien-lai");
    let mut typed = [
        ("receipt", old.as_str()),
        ("payer", " "),
        ("receipt_reason", "Ghi sai tên <người nộp>"),
    ];
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"payer-error\""), "{}", page.text);
    assert!(
        page.text.contains("Ghi sai tên &lt;người nộp&gt;"),
        "what was typed is kept"
    );
    typed[1].1 = "Trần Văn Bình";
    let refused = citizen.post(&form, &typed).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let new = page.location().to_owned();
    assert!(new.ends_with("/2"), "{new}");
    let page = desk.get(&new).await;
    for said in [
        "Trần Văn Bình",
        "Thay cho biên lai",
        "số 00000001",
        "Ghi sai tên &lt;",
    ] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    for browser in [&mut desk, &mut citizen] {
        let page = browser.get(&format!("/bien-lai/{old}")).await;
        assert!(
            page.text.contains("ĐÃ ĐƯỢC THAY BẰNG BIÊN LAI"),
            "{}",
            page.text
        );
        for path in [format!("/bien-lai/{old}.pdf"), format!("{new}.pdf")] {
            let file = browser.get(&path).await;
            assert_eq!(file.header("content-type"), "application/pdf");
        }
    }
    let page = citizen.get(&format!("/ho-so/{code}")).await;
    assert!(
        page.text.contains("đã được thay bằng biên lai số 2"),
        "{}",
        page.text
    );
    // The second of two clicks finds that another receipt holds.
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let (_, differences) = backend::dossier::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}

#[tokio::test]
async fn what_goes_back_is_explained_to_both_and_given_at_the_counter() {
    let (portal, mut desk, mut citizen, code) = paid().await;
    let path = format!("/can-bo/ho-so/{code}");
    let page = citizen.get(&format!("/ho-so/{code}/rut")).await;
    let plain = page.text.replace('\u{a0}', " ");
    assert!(plain.contains("Hoàn lại 50.000 đồng"), "{plain}");
    let page = citizen
        .post(&format!("/ho-so/{code}/rut"), &[("reason", "Đổi ý")])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = citizen.get(&format!("/ho-so/{code}")).await;
    let plain = page.text.replace('\u{a0}', " ");
    assert!(plain.contains("Nhận lại 50.000 đồng tại quầy"), "{plain}");
    let why = "vì hồ sơ được rút khi chưa có việc nào được làm, theo quy tắc chung";
    assert!(plain.contains(why), "{plain}");

    let page = desk.get(&path).await;
    assert!(page.text.contains(why), "{}", page.text);
    let refund = between(&page.text, "name=\"refund\" value=\"", "\"").to_owned();
    let give = format!("{path}/tra-tien");
    let page = desk.post(&give, &[("refund", "none")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let page = desk.post(&give, &[("refund", &refund)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    }
    let page = citizen.get(&format!("/en/ho-so/{code}")).await;
    assert!(
        page.text.contains("Given back at the counter"),
        "{}",
        page.text
    );
    let (_, differences) = backend::dossier::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}
