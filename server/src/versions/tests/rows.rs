//! Rows of a version's form, which come and go by buttons.

use super::*;

/// A fee by case and a limit of its own, with rows that come and go by buttons alone; what was typed stays.
#[tokio::test]
async fn amounts_by_case_are_typed_in_rows_that_come_and_go() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let begun = admin.post(&format!("{SERVICE}/soan"), &[]).await;
    let form = begun.location().to_owned();
    let fields = filled(&admin.get(&form).await);
    let one = with(
        fields,
        &[
            ("name", "Tên đang gõ dở"),
            ("fee0_how", "by_case"),
            ("fee0_case0_label", "Một ngành"),
            ("fee0_case0_dong", "100.000"),
            ("case_limit0_label", "Nhiều ngành"),
            ("case_limit0_limit", "5 ngày làm việc"),
            ("add", "fee0_case"),
        ],
    );
    let more = admin.post(&form, &borrowed(&one)).await;
    assert_eq!(more.status, 200, "nothing is saved, nothing is wrong");
    let fields = filled(&more);
    let value = |fields: &[(String, String)], name: &str| {
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.clone())
    };
    assert_eq!(value(&fields, "name").unwrap(), "Tên đang gõ dở");
    assert_eq!(value(&fields, "fee0_case0_dong").unwrap(), "100.000");
    assert_eq!(value(&fields, "fee0_case1_label").unwrap(), "");

    // A third row in error by its amount, then taken out.
    let two = with(
        fields,
        &[
            ("fee0_case1_label", "Nhiều ngành"),
            ("fee0_case1_dong", "150.000"),
            ("fee0_case2_label", "Bỏ đi"),
            ("fee0_case2_dong", "nhiều"),
        ],
    );
    let wrong = admin.post(&form, &borrowed(&two)).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text.contains("href=\"#fee0_case2_dong\""));
    let three = with(filled(&wrong), &[("drop", "fee0_case2")]);
    let less = admin.post(&form, &borrowed(&three)).await;
    assert_eq!(value(&filled(&less), "fee0_case2_label"), None);
    let saved = admin.post(&form, &borrowed(&filled(&less))).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let compared = admin.get(saved.location()).await;
    for words in [
        "– Một ngành: 100.000\u{a0}đồng\n– Nhiều ngành: 150.000\u{a0}đồng",
        "Nhiều ngành: 5 ngày làm việc",
        "Tên đang gõ dở",
    ] {
        assert!(compared.text.contains(words), "{words}: {}", compared.text);
    }

    // A limit of a case that there is not.
    let fields = filled(&admin.get(&form).await);
    let strange = with(fields, &[("case_limit0_label", "Ba ngành")]);
    let strange = admin.post(&form, &borrowed(&strange)).await;
    assert_eq!(strange.status, 422);
    assert!(strange.text.contains("href=\"#case_limit0_label\""));
    assert!(strange.text.contains("Các trường hợp: Một ngành; Nhiều ngành"));
}

/// Whoever adds a row goes on from the revision that they had: what another saved meanwhile is told when they save.
#[tokio::test]
async fn adding_a_row_does_not_hide_what_another_saved() {
    let portal = demo_portal().await;
    let mut admin = administrator(&portal).await;
    let begun = admin.post(&format!("{SERVICE}/soan"), &[]).await;
    let form = begun.location().to_owned();
    let fields = filled(&admin.get(&form).await);
    admin.post(&form, &borrowed(&with(fields.clone(), &[("sets", "3")]))).await;
    let added = admin.post(&form, &borrowed(&with(fields, &[("add", "doc")]))).await;
    assert_eq!(added.status, 200);
    let late = admin.post(&form, &borrowed(&filled(&added))).await;
    assert_eq!(late.status, 422);
    assert!(late.text.contains("Người khác vừa lưu"), "{}", late.text);
}
