//! A change of the calendar: prepared, then applied as a whole, then history.

use std::collections::BTreeMap;

use domain::{calendar::CalendarDay, working_hours::WorkingHours};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Agency},
    db::{self, Tx, new_id},
    error::AppError,
    policy, write_tx,
};

/// One thing that is changed, with what was there before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    /// A day is entered, or takes the place of what its scope had there.
    Put {
        /// The day.
        day: CalendarDay,
        /// What it replaces.
        was: Option<CalendarDay>,
    },
    /// A day is taken out.
    Remove {
        /// The day.
        was: CalendarDay,
    },
    /// The calendar of a year is published.
    Declare {
        /// The year.
        year: i16,
        /// By which document.
        legal_source: String,
    },
    /// An agency's hours from a day on.
    Hours {
        /// The agency's id; empty for all that have none of their own.
        agency_id: String,
        /// The first day.
        valid_from: Date,
        /// The hours.
        hours: WorkingHours,
        /// Who decided.
        legal_source: String,
        /// What was foreseen for the same day.
        was: Option<Box<WorkingHours>>,
    },
    /// A unit where some limits are longer.
    Remote {
        /// The unit's code.
        unit_code: String,
        /// The first day.
        valid_from: Date,
        /// The last day.
        valid_to: Option<Date>,
        /// Who decided.
        legal_source: String,
        /// The row is there, and is given an end.
        ends: bool,
    },
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: String,
    /// What it does, in order.
    pub steps: Vec<Step>,
    /// Who prepared it.
    pub author: String,
    /// When.
    pub prepared_at: Timestamp,
    /// Who applied it, and when; until then it has no effect.
    pub applied: Option<(String, Timestamp)>,
}

/// What became of what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is prepared as the change of this id.
    Change(String),
    /// It is all there already.
    Nothing,
}

impl Step {
    /// The days that it touches: a year, or one day; hours and areas from their first day on.
    pub(super) fn span(&self) -> (Date, Date) {
        match self {
            Self::Put { day, .. } | Self::Remove { was: day } => (day.date, day.date),
            Self::Declare { year, .. } => {
                (Date::new(*year, 1, 1).unwrap_or(Date::MIN), Date::new(*year, 12, 31).unwrap_or(Date::MAX))
            }
            Self::Hours { valid_from, .. } => (*valid_from, *valid_from),
            Self::Remote { valid_from, valid_to, .. } => {
                let from = valid_to.unwrap_or(*valid_from);
                (from, from)
            }
        }
    }

    /// Whether it changes when an agency works.
    pub(super) fn touches(&self, agency: &Agency) -> bool {
        match self {
            Self::Put { day, .. } | Self::Remove { was: day } => day.holds_at(agency.place().as_ref()),
            Self::Declare { .. } => false,
            Self::Hours { agency_id, .. } => agency_id.is_empty() || *agency_id == agency.id,
            Self::Remote { unit_code, .. } => agency.unit_code.as_ref() == Some(unit_code),
        }
    }
}

/// The days of these dates, by date and scope, as they stand.
pub(super) type Listed = BTreeMap<(Date, String), CalendarDay>;

/// The days between two, as they stand.
pub(super) async fn listed(tx: &mut Tx, (from, to): (Date, Date)) -> Result<Listed, AppError> {
    let days = policy::days_between(tx, from, to).await?;
    let keyed = days.into_iter().map(|day| ((day.date, day.scope.clone()), day));
    Ok(keyed.collect())
}

/// The first and the last day that steps touch.
pub(super) fn span(steps: &[Step]) -> (Date, Date) {
    let spans = steps.iter().map(Step::span);
    spans.reduce(|(first, last), (from, to)| (first.min(from), last.max(to))).unwrap_or((Date::MIN, Date::MIN))
}

/// Keeps a change for its preview. The same, prepared by the same person and not applied yet, is not kept twice.
pub(super) async fn keep(portal: &Portal, actor: &Actor, steps: Vec<Step>) -> Result<Kept, AppError> {
    if steps.is_empty() {
        return Ok(Kept::Nothing);
    }
    let change = Change {
        id: new_id(),
        steps,
        author: actor.person.full_name.clone(),
        prepared_at: portal.clock.now(),
        applied: None,
    };
    write_tx!(&portal.db, |tx| {
        if let Some(id) = store::prepared(tx, &change.steps, &actor.account_id).await? {
            return Ok(Kept::Change(id));
        }
        store::insert_change(tx, &change, &actor.account_id).await?;
        Ok(Kept::Change(change.id.clone()))
    })
}

/// Writes a change as it was previewed. The second of two quick clicks finds that the first did it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Conflict`] where what it replaces has changed since;
/// [`AppError::Forbidden`] to all but administrators.
pub async fn apply(portal: &Portal, actor: &Actor, id: &str) -> Result<Change, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let now = portal.clock.now();
    let agencies = catalogue::agencies(portal).await?;
    write_tx!(&portal.db, |tx| {
        let change = store::change(tx, id).await?.ok_or(AppError::NotFound)?;
        if change.applied.is_some() {
            return Ok(change);
        }
        write(tx, &change.steps, &agencies).await?;
        store::mark_applied(tx, id, &actor.person.full_name, now).await?;
        db::touch_data(tx).await?;
        Ok(change)
    })
}

/// Drops a change that was prepared and not applied.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn discard(portal: &Portal, actor: &Actor, id: &str) -> Result<(), AppError> {
    actor.must_be(RoleKind::Admin)?;
    write_tx!(&portal.db, |tx| { store::discard(tx, id).await })
}

/// Whether all that the steps replace is still as it was.
pub(super) async fn still_fits(tx: &mut Tx, steps: &[Step]) -> Result<bool, AppError> {
    let days = listed(tx, span(steps)).await?;
    for step in steps {
        let fits = match step {
            Step::Put { day, was } => days.get(&(day.date, day.scope.clone())) == was.as_ref(),
            Step::Remove { was } => days.get(&(was.date, was.scope.clone())) == Some(was),
            Step::Declare { .. } => true,
            Step::Hours { agency_id, valid_from, was, .. } => {
                let there = store::hours_from(tx, agency_id, *valid_from).await?;
                there.as_ref() == was.as_deref()
            }
            Step::Remote { unit_code, valid_from, ends, .. } => {
                store::is_open_remote(tx, unit_code, *valid_from).await? == *ends
            }
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the steps, and lets the worker look again at the dossiers whose limits they may move.
pub(super) async fn write(tx: &mut Tx, steps: &[Step], agencies: &BTreeMap<String, Agency>) -> Result<(), AppError> {
    if !still_fits(tx, steps).await? {
        return Err(AppError::Conflict("calendar_moved_on"));
    }
    for step in steps {
        match step {
            Step::Put { day, .. } => store::put_day(tx, day).await?,
            Step::Remove { was } => store::remove_day(tx, was).await?,
            Step::Declare { year, legal_source } => store::declare(tx, *year, legal_source).await?,
            Step::Hours { agency_id, valid_from, hours, legal_source, .. } => {
                store::put_hours(tx, agency_id, *valid_from, hours, legal_source).await?;
            }
            Step::Remote { unit_code, valid_from, valid_to, legal_source, ends } => {
                let row = (unit_code.as_str(), *valid_from, *valid_to);
                store::put_remote(tx, row, legal_source, *ends).await?;
            }
        }
    }
    let touched = |agency: &&Agency| steps.iter().any(|step| step.touches(agency));
    for agency in agencies.values().filter(touched) {
        store::wake(tx, &agency.id).await?;
    }
    Ok(())
}
