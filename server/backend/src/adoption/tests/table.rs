use domain::metrics::Measure;

use super::*;
use crate::{
    adoption::{ListCursor, list},
    db::touch_data,
    dossier::{recount, recount_where_asked},
    error::AppError,
    testing::on_each_engine,
};

/// Accepted on Friday 20/11/2026: due by law on Monday 30/11, as promised on Friday 27/11 at 17:00.
async fn table(world: &World) {
    world.at(FRIDAY, 9, 0);
    // In time, paid online, very content.
    let granted = world.accepted(HERE).await;
    world.pay(&granted, PaidBy::Online).await;
    // After the promise, within the law; not content.
    let slow = world.accepted(HERE).await;
    // Typed by a helper; never answered.
    let forgotten = world.sent(HERE, ActingMode::Assisted).await;
    world.accept(HERE, &forgotten).await;
    // On paper: paid in cash, late by both; and by post, until the end of the year.
    let paper = world.paper(HERE, "counter").await;
    world.pay(&paper, PaidBy::Counter).await;
    world.paper(HERE, "postal").await;
    // Asked twice: late, however soon it ends.
    let twice = world.accepted(HERE).await;
    // Asked once and in time: waits for the applicant, so nobody is late.
    let waits = world.accepted(HERE).await;
    world.ask(HERE, &waits).await;
    // Neither accepted nor refused, and refused: they count for nothing.
    world.sent(HERE, ActingMode::SelfFiled).await;
    let refused = world.sent(HERE, ActingMode::SelfFiled).await;
    let order = Order::Refuse { reason: "Thiếu".into(), legal_ground: "Điều 17".into() };
    world.order(HERE, &refused, order).await;
    // The last half hour of the day, elsewhere; withdrawn the next day.
    world.at(FRIDAY, 23, 30);
    let withdrawn = world.accepted(ELSEWHERE).await;

    world.at(date(2026, 11, 21), 8, 0);
    let reason = "Đổi ý".to_owned();
    world.tell(&withdrawn, Event::Withdrawn { reason }).await;
    world.ask(HERE, &twice).await;
    world.supply(&twice).await;
    world.ask(HERE, &twice).await;
    world.supply(&twice).await;
    world.at(date(2026, 11, 23), 8, 0);
    for name in [&granted, &twice] {
        world.finish(HERE, name).await;
    }
    world.rate(&granted, Grade::VerySatisfied).await;
    world.at(date(2026, 11, 28), 8, 0);
    world.finish(HERE, &slow).await;
    world.rate(&slow, Grade::Dissatisfied).await;
    world.at(date(2026, 12, 1), 8, 0);
    world.finish(HERE, &paper).await;
    world.at(date(2026, 12, 1), 12, 0);
}

const EXPECTED: &[(Listed, i64)] = &[
    (Listed::Tally(Tally::Received), 8),
    (Listed::Tally(Tally::Online), 6),
    (Listed::Tally(Tally::Counter), 1),
    (Listed::Tally(Tally::Postal), 1),
    (Listed::Tally(Tally::SelfFiled), 5),
    (Listed::Tally(Tally::Guided), 0),
    (Listed::Tally(Tally::Assisted), 1),
    (Listed::Tally(Tally::Authorised), 0),
    (Listed::Tally(Tally::Representative), 0),
    (Listed::Tally(Tally::FullEligible), 8),
    (Listed::Tally(Tally::FullOnline), 6),
    (Listed::Tally(Tally::Ended), 5),
    (Listed::Tally(Tally::LateLaw), 2),
    (Listed::Tally(Tally::LatePromise), 3),
    (Listed::Tally(Tally::WithFee), 8),
    (Listed::Tally(Tally::PaidOnline), 1),
    (Listed::Tally(Tally::PaidDong), 150_000),
    (Listed::Tally(Tally::PaidOnlineDong), 50_000),
    (Listed::Tally(Tally::Cheaper), 6),
    (Listed::Tally(Tally::StandardDong), 600_000),
    (Listed::Tally(Tally::SavedDong), 300_000),
    (Listed::Tally(Tally::Shortened), 6),
    (Listed::Tally(Tally::SavedHours), 48),
    (Listed::Tally(Tally::Rated), 2),
    (Listed::Tally(Tally::Content), 1),
    (Listed::Tally(Tally::VerySatisfied), 1),
    (Listed::OverdueLaw, 1),
    (Listed::OverduePromise, 1),
    (Listed::OnTimeLaw, 5),
    (Listed::OnTimePromise, 4),
    (Listed::ServicesUsed, 1),
    (Listed::ServicesOffered, 1),
];

#[tokio::test]
async fn every_figure_is_the_hand_made_table_s_and_its_list_adds_up_to_it() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        table(&world).await;
        let scope = days(FRIDAY, FRIDAY);
        let figures = world.total(&scope).await;
        let counted: Vec<_> = Listed::all().map(|one| (one, figures.number(one))).collect();
        assert_eq!(counted, EXPECTED);

        let (officer, admin) = (&world.here, &world.admin);
        for (listed, number) in EXPECTED.iter().filter(|(one, _)| !one.is_services()) {
            let page = list(&world.portal, admin, &scope, *listed, None).await.unwrap();
            let sum: i64 = page.rows.iter().map(|row| row.number).sum();
            assert_eq!((page.total, sum), (*number, *number), "{listed}");
            assert!(page.next.is_none());
            // An officer sees their own agency's part.
            let own = Scope { agency: Some(HERE.into()), ..scope.clone() };
            let page = list(&world.portal, officer, &own, *listed, None).await.unwrap();
            let sum: i64 = page.rows.iter().map(|row| row.number).sum();
            assert_eq!(page.total, sum, "{listed}");
            assert!(page.rows.iter().all(|row| row.agency_id == HERE));
        }
        world.nothing_differs().await;
    })
    .await;
}

#[tokio::test]
async fn groups_add_up_and_days_are_local_with_both_ends() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        table(&world).await;
        let scope = days(date(2026, 10, 20), FRIDAY);
        let whole = world.total(&scope).await;
        for by in By::ALL {
            let report = world.report(&scope, *by).await;
            assert_eq!(report.total, Some(whole), "{by}");
            let mut sum = Figures::default();
            for row in &report.rows {
                let figures = row.figures.unwrap();
                sum.tallies += &figures.tallies;
                sum.overdue_law += figures.overdue_law;
                sum.overdue_promise += figures.overdue_promise;
            }
            sum.services_used = whole.services_used;
            sum.services_offered = whole.services_offered;
            assert_eq!(sum, whole, "{by}");
        }
        let agencies = world.report(&scope, By::Agency).await;
        assert_eq!(received(&agencies), [(ELSEWHERE, Some(1)), (HERE, Some(7))]);
        assert_eq!(agencies.rows[1].name.vi, "UBND xã Sơn Tịnh");
        let months = world.report(&scope, By::Month).await;
        assert_eq!(received(&months), [("2026-10", Some(0)), ("2026-11", Some(8))]);
        let fields = world.report(&scope, By::Field).await;
        assert_eq!(received(&fields), [("ho-kinh-doanh", Some(8))]);
        let services = world.report(&scope, By::Service).await;
        assert_eq!(received(&services), [(SERVICE, Some(8))]);

        // 23:30 is still the Friday's, in which UTC has another day only from 07:00 on.
        let next = world.total(&days(date(2026, 11, 21), date(2026, 11, 30))).await;
        assert_eq!(next.tallies[Tally::Received], 0);
        assert_eq!(Measure::Online.share(&next).basis_points(), None);
        let narrow = Scope {
            field: Some("ho-kinh-doanh".into()),
            service: Some(SERVICE.into()),
            level: Some(domain::mode::Level::Commune),
            data: Data::RealOnly,
            ..scope
        };
        assert_eq!(world.total(&narrow).await.tallies, whole.tallies);
        assert_eq!(Measure::OnTimeLaw.share(&whole).basis_points(), Some(62_50));
    })
    .await;
}

#[tokio::test]
async fn a_tampered_cell_is_found_and_mended() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        table(&world).await;
        let scope = days(FRIDAY, FRIDAY);
        let before = world.total(&scope).await;
        write_tx!(&db, |tx| {
            run!(tx, "UPDATE tally SET saved_dong = saved_dong + 1 WHERE agency_id = $1", HERE)?;
            run!(tx, "DELETE FROM tally WHERE agency_id = $1", ELSEWHERE)
        })
        .unwrap();
        let (_, differences) = verify(&world.portal).await.unwrap();
        let told = |what: &str| differences.iter().any(|one| one.what == what);
        assert!(told("saved_dong: counted 250001, recounted 250000"), "{differences:?}");
        assert!(told("received: counted 0, recounted 1"), "{differences:?}");
        assert!(told("saved_dong: 250001 in the report, 250000 in its list"), "{differences:?}");

        recount(&db).await.unwrap();
        world.nothing_differs().await;
        assert_eq!(world.total(&scope).await, before);
    })
    .await;
}

/// As after a migration that changes what is counted.
#[tokio::test]
async fn an_older_database_is_recounted_once() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        table(&world).await;
        write_tx!(&db, |tx| {
            run!(tx, "DELETE FROM tally")?;
            run!(tx, "UPDATE dossier SET late_law_from = NULL, late_promise_from = NULL")?;
            run!(tx, "UPDATE meta SET value = 1 WHERE key = 'recount'")
        })
        .unwrap();
        recount_where_asked(&db).await.unwrap();
        world.nothing_differs().await;
        write_tx!(&db, |tx| { run!(tx, "DELETE FROM tally") }).unwrap();
        recount_where_asked(&db).await.unwrap();
        assert_ne!(verify(&world.portal).await.unwrap().1, [], "not asked again");
    })
    .await;
}

#[tokio::test]
async fn lists_are_for_administrators_and_for_the_agency_s_officers() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        table(&world).await;
        let citizen = somebody(&world.portal, "congdan", None).await;
        let whole = days(FRIDAY, FRIDAY);
        let of = |agency: &str| Scope { agency: Some(agency.to_owned()), ..whole.clone() };
        let listed = Listed::Tally(Tally::Received);
        for (actor, scope) in
            [(&citizen, &whole), (&citizen, &of(HERE)), (&world.here, &whole), (&world.here, &of(ELSEWHERE))]
        {
            let refused = list(&world.portal, actor, scope, listed, None).await;
            assert!(matches!(refused, Err(AppError::NotFound)), "{refused:?}");
        }
        let services = list(&world.portal, &world.admin, &whole, Listed::ServicesUsed, None).await;
        assert!(matches!(services, Err(AppError::NotFound)));
        assert!(list(&world.portal, &world.elsewhere, &of(ELSEWHERE), listed, None).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_long_list_comes_in_pages_without_gaps() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        for hour in 7..17 {
            world.at(FRIDAY, hour, 0);
            for _ in 0..6 {
                world.accepted(HERE).await;
            }
        }
        let scope = days(FRIDAY, FRIDAY);
        let listed = Listed::Tally(Tally::Online);
        let (mut seen, mut after): (Vec<String>, Option<ListCursor>) = (Vec::new(), None);
        loop {
            let page = list(&world.portal, &world.admin, &scope, listed, after.as_ref()).await;
            let page = page.unwrap();
            assert_eq!(page.total, 60);
            seen.extend(page.rows.into_iter().map(|row| row.name));
            let Some(next) = page.next else { break };
            assert_eq!(next.to_string().parse(), Ok(next.clone()));
            after = Some(next);
        }
        assert_eq!(seen.len(), 60);
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 60);
    })
    .await;
}

#[tokio::test]
async fn how_many_requests_make_a_dossier_late_is_the_regime_s() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        write_tx!(&db, |tx| {
            run!(
                tx,
                "INSERT INTO regime (subject, valid_from, value, legal_basis)
                 VALUES ('supplements_before_late', '2026-01-01', '2', 'A text to come')"
            )?;
            touch_data(tx).await
        })
        .unwrap();
        world.at(FRIDAY, 9, 0);
        for (requests, late) in [(2, 0), (3, 1)] {
            let name = world.accepted(HERE).await;
            for _ in 0..requests {
                world.ask(HERE, &name).await;
                world.supply(&name).await;
            }
            world.finish(HERE, &name).await;
            let figures = world.total(&days(FRIDAY, FRIDAY)).await;
            let counted = figures.number(Listed::Tally(Tally::LateLaw));
            assert_eq!(counted, late, "{requests} requests");
        }
        world.nothing_differs().await;
    })
    .await;
}
