use jiff::SignedDuration;

use super::*;
use crate::{
    Portal,
    testing::{office::portal, on_each_engine},
    write_tx,
};

async fn enqueued(portal: &Portal) {
    let message = Message {
        to: Recipient::Phone("+84905000111".into()),
        template: "paid".into(),
        lang: "vi".into(),
        values: BTreeMap::new(),
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
