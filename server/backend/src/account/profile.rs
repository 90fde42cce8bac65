//! What the portal knows of a person, and what they may change about it.

use domain::identity::{Email, Phone};
use jiff::Timestamp;

use super::{Actor, SessionToken, check_new_password, hash_password, store, verify_password};
use crate::{
    Portal,
    clock::from_micros,
    error::{AppError, FieldErrors},
    write_tx,
};

/// Longer than any address in the country.
const MOST_ADDRESS_LENGTH: usize = 300;

/// What the account page shows beyond the [`Actor`] itself.
pub struct Profile {
    /// What the person signs in with; `None` where it is the national identity.
    pub login: Option<String>,
    /// Role (as [`super::RoleKind`] writes it) and agency's name.
    pub offices: Vec<(String, Option<String>)>,
    /// Where the account is signed in, the latest used first.
    pub sessions: Vec<OpenSession>,
}

/// A browser in which the account is signed in.
pub struct OpenSession {
    /// Names it in a form. It is the token's hash: it opens nothing.
    pub id: String,
    /// Since when.
    pub since: Timestamp,
    /// Used last, to some minutes.
    pub seen: Timestamp,
    /// The one that asks.
    pub current: bool,
}

/// Reads the profile of whoever is signed in.
///
/// # Errors
/// The database fails.
pub async fn read(
    portal: &Portal,
    actor: &Actor,
    token: &SessionToken,
) -> Result<Profile, AppError> {
    let mut tx = portal.db.read().await?;
    let (login, _) = store::secret(&mut tx, &actor.account_id).await?;
    let offices = store::offices(&mut tx, &actor.account_id, portal.clock.today()).await?;
    let rows = store::sessions(&mut tx, &actor.account_id, portal.clock.now()).await?;
    tx.commit().await?;
    let own = token.hash();
    let sessions = rows
        .into_iter()
        .map(|(id, since, seen)| OpenSession {
            current: id == own,
            id,
            since: from_micros(since),
            seen: from_micros(seen),
        })
        .collect();
    Ok(Profile {
        login,
        offices,
        sessions,
    })
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
pub async fn change_contact(
    portal: &Portal,
    actor: &Actor,
    typed: Contact<'_>,
) -> Result<(), AppError> {
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
    if address
        .as_ref()
        .is_some_and(|text| text.chars().count() > MOST_ADDRESS_LENGTH)
    {
        errors.add("address", "too_long");
    }
    errors.into_result()?;
    let phone = phone
        .and_then(Result::ok)
        .map(|phone| phone.as_str().to_owned());
    let email = email
        .and_then(Result::ok)
        .map(|email| email.as_str().to_owned());
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

/// Changes the password of an own account, and ends its sessions in other browsers.
///
/// # Errors
/// [`AppError::Invalid`] at `current_password` or `new_password`; [`AppError::NotFound`] for an account that has none.
pub async fn change_password(
    portal: &Portal,
    actor: &Actor,
    token: &SessionToken,
    current: &str,
    new: &str,
) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    let mut tx = portal.db.read().await?;
    let secret = store::secret(&mut tx, &actor.account_id).await?;
    tx.commit().await?;
    let (Some(login), Some(hash)) = secret else {
        return Err(AppError::NotFound);
    };
    let mut errors = FieldErrors::default();
    if !verify_password(current.to_owned(), Some(hash)).await? {
        errors.add("current_password", "password_wrong");
    }
    check_new_password("new_password", new, &login, &mut errors);
    errors.into_result()?;
    let (hash, kept) = (hash_password(new.to_owned()).await?, token.hash());
    write_tx!(&portal.db, |tx| {
        store::set_password(tx, &actor.account_id, &hash).await?;
        store::delete_other_sessions(tx, &actor.account_id, &kept).await
    })
}

/// Ends a session of whoever is signed in; of somebody else's nothing happens.
///
/// # Errors
/// The database fails.
pub async fn end_session(portal: &Portal, actor: &Actor, id: &str) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    write_tx!(&portal.db, |tx| {
        store::delete_session_of(tx, &actor.account_id, id).await
    })?;
    crate::assist::end_lapsed(portal).await
}

/// Ends every session of whoever is signed in but this one.
///
/// # Errors
/// The database fails.
pub async fn end_other_sessions(
    portal: &Portal,
    actor: &Actor,
    token: &SessionToken,
) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    let kept = token.hash();
    write_tx!(&portal.db, |tx| {
        store::delete_other_sessions(tx, &actor.account_id, &kept).await
    })?;
    crate::assist::end_lapsed(portal).await
}
