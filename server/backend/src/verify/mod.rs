//! Recounts everything from the logs. Rows, states, codes, money and figures must agree with them to the last đồng.

mod files;
mod store;

use std::collections::BTreeMap;

use domain::metrics::Tallies;

use crate::{
    Portal, adoption,
    clock::local,
    db::Tx,
    dossier::{
        Dossier, Entry, Event, Facts, TallyKey, claims,
        store::{after_id, all_tallies, logs},
    },
    error::AppError,
    payment::Books,
};
pub use files::verify_files;

/// Something that does not agree with the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where: a dossier's reference, or a counter's key.
    pub place: String,
    /// What.
    pub what: String,
}

/// How many dossiers are read at a time.
const AT_A_TIME: i64 = 500;

/// Goes through all dossiers; gives how many there are and every difference.
///
/// # Errors
/// The database fails.
pub async fn verify(portal: &Portal) -> Result<(u64, Vec<Difference>), AppError> {
    let mut tx = portal.db.read().await?;
    let mut differences = Vec::new();
    let mut counted: BTreeMap<TallyKey, Tallies> = BTreeMap::new();
    let mut books = Books::default();
    let (mut seen, mut last) = (0, String::new());
    loop {
        let some = after_id(&mut tx, &last, AT_A_TIME).await?;
        let Some(end) = some.last().map(|dossier| dossier.id.clone()) else {
            break;
        };
        let mut logs = logs(&mut tx, &last, &end).await?;
        let mut rows = store::derived(&mut tx, &last, &end).await?;
        last = end;
        for dossier in some {
            seen += 1;
            let log = logs.remove(&dossier.id).unwrap_or_default();
            let row = rows.remove(&dossier.id).unwrap_or_default();
            let facts = check_dossier(&dossier, &log, &row, &mut books, &mut differences);
            let dossier = Dossier { facts: facts.unwrap_or(dossier.facts), ..dossier };
            if let Some(key) = dossier.tally_key() {
                *counted.entry(key).or_default() += &dossier.tallies();
            }
        }
    }
    check_counters(&mut tx, counted, &mut differences).await?;
    let figures = adoption::check_year(portal, &mut tx).await?;
    check_receipts(&mut tx, &mut differences).await?;
    let money = books.compare(&mut tx).await?;
    differences.extend(figures.into_iter().chain(money).map(|(place, what)| Difference { place, what }));
    tx.commit().await?;
    Ok((seen, differences))
}

/// Gives what the log says, where it folds.
fn check_dossier(
    dossier: &Dossier,
    log: &[Entry],
    stored: &store::Derived,
    books: &mut Books,
    differences: &mut Vec<Difference>,
) -> Option<Facts> {
    let mut differs = |what: String| {
        differences.push(Difference { place: dossier.reference.clone(), what });
    };
    for entry in log {
        books.tell(&dossier.id, &entry.event);
    }
    for entry in log {
        if let Event::Accepted { fee: Some(fee), groups, .. } = &entry.event
            && let Some(what) = claims::unfounded(fee, groups, &dossier.body.wish.groups)
        {
            differs(what);
        }
    }
    let gapless = log.iter().zip(1..).all(|(entry, number)| entry.number == number);
    if !gapless || i64::try_from(log.len()) != Ok(dossier.last_event) {
        differs("the log's numbers have a gap".into());
    }
    let told = Facts::of_log(log);
    match &told {
        Ok(facts) if *facts == dossier.facts => {}
        Ok(_) => differs("the row says something else than the log".into()),
        Err(error) => differs(format!("the log does not fold: {error}")),
    }
    let code = dossier.facts.state.acceptance().map(|acceptance| acceptance.code.to_string());
    if code != dossier.code {
        differs("the code is not the one of the acceptance".into());
    }
    let acceptance = dossier.facts.state.acceptance();
    let late = dossier.late_from();
    if stored.state != dossier.facts.state.code().as_str()
        || stored.accepted_day != acceptance.map(|a| local(a.at).date().to_string())
    {
        differs("state or day of acceptance is not the log's".into());
    }
    if stored.late_law_from != late.map(|late| late.law.as_microsecond())
        || stored.late_promise_from != late.map(|late| late.promise.as_microsecond())
    {
        differs("when it counts as late is not what the log says".into());
    }
    let facts = &dossier.facts;
    if stored.holder_id.as_deref() != facts.holder() || stored.officer_id != facts.officer_id {
        differs("who holds it, or works on it, is not what the log says".into());
    }
    told.ok()
}

async fn check_counters(
    tx: &mut Tx,
    mut counted: BTreeMap<TallyKey, Tallies>,
    differences: &mut Vec<Difference>,
) -> Result<(), AppError> {
    for (key, kept) in all_tallies(tx).await? {
        let recounted = counted.remove(&key).unwrap_or_default();
        tell_tallies(&key, &kept, &recounted, differences);
    }
    for (key, recounted) in counted {
        tell_tallies(&key, &Tallies::default(), &recounted, differences);
    }
    Ok(())
}

/// Each cell that differs.
fn tell_tallies(key: &TallyKey, kept: &Tallies, recounted: &Tallies, differences: &mut Vec<Difference>) {
    let TallyKey { day, agency_id, service_id, .. } = key;
    for ((tally, kept), (_, recounted)) in kept.iter().zip(recounted.iter()) {
        if kept != recounted {
            differences.push(Difference {
                place: format!("{day} {agency_id} {service_id}"),
                what: format!("{tally}: counted {kept}, recounted {recounted}"),
            });
        }
    }
}

/// Receipts run from 1 without gaps.
async fn check_receipts(tx: &mut Tx, differences: &mut Vec<Difference>) -> Result<(), AppError> {
    for (series, year, count, last) in store::receipt_runs(tx).await? {
        if count != last {
            differences.push(Difference {
                place: format!("receipts {series}/{year}"),
                what: format!("{count} receipts, the last is number {last}"),
            });
        }
    }
    Ok(())
}
