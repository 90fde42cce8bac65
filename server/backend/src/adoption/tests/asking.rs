use domain::{metrics::Measure, mode::Level};

use super::*;
use crate::{
    adoption::{NewTarget, add_target, end_target, targets},
    db::touch_data,
    error::AppError,
    testing::on_each_engine,
};

/// Makes more agencies; each is there from a day to a day.
async fn add_agency(world: &World, id: &str, level: &str, from: &str, to: Option<&str>) {
    write_tx!(&world.portal.db, |tx| {
        run!(
            tx,
            "INSERT INTO agency (id, code, name, level, valid_from, valid_to, demo)
             VALUES ($1, 'H48', $1, $2, $3, $4, FALSE)",
            id,
            level,
            from,
            to
        )?;
        touch_data(tx).await
    })
    .unwrap();
}

#[tokio::test]
async fn the_public_sees_no_small_group() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.at(FRIDAY, 9, 0);
        for _ in 0..7 {
            world.accepted(HERE).await;
        }
        world.accepted(ELSEWHERE).await;
        add_agency(&world, "xa-khac", "commune", "2025-07-01", None).await;
        let scope = days(FRIDAY, FRIDAY);
        let public = async |scope: &Scope, by| report(&world.portal, None, scope, by).await.unwrap();
        let seen = public(&scope, By::Agency).await;
        // The one of Ba Tơ would follow from 8 − 7.
        assert_eq!(received(&seen), [(ELSEWHERE, None), (HERE, None), ("xa-khac", Some(0))]);
        assert_eq!(seen.total.unwrap().tallies[Tally::Received], 8);
        assert_eq!(seen.small_cell, 5);
        let reached = seen.reached(Measure::Online).unwrap();
        assert_eq!((reached.reached, reached.of, reached.empty, reached.withheld), (0, 0, 1, 2));

        let alone = Scope { agency: Some(ELSEWHERE.into()), ..scope.clone() };
        let seen = public(&alone, By::Month).await;
        assert!(seen.total.is_none() && seen.rows[0].figures.is_none());

        let citizen = somebody(&world.portal, "congdan", None).await;
        let seen = report(&world.portal, Some(&citizen), &scope, By::Agency).await.unwrap();
        assert!(seen.rows[0].figures.is_none());
        for actor in [&world.here, &world.admin] {
            let seen = report(&world.portal, Some(actor), &scope, By::Agency).await.unwrap();
            assert_eq!(received(&seen)[..2], [(ELSEWHERE, Some(1)), (HERE, Some(7))]);
        }
    })
    .await;
}

#[tokio::test]
async fn both_sides_of_july_2025_are_reported() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        add_agency(&world, "huyen", "district", "2020-01-01", Some("2025-06-30")).await;
        write_tx!(&db, |tx| {
            run!(tx, "UPDATE agency SET valid_from = '2025-07-01' WHERE id = $1", HERE)?;
            touch_data(tx).await
        })
        .unwrap();
        let levels = |report: &Report| -> Vec<Level> { report.rows.iter().filter_map(|row| row.level).collect() };
        let before = world.report(&days(date(2025, 1, 1), date(2025, 6, 30)), By::Level).await;
        assert_eq!(levels(&before), [Level::District, Level::Commune]);
        let across = world.report(&days(date(2025, 1, 1), date(2025, 12, 31)), By::Level).await;
        assert_eq!(levels(&across), [Level::District, Level::Commune]);
        let after = world.report(&days(date(2025, 7, 1), date(2025, 12, 31)), By::Level).await;
        assert_eq!(levels(&after), [Level::Commune]);
    })
    .await;
}

#[tokio::test]
async fn a_report_follows_each_change() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.at(FRIDAY, 9, 0);
        let scope = days(FRIDAY, FRIDAY);
        for count in 1..4 {
            let name = world.accepted(HERE).await;
            let figures = world.total(&scope).await;
            assert_eq!(figures.tallies[Tally::Received], count);
            world.finish(HERE, &name).await;
            assert_eq!(world.total(&scope).await.tallies[Tally::Ended], count);
        }
        let name = world.accepted(HERE).await;
        // Time alone makes it overdue.
        assert_eq!(world.total(&scope).await.overdue_law, 0);
        world.at(date(2026, 12, 31), 9, 0);
        assert_eq!(world.total(&scope).await.overdue_law, 1);
        world.finish(HERE, &name).await;
        let figures = world.total(&scope).await;
        assert_eq!((figures.overdue_law, figures.tallies[Tally::LateLaw]), (0, 1));

        // A service that is only handed over to the national portal is not offered here.
        let offered = |figures: Figures| (figures.services_used, figures.services_offered);
        assert_eq!(offered(figures), (1, 1));
        let quiet = days(date(2026, 1, 1), date(2026, 1, 31));
        assert_eq!(offered(world.total(&quiet).await), (0, 1));
        write_tx!(&db, |tx| {
            run!(tx, "UPDATE service_offer SET filing = 'handover'")?;
            touch_data(tx).await
        })
        .unwrap();
        assert_eq!(offered(world.total(&quiet).await), (0, 0));
        assert_eq!(offered(world.total(&scope).await), (1, 1), "it was used");
        let unoffered = world.report(&quiet, By::Service).await;
        assert!(unoffered.rows.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_most_particular_target_holds() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        world.at(FRIDAY, 9, 0);
        world.accepted(HERE).await;
        world.paper(HERE, "counter").await;
        let year = days(date(2026, 1, 1), FRIDAY);
        let aim = async |row: usize| {
            let report = world.report(&year, By::Agency).await;
            let targets = &report.rows[row].targets;
            let of_online = targets.iter().find(|target| target.measure == Measure::Online);
            let reached = report.reached(Measure::Online).unwrap();
            (of_online.map(|target| target.percent), reached.reached, reached.of, reached.empty)
        };
        // Half of them online: the 50 % of everybody are reached; Ba Tơ has none and stands apart.
        assert_eq!(aim(1).await, (Some(50), 1, 1, 1));
        let new = NewTarget {
            measure: "online",
            percent: "60%",
            from: "01/01/2026",
            legal_source: "Kế hoạch 1/KH-UBND",
            level: "commune",
            ..NewTarget::default()
        };
        add_target(&world.portal, &world.admin, &new).await.unwrap();
        assert_eq!(aim(1).await, (Some(60), 0, 1, 1));
        let own = NewTarget { agency: HERE, percent: "40", ..new };
        let id = add_target(&world.portal, &world.admin, &own).await.unwrap();
        assert_eq!(aim(1).await, (Some(40), 1, 1, 1));
        assert_eq!(aim(0).await, (Some(60), 1, 1, 1));
        end_target(&world.portal, &world.admin, &id).await.unwrap();
        assert_eq!(aim(1).await.0, Some(40), "it still held on the period's last day");
        let again = end_target(&world.portal, &world.admin, &id).await;
        assert!(matches!(again, Err(AppError::NotFound)));
        world.at(date(2026, 11, 23), 9, 0);
        let next = world.report(&days(date(2026, 1, 1), date(2026, 11, 23)), By::Agency).await;
        assert_eq!(next.rows[1].targets.iter().find(|t| t.measure == Measure::Online).unwrap().percent, 60);

        // One that has not begun goes without a trace.
        let later = NewTarget { from: "01/01/2027", ..new };
        let id = add_target(&world.portal, &world.admin, &later).await.unwrap();
        end_target(&world.portal, &world.admin, &id).await.unwrap();
        let all = targets(&world.portal, &world.admin).await.unwrap();
        assert_eq!(all.len(), 4);
        let refused = add_target(&world.portal, &world.here, &new).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_said_at_its_field() {
    on_each_engine(|db| async move {
        let world = World::new(&db).await;
        let fields = |outcome: Result<(), AppError>| -> Vec<(String, &'static str)> {
            let Err(AppError::Invalid(errors)) = outcome else { panic!("{outcome:?}") };
            errors.0.into_iter().map(|error| (error.field, error.code)).collect()
        };
        let wrong = NewTarget {
            measure: "beauty",
            agency: "nowhere",
            percent: "101",
            from: "31/02/2026",
            ..NewTarget::default()
        };
        let outcome = add_target(&world.portal, &world.admin, &wrong).await;
        assert_eq!(
            fields(outcome.map(drop)),
            [
                ("measure".to_owned(), "choose"),
                ("agency".to_owned(), "unknown_choice"),
                ("percent".to_owned(), "out_of_range"),
                ("from".to_owned(), "no_such_day"),
                ("legal_source".to_owned(), "required"),
            ]
        );
        let turned = NewTarget {
            measure: "online",
            percent: "50",
            from: "02/01/2026",
            to: "01/01/2026",
            legal_source: "Kế hoạch",
            ..NewTarget::default()
        };
        let outcome = add_target(&world.portal, &world.admin, &turned).await;
        assert_eq!(fields(outcome.map(drop)), [("to".to_owned(), "period_turned")]);

        let unknown = Scope {
            agency: Some("nowhere".into()),
            service: Some("nothing".into()),
            field: Some("none".into()),
            ..days(FRIDAY, FRIDAY)
        };
        let outcome = report(&world.portal, None, &unknown, By::Agency).await;
        let names: Vec<_> = fields(outcome.map(drop)).into_iter().map(|(field, _)| field).collect();
        assert_eq!(names, ["agency", "service", "field"]);
    })
    .await;
}
