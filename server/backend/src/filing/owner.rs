//! Whose a draft is: an account's own, or a session's in which a helper enters data for a resident.

use crate::{
    actor::{Actor, Purpose},
    error::AppError,
};

/// Whose drafts are meant. A helper's own and those of their session never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner<'a> {
    pub(super) account_id: &'a str,
    /// Empty outside of a session.
    pub(super) assist_id: &'a str,
}

impl<'a> Owner<'a> {
    /// The drafts that this actor works on now.
    ///
    /// # Errors
    /// [`AppError::Conflict`] in a session whose resident has not agreed to it.
    pub fn of(actor: &'a Actor) -> Result<Self, AppError> {
        let assist_id = match &actor.assist {
            Some(assist) => {
                assist.must_allow(Purpose::Enter)?;
                assist.id.as_str()
            }
            None => "",
        };
        Ok(Self { account_id: &actor.account_id, assist_id })
    }
}

/// Documents may be seen and attached.
///
/// # Errors
/// [`AppError::Conflict`] in a session whose resident did not agree to it.
pub(super) fn must_see_documents(actor: &Actor) -> Result<(), AppError> {
    match &actor.assist {
        Some(assist) => assist.must_allow(Purpose::Documents),
        None => Ok(()),
    }
}
