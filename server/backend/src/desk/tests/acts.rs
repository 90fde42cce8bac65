use domain::dossier::StateCode;
use jiff::SignedDuration;

use crate::{
    desk::{Acted, Order, TypedAcceptance, act, case},
    dossier::Dossier,
    error::AppError,
    testing::{
        office::{self, ELSEWHERE, HERE, filed, officer},
        on_each_engine,
    },
    verify::verify,
};

pub(super) fn accept() -> Order {
    Order::Accept(TypedAcceptance::default())
}

pub(super) fn done(acted: Acted) -> Dossier {
    match acted {
        Acted::Done(dossier) => *dossier,
        Acted::Moved => panic!("the dossier has moved on"),
    }
}

pub(super) fn fields(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(errors) => errors.0.into_iter().map(|e| (e.field, e.code)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn acceptance_fixes_code_dates_and_fee() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let dossier = filed(&portal, HERE, "an").await;
        let shown = case(&portal, &actor, &dossier.reference).await.unwrap();
        let promised = shown.preview.unwrap().deadline.unwrap();
        portal.clock.set(portal.clock.now() + SignedDuration::from_hours(2));
        let accepted = done(act(&portal, &actor, &dossier.reference, 1, &accept()).await.unwrap());
        assert_eq!(accepted.code.as_deref(), Some("000.01.10.H48-261120-0001"));
        let due = accepted.facts.due().unwrap();
        assert_eq!(due, promised.deadline.due(), "what was shown is what was fixed");
        assert_eq!(due.promised, "2026-11-27T17:00".parse().unwrap());
        assert_eq!(accepted.facts.payable().get(), 50_000);
        // Found by its code from now on.
        let code = accepted.code.unwrap();
        assert!(case(&portal, &actor, &code).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn codes_have_no_gap_and_no_double_when_many_accept_at_once() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let mut clerks = Vec::new();
        for _ in 0..8 {
            let dossier = filed(&portal, HERE, "an").await;
            let (portal, actor) = (portal.clone(), actor.clone());
            clerks.push(tokio::spawn(async move { act(&portal, &actor, &dossier.reference, 1, &accept()).await }));
        }
        let mut codes = Vec::new();
        for clerk in clerks {
            codes.push(done(clerk.await.unwrap().unwrap()).code.unwrap());
        }
        codes.sort();
        let expected: Vec<String> = (1..=8).map(|number| format!("000.01.10.H48-261120-{number:04}")).collect();
        assert_eq!(codes, expected);
        assert_eq!(verify(&portal).await.unwrap(), (8, vec![]));
    })
    .await;
}

#[tokio::test]
async fn others_and_filers_may_not_act_and_impossible_acts_are_refused() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let stranger = officer(&portal, "la", ELSEWHERE).await;
        let dossier = filed(&portal, HERE, "an").await;
        let name = &dossier.reference;
        let refused = act(&portal, &stranger, name, 1, &accept()).await;
        assert!(matches!(refused, Err(AppError::NotFound)));
        assert!(matches!(case(&portal, &stranger, name).await, Err(AppError::NotFound)));
        let impossible = act(&portal, &actor, name, 1, &Order::Start).await;
        assert!(matches!(impossible, Err(AppError::Conflict("state_moved"))));

        let own = filed(&portal, HERE, &actor.account_id).await;
        let refused = act(&portal, &actor, &own.reference, 1, &accept()).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        let shown = case(&portal, &actor, &own.reference).await.unwrap();
        assert!(shown.own && shown.acts.is_empty());
    })
    .await;
}

/// One accepts while the other refuses: one wins, the other is told. A double click is no error.
#[tokio::test]
async fn of_two_officers_at_once_one_is_told() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let hoa = officer(&portal, "hoa", HERE).await;
        let binh = officer(&portal, "binh", HERE).await;
        let name = filed(&portal, HERE, "an").await.reference;
        let refuse = Order::Refuse {
            reason: "Không thuộc thẩm quyền".into(),
            legal_ground: "Nghị định 168/2025/NĐ-CP".into(),
        };
        let accept = accept();
        let (first, second) =
            tokio::join!(act(&portal, &hoa, &name, 1, &accept), act(&portal, &binh, &name, 1, &refuse),);
        let moved = [&first, &second].iter().filter(|acted| matches!(acted, Ok(Acted::Moved))).count();
        assert_eq!(moved, 1, "{first:?} {second:?}");

        let shown = case(&portal, &hoa, &name).await.unwrap();
        let (who, order) = match shown.dossier.facts.state.code() {
            StateCode::Accepted => (&hoa, &accept),
            _ => (&binh, &refuse),
        };
        let again = act(&portal, who, &name, 1, order).await.unwrap();
        assert!(matches!(again, Acted::Done(_)), "a double click is no error");
        assert_eq!(case(&portal, &hoa, &name).await.unwrap().log.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_said_at_its_field() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let name = filed(&portal, HERE, "an").await.reference;
        let refuse = Order::Refuse { reason: " ".into(), legal_ground: String::new() };
        let wrong = act(&portal, &actor, &name, 1, &refuse).await.unwrap_err();
        assert_eq!(fields(wrong), [("reason".into(), "required"), ("legal_ground".into(), "required")]);
        for (until, code) in [("", "required"), ("31/02/2027", "no_such_day"), ("1/1/2020", "date_past")] {
            let ask = Order::AskSupplement {
                items: vec![String::new(), "Bản sao giấy khai sinh".into()],
                until: until.into(),
                guidance: String::new(),
            };
            let wrong = act(&portal, &actor, &name, 1, &ask).await.unwrap_err();
            assert_eq!(fields(wrong), [("until".into(), code)]);
        }
    })
    .await;
}

/// From acceptance to hand-over, which waits until the fee is paid; a decision is corrected on the way.
#[tokio::test]
async fn a_dossier_is_carried_to_its_result() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(&db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let name = filed(&portal, HERE, "an").await.reference;
        let mut last = 1;
        let finish = |outcome: &str, note: &str| Order::Finish { outcome: outcome.into(), note: note.into() };
        let denied = finish("denied", "Trùng tên");
        let mistaken = Order::Correct { reason: "Nhầm hồ sơ".into() };
        let granted = finish("granted", "Số 12/GCN");
        for order in [&accept(), &Order::Start, &denied, &mistaken, &granted] {
            last = done(act(&portal, &actor, &name, last, order).await.unwrap()).last_event;
        }
        let hand_over = Order::HandOver {
            taken_by: "Nguyễn Thị Ánh".into(),
            way: "post".into(),
            authorisation: String::new(),
            shipment: "eb123456789vn".into(),
        };
        let owed = act(&portal, &actor, &name, last, &hand_over).await;
        assert!(matches!(owed, Err(AppError::Conflict("owed"))));
        let denied_bare = act(&portal, &actor, &name, last, &finish("denied", "")).await;
        assert!(matches!(denied_bare, Err(AppError::Conflict("state_moved"))));
        assert_eq!(verify(&portal).await.unwrap(), (1, vec![]));
    })
    .await;
}
