//! Whose a dossier is. What is not yours does not exist.

use super::{Dossier, store};
use crate::{actor::Actor, db::Tx, error::AppError, helper};

impl Dossier {
    /// Filed by this person, or for them, where the national identity vouches that it is them. Whoever just enters
    /// data for a resident owns nothing.
    pub fn is_of(&self, actor: &Actor) -> bool {
        let filed = self.filer_id.as_deref() == Some(actor.account_id.as_str());
        actor.assist.is_none() && (filed || self.is_for(actor))
    }

    /// The applicant's number is this person's, and the day of birth too: a number mistyped shows nothing to whoever
    /// bears it.
    fn is_for(&self, actor: &Actor) -> bool {
        let (applicant, person) = (&self.body.applicant, &actor.person);
        actor.verified
            && applicant.personal_number.is_some()
            && applicant.personal_number == person.personal_number
            && applicant.birth_date == person.birth_date
    }

    /// At which of its desks the actor works: at that of the agency that holds it, else at the competent one's.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for somebody who works at none.
    pub fn desk_of(&self, actor: &Actor) -> Result<&str, AppError> {
        self.desks().find(|agency| actor.must_be_officer_of(agency).is_ok()).ok_or(AppError::NotFound)
    }
}

/// The actor's own dossier of this reference or code.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's.
pub async fn own(tx: &mut Tx, actor: &Actor, name: &str) -> Result<Dossier, AppError> {
    let dossier = store::by_public_name(tx, &name.trim().to_uppercase()).await?;
    dossier.filter(|dossier| dossier.is_of(actor)).ok_or(AppError::NotFound)
}

/// The dossier of this id, for whose it is and for the officers at whose desks it lies.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn readable(tx: &mut Tx, actor: &Actor, id: &str) -> Result<Dossier, AppError> {
    let dossier = store::by_id(tx, id).await?.ok_or(AppError::NotFound)?;
    if !dossier.is_of(actor) {
        dossier.desk_of(actor)?;
    }
    Ok(dossier)
}

/// Nobody handles what they filed themselves, or helped to file.
///
/// # Errors
/// [`AppError::Forbidden`] for one's own; [`AppError::Conflict`] (`helped`) for one that the officer helped with.
pub(crate) async fn must_be_impartial(tx: &mut Tx, actor: &Actor, dossier: &Dossier) -> Result<(), AppError> {
    if dossier.filer_id.as_deref() == Some(actor.account_id.as_str()) {
        return Err(AppError::Forbidden);
    }
    if helper::store::helped(tx, &dossier.id, &actor.account_id).await? {
        return Err(AppError::Conflict("helped"));
    }
    Ok(())
}
