use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use demo::catalogue::load_catalogue;

use super::files::MOST_PARTS;
use crate::testing::{Browser, PUBLIC_URL, Page, TestPortal};

pub(crate) const SERVICE: &str = "dang-ky-thanh-lap-ho-kinh-doanh";
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

pub(crate) async fn portal() -> TestPortal {
    let portal = TestPortal::new().await;
    let today = portal.clock.today();
    load_catalogue(&portal.app.portal.db, today).await.unwrap();
    portal
}

const PERSON: [(&str, &str); 6] = [
    ("acting", "self"),
    ("full_name", "Trần Thị Bưởi"),
    ("personal_number", "051190000123"),
    ("birth_date", "05/02/1990"),
    ("phone", "0912 345 678"),
    ("address", "Thôn 2, xã Trà Bồng"),
];

/// The value of a hidden field.
pub(crate) fn hidden(page: &Page, name: &str) -> String {
    let (_, rest) = page.text.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// Begins a draft; gives its address.
pub(crate) async fn begin(browser: &mut Browser) -> String {
    let start = format!("/nop-ho-so/{SERVICE}");
    let page = browser.get(&start).await;
    assert_eq!(page.status, StatusCode::OK);
    // Among a few they are buttons, among many a list.
    let choice = ["name=\"agency\" type=\"radio\" value=\"", "<option value=\"ubnd"];
    let found = choice.iter().find_map(|mark| page.text.split_once(mark).map(|(_, rest)| (mark, rest)));
    let (mark, rest) = found.unwrap_or_else(|| panic!("no agency to choose: {}", page.text));
    let agency = rest.split('"').next().unwrap();
    let agency = if mark.ends_with("ubnd") { format!("ubnd{agency}") } else { agency.to_owned() };
    let page = browser.post(&start, &[("agency", &agency)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location().strip_suffix("/nguoi-nop").unwrap().to_owned()
}

pub(crate) async fn send_step(browser: &mut Browser, address: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let revision = hidden(&page, "revision");
    let mut all = vec![("revision", revision.as_str())];
    all.extend(fields);
    browser.post(address, &all).await
}

/// A form with files, as browsers send it: `(field, file name, content)`, then the button.
pub(crate) async fn upload(browser: &mut Browser, address: &str, files: &[(&str, &str, &[u8])], go: &str) -> Page {
    let mut body = Vec::new();
    for (field, name, bytes) in files {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n")
                .as_bytes(),
        );
        body.extend(bytes.iter().chain(b"\r\n"));
    }
    body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"go\"\r\n\r\n{go}\r\n--x--\r\n").as_bytes());
    let request = Request::post(format!("{address}/giay-to"))
        .header(header::ORIGIN, PUBLIC_URL)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from(body))
        .unwrap();
    browser.send(request).await
}

/// Every name of a field on a page that begins like this.
pub(crate) fn names(page: &Page, prefix: &str) -> Vec<String> {
    let mut names: Vec<String> = page
        .text
        .split(" name=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with(prefix))
        .map(str::to_owned)
        .collect();
    names.dedup();
    names
}

/// Answers every question, the kind of answer found by trying: the service is data.
pub(crate) async fn answer_all(browser: &mut Browser, draft: &str) -> Page {
    let step = format!("{draft}/thong-tin");
    let fields = names(&browser.get(&step).await, "f_");
    assert!(!fields.is_empty());
    let answers = ["Quán Bưởi", "051190000123", "0912345678", "05/02/1990", "2", "Trần Thị Bưởi", "yes"];
    let mut typed: Vec<(String, String)> = Vec::new();
    let first = browser.get(&step).await;
    for name in &fields {
        let option = first
            .text
            .split(&format!(" name=\"{name}\" type=\"radio\" value=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        typed.push((name.clone(), option.unwrap_or(answers[0]).to_owned()));
    }
    let mut tries = 0;
    loop {
        let pairs: Vec<_> = typed.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = send_step(browser, &step, &pairs).await;
        if page.status == StatusCode::SEE_OTHER {
            return page;
        }
        tries += 1;
        for (name, value) in &mut typed {
            if page.text.contains(&format!("id=\"{name}-error\"")) {
                *value = answers.get(tries).unwrap_or_else(|| panic!("{name}: {}", page.text)).to_string();
            }
        }
    }
}

#[tokio::test]
async fn whoever_is_not_signed_in_is_led_there_and_back() {
    let portal = portal().await;
    let mut browser = portal.browser();
    let page = browser.get(&format!("/en/nop-ho-so/{SERVICE}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains(&format!("/en/dang-nhap?tiep=%2Fen%2Fnop-ho-so%2F{SERVICE}")));
    let page = browser.get(&format!("/nop-ho-so/{SERVICE}/x/nguoi-nop")).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(page.location().starts_with("/dang-nhap?tiep="), "{}", page.location());
    assert_eq!(browser.get("/nop-ho-so/khong-co").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_wrong_is_shown_at_its_field_with_what_was_typed() {
    let portal = portal().await;
    let account = portal.account("buoi", None).await;
    let mut browser = portal.browser_of(&account).await;
    let draft = begin(&mut browser).await;
    let step = format!("{draft}/nguoi-nop");
    let page = send_step(&mut browser, &step, &[("acting", "self"), ("full_name", "<b>\"A1"), ("phone", "12")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["value=\"&lt;b&gt;&quot;A1\"", "href=\"#full_name\"", "id=\"phone-error\"", "id=\"errors\""] {
        assert!(page.text.contains(part), "{part}: {}", page.text);
    }
    // It was kept before it was checked: another browser of the same person shows it.
    let mut other = portal.browser_of(&account).await;
    assert!(other.get(&step).await.text.contains("&lt;b&gt;"));
    // To be gone on with later: nothing is checked.
    let page = send_step(&mut browser, &step, &[("acting", "self"), ("phone", "13"), ("go", "later")]).await;
    assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/ho-so"));
    // Offered again on return.
    let page = browser.get(&format!("/nop-ho-so/{SERVICE}")).await;
    assert!(page.text.contains(&draft));
}

#[tokio::test]
async fn an_upload_of_thousands_of_files_is_not_read_to_its_end() {
    let portal = portal().await;
    let account = portal.account("buoi", None).await;
    let mut browser = portal.browser_of(&account).await;
    let draft = begin(&mut browser).await;
    let page = browser.get(&format!("{draft}/giay-to")).await;
    let field = names(&page, "doc_").remove(0);
    let files: Vec<_> = (0..=MOST_PARTS).map(|_| (field.as_str(), "rỗng.pdf", &b""[..])).collect();
    let page = upload(&mut browser, &draft, &files, "stay").await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    let page = upload(&mut browser, &draft, &files[..20], "stay").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn two_tabs_are_told_apart_and_other_peoples_drafts_do_not_exist() {
    let portal = portal().await;
    let account = portal.account("buoi", None).await;
    let mut browser = portal.browser_of(&account).await;
    let draft = begin(&mut browser).await;
    let step = format!("{draft}/nguoi-nop");
    let revision = hidden(&browser.get(&step).await, "revision");
    send_step(&mut browser, &step, &[("acting", "self"), ("address", "Thôn 2")]).await;
    let late = [("revision", revision.as_str()), ("acting", "self"), ("address", "Thôn 3")];
    let page = browser.post(&step, &late).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("Thôn 2") && page.text.contains("Thôn 3"));
    // Taken with the revision that is stored.
    let revision = hidden(&page, "revision");
    let mine = [("revision", revision.as_str()), ("acting", "self"), ("address", "Thôn 3")];
    assert_eq!(browser.post(&step, &mine).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(browser.get(&step).await.text.contains("Thôn 3"));

    let stranger = portal.account("nguoi-khac", None).await;
    let mut stranger = portal.browser_of(&stranger).await;
    for page in ["nguoi-nop", "thong-tin", "giay-to", "kiem-tra", "da-gui", "tep/x"] {
        let found = stranger.get(&format!("{draft}/{page}")).await;
        assert_eq!(found.status, StatusCode::NOT_FOUND, "{page}");
    }
    assert_eq!(stranger.post(&step, &late).await.status, StatusCode::NOT_FOUND);
    let sent = upload(&mut stranger, &draft, &[], "next").await;
    assert_eq!(sent.status, StatusCode::NOT_FOUND);
    // From another site, in the person's own name.
    let page = browser.post_from("https://evil.example", &step, &mine).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_household_business_is_filed_once_whatever_is_clicked() {
    let portal = portal().await;
    let account = portal.account("buoi", None).await;
    let mut browser = portal.browser_of(&account).await;
    let draft = begin(&mut browser).await;

    let page = send_step(&mut browser, &format!("{draft}/nguoi-nop"), &PERSON).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    // Sent too early: what is missing is named, part by part.
    let page = send_step(&mut browser, &format!("{draft}/kiem-tra"), &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("href=\"#part-nhan-ket-qua\""), "{}", page.text);

    let page = answer_all(&mut browser, &draft).await;
    assert_eq!(page.location(), format!("{draft}/giay-to"));

    // Each document with two files at once; the declared type is not believed.
    let page = browser.get(page.location()).await;
    let documents = names(&page, "doc_");
    let files: Vec<_> = documents
        .iter()
        .flat_map(|name| [(name.as_str(), "Giấy tờ.exe", PDF), (name.as_str(), "", &b""[..])])
        .collect();
    let page = upload(&mut browser, &draft, &files, "stay").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    let page = browser.get(&format!("{draft}/giay-to")).await;
    let (_, rest) = page.text.split_once(&format!("{draft}/tep/")).unwrap();
    let file = rest.split('"').next().unwrap();
    let got = browser.get(&format!("{draft}/tep/{file}")).await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.text.as_bytes(), PDF);
    assert_eq!(got.header("content-type"), "application/pdf");
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert_eq!(got.header("content-disposition"), "attachment; filename*=UTF-8''Gi%E1%BA%A5y%20t%E1%BB%9D.pdf");

    let page = send_step(&mut browser, &format!("{draft}/nhan-ket-qua"), &[("delivery", "online")]).await;
    assert_eq!(page.location(), format!("{draft}/kiem-tra"), "{}", page.text);
    let review = browser.get(&format!("{draft}/kiem-tra")).await;
    assert!(review.text.contains("Trần Thị Bưởi") && review.text.contains("50.000\u{a0}đồng"), "{}", review.text);
    let revision = hidden(&review, "revision");
    for _ in 0..5 {
        let page = browser.post(&format!("{draft}/kiem-tra"), &[("revision", &revision)]).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, format!("{draft}/da-gui").as_str()));
    }
    let done = browser.get(&format!("{draft}/da-gui")).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(done.text.contains("QN-"), "{}", done.text);
    // Going back in the browser leads on to what was sent.
    let back = browser.get(&format!("{draft}/nguoi-nop")).await;
    assert_eq!(back.location(), format!("{draft}/da-gui"));
    let mut tx = portal.app.portal.db.read().await.unwrap();
    let filed = backend::dossier::store::of_filer(&mut tx, &account, 9).await.unwrap();
    assert_eq!(filed.len(), 1);
}

#[tokio::test]
async fn good_files_stay_when_others_are_refused() {
    let portal = portal().await;
    let account = portal.account("buoi", None).await;
    let mut browser = portal.browser_of(&account).await;
    let draft = begin(&mut browser).await;
    let field = names(&browser.get(&format!("{draft}/giay-to")).await, "doc_").remove(0);
    let large = vec![b' '; 10_000_001];
    let files = [
        (field.as_str(), "tốt.pdf", PDF),
        (field.as_str(), "xấu.pdf", &b"<script>alert(1)</script>"[..]),
        (field.as_str(), "to.pdf", &large[..]),
        ("doc_khong_co", "lạ.pdf", PDF),
    ];
    let page = upload(&mut browser, &draft, &files, "next").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("tốt.pdf") && page.text.contains(&format!("id=\"{field}-error\"")));
    assert!(!page.text.contains("xấu.pdf") && !page.text.contains("lạ.pdf"));

    // No disk: said as what it is, and what was kept stays.
    let folder = portal.app.settings.place.data_dir.join("files");
    std::fs::rename(&folder, folder.with_extension("away")).unwrap();
    std::fs::write(&folder, "").unwrap();
    let page = upload(&mut browser, &draft, &[(&field, "a.pdf", PDF)], "next").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.text.contains("tốt.pdf") && page.text.contains("class=\"notice problem\""), "{}", page.text);
    // Cut off in the middle.
    let request = Request::post(format!("{draft}/giay-to"))
        .header(header::ORIGIN, PUBLIC_URL)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .body(Body::from("--x\r\nContent-Disposition: form-data; name=\"doc_a\"; filename=\"a\"\r\n\r\nabc"))
        .unwrap();
    assert_eq!(browser.send(request).await.status, StatusCode::BAD_REQUEST);
}
