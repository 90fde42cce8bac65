use super::*;
use crate::{all, testing::on_each_engine};

#[tokio::test]
async fn without_the_residents_code_nothing_begins() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        world.open(ANH, &[Purpose::Enter]).await.unwrap();
        let code = world.otp().await;
        let actor = world.actor().await;
        let begun = filing::begin(portal, &actor, SERVICE, HERE).await;
        assert_eq!(conflict(begun), "assist_pending");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        for typed in ["", "abc"] {
            let outcome = confirm(portal, &actor, typed).await;
            assert_eq!(refused(outcome), ("code".into(), "required"));
        }
        for try_number in 1..=MOST_TRIES {
            let expected = if try_number == MOST_TRIES { "code_tries" } else { "code_wrong" };
            let outcome = confirm(portal, &actor, wrong).await;
            assert_eq!(refused(outcome).1, expected);
        }
        // The right one comes too late.
        assert_eq!(refused(confirm(portal, &actor, &code).await).1, "code_gone");
        // A new one, which expires; another one, and no more.
        resend(portal, &actor).await.unwrap();
        let code = world.otp().await;
        world.pass(CODE_LIFETIME);
        assert_eq!(refused(confirm(portal, &actor, &code).await).1, "code_gone");
        resend(portal, &actor).await.unwrap();
        resend(portal, &actor).await.unwrap();
        assert_eq!(world.messages().await.len(), 1, "a second click is no code");
        world.pass(SignedDuration::from_mins(1));
        assert_eq!(refused(resend(portal, &actor).await).1, "codes_many");
        assert!(!world.actor().await.assist.unwrap().confirmed);
        // Nobody confirms: it ends by itself.
        world.pass(SignedDuration::from_mins(30));
        assert!(world.actor().await.assist.is_none());
        world.open(BINH, &[Purpose::Enter]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_code_is_good_once_and_kept_nowhere() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        world.open(ANH, &[Purpose::Enter]).await.unwrap();
        let code = world.otp().await;
        // A code of one session is none of another's.
        end(portal, &world.actor().await).await.unwrap();
        world.open(BINH, &[Purpose::Enter]).await.unwrap();
        let second = world.otp().await;
        let actor = world.actor().await;
        if code != second {
            assert_eq!(refused(confirm(portal, &actor, &code).await).1, "code_wrong");
        }
        // As people write it.
        let spaced = format!(" {} {}", &second[..3], &second[3..]);
        confirm(portal, &actor, &spaced).await.unwrap();
        confirm(portal, &actor, &second).await.unwrap();

        let mut tx = portal.db.read().await.unwrap();
        let kept: Vec<(String,)> = all!(&mut tx, "SELECT body FROM outbox").unwrap();
        let hashes: Vec<(String,)> = all!(&mut tx, "SELECT hash FROM assist_code").unwrap();
        tx.commit().await.unwrap();
        for (text,) in kept.iter().chain(&hashes) {
            assert!(!text.contains(&code) && !text.contains(&second), "{text}");
        }
        let consents = {
            let mut tx = portal.db.read().await.unwrap();
            let rows: Vec<(String, String, String, Option<i64>)> = all!(
                &mut tx,
                "SELECT purpose, text, hash, confirmed_at FROM assist_consent WHERE confirmed_at IS NOT NULL"
            )
            .unwrap();
            tx.commit().await.unwrap();
            rows
        };
        assert_eq!(consents.len(), 1, "what Ánh never confirmed is no consent");
        assert_eq!(consents[0].1, "Tôi đồng ý: enter");
        assert_eq!(consents[0].2.len(), 64);
    })
    .await;
}

#[tokio::test]
async fn no_phone_is_flooded() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let other = helper(&world.portal, "hotro2", "+84905999003").await;
        let other = session::open(&world.portal, &other).await.unwrap();
        let mut sent = 0;
        let outcome = loop {
            // By turns of two helpers.
            let token = if sent % 2 == 0 { &world.token } else { &other };
            let actor = acting(&world.portal, token).await;
            let opening = typed(ANH, &[Purpose::Enter]);
            match open(&world.portal, &actor, token, &opening).await {
                Ok(()) => sent += 1,
                refused => break refused,
            }
            end(&world.portal, &acting(&world.portal, token).await).await.unwrap();
        };
        assert_eq!(refused(outcome), ("phone".into(), "codes_many"));
        assert_eq!(sent, 8);
    })
    .await;
}
