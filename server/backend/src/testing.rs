//! For tests: the same test on SQLite and on PostgreSQL.

pub mod office;
pub mod real_data;
pub mod small_disk;

use std::{future::Future, io::Write as _, sync::Once};

use crate::db::Db;

/// Runs `test` on a fresh SQLite file, and on a fresh PostgreSQL database where `PORTAL_TEST_POSTGRES` names a server.
///
/// # Panics
/// Where a database cannot be made: the test has failed.
pub async fn on_each_engine<F, Fut>(test: F)
where
    F: Fn(Db) -> Fut,
    Fut: Future<Output = ()>,
{
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("portal.db");
    let db = Db::open(&format!("sqlite:{}", file.display())).await.expect("a fresh SQLite file");
    // On the heap: unoptimised, the futures of whole use cases fill a test thread's stack.
    Box::pin(test(db.clone())).await;
    db.close().await;

    let Ok(server) = std::env::var("PORTAL_TEST_POSTGRES") else {
        return say_what_is_left_out();
    };
    let name = format!("portal_{}", crate::db::new_id());
    let admin = sqlx::PgPool::connect(&server).await.expect("the PostgreSQL server");
    // The name is made of letters and digits above.
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}")))
        .execute(&admin)
        .await
        .expect("a fresh PostgreSQL database");
    let mut address = url::Url::parse(&server).expect("PORTAL_TEST_POSTGRES is an address");
    address.set_path(&name);
    let db = Db::open(address.as_str()).await.expect("the fresh PostgreSQL database");
    Box::pin(test(db.clone())).await;
    db.close().await;
    sqlx::query(sqlx::AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)")))
        .execute(&admin)
        .await
        .expect("the PostgreSQL database goes");
}

/// Once, and past the test harness, which hides what a test that passes prints.
fn say_what_is_left_out() {
    static SAID: Once = Once::new();
    SAID.call_once(|| {
        let _unheard = writeln!(
            std::io::stderr(),
            "\nLEFT OUT: the tests of the store run on SQLite alone, for PORTAL_TEST_POSTGRES names no server. \
             `.ci/postgres cargo test` runs them on PostgreSQL, too.\n"
        );
    });
}
