use axum::http::StatusCode;
use backend::{account::RoleKind, catalogue::Wish};
use domain::policy::{ApplicantGroup, Membership};

use crate::{
    desk::tests::{filed_by, with_catalogue},
    testing::{Browser, TestPortal},
};

/// A portal with one dossier of a poor household, accepted; its officer, who filed it, and the dossier's code.
async fn accepted() -> (TestPortal, Browser, Browser, String) {
    let portal = with_catalogue().await;
    let filer = portal.account("dan", None).await;
    let wish = Wish {
        groups: vec![Membership::Claimed(ApplicantGroup::PoorHousehold)],
        ..Wish::default()
    };
    let (agency, reference) = filed_by(&portal, 1, "1.004873", &filer, wish).await;
    let role = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("hoa", role).await;
    let mut desk = portal.browser_of(&officer).await;
    let accept = format!("/can-bo/ho-so/{reference}/tiep-nhan");
    let page = desk.post(&accept, &[("expected", "1")]).await;
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
        assert!(
            page.text.contains("ngày 04 tháng 3 năm 2026"),
            "{}",
            page.text
        );
        assert!(page.text.contains("Mẫu số 01 – Thông tư 03/2025/TT-VPCP"));
        let file = browser.get(&format!("{path}.pdf")).await;
        assert_eq!(file.status, StatusCode::OK, "{path}");
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.text.starts_with("%PDF-1.7"));
        let name = file.header("content-disposition");
        assert_eq!(
            name,
            format!("inline; filename=\"giay-tiep-nhan-{code}.pdf\"")
        );
    }
    let page = citizen.get(&own).await;
    let file = format!("href=\"{own}/giay-tiep-nhan.pdf\"");
    assert!(page.text.contains(&file), "the dossier's page leads to it");
    let page = desk.get(&office).await;
    assert!(
        page.text
            .contains(&format!("href=\"{office}/phieu-kiem-soat\""))
    );

    let stranger = portal.account("la", None).await;
    let mut stranger = portal.browser_of(&stranger).await;
    let elsewhere = portal
        .account("xa", Some((RoleKind::Officer, "elsewhere")))
        .await;
    let mut elsewhere = portal.browser_of(&elsewhere).await;
    for ending in ["giay-tiep-nhan", "giay-tiep-nhan.pdf"] {
        let own = format!("{own}/{ending}");
        let office = format!("{office}/{ending}");
        for page in [
            stranger.get(&own).await,
            elsewhere.get(&own).await,
            elsewhere.get(&office).await,
        ] {
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
    let sheet = desk
        .get(&format!("/can-bo/ho-so/{code}/phieu-kiem-soat"))
        .await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.text.contains("Tiếp nhận hồ sơ") && sheet.text.contains("Mẫu số 06"));
    let file = desk
        .get(&format!("/can-bo/ho-so/{code}/phieu-kiem-soat.pdf"))
        .await;
    assert!(file.text.starts_with("%PDF"));
    for path in [
        "phieu-kiem-soat",
        "so-theo-doi",
        "phieu-tu-choi",
        "khong-co",
        "giay-tiep-nhan.exe",
    ] {
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
    assert!(
        case.text.to_lowercase().contains("hộ nghèo"),
        "the desk does know"
    );
    for form in ["giay-tiep-nhan", "phieu-kiem-soat"] {
        let page = desk.get(&format!("/can-bo/ho-so/{code}/{form}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            !page.text.to_lowercase().contains("nghèo"),
            "{form}: {}",
            page.text
        );
    }
}

#[tokio::test]
async fn the_register_lists_the_agencys_days_and_says_what_is_wrong_with_them() {
    let (portal, mut desk, _, code) = accepted().await;
    let page = desk.get("/can-bo/so-theo-doi").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text.contains(&code) && page.text.contains("Mẫu số 07"),
        "{}",
        page.text
    );
    let start = page.text.find("/can-bo/so-theo-doi.pdf").unwrap();
    let file = page.text[start..]
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
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
        assert!(
            page.text.contains(said) && page.text.contains(from),
            "{}",
            page.text
        );
    }
    let elsewhere = portal
        .account("xa", Some((RoleKind::Officer, "elsewhere")))
        .await;
    let mut elsewhere = portal.browser_of(&elsewhere).await;
    let path = format!("/can-bo/so-theo-doi?co-quan={agency}&tu=01/03/2026&den=05/03/2026");
    assert_eq!(elsewhere.get(&path).await.status, StatusCode::NOT_FOUND);
}
