//! Whose a dossier is. What is not yours does not exist.

use super::{Dossier, store};
use crate::{account::Actor, db::Tx, error::AppError};

impl Dossier {
    /// Filed by this person.
    pub fn is_of(&self, actor: &Actor) -> bool {
        self.filer_id.as_deref() == Some(actor.account_id.as_str())
    }
}

/// The actor's own dossier of this reference or code.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's.
pub async fn own(tx: &mut Tx, actor: &Actor, name: &str) -> Result<Dossier, AppError> {
    let dossier = store::by_public_name(tx, &name.trim().to_uppercase()).await?;
    dossier
        .filter(|dossier| dossier.is_of(actor))
        .ok_or(AppError::NotFound)
}

/// The dossier of this id, for who filed it and for the officers of its agency.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn readable(tx: &mut Tx, actor: &Actor, id: &str) -> Result<Dossier, AppError> {
    let dossier = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?;
    if !dossier.is_of(actor) {
        actor.must_be_officer_of(&dossier.agency_id)?;
    }
    Ok(dossier)
}
