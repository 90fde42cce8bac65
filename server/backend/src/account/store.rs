//! Accounts and their roles in the store.

use jiff::{Timestamp, civil::Date};

use super::NewAppointment;
use crate::{
    actor::{Person, Role, RoleKind},
    all,
    db::Tx,
    error::AppError,
    gateway::identity::Attempt,
    maybe, one, run,
};

/// Adds an account.
///
/// # Errors
/// A login or subject that exists already ([`AppError::is_duplicate`]).
#[expect(clippy::too_many_arguments, reason = "one argument a column")]
pub async fn insert(
    tx: &mut Tx,
    id: &str,
    login: Option<&str>,
    password_hash: Option<&str>,
    subject: Option<&str>,
    person: &Person,
    now: Timestamp,
    demo: bool,
) -> Result<(), AppError> {
    let person = serde_json::to_string(person)?;
    run!(
        tx,
        "INSERT INTO account (id, login, password_hash, subject, person, created_at, demo)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        login,
        password_hash,
        subject,
        &person,
        now.as_microsecond(),
        demo
    )?;
    Ok(())
}

/// Gives an account a role from a day on.
///
/// # Errors
/// The account has it already ([`AppError::is_duplicate`]).
pub async fn insert_role(tx: &mut Tx, account_id: &str, role: &Role, from: Date) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO account_role (account_id, role, agency_id, valid_from) VALUES ($1, $2, $3, $4)",
        account_id,
        role.kind.as_str(),
        &role.agency_id,
        from.to_string()
    )?;
    Ok(())
}

/// Gives an account the helper's role.
pub(super) async fn insert_appointment(
    tx: &mut Tx,
    account_id: &str,
    new: &NewAppointment<'_>,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO account_role (account_id, role, agency_id, valid_from, valid_to, team, decision)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        account_id,
        RoleKind::Helper.as_str(),
        new.agency_id,
        new.from.to_string(),
        new.until.map(|day| day.to_string()),
        new.team,
        new.decision
    )?;
    Ok(())
}

/// Id and password hash behind a folded login; closed accounts are not found.
///
/// # Errors
/// The database fails.
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<(String, Option<String>)>, AppError> {
    maybe!(tx, "SELECT id, password_hash FROM account WHERE login = $1 AND disabled_at IS NULL", login)
}

/// Id behind the provider's subject, and whether the account was closed.
pub(super) async fn by_subject(tx: &mut Tx, subject: &str) -> Result<Option<(String, bool)>, AppError> {
    maybe!(tx, "SELECT id, disabled_at IS NOT NULL FROM account WHERE subject = $1", subject)
}

/// What is kept of a person.
pub(super) async fn person(tx: &mut Tx, id: &str) -> Result<Person, AppError> {
    let (person,): (String,) = one!(tx, "SELECT person FROM account WHERE id = $1", id)?;
    Ok(serde_json::from_str(&person)?)
}

/// The name of whoever holds an account.
pub(crate) async fn name_of(tx: &mut Tx, id: &str) -> Result<String, AppError> {
    Ok(person(tx, id).await?.full_name)
}

/// Replaces what is kept of a person.
pub(super) async fn set_person(tx: &mut Tx, id: &str, person: &Person) -> Result<(), AppError> {
    let person = serde_json::to_string(person)?;
    run!(tx, "UPDATE account SET person = $2 WHERE id = $1", id, &person)?;
    Ok(())
}

/// Login and password hash of an account; an account of the national provider has neither.
pub(crate) async fn secret(tx: &mut Tx, id: &str) -> Result<(Option<String>, Option<String>), AppError> {
    one!(tx, "SELECT login, password_hash FROM account WHERE id = $1", id)
}

/// Replaces an account's password.
pub(crate) async fn set_password(tx: &mut Tx, id: &str, hash: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE account SET password_hash = $2 WHERE id = $1", id, hash)?;
    Ok(())
}

/// Role and agency's name of what an account may do on a day.
pub(crate) async fn offices(tx: &mut Tx, id: &str, on: Date) -> Result<Vec<(String, Option<String>)>, AppError> {
    all!(
        tx,
        "SELECT account_role.role, agency.name
         FROM account_role LEFT JOIN agency ON agency.id = account_role.agency_id
         WHERE account_role.account_id = $1 AND account_role.valid_from <= $2
           AND (account_role.valid_to IS NULL OR account_role.valid_to >= $2)
         ORDER BY account_role.role, agency.name",
        id,
        on.to_string()
    )
}

/// Notes that a browser leaves for the identity provider.
pub(super) async fn insert_attempt(
    tx: &mut Tx,
    state_hash: &str,
    attempt: &Attempt,
    return_to: &str,
    until: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO sign_in_attempt (state_hash, nonce, verifier, return_to, expires_at)
         VALUES ($1, $2, $3, $4, $5)",
        state_hash,
        &attempt.nonce,
        &attempt.verifier,
        return_to,
        until.as_microsecond()
    )?;
    Ok(())
}

/// Takes an attempt out, so that it is used once: nonce, verifier, where to go on to, until when it is valid.
pub(super) async fn take_attempt(
    tx: &mut Tx,
    state_hash: &str,
) -> Result<Option<(String, String, String, i64)>, AppError> {
    maybe!(
        tx,
        "DELETE FROM sign_in_attempt WHERE state_hash = $1
         RETURNING nonce, verifier, return_to, expires_at",
        state_hash
    )
}

pub(super) async fn drop_expired_attempts(tx: &mut Tx, now: Timestamp) -> Result<(), AppError> {
    run!(tx, "DELETE FROM sign_in_attempt WHERE expires_at <= $1", now.as_microsecond())?;
    Ok(())
}
