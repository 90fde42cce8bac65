use std::sync::{Arc, Mutex};

use domain::{channel::Channel, dossier::StateCode, quote::FeeReason};
use jiff::{SignedDuration, Timestamp, civil::date};

use super::*;
use crate::catalogue::load_catalogue;
use backend::{
    all,
    clock::Clock,
    db::Db,
    dossier::{self, Dossier, Entry, Event, Who},
    files::Files,
    gateway::Gateways,
    testing::on_each_engine,
    verify,
};

/// A ward that leads, the same in the old Kon Tum, and a department that lags.
const AGENCIES: [&str; 3] = ["ubnd-phuong-cam-thanh", "ubnd-phuong-kon-tum", "van-phong-dang-ky-dat-dai"];

const FROM: Date = date(2026, 4, 13);
const FIRST: Date = date(2026, 5, 8);
const LATER: Date = date(2026, 6, 12);

async fn demo_portal(db: &Db, folder: &tempfile::TempDir) -> Portal {
    load_catalogue(db, FROM).await.unwrap();
    let clock = Clock::held(instant(LATER.at(9, 0, 0, 0)));
    let files = Files::open(folder.path()).unwrap();
    Portal::new(db.clone(), clock, files, Gateways::default())
}

async fn until(portal: &Portal, today: Date) -> Written {
    let of = |id: &str| AGENCIES.contains(&id);
    load(portal, FROM, today, of, |_, _| {}).await.unwrap()
}

/// Every dossier with its log, in the order of their ids.
async fn everything(db: &Db) -> Vec<(Dossier, Vec<Entry>)> {
    let mut tx = db.read().await.unwrap();
    let mut found = Vec::new();
    for dossier in dossier::store::after_id(&mut tx, "", i64::MAX).await.unwrap() {
        let log = dossier::store::log(&mut tx, &dossier.id).await.unwrap();
        found.push((dossier, log));
    }
    found
}

async fn is_sound(portal: &Portal) {
    let (_, differences) = verify::verify(portal).await.unwrap();
    assert_eq!(differences, []);
}

/// Each dossier's log by its reference.
type Logs = Vec<(String, Vec<Entry>)>;

#[tokio::test]
async fn a_year_that_grows_is_the_year_that_was_written_at_once() {
    let on_engines: Arc<Mutex<Vec<Logs>>> = Arc::default();
    on_each_engine(|db| {
        let on_engines = Arc::clone(&on_engines);
        async move {
            let folder = tempfile::tempdir().unwrap();
            let portal = demo_portal(&db, &folder).await;
            let first = until(&portal, FIRST).await;
            assert!(first.added > 150 && first.moved == 0, "{first:?}");
            is_sound(&portal).await;
            let then = everything(&db).await;
            assert!(then.iter().any(|(dossier, _)| dossier.facts.state.acceptance().is_none()));

            assert_eq!(until(&portal, FIRST).await, Written::default());
            let grown = until(&portal, LATER).await;
            assert!(grown.added > 150 && grown.moved > 0, "{grown:?}");
            is_sound(&portal).await;
            let now = everything(&db).await;
            for (dossier, log) in &then {
                let (_, longer) = now.iter().find(|(one, _)| one.id == dossier.id).unwrap();
                assert!(longer.starts_with(log), "{}", dossier.reference);
            }
            let logs = now.into_iter().map(|(one, log)| (one.reference, log)).collect();
            on_engines.lock().unwrap().push(logs);
        }
    })
    .await;
    on_each_engine(|db| {
        let on_engines = Arc::clone(&on_engines);
        async move {
            let folder = tempfile::tempdir().unwrap();
            let portal = demo_portal(&db, &folder).await;
            until(&portal, LATER).await;
            let now = everything(&db).await;
            let logs: Vec<_> = now.into_iter().map(|(one, log)| (one.reference, log)).collect();
            for other in on_engines.lock().unwrap().iter() {
                assert!(*other == logs, "chance or the engine decides something");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_figures_are_the_sums_of_what_was_planned() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = demo_portal(&db, &folder).await;
        until(&portal, LATER).await;
        let mut tx = db.read().await.unwrap();
        let setting = Setting::load(&mut tx).await.unwrap();
        let midnight = instant(LATER.at(0, 0, 0, 0));
        let (mut received, mut online, mut cheaper, mut bitten, mut back) = (0, 0, 0, 0, 0);
        for desk in setting.desks.iter().filter(|d| AGENCIES.contains(&d.agency.id.as_str())) {
            let days = FROM.series(Span::new().days(1)).take_while(|day| *day < LATER);
            for planned in days.flat_map(|day| plan(&setting, desk, day)) {
                let told = story(&setting, &planned, midnight).unwrap().unwrap();
                assert!(told.log.iter().all(|entry| entry.at < midnight));
                assert!(told.log.is_sorted_by_key(|entry| entry.at), "{}", planned.key);
                let facts = &told.dossier.facts;
                if facts.state.acceptance().is_none() {
                    continue;
                }
                received += 1;
                let goes_back = |event: &Event| {
                    matches!(event, Event::RefundQueued { amount, .. } if !amount.is_zero())
                };
                back += usize::from(told.log.iter().any(|entry| goes_back(&entry.event)));
                let is_online = planned.channel == Channel::Online;
                online += i64::from(is_online);
                let saves = facts.fee.as_ref().is_some_and(|fee| !fee.saved.is_zero());
                cheaper += i64::from(is_online && saves);
                // The illustrative resolution begins on 1 May, in the old Kon Tum alone.
                let items = facts.fee.iter().flat_map(|fee| &fee.items);
                let is_cut = |reason: &FeeReason| {
                    matches!(reason, FeeReason::Cut { document, .. } if document.contains("01/2026/NQ-HĐND"))
                };
                if items.flat_map(|item| &item.reasons).any(is_cut) {
                    assert_eq!(desk.agency.id, "ubnd-phuong-kon-tum");
                    assert!(is_online && planned.at.date() >= date(2026, 5, 1));
                    bitten += 1;
                }
            }
        }
        let sums: Vec<(i64, i64, i64, i64)> = all!(
            &mut tx,
            "SELECT CAST(SUM(received) AS BIGINT), CAST(SUM(online) AS BIGINT), CAST(SUM(cheaper) AS BIGINT),
                 CAST(SUM(CASE WHEN demo THEN 0 ELSE 1 END) AS BIGINT) FROM tally"
        )
        .unwrap();
        assert_eq!(sums, [(received, online, cheaper, 0)]);
        assert!(cheaper > 20 && bitten > 10, "{cheaper} {bitten}");
        assert!(back > 0, "nobody who is denied gets the duty back");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_acted_on_is_theirs() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = demo_portal(&db, &folder).await;
        until(&portal, FIRST).await;
        let pending = everything(&db).await.into_iter().map(|(dossier, _)| dossier);
        let mut pending = pending.filter(|one| one.facts.state.code() == StateCode::Registered);
        let mine = pending.next().unwrap();
        let now = instant(FIRST.at(9, 0, 0, 0));
        let event = Event::Refused { reason: "Thử".into(), legal_ground: "Thử".into() };
        let refused =
            write_tx!(&db, |tx| { dossier::record(tx, mine.clone(), &Who::SYSTEM, event.clone(), now).await }).unwrap();
        until(&portal, LATER).await;
        let left = everything(&db).await.into_iter().find(|(one, _)| one.id == refused.id);
        assert_eq!(left.unwrap().0.facts, refused.facts);
        is_sound(&portal).await;
    })
    .await;
}

/// Whenever it is looked at, what was told before stays as it was.
#[tokio::test]
async fn a_past_day_never_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.db");
    let db = Db::open(&format!("sqlite:{}", file.display())).await.unwrap();
    load_catalogue(&db, FROM).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let setting = Setting::load(&mut tx).await.unwrap();
    let mut chance = Chance::of(&["thử"]);
    for desk in &setting.desks {
        // Across the end of the districts, Tết, the start of policies.
        let day = date(2025, 6, 20) + Span::new().days(i64::from(chance.below(500)));
        for planned in plan(&setting, desk, day) {
            let whole = story(&setting, &planned, Timestamp::MAX).unwrap().unwrap();
            assert_eq!(whole.dossier.facts.owed().get(), 0, "{}", planned.key);
            for _ in 0..8 {
                let days = i64::from(chance.below(60));
                let until = whole.dossier.submitted_at + SignedDuration::from_hours(24 * days + 1);
                let part = story(&setting, &planned, until).unwrap().unwrap();
                assert!(whole.log.starts_with(&part.log), "{}", planned.key);
                let next = whole.log.get(part.log.len());
                assert!(next.is_none_or(|next| next.at >= until), "{}", planned.key);
            }
        }
    }
}
