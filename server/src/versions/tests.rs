mod rows;
mod withdrawing;

use backend::actor::RoleKind;

use crate::{
    catalogue::tests::demo_portal,
    testing::{Browser, Page, TestPortal},
};

const SERVICE: &str = "/quan-tri/thu-tuc/dang-ky-thanh-lap-ho-kinh-doanh";

async fn administrator(portal: &TestPortal) -> Browser {
    let role = Some((RoleKind::Admin, ""));
    let id = portal.account("quan.tri", role).await;
    portal.browser_of(&id).await
}

/// What a form's fields hold, as a browser would send them: hidden ones, inputs, text areas, lists, ticked boxes.
fn filled(page: &Page) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(unescaped(rest.split_once('"')?.0))
    };
    let mut pairs = Vec::new();
    let mut list = String::new();
    for part in page.text.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(tag, "name").unwrap_or_default();
        let kind = attribute(tag, "type").unwrap_or_default();
        let chosen = tag.contains(" checked") || !["radio", "checkbox"].contains(&kind.as_str());
        match tag.split(' ').next() {
            Some("input") if !name.is_empty() && chosen => {
                pairs.push((name, attribute(tag, "value").unwrap_or_default()));
            }
            Some("textarea") => pairs.push((name, unescaped(text))),
            Some("select") => list = name,
            Some("option") if tag.contains(" selected") => {
                pairs.push((list.clone(), attribute(tag, "value").unwrap_or_default()));
            }
            _ => {}
        }
    }
    pairs
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x27;", "'").replace("&amp;", "&")
}

fn with(mut pairs: Vec<(String, String)>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    for (name, value) in changes {
        pairs.push(((*name).to_owned(), (*value).to_owned()));
    }
    pairs
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = pairs.iter();
    pairs.map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

#[tokio::test]
async fn a_version_is_prepared_refused_as_full_online_and_published() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let list = admin.get("/quan-tri/thu-tuc?tim=1.001612").await;
    assert_eq!(list.status, 200);
    assert!(list.text.contains(&format!("href=\"{SERVICE}\"")), "{}", list.text);
    let history = admin.get(SERVICE).await;
    assert!(history.text.contains("đang áp dụng"), "{}", history.text);

    let begun = admin.post(&format!("{SERVICE}/soan"), &[]).await;
    let form = begun.location().to_owned();
    let draft = form.strip_suffix("/sua").unwrap().to_owned();
    let nothing = admin.get(&draft).await;
    assert!(nothing.text.contains("Không có gì khác."), "{}", nothing.text);
    let fields = filled(&admin.get(&form).await);

    // Sent as it was shown, it changes nothing.
    admin.post(&form, &borrowed(&fields)).await;
    let still = admin.get(&draft).await;
    assert!(still.text.contains("Không có gì khác."), "{}", still.text);
    let fields = filled(&admin.get(&form).await);

    let wrong = with(fields.clone(), &[("limit_online", "vài ngày"), ("name", "Tên <mới>")]);
    let wrong = admin.post(&form, &borrowed(&wrong)).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("vài ngày") && wrong.text.contains("Tên &lt;mới&gt;"));
    assert!(wrong.text.contains("href=\"#limit_online\""));

    let original = with(fields, &[("doc0_original", "handed_in"), ("fee0_amount", "90.000")]);
    let saved = admin.post(&form, &borrowed(&original)).await;
    assert_eq!(saved.location(), draft);
    let compared = admin.get(&draft).await;
    for words in ["90.000", "Chưa công bố được", "Lý do được phép", "phần không đổi"] {
        assert!(compared.text.contains(words), "{words}: {}", compared.text);
    }
    let announced = [
        ("valid_from", "01/12/2026"),
        ("number", "2045/QĐ-UBND"),
        ("date", "19/11/2026"),
        ("issuer", "Chủ tịch UBND tỉnh"),
    ];
    let seen = |page: &Page| {
        let hidden = filled(page).into_iter().find(|(name, _)| name == "seen");
        hidden.map_or_else(String::new, |(_, value)| value)
    };
    let publish = format!("{draft}/cong-bo");
    let past = admin.post(&publish, &announced).await;
    assert_eq!(past.status, 409, "nobody saw what they publish");

    let fields = filled(&admin.get(&form).await);
    let partial = [
        ("mode", "partial"),
        ("partial_reason", "technical_other"),
        ("partial_note", "Phải nộp bản chính giấy đề nghị."),
    ];
    admin.post(&form, &borrowed(&with(fields, &partial))).await;
    let seen = seen(&admin.get(&draft).await);
    let mut typed = announced.to_vec();
    typed.push(("seen", &seen));
    typed[0] = ("valid_from", "19/11/2026");
    let past = admin.post(&publish, &typed).await;
    assert_eq!(past.status, 422);
    assert!(past.text.contains("value=\"2045/QĐ-UBND\""), "what was typed is kept");
    typed[0] = ("valid_from", "01/12/2026");
    let done = admin.post(&publish, &typed).await;
    assert_eq!(done.location(), format!("{SERVICE}?xong=cong-bo"));
    let history = admin.get(done.location()).await;
    for words in ["Đã công bố bản mới.", "sắp áp dụng", "2045/QĐ-UBND", "Trần Thị Bưởi"] {
        assert!(history.text.contains(words), "{words}: {}", history.text);
    }
    assert_eq!(admin.get(&draft).await.status, 404);
    let id = draft.rsplit('/').next().unwrap();
    let version = admin.get(&format!("{SERVICE}/ban/{id}")).await;
    assert!(version.text.contains("90.000"), "{}", version.text);

    // Everybody reads that it comes, and when it has come.
    let page = "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh";
    let before = portal.browser().get(page).await;
    assert!(before.text.contains("Từ ngày 01/12/2026 áp dụng bản mới"), "{}", before.text);
    assert!(!before.text.contains("2045/QĐ-UBND"));
    let ahead = portal.browser().get(&format!("{page}?ngay=2026-12-01")).await;
    assert!(ahead.text.contains("2045/QĐ-UBND"));
    portal.set_clock("2026-12-01T02:00:00Z");
    let after = portal.browser().get(page).await;
    for words in ["2045/QĐ-UBND", "Chủ tịch UBND tỉnh", "Phải nộp bản chính giấy đề nghị."] {
        assert!(after.text.contains(words), "{words}: {}", after.text);
    }
}

#[tokio::test]
async fn a_draft_that_another_overtook_is_looked_at_again() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let mut drafts = Vec::new();
    for amount in ["90000", "80000"] {
        let begun = admin.post(&format!("{SERVICE}/soan"), &[]).await;
        let form = begun.location().to_owned();
        let fields = filled(&admin.get(&form).await);
        let changed = with(fields, &[("fee0_amount", amount)]);
        let saved = admin.post(&form, &borrowed(&changed)).await;
        drafts.push(saved.location().to_owned());
    }
    let mut outcomes = Vec::new();
    let pages = [admin.get(&drafts[0]).await, admin.get(&drafts[1]).await];
    for (draft, page) in drafts.iter().zip(&pages) {
        let mut typed = filled(page);
        typed.retain(|(name, _)| name == "seen");
        let announced = [
            ("valid_from", "02/12/2026"),
            ("number", "2046/QĐ-UBND"),
            ("date", "19/11/2026"),
            ("issuer", "Chủ tịch UBND tỉnh"),
        ];
        let typed = with(typed, &announced);
        outcomes.push(admin.post(&format!("{draft}/cong-bo"), &borrowed(&typed)).await);
    }
    assert_eq!((outcomes[0].status.as_u16(), outcomes[1].status.as_u16()), (303, 409));
    let told = &outcomes[1].text;
    assert!(told.contains("Bản hiện hành đã đổi") && told.contains("xem lại so sánh"), "{told}");
    assert!(told.contains("value=\"2046/QĐ-UBND\""), "what was typed is kept");
    let dropped = admin.post(&format!("{}/bo", drafts[1]), &[]).await;
    assert_eq!(dropped.location(), "/quan-tri/thu-tuc?xong=bo");
}

#[tokio::test]
async fn versions_are_for_administrators() {
    let portal = demo_portal().await;
    let officer = Some((RoleKind::Officer, "mot-noi"));
    let others = [portal.account("nguoi.dan", None).await, portal.account("can.bo", officer).await];
    for path in [
        "/quan-tri/thu-tuc",
        SERVICE,
        &format!("{SERVICE}/ban/x"),
        &format!("{SERVICE}/ban/x/rut-lai"),
        "/quan-tri/thu-tuc/ban-thao/x",
        "/quan-tri/thu-tuc/ban-thao/x/sua",
    ] {
        let stranger = portal.browser().get(path).await;
        assert_eq!(stranger.status, 303, "{path} leads to signing in");
        for other in &others {
            let page = portal.browser_of(other).await.get(path).await;
            assert_eq!(page.status, 403, "{path}");
        }
    }
    for other in &others {
        let mut browser = portal.browser_of(other).await;
        for path in [
            &format!("{SERVICE}/soan"),
            &format!("{SERVICE}/ban/x/rut-lai"),
            "/quan-tri/thu-tuc/ban-thao/x/sua",
            "/quan-tri/thu-tuc/ban-thao/x/cong-bo",
            "/quan-tri/thu-tuc/ban-thao/x/bo",
        ] {
            assert_eq!(browser.post(path, &[]).await.status, 403, "{path}");
        }
    }
}
