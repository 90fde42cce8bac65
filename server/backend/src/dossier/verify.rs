//! Recounts everything from the logs. Rows, states, codes, money and figures must agree with them to the last đồng.

use std::collections::BTreeMap;

use super::{Counts, Dossier, Facts, store};
use crate::{Portal, all, clock::local, db::Tx, error::AppError, payment::Books};

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

/// The key of a counter row.
type Key = (String, String, String, String, String, bool);

#[derive(sqlx::FromRow)]
struct CounterRow {
    day: String,
    agency_id: String,
    service_id: String,
    channel: String,
    acting_mode: String,
    demo: bool,
    #[sqlx(flatten)]
    counts: Counts,
}

/// Goes through all dossiers; gives how many there are and every difference.
///
/// # Errors
/// The database fails.
pub async fn verify(portal: &Portal) -> Result<(u64, Vec<Difference>), AppError> {
    let mut tx = portal.db.read().await?;
    let mut differences = Vec::new();
    let mut counted: BTreeMap<Key, Counts> = BTreeMap::new();
    let mut books = Books::default();
    let (mut seen, mut last) = (0, String::new());
    loop {
        let some = store::after_id(&mut tx, &last, AT_A_TIME).await?;
        let Some(end) = some.last() else { break };
        last.clone_from(&end.id);
        for dossier in some {
            seen += 1;
            check_dossier(&mut tx, &dossier, &mut books, &mut differences).await?;
            if let Some(acceptance) = dossier.facts.state.acceptance() {
                let key = (
                    local(acceptance.at).date().to_string(),
                    dossier.agency_id.clone(),
                    dossier.service_id.clone(),
                    dossier.channel.as_str().to_owned(),
                    dossier.acting_mode.as_str().to_owned(),
                    dossier.demo,
                );
                counted
                    .entry(key)
                    .or_default()
                    .add(&Counts::of(&dossier), 1);
            }
        }
    }
    check_counters(&mut tx, counted, &mut differences).await?;
    check_receipts(&mut tx, &mut differences).await?;
    for (place, what) in books.compare(&mut tx).await? {
        differences.push(Difference { place, what });
    }
    tx.commit().await?;
    Ok((seen, differences))
}

async fn check_dossier(
    tx: &mut Tx,
    dossier: &Dossier,
    books: &mut Books,
    differences: &mut Vec<Difference>,
) -> Result<(), AppError> {
    let mut differs = |what: String| {
        differences.push(Difference {
            place: dossier.reference.clone(),
            what,
        });
    };
    let log = store::log(tx, &dossier.id).await?;
    for entry in &log {
        books.tell(&dossier.id, &entry.event);
    }
    let gapless = log
        .iter()
        .zip(1..)
        .all(|(entry, number)| entry.number == number);
    if !gapless || i64::try_from(log.len()) != Ok(dossier.last_event) {
        differs("the log's numbers have a gap".into());
    }
    match Facts::of_log(&log) {
        Ok(facts) if facts == dossier.facts => {}
        Ok(_) => differs("the row says something else than the log".into()),
        Err(error) => differs(format!("the log does not fold: {error}")),
    }
    let code = dossier
        .facts
        .state
        .acceptance()
        .map(|acceptance| acceptance.code.to_string());
    if code != dossier.code {
        differs("the code is not the one of the acceptance".into());
    }
    let stored: Vec<(String, Option<String>)> = all!(
        tx,
        "SELECT state, accepted_day FROM dossier WHERE id = $1",
        &dossier.id
    )?;
    let day = dossier
        .facts
        .state
        .acceptance()
        .map(|a| local(a.at).date().to_string());
    if stored != [(dossier.facts.state.code().as_str().to_owned(), day)] {
        differs("state or day of acceptance is not the log's".into());
    }
    Ok(())
}

async fn check_counters(
    tx: &mut Tx,
    mut counted: BTreeMap<Key, Counts>,
    differences: &mut Vec<Difference>,
) -> Result<(), AppError> {
    let rows: Vec<CounterRow> = all!(tx, "SELECT * FROM counter")?;
    for row in rows {
        let key = (
            row.day,
            row.agency_id,
            row.service_id,
            row.channel,
            row.acting_mode,
            row.demo,
        );
        let kept = row.counts;
        let recounted = counted.remove(&key).unwrap_or_default();
        if kept != recounted {
            differences.push(counter_difference(&key, &kept, &recounted));
        }
    }
    for (key, recounted) in counted {
        differences.push(counter_difference(&key, &Counts::default(), &recounted));
    }
    Ok(())
}

fn counter_difference(key: &Key, kept: &Counts, recounted: &Counts) -> Difference {
    let (day, agency, service, channel, mode, _) = key;
    Difference {
        place: format!("{day} {agency} {service} {channel} {mode}"),
        what: format!("counted {kept:?}, recounted {recounted:?}"),
    }
}

/// Receipts run from 1 without gaps.
async fn check_receipts(tx: &mut Tx, differences: &mut Vec<Difference>) -> Result<(), AppError> {
    let rows: Vec<(String, i64, i64, i64)> = all!(
        tx,
        "SELECT series, year, COUNT(*), MAX(number) FROM receipt GROUP BY series, year"
    )?;
    for (series, year, count, last) in rows {
        if count != last {
            differences.push(Difference {
                place: format!("receipts {series}/{year}"),
                what: format!("{count} receipts, the last is number {last}"),
            });
        }
    }
    Ok(())
}
