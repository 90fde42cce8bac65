//! Work inside the agency and between agencies.

use domain::dossier::Group;

use super::{
    acts::{accept, done, fields},
    life::{Desk, ask},
};
use crate::{
    desk::{Acted, Filter, Inside, Order, act, case, inside, queue},
    error::AppError,
    testing::{
        office::{ELSEWHERE, HERE, officer},
        on_each_engine,
    },
    verify::verify,
};

/// The agency to which it is passed sees it and works on it while it holds it; the competent one stays.
#[tokio::test]
async fn a_dossier_goes_to_another_agency_and_back() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        let other = officer(&desk.portal, "la", ELSEWHERE).await;
        let name = &desk.name;
        let pass =
            |to: &str| Inside::Pass { to: to.into(), until: "30/11/2026".into(), note: "Xác minh giúp".into() };
        let early = inside(&desk.portal, &desk.actor, name, 1, &pass(ELSEWHERE)).await;
        assert!(early.is_err(), "not before acceptance");
        desk.does(&accept()).await;
        let nowhere = inside(&desk.portal, &desk.actor, name, 2, &pass("khong-co")).await;
        assert_eq!(fields(nowhere.unwrap_err()), [("pass_to".into(), "choose")]);
        let stranger = case(&desk.portal, &other, name).await;
        assert!(matches!(stranger, Err(AppError::NotFound)));

        done(inside(&desk.portal, &desk.actor, name, 2, &pass(ELSEWHERE)).await.unwrap());
        let filter = Filter { group: Group::InProgress, ..Filter::default() };
        let found = queue(&desk.portal, &other, &filter).await.unwrap();
        assert_eq!((found.rows.len(), found.board.held), (1, 1));
        let shown = case(&desk.portal, &other, name).await.unwrap();
        assert_eq!(shown.agency.id, HERE, "the competent agency stays");
        let started = done(act(&desk.portal, &other, name, 3, &Order::Start).await.unwrap());
        let log = case(&desk.portal, &other, name).await.unwrap().log;
        assert_eq!(log[3].entry.who.agency_id.as_deref(), Some(ELSEWHERE));
        // Only the one that holds it sends it elsewhere; the competent one takes it back.
        desk.now("2026-11-26T09:00");
        let back = done(inside(&desk.portal, &desk.actor, name, started.last_event, &pass(HERE)).await.unwrap());
        assert_eq!(back.facts.holder(), None);
        let sheet: Vec<_> = back.facts.holdings.iter().map(|held| (&*held.agency_id, held.to.is_some())).collect();
        assert_eq!(sheet, [(HERE, true), (ELSEWHERE, true), (HERE, false)]);
        let gone = case(&desk.portal, &other, name).await;
        assert!(matches!(gone, Err(AppError::NotFound)));
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

#[tokio::test]
async fn what_colleagues_say_makes_no_form_out_of_date() {
    on_each_engine(|db| async move {
        let desk = Desk::at(&db, "2026-11-20T09:00").await;
        let binh = officer(&desk.portal, "binh", HERE).await;
        let name = &desk.name;
        let assign = Inside::Assign { to: desk.actor.account_id.clone() };
        let stranger = Inside::Assign { to: "an".into() };
        let wrong = inside(&desk.portal, &binh, name, 1, &stranger).await;
        assert_eq!(fields(wrong.unwrap_err()), [("to".into(), "choose")]);
        done(inside(&desk.portal, &binh, name, 1, &assign).await.unwrap());
        let say = Inside::Comment { text: "Gọi lại cho dân".into() };
        done(inside(&desk.portal, &binh, name, 2, &say).await.unwrap());
        // The second of two quick clicks says nothing twice.
        done(inside(&desk.portal, &binh, name, 2, &say).await.unwrap());
        assert_eq!(desk.case().await.log.len(), 3);
        let mine = Filter { group: Group::All, officer_id: Some(desk.actor.account_id.clone()), ..Filter::default() };
        let found = queue(&desk.portal, &desk.actor, &mine).await.unwrap();
        assert_eq!((found.rows.len(), found.board.mine), (1, 1));

        // The form from before the comments is still good; one from before an act is not.
        done(act(&desk.portal, &desk.actor, name, 1, &accept()).await.unwrap());
        let moved = act(&desk.portal, &binh, name, 1, &ask("30/11/2026")).await.unwrap();
        assert!(matches!(moved, Acted::Moved));
        let tell = Inside::Escalate { note: "x".into() };
        let moved = inside(&desk.portal, &binh, name, 1, &tell).await.unwrap();
        assert!(matches!(moved, Acted::Moved));
        assert_eq!(verify(&desk.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}
