//! Who may help: an appointment by a commune, with a team, a decision's number and an end.

use jiff::civil::Date;

use super::store;
use crate::{
    Portal,
    account::{NewAccount, NewAppointment, add_account_with},
    actor::Actor,
    error::{AppError, FieldErrors},
};

/// An appointment in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    /// The commune.
    pub agency_id: String,
    /// Its name.
    pub agency: String,
    /// The team.
    pub team: String,
    /// The decision's number.
    pub decision: String,
    /// Its last day.
    pub until: Date,
}

/// How somebody stands to helping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// May help.
    Appointed(Appointment),
    /// Could, until this day.
    Ended(Date),
    /// Can, from this day on.
    NotYet(Date),
    /// Was never appointed, or without an end, which is none.
    None,
}

/// How the actor stands to helping today.
///
/// # Errors
/// The database fails.
pub async fn standing(portal: &Portal, actor: &Actor) -> Result<Standing, AppError> {
    let mut tx = portal.db.read().await?;
    let standing = store::standing(&mut tx, &actor.account_id, portal.clock.today()).await?;
    tx.commit().await?;
    Ok(standing)
}

/// Makes an account for a helper, with its appointment; gives its id.
///
/// # Errors
/// [`AppError::Invalid`] at the account's fields, or at `agency`, `team`, `decision`, `until`: an appointment without
/// an end, or one that has ended before it begins, is none.
pub async fn add_helper(
    portal: &Portal,
    new: NewAccount<'_>,
    appointment: NewAppointment<'_>,
) -> Result<String, AppError> {
    let mut errors = FieldErrors::default();
    for (field, value) in
        [("agency", appointment.agency_id), ("team", appointment.team), ("decision", appointment.decision)]
    {
        if value.trim().is_empty() {
            errors.add(field, "required");
        }
    }
    match appointment.until {
        None => errors.add("until", "required"),
        Some(until) if until < appointment.from => errors.add("until", "period_turned"),
        Some(_) => {}
    }
    let mut tx = portal.db.read().await?;
    let agency = crate::catalogue::store::agency(&mut tx, appointment.agency_id).await?;
    tx.commit().await?;
    if agency.is_none() && !appointment.agency_id.is_empty() {
        errors.add("agency", "unknown_agency");
    }
    errors.into_result()?;
    add_account_with(portal, new, Some(&appointment)).await
}

/// The appointment in force of the actor.
///
/// # Errors
/// [`AppError::Forbidden`] where there is none.
pub(crate) async fn must_be_appointed(
    tx: &mut crate::db::Tx,
    actor: &Actor,
    today: Date,
) -> Result<Appointment, AppError> {
    match store::standing(tx, &actor.account_id, today).await? {
        Standing::Appointed(appointment) => Ok(appointment),
        _ => Err(AppError::Forbidden),
    }
}
