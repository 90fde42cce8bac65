use domain::{metrics::Tally, mode::ActingMode};

use super::*;
use crate::{
    account::store::insert_role,
    actor::{Capacity, Role, RoleKind},
    desk::{self, Order, TypedAcceptance},
    dossier::{self, ActorRole, Event, store::log},
    run,
    testing::on_each_engine,
    tracking, verify, write_tx,
};

const ALL: [Purpose; 3] = [Purpose::Enter, Purpose::Documents, Purpose::Send];

#[tokio::test]
async fn a_dossier_goes_out_by_the_residents_code_and_is_theirs() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &ALL).await;
        let (draft, revision) = world.filled(&actor).await;
        let stale = ask_to_send(portal, &actor, &draft, revision - 1).await;
        assert!(matches!(stale.unwrap(), Asked::Stale));
        assert!(matches!(ask_to_send(portal, &actor, &draft, revision).await.unwrap(), Asked::Told));
        let messages = world.messages().await;
        let asked = messages.last().unwrap();
        assert_eq!(to(asked), "+84905000111");
        assert_eq!(asked.notice.template(), "assist_send");
        for (name, value) in [
            ("helper", "Lê Văn Giúp"),
            ("team", "Tổ thôn Một"),
            ("service", "Đăng ký thành lập hộ kinh doanh"),
            ("agency", "UBND xã Sơn Tịnh"),
            ("amount", "50000"),
        ] {
            assert_eq!(asked.notice.value(name).as_deref(), Some(value), "{name}");
        }
        let code = asked.notice.value("otp").unwrap();
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let outcome = send(portal, &actor, &draft, wrong).await;
        assert_eq!(refused(outcome).1, "code_wrong");
        let Submitted::Sent(dossier) = send(portal, &actor, &draft, &code).await.unwrap() else {
            panic!("not sent");
        };
        // The second of two quick clicks.
        let Submitted::Sent(same) = send(portal, &actor, &draft, &code).await.unwrap() else {
            panic!("not sent");
        };
        assert_eq!(same.id, dossier.id);

        assert_eq!(dossier.acting_mode, ActingMode::Assisted);
        assert_eq!(dossier.filer_id, None);
        assert_eq!(dossier.body.applicant.full_name, ANH.0);
        let filer = dossier.body.filer.clone().unwrap().full_name;
        assert_eq!(filer, "Lê Văn Giúp (Tổ thôn Một)");
        let mut tx = portal.db.read().await.unwrap();
        let entries = log(&mut tx, &dossier.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(entries[0].who.role, ActorRole::Helper);
        assert_eq!(entries[0].who.account_id.as_deref(), Some(actor.account_id.as_str()));
        assert_eq!(entries[0].who.agency_id.as_deref(), Some(HERE));
        let told = world.messages().await;
        let told: Vec<_> = told.iter().map(|one| (to(one), one.notice.template())).collect();
        assert!(told.contains(&("+84905000111", "assist_sent")), "{told:?}");

        // In the session it can be seen; after it, by nobody but the resident.
        assert!(filing::sent(portal, &actor, &draft).await.is_ok());
        end(portal, &actor).await.unwrap();
        let helper = world.actor().await;
        not_found(filing::sent(portal, &helper, &draft).await);
        not_found(tracking::case(portal, &helper, &dossier.reference).await);
        assert!(tracking::mine(portal, &helper).await.unwrap().is_empty());
        let (differences, _) = verify::verify(portal).await.map(|(n, d)| (d, n)).unwrap();
        assert!(differences.is_empty(), "{differences:?}");
    })
    .await;
}

#[tokio::test]
async fn who_is_told_is_who_files() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &ALL).await;
        let (draft, revision) = world.filled(&actor).await;
        let mut other = applicant(&actor);
        other.set("full_name", "Người Khác");
        other.set("phone", "0905 999 888");
        other.set("acting", "authorised");
        filing::save(portal, &actor, &draft, revision, Step::Applicant, &other).await.unwrap();
        let asked = ask_to_send(portal, &actor, &draft, revision + 1).await.unwrap();
        let Asked::Incomplete(wrong) = asked else {
            panic!("told");
        };
        let codes: Vec<_> = wrong[0].1.0.iter().map(|error| error.code).collect();
        for code in ["assist_capacity", "assist_name", "assist_phone"] {
            assert!(codes.contains(&code), "{codes:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_after_the_code_does_not_go_out() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &ALL).await;
        let (draft, revision) = world.filled(&actor).await;
        ask_to_send(portal, &actor, &draft, revision).await.unwrap();
        let code = world.otp().await;
        let form = values(&[("f_ten_ho", "Quán Khác")]);
        filing::save(portal, &actor, &draft, revision, Step::Form, &form).await.unwrap();
        let sent = send(portal, &actor, &draft, &code).await.unwrap();
        assert!(matches!(sent, Submitted::Stale));
        // The code is used up.
        assert_eq!(refused(send(portal, &actor, &draft, &code).await).1, "code_gone");
    })
    .await;
}

#[tokio::test]
async fn whoever_the_national_identity_vouches_for_finds_what_is_theirs() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let session = world.opened(ANH, &ALL).await;
        let (_, dossier) = world.sent(&session).await;
        let person = |born: i8, verified: bool| Actor {
            account_id: "vneid".into(),
            person: Person {
                full_name: "NGUYỄN THỊ ÁNH".into(),
                personal_number: Some("051190000123".into()),
                birth_date: Some(date(1990, 2, born)),
                ..Person::default()
            },
            roles: Vec::new(),
            demo: false,
            verified,
            assist: None,
        };
        let anh = person(5, true);
        assert_eq!(tracking::mine(portal, &anh).await.unwrap().len(), 1);
        assert!(tracking::case(portal, &anh, &dossier.reference).await.is_ok());
        for stranger in [person(5, false), person(6, true)] {
            assert!(tracking::mine(portal, &stranger).await.unwrap().is_empty());
            not_found(tracking::case(portal, &stranger, &dossier.reference).await);
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_helped_does_not_decide() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let session = world.opened(ANH, &ALL).await;
        let (_, dossier) = world.sent(&session).await;
        end(portal, &session).await.unwrap();
        let role = Role { kind: RoleKind::Officer, agency_id: HERE.into() };
        write_tx!(&portal.db, |tx| { insert_role(tx, &session.account_id, &role, date(2026, 1, 1)).await }).unwrap();
        let officer = world.actor().await;
        let case = desk::case(portal, &officer, &dossier.reference).await.unwrap();
        assert!(case.own && case.acts.is_empty());
        let assisted = case.assisted.unwrap();
        assert_eq!((assisted.helper.as_str(), assisted.typed), ("Lê Văn Giúp", true));
        let order = Order::Accept(TypedAcceptance::default());
        let accepted = desk::act(portal, &officer, &dossier.reference, 1, &order).await;
        assert_eq!(conflict(accepted), "helped");
        let colleague = crate::testing::office::officer(portal, "dong-nghiep", HERE).await;
        let accepted = desk::act(portal, &colleague, &dossier.reference, 1, &order).await;
        let Ok(desk::Acted::Done(accepted)) = accepted else {
            panic!("{accepted:?}");
        };
        is_reported_as_typed_by_a_helper(*accepted);
    })
    .await;
}

/// RULES.md 10: what a helper typed is reported as that and never as filed by oneself, whoever acts in law.
fn is_reported_as_typed_by_a_helper(dossier: dossier::Dossier) {
    for acting_mode in Capacity::ALL.map(Capacity::acting_mode) {
        let dossier = dossier::Dossier { acting_mode, ..dossier.clone() };
        let tallies = dossier.tallies();
        let by = [Tally::SelfFiled, Tally::Guided, Tally::Assisted, Tally::Authorised, Tally::Representative];
        assert_eq!(by.map(|tally| tallies[tally]), [0, 0, 1, 0, 0], "{acting_mode}");
    }
}

#[tokio::test]
async fn a_helper_beside_is_named_by_today_s_badge() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let helper = world.actor().await;
        let badge = badge_of(portal, &helper).await.unwrap();
        let found = holder(portal, &badge.to_lowercase().replace('-', " ")).await.unwrap();
        assert_eq!(found.unwrap().appointment.team, "Tổ thôn Một");
        assert!(holder(portal, "ABC-DEF-GHI").await.unwrap().is_none());

        let citizen = crate::account::add_account(portal, new_account("nguoi-dan", "+84905000111")).await.unwrap();
        let token = session::open(portal, &citizen).await.unwrap();
        let citizen = acting(portal, &token).await;
        let (draft, revision) = world.filled(&citizen).await;
        for wrong in ["XXXXXX", "123456", "<b>"] {
            let sent = filing::submit(portal, &citizen, &draft, revision, "vi", wrong).await;
            let Submitted::Incomplete(wrong) = sent.unwrap() else {
                panic!("sent");
            };
            assert_eq!(wrong[0].1.0[0].code, "bad_guide");
        }
        let sent = filing::submit(portal, &citizen, &draft, revision, "vi", &badge).await;
        let Submitted::Sent(dossier) = sent.unwrap() else {
            panic!("not sent");
        };
        assert_eq!(dossier.acting_mode, ActingMode::Guided);
        assert_eq!(dossier.filer_id.as_deref(), Some(citizen.account_id.as_str()));
        let mut tx = portal.db.read().await.unwrap();
        let entries = log(&mut tx, &dossier.id).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(entries[0].who.role, ActorRole::Applicant);
        assert!(matches!(entries[1].event, Event::Guided { .. }));
        assert_eq!(entries[1].who.account_id.as_deref(), Some(helper.account_id.as_str()));
        not_found(tracking::case(portal, &helper, &dossier.reference).await);
        // Good for its day alone, and for the appointment's.
        world.pass(SignedDuration::from_hours(24));
        assert!(holder(portal, &badge).await.unwrap().is_none());
        write_tx!(&portal.db, |tx| {
            run!(tx, "UPDATE account_role SET valid_to = '2026-11-20' WHERE role = 'helper'")
        })
        .unwrap();
        let expired = badge_of(portal, &helper).await;
        assert!(matches!(expired, Err(AppError::Forbidden)));
    })
    .await;
}

/// The procedure changes after the resident's code went out: nothing is sent, they hear of it, and get another code.
#[tokio::test]
async fn a_resident_hears_that_the_procedure_changed_before_anything_goes_out() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let actor = world.opened(ANH, &ALL).await;
        let (draft, revision) = world.filled(&actor).await;
        let asked = ask_to_send(portal, &actor, &draft, revision).await;
        assert!(matches!(asked.unwrap(), Asked::Told));
        let code = world.otp().await;
        write_tx!(&db, |tx| {
            run!(
                tx,
                "INSERT INTO service_version (id, service_id, valid_from, hash, body)
                 SELECT 'moi', service_id, '2026-11-20', '', REPLACE(body, 'Nộp hồ sơ', 'Gửi hồ sơ')
                 FROM service_version WHERE id = 'ho-kinh-doanh-1'"
            )?;
            Ok(())
        })
        .unwrap();
        let stale = send(portal, &actor, &draft, &code).await;
        assert!(matches!(stale.unwrap(), Submitted::Stale));
        let told = ask_to_send(portal, &actor, &draft, revision).await.unwrap();
        let Asked::ProcedureChanged(before) = told else {
            panic!("{told:?}");
        };
        assert_eq!(before.id, "ho-kinh-doanh-1");
        let asked = ask_to_send(portal, &actor, &draft, revision + 1).await;
        assert!(matches!(asked.unwrap(), Asked::Told));
        let code = world.otp().await;
        let Submitted::Sent(dossier) = send(portal, &actor, &draft, &code).await.unwrap() else {
            panic!("not sent");
        };
        assert_eq!(dossier.version_id, "moi");
    })
    .await;
}
