//! Who works where and acted on what.

use jiff::civil::Date;

use crate::{actor::Person, all, db::Tx, error::AppError};

/// The names of those who acted on a dossier.
pub(in crate::desk) async fn actors(tx: &mut Tx, dossier_id: &str) -> Result<Vec<(String, String)>, AppError> {
    let rows: Vec<(String, String)> = all!(
        tx,
        "SELECT id, person FROM account
         WHERE id IN (SELECT actor_id FROM dossier_event WHERE dossier_id = $1)",
        dossier_id
    )?;
    named(rows)
}

/// The officers of an agency's desk on a day: account and name, by name.
pub(in crate::desk) async fn officers(
    tx: &mut Tx,
    agency_id: &str,
    on: Date,
) -> Result<Vec<(String, String)>, AppError> {
    let rows: Vec<(String, String)> = all!(
        tx,
        "SELECT account.id, account.person FROM account_role JOIN account ON account.id = account_role.account_id
         WHERE account_role.role = 'officer' AND account_role.agency_id = $1 AND account.disabled_at IS NULL
             AND account_role.valid_from <= $2
             AND (account_role.valid_to IS NULL OR account_role.valid_to >= $2)
         ORDER BY account.id",
        agency_id,
        on.to_string()
    )?;
    let mut officers = named(rows)?;
    officers.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(officers)
}

fn named(rows: Vec<(String, String)>) -> Result<Vec<(String, String)>, AppError> {
    let name = |(id, person): (String, String)| {
        let person: Person = serde_json::from_str(&person)?;
        Ok((id, person.full_name))
    };
    rows.into_iter().map(name).collect()
}
