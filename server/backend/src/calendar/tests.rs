use domain::{
    calendar::{CalendarDay, DayKind},
    channel::Channel,
};
use jiff::civil::{Date, DateTime, date};

use super::*;
use crate::{
    Portal,
    account::{Actor, RoleKind},
    all, catalogue,
    clock::instant,
    db::{Db, touch_data},
    desk::{self, Order, TypedAcceptance, act},
    dossier,
    error::AppError,
    falling_due,
    filing::Values,
    policy::recent_rules,
    run,
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
            run!(
                tx,
                "UPDATE agency SET unit_code = '21172' WHERE id = $1",
                HERE
            )?;
            run!(
                tx,
                "UPDATE agency SET unit_code = '21484' WHERE id = $1",
                ELSEWHERE
            )?;
            touch_data(tx).await
        })
        .unwrap();
        let mut admin = officer(&portal, "quan.tri", HERE).await;
        admin.roles[0].kind = RoleKind::Admin;
        Self {
            portal,
            admin,
            _folder: folder,
        }
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
        let quote = catalogue::quote(
            &rules,
            &version.unwrap().unwrap().procedure,
            agency.as_ref(),
            Channel::Online,
            at,
            &catalogue::Wish::default(),
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
        AppError::Invalid(errors) => errors
            .0
            .into_iter()
            .map(|error| (error.field, error.code))
            .collect(),
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
        act(portal, &clerk, &accepted.reference, 1, &order)
            .await
            .unwrap();
        filed(portal, HERE, "an").await;
        filed(portal, ELSEWHERE, "an").await;
        while falling_due::write_due(portal).await.unwrap() > 0 {}
        let friday = date(2026, 11, 20).at(9, 0, 0, 0);
        let due = date(2026, 11, 27).at(17, 0, 0, 0);
        assert_eq!(world.promised(HERE, friday).await.0, due);

        let id = world.prepare(&storm()).await;
        assert_eq!(
            world.promised(HERE, friday).await.0,
            due,
            "prepared, without effect"
        );
        let seen = preview(portal, &world.admin, &id).await.unwrap();
        let [effect] = &seen.agencies[..] else {
            panic!("one agency: {:?}", seen.agencies);
        };
        assert!(!seen.everywhere && !seen.moved_on);
        assert_eq!(effect.name, "UBND xã Sơn Tịnh");
        let counted = [
            effect.promised,
            effect.on_closed_days,
            effect.waiting,
            effect.unaccepted,
        ];
        assert_eq!(counted, [1, 1, 0, 1]);
        assert_eq!(seen.years[0].working_days, (249, 249), "the country works");

        world.apply(&id).await;
        world.apply(&id).await;
        assert_eq!(
            world.promised(HERE, friday).await.0,
            date(2026, 12, 1).at(17, 0, 0, 0)
        );
        assert_eq!(world.promised(ELSEWHERE, friday).await.0, due);
        let mut tx = db.read().await.unwrap();
        let dossier = dossier::store::by_id(&mut tx, &accepted.id)
            .await
            .unwrap()
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(dossier.facts.expected(), Some(due), "what was told stays");

        // The desk counts without the closed days, too: the apology's last day is closed, so it falls due before.
        let case = desk::case(portal, &clerk, &accepted.reference)
            .await
            .unwrap();
        let warned = case.warnings.iter().find(|one| one.at == due).unwrap();
        assert_eq!(
            warned.hours, 14,
            "the rest of Friday and Monday, then Wednesday"
        );
        portal.clock.set(instant(date(2026, 11, 25).at(8, 0, 0, 0)));
        while falling_due::write_due(portal).await.unwrap() > 0 {}
        let mut tx = db.read().await.unwrap();
        let open: Vec<(String,)> = all!(
            &mut tx,
            "SELECT kind FROM task WHERE dossier_id = $1 AND open",
            &accepted.id
        )
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(open, [("apology".to_owned(),)]);
        let to_closed = Order::Apologise {
            until: "28/11/2026".into(),
            reason: "Bão".into(),
        };
        let last = dossier.last_event;
        let refused = act(portal, &clerk, &accepted.reference, last, &to_closed).await;
        assert_eq!(
            codes(refused.unwrap_err()),
            [("new_date".to_owned(), "day_off")]
        );
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
        assert_eq!(
            wrong,
            [
                ("number".to_owned(), "required"),
                ("date".to_owned(), "required")
            ]
        );
        let empty = declare(portal, admin, 2029, &typed(&[])).await.unwrap_err();
        assert_eq!(codes(empty), [("number".to_owned(), "year_empty")]);

        // The Prime Minister takes the 4th out, and keeps the others and the 3rd of September.
        let kept = [
            "2027-02-05",
            "2027-02-08",
            "2027-02-09",
            "2027-02-10",
            "2027-09-03",
        ];
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
        assert!(
            year.is_final && year.declared.as_deref() == Some("Thông báo 1/TB ngày 05/12/2026")
        );
        assert_eq!(year.changes.len(), 1);
        let (who, _) = year.changes[0].applied.clone().unwrap();
        assert_eq!(who, admin.person.full_name);
        let again = declare(portal, admin, 2027, &typed(&kept)).await.unwrap();
        assert_eq!(again, Kept::Nothing);

        // Something that is only foreseen makes the year provisional again.
        let maybe = [
            ("kind", "swap_off"),
            ("from", "31/12/2027"),
            ("name", "Nghỉ hoán đổi"),
            ("provisional", "yes"),
        ];
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
            ("from", "31/11/2026", "bad_date"),
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
        let refused = put_days(&world.portal, &world.admin, &worked)
            .await
            .unwrap_err();
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
        assert_eq!(
            codes(refused.unwrap_err()),
            [("from".to_owned(), "day_settled")]
        );
        let mended = put_days(&world.portal, &world.admin, &past("holiday")).await;
        assert!(matches!(mended, Ok(Kept::Change(_))));
        let gone = remove_day(&world.portal, &world.admin, date(2026, 9, 2), "VN").await;
        assert!(matches!(gone, Err(AppError::Conflict("day_settled"))));
    })
    .await;
}

#[tokio::test]
async fn two_administrators_do_not_overwrite_each_other() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let mine = world.prepare(&storm()).await;
        assert_eq!(
            world.prepare(&storm()).await,
            mine,
            "the same is prepared once"
        );
        let theirs = world.prepare(&with("name", "Lũ")).await;
        world.apply(&theirs).await;
        assert!(preview(portal, admin, &mine).await.unwrap().moved_on);
        let late = apply(portal, admin, &mine).await;
        assert!(matches!(late, Err(AppError::Conflict("calendar_moved_on"))));
        discard(portal, admin, &mine).await.unwrap();
        discard(portal, admin, &theirs).await.unwrap();
        let year = year(portal, admin, Some(2026)).await.unwrap();
        assert_eq!(year.changes.len(), 1, "what was applied stays as history");
        let there = world.day(date(2026, 11, 26), COMMUNE).await.unwrap();
        assert_eq!((there.name.as_str(), there.kind), ("Lũ", DayKind::Closure));
        let source = "Quyết định 99/QĐ-UBND ngày 25/11/2026 của UBND tỉnh";
        assert_eq!(there.legal_source, source);

        let Ok(Kept::Change(id)) = remove_day(portal, admin, there.date, COMMUNE).await else {
            panic!("nothing was prepared");
        };
        world.apply(&id).await;
        assert_eq!(world.day(there.date, COMMUNE).await, None);

        let clerk = officer(portal, "can.bo", HERE).await;
        let nobody_s = [
            put_days(portal, &clerk, &values(&DAY_FIELDS, &storm()))
                .await
                .err(),
            apply(portal, &clerk, &id).await.err(),
            discard(portal, &clerk, &id).await.err(),
            preview(portal, &clerk, &id).await.err(),
            super::year(portal, &clerk, None).await.err(),
            import(portal, &clerk, EXAMPLE, false).await.err(),
            hours(portal, &clerk).await.err(),
            remote_areas(portal, &clerk).await.err(),
        ];
        for error in nobody_s {
            assert!(matches!(error, Some(AppError::Forbidden)), "{error:?}");
        }
    })
    .await;
}

const HEAD: &str = "day;kind;name;legal_source;provisional;scope\n";

#[tokio::test]
async fn a_table_is_checked_whole_and_taken_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let bad = format!(
            "{HEAD}\
             2027-02-05;nghỉ lễ;Tết Âm lịch;Thông báo 1/TB;no;VN\n\
             30/02/2027;holiday;Sai;x;no;VN\n\
             2027-02-06;ngày hội;Sai;x;no;VN\n\
             2027-02-08;holiday;;x;no;VN\n\
             2027-02-08;holiday;Tết;;no;VN\n\
             2027-02-09;holiday;Tết;x;ừ;VN\n\
             2027-02-10;holiday;Tết;x;no;79\n\
             2027-02-05;holiday;Tết;x;no;\n\
             2027-02-11;làm bù;Làm bù;x;no;VN\n"
        );
        let Ok(Err(NotTaken::Lines(wrong))) = import(portal, admin, &bad, false).await else {
            panic!("a wrong table was taken");
        };
        let lines: Vec<_> = wrong.iter().map(|wrong| wrong.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10], "{wrong:?}");
        assert_eq!(wrong[6].why, Wrong::Twice(2));
        assert!(
            year(portal, admin, Some(2027))
                .await
                .unwrap()
                .changes
                .is_empty()
        );
        for (text, why) in [
            ("", NotTaken::Empty),
            (HEAD, NotTaken::Empty),
            (
                "day,name\n",
                NotTaken::Columns(vec!["kind", "legal_source", "provisional", "scope"]),
            ),
        ] {
            assert_eq!(import(portal, admin, text, false).await.unwrap(), Err(why));
        }

        // All of Tết as it was decided: the foreseen days that it does not name go.
        let good = format!(
            "\u{feff}{HEAD}\
             05/02/2027;nghỉ lễ;Tết Âm lịch;\"Thông báo 1/TB; Bộ Nội vụ\";không;VN\r\n\
             2027-02-08;holiday;Tết Âm lịch;Thông báo 1/TB;no;\r\n"
        );
        let Ok(Ok(Kept::Change(id))) = import(portal, admin, &good, true).await else {
            panic!("nothing was prepared");
        };
        world.apply(&id).await;
        let there = world.day(date(2027, 2, 5), "VN").await.unwrap();
        assert!(!there.provisional && there.legal_source == "Thông báo 1/TB; Bộ Nội vụ");
        assert_eq!(world.day(date(2027, 2, 9), "VN").await, None);
        assert!(
            world.day(date(2027, 11, 24), "VN").await.is_some(),
            "what is final stays"
        );
        let again = import(portal, admin, &good, true).await.unwrap();
        assert_eq!(again, Ok(Kept::Nothing));

        // The example can be taken as it is, but for the places that are not here.
        let example = EXAMPLE.replace("51/51/21548", COMMUNE);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lich.csv");
        std::fs::write(&file, &example).unwrap();
        assert_eq!(import_file(portal, &file).await.unwrap(), Ok(4));
        assert_eq!(import_file(portal, &file).await.unwrap(), Ok(0));
        std::fs::write(&file, &bad).unwrap();
        assert!(import_file(portal, &file).await.unwrap().is_err());
    })
    .await;
}

#[tokio::test]
async fn hours_and_remote_communes_hold_from_a_day_and_the_past_stays() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let (portal, admin) = (&world.portal, &world.admin);
        let typed = |from: &'static str, saturday: &'static str| {
            let typed = [
                ("agency", HERE),
                ("morning", "7:30 – 11:30"),
                ("afternoon", "13:00-17:00"),
                ("saturday", saturday),
                ("valid_from", from),
                ("number", "Quyết định 5/QĐ-UBND"),
                ("date", "20/11/2026"),
            ];
            values(&HOURS_FIELDS, &typed)
        };
        let past = put_hours(portal, admin, &typed("19/11/2026", "")).await;
        assert_eq!(
            codes(past.unwrap_err()),
            [("valid_from".to_owned(), "date_past")]
        );
        let wrong = put_hours(portal, admin, &typed("01/12/2026", "sáng")).await;
        assert_eq!(
            codes(wrong.unwrap_err()),
            [("saturday".to_owned(), "bad_hours")]
        );
        for (from, saturday) in [("01/12/2026", "07:30-11:00"), ("01/12/2026", "")] {
            let Ok(Kept::Change(id)) = put_hours(portal, admin, &typed(from, saturday)).await
            else {
                panic!("nothing was prepared");
            };
            world.apply(&id).await;
        }
        let same = put_hours(portal, admin, &typed("01/12/2026", ""))
            .await
            .unwrap();
        assert_eq!(same, Kept::Nothing);
        let known = hours(portal, admin).await.unwrap();
        let here = known.iter().find(|one| one.agency_id == HERE).unwrap();
        assert_eq!(
            here.rows.len(),
            1,
            "a row that nobody was counted by is mended"
        );
        assert_eq!(here.rows[0].hours.to_string(), "07:30-11:30,13:00-17:00");
        assert_eq!(
            hour_changes(portal, admin).await.unwrap().len(),
            2,
            "and that is not forgotten"
        );
        let rules = recent_rules(portal).await.unwrap();
        let on = |day| rules.hours(Some(HERE), day).unwrap().to_string();
        assert_eq!(on(date(2026, 11, 30)), "07:00-11:30,13:30-17:00");
        assert_eq!(on(date(2026, 12, 1)), "07:30-11:30,13:00-17:00");

        let listed = |field: &'static str, day: &'static str| {
            let typed = [
                ("unit", "21172"),
                (field, day),
                ("number", "Quyết định 6/QĐ-TTg"),
                ("date", "20/11/2026"),
            ];
            values(&REMOTE_FIELDS, &typed)
        };
        let nothing = put_remote(portal, admin, &listed("last_day", "31/12/2026")).await;
        assert_eq!(
            codes(nothing.unwrap_err()),
            [("unit".to_owned(), "remote_not_there")]
        );
        for (field, day) in [("valid_from", "01/12/2026"), ("last_day", "31/12/2026")] {
            let Ok(Kept::Change(id)) = put_remote(portal, admin, &listed(field, day)).await else {
                panic!("nothing was prepared");
            };
            world.apply(&id).await;
        }
        let rules = recent_rules(portal).await.unwrap();
        let remote = |day| rules.is_remote(Some("21172"), day);
        assert!(!remote(date(2026, 11, 30)) && !remote(date(2027, 1, 1)));
        assert!(remote(date(2026, 12, 1)) && remote(date(2026, 12, 31)));
    })
    .await;
}

/// The areas come with names, and communes by their agencies.
#[tokio::test]
async fn places_are_areas_and_communes() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let places = places(&world.portal, &world.admin).await.unwrap();
        assert!(places.knows("VN") && places.knows("51") && places.knows(COMMUNE));
        assert!(!places.knows("51/51/1") && !places.knows(""));
        assert_eq!(places.name(COMMUNE), "xã Sơn Tịnh");
        assert_eq!(places.unit("21172"), Some("xã Sơn Tịnh"));
        assert_eq!(places.name("92"), "92");
    })
    .await;
}
