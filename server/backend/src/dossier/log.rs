//! A dossier's log for people to read.

use super::{Entry, store};
use crate::{db::Tx, error::AppError};

/// One line of the log, with the name of whoever acted.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// What happened.
    pub entry: Entry,
    /// Who did it; `None` for the portal itself.
    pub actor: Option<String>,
}

/// A dossier's log with the names of those who acted.
///
/// # Errors
/// The database fails.
pub async fn named_log(tx: &mut Tx, dossier_id: &str) -> Result<Vec<LogLine>, AppError> {
    let names = store::actors(tx, dossier_id).await?;
    let name_of = |id: &Option<String>| {
        let found = names.iter().find(|(account, _)| Some(account) == id.as_ref());
        found.map(|(_, name)| name.clone())
    };
    let log = store::log(tx, dossier_id).await?;
    let line = |entry: Entry| LogLine { actor: name_of(&entry.who.account_id), entry };
    Ok(log.into_iter().map(line).collect())
}
