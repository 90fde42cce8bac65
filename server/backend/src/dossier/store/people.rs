//! Who acted on a dossier.

use crate::{actor::Person, all, db::Tx, error::AppError};

/// The names of those who acted on a dossier.
pub(in crate::dossier) async fn actors(tx: &mut Tx, dossier_id: &str) -> Result<Vec<(String, String)>, AppError> {
    let rows: Vec<(String, String)> = all!(
        tx,
        "SELECT id, person FROM account
         WHERE id IN (SELECT actor_id FROM dossier_event WHERE dossier_id = $1)",
        dossier_id
    )?;
    rows.into_iter()
        .map(|(id, person)| {
            let person: Person = serde_json::from_str(&person)?;
            Ok((id, person.full_name))
        })
        .collect()
}
