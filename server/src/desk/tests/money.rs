//! Money over HTTP: a receipt replaced, what goes back at the counter or through the gateway, what a stop says of fees.

use axum::http::StatusCode;
use backend::{actor::RoleKind, payment, quoting::Wish, verify};
use jiff::SignedDuration;

use super::{decide_as, filed_by, with_catalogue};
use crate::testing::{Browser, TestPortal};

/// A household business whose fee of 50.000 đồng was taken in cash; desk, citizen, and the dossier's code.
async fn paid() -> (TestPortal, Browser, Browser, String) {
    let portal = with_catalogue().await;
    let filer = portal.account("nguoi.an@vidu.vn", None).await;
    let (agency, reference) = filed_by(&portal, 1, "1.001612", &filer, Wish::default()).await;
    let officer = portal.account("hoa", Some((RoleKind::Officer, &agency))).await;
    let mut desk = portal.browser_of(&officer).await;
    let path = format!("/can-bo/ho-so/{reference}");
    let page = desk.post(&format!("{path}/tiep-nhan"), &[("expected", "1")]).await;
    let code = page.location().rsplit('/').next().unwrap();
    let code = code.split('?').next().unwrap().to_owned();
    let page = desk.post(&format!("{path}/thu-tien"), &[("amount", "50000")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let citizen = portal.browser_of(&filer).await;
    (portal, desk, citizen, code)
}

/// What stands between two words of the page.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let rest = text.split_once(before).unwrap_or_else(|| panic!("{before} is not in {text}")).1;
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
    let mut typed = [("receipt", old.as_str()), ("payer", " "), ("receipt_reason", "Ghi sai tên <người nộp>")];
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("id=\"payer-error\""), "{}", page.text);
    assert!(page.text.contains("Ghi sai tên &lt;người nộp&gt;"), "what was typed is kept");
    typed[1].1 = "Trần Văn Bình";
    let refused = citizen.post(&form, &typed).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let new = page.location().to_owned();
    assert!(new.ends_with("/2"), "{new}");
    let page = desk.get(&new).await;
    for said in ["Trần Văn Bình", "Thay cho biên lai", "số 00000001", "Ghi sai tên &lt;"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    for browser in [&mut desk, &mut citizen] {
        let page = browser.get(&format!("/bien-lai/{old}")).await;
        assert!(page.text.contains("ĐÃ ĐƯỢC THAY BẰNG BIÊN LAI"), "{}", page.text);
        for path in [format!("/bien-lai/{old}.pdf"), format!("{new}.pdf")] {
            let file = browser.get(&path).await;
            assert_eq!(file.header("content-type"), "application/pdf");
        }
    }
    let page = citizen.get(&format!("/ho-so/{code}")).await;
    assert!(page.text.contains("đã được thay bằng biên lai số 2"), "{}", page.text);
    // The second of two clicks finds that another receipt holds.
    let page = desk.post(&form, &typed).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let (_, differences) = verify::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}

#[tokio::test]
async fn what_goes_back_is_explained_to_both_and_given_at_the_counter() {
    let (portal, mut desk, mut citizen, code) = paid().await;
    let path = format!("/can-bo/ho-so/{code}");
    let page = citizen.get(&format!("/ho-so/{code}/rut")).await;
    let plain = page.text.replace('\u{a0}', " ");
    assert!(plain.contains("Hoàn lại 50.000 đồng"), "{plain}");
    let page = citizen.post(&format!("/ho-so/{code}/rut"), &[("reason", "Đổi ý")]).await;
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
    assert!(page.text.contains("Given back at the counter"), "{}", page.text);
    let (_, differences) = verify::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}

/// RULES.md 4.3 and 2.4 (form 05): what becomes of the fees stands on the stop notice, and in both people's logs.
#[tokio::test]
async fn a_stop_notice_says_what_becomes_of_the_fee() {
    let (portal, mut desk, mut citizen, code) = paid().await;
    let path = format!("/can-bo/ho-so/{code}");
    let page = desk.post(&format!("{path}/bat-dau"), &[("expected", "3")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let typed = [
        ("expected", "4"),
        ("reason", "Người nộp không bổ sung giấy tờ"),
        ("legal_ground", "Nghị định 118/2025/NĐ-CP"),
        ("stop_guidance", "Có thể nộp lại hồ sơ mới."),
    ];
    let page = desk.post(&format!("{path}/dung-xu-ly"), &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let why = "vì hồ sơ bị dừng khi cơ quan đã bắt đầu giải quyết";
    for (is_desk, path) in [
        (true, format!("{path}/thong-bao-dung")),
        (false, format!("/ho-so/{code}/thong-bao-dung")),
        (false, format!("/ho-so/{code}")),
    ] {
        let browser = if is_desk { &mut desk } else { &mut citizen };
        let page = browser.get(&path).await;
        let plain = page.text.replace('\u{a0}', " ");
        assert!(plain.contains("Không hoàn 50.000 đồng") && plain.contains(why), "{path}: {plain}");
    }
    let (_, differences) = verify::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}

/// Through the simulated gateway's own pages: one order pays a charge of 150.000 and a duty of 100.000, both halved
/// online; a wrong decision is taken back and the dossier denied, so that the duty goes back and the charge stays
/// (Thông tư 25/2021/TT-BTC, Điều 6).
#[tokio::test]
async fn part_of_an_order_goes_back_through_the_gateway() {
    let (portal, sandbox) = TestPortal::with_sandbox().await;
    let today = portal.app.portal.clock.today();
    let db = &portal.app.portal.db;
    demo::catalogue::load_catalogue(db, today).await.unwrap();
    let filer = portal.account("nguoi.an@vidu.vn", None).await;
    let (agency, reference) = filed_by(&portal, 1, "1.013978", &filer, Wish::default()).await;
    let role = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("hoa", role).await;
    let mut desk = portal.browser_of(&officer).await;
    let path = format!("/can-bo/ho-so/{reference}");
    for (act, expected) in [("tiep-nhan", "1"), ("bat-dau", "2")] {
        let page = desk.post(&format!("{path}/{act}"), &[("expected", expected)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.text);
    }
    let page = decide_as(&mut desk, &path, ["3", "granted"], &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);

    // One order for the charge and for the duty, which is due before hand-over; no callback comes, the portal asks.
    let mut citizen = portal.browser_of(&filer).await;
    let pay = format!("/thanh-toan/{reference}");
    let page = citizen.post(&pay, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(page.location().starts_with(&sandbox));
    let outside = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let opened = outside.get(page.location()).send().await.unwrap();
    let opened = opened.text().await.unwrap();
    assert!(opened.replace('\u{a0}', " ").contains("125.000 đồng"), "{opened}");
    let order = between(&opened, "name=\"order\" value=\"", "\"");
    let played = outside
        .post(format!("{sandbox}/paymentv2/choi"))
        .form(&[("order", order), ("play", "silent")])
        .send()
        .await
        .unwrap();
    assert_eq!(played.status(), StatusCode::SEE_OTHER);
    let server = [127, 0, 0, 1].into();
    portal.pass(SignedDuration::from_mins(3));
    payment::ask_about_open(&portal.app.portal, server).await.unwrap();

    let typed = [("expected", "5"), ("reason", "Ghi nhầm kết quả")];
    let page = desk.post(&format!("{path}/dinh-chinh"), &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = decide_as(&mut desk, &path, ["6", "denied"], &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    // Asking twice moves the money once.
    for _ in 0..2 {
        payment::send_refunds(&portal.app.portal, server).await.unwrap();
    }
    let books = outside.get(format!("{sandbox}/cong-thanh-toan"));
    let books = books.send().await.unwrap().text().await.unwrap();
    assert!(books.replace('\u{a0}', " ").contains("đã hoàn 50.000"), "{books}");
    let page = citizen.get(&format!("/ho-so/{reference}")).await;
    let plain = page.text.replace('\u{a0}', " ");
    for said in ["Cổng thanh toán đã nhận yêu cầu hoàn 50.000 đồng", "Không hoàn 75.000 đồng (Phí thẩm định"]
    {
        assert!(plain.contains(said), "{said}: {plain}");
    }
    let (_, differences) = verify::verify(&portal.app.portal).await.unwrap();
    assert_eq!(differences, []);
}
