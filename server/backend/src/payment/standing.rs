//! Where a payment stands, for whoever comes back from the gateway. It changes nothing.

use jiff::SignedDuration;

use super::{Order, store};
use crate::{
    Portal,
    actor::Actor,
    dossier::{self, Dossier},
    error::AppError,
};

/// An order that is older than this is not what somebody comes back from.
const RECENT: SignedDuration = SignedDuration::from_hours(2);

/// An order with its dossier.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The order as we know it.
    pub order: Order,
    /// Its dossier.
    pub dossier: Dossier,
}

/// What we know of the order that `reference` names, or of the actor's last one where the browser came back without
/// any. `None`: there is none, or it is somebody else's.
///
/// # Errors
/// The database fails.
pub async fn standing(portal: &Portal, actor: &Actor, reference: Option<&str>) -> Result<Option<Standing>, AppError> {
    let mut tx = portal.db.read().await?;
    let order = match reference {
        Some(reference) => store::order_of(&mut tx, reference).await?,
        None => {
            let since = portal.clock.now() - RECENT;
            store::last_order_of_filer(&mut tx, &actor.account_id, since).await?
        }
    };
    let Some(order) = order else { return Ok(None) };
    let dossier = dossier::store::by_id(&mut tx, &order.dossier_id).await?;
    tx.commit().await?;
    Ok(dossier.filter(|dossier| dossier.is_of(actor)).map(|dossier| Standing { order, dossier }))
}
