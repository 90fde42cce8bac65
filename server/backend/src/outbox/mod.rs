//! Messages to the outside world: written in the transaction that causes them, sent by the worker until they arrive.

mod delivery;
mod notice;
pub mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use delivery::{Claimed, Failed, Standing, claim, note, standing};
pub use notice::{Amount, Count, Notice, Once, Parameter, samples};

use crate::{db::Tx, error::AppError};

/// Where a message goes: a channel, and the address there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "address", rename_all = "snake_case")]
pub enum Recipient {
    /// By SMS, E.164.
    Phone(String),
    /// By e-mail.
    Email(String),
}

/// A message before it has words.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Where it goes.
    pub to: Recipient,
    /// In which language.
    pub lang: String,
    /// What it tells.
    #[serde(flatten)]
    pub notice: Notice,
}

impl Message {
    /// The message as it may be kept; `None` where it holds nothing that is told once.
    fn forgotten(&self) -> Option<Self> {
        let mut kept = self.clone();
        kept.notice.forget().then_some(kept)
    }
}

/// Puts a message into the outbox.
///
/// # Errors
/// The database fails.
pub async fn enqueue(tx: &mut Tx, dossier_id: Option<&str>, message: &Message, now: Timestamp) -> Result<(), AppError> {
    store::insert(tx, &crate::db::new_id(), dossier_id, message, now).await
}
