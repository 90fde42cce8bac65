//! Once only: what somebody gave in an earlier dossier is offered again, with where it comes from, and never forced.

use std::collections::BTreeMap;

use super::{Case, Step, check};
use crate::{
    Portal,
    actor::{Actor, Person},
    catalogue::{self, Version},
    dossier::{self, Dossier},
    error::AppError,
};

/// How many of the newest dossiers are looked through.
const LOOKED_THROUGH: i64 = 20;

/// What earlier dossiers offer to a draft.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// A question's key, to the answer as people type it and the dossier that it comes from.
    pub answers: BTreeMap<String, (String, String)>,
    /// The person as they last filed for themselves, and in which dossier.
    pub person: Option<(Person, String)>,
}

/// What the earlier dossiers of the draft's owner offer to a step.
///
/// # Errors
/// The database fails.
pub async fn earlier(portal: &Portal, actor: &Actor, case: &Case, step: Step) -> Result<Earlier, AppError> {
    let offers = match step {
        Step::Applicant => !case.was_saved(step),
        Step::Form => case.version.procedure.form.iter().any(|field| field.once_only.is_some()),
        _ => false,
    };
    // What a helper filed for themselves or for others is nobody else's.
    if !offers || actor.assist.is_some() {
        return Ok(Earlier::default());
    }
    let mut tx = portal.db.read().await?;
    let dossiers = dossier::store::of_filer(&mut tx, &actor.account_id, LOOKED_THROUGH).await?;
    let mut earlier = Earlier::default();
    if step == Step::Applicant {
        let own = dossiers.iter().find(|dossier| dossier.body.filer.is_none());
        earlier.person = own.map(|dossier| (dossier.body.applicant.clone(), dossier.public_name().to_owned()));
    } else {
        let mut by_key = BTreeMap::new();
        for dossier in &dossiers {
            let version = catalogue::version_of(portal, &mut tx, &dossier.service_id, &dossier.version_id).await?;
            if let Some(version) = version {
                gather(dossier, &version, &mut by_key);
            }
        }
        earlier.answers = answers(case, &by_key);
    }
    tx.commit().await?;
    Ok(earlier)
}

/// Adds what a dossier answers under its once-only keys; a newer dossier has spoken already.
fn gather(dossier: &Dossier, version: &Version, by_key: &mut BTreeMap<String, (String, String)>) {
    for field in &version.procedure.form {
        if let (Some(key), Some(answer)) = (&field.once_only, dossier.body.form.get(&field.key)) {
            by_key.entry(key.clone()).or_insert_with(|| (answer.clone(), dossier.public_name().to_owned()));
        }
    }
}

fn answers(case: &Case, by_key: &BTreeMap<String, (String, String)>) -> BTreeMap<String, (String, String)> {
    let asked = case.version.procedure.form.iter();
    asked
        .filter_map(|field| {
            let (answer, name) = by_key.get(field.once_only.as_ref()?)?;
            Some((field.key.clone(), (check::typed_form(field.kind, answer), name.clone())))
        })
        .collect()
}
