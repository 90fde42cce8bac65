//! Figures against a table made by hand, of dossiers that went the way that people's go.

mod asking;
mod table;

use domain::{
    dossier::StateCode,
    metrics::{By, Figures, Listed, Tally},
    mode::ActingMode,
    money::Dong,
};
use jiff::civil::{Date, date};

use super::{Data, Period, Report, Scope, report};
use crate::{
    Portal,
    account::add_account,
    actor::{Actor, Person, Role, RoleKind},
    catalogue,
    db::{Db, new_id},
    desk::{Order, TypedAcceptance, act, intake},
    dossier::{Dossier, Event, Grade, PaidBy, Who, deadlines::due_after_supplement, record, store},
    input::Values,
    payment,
    policy::load_rules,
    run,
    testing::office::{self, ELSEWHERE, HERE, SERVICE, filed, officer},
    verify::verify,
    write_tx,
};

/// The Friday on which the table's dossiers are accepted.
const FRIDAY: Date = date(2026, 11, 20);

struct World {
    portal: Portal,
    here: Actor,
    elsewhere: Actor,
    admin: Actor,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(db, &folder).await;
        Self {
            here: officer(&portal, "hoa", HERE).await,
            elsewhere: officer(&portal, "huy", ELSEWHERE).await,
            admin: somebody(&portal, "quantri", Some(RoleKind::Admin)).await,
            portal,
            _folder: folder,
        }
    }

    /// Sets the clock to a local time.
    fn at(&self, day: Date, hour: i8, minute: i8) {
        let instant = crate::clock::instant(day.at(hour, minute, 0, 0));
        self.portal.clock.set(instant);
    }

    fn desk_of(&self, agency: &str) -> &Actor {
        if agency == HERE { &self.here } else { &self.elsewhere }
    }

    /// Sent online; as yet it counts for nothing.
    async fn sent(&self, agency: &str, mode: ActingMode) -> String {
        let dossier = filed(&self.portal, agency, "an").await;
        write_tx!(&self.portal.db, |tx| {
            run!(tx, "UPDATE dossier SET acting_mode = $2 WHERE id = $1", &dossier.id, mode.as_str())
        })
        .unwrap();
        dossier.reference
    }

    async fn accepted(&self, agency: &str) -> String {
        let name = self.sent(agency, ActingMode::SelfFiled).await;
        self.accept(agency, &name).await;
        name
    }

    async fn accept(&self, agency: &str, name: &str) {
        self.order(agency, name, Order::Accept(TypedAcceptance::default())).await;
    }

    /// On paper, accepted at once.
    async fn paper(&self, agency: &str, channel: &str) -> String {
        let submission = new_id();
        let typed = [
            ("submission", submission.as_str()),
            ("service", SERVICE),
            ("channel", channel),
            ("full_name", "Trần Văn Bình"),
            ("due", "31/12/2026"),
            ("delivery", "counter"),
        ];
        let names: Vec<String> = typed.iter().map(|(name, _)| (*name).to_owned()).collect();
        let values = Values::among(&names, typed.into_iter());
        let dossier = intake(&self.portal, self.desk_of(agency), &values).await;
        dossier.unwrap_or_else(|error| panic!("{error}")).reference
    }

    async fn order(&self, agency: &str, name: &str, order: Order) {
        let last = self.dossier(name).await.last_event;
        let acted = act(&self.portal, self.desk_of(agency), name, last, &order).await;
        acted.unwrap_or_else(|error| panic!("{order:?}: {error}"));
    }

    async fn finish(&self, agency: &str, name: &str) {
        self.start(agency, name).await;
        let order = Order::Finish { outcome: "granted".into(), note: "Số 1".into() };
        self.order(agency, name, order).await;
    }

    async fn start(&self, agency: &str, name: &str) {
        if self.dossier(name).await.facts.state.code() == StateCode::Accepted {
            self.order(agency, name, Order::Start).await;
        }
    }

    async fn ask(&self, agency: &str, name: &str) {
        self.start(agency, name).await;
        let order =
            Order::AskSupplement {
                guidance: String::new(), items: vec!["Bản sao".into()], until: "31/12/2026".into()
            };
        self.order(agency, name, order).await;
    }

    /// The applicant does something.
    async fn tell(&self, name: &str, event: Event) {
        let dossier = self.dossier(name).await;
        let now = self.portal.clock.now();
        write_tx!(&self.portal.db, |tx| {
            let who = Who::applicant("an");
            record(tx, dossier.clone(), &who, event.clone(), now).await
        })
        .unwrap();
    }

    async fn supply(&self, name: &str) {
        let mut tx = self.portal.db.read().await.unwrap();
        let rules = load_rules(&mut tx).await.unwrap();
        let dossier = self.dossier(name).await;
        let agency = catalogue::store::agency(&mut tx, &dossier.agency_id).await;
        let version = catalogue::store::version(&mut tx, &dossier.version_id).await;
        tx.commit().await.unwrap();
        let (agency, version) = (agency.unwrap().unwrap(), version.unwrap().unwrap());
        let now = self.portal.clock.now();
        let due = due_after_supplement(&rules, &dossier, &agency, &version.procedure, now).unwrap();
        let event =
            Event::Supplied { redated: None, acknowledge_by: None, note: String::new(), attachments: vec![], due };
        self.tell(name, event).await;
    }

    async fn rate(&self, name: &str, grade: Grade) {
        let comment = String::new();
        self.tell(name, Event::Rated { grade, comment }).await;
    }

    async fn pay(&self, name: &str, by: PaidBy) {
        let dossier = self.dossier(name).await;
        let (who, now) = (Who::applicant("an"), self.portal.clock.now());
        let owed = dossier.facts.owed();
        assert_ne!(owed, Dong::ZERO);
        write_tx!(&self.portal.db, |tx| {
            let taken = payment::Taking { order: None, amount: owed, by };
            payment::take(&self.portal, tx, dossier.clone(), &who, taken, now).await
        })
        .unwrap();
    }

    async fn dossier(&self, name: &str) -> Dossier {
        let mut tx = self.portal.db.read().await.unwrap();
        let found = store::by_public_name(&mut tx, name).await.unwrap();
        tx.commit().await.unwrap();
        found.unwrap()
    }

    /// As an administrator sees it.
    async fn report(&self, scope: &Scope, by: By) -> Report {
        report(&self.portal, Some(&self.admin), scope, by).await.unwrap()
    }

    async fn total(&self, scope: &Scope) -> Figures {
        self.report(scope, By::Province).await.total.unwrap()
    }

    async fn nothing_differs(&self) {
        assert_eq!(verify(&self.portal).await.unwrap().1, []);
    }
}

async fn somebody(portal: &Portal, login: &str, role: Option<RoleKind>) -> Actor {
    let person = Person { full_name: login.to_owned(), ..Person::default() };
    let role = role.map(|kind| Role { kind, agency_id: String::new() });
    let roles: Vec<Role> = role.into_iter().collect();
    let new = crate::account::NewAccount {
        login,
        password: "một câu dễ nhớ mà dài",
        person: person.clone(),
        roles: roles.clone(),
        demo: false,
    };
    Actor {
        account_id: add_account(portal, new).await.unwrap(),
        person,
        roles,
        demo: false,
        verified: false,
        assist: None,
    }
}

fn days(from: Date, to: Date) -> Scope {
    Scope::of(Period::new(from, to).unwrap())
}

fn received(report: &Report) -> Vec<(&str, Option<i64>)> {
    let count = |figures: Figures| figures.tallies[Tally::Received];
    let rows = report.rows.iter();
    rows.map(|row| (row.key.as_str(), row.figures.map(count))).collect()
}
