//! Accounts of the demo in the store.

use backend::{all, db::Tx, error::AppError};

/// The demo accounts: login, person, role and agency's name where they have one; of a head, that before the desk.
pub(super) async fn demo_accounts(tx: &mut Tx) -> Result<Vec<DemoRow>, AppError> {
    all!(
        tx,
        "SELECT account.login, account.person, account_role.role, agency.name
         FROM account
         LEFT JOIN account_role ON account_role.account_id = account.id
         LEFT JOIN agency ON agency.id = account_role.agency_id
         WHERE account.demo AND account.login IS NOT NULL AND account.disabled_at IS NULL
         ORDER BY account.created_at, account.login, account_role.role, agency.code"
    )
}

/// Login, person as JSON, role, agency's name; a row for each role.
pub(super) type DemoRow = (String, String, Option<String>, Option<String>);
