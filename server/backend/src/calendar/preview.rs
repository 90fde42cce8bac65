//! What a change touches, before it is applied.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::CalendarDay;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};

use super::{
    Change, Places, Step,
    change::{Listed, listed, span, still_fits},
    store,
    year::{nationwide, span_of},
};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Agency},
    clock::{from_micros, instant, local},
    db::Tx,
    error::AppError,
    policy,
};

/// A year before and after a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearEffect {
    /// The year.
    pub year: i16,
    /// How many days the country works, before and after.
    pub working_days: (u32, u32),
    /// Whether its calendar is final, before and after.
    pub is_final: (bool, bool),
}

/// What lies at an agency whose days or hours change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyEffect {
    /// Its name.
    pub name: String,
    /// Dossiers whose date was told and is not before the first day that changes: it stays.
    pub promised: i64,
    /// Of those, the ones whose date is on a day that is no longer worked.
    pub on_closed_days: i64,
    /// Dossiers that wait for their applicants: their date will be counted anew.
    pub waiting: i64,
    /// Dossiers that are not accepted: their date will be set then.
    pub unaccepted: i64,
}

/// A change and what it touches.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The change.
    pub change: Change,
    /// The years whose days it changes.
    pub years: Vec<YearEffect>,
    /// The agencies of today that it reaches, by name.
    pub agencies: Vec<AgencyEffect>,
    /// It reaches all of them.
    pub everywhere: bool,
    /// The first day that it changes.
    pub from: Date,
    /// What it replaces is no longer there: it must be prepared anew.
    pub moved_on: bool,
    /// Where its days hold.
    pub places: Places,
    /// The agencies by their ids: names for who gets other hours.
    pub names: BTreeMap<String, String>,
    /// What is past is told apart.
    pub today: Date,
}

/// What a prepared change would touch.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn preview(portal: &Portal, actor: &Actor, id: &str) -> Result<Preview, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    let agencies = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let change = store::change(&mut tx, id).await?;
    let change = change.ok_or(AppError::NotFound)?;
    let rules = policy::rules(portal, &mut tx).await?;
    let moved_on = change.applied.is_none() && !still_fits(&mut tx, &change.steps).await?;
    let years = years(&mut tx, &change.steps).await?;
    let (from, _) = span(&change.steps);
    let open = |agency: &&Agency| agency.valid_to.is_none_or(|last| last >= today);
    let reached = |agency: &&Agency| change.steps.iter().any(|step| step.touches(agency));
    let today_s: Vec<&Agency> = agencies.values().filter(open).collect();
    let touched: Vec<&Agency> = today_s.iter().copied().filter(reached).collect();
    let effects = effects(&mut tx, &change.steps, &touched).await?;
    tx.commit().await?;
    let names = agencies.values();
    Ok(Preview {
        years,
        everywhere: touched.len() == today_s.len(),
        agencies: effects,
        from,
        moved_on,
        places: Places::of(&rules, &agencies, today),
        names: names.map(|agency| (agency.id.clone(), agency.name.clone())).collect(),
        change,
        today,
    })
}

/// The days with the change, as if it were applied.
fn after(mut days: Listed, steps: &[Step]) -> Vec<CalendarDay> {
    for step in steps {
        match step {
            Step::Put { day, .. } => {
                days.insert((day.date, day.scope.clone()), day.clone());
            }
            Step::Remove { was } => {
                days.remove(&(was.date, was.scope.clone()));
            }
            _ => {}
        }
    }
    days.into_values().collect()
}

async fn years(tx: &mut Tx, steps: &[Step]) -> Result<Vec<YearEffect>, AppError> {
    let touched: BTreeSet<i16> = steps
        .iter()
        .filter_map(|step| match step {
            Step::Put { day, .. } | Step::Remove { was: day } => Some(day.date.year()),
            Step::Declare { year, .. } => Some(*year),
            Step::Hours { .. } | Step::Remote { .. } => None,
        })
        .collect();
    let declared = policy::declared_years(tx).await?;
    let mut then = declared.clone();
    then.extend(steps.iter().filter_map(|step| match step {
        Step::Declare { year, legal_source } => Some((*year, legal_source.clone())),
        _ => None,
    }));
    let mut effects = Vec::new();
    for year in touched {
        let days = listed(tx, span_of(year)?).await?;
        let now = nationwide(days.values(), &declared);
        let of_year = steps.iter().filter(|step| step.span().0.year() == year);
        let of_year: Vec<Step> = of_year.cloned().collect();
        let with = nationwide(&after(days, &of_year), &then);
        effects.push(YearEffect {
            year,
            working_days: (now.working_days_in(year), with.working_days_in(year)),
            is_final: (now.is_final(year), with.is_final(year)),
        });
    }
    Ok(effects)
}

async fn effects(tx: &mut Tx, steps: &[Step], agencies: &[&Agency]) -> Result<Vec<AgencyEffect>, AppError> {
    let (from, _) = span(steps);
    let mut found: BTreeMap<&str, AgencyEffect> = agencies
        .iter()
        .map(|agency| {
            let effect =
                AgencyEffect { name: agency.name.clone(), promised: 0, on_closed_days: 0, waiting: 0, unaccepted: 0 };
            (agency.id.as_str(), effect)
        })
        .collect();
    let closed = |agency: &str, on: Date| {
        let agency = agencies.iter().find(|one| one.id == agency);
        agency.is_some_and(|agency| steps.iter().any(|step| closes(step, agency, on)))
    };
    for (agency, due) in store::promised(tx, midnight(from)).await? {
        let on = local(from_micros(due)).date();
        let is_closed = closed(&agency, on);
        if let Some(effect) = found.get_mut(agency.as_str()) {
            effect.promised += 1;
            effect.on_closed_days += i64::from(is_closed);
        }
    }
    for (agency, unaccepted, waiting) in store::undated(tx).await? {
        if let Some(effect) = found.get_mut(agency.as_str()) {
            (effect.unaccepted, effect.waiting) = (unaccepted, waiting);
        }
    }
    let mut effects: Vec<_> = found.into_values().collect();
    effects.sort_by_cached_key(|effect| domain::text::fold(&effect.name));
    Ok(effects)
}

/// Whether a step makes an agency's day one that is not worked.
fn closes(step: &Step, agency: &Agency, on: Date) -> bool {
    match step {
        Step::Put { day, .. } => day.date == on && !day.kind.is_worked() && step.touches(agency),
        Step::Remove { was } => was.date == on && was.kind.is_worked() && step.touches(agency),
        _ => false,
    }
}

fn midnight(day: Date) -> Timestamp {
    instant(day.to_datetime(Time::midnight()))
}
