use domain::money::Dong;
use jiff::SignedDuration;

use super::*;
use crate::{
    Portal, run,
    testing::{office::portal, on_each_engine},
    write_tx,
};

async fn enqueued(portal: &Portal) {
    let message = Message {
        to: Recipient::Phone("+84905000111".into()),
        lang: "vi".into(),
        notice: Notice::Paid { code: "QN-7K3F-M2XR".into(), amount: Amount(Dong::of(50_000)) },
    };
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| { enqueue(tx, None, &message, now).await }).unwrap();
}

fn pass(portal: &Portal, minutes: i64) {
    let clock = &portal.clock;
    clock.set(clock.now() + SignedDuration::from_mins(minutes));
}

#[tokio::test]
async fn a_message_is_claimed_once_and_again_when_the_claim_runs_out() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        enqueued(&portal).await;
        let first = claim(&portal, 10).await.unwrap();
        assert_eq!(first.len(), 1);
        assert!(claim(&portal, 10).await.unwrap().is_empty(), "it is ours");
        // The portal stopped before it noted anything.
        pass(&portal, 1);
        let second = claim(&portal, 10).await.unwrap();
        assert_eq!(second[0].id, first[0].id, "the same id, so it arrives once");
        note(&portal, &second[0], Ok(())).await.unwrap();
        pass(&portal, 600);
        assert!(claim(&portal, 10).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_message_that_never_goes_is_given_up() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        enqueued(&portal).await;
        let mut tries = 0;
        loop {
            pass(&portal, 130);
            let claimed = claim(&portal, 10).await.unwrap();
            let Some(claimed) = claimed.first() else {
                break;
            };
            tries += 1;
            let failed = Failed { reason: "503".into(), again: true };
            note(&portal, claimed, Err(failed)).await.unwrap();
        }
        assert_eq!(tries, 12);
        enqueued(&portal).await;
        let claimed = claim(&portal, 10).await.unwrap();
        let refused = Failed { reason: "422".into(), again: false };
        note(&portal, &claimed[0], Err(refused)).await.unwrap();
        pass(&portal, 600);
        assert!(claim(&portal, 10).await.unwrap().is_empty());
    })
    .await;
}

/// Bodies as they were written before messages had types: they still go out, word for word.
const OLDER: [&str; 3] = [
    r#"{"to":{"type":"phone","address":"+84905000111"},"template":"payment_asked","lang":"en","values":{"amount":"12500000","code":"QN-7K3F-M2XR","until":"2026-11-26T10:00:00"}}"#,
    r#"{"to":{"type":"email","address":"an@vidu.vn"},"template":"late_head","lang":"vi","values":{"amount":"50000","code":"QN-7K3F-M2XR","until":"2026-11-26T17:00:00"}}"#,
    r#"{"to":{"type":"phone","address":"+84905000111"},"template":"assist_ended","lang":"vi","values":{"count":"2"}}"#,
];

#[tokio::test]
async fn what_lay_in_the_outbox_before_still_goes_out_and_what_nobody_can_read_keeps_nobody() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let now = portal.clock.now().as_microsecond();
        let bodies = ["{\"text\":\"Xin chào\"}", "không phải JSON"].into_iter().chain(OLDER);
        for (number, body) in bodies.enumerate() {
            let id = format!("m{number}");
            write_tx!(&portal.db, |tx| {
                run!(
                    tx,
                    "INSERT INTO outbox (id, body, created_at, next_try, attempts) VALUES ($1, $2, $3, $3, 0)",
                    &id,
                    body,
                    now
                )
            })
            .unwrap();
        }
        let claimed = claim(&portal, 10).await.unwrap();
        let told: Vec<_> = claimed.iter().map(|one| one.message.notice.template()).collect();
        assert_eq!(told, ["payment_asked", "late_head", "assist_ended"]);
        let first = &claimed[0].message;
        assert_eq!((first.lang.as_str(), first.notice.value("amount").as_deref()), ("en", Some("12500000")));
        assert_eq!(first.notice.value("until").as_deref(), Some("2026-11-26T10:00:00"));
        assert_eq!(claimed[2].message.notice.value("count").as_deref(), Some("2"));
        pass(&portal, 600);
        assert_eq!(claim(&portal, 10).await.unwrap().len(), 3, "the others are given up");
    })
    .await;
}

#[test]
fn every_notice_is_read_as_it_was_written_and_forgets_what_is_told_once() {
    for notice in samples() {
        let template = notice.template();
        let message = Message { to: Recipient::Phone("+84905000111".into()), lang: "vi".into(), notice };
        let stored = serde_json::to_string(&message).unwrap();
        assert!(serde_json::from_str::<Message>(&stored).unwrap() == message, "{stored}");
        let values = &serde_json::from_str::<serde_json::Value>(&stored).unwrap()["values"];
        assert!(values.as_object().unwrap().values().all(serde_json::Value::is_string), "{stored}");
        let once = stored.contains("123456");
        let kept = message.forgotten();
        assert_eq!(kept.is_some(), once, "{template}");
        if let Some(kept) = kept {
            let stored = serde_json::to_string(&kept).unwrap();
            assert!(!stored.contains("123456") && !stored.contains("abc"), "{stored}");
        }
    }
}
