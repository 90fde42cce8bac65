//! Who somebody is: accounts, roles, sessions, signing in.

pub mod demo;
pub mod national;
mod password;
pub mod profile;
pub mod registration;
mod session;
pub mod store;
#[cfg(test)]
mod tests;

use domain::identity::Phone;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use password::{LEAST_PASSWORD_LENGTH, check_new_password, hash_password, verify_password};
pub use session::{SESSION_LIFETIME, SessionToken, end_session, open_session, resume_session};

use crate::assist::{Assist, NewAppointment};
use crate::error::{AppError, FieldErrors};
use crate::{Portal, write_tx};

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
        self.roles
            .iter()
            .filter(|role| role.kind == RoleKind::Officer)
            .map(|role| role.agency_id.as_str())
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
        if self.desk_agencies().any(|own| own == agency_id) {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
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
        if self.has(kind) {
            Ok(())
        } else {
            Err(AppError::Forbidden)
        }
    }
}

/// A new account of the portal's own.
pub struct NewAccount<'a> {
    /// What the person signs in with: a phone number, an e-mail address or a name.
    pub login: &'a str,
    /// In clear, hashed here.
    pub password: &'a str,
    /// Who it is.
    pub person: Person,
    /// Roles, each with its agency (empty where unbound).
    pub roles: Vec<Role>,
    /// A demo account.
    pub demo: bool,
}

/// How a login is compared: a phone number however it is written, anything else without case and outer blanks.
pub fn fold_login(login: &str) -> String {
    Phone::parse(login).map_or_else(
        |_| login.trim().to_lowercase(),
        |phone| phone.as_str().to_owned(),
    )
}

/// Makes an account; gives its id.
///
/// # Errors
/// [`AppError::Invalid`] at `login`, `password` or `full_name`: empty, too short, taken.
pub async fn add_account(portal: &Portal, new: NewAccount<'_>) -> Result<String, AppError> {
    add_account_with(portal, new, None).await
}

/// Makes an account, with an appointment as a helper where there is one; both or neither.
pub(crate) async fn add_account_with(
    portal: &Portal,
    new: NewAccount<'_>,
    appointment: Option<&NewAppointment<'_>>,
) -> Result<String, AppError> {
    let login = fold_login(new.login);
    let mut errors = FieldErrors::default();
    if new.person.full_name.is_empty() {
        errors.add("full_name", "required");
    }
    if login.is_empty() {
        errors.add("login", "required");
    } else if login.chars().count() > 100 {
        errors.add("login", "too_long");
    }
    if new.roles.iter().any(|role| role.kind == RoleKind::Helper) {
        // A helper's role has an end: see `assist::add_helper`.
        errors.add("until", "required");
    }
    check_new_password("password", new.password, &login, &mut errors);
    errors.into_result()?;

    let hash = hash_password(new.password.to_owned()).await?;
    let id = crate::db::new_id();
    let now = portal.clock.now();
    let today = portal.clock.today();
    let outcome = write_tx!(&portal.db, |tx| {
        store::insert(
            tx,
            &id,
            Some(&login),
            Some(&hash),
            None,
            &new.person,
            now,
            new.demo,
        )
        .await?;
        for role in &new.roles {
            store::insert_role(tx, &id, role, today).await?;
        }
        if let Some(appointment) = appointment {
            crate::assist::store::insert_appointment(tx, &id, appointment).await?;
        }
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(id),
        Err(error) if error.is_duplicate() => Err(AppError::field("login", "login_taken")),
        Err(error) => Err(error),
    }
}

/// Checks login and password; gives the account's id.
///
/// # Errors
/// [`AppError::Invalid`] at `login` with `sign_in_failed`, the same for an unknown login and a wrong password.
pub async fn check_password(
    portal: &Portal,
    login: &str,
    password: &str,
) -> Result<String, AppError> {
    let mut tx = portal.db.read().await?;
    let found = store::by_login(&mut tx, &fold_login(login)).await?;
    tx.commit().await?;
    let (id, hash) = match found {
        Some((id, hash)) => (Some(id), hash),
        None => (None, None),
    };
    // An unknown login costs as much time as a wrong password.
    let right = verify_password(password.to_owned(), hash).await?;
    match id {
        Some(id) if right => Ok(id),
        _ => Err(AppError::field("login", "sign_in_failed")),
    }
}
