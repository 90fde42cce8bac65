//! Sending: the worker claims what is due, sends it, and notes how it went. A portal that stops in between leaves the
//! claim to run out; the message is then sent again under the same id, which the service delivers once.

use jiff::SignedDuration;

use super::{Message, store};
use crate::{Portal, db::Tx, error::AppError, write_tx};

/// How often a message is tried before it is given up: some nine hours.
const MOST_TRIES: i64 = 12;

/// A message that is ours to send now.
pub struct Claimed {
    /// Stable over retries.
    pub id: String,
    /// What to send.
    pub message: Message,
    attempts: i64,
}

/// Why a message did not go.
#[derive(Clone, Debug)]
pub struct Failed {
    /// For the operator; names no person.
    pub reason: String,
    /// Whether the same may succeed later.
    pub again: bool,
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Messages that have not gone yet.
    pub waiting: i64,
    /// For how long the first of those that are due has waited.
    pub overdue_seconds: i64,
}

/// How much waits, and for how long.
///
/// # Errors
/// The database fails.
pub async fn standing(portal: &Portal) -> Result<Standing, AppError> {
    let mut tx = portal.db.read().await?;
    let (waiting, first) = store::waiting(&mut tx).await?;
    tx.commit().await?;
    let overdue = first.map_or(0, |first| portal.clock.now().duration_since(first).as_secs());
    Ok(Standing { waiting, overdue_seconds: overdue.max(0) })
}

/// Takes at most `most` messages that are due upon us. Of two portals on one database, one gets each.
///
/// # Errors
/// The database fails.
pub async fn claim(portal: &Portal, most: i64) -> Result<Vec<Claimed>, AppError> {
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let due = store::due(&mut tx, now, most).await?;
    tx.commit().await?;
    let mut ours = Vec::new();
    for row in due {
        let until = now + pause(row.attempts);
        if !write_tx!(&portal.db, |tx| { store::claim(tx, &row, until).await })? {
            continue;
        }
        match row.message {
            Ok(message) => ours.push(Claimed { id: row.id, message, attempts: row.attempts + 1 }),
            // It must not keep the others.
            Err(error) => {
                tracing::error!(message = row.id, %error, "a message cannot be read and is given up");
                let error = format!("cannot be read: {error}");
                write_tx!(&portal.db, |tx| { store::failed(tx, &row.id, &error, true).await })?;
            }
        }
    }
    Ok(ours)
}

/// From half a minute on, twice as long each time, at most two hours.
fn pause(attempts: i64) -> SignedDuration {
    SignedDuration::from_secs(30 << attempts.clamp(0, 8)).min(SignedDuration::from_hours(2))
}

/// Notes how a claimed message went: sent, to be tried again after the pause, or given up.
///
/// # Errors
/// The database fails.
pub async fn note(portal: &Portal, claimed: &Claimed, outcome: Result<(), Failed>) -> Result<(), AppError> {
    let now = portal.clock.now();
    match outcome {
        Ok(()) => write_tx!(&portal.db, |tx| {
            store::sent(tx, &claimed.id, now).await?;
            forget(tx, claimed).await
        }),
        Err(failed) => {
            let give_up = !failed.again || claimed.attempts >= MOST_TRIES;
            let (id, error) = (&claimed.id, &failed.reason);
            if give_up {
                tracing::error!(message = id, error, "a message is given up");
            } else {
                tracing::warn!(message = id, error, "a message waits");
            }
            write_tx!(&portal.db, |tx| {
                store::failed(tx, id, error, give_up).await?;
                if give_up { forget(tx, claimed).await } else { Ok(()) }
            })
        }
    }
}

/// A code that was sent, or never will be, is not kept.
async fn forget(tx: &mut Tx, claimed: &Claimed) -> Result<(), AppError> {
    match claimed.message.forgotten() {
        Some(kept) => store::rewrite(tx, &claimed.id, &kept).await,
        None => Ok(()),
    }
}
