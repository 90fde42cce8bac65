use jiff::SignedDuration;

use super::{
    SessionToken, check_password, fold_login,
    national::account_of,
    profile,
    registration::{Registration, register},
};
use crate::{
    Portal,
    actor::Actor,
    clock::Clock,
    db::Db,
    error::AppError,
    files::Files,
    gateway::{Gateways, identity::Identity},
    session::{self, other_sessions},
    testing::on_each_engine,
};

const PASSWORD: &str = "một câu dễ nhớ mà dài";

fn portal(db: Db) -> (Portal, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::new(
        db,
        Clock::held("2026-03-04T02:00:00Z".parse().unwrap()),
        Files::open(folder.path()).unwrap(),
        Gateways::default(),
    );
    (portal, folder)
}

async fn registered(portal: &Portal, login: &str) -> String {
    let typed = Registration { full_name: "Y Moan", login, password: PASSWORD };
    register(portal, typed).await.unwrap()
}

fn codes(outcome: Result<impl Sized, AppError>) -> Vec<(String, &'static str)> {
    match outcome {
        Err(AppError::Invalid(errors)) => errors.0.into_iter().map(|e| (e.field, e.code)).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

#[test]
fn a_phone_number_is_one_login_however_it_is_written() {
    assert_eq!(fold_login(" 0912 345 678"), "+84912345678");
    assert_eq!(fold_login("+84912.345.678"), "+84912345678");
    assert_eq!(fold_login(" An@Vidu.VN "), "an@vidu.vn");
}

#[tokio::test]
async fn a_citizen_registers_once_and_signs_in() {
    on_each_engine(|db| async move {
        let (portal, _folder) = portal(db);
        let wrong = Registration { full_name: "A1", login: "an", password: "ngắn" };
        let expected = [
            ("full_name".to_owned(), "bad_name"),
            ("login".to_owned(), "bad_login"),
            ("password".to_owned(), "password_short"),
        ];
        assert_eq!(codes(register(&portal, wrong).await), expected);

        let id = registered(&portal, "0912345678").await;
        let again = Registration { full_name: "Y Moan", login: "+84 912 345 678", password: PASSWORD };
        assert_eq!(codes(register(&portal, again).await), [("login".to_owned(), "login_taken")]);
        let found = check_password(&portal, "091 234 56 78", PASSWORD).await;
        assert_eq!(found.unwrap(), id);
        for (login, password) in [("0912345678", "sai"), ("0999999999", PASSWORD), ("", "")] {
            let refused = codes(check_password(&portal, login, password).await);
            assert_eq!(refused, [("login".to_owned(), "sign_in_failed")]);
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_left_alone_and_when_told() {
    on_each_engine(|db| async move {
        let (portal, _folder) = portal(db);
        let id = registered(&portal, "an@vidu.vn").await;
        let token = session::open(&portal, &id).await.unwrap();
        let other = session::open(&portal, &id).await.unwrap();
        let start = portal.clock.now();

        // Used after seven hours, it lives eight more; the other one does not.
        portal.clock.set(start + SignedDuration::from_hours(7));
        assert!(session::resume(&portal, &token).await.unwrap().is_some());
        portal.clock.set(start + session::LIFETIME);
        assert!(session::resume(&portal, &token).await.unwrap().is_some());
        assert!(session::resume(&portal, &other).await.unwrap().is_none());

        session::end(&portal, &token).await.unwrap();
        session::end(&portal, &token).await.unwrap();
        assert!(session::resume(&portal, &token).await.unwrap().is_none());
    })
    .await;
}

async fn signed_in(portal: &Portal, login: &str) -> (Actor, SessionToken) {
    let id = registered(portal, login).await;
    let token = session::open(portal, &id).await.unwrap();
    let actor = session::resume(portal, &token).await.unwrap().unwrap();
    (actor, token)
}

#[tokio::test]
async fn a_person_changes_what_is_theirs_to_change() {
    on_each_engine(|db| async move {
        let (portal, _folder) = portal(db);
        let (actor, token) = signed_in(&portal, "an@vidu.vn").await;
        let wrong = profile::Contact { phone: "1", email: "x", address: &"a".repeat(301) };
        let refused = codes(profile::change_contact(&portal, &actor, wrong).await);
        assert_eq!(refused.len(), 3, "{refused:?}");

        let right = profile::Contact { phone: "0912 345 678", email: "", address: " Tổ 1,  phường Kon Tum " };
        profile::change_contact(&portal, &actor, right).await.unwrap();
        let person = session::resume(&portal, &token).await.unwrap().unwrap().person;
        assert_eq!(person.phone.as_deref(), Some("+84912345678"));
        assert_eq!((person.email, person.full_name.as_str()), (None, "Y Moan"));
        assert_eq!(person.address.as_deref(), Some("Tổ 1, phường Kon Tum"));
        assert!(check_password(&portal, "an@vidu.vn", PASSWORD).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    on_each_engine(|db| async move {
        let (portal, _folder) = portal(db);
        let (actor, token) = signed_in(&portal, "an@vidu.vn").await;
        let elsewhere = session::open(&portal, &actor.account_id).await.unwrap();
        let (stranger, strangers_token) = signed_in(&portal, "binh@vidu.vn").await;

        let refused = other_sessions::change_password(&portal, &actor, &token, "sai", "ngắn").await;
        assert_eq!(codes(refused).len(), 2);
        assert!(session::resume(&portal, &elsewhere).await.unwrap().is_some());

        let new = "một câu khác cũng dài";
        other_sessions::change_password(&portal, &actor, &token, PASSWORD, new).await.unwrap();
        assert!(session::resume(&portal, &elsewhere).await.unwrap().is_none());
        assert!(session::resume(&portal, &token).await.unwrap().is_some());
        assert!(check_password(&portal, "an@vidu.vn", new).await.is_ok());
        assert!(check_password(&portal, "an@vidu.vn", PASSWORD).await.is_err());

        // Nobody ends somebody else's session.
        let theirs = other_sessions::sessions(&portal, &stranger, &strangers_token).await;
        let theirs = &theirs.unwrap()[0];
        assert!(theirs.current);
        other_sessions::end(&portal, &actor, &theirs.id).await.unwrap();
        other_sessions::end_others(&portal, &actor, &token).await.unwrap();
        assert!(session::resume(&portal, &strangers_token).await.unwrap().is_some());
        other_sessions::end(&portal, &stranger, &theirs.id).await.unwrap();
        assert!(session::resume(&portal, &strangers_token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn the_provider_vouches_for_the_person_and_not_for_the_contact() {
    on_each_engine(|db| async move {
        let (portal, _folder) = portal(db);
        let mut identity = Identity {
            subject: "s-1".into(),
            full_name: "Nguyễn Thị Mẫu".into(),
            identity_number: "099185000001".into(),
            birthdate: None,
            gender: None,
            phone: Some("+84900000001".into()),
            level: 2,
        };
        let id = account_of(&portal, &identity).await.unwrap();
        let token = session::open(&portal, &id).await.unwrap();
        let actor = session::resume(&portal, &token).await.unwrap().unwrap();
        assert_eq!(actor.person.phone.as_deref(), Some("+84900000001"));
        let typed = profile::Contact { phone: "0912345678", email: "mau@vidu.vn", address: "" };
        profile::change_contact(&portal, &actor, typed).await.unwrap();
        let own = other_sessions::change_password(&portal, &actor, &token, "", PASSWORD).await;
        assert!(matches!(own, Err(AppError::NotFound)));

        identity.full_name = "Nguyễn Thị Mẫu Mới".into();
        assert_eq!(account_of(&portal, &identity).await.unwrap(), id);
        let person = session::resume(&portal, &token).await.unwrap().unwrap().person;
        assert_eq!(person.full_name, "Nguyễn Thị Mẫu Mới");
        assert_eq!(person.phone.as_deref(), Some("+84912345678"));
        assert_eq!(person.email.as_deref(), Some("mau@vidu.vn"));
    })
    .await;
}
