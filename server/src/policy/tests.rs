use backend::actor::RoleKind;

use crate::catalogue::tests::demo_portal;

const FREE: [(&str, &str); 13] = [
    ("number", "45/2026/NQ-HĐND"),
    ("issuer", "council"),
    ("issuer_name", "HĐND tỉnh Quảng Ngãi"),
    ("date", "10/11/2026"),
    ("territory", "51/51"),
    ("valid_from", "01/12/2099"),
    ("channel", "online"),
    ("scope", "codes"),
    ("codes", "1.001612"),
    ("effect", "cut_fee"),
    ("percent", "100"),
    ("set_by", "council"),
    ("source", "Công báo"),
];

#[tokio::test]
async fn a_decision_is_entered_seen_and_published() {
    let portal = demo_portal().await;
    let id = portal.account("quan.tri", Some((RoleKind::Admin, ""))).await;
    let mut admin = portal.browser_of(&id).await;
    let list = admin.get("/quan-tri/chinh-sach").await;
    assert_eq!(list.status, 200);
    assert!(list.text.contains("11/2022/NQ-HĐND"));

    let mut unlawful = FREE;
    unlawful[11] = ("set_by", "ministry_of_finance");
    let refused = admin.post("/quan-tri/chinh-sach/moi", &unlawful).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("không được giảm khoản do Bộ Tài chính quy định"));
    assert!(refused.text.contains("45/2026/NQ-HĐND"), "what was typed is kept");

    let saved = admin.post("/quan-tri/chinh-sach/moi", &FREE).await;
    assert_eq!(saved.status, 303);
    let draft = saved.location().to_owned();
    let preview = admin.get(&draft).await;
    assert!(preview.text.contains("1 dịch vụ thay đổi"), "{}", preview.text);
    let changed = admin.get(&format!("{draft}/sua")).await;
    assert!(changed.text.contains("value=\"45/2026/NQ-HĐND\""));

    let done = admin.post(&format!("{draft}/ban-hanh"), &[("revision", "1")]).await;
    assert_eq!(done.location(), "/quan-tri/chinh-sach?xong=ban-hanh");
    let list = admin.get(done.location()).await;
    assert!(list.text.contains("Văn bản đã được đưa vào áp dụng."));
    assert_eq!(admin.get(&draft).await.status, 404);
    let id = draft.rsplit('/').next().unwrap();
    let ended = admin
        .post(&format!("/quan-tri/chinh-sach/{id}/ket-thuc"), &[("last_day", "31/02/2099"), ("end_source", "")])
        .await;
    assert_eq!(ended.status, 422);
    assert!(ended.text.contains("value=\"31/02/2099\""));
}

#[tokio::test]
async fn decisions_are_for_administrators() {
    let portal = demo_portal().await;
    let clerk = portal.account("can.bo", Some((RoleKind::Officer, "mot-noi"))).await;
    for path in [
        "/quan-tri/chinh-sach",
        "/quan-tri/chinh-sach/moi",
        "/quan-tri/chinh-sach/ban-thao/x",
        "/quan-tri/chinh-sach/ban-thao/x/sua",
        "/quan-tri/chinh-sach/nq-11-2022-hdnd-quang-ngai",
    ] {
        let stranger = portal.browser().get(path).await;
        assert_eq!(stranger.status, 303, "{path} leads to signing in");
        assert_eq!(portal.browser_of(&clerk).await.get(path).await.status, 403, "{path}");
    }
    let mut clerk = portal.browser_of(&clerk).await;
    let refused = clerk.post("/quan-tri/chinh-sach/moi", &FREE).await;
    assert_eq!(refused.status, 403);
}
