//! What administrators aim at: rows with dates and a source, never rewritten, only ended.

use domain::{metrics::Measure, mode::Level, text::clean};
use jiff::civil::Date;

use super::store;
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue,
    db::{Tx, new_id, touch_data},
    error::{AppError, FieldErrors},
    input, write_tx,
};

/// Characters of a legal source.
const MOST_SOURCE: usize = 300;

/// A target: so many percent of a measure, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Of one agency alone: its id.
    pub agency: Option<String>,
    /// Of the agencies of one level.
    pub level: Option<Level>,
    /// Of what.
    pub measure: Measure,
    /// Reached from so many percent on.
    pub percent: u32,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// The document that sets it.
    pub legal_source: String,
    /// Demo data.
    pub demo: bool,
}

/// A target as it is typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewTarget<'a> {
    /// [`Measure::as_str`].
    pub measure: &'a str,
    /// An agency's id; empty for all.
    pub agency: &'a str,
    /// [`Level::as_str`]; empty for all. An agency has its level.
    pub level: &'a str,
    /// From 1 to 100.
    pub percent: &'a str,
    /// First day, `dd/mm/yyyy`.
    pub from: &'a str,
    /// Last day; empty while it is open.
    pub to: &'a str,
    /// The document that sets it.
    pub legal_source: &'a str,
}

/// All targets, those of the past too.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators.
pub async fn targets(portal: &Portal, actor: &Actor) -> Result<Vec<Target>, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let targets = store::targets(&mut tx).await?;
    tx.commit().await?;
    Ok(targets)
}

/// Adds a target; gives its id. One that is more particular, or newer, holds before the others.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; [`AppError::Invalid`] at the fields of [`NewTarget`].
pub async fn add_target(portal: &Portal, actor: &Actor, typed: &NewTarget<'_>) -> Result<String, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let agencies = catalogue::agencies(portal).await?;
    let target = parse(typed, &|id| agencies.contains_key(id))?;
    write_tx!(&portal.db, |tx| {
        store::insert_target(tx, &target).await?;
        touch_data(tx).await
    })?;
    Ok(target.id)
}

/// Ends a target with today; one that has not begun goes. What was reached before stays as it was.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; [`AppError::NotFound`] where there is none that is open.
pub async fn end_target(portal: &Portal, actor: &Actor, id: &str) -> Result<(), AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    write_tx!(&portal.db, |tx| {
        end_in(tx, id, today).await?;
        touch_data(tx).await
    })
}

async fn end_in(tx: &mut Tx, id: &str, today: Date) -> Result<(), AppError> {
    let targets = store::targets(tx).await?;
    let target = targets.iter().find(|target| target.id == id);
    let open = target.filter(|target| target.valid_to.is_none_or(|to| to > today));
    match open.ok_or(AppError::NotFound)? {
        target if target.valid_from > today => store::delete_target(tx, id).await,
        _ => store::end_target(tx, id, today).await,
    }
}

fn parse(typed: &NewTarget<'_>, is_agency: &dyn Fn(&str) -> bool) -> Result<Target, AppError> {
    let mut errors = FieldErrors::default();
    let measure: Option<Measure> = typed.measure.parse().ok();
    if measure.is_none() {
        errors.add("measure", "choose");
    }
    let agency = Some(typed.agency).filter(|id| !id.is_empty());
    if agency.is_some_and(|id| !is_agency(id)) {
        errors.add("agency", "unknown_choice");
    }
    // An agency's level says nothing more.
    let level = Some(typed.level).filter(|level| !level.is_empty() && agency.is_none());
    let level = level.map(str::parse::<Level>).transpose();
    if level.is_err() {
        errors.add("level", "unknown_choice");
    }
    let percent: Option<u32> = clean(typed.percent).trim_end_matches('%').trim().parse().ok();
    let percent = percent.filter(|percent| (1..=100).contains(percent));
    if percent.is_none() {
        errors.add("percent", "out_of_range");
    }
    let mut day = |field: &'static str, text: &str| match input::date(text) {
        Ok(day) => Some(day),
        Err(code) => {
            errors.add(field, code);
            None
        }
    };
    let valid_from = day("from", typed.from);
    let valid_to = Some(typed.to).filter(|text| !text.trim().is_empty());
    let valid_to = valid_to.and_then(|text| day("to", text));
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
        errors.add("to", "period_turned");
    }
    let legal_source = clean(typed.legal_source);
    if legal_source.is_empty() {
        errors.add("legal_source", "required");
    } else if legal_source.chars().count() > MOST_SOURCE {
        errors.add("legal_source", "too_long");
    }
    match (measure, level, percent, valid_from) {
        (Some(measure), Ok(level), Some(percent), Some(valid_from)) if errors.is_empty() => Ok(Target {
            id: new_id(),
            agency: agency.map(str::to_owned),
            level,
            measure,
            percent,
            valid_from,
            valid_to,
            legal_source,
            demo: false,
        }),
        _ => Err(AppError::Invalid(errors)),
    }
}

/// The targets that hold on a day for an agency, for a level, or for everybody: of each measure the most particular
/// one, and of equals the newest.
pub(super) fn holding(targets: &[Target], on: Date, agency: Option<&str>, level: Option<Level>) -> Vec<Target> {
    let reaches = |target: &&Target| {
        target.agency.as_deref().is_none_or(|id| agency == Some(id))
            && target.level.is_none_or(|one| level == Some(one))
            && target.valid_from <= on
            && target.valid_to.is_none_or(|to| to >= on)
    };
    let rank = |target: &&Target| (target.agency.is_some(), target.level.is_some(), target.valid_from);
    let of = |measure: &Measure| {
        let of_measure = targets.iter().filter(|target| target.measure == *measure);
        of_measure.filter(reaches).max_by_key(rank).cloned()
    };
    Measure::ALL.iter().filter_map(of).collect()
}
