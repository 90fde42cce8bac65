//! The search over the demo's services.

use backend::{
    Portal,
    clock::{Clock, instant},
    db::Db,
    files::Files,
    gateway::Gateways,
    import::import_procedures,
    search::{Filters, Query, Searcher},
    testing::{on_each_engine, real_data},
};
use demo::catalogue::load_catalogue;
use domain::money::Dong;
use jiff::civil::{Date, date};

/// A portal on this database whose clock stands at nine in the morning.
fn portal_at(db: &Db, folder: &tempfile::TempDir, day: Date) -> Portal {
    let clock = Clock::held(instant(day.at(9, 0, 0, 0)));
    Portal::new(db.clone(), clock, Files::open(folder.path()).expect("a data directory"), Gateways::default())
}

#[tokio::test]
async fn the_demo_is_indexed_with_what_it_saves() {
    on_each_engine(|db| async move {
        let today = date(2026, 11, 20);
        let folder = tempfile::tempdir().unwrap();
        let portal = portal_at(&db, &folder, today);
        load_catalogue(&db, today).await.unwrap();
        let index = Searcher::default().index(&portal).await.unwrap();
        let business = index.entry("dang-ky-thanh-lap-ho-kinh-doanh").unwrap();
        assert_eq!(business.saving.fee, Some((Dong::of(100_000), Dong::of(50_000))));
        assert_eq!(business.saving.working_hours, 5);
        assert!(business.is_offered() && business.filing.is_some());
        assert_eq!(index.popular(3)[0].id, "dang-ky-khai-sinh");
        let cheaper = index
            .search(&Query { filters: Filters { cheaper_online: true, ..Filters::default() }, ..Query::default() });
        assert!(cheaper.total >= 10 && cheaper.items.iter().all(|entry| entry.saving.is_cheaper()));
    })
    .await;
}

#[tokio::test]
async fn the_index_follows_the_data() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal_at(&db, &folder, date(2026, 11, 20));
        let searcher = Searcher::default();
        let before = searcher.index(&portal).await.unwrap().entries().count();
        load_catalogue(&db, portal.clock.today()).await.unwrap();
        let first = searcher.index(&portal).await.unwrap();
        assert!(first.entries().count() >= before + 60);
        let again = searcher.index(&portal).await.unwrap();
        assert!(std::sync::Arc::ptr_eq(&first, &again));
    })
    .await;
}

/// How fast it is, is told and not judged: the machine may be busy.
#[tokio::test]
async fn thousands_of_services_are_searched() {
    let Some(file) = real_data::file("procedures.jsonl.gz") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("p.db").display())).await.unwrap();
    let today = date(2026, 11, 20);
    let portal = portal_at(&db, &folder, today);
    import_procedures(&db, &file, today, |_| {}).await.unwrap();
    load_catalogue(&db, today).await.unwrap();
    let index = Searcher::default().index(&portal).await.unwrap();
    assert_eq!(index.entries().count(), 4_778 + 72);
    for text in ["khai sinh", "dang ky ket hon", "1.001193", "giay phep lai xee", "ho kinh doanh", "chứng thực", ""]
    {
        let query = Query { text: text.into(), ..Query::default() };
        let start = std::time::Instant::now();
        let results = index.search(&query);
        eprintln!(
            "{text:?}: {} in {:?}: {:?}",
            results.total,
            start.elapsed(),
            results.items.first().map(|e| (&e.id, &e.name.vi))
        );
        assert!(results.total > 0, "{text}");
        assert!(results.items[0].is_offered(), "{text}");
    }
}

/// People's own words find what they mean among the first two; the file lies beside the project where there is one.
#[tokio::test]
async fn peoples_own_words_find_their_service() {
    let (Some(procedures), Some(queries)) = (real_data::file("procedures.jsonl.gz"), real_data::file("queries.tsv"))
    else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("p.db").display())).await.unwrap();
    let today = date(2026, 11, 20);
    let portal = portal_at(&db, &folder, today);
    import_procedures(&db, &procedures, today, |_| {}).await.unwrap();
    load_catalogue(&db, today).await.unwrap();
    let index = Searcher::default().index(&portal).await.unwrap();
    let text = std::fs::read_to_string(queries).unwrap();
    let asked: Vec<(&str, &str)> =
        text.lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(|line| line.split_once('\t')).collect();
    let mut missed = 0;
    for (words, services) in &asked {
        let results = index.search(&Query { text: (*words).into(), ..Query::default() });
        let first: Vec<&str> = results.items.iter().take(2).map(|entry| entry.id.as_str()).collect();
        if !services.split(',').any(|id| first.contains(&id)) {
            missed += 1;
            eprintln!("{words:?} should find {services}, finds {first:?} of {}", results.total);
        }
    }
    assert!(missed * 100 <= asked.len() * 5, "{missed} of {} searches miss their service", asked.len());
}
