//! Who helped with a dossier.

use super::store;
use crate::{actor::Person, db::Tx, error::AppError};

/// Who helped with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assisted {
    /// The helper's name.
    pub helper: String,
    /// The team.
    pub team: String,
    /// The commune that appointed them.
    pub agency: String,
    /// The helper typed it in a session; otherwise they sat beside.
    pub typed: bool,
}

/// Who helped with a dossier; `None` where nobody did.
///
/// # Errors
/// The database fails.
pub async fn assisted(tx: &mut Tx, dossier_id: &str) -> Result<Option<Assisted>, AppError> {
    let found = store::help_with(tx, dossier_id).await?;
    found
        .map(|(person, team, agency, typed)| {
            let person: Person = serde_json::from_str(&person)?;
            Ok(Assisted { helper: person.full_name, team, agency, typed })
        })
        .transpose()
}
