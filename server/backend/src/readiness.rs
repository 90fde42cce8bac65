//! Whether the portal can do its work now: write its database and its files, and send what is due.

use std::time::Duration;

use serde::Serialize;

use crate::{Portal, db, error::AppError, outbox, write_tx};

/// Whoever asks has an answer before two seconds are over.
const MOST_WAIT: Duration = Duration::from_millis(1500);
/// A message that was due so long ago is worked on by nobody. One that could not be sent is due again later.
const MOST_OVERDUE: i64 = 15 * 60;

/// What was found.
#[derive(Clone, Debug, Serialize)]
pub struct Readiness {
    /// Whether all is well.
    pub ready: bool,
    /// Something was committed to the database just now.
    pub database: Check,
    /// A file was written to the data directory just now.
    pub files: Check,
    /// Messages leave.
    pub outbox: Outbox,
}

/// One thing that was tried.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    /// Whether it went.
    pub ok: bool,
    /// Why not, for the operator: `disk`, `timeout`, or what was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// How the messages stand.
#[derive(Clone, Debug, Serialize)]
pub struct Outbox {
    /// Whether what is due is being sent.
    #[serde(flatten)]
    pub check: Check,
    /// Messages that have not gone yet.
    pub waiting: i64,
    /// For how long the first of those that are due has waited.
    pub overdue_seconds: i64,
}

/// Tries everything at once.
pub async fn check(portal: &Portal) -> Readiness {
    let (database, files, standing) = tokio::join!(
        in_time(try_database(portal)),
        in_time(portal.files.try_writing()),
        in_time(outbox::standing(portal))
    );
    let standing = standing.map(|standing| {
        let is_sent = portal.gateways.messages.is_none() || standing.overdue_seconds < MOST_OVERDUE;
        (standing, if is_sent { Ok(()) } else { Err("overdue".to_owned()) })
    });
    let outbox = match standing {
        Ok((standing, outcome)) => Outbox {
            check: Check::of("outbox", outcome),
            waiting: standing.waiting,
            overdue_seconds: standing.overdue_seconds,
        },
        Err(error) => Outbox { check: Check::of("outbox", Err(error)), waiting: 0, overdue_seconds: 0 },
    };
    let (database, files) = (Check::of("database", database), Check::of("files", files));
    Readiness { ready: database.ok && files.ok && outbox.check.ok, database, files, outbox }
}

impl Check {
    fn of(what: &'static str, outcome: Result<(), String>) -> Self {
        match outcome {
            Ok(()) => Self { ok: true, error: None },
            Err(error) => {
                tracing::warn!(what, error, "not ready");
                Self { ok: false, error: Some(error) }
            }
        }
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T, AppError>>) -> Result<T, String> {
    match tokio::time::timeout(MOST_WAIT, work).await {
        Ok(Ok(done)) => Ok(done),
        // What is not known by a code is in the log alone.
        Ok(Err(AppError::Unavailable(code))) => Err(code.to_owned()),
        Ok(Err(error)) => {
            tracing::error!(%error, "readiness");
            Err("failed".to_owned())
        }
        Err(_) => Err("timeout".to_owned()),
    }
}

/// A real commit: only that tells whether one goes.
async fn try_database(portal: &Portal) -> Result<(), AppError> {
    let now = portal.clock.now().as_microsecond();
    write_tx!(&portal.db, |tx| { db::note_written(tx, now).await })
}
