//! Counts everything anew from the logs: after a change of what is counted, or where [`verify`](crate::verify::verify) has
//! found that the counters are wrong.

use std::collections::BTreeMap;

use domain::metrics::Tallies;

use super::{Dossier, Facts, TallyKey, store};
use crate::{
    db::{Db, Tx},
    error::AppError,
    write_tx,
};

/// How many dossiers are read at a time.
const AT_A_TIME: i64 = 500;

/// Replaces the counters, and what each dossier's row says of itself, by what the logs say: a portal that folds more
/// than the one before it begins so. The logs themselves stay as they are. Gives how many dossiers were counted.
///
/// # Errors
/// The database fails.
pub async fn recount(db: &Db) -> Result<u64, AppError> {
    write_tx!(db, |tx| { recount_in(tx).await })
}

/// [`recount`], where a migration has asked for it.
///
/// # Errors
/// The database fails.
pub async fn recount_where_asked(db: &Db) -> Result<(), AppError> {
    let mut tx = db.read().await?;
    let asked = store::recount_is_asked(&mut tx).await?;
    tx.commit().await?;
    if !asked {
        return Ok(());
    }
    // Of several processes that start at once, one counts and the others find that it was done.
    let counted =
        write_tx!(db, |tx| { if store::take_recount_flag(tx).await? { recount_in(tx).await } else { Ok(0) } })?;
    if counted > 0 {
        tracing::info!(dossiers = counted, "figures counted anew");
    }
    Ok(())
}

async fn recount_in(tx: &mut Tx) -> Result<u64, AppError> {
    let mut counted: BTreeMap<TallyKey, Tallies> = BTreeMap::new();
    let (mut seen, mut last) = (0, String::new());
    loop {
        let some = store::after_id(tx, &last, AT_A_TIME).await?;
        let Some(end) = some.last().map(|dossier| dossier.id.clone()) else {
            break;
        };
        let mut logs = store::logs(tx, &last, &end).await?;
        last = end;
        for dossier in some {
            seen += 1;
            let log = logs.remove(&dossier.id).unwrap_or_default();
            // A log that does not fold is for `verify` to tell; the row is then all there is.
            let facts = Facts::of_log(&log).unwrap_or_else(|_| dossier.facts.clone());
            if facts != dossier.facts {
                store::set_facts(tx, &dossier.id, &facts).await?;
            }
            let dossier = Dossier { facts, ..dossier };
            store::set_late_from(tx, &dossier.id, dossier.late_from()).await?;
            if let Some(key) = dossier.tally_key() {
                *counted.entry(key).or_default() += &dossier.tallies();
            }
        }
    }
    store::replace_tallies(tx, &counted).await?;
    Ok(seen)
}
