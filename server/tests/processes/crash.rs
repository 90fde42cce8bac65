//! Many paper dossiers at once, the server killed in the middle, then started again. What was answered is there, once;
//! codes have no gaps; `portal verify` finds no difference.

use reqwest::{StatusCode, header};

use crate::installation::{Browser, Installation, on_postgres, on_sqlite};

/// How many dossiers are under way at once.
const AT_ONCE: usize = 40;

/// A demo officer's browser.
async fn officer(address: &str) -> Browser {
    Browser::sign_in(address, "canbo.camthanh", "quang-ngai-2026").await
}

/// Hands in one paper dossier under this key; the address of its slip, or nothing where no answer came.
async fn hand_in(officer: &Browser, key: &str) -> Option<String> {
    let fields = [
        ("submission", key),
        ("service", "dang-ky-thanh-lap-ho-kinh-doanh"),
        ("channel", "counter"),
        ("full_name", "Trần Thị Thử"),
        ("personal_number", "099190000077"),
        ("phone", "0900000077"),
        ("address", "1 Hùng Vương, phường Cẩm Thành"),
        ("delivery", "counter"),
        ("document", "giay-de-nghi"),
    ];
    let sent = officer.post("/can-bo/tiep-nhan", &fields).await.ok()?;
    let status = sent.status();
    if status != StatusCode::SEE_OTHER {
        panic!("{status}: {}", sent.text().await.unwrap_or_default());
    }
    Some(sent.headers()[header::LOCATION].to_str().unwrap().to_owned())
}

/// All of them at once, in the order of their keys.
async fn hand_in_all(address: &str, keys: &[String]) -> Vec<Option<String>> {
    let officer = officer(address).await;
    let tasks: Vec<_> = keys
        .iter()
        .map(|key| {
            let (officer, key) = (officer.clone(), key.clone());
            tokio::spawn(async move { hand_in(&officer, &key).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

async fn survives_being_killed(installation: &Installation<'_>) {
    installation.run(&["demo", "--without-year"]);
    let keys: Vec<String> = (0..AT_ONCE).map(|n| format!("{n:032x}")).collect();

    let first = installation.serve(&[]).await;
    let address = first.address.clone();
    let under_way = tokio::spawn({
        let (address, keys) = (address.clone(), keys.clone());
        async move { hand_in_all(&address, &keys).await }
    });
    // As soon as one dossier is there, with many under way.
    let watching = officer(&address).await;
    while !watching.page("/can-bo?nhom=tat-ca").await.contains("Trần Thị Thử") && !under_way.is_finished() {}
    drop(first);
    let answered = under_way.await.unwrap();
    installation.run(&["verify"]);

    // Whoever got no answer sends again; whoever got one does so too, and is led to the same dossier.
    let second = installation.serve(&[]).await;
    let again = hand_in_all(&second.address, &keys).await;
    drop(second);
    for (before, after) in answered.iter().zip(&again) {
        assert!(after.is_some());
        assert!(before.is_none() || before == after, "{before:?} became {after:?}");
    }
    let mut slips: Vec<_> = again.into_iter().flatten().collect();
    slips.sort();
    slips.dedup();
    assert_eq!(slips.len(), AT_ONCE, "one dossier each");
    let last = format!("-{AT_ONCE:04}/giay-tiep-nhan");
    assert!(slips.last().unwrap().ends_with(&last), "codes run without gaps: {slips:?}");
    let said = installation.run(&["verify"]);
    assert!(said.contains(&AT_ONCE.to_string()), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn survives_being_killed_on_sqlite() {
    on_sqlite(survives_being_killed).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn survives_being_killed_on_postgres() {
    on_postgres(survives_being_killed).await;
}
