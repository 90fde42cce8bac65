mod hours;
mod table;
mod together;

use domain::{
    calendar::{CalendarDay, DayKind},
    channel::Channel,
};
use jiff::civil::{Date, DateTime, date};

use super::*;
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    all, catalogue,
    clock::instant,
    db::{Db, touch_data},
    desk::{self, Order, TypedAcceptance, act},
    dossier,
    error::AppError,
    input::Values,
    policy::recent_rules,
    quoting, reminders, run,
    testing::{
        office::{self, ELSEWHERE, HERE, SERVICE, filed, officer},
        on_each_engine,
    },
    write_tx,
};

/// The commune of [`HERE`].
const COMMUNE: &str = "51/51/21172";

struct World {
    portal: Portal,
    admin: Actor,
    _folder: tempfile::TempDir,
}

impl World {
    /// Friday 20/11/2026 at nine; [`HERE`] serves a commune of its own.
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = office::portal(db, &folder).await;
        write_tx!(db, |tx| {
            run!(tx, "UPDATE agency SET unit_code = '21172' WHERE id = $1", HERE)?;
            run!(tx, "UPDATE agency SET unit_code = '21484' WHERE id = $1", ELSEWHERE)?;
            touch_data(tx).await
        })
        .unwrap();
        let mut admin = officer(&portal, "quan.tri", HERE).await;
        admin.roles[0].kind = RoleKind::Admin;
        Self { portal, admin, _folder: folder }
    }

    async fn prepare(&self, typed: &[(&str, &str)]) -> String {
        match put_days(&self.portal, &self.admin, &values(&DAY_FIELDS, typed)).await {
            Ok(Kept::Change(id)) => id,
            other => panic!("{other:?}"),
        }
    }

    async fn apply(&self, id: &str) {
        apply(&self.portal, &self.admin, id).await.unwrap();
    }

    async fn day(&self, on: Date, scope: &str) -> Option<CalendarDay> {
        match day(&self.portal, &self.admin, on, scope).await {
            Ok(day) => Some(day),
            Err(AppError::NotFound) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// What somebody who files at an agency is told.
    async fn promised(&self, agency: &str, at: DateTime) -> (DateTime, bool) {
        let rules = recent_rules(&self.portal).await.unwrap();
        let mut tx = self.portal.db.read().await.unwrap();
        let agency = catalogue::store::agency(&mut tx, agency).await.unwrap();
        let version = catalogue::store::version_on(&mut tx, SERVICE, at.date()).await;
        tx.commit().await.unwrap();
        let quote = quoting::quote(
            &rules,
            &version.unwrap().unwrap().procedure,
            agency.as_ref(),
            Channel::Online,
            at,
            &quoting::Wish::default(),
        );
        let deadline = quote.unwrap().deadline.unwrap();
        (deadline.promised_due, deadline.provisional)
    }
}

fn values(fields: &[&str], typed: &[(&str, &str)]) -> Values {
    let fields: Vec<_> = fields.iter().map(|field| (*field).to_owned()).collect();
    Values::among(&fields, typed.iter().copied())
}

/// The commune is closed on the Thursday and the Friday on which things fall due.
fn storm() -> Vec<(&'static str, &'static str)> {
    vec![
        ("kind", "closure"),
        ("from", "26/11/2026"),
        ("to", "27/11/2026"),
        ("scope", COMMUNE),
        ("name", "Phòng, chống bão"),
        ("number", "Quyết định 99/QĐ-UBND"),
        ("date", "25/11/2026"),
        ("issuer", "UBND tỉnh"),
    ]
}

fn with(field: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut typed = storm();
    for (name, typed) in &mut typed {
        if *name == field {
            *typed = value;
        }
    }
    typed
}

fn codes(error: AppError) -> Vec<(String, &'static str)> {
    match error {
        AppError::Invalid(errors) => errors.0.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_closure_moves_what_is_counted_from_now_on_and_no_date_that_was_told() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let portal = &world.portal;
        let clerk = officer(portal, "can.bo", HERE).await;
        let accepted = filed(portal, HERE, "an").await;
        let order = Order::Accept(TypedAcceptance::default());
        act(portal, &clerk, &accepted.reference, 1, &order).await.unwrap();
        filed(portal, HERE, "an").await;
        filed(portal, ELSEWHERE, "an").await;
        while reminders::write_due(portal).await.unwrap() > 0 {}
        let friday = date(2026, 11, 20).at(9, 0, 0, 0);
        let due = date(2026, 11, 27).at(17, 0, 0, 0);
        assert_eq!(world.promised(HERE, friday).await.0, due);

        let id = world.prepare(&storm()).await;
        assert_eq!(world.promised(HERE, friday).await.0, due, "prepared, without effect");
        let seen = preview(portal, &world.admin, &id).await.unwrap();
        let [effect] = &seen.agencies[..] else {
            panic!("one agency: {:?}", seen.agencies);
        };
        assert!(!seen.everywhere && !seen.moved_on);
        assert_eq!(effect.name, "UBND xã Sơn Tịnh");
        let counted = [effect.promised, effect.on_closed_days, effect.waiting, effect.unaccepted];
        assert_eq!(counted, [1, 1, 0, 1]);
        assert_eq!(seen.years[0].working_days, (249, 249), "the country works");

        world.apply(&id).await;
        world.apply(&id).await;
        assert_eq!(world.promised(HERE, friday).await.0, date(2026, 12, 1).at(17, 0, 0, 0));
        assert_eq!(world.promised(ELSEWHERE, friday).await.0, due);
        let mut tx = db.read().await.unwrap();
        let dossier = dossier::store::by_id(&mut tx, &accepted.id).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(dossier.facts.expected(), Some(due), "what was told stays");

        // The desk counts without the closed days, too: the apology's last day is closed, so it falls due before.
        let case = desk::case(portal, &clerk, &accepted.reference).await.unwrap();
        let warned = case.warnings.iter().find(|one| one.at == due).unwrap();
        assert_eq!(warned.hours, 22, "six on Friday, Monday, Wednesday");
        portal.clock.set(instant(date(2026, 11, 25).at(8, 0, 0, 0)));
        while reminders::write_due(portal).await.unwrap() > 0 {}
        let mut tx = db.read().await.unwrap();
        let open: Vec<(String,)> =
            all!(&mut tx, "SELECT kind FROM task WHERE dossier_id = $1 AND open", &accepted.id).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(open, [("apology".to_owned(),)]);
        let to_closed = Order::Apologise { until: "28/11/2026".into(), reason: "Bão".into() };
        let last = dossier.last_event;
        let refused = act(portal, &clerk, &accepted.reference, last, &to_closed).await;
        assert_eq!(codes(refused.unwrap_err()), [("new_date".to_owned(), "day_off")]);
    })
    .await;
}

#[tokio::test]
async fn a_year_is_foreseen_until_it_is_published() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        // Thursday before a foreseen Tết, Thursday 4 to Wednesday 10 February: four days later is the 15th.
        let before = date(2027, 2, 2).at(9, 0, 0, 0);
        let foreseen = world.promised(HERE, before).await;
        assert_eq!(foreseen, (date(2027, 2, 15).at(17, 0, 0, 0), true));

        let typed = |keep: &[&'static str]| {
            let mut typed: Vec<_> = keep.iter().map(|day| ("keep", *day)).collect();
            typed.extend([("number", "Thông báo 1/TB"), ("date", "05/12/2026")]);
            values(&DECLARE_FIELDS, &typed)
        };
        let unsaid = declare(portal, admin, 2027, &values(&DECLARE_FIELDS, &[])).await;
        let wrong = codes(unsaid.unwrap_err());
        assert_eq!(wrong, [("number".to_owned(), "required"), ("date".to_owned(), "required")]);
        let empty = declare(portal, admin, 2029, &typed(&[])).await.unwrap_err();
        assert_eq!(codes(empty), [("number".to_owned(), "year_empty")]);

        // The Prime Minister takes the 4th out, and keeps the others and the 3rd of September.
        let kept = ["2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", "2027-09-03"];
        let Ok(Kept::Change(id)) = declare(portal, admin, 2027, &typed(&kept)).await else {
            panic!("nothing was prepared");
        };
        let seen = preview(portal, admin, &id).await.unwrap();
        assert_eq!(seen.years[0].working_days, (249, 250));
        assert_eq!(seen.years[0].is_final, (false, true));
        world.apply(&id).await;
        let published = world.promised(HERE, before).await;
        assert_eq!(published, (date(2027, 2, 12).at(17, 0, 0, 0), false));
        let year = year(portal, admin, Some(2027)).await.unwrap();
        assert!(year.is_final && year.declared.as_deref() == Some("Thông báo 1/TB ngày 05/12/2026"));
        assert_eq!(year.changes.len(), 1);
        let (who, _) = year.changes[0].applied.clone().unwrap();
        assert_eq!(who, admin.person.full_name);
        let again = declare(portal, admin, 2027, &typed(&kept)).await.unwrap();
        assert_eq!(again, Kept::Nothing);

        // Something that is only foreseen makes the year provisional again.
        let maybe = [("kind", "swap_off"), ("from", "31/12/2027"), ("name", "Nghỉ hoán đổi"), ("provisional", "yes")];
        let id = world.prepare(&maybe).await;
        world.apply(&id).await;
        assert!(world.promised(HERE, before).await.1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_entered_is_told_at_its_field() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        for (field, value, code) in [
            ("kind", "party", "choose"),
            ("from", "31/11/2026", "no_such_day"),
            ("from", "26/11/2062", "calendar_far"),
            ("to", "25/11/2026", "period_turned"),
            ("to", "31/12/2026", "calendar_long"),
            ("scope", "51/51/99999", "choose"),
            ("scope", "VN", "closure_nationwide"),
            ("name", " ", "required"),
            ("number", "", "required"),
            ("date", "", "required"),
            ("issuer", "", "required"),
        ] {
            let typed = values(&DAY_FIELDS, &with(field, value));
            let refused = put_days(&world.portal, &world.admin, &typed).await;
            let told = codes(refused.unwrap_err());
            assert_eq!(told, [(field.to_owned(), code)], "{field} = {value:?}");
        }
        let worked = values(&DAY_FIELDS, &with("kind", "make_up"));
        let refused = put_days(&world.portal, &world.admin, &worked).await.unwrap_err();
        assert_eq!(codes(refused), [("kind".to_owned(), "make_up_workday")]);

        // What was decided and has passed keeps its kind; its words can be mended.
        let past = |kind: &'static str| {
            let typed = [
                ("kind", kind),
                ("from", "02/09/2026"),
                ("scope", "VN"),
                ("name", "Quốc khánh 2/9"),
                ("number", "Bộ luật Lao động 2019, Điều 112"),
                ("date", "20/11/2019"),
            ];
            values(&DAY_FIELDS, &typed)
        };
        let refused = put_days(&world.portal, &world.admin, &past("swap_off")).await;
        assert_eq!(codes(refused.unwrap_err()), [("from".to_owned(), "day_settled")]);
        let mended = put_days(&world.portal, &world.admin, &past("holiday")).await;
        assert!(matches!(mended, Ok(Kept::Change(_))));
        let gone = remove_day(&world.portal, &world.admin, date(2026, 9, 2), "VN").await;
        assert!(matches!(gone, Err(AppError::Conflict("day_settled"))));
    })
    .await;
}
