use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use backend::actor::RoleKind;

use crate::{
    catalogue::tests::demo_portal,
    testing::{Browser, PUBLIC_URL, Page, TestPortal},
};

/// Lý Sơn is closed on two days of the year after the next.
const CLOSURE: [(&str, &str); 8] = [
    ("kind", "closure"),
    ("from", "07/12/2027"),
    ("to", "08/12/2027"),
    ("scope", "51/51/21548"),
    ("name", "Phòng, chống bão số 9"),
    ("number", "Quyết định 99/QĐ-UBND"),
    ("date", "06/12/2027"),
    ("issuer", "UBND tỉnh Quảng Ngãi"),
];

async fn administrator(portal: &TestPortal) -> Browser {
    let id = portal.account("quan.tri", Some((RoleKind::Admin, ""))).await;
    portal.browser_of(&id).await
}

async fn upload(browser: &mut Browser, csv: &str) -> Page {
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"lich.csv\"\r\n\
         Content-Type: text/csv\r\n\r\n{csv}\r\n--cut--\r\n"
    );
    let request = Request::post("/quan-tri/lich/nhap")
        .header(header::ORIGIN, PUBLIC_URL)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_closure_is_entered_previewed_and_applied() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let mut nameless = CLOSURE;
    nameless[7] = ("issuer", "");
    let refused = admin.post("/quan-tri/lich/them", &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("id=\"issuer-error\""));
    assert!(refused.text.contains("Quyết định 99/QĐ-UBND"), "what was typed is kept");
    let mut everywhere = CLOSURE;
    everywhere[3] = ("scope", "VN");
    let refused = admin.post("/quan-tri/lich/them", &everywhere).await;
    assert!(refused.text.contains("Đóng cửa theo quyết định là của một địa bàn."));

    let kept = admin.post("/quan-tri/lich/them", &CLOSURE).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let path = kept.location().to_owned();
    let twice = admin.post("/quan-tri/lich/them", &CLOSURE).await;
    assert_eq!(twice.location(), path, "prepared once");
    let preview = admin.get(&path).await;
    assert!(preview.text.contains("07/12/2027 – 08/12/2027"), "{}", preview.text);
    assert!(preview.text.contains("Lý Sơn"));
    let before = admin.get("/quan-tri/lich?nam=2027").await;
    assert!(before.text.contains("1 thay đổi đã soạn, chưa áp dụng"));

    let done = admin.post(&format!("{path}/ap-dung"), &[]).await;
    assert_eq!(done.location(), "/quan-tri/lich?nam=2027&xong=ap-dung");
    let again = admin.post(&format!("{path}/ap-dung"), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "a second click does no harm");
    let year = admin.get(done.location()).await;
    assert!(year.text.contains("Phòng, chống bão số 9"));
    assert!(year.text.contains("Trần Thị Bưởi áp dụng lúc"), "who and when");
    let there = admin.post("/quan-tri/lich/them", &CLOSURE).await;
    assert_eq!(there.location(), "/quan-tri/lich?xong=khong");

    let gone = [("day", "2027-12-07"), ("scope", "51/51/21548")];
    let removal = admin.post("/quan-tri/lich/bo", &gone).await;
    let path = removal.location().to_owned();
    admin.post(&format!("{path}/ap-dung"), &[]).await;
    let missing = admin.post("/quan-tri/lich/bo", &gone).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_foreseen_year_is_published() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let year = admin.get("/quan-tri/lich?nam=2027").await;
    assert!(year.text.contains("Lịch năm 2027 còn là dự kiến"));
    let page = admin.get("/quan-tri/lich/chinh-thuc?nam=2027").await;
    assert!(page.text.contains("value=\"2027-02-08\""), "{}", page.text);
    let fields = [
        ("nam", "2027"),
        ("keep", "2027-02-04"),
        ("keep", "2027-02-05"),
        ("keep", "2027-02-08"),
        ("keep", "2027-02-09"),
        ("number", "Thông báo 1/TB-BNV"),
        ("date", "05/12/2026"),
    ];
    let unsaid = admin.post("/quan-tri/lich/chinh-thuc", &fields[..5]).await;
    assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = admin.post("/quan-tri/lich/chinh-thuc", &fields).await;
    let path = kept.location().to_owned();
    let preview = admin.get(&path).await;
    assert!(preview.text.contains("từ 249 thành 251 ngày làm việc"), "{}", preview.text);
    assert!(preview.text.contains("Lịch năm 2027 thành chính thức"));
    admin.post(&format!("{path}/ap-dung"), &[]).await;
    let year = admin.get("/quan-tri/lich?nam=2027").await;
    assert!(year.text.contains("Lịch năm 2027 là lịch chính thức"));
}

#[tokio::test]
async fn a_table_is_taken_whole_or_not_at_all() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let head = "day,kind,name,legal_source,provisional,scope\n";
    let bad = format!("{head}2028-01-01,holiday,Tết Dương lịch,BLLĐ,no,VN\n31/02/2028,holiday,Sai,BLLĐ,no,VN\n");
    let refused = upload(&mut admin, &bad).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Dòng 3: không có ngày “31/02/2028”."), "{}", refused.text);
    assert!(refused.text.contains("2028-01-01,holiday"), "the file's text is kept");
    assert!(!admin.get("/quan-tri/lich?nam=2028").await.text.contains("<td class=\"holiday\""));

    let good = format!("{head}2028-01-01,holiday,Tết Dương lịch,BLLĐ,no,VN\n");
    let kept = upload(&mut admin, &good).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let path = kept.location().to_owned();
    admin.post(&format!("{path}/ap-dung"), &[]).await;
    let year = admin.get("/quan-tri/lich?nam=2028").await;
    assert!(year.text.contains("Lịch năm 2028 còn là dự kiến"), "its first day makes no year final");
    let again = upload(&mut admin, &good).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text.contains("không có gì thay đổi"));
    let example = admin.get("/quan-tri/lich/mau.csv").await;
    assert!(example.text.contains("day,kind,name"));
}

#[tokio::test]
async fn hours_and_remote_communes_are_entered_from_a_day() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let page = admin.get("/quan-tri/lich/gio?co-quan=trung-tam-pvhcc-tinh").await;
    assert!(page.text.contains("value=\"07:00-11:00\""), "{}", page.text);
    let mut fields = [
        ("agency", "trung-tam-pvhcc-tinh"),
        ("morning", "7h30-11:30"),
        ("afternoon", "11:00-17:00"),
        ("saturday", ""),
        ("valid_from", "01/01/2099"),
        ("number", "Quyết định 5/QĐ-UBND"),
        ("date", "20/11/2026"),
    ];
    let refused = admin.post("/quan-tri/lich/gio", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Viết giờ bắt đầu") || refused.text.contains("Buổi chiều phải"));
    fields[1] = ("morning", "07:30-11:30");
    fields[2] = ("afternoon", "13:00-17:00");
    let kept = admin.post("/quan-tri/lich/gio", &fields).await;
    let path = kept.location().to_owned();
    let done = admin.post(&format!("{path}/ap-dung"), &[]).await;
    let page = admin.get(done.location()).await;
    assert!(page.text.contains("01/01/2099 (sắp tới)"), "{}", page.text);
    assert!(page.text.contains("07:30–11:30, 13:00–17:00"));

    let remote =
        [("unit", "21025"), ("valid_from", "01/01/2099"), ("number", "Quyết định 6/QĐ-TTg"), ("date", "20/11/2026")];
    let kept = admin.post("/quan-tri/lich/vung-xa", &remote).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    let path = kept.location().to_owned();
    let done = admin.post(&format!("{path}/ap-dung"), &[]).await;
    assert!(admin.get(done.location()).await.text.contains("Quyết định 6/QĐ-TTg"));
    let again = admin.post("/quan-tri/lich/vung-xa", &remote).await;
    assert!(again.text.contains("Xã này đang thuộc diện rồi."));
}

#[tokio::test]
async fn the_calendar_is_the_administrators() {
    let portal = demo_portal().await;
    let clerk = portal.account("can.bo", Some((RoleKind::Officer, "mot-noi"))).await;
    let mut clerk = portal.browser_of(&clerk).await;
    for path in [
        "/quan-tri/lich",
        "/quan-tri/lich/them",
        "/quan-tri/lich/sua?ngay=2027-02-08&noi=VN",
        "/quan-tri/lich/chinh-thuc?nam=2027",
        "/quan-tri/lich/nhap",
        "/quan-tri/lich/mau.csv",
        "/quan-tri/lich/gio",
        "/quan-tri/lich/vung-xa",
        "/quan-tri/lich/thay-doi/x",
    ] {
        let stranger = portal.browser().get(path).await;
        assert_eq!(stranger.status, StatusCode::SEE_OTHER, "{path} leads to signing in");
        assert_eq!(clerk.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in ["them", "bo", "chinh-thuc", "gio", "vung-xa", "thay-doi/x/ap-dung", "thay-doi/x/bo"] {
        let fields = [("day", "2027-02-08"), ("scope", "VN"), ("nam", "2027")];
        let refused = clerk.post(&format!("/quan-tri/lich/{path}"), &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(upload(&mut clerk, "day").await.status, StatusCode::FORBIDDEN);
}
