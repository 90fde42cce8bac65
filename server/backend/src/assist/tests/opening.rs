use super::*;
use crate::{run, session, testing::on_each_engine, write_tx};

#[tokio::test]
async fn without_an_appointment_in_force_there_is_no_session() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        // An appointment has an end, and is of an agency that exists.
        for (until, agency, field) in [
            (None, HERE, "until"),
            (Some(date(2025, 1, 1)), HERE, "until"),
            (Some(date(2026, 12, 31)), "no-such-agency", "agency"),
        ] {
            let appointment =
                NewAppointment { agency_id: agency, team: "Tổ", decision: "1", from: date(2026, 1, 2), until };
            let made = add_helper(portal, new_account("ai", "+84905999009"), appointment).await;
            assert_eq!(refused(made).0, field);
        }
        let late = world.actor().await;
        for (from, until, standing_then) in [
            ("2026-01-02", "2026-11-19", Standing::Ended(date(2026, 11, 19))),
            ("2026-11-21", "2026-12-31", Standing::NotYet(date(2026, 11, 21))),
        ] {
            write_tx!(&portal.db, |tx| {
                run!(tx, "UPDATE account_role SET valid_from = $1, valid_to = $2 WHERE role = 'helper'", from, until)
            })
            .unwrap();
            let now = world.actor().await;
            assert_eq!(standing(portal, &now).await.unwrap(), standing_then);
            // Neither by the roles of this moment nor by those of a page that stood open since.
            for actor in [&now, &late] {
                let opening = typed(ANH, &[Purpose::Enter]);
                let outcome = open(portal, actor, &world.token, &opening).await;
                assert!(matches!(outcome, Err(AppError::Forbidden)));
                assert!(matches!(badge_of(portal, actor).await, Err(AppError::Forbidden)));
            }
        }
        // A role without an end is none.
        write_tx!(&portal.db, |tx| {
            run!(tx, "UPDATE account_role SET valid_from = '2026-01-02', valid_to = NULL WHERE role = 'helper'")
        })
        .unwrap();
        let token = session::open(portal, &late.account_id).await.unwrap();
        let actor = session::resume(portal, &token).await.unwrap().unwrap();
        assert!(actor.roles.is_empty());
        assert_eq!(standing(portal, &late).await.unwrap(), Standing::None);
        assert!(world.messages().await.is_empty(), "nobody was written to");
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        helper(portal, "0905 999 002", "+84905999002").await;
        let actor = world.actor().await;
        let all = [Purpose::Enter, Purpose::Keep];
        let good = || typed(ANH, &all);
        type Change = fn(&mut Opening<'static>);
        let cases: [(&str, &str, Change); 14] = [
            ("name", "required", |it| it.name = " "),
            ("name", "bad_name", |it| it.name = "<b>"),
            ("phone", "bad_phone", |it| it.phone = "12"),
            ("phone", "phone_no_sms", |it| it.phone = "0255 3822 123"),
            ("phone", "phone_helpers", |it| it.phone = "+84 905 999 001"),
            ("phone", "phone_helpers", |it| it.phone = "0905 999 002"),
            ("capacity", "choose", |it| it.capacity = "guardian"),
            ("authorisation", "required", |it| it.capacity = "authorised"),
            ("place", "required", |it| it.place = ""),
            ("consent_enter", "consent_needed", |it| {
                it.ticked.remove(0);
            }),
            ("consent_enter", "consent_changed", |it| it.shown = "0"),
            ("keep_until", "required", |it| it.keep_until = ""),
            ("keep_until", "date_past", |it| it.keep_until = "19/11/2026"),
            ("keep_until", "date_far", |it| it.keep_until = "01/02/2027"),
        ];
        for (field, code, change) in cases {
            let mut opening = good();
            change(&mut opening);
            let outcome = open(portal, &actor, &world.token, &opening).await;
            assert_eq!(refused(outcome), (field.to_owned(), code));
        }
        assert!(world.messages().await.is_empty());
        open(portal, &actor, &world.token, &good()).await.unwrap();
        let messages = world.messages().await;
        assert_eq!(to(&messages[0]), "+84905000111", "never the helper's phone");
    })
    .await;
}

#[tokio::test]
async fn one_resident_at_a_time_whatever_is_clicked() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.actor().await;
        let other_token = session::open(portal, &actor.account_id).await.unwrap();
        let (first, second) = (typed(ANH, &[Purpose::Enter]), typed(BINH, &[Purpose::Enter]));
        let (one, two) =
            tokio::join!(open(portal, &actor, &world.token, &first), open(portal, &actor, &other_token, &second),);
        assert!(one.is_ok() != two.is_ok(), "one of two at once");
        // From the same browser, and from another one.
        for token in [&world.token, &other_token] {
            let now = acting(portal, token).await;
            let again = open(portal, &now, token, &second).await;
            assert_eq!(conflict(again), "assist_second");
        }
        // The other browser sees that there is one, and nothing of it; it can end it.
        let (with, without) = if one.is_ok() { (&world.token, &other_token) } else { (&other_token, &world.token) };
        let blind = acting(portal, without).await;
        assert!(blind.assist.is_none());
        assert!(today(portal, &blind).await.unwrap().elsewhere);
        not_found(current(portal, &blind).await);
        end_elsewhere(portal, &blind).await.unwrap();
        assert!(acting(portal, with).await.assist.is_none());
        world.open(BINH, &[Purpose::Enter]).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_phone_that_many_share_is_not_theirs() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let family = ["Đinh Một", "Đinh Hai", "Đinh Ba", "Đinh Bốn"];
        for name in &family[..3] {
            world.open((name, ANH.1), &[Purpose::Enter]).await.unwrap();
            end(&world.portal, &world.actor().await).await.unwrap();
        }
        let fourth = (family[3], ANH.1);
        let outcome = world.open(fourth, &[Purpose::Enter]).await;
        assert_eq!(refused(outcome), ("phone".into(), "phone_many"));
        // Those three may come again; after a month the fourth may, too.
        world.open((family[0], ANH.1), &[Purpose::Enter]).await.unwrap();
        end(&world.portal, &world.actor().await).await.unwrap();
        world.pass(SignedDuration::from_hours(24 * 31));
        let token = session::open(&world.portal, &world_helper(&world).await).await.unwrap();
        let actor = acting(&world.portal, &token).await;
        let opening = typed(fourth, &[Purpose::Enter]);
        open(&world.portal, &actor, &token, &opening).await.unwrap();
    })
    .await;
}

/// The helper's account, whatever became of their browser.
async fn world_helper(world: &World) -> String {
    let mut tx = world.portal.db.read().await.unwrap();
    let helpers = helper::store::helpers(&mut tx, world.portal.clock.today()).await;
    tx.commit().await.unwrap();
    helpers.unwrap()[0].account_id.clone()
}
