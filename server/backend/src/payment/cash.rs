//! Money taken at the counter.

use domain::money::Dong;

use super::{
    OrderState,
    settle::{self, Taking},
    store,
};
use crate::{
    Portal,
    actor::Actor,
    dossier::{self, Dossier, PaidBy, Who},
    error::AppError,
    write_tx,
};

/// An officer takes what a dossier owes, `amount` as their screen showed it, and gives a receipt for it.
///
/// # Errors
/// [`AppError::NotFound`] where the dossier is another agency's; [`AppError::Conflict`] (`amount_moved`) where
/// something else is owed by now.
pub async fn take_cash(portal: &Portal, officer: &Actor, dossier_id: &str, amount: Dong) -> Result<Dossier, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let dossier = dossier::store::by_id(tx, dossier_id).await?.ok_or(AppError::NotFound)?;
        let agency = dossier.desk_of(officer)?.to_owned();
        if amount.is_zero() || dossier.facts.owed() != amount {
            return Err(AppError::Conflict("amount_moved"));
        }
        // Whoever still pays at the gateway gets that back.
        if let Some(open) = store::open_order(tx, &dossier.id).await? {
            store::decide(tx, &open.id, OrderState::Expired, store::Ending::default(), now).await?;
        }
        let who = Who::officer(&officer.account_id, agency);
        let taken = Taking { order: None, amount, by: PaidBy::Counter };
        settle::take(portal, tx, dossier, &who, taken, now).await
    })
}
