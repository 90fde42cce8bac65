//! The whole life of a dossier over HTTP: payments, apologies, work inside, what falls due.

use axum::http::StatusCode;
use backend::{actor::RoleKind, dossier, quoting::Wish, reminders, verify};

use super::{filed_by, office};

/// The demo's household business, sent on Wednesday 04/03/2026.
#[tokio::test]
async fn a_payment_and_an_apology_reach_the_applicant_and_a_comment_does_not() {
    let (portal, _, _, mut desk) = office().await;
    let citizen = portal.account("nguoi.an@vidu.vn", None).await;
    let (_, reference) = filed_by(&portal, 2, "1.001612", &citizen, Wish::default()).await;
    let mut citizen = portal.browser_of(&citizen).await;
    let path = format!("/can-bo/ho-so/{reference}");
    for (act, expected) in [("tiep-nhan", "1"), ("bat-dau", "2")] {
        let page = desk.post(&format!("{path}/{act}"), &[("expected", expected)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.text);
    }

    let mut typed = vec![
        ("expected", "3"),
        ("pay_kind", "decision"),
        ("pay_name", "Tiền thuê đất <a>"),
        ("pay_amount", "mười"),
        ("pay_until", "31/03/2026"),
        ("pay_reason", "Theo thông báo thuế"),
        ("pay_ground", "Thông báo 12/TB-CT"),
    ];
    let ask = format!("{path}/yeu-cau-thanh-toan");
    let page = desk.post(&ask, &typed).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains(r#"id="pay_amount-error""#), "{}", page.text);
    assert!(page.text.contains("Tiền thuê đất &lt;a&gt;"), "what was typed is kept");
    typed[3].1 = "12.500.000";
    let page = desk.post(&ask, &typed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = desk.get(&path).await;
    assert!(page.text.contains("Đang chờ người nộp") && page.text.contains("Người nộp thanh toán"));

    let note = format!("{path}/noi-bo/ghi-chu");
    let page = desk.post(&note, &[("expected", "4"), ("text", "")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let secret = "Chuyện riêng của bàn";
    let page = desk.post(&note, &[("expected", "4"), ("text", secret)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    assert!(desk.get(&path).await.text.contains(secret));
    let mine = citizen.get(&format!("/ho-so/{reference}")).await;
    assert_eq!(mine.status, StatusCode::OK);
    assert!(mine.text.contains("Trả trước") && mine.text.contains("Đang chờ bạn từ"), "{}", mine.text);
    assert!(!mine.text.contains(secret), "what colleagues say stays inside");

    // Paid at the counter: the work goes on.
    let mut tx = portal.app.portal.db.read().await.unwrap();
    let found = dossier::store::by_public_name(&mut tx, &reference).await.unwrap();
    tx.commit().await.unwrap();
    let owed = found.unwrap().facts.owed().get().to_string();
    let page = desk.post(&format!("{path}/thu-tien"), &[("amount", &owed)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let apology = [("expected", "7"), ("new_date", "31/03/2026"), ("apology_reason", "Cần xác minh")];
    let page = desk.post(&format!("{path}/xin-loi"), &apology).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let mine = citizen.get(&format!("/en/ho-so/{reference}")).await;
    assert!(mine.text.contains("The agency apologised"), "{}", mine.text);
    assert!(mine.text.contains("31 March 2026") && mine.text.contains("Waited for you from"));
    assert_eq!(verify::verify(&portal.app.portal).await.unwrap(), (2, vec![]));
}

#[tokio::test]
async fn the_board_counts_what_fell_due_and_leads_to_it() {
    let (portal, agency, reference, mut desk) = office().await;
    let path = format!("/can-bo/ho-so/{reference}");
    desk.post(&format!("{path}/tiep-nhan"), &[("expected", "1")]).await;
    portal.set_clock("2026-03-20T02:00:00Z");
    // The session has ended long since.
    let later = portal.account("truc", Some((RoleKind::Officer, &agency))).await;
    let mut desk = portal.browser_of(&later).await;
    while reminders::write_due(&portal.app.portal).await.unwrap() > 0 {}
    let page = desk.get("/can-bo").await;
    assert!(page.text.contains("quá ngày hẹn trả"), "{}", page.text);
    assert!(page.text.contains("viec=late"));
    let page = desk.get("/can-bo?nhom=tat-ca&viec=late").await;
    assert!(page.text.contains("-260304-0001") && page.text.contains("quá "), "{}", page.text);
    let page = desk.get("/can-bo?nhom=tat-ca&viec=apology").await;
    assert!(!page.text.contains("-260304-0001"));

    // Assigned: a filter of its own, and a place on the board.
    let me = portal.account("minh", Some((RoleKind::Officer, &agency))).await;
    let assign = [("expected", "2"), ("to", me.as_str())];
    let page = desk.post(&format!("{path}/noi-bo/giao"), &assign).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let mut mine = portal.browser_of(&me).await;
    let page = mine.get("/can-bo?nhom=tat-ca&cua-toi=1").await;
    assert!(page.text.contains("-260304-0001"));
    let page = desk.get("/can-bo?nhom=tat-ca&cua-toi=1").await;
    assert!(!page.text.contains("-260304-0001"));
}

#[tokio::test]
async fn another_agency_sees_a_dossier_while_it_holds_it() {
    let (portal, agency, reference, mut desk) = office().await;
    let path = format!("/can-bo/ho-so/{reference}");
    desk.post(&format!("{path}/tiep-nhan"), &[("expected", "1")]).await;
    let page = desk.get(&path).await;
    let mut tx = portal.app.portal.db.read().await.unwrap();
    let agencies = backend::catalogue::store::agencies(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let elsewhere = agencies.iter().find(|other| other.id != agency && other.valid_to.is_none());
    let elsewhere = elsewhere.expect("a second agency of the demo").id.clone();
    assert!(page.text.contains(&format!(r#"value="{elsewhere}""#)), "{}", page.text);
    let other = portal.account("khac", Some((RoleKind::Officer, &elsewhere))).await;
    let mut other = portal.browser_of(&other).await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
    let pass = [("expected", "2"), ("pass_to", elsewhere.as_str()), ("pass_until", ""), ("pass_note", "Xác minh giúp")];
    let page = desk.post(&format!("{path}/noi-bo/chuyen"), &pass).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = other.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Phiếu kiểm soát"), "{}", page.text);
    let page = other.get("/can-bo?nhom=dang-xu-ly").await;
    assert!(page.text.contains("-260304-0001"), "{}", page.text);
    // Passed on, it is no longer theirs: the queue is where they go on.
    let back = [("expected", "3"), ("pass_to", agency.as_str()), ("pass_note", "Đã xác minh")];
    let page = other.post(&format!("{path}/noi-bo/chuyen"), &back).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/can-bo"));
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND);
}
