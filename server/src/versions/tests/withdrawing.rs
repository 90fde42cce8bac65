//! Versions that are withdrawn before their first day.

use super::*;

/// A draft with another fee, published from a day; the address of the version.
async fn published(admin: &mut Browser, amount: &str, from: &str) -> String {
    let begun = admin.post(&format!("{SERVICE}/soan"), &[]).await;
    let form = begun.location().to_owned();
    let draft = form.strip_suffix("/sua").unwrap().to_owned();
    let fields = filled(&admin.get(&form).await);
    let changed = with(fields, &[("fee0_amount", amount)]);
    admin.post(&form, &borrowed(&changed)).await;
    let mut typed = filled(&admin.get(&draft).await);
    typed.retain(|(name, _)| name == "seen");
    let announced =
        [("valid_from", from), ("number", "2047/QĐ-UBND"), ("date", "19/11/2026"), ("issuer", "Chủ tịch UBND tỉnh")];
    let typed = with(typed, &announced);
    let done = admin.post(&format!("{draft}/cong-bo"), &borrowed(&typed)).await;
    assert_eq!(done.location(), format!("{SERVICE}?xong=cong-bo"));
    format!("{SERVICE}/ban/{}", draft.rsplit('/').next().unwrap())
}

#[tokio::test]
async fn a_version_that_has_not_begun_is_withdrawn_and_mended() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let version = published(&mut admin, "95.000", "01/12/2026").await;
    let withdraw = format!("{version}/rut-lai");
    let link = format!("href=\"{withdraw}\"");
    for page in [SERVICE, &version] {
        let page = admin.get(page).await;
        assert!(page.text.contains(&link), "{}", page.text);
    }
    // A draft that copies it stays, and is told.
    let copy = admin.post(&format!("{SERVICE}/soan"), &[]).await;
    let copy = copy.location().strip_suffix("/sua").unwrap().to_owned();
    let asked = admin.get(&withdraw).await;
    for words in ["Rút lại bản chưa áp dụng", "1 bản thảo", "2047/QĐ-UBND"] {
        assert!(asked.text.contains(words), "{words}: {}", asked.text);
    }
    let unexplained = admin.post(&withdraw, &[("reason", "  ")]).await;
    assert_eq!(unexplained.status, 422);
    assert!(unexplained.text.contains("href=\"#reason\""));
    let done = admin.post(&withdraw, &[("reason", "Ghi <sai> mức thu")]).await;
    assert_eq!(done.location(), format!("{SERVICE}?xong=rut-lai"));
    let history = admin.get(done.location()).await;
    for words in ["Đã rút lại bản chưa áp dụng.", "Các bản đã rút lại", "Ghi &lt;sai&gt; mức thu", "Trần Thị Bưởi"]
    {
        assert!(history.text.contains(words), "{words}: {}", history.text);
    }
    assert_eq!(admin.get(&version).await.status, 404);
    let public = "/dich-vu/dang-ky-thanh-lap-ho-kinh-doanh";
    let untold = portal.browser().get(public).await;
    assert!(!untold.text.contains("áp dụng bản mới"), "{}", untold.text);
    let compared = admin.get(&copy).await;
    assert!(compared.text.contains("đã được rút lại") && compared.text.contains("95.000"), "{}", compared.text);

    let id = version.rsplit('/').next().unwrap();
    let again = admin.post(&format!("{SERVICE}/soan"), &[("rut_lai", id)]).await;
    let form = admin.get(again.location()).await;
    let amount = filled(&form).into_iter().find(|(name, _)| name == "fee0_amount");
    assert_eq!(amount.unwrap().1, "95000");

    // Once its day has come a version stays.
    let version = published(&mut admin, "96.000", "01/12/2026").await;
    portal.set_clock("2026-12-01T02:00:00Z");
    // Signed in anew: the old session is over.
    let role = Some((RoleKind::Admin, ""));
    let id = portal.account("quan.tri.khac", role).await;
    let mut admin = portal.browser_of(&id).await;
    let late = admin.post(&format!("{version}/rut-lai"), &[("reason", "Muộn")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text.contains("bản này đã áp dụng"), "{}", late.text);
    let history = admin.get(SERVICE).await;
    assert!(!history.text.contains(&format!("{version}/rut-lai")), "no link");
}
