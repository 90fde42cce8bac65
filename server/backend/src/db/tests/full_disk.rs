//! What cannot be stored harms nothing but itself: the next write works as soon as there is room.

use sqlx::Connection as _;

use crate::{
    db::{Db, Tx},
    error::AppError,
    one, run,
    testing::small_disk::SmallDisk,
    write_tx,
};

/// More than SQLite holds in memory, so that a statement meets the full disk; less, so that the commit does.
const SIZES: [usize; 2] = [6_000_000, 300_000];

async fn put(tx: &mut Tx, key: &str, size: usize) -> Result<(), AppError> {
    let value = "x".repeat(size);
    run!(tx, "INSERT INTO rule (key, value, valid_from, legal_source) VALUES ($1, $2, '2026-01-01', '')", key, &value)?;
    Ok(())
}

async fn write(db: &Db, key: &str, size: usize) -> Result<(), AppError> {
    write_tx!(db, |tx| { put(tx, key, size).await })
}

async fn keys(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let rows: Vec<(String,)> =
        crate::all!(&mut tx, "SELECT key FROM rule WHERE legal_source = '' ORDER BY key").unwrap();
    tx.commit().await.unwrap();
    rows.into_iter().map(|(key,)| key).collect()
}

/// Writes until nothing goes, by every way out of a transaction; then makes room.
async fn fails_and_recovers(db: &Db, fill: impl AsyncFn(), free: impl Fn()) {
    write(db, "before", 10).await.unwrap();
    for (round, size) in SIZES.into_iter().enumerate() {
        fill().await;
        let failed = write(db, "lost", size).await;
        assert!(matches!(failed, Err(AppError::Unavailable("disk"))), "{size}: {failed:?}");
        let failed = write(db, "lost", size).await;
        assert!(matches!(failed, Err(AppError::Unavailable("disk"))), "{size}, again: {failed:?}");
        // Somebody who goes away in the middle, after a statement that failed and after one that did not.
        let mut dropped = db.begin().await.unwrap();
        let _full = put(&mut dropped, "lost", size).await;
        drop(dropped);
        drop(db.begin().await.unwrap());
        assert!(!keys(db).await.contains(&"lost".to_owned()));
        free();
        write(db, &format!("after {round}"), size).await.unwrap();
    }
    assert_eq!(keys(db).await, ["after 0", "after 1", "before"]);
}

#[tokio::test]
async fn a_full_disk_harms_only_what_did_not_fit() {
    let Some(disk) = SmallDisk::mount(24) else {
        return;
    };
    let address = format!("sqlite:{}", disk.path().join("portal.db").display());
    let db = Db::open(&address).await.unwrap();
    let fill = async || {
        // What lies in the log is folded into the file: else the next write would find room in the log.
        let mut other = sqlx::SqliteConnection::connect(&address).await.unwrap();
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut other).await.unwrap();
        other.close().await.unwrap();
        disk.fill();
    };
    fails_and_recovers(&db, fill, || disk.free()).await;
    db.close().await;
}

#[tokio::test]
async fn a_database_at_its_limit_harms_only_what_did_not_fit() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("portal.db").display())).await.unwrap();
    // The limit is a connection's own: it goes with the connection, as a full disk goes with what filled it.
    let limit = async || {
        let mut tx = db.begin().await.unwrap();
        let (pages,): (i64,) = one!(&mut tx, "PRAGMA max_page_count = 1").unwrap();
        assert!(pages > 1);
        tx.commit().await.unwrap();
    };
    write(&db, "before", 10).await.unwrap();
    for size in SIZES {
        limit().await;
        let failed = write(&db, "lost", size).await;
        assert!(matches!(failed, Err(AppError::Unavailable("disk"))), "{size}: {failed:?}");
        write(&db, &size.to_string(), size).await.unwrap();
    }
    assert_eq!(keys(&db).await, ["300000", "6000000", "before"]);
}

#[tokio::test]
async fn a_connection_that_may_only_read_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("portal.db").display())).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    run!(&mut tx, "PRAGMA query_only = ON").unwrap();
    tx.commit().await.unwrap();
    assert!(matches!(write(&db, "lost", 10).await, Err(AppError::Unavailable("disk"))));
    write(&db, "kept", 10).await.unwrap();
    assert_eq!(keys(&db).await, ["kept"]);
}
