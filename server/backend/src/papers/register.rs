//! The register of an agency: the dossiers that it received over some days.

use std::{collections::BTreeMap, sync::Arc};

use domain::forms::FormSet;
use jiff::civil::Date;

use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency, Version},
    dossier::{self, Dossier},
    error::{AppError, FieldErrors},
    input, policy,
};

/// Days that a register may span.
pub const MOST_DAYS: i32 = 92;
/// Dossiers that a register may hold.
pub const MOST_ROWS: usize = 5_000;

/// A register.
#[derive(Clone, Debug)]
pub struct Register {
    /// Whose it is.
    pub agency: Agency,
    /// First and last day of receipt.
    pub days: (Date, Date),
    /// The forms of the last day.
    pub set: FormSet,
    /// In the order of receipt.
    pub dossiers: Vec<Registered>,
}

/// A dossier in the register.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The dossier.
    pub dossier: Dossier,
    /// The service's name as it was.
    pub service: String,
    /// Sets of documents.
    pub sets: u8,
}

/// The register of one of the actor's agencies; days as typed, `dd/mm/yyyy`, both included.
///
/// # Errors
/// [`AppError::NotFound`] for another agency; [`AppError::Invalid`] at `tu` and `den`: no days, turned round, too many,
/// too many dossiers.
pub async fn register(
    portal: &Portal,
    actor: &Actor,
    agency_id: &str,
    from: &str,
    to: &str,
) -> Result<Register, AppError> {
    actor.must_be_officer_of(agency_id)?;
    let (from, to) = days(from, to)?;
    let mut tx = portal.db.read().await?;
    let agency = catalogue::agency(portal, &mut tx, agency_id).await?;
    let agency = agency.ok_or(AppError::NotFound)?;
    // One more than may be: it tells that there are too many.
    let most = i64::try_from(MOST_ROWS + 1).unwrap_or(i64::MAX);
    let found = dossier::store::accepted_between(&mut tx, agency_id, from, to, most).await?;
    if found.len() > MOST_ROWS {
        return Err(AppError::field("den", "dossiers_many"));
    }
    let mut versions: BTreeMap<String, Arc<Version>> = BTreeMap::new();
    for dossier in &found {
        if !versions.contains_key(&dossier.version_id) {
            let version = catalogue::version_of(portal, &mut tx, &dossier.service_id, &dossier.version_id).await?;
            versions.extend(version.map(|version| (dossier.version_id.clone(), version)));
        }
    }
    let set = policy::rules(portal, &mut tx).await?.regime(to)?.forms;
    tx.commit().await?;
    let registered = |dossier: Dossier| {
        let version = versions.get(&dossier.version_id);
        let procedure = version.map(|version| &version.procedure);
        Registered {
            service: procedure.map(|known| known.name.vi.clone()).unwrap_or_default(),
            sets: procedure.map_or(1, |known| known.sets),
            dossier,
        }
    };
    Ok(Register { agency, days: (from, to), set, dossiers: found.into_iter().map(registered).collect() })
}

fn days(from: &str, to: &str) -> Result<(Date, Date), AppError> {
    let mut errors = FieldErrors::default();
    let mut read = |field: &str, typed: &str| input::date(typed).map_err(|wrong| errors.add(field, wrong)).ok();
    let days = read("tu", from).zip(read("den", to));
    let span = days.and_then(|(from, to)| Some(from.until(to).ok()?.get_days()));
    match span {
        Some(..0) => errors.add("den", "period_turned"),
        Some(MOST_DAYS..) => {
            errors.add_with("den", "days_many", vec![("most", MOST_DAYS.to_string())]);
        }
        _ => {}
    }
    errors.into_result()?;
    days.ok_or_else(|| AppError::field("tu", "bad_date"))
}
