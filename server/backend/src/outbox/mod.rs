//! Messages to the outside world: written in the transaction that causes them, sent by the worker until they arrive.

mod delivery;
pub mod store;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use delivery::{Claimed, Failed, Standing, claim, note, standing};

use crate::{db::Tx, error::AppError};

/// Where a message goes.
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
    /// Which words: `notice.<template>` in the locale files.
    pub template: String,
    /// In which language.
    pub lang: String,
    /// What the words need; dates and amounts as the store writes them.
    pub values: BTreeMap<String, String>,
}

/// What a message tells one person once: not kept beyond its sending.
const SECRETS: [&str; 2] = ["otp", "withdraw"];

impl Message {
    /// The message as it may be kept; `None` where it holds nothing secret.
    fn forgotten(&self) -> Option<Self> {
        let holds = SECRETS.iter().any(|name| self.values.contains_key(*name));
        holds.then(|| {
            let mut kept = self.clone();
            kept.values.retain(|name, _| !SECRETS.contains(&name.as_str()));
            kept
        })
    }
}

/// Puts a message into the outbox.
///
/// # Errors
/// The database fails.
pub async fn enqueue(tx: &mut Tx, dossier_id: Option<&str>, message: &Message, now: Timestamp) -> Result<(), AppError> {
    store::insert(tx, &crate::db::new_id(), dossier_id, message, now).await
}
