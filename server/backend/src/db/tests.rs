mod full_disk;

use super::{data_version, touch_data};
use crate::{error::AppError, testing::on_each_engine, write_tx};

#[tokio::test]
async fn a_unit_of_work_is_whole_or_nothing() {
    on_each_engine(|db| async move {
        let failed: Result<(), AppError> = write_tx!(&db, |tx| {
            touch_data(tx).await?;
            Err(AppError::Conflict("on purpose"))
        });
        assert!(matches!(failed, Err(AppError::Conflict(_))));
        let mut tx = db.read().await.unwrap();
        assert_eq!(data_version(&mut tx).await.unwrap(), 1);
        tx.commit().await.unwrap();

        write_tx!(&db, |tx| { touch_data(tx).await }).unwrap();
        let mut tx = db.read().await.unwrap();
        assert_eq!(data_version(&mut tx).await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn writers_at_once_all_win_in_the_end() {
    on_each_engine(|db| async move {
        let writers: Vec<_> = (0..16)
            .map(|_| {
                let db = db.clone();
                tokio::spawn(async move { write_tx!(&db, |tx| { touch_data(tx).await }) })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap().unwrap();
        }
        let mut tx = db.read().await.unwrap();
        assert_eq!(data_version(&mut tx).await.unwrap(), 17);
    })
    .await;
}

#[tokio::test]
async fn booleans_nulls_and_returning_work_on_both() {
    on_each_engine(|db| async move {
        write_tx!(&db, |tx| {
            let (kept, to): (bool, Option<String>) = crate::one!(
                tx,
                "INSERT INTO agency (id, code, name, level, valid_from, valid_to, demo)
                 VALUES ($1, 'H48', 'Xã', 'commune', '2025-07-01', $2, $3) RETURNING demo, valid_to",
                "a",
                None::<String>,
                true
            )?;
            assert!(kept && to.is_none());
            Ok(())
        })
        .unwrap();
        let twice: Result<u64, AppError> = write_tx!(&db, |tx| {
            crate::run!(
                tx,
                "INSERT INTO agency (id, code, name, level, valid_from, demo)
                 VALUES ('a', 'H48', 'Xã', 'commune', '2025-07-01', FALSE)"
            )
        });
        assert!(twice.is_err_and(|error| error.is_duplicate()));
    })
    .await;
}
