//! A year as it stands.

use domain::calendar::{Calendar, CalendarDay};
use jiff::civil::Date;

use super::{Change, Places, change::listed, store};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue,
    error::AppError,
    policy,
};

/// Changes that are shown with a year.
const MOST_CHANGES: i64 = 100;

/// A year.
#[derive(Clone, Debug)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// The listed days of all places, in order.
    pub days: Vec<CalendarDay>,
    /// The document that publishes its calendar.
    pub declared: Option<String>,
    /// Published, and nothing nationwide is only foreseen.
    pub is_final: bool,
    /// How many days the country works.
    pub working_days: u32,
    /// What was changed, or is prepared, the newest first.
    pub changes: Vec<Change>,
    /// Where days can hold.
    pub places: Places,
    /// What is past is told apart.
    pub today: Date,
}

/// A year with its days and what was done to them; today's where none is named.
///
/// # Errors
/// [`AppError::NotFound`] for a year that no calendar reaches; [`AppError::Forbidden`] to all but administrators.
pub async fn year(portal: &Portal, actor: &Actor, year: Option<i16>) -> Result<Year, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    let year = year.unwrap_or(today.year());
    if !(2000..=2100).contains(&year) {
        return Err(AppError::NotFound);
    }
    let span = span_of(year)?;
    let agencies = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let rules = policy::rules(portal, &mut tx).await?;
    let days: Vec<_> = listed(&mut tx, span).await?.into_values().collect();
    let declared = policy::declared_years(&mut tx).await?;
    let changes = store::changes(&mut tx, span, MOST_CHANGES).await?;
    tx.commit().await?;
    let nation = nationwide(&days, &declared);
    Ok(Year {
        is_final: nation.is_final(year),
        working_days: nation.working_days_in(year),
        declared: declared.into_iter().find(|(one, _)| *one == year).map(|(_, source)| source),
        year,
        days,
        changes,
        places: Places::of(&rules, &agencies, today),
        today,
    })
}

/// One day of a scope, to be changed.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn day(portal: &Portal, actor: &Actor, date: Date, scope: &str) -> Result<CalendarDay, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let mut days = listed(&mut tx, (date, date)).await?;
    tx.commit().await?;
    days.remove(&(date, scope.to_owned())).ok_or(AppError::NotFound)
}

/// The country's calendar of some days.
pub(super) fn nationwide<'a>(days: impl IntoIterator<Item = &'a CalendarDay>, declared: &[(i16, String)]) -> Calendar {
    let years = declared.iter().map(|(year, _)| *year);
    Calendar::new(days.into_iter().cloned(), None).declared(years)
}

/// The first and the last day of a year.
pub(super) fn span_of(year: i16) -> Result<(Date, Date), AppError> {
    let day = |month, day| Date::new(year, month, day).map_err(|error| AppError::Internal(error.to_string()));
    Ok((day(1, 1)?, day(12, 31)?))
}
