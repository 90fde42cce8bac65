//! What whoever filed a dossier can do beside supplying papers: withdraw it, and say how it was.

use domain::dossier::{Act, StateCode};

use crate::{
    Portal,
    actor::Actor,
    dossier::{self, Dossier, Event, Who},
    error::{AppError, FieldErrors},
    payment, write_tx,
};

/// Characters of a reason or a comment.
const MOST_TEXT: usize = 1000;

/// Withdraws a dossier. What was paid goes back as far as the fees' texts say.
///
/// # Errors
/// [`AppError::NotFound`] where it is somebody else's; [`AppError::Invalid`] at `reason`;
/// [`AppError::Conflict`] (`state_moved`) once it is decided or over.
pub async fn withdraw(portal: &Portal, actor: &Actor, name: &str, reason: &str) -> Result<Dossier, AppError> {
    let reason = text("reason", reason, true)?;
    let now = portal.clock.now();
    let who = Who::applicant(&actor.account_id);
    write_tx!(&portal.db, |tx| {
        let dossier = dossier::own(tx, actor, name).await?;
        let state = &dossier.facts.state;
        if state.code() == StateCode::Withdrawn {
            // The second of two quick clicks.
            return Ok(dossier);
        }
        if !state.allows(Act::Withdraw) {
            return Err(AppError::Conflict("state_moved"));
        }
        let cause = dossier.facts.withdrawal_cause();
        let event = Event::Withdrawn { reason: reason.clone() };
        let dossier = dossier::record(tx, dossier, &who, event, now).await?;
        payment::return_paid(tx, dossier, &who, cause, now).await
    })
}

/// Says how satisfied somebody was: once, after the end.
///
/// # Errors
/// [`AppError::NotFound`] where it is somebody else's; [`AppError::Invalid`] at `grade` or `comment`;
/// [`AppError::Conflict`] (`rated`) where it was said before, or there is no end yet.
pub async fn rate(portal: &Portal, actor: &Actor, name: &str, grade: &str, comment: &str) -> Result<Dossier, AppError> {
    let mut errors = FieldErrors::default();
    let Ok(grade) = grade.parse() else {
        errors.add("grade", "choose");
        return Err(AppError::Invalid(errors));
    };
    let comment = text("comment", comment, false)?;
    let now = portal.clock.now();
    let who = Who::applicant(&actor.account_id);
    write_tx!(&portal.db, |tx| {
        let dossier = dossier::own(tx, actor, name).await?;
        let event = Event::Rated { grade, comment: comment.clone() };
        dossier::record(tx, dossier, &who, event, now).await
    })
}

/// A text as it is kept.
pub(super) fn text(field: &str, typed: &str, required: bool) -> Result<String, AppError> {
    let typed = typed.trim();
    let mut errors = FieldErrors::default();
    if required && typed.is_empty() {
        errors.add(field, "required");
    } else if typed.chars().count() > MOST_TEXT {
        errors.add_with(field, "too_long", vec![("most", MOST_TEXT.to_string())]);
    }
    errors.into_result()?;
    Ok(typed.to_owned())
}
