use std::sync::Arc;

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
    run!(
        tx,
        "UPDATE rule SET value = $1 WHERE key = 'payment_minutes'",
        minutes
    )?;
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
            run!(
                tx,
                "UPDATE rule SET value = '9' WHERE key = 'payment_minutes'"
            )?;
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
