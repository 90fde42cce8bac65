//! What the portal knows of a person, and what they may change about it.

use domain::identity::{Email, Phone};

use super::store;
use crate::{
    Portal,
    actor::Actor,
    error::{AppError, FieldErrors},
    write_tx,
};

/// Longer than any address in the country.
const MOST_ADDRESS_LENGTH: usize = 300;

/// What the account page shows beyond the [`Actor`] itself.
pub struct Profile {
    /// What the person signs in with; `None` where it is the national identity.
    pub login: Option<String>,
    /// Role (as [`RoleKind`](crate::actor::RoleKind) writes it) and agency's name.
    pub offices: Vec<(String, Option<String>)>,
}

/// Reads the profile of whoever is signed in.
///
/// # Errors
/// The database fails.
pub async fn read(portal: &Portal, actor: &Actor) -> Result<Profile, AppError> {
    let mut tx = portal.db.read().await?;
    let (login, _) = store::secret(&mut tx, &actor.account_id).await?;
    let offices = store::offices(&mut tx, &actor.account_id, portal.clock.today()).await?;
    tx.commit().await?;
    Ok(Profile { login, offices })
}

/// How to reach a person, as typed; empty for none.
pub struct Contact<'a> {
    /// Phone number.
    pub phone: &'a str,
    /// E-mail address.
    pub email: &'a str,
    /// Postal address.
    pub address: &'a str,
}

/// Changes how to reach whoever is signed in. The login stays what it is.
///
/// # Errors
/// [`AppError::Invalid`] at `phone`, `email`, `address`.
pub async fn change_contact(portal: &Portal, actor: &Actor, typed: Contact<'_>) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    let mut errors = FieldErrors::default();
    let phone = given(typed.phone).map(Phone::parse);
    let email = given(typed.email).map(Email::parse);
    let address = given(typed.address).map(domain::text::clean_lines);
    if matches!(phone, Some(Err(_))) {
        errors.add("phone", "bad_phone");
    }
    if matches!(email, Some(Err(_))) {
        errors.add("email", "bad_email");
    }
    if address.as_ref().is_some_and(|text| text.chars().count() > MOST_ADDRESS_LENGTH) {
        errors.add("address", "too_long");
    }
    errors.into_result()?;
    let phone = phone.and_then(Result::ok).map(|phone| phone.as_str().to_owned());
    let email = email.and_then(Result::ok).map(|email| email.as_str().to_owned());
    write_tx!(&portal.db, |tx| {
        let mut person = store::person(tx, &actor.account_id).await?;
        person.phone.clone_from(&phone);
        person.email.clone_from(&email);
        person.address.clone_from(&address);
        store::set_person(tx, &actor.account_id, &person).await
    })
}

fn given(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}
