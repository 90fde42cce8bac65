//! Once only: what somebody gave in an earlier dossier is offered again, with where it comes from, and never forced.

use std::collections::BTreeMap;

use super::{Case, check};
use crate::{
    Portal,
    actor::{Actor, Person},
    catalogue,
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

/// What the earlier dossiers of the draft's owner offer.
///
/// # Errors
/// The database fails.
pub async fn earlier(portal: &Portal, actor: &Actor, case: &Case) -> Result<Earlier, AppError> {
    if actor.assist.is_some() {
        // What the helper filed for themselves or for others is nobody else's.
        return Ok(Earlier::default());
    }
    let mut tx = portal.db.read().await?;
    let dossiers = dossier::store::of_filer(&mut tx, &actor.account_id, LOOKED_THROUGH).await?;
    let mut earlier = Earlier {
        person: dossiers
            .iter()
            .find(|dossier| dossier.body.filer.is_none())
            .map(|dossier| (dossier.body.applicant.clone(), dossier.public_name().to_owned())),
        ..Earlier::default()
    };
    let mut by_key: BTreeMap<String, (String, String)> = BTreeMap::new();
    let asks = case.version.procedure.form.iter().any(|field| field.once_only.is_some());
    for dossier in dossiers.iter().filter(|_| asks) {
        gather(&mut tx, dossier, &mut by_key).await?;
    }
    tx.commit().await?;
    for field in &case.version.procedure.form {
        let found = field.once_only.as_ref().and_then(|key| by_key.get(key));
        if let Some((answer, name)) = found {
            let typed = check::typed_form(field.kind, answer);
            earlier.answers.insert(field.key.clone(), (typed, name.clone()));
        }
    }
    Ok(earlier)
}

/// Adds what a dossier answers under its once-only keys; a newer dossier has spoken already.
async fn gather(
    tx: &mut crate::db::Tx,
    dossier: &Dossier,
    by_key: &mut BTreeMap<String, (String, String)>,
) -> Result<(), AppError> {
    let Some(version) = catalogue::store::version(tx, &dossier.version_id).await? else {
        return Ok(());
    };
    for field in &version.procedure.form {
        let Some(key) = &field.once_only else {
            continue;
        };
        if let Some(answer) = dossier.body.form.get(&field.key) {
            by_key.entry(key.clone()).or_insert_with(|| (answer.clone(), dossier.public_name().to_owned()));
        }
    }
    Ok(())
}
