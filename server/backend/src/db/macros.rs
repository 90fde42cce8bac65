//! One query text, expanded for either engine.

/// Expands `$body`, one statement, once for each engine, with `$conn` as the connection.
#[macro_export]
macro_rules! on_engine {
    ($tx:expr, |$conn:ident| $body:expr) => {
        match $tx.for_statement() {
            $crate::db::On::Sqlite(tx) => {
                let $conn = &mut **tx;
                $body
            }
            $crate::db::On::Postgres(tx) => {
                let $conn = &mut **tx;
                $body
            }
        }
    };
}

/// Runs a statement; gives the number of rows that it touched.
#[macro_export]
macro_rules! run {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::on_engine!($tx, |conn| sqlx::query($sql)$(.bind($value))*
            .execute(conn)
            .await
            .map(|done| done.rows_affected())
            .map_err($crate::error::AppError::from))
    };
}

/// Reads at most one row, as a tuple or a `FromRow`.
#[macro_export]
macro_rules! maybe {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::on_engine!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*
            .fetch_optional(conn)
            .await
            .map_err($crate::error::AppError::from))
    };
}

/// Reads exactly one row.
#[macro_export]
macro_rules! one {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::on_engine!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*
            .fetch_one(conn)
            .await
            .map_err($crate::error::AppError::from))
    };
}

/// Reads all rows.
#[macro_export]
macro_rules! all {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        $crate::on_engine!($tx, |conn| sqlx::query_as($sql)$(.bind($value))*
            .fetch_all(conn)
            .await
            .map_err($crate::error::AppError::from))
    };
}

/// A unit of work that writes. The body may be run more than once, so it takes what it needs by reference.
///
/// ```ignore
/// write_tx!(&portal.db, |tx| {
///     store::rename(tx, &id, &name).await?;
///     Ok(())
/// })
/// ```
#[macro_export]
macro_rules! write_tx {
    ($db:expr, |$tx:ident| $body:block) => {{
        let db: &$crate::db::Db = $db;
        let mut attempt = 0;
        loop {
            let mut unit = match db.begin().await {
                Ok(unit) => unit,
                Err(error) => break Err(error),
            };
            let outcome: Result<_, $crate::error::AppError> = {
                let $tx = &mut unit;
                async { $body }.await
            };
            match $crate::db::Db::settle(unit, outcome, &mut attempt).await {
                Ok(Some(value)) => break Ok(value),
                Ok(None) => {}
                Err(error) => break Err(error),
            }
        }
    }};
}

/// Inserts rows, a hundred with one statement. `$into` is all that stands before `VALUES`, `$after` what follows; the
/// block binds the values of a row, in order.
///
/// ```ignore
/// insert_all!(tx, "INSERT INTO place (id, name) ", &places, |values, place| {
///     values.push_bind(&place.id).push_bind(&place.name);
/// }, "")
/// ```
#[macro_export]
macro_rules! insert_all {
    ($tx:expr, $into:expr, $rows:expr, |$values:ident, $row:ident| $bind:block, $after:expr) => {{
        let mut outcome = Ok(());
        for some in $rows.chunks($crate::db::ROWS_AT_ONCE) {
            let inserted = $crate::on_engine!($tx, |conn| {
                let mut query = $crate::db::query_on(&*conn, $into);
                query.push_values(some, |mut $values, $row| $bind);
                query.push($after);
                query.build().execute(conn).await.map(drop)
            });
            if let Err(error) = inserted {
                outcome = Err($crate::error::AppError::from(error));
                break;
            }
        }
        outcome
    }};
}
