use super::*;
use crate::{run, testing::on_each_engine, tracking, write_tx};

const ALL: [Purpose; 3] = [Purpose::Enter, Purpose::Documents, Purpose::Send];

#[tokio::test]
async fn a_draft_is_the_sessions_and_never_the_helpers() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        // The helper has a draft of their own.
        let own = world.actor().await;
        let mine = filing::begin(portal, &own, SERVICE, HERE).await.unwrap();
        let with_anh = world.opened(ANH, &ALL).await;
        assert_eq!(with_anh.person.full_name, ANH.0);
        assert!(with_anh.roles.is_empty());
        not_found(filing::open(portal, &with_anh, SERVICE, &mine).await);
        let (draft, _) = world.filled(&with_anh).await;
        assert_eq!(tracking::drafts(portal, &with_anh).await.unwrap().len(), 1);
        // As themselves (a page that stood open from before), they see their own alone.
        let listed = tracking::drafts(portal, &own).await.unwrap();
        assert!(listed.iter().all(|begun| begun.id == mine));
        not_found(filing::open(portal, &own, SERVICE, &draft).await);

        end(portal, &with_anh).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 0);
        // Neither the old page nor the next resident's session opens it.
        let with_binh = world.opened(BINH, &ALL).await;
        for actor in [&with_anh, &with_binh, &own] {
            not_found(filing::open(portal, actor, SERVICE, &draft).await);
            not_found(ask_to_send(portal, actor, &draft, 4).await.map(|_| ()));
        }
        assert!(tracking::drafts(portal, &with_binh).await.unwrap().is_empty());
        let earlier = filing::begin(portal, &with_binh, SERVICE, HERE).await.unwrap();
        let filing::Opened::Draft(case) = filing::open(portal, &with_binh, SERVICE, &earlier).await.unwrap() else {
            panic!("sent");
        };
        for step in [Step::Applicant, Step::Form] {
            let offered = filing::earlier(portal, &with_binh, &case, step).await.unwrap();
            assert!(offered.person.is_none() && offered.answers.is_empty());
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_not_agreed_to_cannot_be_done() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &[Purpose::Enter]).await;
        let draft = filing::begin(portal, &actor, SERVICE, HERE).await.unwrap();
        assert_eq!(conflict(attach(portal, &actor, &draft).await), "assist_consent");
        let asked = ask_to_send(portal, &actor, &draft, 1).await;
        assert_eq!(conflict(asked), "assist_consent");
        let sent = filing::submit(portal, &actor, &draft, 1, "vi", "").await;
        assert_eq!(conflict(sent), "assist_open", "never without the code");
    })
    .await;
}

#[tokio::test]
async fn withdrawn_half_way_the_draft_goes_and_what_was_sent_stays() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        world.open(ANH, &ALL).await.unwrap();
        let messages = world.messages().await;
        let link = messages[0].notice.value("withdraw").unwrap();
        let code = messages[0].notice.value("otp").unwrap();
        confirm(portal, &world.actor().await, &code).await.unwrap();
        let actor = world.actor().await;
        let (_, dossier) = world.sent(&actor).await;
        let (draft, _) = world.filled(&actor).await;
        assert_eq!(world.portal.files.on_disk().await, 2);

        // By the resident's own link; the helper learns nothing more.
        assert!(!withdrawable(portal, &link).await.unwrap().2);
        withdraw_by_link(portal, &link).await.unwrap();
        assert!(withdrawable(portal, &link).await.unwrap().2);
        not_found(withdrawable(portal, "0123").await);
        assert!(world.actor().await.assist.is_none());
        not_found(filing::open(portal, &actor, SERVICE, &draft).await);
        assert_eq!(world.portal.files.on_disk().await, 1, "the dossier's own");
        let mut tx = portal.db.read().await.unwrap();
        let kept = crate::dossier::store::by_id(&mut tx, &dossier.id).await.unwrap();
        tx.commit().await.unwrap();
        assert!(kept.is_some());
        let told: Vec<_> = world.messages().await;
        assert_eq!(told.last().unwrap().notice.template(), "assist_withdrawn");
        assert_eq!(told.last().unwrap().notice.value("count").unwrap(), "1");
        // Twice is no error, and beside the helper it works as well.
        withdraw_by_link(portal, &link).await.unwrap();
        let actor = world.opened(BINH, &ALL).await;
        let (draft, _) = world.filled(&actor).await;
        withdraw(portal, &actor).await.unwrap();
        not_found(filing::open(portal, &actor, SERVICE, &draft).await);
        assert_eq!(world.portal.files.on_disk().await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_may_be_kept_waits_for_its_resident_alone() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let keep = [ALL[0], ALL[1], ALL[2], Purpose::Keep];
        let actor = world.opened(ANH, &keep).await;
        let (draft, _) = world.filled(&actor).await;
        end(portal, &actor).await.unwrap();
        not_found(filing::open(portal, &world.actor().await, SERVICE, &draft).await);
        // Another resident: nothing. The same one, after her code: it is there again.
        let binh = world.opened(BINH, &ALL).await;
        not_found(filing::open(portal, &binh, SERVICE, &draft).await);
        end(portal, &binh).await.unwrap();
        let again = world.opened(ANH, &keep).await;
        assert!(filing::open(portal, &again, SERVICE, &draft).await.is_ok());
        end(portal, &again).await.unwrap();
        // Until 1 December.
        portal.clock.set("2026-12-01T16:00:00Z".parse().unwrap());
        end_lapsed(portal).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 1);
        portal.clock.set("2026-12-01T18:00:00Z".parse().unwrap());
        end_lapsed(portal).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 0);
    })
    .await;
}

#[tokio::test]
async fn expiry_sign_out_and_the_appointments_end_clear_everything() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &ALL).await;
        let (draft, _) = world.filled(&actor).await;
        world.pass(SignedDuration::from_hours(4));
        // At once, even before the worker comes by.
        not_found(filing::open(portal, &world.actor().await, SERVICE, &draft).await);
        not_found(confirm(portal, &actor, "1").await);
        end_lapsed(portal).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 0);

        let actor = world.opened(BINH, &ALL).await;
        world.filled(&actor).await;
        session::end(portal, &world.token).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 0);

        let helper = actor.account_id.clone();
        let token = session::open(portal, &helper).await.unwrap();
        let world = World { token, ..world };
        let actor = world.opened(ANH, &ALL).await;
        let (draft, _) = world.filled(&actor).await;
        write_tx!(&world.portal.db, |tx| {
            run!(tx, "UPDATE account_role SET valid_to = '2026-11-19' WHERE account_id = $1", &helper)
        })
        .unwrap();
        let now = world.actor().await;
        assert!(now.assist.is_none() && now.person.full_name == "Lê Văn Giúp");
        not_found(filing::open(&world.portal, &now, SERVICE, &draft).await);
        end_lapsed(&world.portal).await.unwrap();
        assert_eq!(world.portal.files.on_disk().await, 0);
        let last = world.messages().await;
        assert_eq!(last.last().unwrap().notice.template(), "assist_ended");
    })
    .await;
}
