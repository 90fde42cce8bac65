//! The store: one SQL text for two engines.
//!
//! SQLite is embedded by default; PostgreSQL comes by its address. A query is written once, with `$1` placeholders
//! and types that both engines have, and [`run!`](crate::run), [`maybe!`](crate::maybe), [`one!`](crate::one) and
//! [`all!`](crate::all) expand it for whichever engine the transaction belongs to.
//!
//! How to add a query: write a function in the feature's `store.rs` that takes `&mut Tx`, and use one of the macros.

mod health;
mod macros;
mod migrate;
pub mod statements;
#[cfg(test)]
mod tests;

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use sqlx::{
    Postgres, Sqlite, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::error::AppError;
use health::Suspicion;

/// How often a transaction is run again after it lost against another one.
const MOST_ATTEMPTS: u32 = 24;

/// The database.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    /// Of the connections that write.
    suspicion: Suspicion,
    followed: Arc<Followed>,
}

/// One of the two engines.
#[derive(Clone)]
enum Engine {
    /// Embedded. One connection writes, several read.
    Sqlite {
        /// Readers see the last committed state and never wait for the writer.
        read: sqlx::SqlitePool,
        /// A single connection: writers queue here and not at the file's lock.
        write: sqlx::SqlitePool,
    },
    /// PostgreSQL, or what speaks its protocol.
    Postgres(sqlx::PgPool),
}

/// A unit of work. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    on: On,
    writes: bool,
    touched_data: bool,
    suspicion: Suspicion,
    /// The data version of this unit of work, once it was read.
    data_version: Option<i64>,
    followed: Arc<Followed>,
}

/// The transaction of one of the two engines.
#[doc(hidden)]
pub enum On {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// The data version as this process last saw it; 0 while nobody looks at intervals.
#[derive(Default)]
struct Followed(AtomicI64);

impl Db {
    /// Opens the database at `address` (`sqlite:FILE` or `postgres://…`) and brings its schema up to date.
    ///
    /// # Errors
    /// An address of another kind, a database that cannot be reached, or one whose schema is newer than this program.
    pub async fn open(address: &str) -> Result<Self, AppError> {
        let suspicion = Suspicion::default();
        let engine = if address.starts_with("postgres:") || address.starts_with("postgresql:") {
            Self::open_postgres(address, &suspicion).await?
        } else if let Some(file) = address.strip_prefix("sqlite:") {
            Self::open_sqlite(file.trim_start_matches("//"), &suspicion).await?
        } else {
            return Err(AppError::Setup("the database address must begin with sqlite: or postgres://".into()));
        };
        migrate::run(&engine).await?;
        Ok(Self { engine, suspicion, followed: Arc::default() })
    }

    async fn open_sqlite(file: &str, suspicion: &Suspicion) -> Result<Engine, AppError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A submitted dossier survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let write = suspicion
            .watch(SqlitePoolOptions::new())
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options.clone())
            .await?;
        let read = Suspicion::default()
            .watch(SqlitePoolOptions::new())
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(10))
            // The system keeps the file's pages for all of them; half of the usual 2 MB each is enough.
            .connect_with(options.pragma("cache_size", "-1024"))
            .await?;
        Ok(Engine::Sqlite { read, write })
    }

    async fn open_postgres(address: &str, suspicion: &Suspicion) -> Result<Engine, AppError> {
        let options = PgConnectOptions::from_str(address)
            .map_err(|_| AppError::Setup("the PostgreSQL address cannot be read".into()))?;
        let pool = suspicion
            .watch(PgPoolOptions::new())
            .max_connections(16)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        Ok(Engine::Postgres(pool))
    }

    /// Begins a unit of work that reads one consistent state.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read(&self) -> Result<Tx, AppError> {
        let on = match &self.engine {
            Engine::Sqlite { read, .. } => On::Sqlite(read.begin().await?),
            Engine::Postgres(pool) => {
                On::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        };
        Ok(self.unit(on, false))
    }

    /// Begins a unit of work that writes. Use [`write_tx!`](crate::write_tx), which runs it again when it must.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn begin(&self) -> Result<Tx, AppError> {
        let begun = match &self.engine {
            Engine::Sqlite { write, .. } => write.begin_with("BEGIN IMMEDIATE").await.map(On::Sqlite),
            Engine::Postgres(pool) => pool.begin_with("BEGIN ISOLATION LEVEL SERIALIZABLE").await.map(On::Postgres),
        };
        let on = begun.map_err(AppError::from).inspect_err(|error| self.suspicion.note(error))?;
        Ok(self.unit(on, true))
    }

    fn unit(&self, on: On, writes: bool) -> Tx {
        let suspicion = self.suspicion.clone();
        Tx { on, writes, touched_data: false, suspicion, data_version: None, followed: Arc::clone(&self.followed) }
    }

    /// The number of [`data_version`] as it was a moment ago: where somebody follows it ([`Db::data_is_at`]), without
    /// asking the store. A change by this process counts at once, one by another when it is seen.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn recent_data_version(&self) -> Result<i64, AppError> {
        match self.followed.0.load(Ordering::Acquire) {
            0 => current_data_version(self).await,
            version => Ok(version),
        }
    }

    /// Tells what was just read as [`data_version`]. Whoever calls it does so again and again, some times a second.
    pub fn data_is_at(&self, version: i64) {
        self.followed.0.store(version, Ordering::Release);
    }

    /// Commits what went well and rolls back what did not. `None`: lost against another transaction, run it again.
    ///
    /// # Errors
    /// The body's own error, or the database's.
    pub async fn settle<T>(tx: Tx, outcome: Result<T, AppError>, attempt: &mut u32) -> Result<Option<T>, AppError> {
        let settled = match outcome {
            Ok(value) => tx.commit().await.map(|()| value),
            Err(error) => {
                tx.suspicion.note(&error);
                tx.rollback().await;
                Err(error)
            }
        };
        match settled {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_lost_race() && *attempt < MOST_ATTEMPTS => {
                *attempt += 1;
                // By chance, so that those who lost together do not meet again.
                let longest = 4 << (*attempt).min(5);
                tokio::time::sleep(Duration::from_millis(rand::random_range(0..longest))).await;
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Tells what a request has just read as [`data_version`], where somebody follows it.
    pub(crate) fn data_was_at(&self, version: i64) {
        let newer = |followed: i64| (0 < followed && followed < version).then_some(version);
        let _nobody_follows_or_it_is_known = self.followed.0.fetch_update(Ordering::AcqRel, Ordering::Acquire, newer);
    }

    /// Closes all connections, so that SQLite folds its log into the file.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// What the next statement runs on; it is counted. For the macros.
    #[doc(hidden)]
    pub fn for_statement(&mut self) -> &mut On {
        statements::count();
        &mut self.on
    }

    /// Makes what was written last.
    ///
    /// # Errors
    /// The database refuses, or cannot be reached.
    pub async fn commit(self) -> Result<(), AppError> {
        let outcome = match self.on {
            On::Sqlite(tx) => tx.commit().await,
            On::Postgres(tx) => tx.commit().await,
        };
        outcome.map_err(AppError::from).inspect_err(|error| self.suspicion.note(error))?;
        if self.touched_data {
            // Until it is looked at again, the store is asked.
            self.followed.0.store(0, Ordering::Release);
        }
        Ok(())
    }

    /// Whether what it reads is committed, so that others may be shown it.
    pub const fn only_reads(&self) -> bool {
        !self.writes
    }

    /// The data version for what is taken from memory: where it is only shown and somebody follows the data, the one of
    /// a moment ago, without asking the store; exact where something is decided.
    ///
    /// # Errors
    /// The database cannot be read.
    pub async fn cached_data_version(&mut self) -> Result<i64, AppError> {
        match self.followed.0.load(Ordering::Acquire) {
            recent if recent != 0 && self.only_reads() => Ok(recent),
            _ => data_version(self).await,
        }
    }

    /// Undoes what was written. A connection that fails here is closed by the pool, which undoes it too.
    pub async fn rollback(self) {
        let outcome = match self.on {
            On::Sqlite(tx) => tx.rollback().await,
            On::Postgres(tx) => tx.rollback().await,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "rollback failed");
        }
    }
}

/// The number that changes with each change of rules, agencies or services; whoever caches them compares it.
///
/// # Errors
/// The database cannot be read.
pub async fn data_version(tx: &mut Tx) -> Result<i64, AppError> {
    if let Some(version) = tx.data_version {
        return Ok(version);
    }
    let (version,): (i64,) = crate::one!(tx, "SELECT value FROM meta WHERE key = 'data_version'")?;
    tx.data_version = Some(version);
    Ok(version)
}

/// Tells every process that rules, agencies or services changed. Call it in the transaction that changes them.
///
/// # Errors
/// The database cannot be written.
pub async fn touch_data(tx: &mut Tx) -> Result<(), AppError> {
    crate::run!(tx, "UPDATE meta SET value = value + 1 WHERE key = 'data_version'")?;
    tx.touched_data = true;
    tx.data_version = None;
    Ok(())
}

/// Writes down that something could be written, at an instant in microseconds.
///
/// # Errors
/// The database cannot be written.
pub async fn note_written(tx: &mut Tx, at: i64) -> Result<(), AppError> {
    crate::run!(
        tx,
        "INSERT INTO meta (key, value) VALUES ('written_at', $1) ON CONFLICT (key) DO UPDATE SET value = $1",
        at
    )?;
    Ok(())
}

/// How many rows [`insert_all!`](crate::insert_all) puts into a statement: engines take some ten thousand values.
#[doc(hidden)]
pub const ROWS_AT_ONCE: usize = 100;

/// A query on the engine of this connection.
#[doc(hidden)]
pub fn query_on<C: sqlx::Connection>(_on: &C, begins: &'static str) -> sqlx::QueryBuilder<C::Database> {
    sqlx::QueryBuilder::new(begins)
}

/// A new id: sorts by time, unique without asking anybody.
pub fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

/// The number of [`data_version`], in a unit of work of its own. Also tells whether the store answers.
///
/// # Errors
/// The database cannot be read.
pub async fn current_data_version(db: &Db) -> Result<i64, AppError> {
    let mut tx = db.read().await?;
    let version = data_version(&mut tx).await?;
    tx.commit().await?;
    Ok(version)
}
