//! Days that are typed, and years that are published: each becomes a change to be previewed.

use domain::calendar::{CalendarDay, check_put, check_removal};
use jiff::civil::Date;

use super::{
    Kept, Step,
    change::{Listed, keep, listed},
    form::{self, Reader, refusal},
    places::places,
    year::span_of,
};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    error::{AppError, FieldErrors},
    input::Values,
    policy,
};

/// Prepares the days that were typed: new ones, or in the place of what their scope has there.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be read or isn't lawful; [`AppError::Forbidden`] to all but administrators.
pub async fn put_days(portal: &Portal, actor: &Actor, typed: &Values) -> Result<Kept, AppError> {
    let places = places(portal, actor).await?;
    let today = portal.clock.today();
    let days = form::days(typed, &places, today)?;
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(Kept::Nothing);
    };
    let span = (first.date, last.date);
    let mut tx = portal.db.read().await?;
    let before = listed(&mut tx, span).await?;
    tx.commit().await?;
    let mut errors = FieldErrors::default();
    let mut steps = Vec::new();
    for day in days {
        let was = before.get(&(day.date, day.scope.clone()));
        if let Err(why) = check_put(&day, was, today) {
            let (field, code) = refusal(why);
            if errors.0.iter().all(|error| error.code != code) {
                errors.add(field, code);
            }
        }
        steps.extend(put(day, was));
    }
    errors.into_result()?;
    keep(portal, actor, steps).await
}

/// Puts a day where it isn't there already.
pub(super) fn put(day: CalendarDay, was: Option<&CalendarDay>) -> Option<Step> {
    (was != Some(&day)).then(|| Step::Put { day, was: was.cloned() })
}

/// Prepares that a day is taken out.
///
/// # Errors
/// [`AppError::Conflict`] for what was decided and has passed; [`AppError::NotFound`];
/// [`AppError::Forbidden`] to all but administrators.
pub async fn remove_day(portal: &Portal, actor: &Actor, date: Date, scope: &str) -> Result<Kept, AppError> {
    let was = super::day(portal, actor, date, scope).await?;
    check_removal(&was, portal.clock.today()).map_err(|_| AppError::Conflict("day_settled"))?;
    keep(portal, actor, vec![Step::Remove { was }]).await
}

/// Prepares that a year's calendar is published: of the days that were only foreseen, those that were kept become
/// final by the document, the others are taken out.
///
/// # Errors
/// [`AppError::Invalid`] without a document, or for a year without any day; [`AppError::Forbidden`] to all but
/// administrators.
pub async fn declare(portal: &Portal, actor: &Actor, year: i16, typed: &Values) -> Result<Kept, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut form = Reader::new(typed);
    let legal_source = form.document(true, false);
    let span = span_of(year)?;
    let mut tx = portal.db.read().await?;
    let days = listed(&mut tx, span).await?;
    let declared = policy::declared_years(&mut tx).await?;
    tx.commit().await?;
    if !days.values().any(CalendarDay::is_nationwide) {
        form.errors.add("number", "year_empty");
    }
    form.errors.into_result()?;
    let mut steps = settled(&days, typed.all("keep"), &legal_source);
    let is_declared = declared.iter().any(|(one, _)| *one == year);
    if !is_declared || !steps.is_empty() {
        steps.push(Step::Declare { year, legal_source });
    }
    keep(portal, actor, steps).await
}

/// What becomes of the country's foreseen days: `kept` are dates as the store writes them.
fn settled(days: &Listed, kept: &[String], legal_source: &str) -> Vec<Step> {
    let foreseen = days.values().filter(|day| day.is_nationwide() && day.provisional);
    let step = |was: &CalendarDay| {
        if kept.contains(&was.date.to_string()) {
            Step::Put {
                day: CalendarDay { provisional: false, legal_source: legal_source.to_owned(), ..was.clone() },
                was: Some(was.clone()),
            }
        } else {
            Step::Remove { was: was.clone() }
        }
    };
    foreseen.map(step).collect()
}
