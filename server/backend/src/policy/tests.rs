use std::sync::Arc;

use domain::{
    calendar::{CalendarDay, DayKind},
    policy::Territory,
    regime::FormSet,
};
use jiff::civil::{Date, date};

use super::*;
use crate::{
    db::touch_data,
    run,
    testing::{office::portal, on_each_engine},
    write_tx,
};

const DAY: Date = date(2026, 3, 2);

fn minutes(rules: &Arc<RuleBook>) -> i64 {
    rules.rule("payment_minutes", DAY).unwrap()
}

async fn read(portal: &Portal) -> Arc<RuleBook> {
    let mut tx = portal.db.read().await.unwrap();
    let found = rules(portal, &mut tx).await.unwrap();
    tx.commit().await.unwrap();
    found
}

/// Sets a rule as an administrator would, and gives what the same unit of work reads then.
async fn set(tx: &mut Tx, portal: &Portal, minutes: &str) -> Result<Arc<RuleBook>, AppError> {
    run!(tx, "UPDATE rule SET value = $1 WHERE key = 'payment_minutes'", minutes)?;
    touch_data(tx).await?;
    rules(portal, tx).await
}

#[tokio::test]
async fn kept_rules_are_those_that_the_unit_of_work_would_read() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let before = read(&portal).await;
        assert!(Arc::ptr_eq(&before, &read(&portal).await), "read once");
        let unchanged = write_tx!(&db, |tx| { rules(&portal, tx).await }).unwrap();
        assert!(Arc::ptr_eq(&before, &unchanged));

        // What is rolled back was seen by nobody else, and leaves nothing for the next change of that number.
        let undone: Result<(), AppError> = write_tx!(&db, |tx| {
            assert_eq!(minutes(&set(tx, &portal, "7").await?), 7);
            Err(AppError::Conflict("on purpose"))
        });
        assert!(undone.is_err());
        assert_eq!(minutes(&read(&portal).await), 15);
        let inside = write_tx!(&db, |tx| { set(tx, &portal, "8").await }).unwrap();
        assert_eq!(minutes(&inside), 8);
        assert_eq!(minutes(&read(&portal).await), 8);
        assert_eq!(minutes(&recent_rules(&portal).await.unwrap()), 8);
    })
    .await;
}

#[tokio::test]
async fn a_change_counts_at_once_here_and_soon_elsewhere() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        // Somebody follows the data: the store is not asked.
        portal.db.data_is_at(1);
        assert_eq!(minutes(&recent_rules(&portal).await.unwrap()), 15);
        write_tx!(&db, |tx| { set(tx, &portal, "8").await }).unwrap();
        assert_eq!(minutes(&recent_rules(&portal).await.unwrap()), 8);

        // Another process tells nobody; whoever follows the data sees it.
        portal.db.data_is_at(2);
        write_tx!(&db, |tx| {
            run!(tx, "UPDATE rule SET value = '9' WHERE key = 'payment_minutes'")?;
            run!(tx, "UPDATE meta SET value = 3 WHERE key = 'data_version'")?;
            Ok(())
        })
        .unwrap();
        assert_eq!(minutes(&recent_rules(&portal).await.unwrap()), 8);
        portal.db.data_is_at(3);
        assert_eq!(minutes(&recent_rules(&portal).await.unwrap()), 9);
    })
    .await;
}

/// A closure reaches the places that it names; a decision that can't be holds nowhere, and is shown.
#[tokio::test]
async fn rules_of_a_place_are_its_own() {
    on_each_engine(|db| async move {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(&db, &folder).await;
        let closed = CalendarDay {
            date: date(2026, 10, 14),
            scope: "51/51/21548".into(),
            kind: DayKind::Closure,
            name: "Phòng, chống bão".into(),
            legal_source: "Công điện (thử)".into(),
            provisional: false,
        };
        let hours: domain::working_hours::WorkingHours = "07:00-11:30,13:30-17:00|07:00-11:00".parse().unwrap();
        write_tx!(&db, |tx| {
            run!(
                tx,
                "INSERT INTO calendar_day (day, scope, kind, name, legal_source, provisional)
                 VALUES ($1, $2, 'closure', $3, $4, FALSE)",
                closed.date.to_string(),
                &closed.scope,
                &closed.name,
                &closed.legal_source
            )?;
            run!(
                tx,
                "INSERT INTO remote_area (unit_code, valid_from, legal_source) VALUES ('21548', $1, 'thử')",
                DAY.to_string()
            )?;
            run!(
                tx,
                "INSERT INTO working_hours (scope, valid_from, body) VALUES ('a', $1, $2)",
                DAY.to_string(),
                hours.to_string()
            )?;
            // A council that halves the Ministry of Finance's fees.
            run!(
                tx,
                "INSERT INTO policy (id, number, valid_from, body)
                 SELECT 'wrong', number, valid_from, REPLACE(body, '[\"council\"]', '[\"ministry_of_finance\"]')
                 FROM policy WHERE id = 'qn-fee'"
            )?;
            touch_data(tx).await
        })
        .unwrap();

        let rules = read(&portal).await;
        let works = |place: &str| {
            let place = Territory::new(place);
            rules.calendar_at(Some(&place)).is_working(closed.date)
        };
        assert!(!works("51/51/21548"));
        assert!(works("51/51/21025") && works("51/51"));
        assert!(rules.calendar_at(None).is_working(closed.date));
        assert!(rules.is_remote(Some("21548"), DAY));
        assert!(!rules.is_remote(Some("21548"), date(2026, 3, 1)));
        assert!(!rules.is_remote(Some("21025"), DAY) && !rules.is_remote(None, DAY));
        assert_eq!(rules.hours(Some("a"), DAY).unwrap(), &hours);
        assert_ne!(rules.hours(None, DAY).unwrap(), &hours);

        assert_eq!(rules.refused_policies.len(), 1);
        let (id, why) = &rules.refused_policies[0];
        assert!(id == "wrong" && why.contains("ministry_of_finance"), "{why}");
        assert!(rules.policies.iter().all(|policy| policy.id != "wrong"));

        // A dossier of 2024 is read under the rules of 2024.
        let then = rules.regime(date(2024, 5, 6)).unwrap();
        assert_eq!((then.forms, then.levels.len()), (FormSet::Six, 3));
        let now = rules.regime(DAY).unwrap();
        assert_eq!((now.forms, now.levels.len()), (FormSet::Seven, 2));
    })
    .await;
}
