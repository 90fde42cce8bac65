//! Who asks: a person with an account, what they may do, and for whom they stand in.

mod assisting;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use assisting::{Assist, Capacity, Purpose};

use crate::error::AppError;

/// What the portal knows of a person. Kept as JSON, never logged.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// As the person writes it.
    pub full_name: String,
    /// Số định danh cá nhân, twelve digits.
    pub personal_number: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// `male` or `female`, where given.
    pub gender: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    /// Where notices go.
    pub email: Option<String>,
    /// Address as written.
    pub address: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person(…)")
    }
}

/// What somebody may do beyond filing for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleKind {
    /// Works at an agency's desk.
    Officer,
    /// Runs the portal.
    Admin,
    /// Of a community digital team.
    Helper,
    /// Leads an agency: an officer there who is shown what is escalated.
    Head,
}

impl RoleKind {
    /// As the store and the command line write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Admin => "admin",
            Self::Helper => "helper",
            Self::Head => "head",
        }
    }
}

impl std::str::FromStr for RoleKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "officer" => Ok(Self::Officer),
            "admin" => Ok(Self::Admin),
            "helper" => Ok(Self::Helper),
            "head" => Ok(Self::Head),
            other => Err(format!("no such role: {other} (officer, admin, helper)")),
        }
    }
}

/// A role that is valid today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Which.
    pub kind: RoleKind,
    /// At which agency; empty where it is not bound to one.
    pub agency_id: String,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account.
    pub account_id: String,
    /// Who it is.
    pub person: Person,
    /// What they may do today.
    pub roles: Vec<Role>,
    /// A demo account.
    pub demo: bool,
    /// The national identity vouches for the personal number.
    pub verified: bool,
    /// The session in which they enter data for a resident. Then `person` is the resident, there are no roles, and
    /// nothing of the helper's own is in reach.
    pub assist: Option<Assist>,
}

impl Actor {
    /// Acts in their own name, not for a resident.
    ///
    /// # Errors
    /// [`AppError::Conflict`] (`assist_open`) while a session for a resident is open.
    pub fn must_act_for_self(&self) -> Result<(), AppError> {
        match self.assist {
            None => Ok(()),
            Some(_) => Err(AppError::Conflict("assist_open")),
        }
    }

    /// The agencies at whose desk this person works.
    pub fn desk_agencies(&self) -> impl Iterator<Item = &str> {
        self.roles.iter().filter(|role| role.kind == RoleKind::Officer).map(|role| role.agency_id.as_str())
    }

    /// Leads this agency?
    pub fn leads(&self, agency_id: &str) -> bool {
        let mut roles = self.roles.iter();
        roles.any(|role| role.kind == RoleKind::Head && role.agency_id == agency_id)
    }

    /// Works at this agency's desk? Otherwise its dossiers do not exist for them.
    ///
    /// # Errors
    /// [`AppError::NotFound`]: a stranger does not learn that there is something.
    pub fn must_be_officer_of(&self, agency_id: &str) -> Result<(), AppError> {
        if self.desk_agencies().any(|own| own == agency_id) { Ok(()) } else { Err(AppError::NotFound) }
    }

    /// Has this role, at whichever agency?
    pub fn has(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|role| role.kind == kind)
    }

    /// Has this role?
    ///
    /// # Errors
    /// [`AppError::Forbidden`].
    pub fn must_be(&self, kind: RoleKind) -> Result<(), AppError> {
        if self.has(kind) { Ok(()) } else { Err(AppError::Forbidden) }
    }
}
