//! Hours of work by agency, and the communes where some limits are longer: rows with a first day, never overwritten.

use std::collections::BTreeMap;

use domain::working_hours::WorkingHours;
use jiff::civil::Date;

use super::{Change, Kept, Step, change::keep, form::Reader, places::places, store};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue,
    error::AppError,
    input::Values,
};

/// The fields of the form for hours.
pub const HOURS_FIELDS: [&str; 8] =
    ["agency", "morning", "afternoon", "saturday", "valid_from", "number", "date", "issuer"];

/// The fields of the form for remote communes.
pub const REMOTE_FIELDS: [&str; 6] = ["unit", "valid_from", "last_day", "number", "date", "issuer"];

/// So many changes are looked through for those of hours.
const MOST_CHANGES: i64 = 500;

/// Hours from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedHours {
    /// The first day.
    pub valid_from: Date,
    /// The hours.
    pub hours: WorkingHours,
    /// Who decided; empty where nobody wrote it down.
    pub legal_source: String,
}

/// An agency's hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyHours {
    /// Its id; empty for those that hold for all without hours of their own.
    pub agency_id: String,
    /// Its name; empty as above.
    pub name: String,
    /// The newest first.
    pub rows: Vec<DatedHours>,
}

/// A unit where some limits are longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteArea {
    /// Its code.
    pub unit_code: String,
    /// Its name, where its agency is here.
    pub name: String,
    /// The first day.
    pub valid_from: Date,
    /// The last day.
    pub valid_to: Option<Date>,
    /// Who decided.
    pub legal_source: String,
}

/// Everybody's hours first, then those of agencies of their own, then the agencies that have none.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn hours(portal: &Portal, actor: &Actor) -> Result<Vec<AgencyHours>, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    let agencies = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let rows = store::hours(&mut tx).await?;
    tx.commit().await?;
    let mut by_scope: BTreeMap<String, Vec<DatedHours>> = BTreeMap::new();
    for (scope, valid_from, hours, legal_source) in rows {
        by_scope.entry(scope).or_default().push(DatedHours { valid_from, hours, legal_source });
    }
    let mut found = vec![AgencyHours {
        agency_id: String::new(),
        name: String::new(),
        rows: by_scope.remove("").unwrap_or_default(),
    }];
    let open = agencies.values().filter(|agency| agency.valid_to.is_none_or(|last| last >= today));
    let mut own: Vec<_> = open
        .map(|agency| AgencyHours {
            agency_id: agency.id.clone(),
            name: agency.name.clone(),
            rows: by_scope.remove(&agency.id).unwrap_or_default(),
        })
        .collect();
    own.sort_by_cached_key(|one| (one.rows.is_empty(), domain::text::fold(&one.name)));
    found.extend(own);
    Ok(found)
}

/// Prepares hours from a day on; what held before stays as history.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be read; [`AppError::Forbidden`] to all but administrators.
pub async fn put_hours(portal: &Portal, actor: &Actor, typed: &Values) -> Result<Kept, AppError> {
    let known = hours(portal, actor).await?;
    let today = portal.clock.today();
    let mut form = Reader::new(typed);
    let agency = known.iter().find(|one| one.agency_id == typed.text("agency"));
    if agency.is_none() {
        form.errors.add("agency", "choose");
    }
    let morning = sessions(&mut form, "morning");
    let afternoon = sessions(&mut form, "afternoon");
    if morning.is_empty() && afternoon.is_empty() && form.errors.is_empty() {
        form.errors.add("morning", "required");
    }
    let saturday = sessions(&mut form, "saturday");
    let valid_from = form.day("valid_from", true);
    if valid_from.is_some_and(|day| day < today) {
        form.errors.add("valid_from", "date_past");
    }
    let legal_source = form.document(true, false);
    let work: Vec<_> = [morning, afternoon].into_iter().filter(|text| !text.is_empty()).collect();
    let mut text = work.join(",");
    if !saturday.is_empty() {
        text = format!("{text}|{saturday}");
    }
    let read: Option<WorkingHours> = text.parse().ok();
    if read.is_none() && form.errors.is_empty() {
        form.errors.add("afternoon", "hours_order");
    }
    form.errors.into_result()?;
    let (Some(agency), Some(valid_from), Some(read)) = (agency, valid_from, read) else {
        return Err(AppError::Internal("a field was neither read nor refused".into()));
    };
    let there = agency.rows.iter().find(|row| row.valid_from == valid_from);
    let was = there.map(|row| row.hours.clone());
    if there.is_some() && valid_from == today {
        // Somebody may have been counted by them today.
        return Err(AppError::field("valid_from", "hours_there"));
    }
    if was.as_ref() == Some(&read) {
        return Ok(Kept::Nothing);
    }
    let step = Step::Hours {
        agency_id: agency.agency_id.clone(),
        valid_from,
        hours: read,
        legal_source,
        was: was.map(Box::new),
    };
    keep(portal, actor, vec![step]).await
}

/// Sessions as typed, `7:00-11:30`, as the store writes them; empty where there is none.
fn sessions(form: &mut Reader<'_>, name: &'static str) -> String {
    let text = form.line(name, false).replace(['–', '—'], "-");
    let text = text.replace('h', ":").replace(' ', "");
    if text.is_empty() {
        return text;
    }
    match text.parse::<WorkingHours>() {
        Ok(hours) if !text.contains([';', '|']) => hours.to_string(),
        _ => {
            form.errors.add(name, "bad_hours");
            String::new()
        }
    }
}

/// Hours as they would be typed. Where weekdays differ, Monday's stand for all.
pub fn typed_hours(hours: &WorkingHours) -> Vec<(&'static str, String)> {
    let text = hours.to_string();
    let work = text.split('|').next().unwrap_or_default();
    let monday = work.split(';').next().unwrap_or_default();
    let (morning, afternoon) = monday.split_once(',').unwrap_or((monday, ""));
    vec![("morning", morning.to_owned()), ("afternoon", afternoon.to_owned()), ("saturday", hours.saturday_intake())]
}

/// The communes where some limits are longer, those of the past too.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn remote_areas(portal: &Portal, actor: &Actor) -> Result<Vec<RemoteArea>, AppError> {
    let places = places(portal, actor).await?;
    let mut tx = portal.db.read().await?;
    let rows = store::remote(&mut tx).await?;
    tx.commit().await?;
    let name = |code: &str| places.unit(code).map(str::to_owned);
    let rows = rows.into_iter().map(|(unit_code, valid_from, valid_to, legal_source)| RemoteArea {
        name: name(&unit_code).unwrap_or_else(|| unit_code.clone()),
        unit_code,
        valid_from,
        valid_to,
        legal_source,
    });
    let mut areas: Vec<_> = rows.collect();
    areas.sort_by_cached_key(|area| (area.valid_to.is_some(), domain::text::fold(&area.name)));
    Ok(areas)
}

/// Prepares that a unit counts as remote from a day on, or, with a last day, that it no longer does.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be read; [`AppError::Forbidden`] to all but administrators.
pub async fn put_remote(portal: &Portal, actor: &Actor, typed: &Values) -> Result<Kept, AppError> {
    let areas = remote_areas(portal, actor).await?;
    let places = places(portal, actor).await?;
    let today = portal.clock.today();
    let mut form = Reader::new(typed);
    let unit_code = form.line("unit", true);
    let is_known = places.communes().any(|(code, _)| code == unit_code);
    let open = areas.iter().find(|area| area.unit_code == unit_code && area.valid_to.is_none());
    let ends = !typed.text("last_day").is_empty();
    let day = form.day(if ends { "last_day" } else { "valid_from" }, true);
    if !unit_code.is_empty() && !is_known && open.is_none() {
        form.errors.add("unit", "choose");
    } else if ends && open.is_none() {
        form.errors.add("unit", "remote_not_there");
    } else if !ends && open.is_some() {
        form.errors.add("unit", "remote_there");
    }
    let field = if ends { "last_day" } else { "valid_from" };
    if day.is_some_and(|day| day < today) {
        form.errors.add(field, "date_past");
    }
    let legal_source = form.document(true, false);
    form.errors.into_result()?;
    let day = day.unwrap_or(today);
    let step = Step::Remote {
        unit_code,
        valid_from: open.map_or(day, |open| open.valid_from),
        valid_to: ends.then_some(day),
        legal_source,
        ends,
    };
    keep(portal, actor, vec![step]).await
}

/// What was done to hours and areas, the newest first.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn hour_changes(portal: &Portal, actor: &Actor) -> Result<Vec<Change>, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let changes = store::changes(&mut tx, (Date::ZERO, Date::MAX), MOST_CHANGES).await?;
    tx.commit().await?;
    let is_of_hours = |change: &Change| {
        let mut steps = change.steps.iter();
        steps.any(|step| matches!(step, Step::Hours { .. } | Step::Remote { .. }))
    };
    Ok(changes.into_iter().filter(is_of_hours).collect())
}
