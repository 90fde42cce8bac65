use domain::{
    code::DossierCode,
    deadline::Due,
    dossier::{Outcome, StateCode},
};
use jiff::civil::datetime;

use super::*;
use crate::{
    Portal,
    actor::{Actor, Person},
    db::{Db, new_id},
    dossier::{self, Dossier, Event, PaidBy, Who},
    error::AppError,
    files::Incoming,
    payment, run,
    testing::{
        office::{ELSEWHERE, HERE, filed, officer, portal},
        on_each_engine,
    },
    verify, write_tx,
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

struct World {
    portal: Portal,
    actor: Actor,
    dossier: Dossier,
    _folder: tempfile::TempDir,
}

fn citizen(id: &str) -> Actor {
    Actor {
        account_id: id.to_owned(),
        person: Person::default(),
        roles: vec![],
        demo: false,
        verified: false,
        assist: None,
    }
}

impl World {
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(db, &folder).await;
        let actor = citizen("nguoi-nop");
        let dossier = filed(&portal, HERE, &actor.account_id).await;
        Self { portal, actor, dossier, _folder: folder }
    }

    /// Records what an officer does.
    async fn happens(&self, event: Event) -> Dossier {
        let now = self.portal.clock.now();
        let who = Who::officer("can-bo", HERE);
        write_tx!(&self.portal.db, |tx| {
            let dossier = dossier::store::by_id(tx, &self.dossier.id).await?.unwrap();
            dossier::record(tx, dossier, &who, event.clone(), now).await
        })
        .unwrap()
    }

    async fn accept(&self) {
        let due = datetime(2026, 11, 27, 17, 0, 0, 0);
        let event = Event::Accepted {
            code: DossierCode::new("000.01.10.H48".parse().unwrap(), self.portal.clock.today(), 1).unwrap(),
            due: Due { statutory: due, promised: due },
            pinned: None,
            fee: self.dossier.facts.fee.clone(),
            groups: Vec::new(),
        };
        self.happens(event).await;
    }

    async fn ask(&self) {
        let event = Event::SupplementAsked {
            items: vec!["Bản chụp căn cước".into()],
            until: datetime(2026, 12, 20, 17, 0, 0, 0),
            most: 1,
        };
        self.happens(event).await;
    }

    async fn case(&self) -> Case {
        let name = self.dossier.reference.to_lowercase();
        case(&self.portal, &self.actor, &name).await.unwrap()
    }

    /// A file that lies in the data directory.
    async fn result(&self) -> String {
        let mut file = self.portal.files.receive(1000).await.unwrap();
        file.write(PDF).await.unwrap();
        let (id, sha256) = file.keep().await.unwrap();
        write_tx!(&self.portal.db, |tx| {
            run!(
                tx,
                "INSERT INTO attachment (id, dossier_id, purpose, component, file_name, media_type, size, sha256,
                     added_by, added_at)
                 VALUES ($1, $2, 'result', '', 'Giấy chứng nhận.pdf', 'application/pdf', $4, $3, 'can-bo', 0)",
                &id,
                &self.dossier.id,
                &sha256,
                PDF.len() as i64
            )
        })
        .unwrap();
        id
    }

    async fn nothing_differs(&self) {
        let (_, differences) = verify::verify(&self.portal).await.unwrap();
        assert_eq!(differences, []);
    }
}

async fn file(supply: &Supply, portal: &Portal, content: &[u8]) -> Incoming {
    let mut file = supply.begin_file(portal).await.unwrap();
    Supply::write(&mut file, content).await.unwrap();
    file
}

#[tokio::test]
async fn what_is_not_mine_is_not_found() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, name) = (&world.portal, &world.dossier.reference);
        let stranger = citizen("nguoi-la");
        assert!(mine(portal, &stranger).await.unwrap().is_empty());
        let seen = case(portal, &stranger, name).await;
        assert!(matches!(seen, Err(AppError::NotFound)));
        let done = withdraw(portal, &stranger, name, "Đổi ý").await;
        assert!(matches!(done, Err(AppError::NotFound)));
        let done = begin_supply(portal, &stranger, name).await;
        assert!(matches!(done, Err(AppError::NotFound)));
        let done = rate(portal, &stranger, name, "satisfied", "").await;
        assert!(matches!(done, Err(AppError::NotFound)));
        // PostgreSQL refuses to look for such a name at all.
        let seen = case(portal, &world.actor, "QN\0").await;
        assert!(matches!(seen, Err(AppError::NotFound)));
        assert_eq!(mine(portal, &world.actor).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_me_comes_first() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.accept().await;
        let clock = &world.portal.clock;
        clock.set(clock.now() + jiff::SignedDuration::from_mins(1));
        let newer = filed(&world.portal, HERE, &world.actor.account_id).await;
        let mine = mine(&world.portal, &world.actor).await.unwrap();
        assert_eq!(mine[0].dossier.id, world.dossier.id, "it owes");
        assert_eq!(mine[1].dossier.id, newer.id);
    })
    .await;
}

#[tokio::test]
async fn papers_are_supplied_all_at_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, actor) = (&world.portal, &world.actor);
        let name = &world.dossier.reference;
        let early = begin_supply(portal, actor, name).await;
        assert!(matches!(early, Err(AppError::Conflict("state_moved"))));
        world.ask().await;

        let supply = begin_supply(portal, actor, name).await.unwrap();
        let nothing = supply.send(portal, actor, " ").await;
        assert!(matches!(nothing, Err(AppError::Invalid(_))));

        let mut supply = begin_supply(portal, actor, name).await.unwrap();
        let script = file(&supply, portal, b"<script>alert(1)</script>").await;
        let refused = supply.keep(script, "a.pdf").await;
        assert!(matches!(refused, Err(AppError::Invalid(_))));
        let paper = file(&supply, portal, PDF).await;
        supply.keep(paper, "../Căn cước.jpg").await.unwrap();
        supply.send(portal, actor, "Gửi bổ sung").await.unwrap();

        let case = world.case().await;
        assert_eq!(case.dossier.facts.state.code(), StateCode::Registered);
        let facts = &case.dossier.facts;
        let monday = datetime(2026, 11, 23, 9, 0, 0, 0);
        assert_eq!(facts.acknowledge_by, monday, "eight working hours, anew");
        assert_eq!(case.files.len(), 1);
        assert_eq!(case.files[0].file_name, "Căn cước.pdf");
        let found = download(portal, actor, name, &case.files[0].id, false).await;
        assert_eq!(found.unwrap().attached.media_type, "application/pdf");
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn withdrawing_asks_for_a_reason_and_cannot_be_done_late() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, actor) = (&world.portal, &world.actor);
        let name = &world.dossier.reference;
        let silent = withdraw(portal, actor, name, " ").await;
        assert!(matches!(silent, Err(AppError::Invalid(_))));
        withdraw(portal, actor, name, "Đổi ý").await.unwrap();
        withdraw(portal, actor, name, "Đổi ý").await.unwrap();
        assert_eq!(world.case().await.log.len(), 2, "a second click does nothing");
        let rated = rate(portal, actor, name, "satisfied", "").await;
        assert!(matches!(rated, Err(AppError::Conflict("rated"))));
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn a_result_is_released_when_paid_and_handed_over_by_its_first_download() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, actor) = (&world.portal, &world.actor);
        let name = &world.dossier.reference;
        world.accept().await;
        world.happens(Event::Started).await;
        let id = world.result().await;
        world
            .happens(Event::Finished {
                outcome: Outcome::Granted,
                note: "01/GCN".into(),
                attachments: vec![id.clone()],
            })
            .await;
        let early = download(portal, actor, name, &id, false).await;
        assert!(matches!(early, Err(AppError::NotFound)), "it owes");
        assert!(world.case().await.files.is_empty());

        let clerk = officer(portal, "canbo.sontinh", HERE).await;
        let owed = world.case().await.dossier.facts.owed();
        payment::take_cash(portal, &clerk, &world.dossier.id, owed).await.unwrap();
        let paid = world.case().await;
        assert!(matches!(paid.log.last().unwrap().event, Event::Paid { by: PaidBy::Counter, .. }));
        for peeks in [true, false, false] {
            download(portal, actor, name, &id, peeks).await.unwrap();
        }
        let case = world.case().await;
        assert_eq!(case.dossier.facts.state.code(), StateCode::HandedOver);
        assert_eq!(case.log.len(), paid.log.len() + 1, "once");
        download(portal, &clerk, name, &id, false).await.unwrap();
        let other = officer(portal, "canbo.bato", ELSEWHERE).await;
        let unseen = download(portal, &other, name, &id, false).await;
        assert!(matches!(unseen, Err(AppError::NotFound)));
        let unseen = download(portal, &citizen("nguoi-la"), name, &id, false).await;
        assert!(matches!(unseen, Err(AppError::NotFound)));
        let none = download(portal, actor, name, &new_id(), false).await;
        assert!(matches!(none, Err(AppError::NotFound)));

        rate(portal, actor, name, "satisfied", "").await.unwrap();
        let twice = rate(portal, actor, name, "dissatisfied", "").await;
        assert!(matches!(twice, Err(AppError::Conflict("rated"))));
        world.nothing_differs().await;
    })
    .await;
}
