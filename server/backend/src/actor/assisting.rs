//! For whom a helper stands in: the session with a resident, and what the resident agreed to.

use domain::mode::ActingMode;
use jiff::Timestamp;

use super::Person;
use crate::error::AppError;

/// What a resident may agree to, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The helper types what the procedure asks for. Without it there is no session.
    Enter,
    /// The helper sees and attaches documents.
    Documents,
    /// The helper sends the dossier to the agency, after the resident's code.
    Send,
    /// Drafts are kept until a day.
    Keep,
}

impl Purpose {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 4] = [Self::Enter, Self::Documents, Self::Send, Self::Keep];

    /// As stored, and as in the names of the form's fields.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Documents => "documents",
            Self::Send => "send",
            Self::Keep => "keep",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// In which capacity the resident acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// For themselves.
    OwnName,
    /// As a parent or guardian.
    Representative,
    /// For somebody who has authorised them in writing.
    Authorised,
}

impl Capacity {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::OwnName, Self::Representative, Self::Authorised];

    /// As stored; the same word as the filing form's `acting`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnName => "self",
            Self::Representative => "representative",
            Self::Authorised => "authorised",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// How a dossier says who acted: in law where there is more than the resident, else that a helper typed.
    pub const fn acting_mode(self) -> ActingMode {
        match self {
            Self::OwnName => ActingMode::Assisted,
            Self::Representative => ActingMode::Representative,
            Self::Authorised => ActingMode::Authorised,
        }
    }
}

/// The session that is open in somebody's browser.
#[derive(Clone, Debug)]
pub struct Assist {
    /// Its id; the owner of its drafts.
    pub id: String,
    /// The helper's name.
    pub helper: String,
    /// The helper's team.
    pub team: String,
    /// The commune that appointed them.
    pub agency_id: String,
    /// For whom: name and phone.
    pub resident: Person,
    /// In which capacity the resident acts.
    pub capacity: Capacity,
    /// The resident has confirmed by their code.
    pub confirmed: bool,
    /// When it ends by itself.
    pub until: Timestamp,
    /// What the resident agreed to.
    pub purposes: Vec<Purpose>,
}

impl Assist {
    /// Did the resident agree to this?
    ///
    /// # Errors
    /// [`AppError::Conflict`]: `assist_pending` before the resident's code, else `assist_consent`.
    pub fn must_allow(&self, purpose: Purpose) -> Result<(), AppError> {
        if !self.confirmed {
            Err(AppError::Conflict("assist_pending"))
        } else if self.purposes.contains(&purpose) {
            Ok(())
        } else {
            Err(AppError::Conflict("assist_consent"))
        }
    }
}
