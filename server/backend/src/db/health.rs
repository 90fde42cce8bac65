//! A connection on which a transaction did not end cleanly is closed, never used again. On a full disk SQLite ends a
//! transaction by itself, and the ROLLBACK that follows fails: whoever used the connection next would find it inside a
//! transaction that is none.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use sqlx::{
    Connection, Database,
    pool::{PoolConnectionMetadata, PoolOptions},
};

use crate::error::AppError;

/// Whether something could not be stored over a pool's connections since one was handed out.
#[derive(Clone, Default)]
pub(super) struct Suspicion(Arc<AtomicBool>);

impl Suspicion {
    /// Notes an error: where it is of the disk, the next connection is opened anew. One that was opened while the file
    /// could not be written stays unable to write.
    pub(super) fn note(&self, error: &AppError) {
        if matches!(error, AppError::Unavailable("disk")) {
            self.0.store(true, Ordering::Release);
        }
    }

    /// The pool hands out no connection that is inside a transaction, and none under suspicion.
    pub(super) fn watch<DB: Database>(&self, options: PoolOptions<DB>) -> PoolOptions<DB> {
        let suspicion = self.clone();
        options.before_acquire(move |connection: &mut DB::Connection, _: PoolConnectionMetadata| {
            let is_sound = !connection.is_in_transaction() && !suspicion.0.swap(false, Ordering::AcqRel);
            if !is_sound {
                tracing::warn!("a database connection that failed is closed");
            }
            Box::pin(std::future::ready(Ok(is_sound)))
        })
    }
}
