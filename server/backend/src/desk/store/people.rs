//! Who works at a desk.

use jiff::civil::Date;

use crate::{actor::Person, all, db::Tx, error::AppError};

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
    let name = |(id, person): (String, String)| {
        let person: Person = serde_json::from_str(&person)?;
        Ok((id, person.full_name))
    };
    let mut officers = rows.into_iter().map(name).collect::<Result<Vec<_>, AppError>>()?;
    officers.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(officers)
}
