use domain::dossier::{Group, StateCode};
use jiff::{SignedDuration, civil::DateTime};

use super::*;
use crate::{
    account::{NewAccount, add_account},
    actor::{Actor, Person, Role, RoleKind},
    all,
    clock::instant,
    db::{Db, touch_data},
    desk::{self, Acted, Order, TypedAcceptance},
    run,
    testing::{
        office::{self, ELSEWHERE, HERE, filed, officer},
        on_each_engine,
    },
    verify::verify,
};

struct World {
    portal: Portal,
    actor: Actor,
    name: String,
    _folder: tempfile::TempDir,
}

impl World {
    /// A dossier sent on Friday 20/11/2026 at nine.
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(db, &folder).await;
        let actor = officer(&portal, "hoa", HERE).await;
        let name = filed(&portal, HERE, "an").await.reference;
        Self { portal, actor, name, _folder: folder }
    }

    async fn dossier(&self) -> Dossier {
        let case = desk::case(&self.portal, &self.actor, &self.name).await;
        case.unwrap().dossier
    }

    async fn does(&self, order: Order) {
        let last = self.dossier().await.last_event;
        let acted = desk::act(&self.portal, &self.actor, &self.name, last, &order).await;
        assert!(matches!(acted.unwrap(), Acted::Done(_)));
    }

    async fn asks_for_papers(&self) {
        self.does(Order::AskSupplement {
            items: vec!["Bản sao".into()],
            until: "30/11/2026".into(),
            guidance: String::new(),
        })
        .await;
    }

    async fn accepts(&self) {
        self.does(Order::Accept(TypedAcceptance::default())).await;
    }

    /// The worker's rounds at this local time, until there is nothing left to do.
    async fn at(&self, time: &str) {
        self.portal.clock.set(instant(time.parse::<DateTime>().unwrap()));
        self.work().await;
    }

    async fn work(&self) {
        while write_due(&self.portal).await.unwrap() > 0 {}
    }

    /// Messages of this template.
    async fn messages(&self, template: &str) -> usize {
        let mut tx = self.portal.db.read().await.unwrap();
        let rows: Vec<(String,)> = all!(&mut tx, "SELECT body FROM outbox").unwrap();
        tx.commit().await.unwrap();
        let wanted = format!("\"template\":\"{template}\"");
        rows.iter().filter(|(body,)| body.contains(&wanted)).count()
    }

    /// Open tasks, by kind.
    async fn tasks(&self) -> Vec<String> {
        let mut tx = self.portal.db.read().await.unwrap();
        let rows: Vec<(String,)> = all!(&mut tx, "SELECT kind FROM task WHERE open ORDER BY kind").unwrap();
        tx.commit().await.unwrap();
        rows.into_iter().map(|(kind,)| kind).collect()
    }
}

/// Papers until 30/11, 17:00: the reminder is due three days before.
#[tokio::test]
async fn a_reminder_goes_out_once_whatever_the_clock_does() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.asks_for_papers().await;
        world.at("2026-11-27T16:59").await;
        assert_eq!(world.messages("remind_supplement").await, 0);
        world.at("2026-11-27T17:00").await;
        assert_eq!(world.messages("remind_supplement").await, 1);
        // Set back, started again, set forward: nothing twice, nothing lost.
        for time in ["2026-11-20T10:00", "2026-11-28T09:00", "2026-11-30T16:00"] {
            world.at(time).await;
        }
        assert_eq!(world.messages("remind_supplement").await, 1);
        assert!(world.tasks().await.is_empty());
        world.at("2026-11-30T17:01").await;
        assert_eq!(world.tasks().await, ["supplement_over"]);
        assert_eq!(world.dossier().await.facts.state.code(), StateCode::IntakeSupplement);
    })
    .await;
}

#[tokio::test]
async fn two_workers_at_once_write_it_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.asks_for_papers().await;
        let late = "2026-11-28T09:00".parse::<DateTime>().unwrap();
        world.portal.clock.set(instant(late));
        let (one, two) = tokio::join!(write_due(&world.portal), write_due(&world.portal));
        assert!(one.is_ok() && two.is_ok(), "{one:?} {two:?}");
        world.work().await;
        assert_eq!(world.messages("remind_supplement").await, 1);
    })
    .await;
}

/// The reminder's time passes while nobody works: it is not sent when it is of no use any more.
#[tokio::test]
async fn what_came_too_late_to_help_is_not_sent() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.asks_for_papers().await;
        world.at("2026-12-15T09:00").await;
        assert_eq!(world.messages("remind_supplement").await, 0);
        assert_eq!(world.tasks().await, ["supplement_over"]);
    })
    .await;
}

#[tokio::test]
async fn a_request_lapses_only_where_the_procedure_s_law_says_so() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        write_tx!(&world.portal.db, |tx| {
            run!(
                tx,
                "INSERT INTO rule (key, value, valid_from, legal_source)
                 VALUES ('supplement_lapse:1.001612', 'yes', '2026-01-01', 'Luật thử, Điều 5')"
            )?;
            touch_data(tx).await
        })
        .unwrap();
        world.asks_for_papers().await;
        world.at("2026-11-30T17:01").await;
        let dossier = world.dossier().await;
        assert_eq!(dossier.facts.state.code(), StateCode::Refused);
        let case = desk::case(&world.portal, &world.actor, &world.name).await;
        let last = case.unwrap().log.pop().unwrap().entry;
        assert_eq!(last.who, Who::SYSTEM);
        assert_eq!(last.ground.rules[0].key, "supplement_lapse:1.001612");
        let Event::Refused { legal_ground, .. } = last.event else {
            panic!("{:?}", last.event);
        };
        assert_eq!(legal_ground, "Luật thử, Điều 5");
        assert_eq!(world.messages("lapsed").await, 1);
        assert!(world.tasks().await.is_empty());
        assert_eq!(verify(&world.portal).await.unwrap(), (1, vec![]));
    })
    .await;
}

/// Promised for Friday 27/11, by law Monday 30/11.
#[tokio::test]
async fn the_officer_is_told_of_the_apology_and_the_head_of_what_is_late() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let head = NewAccount {
            login: "truong.phong@vidu.vn",
            password: "một câu dễ nhớ mà dài",
            person: Person {
                full_name: "Lãnh đạo".into(),
                email: Some("truong.phong@vidu.vn".into()),
                ..Person::default()
            },
            roles: vec![Role { kind: RoleKind::Admin, agency_id: String::new() }],
            demo: false,
        };
        add_account(&world.portal, head).await.unwrap();
        world.accepts().await;
        world.at("2026-11-25T16:00").await;
        assert!(world.tasks().await.is_empty());
        world.at("2026-11-26T07:00").await;
        assert_eq!(world.tasks().await, ["apology"]);
        world.at("2026-11-27T17:00").await;
        assert!(world.tasks().await.is_empty(), "too late to apologise, not late yet");
        world.at("2026-11-27T17:01").await;
        assert_eq!(world.tasks().await, ["late"]);
        world.at("2026-11-30T17:01").await;
        assert_eq!(world.tasks().await, ["late", "late_law"]);
        world.at("2026-11-26T07:00").await;
        world.at("2026-12-01T09:00").await;
        assert_eq!(world.messages("late_head").await, 1);
        world.does(Order::Start).await;
        world.does(Order::Finish { outcome: "granted".into(), note: "Số 1".into() }).await;
        world.work().await;
        assert!(world.tasks().await.is_empty(), "what is done is no task");
    })
    .await;
}

#[tokio::test]
async fn an_apology_that_was_made_closes_its_task_and_moves_what_is_late() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.accepts().await;
        world.at("2026-11-26T08:00").await;
        assert_eq!(world.tasks().await, ["apology"]);
        world.does(Order::Apologise { until: "02/12/2026".into(), reason: "Chờ xác minh".into() }).await;
        world.work().await;
        assert!(world.tasks().await.is_empty());
        assert_eq!(world.messages("redated").await, 1);
        world.at("2026-12-01T08:00").await;
        assert_eq!(world.tasks().await, ["late_law"], "the law's date was 30/11");
        world.at("2026-12-02T17:01").await;
        assert_eq!(world.tasks().await, ["late", "late_law"]);
    })
    .await;
}

#[tokio::test]
async fn a_fee_that_is_owed_is_asked_for_again_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.accepts().await;
        world.at("2026-11-23T08:00").await;
        assert_eq!(world.messages("remind_fee").await, 0);
        let clock = &world.portal.clock;
        clock.set(clock.now() + SignedDuration::from_hours(24));
        world.work().await;
        assert_eq!(world.messages("remind_fee").await, 1);
        clock.set(clock.now() + SignedDuration::from_hours(24));
        world.work().await;
        assert_eq!(world.messages("remind_fee").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_escalated_is_for_the_agency_s_head_alone() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let mut leader = officer(&world.portal, "lanh.dao", HERE).await;
        leader.roles.push(Role { kind: RoleKind::Head, agency_id: HERE.to_owned() });
        world.accepts().await;
        let last = world.dossier().await.last_event;
        let work = desk::Inside::Escalate { note: "Chờ ý kiến phòng chuyên môn".into() };
        desk::inside(&world.portal, &world.actor, &world.name, last, &work).await.unwrap();
        world.work().await;
        assert_eq!(world.tasks().await, ["escalated"]);
        let filter = desk::Filter { task: Some(Kind::Escalated), group: Group::All, ..desk::Filter::default() };
        let seen = desk::queue(&world.portal, &leader, &filter).await.unwrap();
        assert_eq!(seen.board.tasks, [(Kind::Escalated, 1)]);
        assert_eq!(seen.rows.len(), 1);
        // A colleague who leads nothing, and somebody who leads another agency.
        let mut other = world.actor.clone();
        other.roles.push(Role { kind: RoleKind::Head, agency_id: ELSEWHERE.to_owned() });
        for colleague in [&world.actor, &other] {
            let seen = desk::queue(&world.portal, colleague, &filter).await.unwrap();
            assert_eq!((seen.board.tasks.len(), seen.rows.len()), (0, 0));
        }
        // It stays open while nothing is decided, and closes with the decision.
        world.does(Order::Start).await;
        world.work().await;
        assert_eq!(world.tasks().await, ["escalated"]);
        world.does(Order::Finish { outcome: "granted".into(), note: "Số 1".into() }).await;
        world.work().await;
        assert!(world.tasks().await.is_empty());
    })
    .await;
}
