//! A building permit over Tết 2027, and a late one with an apology, as the pages and papers of both sides tell them.
//!
//! By hand: a house, 75.000 đồng, half of it online (Nghị quyết 11/2022/NQ-HĐND); ten working days by law, eight
//! promised (Quyết định 906/QĐ-UBND). Tết is foreseen from Thursday 04/02 to Wednesday 10/02/2027. Sent on Monday
//! 25/01 at 09:00: the tenth working day is 15/02, the eighth 11/02.

use axum::http::{Request, StatusCode};
use backend::{actor::RoleKind, dossier, quoting::Wish, verify};
use domain::metrics::Tally;

use super::{filed_by, with_catalogue};
use crate::testing::{Browser, PUBLIC_URL, TestPortal};

struct Case {
    portal: TestPortal,
    officer: String,
    citizen: String,
    reference: String,
}

impl Case {
    /// Sent on Monday 25/01/2027 at 09:00, accepted at 10:00, and work begins.
    async fn begun() -> Self {
        let portal = with_catalogue().await;
        portal.set_clock("2027-01-25T02:00:00Z");
        let citizen = portal.account("dan", None).await;
        let wish = Wish { case: Some("nha-o".into()), ..Wish::default() };
        let (agency, reference) = filed_by(&portal, 1, "1.013225", &citizen, wish).await;
        let officer = portal.account("hoa", Some((RoleKind::Officer, &agency))).await;
        let case = Self { portal, officer, citizen, reference };
        case.at("2027-01-25T03:00:00Z");
        case.does("tiep-nhan", 1, &[]).await;
        case.does("bat-dau", 2, &[]).await;
        case
    }

    fn at(&self, moment: &str) {
        self.portal.set_clock(moment);
    }

    /// A desk of this moment: sessions end while days go by.
    async fn desk(&self) -> Browser {
        self.portal.browser_of(&self.officer).await
    }

    async fn does(&self, act: &str, expected: i64, fields: &[(&str, &str)]) {
        let path = format!("/can-bo/ho-so/{}/{act}", self.reference);
        let expected = expected.to_string();
        let mut typed = vec![("expected", expected.as_str())];
        typed.extend(fields);
        let mut desk = self.desk().await;
        let page = match act {
            "xu-ly-xong" => multipart(&mut desk, &path, &typed).await,
            _ => desk.post(&path, &typed).await,
        };
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{act}: {}", page.text);
    }

    /// What the page of whoever filed it says, and that of the desk; as plain text.
    async fn pages(&self) -> [String; 2] {
        let reference = &self.reference;
        let mut citizen = self.portal.browser_of(&self.citizen).await;
        let own = citizen.get(&format!("/ho-so/{reference}")).await;
        let desk = self.desk().await.get(&format!("/can-bo/ho-so/{reference}")).await;
        assert_eq!((own.status, desk.status), (StatusCode::OK, StatusCode::OK));
        [own.text, desk.text].map(|html| plain(&html))
    }

    /// Both pages tell these dates: the promise, and the law's.
    async fn told(&self, promised: &str, statutory: &str) {
        for page in self.pages().await {
            for date in [promised, statutory] {
                assert!(page.contains(date), "{date}: {page}");
            }
        }
    }

    async fn paper(&self, form: &str) -> String {
        let path = format!("/can-bo/ho-so/{}/{form}", self.reference);
        let mut desk = self.desk().await;
        let file = desk.get(&format!("{path}.pdf")).await;
        assert!(file.text.starts_with("%PDF"), "{form}: {}", file.status);
        let page = desk.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        plain(&page.text)
    }

    async fn verified(&self) {
        let verified = verify::verify(&self.portal.app.portal).await.unwrap();
        assert_eq!(verified, (1, vec![]));
    }
}

/// The text alone, blanks as blanks.
fn plain(html: &str) -> String {
    let words = html.split('<').filter_map(|tag| tag.split_once('>').map(|(_, text)| text));
    let text: String = words.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn multipart(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) -> crate::testing::Page {
    let part = |(name, value): &(&str, &str)| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let body: String = fields.iter().map(part).collect();
    let request = Request::post(path)
        .header("origin", PUBLIC_URL)
        .header("content-type", "multipart/form-data; boundary=x")
        .body(axum::body::Body::from(body + "--x--\r\n"))
        .unwrap();
    browser.send(request).await
}

#[tokio::test]
async fn a_supplement_and_an_obligation_over_tet_are_told_and_printed() {
    let case = Case::begun().await;
    case.told("17:00 thứ Năm, 11/02/2027", "17:00 thứ Hai, 15/02/2027").await;
    let [own, _] = case.pages().await;
    for said in ["37.500 đồng", "Giảm 50%", "Tết Âm lịch", "dự kiến"] {
        assert!(own.contains(said), "{said}: {own}");
    }
    let slip = case.paper("giay-tiep-nhan").await;
    for said in ["37.500 đồng", "10 ngày làm việc", "17 giờ 00", "ngày 11 tháng 02 năm 2027"] {
        assert!(slip.contains(said), "{said}: {slip}");
    }

    // Asked on Thursday 28/01, supplied on Tuesday 02/02: 29/01, 01/02 and 02/02 do not count.
    case.at("2027-01-28T03:00:00Z");
    let asked = [("item-1", "Bản vẽ mặt cắt, tỷ lệ 1/50"), ("until", "26/02/2027")];
    case.does("yeu-cau-bo-sung", 3, &asked).await;
    case.at("2027-02-02T02:00:00Z");
    let mut citizen = case.portal.browser_of(&case.citizen).await;
    let path = format!("/ho-so/{}/bo-sung", case.reference);
    let sent = multipart(&mut citizen, &path, &[("note", "Tôi gửi bản vẽ.")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    case.told("17:00 thứ Ba, 16/02/2027", "17:00 thứ Năm, 18/02/2027").await;

    // Asked on Wednesday 03/02, the last day before Tết; paid on Friday 12/02: 11/02 and 12/02 do not count.
    case.at("2027-02-03T03:00:00Z");
    let asked = [
        ("pay_kind", "decision"),
        ("pay_name", "Tiền sử dụng đất"),
        ("pay_amount", "12.500.000"),
        ("pay_until", "26/02/2027"),
        ("pay_reason", "Theo thông báo của cơ quan thuế"),
        ("pay_ground", "Nghị định 101/2024/NĐ-CP"),
    ];
    case.does("yeu-cau-thanh-toan", 5, &asked).await;
    for page in case.pages().await {
        assert!(page.contains("12.537.500 đồng"), "with the fee: {page}");
    }
    case.at("2027-02-12T02:00:00Z");
    let cash = format!("/can-bo/ho-so/{}/thu-tien", case.reference);
    let paid = case.desk().await.post(&cash, &[("amount", "12537500")]).await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.text);
    case.told("17:00 thứ Năm, 18/02/2027", "17:00 thứ Hai, 22/02/2027").await;

    case.at("2027-02-18T03:00:00Z");
    let decision = [("outcome", "granted"), ("note", "Giấy phép số 07/GPXD")];
    case.does("xu-ly-xong", 8, &decision).await;
    let sheet = case.paper("phieu-kiem-soat").await;
    assert!(sheet.contains("22/02/2027") && sheet.contains("Đúng hạn"), "{sheet}");
    case.verified().await;
}

#[tokio::test]
async fn a_late_one_is_apologised_for_and_counts_as_late() {
    let case = Case::begun().await;
    // At the latest a day before the promise; once.
    case.at("2027-02-03T03:00:00Z");
    let apology = [("new_date", "19/02/2027"), ("apology_reason", "Phải đo lại thửa đất sau Tết")];
    case.does("xin-loi", 3, &apology).await;
    case.told("19/02/2027", "15/02/2027").await;
    let paper = case.paper("van-ban-xin-loi").await;
    for said in ["ngày 11 tháng 02 năm 2027", "ngày 19 tháng 02 năm 2027", "Phải đo lại thửa đất sau Tết"]
    {
        assert!(paper.contains(said), "{said}: {paper}");
    }
    let path = format!("/can-bo/ho-so/{}/xin-loi", case.reference);
    let again = [("expected", "4"), ("new_date", "26/02/2027"), ("apology_reason", "Lần nữa")];
    let again = case.desk().await.post(&path, &again).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text);

    // Past the law's date the desk says so, whatever the apology told: the whole 16/02, and from 07:00 to 10:00.
    case.at("2027-02-17T03:00:00Z");
    let [own, desk] = case.pages().await;
    assert!(desk.contains("Thời hạn theo quy định: quá 1 ngày 3 giờ làm việc"), "{desk}");
    assert!(own.contains("Cơ quan đã xin lỗi và hẹn lại"), "{own}");
    case.does("xu-ly-xong", 4, &[("outcome", "granted"), ("note", "Số 08/GPXD")]).await;
    let mut tx = case.portal.app.portal.db.read().await.unwrap();
    let found = dossier::store::by_public_name(&mut tx, &case.reference).await;
    let dossier = found.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert_eq!(dossier.tallies()[Tally::LateLaw], 1);
    case.verified().await;
}
