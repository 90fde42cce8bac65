//! Building the index from the store.

use std::{collections::HashMap, sync::Arc};

use domain::{
    channel::Channel,
    deadline::Limit,
    fee::{Amount, FeeItem},
    mode::{Level, Mode},
    money::Dong,
    procedure::{Filing, Procedure, Words},
    quote::{Limits, Terms},
    text::slug,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    Entry, Saving, SearchIndex,
    store::{self, IndexOffer, IndexRow},
};
use crate::{
    db::{self, Db},
    error::AppError,
    policy::{RuleBook, load_rules},
    quoting::{Wish, quote},
};

/// So many services are read at once: all together would take more memory than the index itself.
const AT_ONCE: i64 = 200;

/// Reads one state of the store and makes the index of a day; tells of which data version.
pub(super) async fn build(db: &Db, day: Date) -> Result<(i64, SearchIndex), AppError> {
    let mut tx = db.read().await?;
    let version = db::data_version(&mut tx).await?;
    let rules = Arc::new(load_rules(&mut tx).await?);
    let mut offers: HashMap<String, Vec<IndexOffer>> = HashMap::new();
    for offer in store::index_offers(&mut tx, day).await? {
        let of_service = offers.entry(offer.service_id.clone()).or_default();
        of_service.push(offer);
    }
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let after = entries.last().map_or("", |entry| entry.id.as_str());
        let rows = store::index_rows(&mut tx, day, after, AT_ONCE).await?;
        if rows.is_empty() {
            break;
        }
        let rows = rows.into_iter().map(|row| {
            let offers = offers.remove(&row.id).unwrap_or_default();
            (row, offers)
        });
        let (rows, rules): (Vec<_>, _) = (rows.collect(), Arc::clone(&rules));
        entries.extend(away(move || entries_of(rows, &rules, day)).await??);
    }
    tx.commit().await?;
    let index = away(move || SearchIndex::new(entries)).await?;
    Ok((version, index))
}

/// Some thousand bodies to parse: not on a thread that answers people.
async fn away<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| AppError::Internal(format!("building the index stopped: {error}")))
}

/// The parts of a procedure that lists show; the rest is passed over.
#[derive(Deserialize)]
struct Shown {
    code: String,
    name: Words,
    field: Words,
    #[serde(default)]
    also_called: Vec<String>,
    #[serde(default)]
    summary: Words,
    levels: Vec<Level>,
    mode: Mode,
    agency: Words,
    terms: Terms,
}

fn entries_of(rows: Vec<(IndexRow, Vec<IndexOffer>)>, rules: &RuleBook, day: Date) -> Result<Vec<Entry>, AppError> {
    rows.into_iter()
        .map(|(row, offers)| {
            let shown: Shown = serde_json::from_str(&row.body)?;
            let saving = if offers.is_empty() {
                own_saving(&shown.terms)
            } else {
                saving_today(rules, &serde_json::from_str(&row.body)?, day)?
            };
            Ok(Entry {
                field_key: slug(&shown.field.vi),
                filing: offers.first().and_then(|offer| offer.filing.parse::<Filing>().ok()),
                agencies: offers.into_iter().map(|offer| offer.agency_id).collect(),
                id: row.id,
                code: shown.code,
                name: shown.name,
                also_called: shown.also_called,
                summary: shown.summary,
                field: shown.field,
                levels: shown.levels,
                mode: shown.mode,
                agency: shown.agency,
                life_event: row.life_event,
                popular: row.popular,
                illustration: row.illustration,
                saving,
            })
        })
        .collect()
}

/// For what is offered: the quote that a person gets this morning, without an agency, against the counter's.
fn saving_today(rules: &RuleBook, procedure: &Procedure, day: Date) -> Result<Saving, AppError> {
    if !procedure.offers(Channel::Online) || !procedure.offers(Channel::Counter) {
        return Ok(Saving::default());
    }
    let at = day.at(9, 0, 0, 0);
    // Where the fee depends on a case, the first one shows whether online filing is cheaper.
    let wish = Wish { case: procedure.terms.fees.iter().find_map(first_case), ..Wish::default() };
    let online = quote(rules, procedure, None, Channel::Online, at, &wish)?;
    let counter = quote(rules, procedure, None, Channel::Counter, at, &wish)?;
    Ok(Saving {
        fee: online.fee.ok().zip(counter.fee.ok()).map(|(online, counter)| (counter.payable, online.payable)),
        working_hours: online.deadline.ok().zip(counter.deadline.ok()).map_or(0, |(online, counter)| {
            counter.working_hours_promised.saturating_sub(online.working_hours_promised)
        }),
    })
}

fn first_case(fee: &FeeItem) -> Option<String> {
    match &fee.amount {
        Amount::ByCase { cases } => cases.first().map(|case| case.key.clone()),
        _ => None,
    }
}

/// For what isn't offered here: what its own fees and limits say, for no policy of this province reaches it.
fn own_saving(terms: &Terms) -> Saving {
    let counter: Option<Dong> = sum(terms.fees.iter().map(|fee| &fee.amount));
    let online: Option<Dong> = sum(terms.fees.iter().map(|fee| fee.online.as_ref().unwrap_or(&fee.amount)));
    Saving { fee: counter.zip(online), working_hours: hours_saved(&terms.limits) }
}

fn sum<'a>(amounts: impl Iterator<Item = &'a Amount>) -> Option<Dong> {
    amounts
        .map(|amount| match amount {
            Amount::Free => Some(Dong::ZERO),
            Amount::Fixed { dong } | Amount::PerUnit { each: dong, .. } => Some(*dong),
            _ => None,
        })
        .try_fold(Dong::ZERO, |sum, dong| sum.checked_add(dong?).ok())
}

fn hours_saved(limits: &Limits) -> u32 {
    match (&limits.online, &limits.counter) {
        (Some(Limit::WorkingTime { hours: online }), Some(Limit::WorkingTime { hours: counter })) => {
            counter.saturating_sub(*online)
        }
        _ => 0,
    }
}
