//! Accounts: made, checked when somebody signs in, and changed.

pub mod national;
mod password;
pub mod profile;
pub mod registration;
pub mod store;
#[cfg(test)]
mod tests;
mod token;

use domain::identity::Phone;
use jiff::civil::Date;

pub use password::{LEAST_PASSWORD_LENGTH, Verdict, check_new_password, hash_password, verify_password};
pub use token::SessionToken;

use crate::{
    Portal,
    actor::{Person, Role, RoleKind},
    error::{AppError, FieldErrors},
    write_tx,
};

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

/// A new appointment as a helper: the role, with its team, its decision and its end.
pub struct NewAppointment<'a> {
    /// The commune's id.
    pub agency_id: &'a str,
    /// The team's name.
    pub team: &'a str,
    /// The decision's number.
    pub decision: &'a str,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Option<Date>,
}

/// How a login is compared: a phone number however it is written, anything else as [cleaned](domain::text::clean) and
/// without case.
pub fn fold_login(login: &str) -> String {
    Phone::parse(login).map_or_else(|_| domain::text::clean(login).to_lowercase(), |phone| phone.as_str().to_owned())
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

    let hash = hash_password(new.password).await?;
    let id = crate::db::new_id();
    let (now, today) = portal.clock.now_and_today();
    let outcome = write_tx!(&portal.db, |tx| {
        store::insert(tx, &id, Some(&login), Some(&hash), None, &new.person, now, new.demo).await?;
        for role in &new.roles {
            store::insert_role(tx, &id, role, today).await?;
        }
        if let Some(appointment) = appointment {
            store::insert_appointment(tx, &id, appointment).await?;
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
pub async fn check_password(portal: &Portal, login: &str, password: &str) -> Result<String, AppError> {
    let mut tx = portal.db.read().await?;
    let found = store::by_login(&mut tx, &fold_login(login)).await?;
    tx.commit().await?;
    let (id, hash) = match found {
        Some((id, hash)) => (Some(id), hash),
        None => (None, None),
    };
    // An unknown login costs as much time as a wrong password.
    let verdict = verify_password(password, hash).await?;
    let Some(id) = id.filter(|_| verdict != Verdict::Wrong) else {
        return Err(AppError::field("login", "sign_in_failed"));
    };
    if verdict == Verdict::Outdated {
        let hash = hash_password(password).await?;
        write_tx!(&portal.db, |tx| { store::set_password(tx, &id, &hash).await })?;
    }
    Ok(id)
}
