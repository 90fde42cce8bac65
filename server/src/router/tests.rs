//! Every address of the portal with whom it is for, tried as everybody. A new address fails here until it is listed.

pub(crate) mod statements;

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use backend::actor::RoleKind;

use crate::{
    assist::tests as assisting,
    desk::tests::filed_by,
    filing::tests::{SERVICE, begin, portal as with_services},
    testing::{Browser, PUBLIC_URL, Page, TestPortal},
};

/// Whom an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum For {
    Anybody,
    /// Whoever is signed in, for what is their own.
    SignedIn,
    /// Whoever filed the dossier or began the draft that the address names.
    Owner,
    /// The same; to all others it is gone already, which is no error.
    OwnerOrGone,
    /// Officers of the dossier's agency.
    Desk,
    /// Officers of any agency, for what their agencies hold.
    Officer,
    Admin,
    /// Those who may list dossiers behind the figures of the whole province: administrators. To others it does not
    /// exist.
    Figures,
    /// Helpers of a community team.
    Helper,
    /// A helper while a resident sits beside them. Ending what is not open is no error, for anybody signed in.
    Session,
}
use For::*;

/// Methods, address, audience. `FILES` is a POST with a form that brings files.
const ADDRESSES: &[(&str, &str, For)] = &[
    ("GET", "/", Anybody),
    ("GET", "/api/openapi.json", Anybody),
    ("GET", "/api/v1/adoption", Anybody),
    ("GET", "/api/v1/dossiers/{reference}", Anybody),
    ("POST", "/api/v1/quotes", Anybody),
    ("GET", "/api/v1/services", Anybody),
    ("GET", "/api/v1/services/{id}", Anybody),
    ("GET", "/assets/{name}", Anybody),
    ("GET", "/bien-lai/{series}/{year}/{number}", Owner),
    ("GET", "/can-bo", Officer),
    ("GET", "/can-bo/ho-so/{name}", Desk),
    ("GET", "/can-bo/ho-so/{name}/{act}", Desk),
    ("POST", "/can-bo/ho-so/{name}/{act}", Desk),
    ("POST", "/can-bo/ho-so/{name}/noi-bo/{work}", Desk),
    ("GET", "/can-bo/ho-so/{name}/tep/{file}", Desk),
    ("POST", "/can-bo/ho-so/{name}/tep/{file}/xoa", Desk),
    ("POST", "/can-bo/ho-so/{name}/thay-bien-lai", Desk),
    ("POST", "/can-bo/ho-so/{name}/thu-tien", Desk),
    ("POST", "/can-bo/ho-so/{name}/tra-tien", Desk),
    ("FILES", "/can-bo/ho-so/{name}/xu-ly-xong", Desk),
    ("GET", "/can-bo/so-theo-doi", Officer),
    ("GET", "/can-bo/so-theo-doi.pdf", Officer),
    ("GET", "/can-bo/tiep-nhan", Officer),
    ("POST", "/can-bo/tiep-nhan", Officer),
    ("GET", "/dang-ky", Anybody),
    ("POST", "/dang-ky", Anybody),
    ("GET", "/dang-nhap", Anybody),
    ("POST", "/dang-nhap", Anybody),
    ("POST", "/dang-nhap/vneid", Anybody),
    ("GET", "/dang-nhap/vneid/tro-lai", Anybody),
    ("POST", "/dang-xuat", Anybody),
    ("GET", "/dich-vu", Anybody),
    ("GET", "/dich-vu/{id}", Anybody),
    ("GET", "/favicon.ico", Anybody),
    ("GET", "/gioi-thieu", Anybody),
    ("GET", "/health/live", Anybody),
    ("GET", "/health/ready", Anybody),
    ("GET", "/ho-so", SignedIn),
    ("GET", "/ho-so/{name}", Owner),
    ("FILES", "/ho-so/{name}/bo-sung", Owner),
    ("POST", "/ho-so/{name}/danh-gia", Owner),
    ("GET", "/ho-so/{name}/rut", Owner),
    ("POST", "/ho-so/{name}/rut", Owner),
    ("GET", "/ho-so/{name}/tep/{file}", Owner),
    ("GET", "/ho-so/{name}/{form}", Owner),
    ("GET", "/ho-tro", Helper),
    ("GET", "/ho-tro-nguoi-dan", Anybody),
    ("GET", "/ho-tro-nguoi-dan/rut/{link}", Anybody),
    ("POST", "/ho-tro-nguoi-dan/rut/{link}", Anybody),
    ("GET", "/ho-tro/da-ket-thuc", SignedIn),
    ("GET", "/ho-tro/gui/{draft}", Session),
    ("GET", "/ho-tro/gui/{draft}/ma", Session),
    ("POST", "/ho-tro/gui/{draft}/ma", Session),
    ("POST", "/ho-tro/gui/{draft}/ma-moi", Session),
    ("POST", "/ho-tro/noi-khac", SignedIn),
    ("GET", "/ho-tro/phien", Session),
    ("POST", "/ho-tro/phien", Helper),
    ("POST", "/ho-tro/phien/ket-thuc", SignedIn),
    ("GET", "/ho-tro/phien/ma", Session),
    ("POST", "/ho-tro/phien/ma", Session),
    ("POST", "/ho-tro/phien/ma-moi", Session),
    ("POST", "/ho-tro/phien/rut", SignedIn),
    ("GET", "/kiem-tra-ket-qua", Anybody),
    ("FILES", "/kiem-tra-ket-qua", Anybody),
    ("GET", "/metrics", Anybody),
    ("GET", "/nop-ho-so/{service}", Anybody),
    ("POST", "/nop-ho-so/{service}", SignedIn),
    ("GET", "/nop-ho-so/{service}/{draft}", Owner),
    ("POST", "/nop-ho-so/{service}/{draft}/co-quan", Owner),
    ("GET", "/nop-ho-so/{service}/{draft}/da-gui", Owner),
    ("GET", "/nop-ho-so/{service}/{draft}/giay-to", Owner),
    ("FILES", "/nop-ho-so/{service}/{draft}/giay-to", Owner),
    ("GET", "/nop-ho-so/{service}/{draft}/kiem-tra", Owner),
    ("POST", "/nop-ho-so/{service}/{draft}/kiem-tra", Owner),
    ("GET", "/nop-ho-so/{service}/{draft}/tep/{file}", Owner),
    ("POST", "/nop-ho-so/{service}/{draft}/tep/{file}/xoa", Owner),
    ("POST", "/nop-ho-so/{service}/{draft}/xoa", OwnerOrGone),
    ("GET", "/nop-ho-so/{service}/{draft}/{step}", Owner),
    ("POST", "/nop-ho-so/{service}/{draft}/{step}", Owner),
    ("GET", "/quan-tri", Admin),
    ("GET", "/quan-tri/chi-tieu", Admin),
    ("POST", "/quan-tri/chi-tieu", Admin),
    ("POST", "/quan-tri/chi-tieu/{id}/ket-thuc", Admin),
    ("GET", "/quan-tri/chinh-sach", Admin),
    ("GET", "/quan-tri/chinh-sach/ban-thao/{id}", Admin),
    ("POST", "/quan-tri/chinh-sach/ban-thao/{id}/ban-hanh", Admin),
    ("POST", "/quan-tri/chinh-sach/ban-thao/{id}/bo", Admin),
    ("GET", "/quan-tri/chinh-sach/ban-thao/{id}/sua", Admin),
    ("POST", "/quan-tri/chinh-sach/ban-thao/{id}/sua", Admin),
    ("GET", "/quan-tri/chinh-sach/moi", Admin),
    ("POST", "/quan-tri/chinh-sach/moi", Admin),
    ("GET", "/quan-tri/chinh-sach/{id}", Admin),
    ("POST", "/quan-tri/chinh-sach/{id}/ket-thuc", Admin),
    ("GET", "/quan-tri/lich", Admin),
    ("POST", "/quan-tri/lich/bo", Admin),
    ("GET", "/quan-tri/lich/chinh-thuc", Admin),
    ("POST", "/quan-tri/lich/chinh-thuc", Admin),
    ("GET", "/quan-tri/lich/gio", Admin),
    ("POST", "/quan-tri/lich/gio", Admin),
    ("GET", "/quan-tri/lich/mau.csv", Admin),
    ("GET", "/quan-tri/lich/nhap", Admin),
    ("FILES", "/quan-tri/lich/nhap", Admin),
    ("GET", "/quan-tri/lich/sua", Admin),
    ("GET", "/quan-tri/lich/thay-doi/{id}", Admin),
    ("POST", "/quan-tri/lich/thay-doi/{id}/ap-dung", Admin),
    ("POST", "/quan-tri/lich/thay-doi/{id}/bo", Admin),
    ("GET", "/quan-tri/lich/them", Admin),
    ("POST", "/quan-tri/lich/them", Admin),
    ("GET", "/quan-tri/lich/vung-xa", Admin),
    ("POST", "/quan-tri/lich/vung-xa", Admin),
    ("GET", "/quan-tri/thu-tuc", Admin),
    ("GET", "/quan-tri/thu-tuc/ban-thao/{id}", Admin),
    ("POST", "/quan-tri/thu-tuc/ban-thao/{id}/bo", Admin),
    ("POST", "/quan-tri/thu-tuc/ban-thao/{id}/cong-bo", Admin),
    ("GET", "/quan-tri/thu-tuc/ban-thao/{id}/sua", Admin),
    ("POST", "/quan-tri/thu-tuc/ban-thao/{id}/sua", Admin),
    ("GET", "/quan-tri/thu-tuc/{service}", Admin),
    ("GET", "/quan-tri/thu-tuc/{service}/ban/{version}", Admin),
    ("GET", "/quan-tri/thu-tuc/{service}/ban/{version}/rut-lai", Admin),
    ("POST", "/quan-tri/thu-tuc/{service}/ban/{version}/rut-lai", Admin),
    ("POST", "/quan-tri/thu-tuc/{service}/soan", Admin),
    ("GET", "/quyen-rieng-tu", Anybody),
    ("GET", "/tai-khoan", SignedIn),
    ("POST", "/tai-khoan/lien-he", SignedIn),
    ("POST", "/tai-khoan/mat-khau", SignedIn),
    ("POST", "/tai-khoan/phien", SignedIn),
    ("GET", "/thanh-toan/ipn", Anybody),
    ("GET", "/thanh-toan/ket-qua", Anybody),
    ("POST", "/thanh-toan/payplat", Anybody),
    ("POST", "/thanh-toan/{reference}", Owner),
    ("GET", "/tinh-hinh", Anybody),
    ("GET", "/tinh-hinh.csv", Anybody),
    ("GET", "/tinh-hinh/ho-so", Figures),
    ("GET", "/tra-cuu", Anybody),
    ("GET", "/tro-giup", Anybody),
    ("GET", "/tro-nang", Anybody),
];

/// In both languages; all others in one.
const ENGLISH: [&str; 20] = [
    "/",
    "/bien-lai",
    "/dang-ky",
    "/dang-nhap",
    "/dang-xuat",
    "/dich-vu",
    "/gioi-thieu",
    "/ho-so",
    "/ho-tro-nguoi-dan",
    "/kiem-tra-ket-qua",
    "/nop-ho-so",
    "/quyen-rieng-tu",
    "/tai-khoan",
    "/thanh-toan/ket-qua",
    "/thanh-toan/{reference}",
    "/tinh-hinh",
    "/tinh-hinh.csv",
    "/tra-cuu",
    "/tro-giup",
    "/tro-nang",
];

/// All addresses that the router knows, as it prints them.
fn addresses(portal: &TestPortal) -> BTreeSet<String> {
    let printed = format!("{:?}", super::router(&portal.app).unwrap());
    let quoted = printed.split('"').skip(1).step_by(2);
    quoted.filter(|text| text.starts_with('/') && !text.contains("__private")).map(str::to_owned).collect()
}

/// With what it names filled in; what there is none of has a name all the same.
fn filled(address: &str, names: &[(&str, &str)]) -> String {
    let known =
        names.iter().fold(address.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value));
    let parts = known.split('/').map(|part| match part {
        "{year}" => "2026",
        "{number}" => "1",
        part if part.starts_with('{') => "khong-co",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn send(browser: &mut Browser, method: &str, address: &str) -> Page {
    match method {
        "GET" => browser.get(address).await,
        "POST" => browser.post(address, &[]).await,
        _ => {
            let request = Request::post(address)
                .header(header::ORIGIN, PUBLIC_URL)
                .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
                .body(Body::from("--x--\r\n"))
                .unwrap();
            browser.send(request).await
        }
    }
}

fn leads_to_sign_in(page: &Page) -> bool {
    page.status == StatusCode::SEE_OTHER && page.location().contains("/dang-nhap?tiep=")
}

/// Let in is whoever is not sent away; what is wrong with an empty form is another matter.
fn is_sent_away(page: &Page) -> bool {
    leads_to_sign_in(page)
        // Without a session, to where one is begun.
        || (page.status == StatusCode::SEE_OTHER && page.location() == "/ho-tro")
        || matches!(
            page.status,
            StatusCode::UNAUTHORIZED
                | StatusCode::FORBIDDEN
                | StatusCode::NOT_FOUND
                // Paying, without a gateway.
                | StatusCode::SERVICE_UNAVAILABLE
        )
}

#[tokio::test]
async fn every_address_says_whom_it_is_for() {
    let portal = with_services().await;
    let known = addresses(&portal);
    let mut listed = BTreeSet::new();
    for (_, address, _) in ADDRESSES {
        listed.insert((*address).to_owned());
        let in_english = ENGLISH.iter().any(|begin| {
            let rest = address.strip_prefix(begin);
            rest.is_some_and(|rest| rest.is_empty() || (*begin != "/" && rest.starts_with('/')))
        });
        if in_english {
            let whole = format!("/en{address}");
            listed.insert(whole.strip_suffix('/').unwrap_or(&whole).to_owned());
        }
    }
    // Whatever else lies below is answered with problem details.
    listed.insert("/api/{*rest}".to_owned());
    assert_eq!(known, listed);

    let mut browser = portal.browser();
    for address in known.iter().filter(|address| *address != "/api/{*rest}") {
        let asked = Request::builder()
            .method(Method::from_bytes(b"MADEUP").unwrap())
            .uri(filled(address, &[]))
            .body(Body::empty())
            .unwrap();
        let page = browser.send(asked).await;
        assert_eq!(page.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
        let mut allowed: Vec<&str> = page.header("allow").split(',').collect();
        allowed.retain(|method| *method != "HEAD");
        let bare = match address.strip_prefix("/en") {
            Some("") => "/",
            Some(rest) => rest,
            None => address,
        };
        let listed: Vec<&str> = ADDRESSES
            .iter()
            .filter(|(_, listed, _)| *listed == bare)
            .map(|(method, ..)| if *method == "FILES" { "POST" } else { method })
            .collect();
        assert_eq!(allowed, listed, "{address}");
    }
}

#[tokio::test]
async fn every_address_keeps_out_whom_it_is_not_for() {
    let portal = with_services().await;
    let owner = portal.account("chu", None).await;
    let draft = begin(&mut portal.browser_of(&owner).await).await;
    let draft = draft.rsplit('/').next().unwrap();
    let wish = backend::quoting::Wish::default();
    let (agency, name) = filed_by(&portal, 1, "1.001612", &owner, wish).await;
    let names = [
        ("service", SERVICE),
        ("draft", draft),
        ("step", "nguoi-nop"),
        ("name", &name),
        ("reference", &name),
        ("act", "tu-choi"),
        ("work", "ghi-chu"),
    ];
    let nobody = None;
    let citizen = portal.account("la", None).await;
    let officer = Some((RoleKind::Officer, agency.as_str()));
    let officer = portal.account("can.bo", officer).await;
    let elsewhere = ["ubnd-xa-tra-bong", "ubnd-phuong-kon-tum"];
    let elsewhere = elsewhere.into_iter().find(|other| *other != agency);
    let elsewhere = elsewhere.map(|other| (RoleKind::Officer, other));
    let elsewhere = portal.account("noi.khac", elsewhere).await;
    let admin = portal.account("quan.tri", Some((RoleKind::Admin, ""))).await;
    let helper = assisting::helper(&portal, "giup").await;
    let everybody = [
        ("nobody", nobody),
        ("citizen", Some(&citizen)),
        ("owner", Some(&owner)),
        ("officer", Some(&officer)),
        ("elsewhere", Some(&elsewhere)),
        ("admin", Some(&admin)),
        ("helper", Some(&helper)),
    ];
    let mut wrong = Vec::new();
    for (method, address, audience) in ADDRESSES {
        for (who, account) in everybody {
            let lets_in: &[&str] = match audience {
                Anybody => continue,
                OwnerOrGone if who == "owner" => continue,
                OwnerOrGone => &[],
                SignedIn => &["citizen", "owner", "officer", "elsewhere", "admin", "helper"],
                Owner => &["owner"],
                Desk => &["officer"],
                Officer => &["officer", "elsewhere"],
                Admin | Figures => &["admin"],
                Helper => &["helper"],
                Session => &[],
            };
            let mut browser = match account {
                Some(account) => portal.browser_of(account).await,
                None => portal.browser(),
            };
            let address = filled(address, &names);
            let page = send(&mut browser, method, &address).await;
            let is_right = if account.is_none() {
                leads_to_sign_in(&page)
            } else if *audience == OwnerOrGone {
                page.status == StatusCode::SEE_OTHER
            } else if lets_in.contains(&who) {
                !leads_to_sign_in(&page) && page.status != StatusCode::FORBIDDEN
            } else {
                is_sent_away(&page)
            };
            if !is_right || page.status == StatusCode::INTERNAL_SERVER_ERROR {
                wrong.push(format!("{who}: {method} {address}: {}", page.status));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    // Nobody has moved anything of the owner's.
    let mut browser = portal.browser_of(&owner).await;
    for kept in ["/nop-ho-so/{service}/{draft}/{step}", "/ho-so/{name}/rut"] {
        let page = browser.get(&filled(kept, &names)).await;
        assert_eq!(page.status, StatusCode::OK, "{kept}");
    }
}

#[tokio::test]
async fn a_session_for_a_resident_reaches_nothing_else() {
    let portal = with_services().await;
    let helper = assisting::helper(&portal, "giup").await;
    let mut browser = portal.browser_of(&helper).await;
    let resident = ("Nguyễn Thị Ánh", "0905 000 111");
    assisting::open(&portal, &mut browser, resident).await;
    for (method, address, audience) in ADDRESSES {
        if matches!(audience, Anybody | Session | Helper) || address.starts_with("/ho-tro") {
            continue;
        }
        let page = send(&mut browser, method, &filled(address, &[])).await;
        // Only a draft is of the session, and this is none of it.
        let expected = match (*audience, address.starts_with("/nop-ho-so")) {
            (OwnerOrGone, _) => StatusCode::SEE_OTHER,
            (Figures, _) | (_, true) => StatusCode::NOT_FOUND,
            (_, false) => StatusCode::CONFLICT,
        };
        assert_eq!(page.status, expected, "{method} {address}");
    }
    assert_eq!(browser.get("/ho-tro/phien").await.status, StatusCode::OK);
}
