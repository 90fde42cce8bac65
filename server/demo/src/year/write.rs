//! Puts an agency's stories into the store: those that are new, and what has happened since in those that are there.

use std::{collections::BTreeMap, mem::discriminant};

use jiff::SignedDuration;

use super::{
    cast::Named,
    numbers::Numbers,
    setting::Desk,
    store::{self, KnownRow},
    story::{Story, cash_refund},
};
use backend::{
    db::{Tx, new_id},
    dossier::{self, Dossier, Entry, Event, Facts, PaidBy, Whole},
    error::AppError,
    payment::{self, Order, OrderState, Refund, RefundState, Taken},
};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Dossiers that are new.
    pub added: usize,
    /// Dossiers that went on.
    pub moved: usize,
}

/// A story with how much of it is there already.
struct Part<'a> {
    story: &'a Story<'a>,
    /// The dossier in the store; `None` for a new one.
    stored: Option<Dossier>,
    /// The log, as it is there or will be.
    log: Vec<Entry>,
    /// Entries that are there.
    there: usize,
}

/// Writes the stories of an agency. What is there is left alone where somebody has acted on it.
///
/// # Errors
/// [`AppError::Conflict`] where somebody acts on one of them right now; the database fails.
pub(super) async fn write(
    tx: &mut Tx,
    desk: &Desk,
    stories: &[Story<'_>],
    known: &BTreeMap<String, KnownRow>,
) -> Result<Written, AppError> {
    let mut parts = Vec::new();
    for story in stories {
        if let Some(part) = part(tx, story, known).await? {
            parts.push(part);
        }
    }
    if parts.is_empty() {
        return Ok(Written::default());
    }
    let mut numbers = Numbers::load(tx, &desk.agency.code).await?;
    let mut entries: Vec<&mut Entry> = parts.iter_mut().flat_map(|part| &mut part.log[part.there..]).collect();
    // Stable: of two at one moment the dossier that came first comes first.
    entries.sort_by_key(|entry| entry.at);
    numbers.give(&mut entries)?;
    numbers.save(tx).await?;

    let (old, new): (Vec<Part>, Vec<Part>) = parts.into_iter().partition(|p| p.stored.is_some());
    let (mut taken, mut returned, mut given) = (Vec::new(), Vec::new(), Vec::new());
    let mut accounts: BTreeMap<&str, &Named> = BTreeMap::new();
    for part in new.iter().chain(&old) {
        taken.extend(part.taken(desk)?);
        returned.extend(part.returned());
        given.extend(part.given());
        accounts.extend(part.story.cast.accounts.iter().map(|one| (one.id.as_str(), one)));
    }
    let accounts: Vec<&Named> = accounts.into_values().collect();
    store::add_accounts(tx, &accounts).await?;
    let written = Written { added: new.len(), moved: old.len() };
    let wholes =
        new.into_iter().map(|part| Whole::new(part.story.dossier.clone(), part.log)).collect::<Result<Vec<_>, _>>()?;
    dossier::write_whole(tx, &wholes).await?;
    for part in old {
        if let Some(stored) = part.stored {
            dossier::append(tx, stored, &part.log[part.there..]).await?;
        }
    }
    payment::write_taken(tx, &taken).await?;
    payment::write_returned(tx, &returned, &given).await?;
    Ok(written)
}

/// What of a story is to be written; `None` where all of it is there, or somebody has acted on the dossier.
async fn part<'a>(
    tx: &mut Tx,
    story: &'a Story<'a>,
    known: &BTreeMap<String, KnownRow>,
) -> Result<Option<Part<'a>>, AppError> {
    let Some(row) = known.get(&story.planned.key) else {
        return Ok(Some(Part { story, stored: None, log: story.log.clone(), there: 0 }));
    };
    if row.last_event >= story.dossier.last_event {
        return Ok(None);
    }
    let stored = dossier::store::by_id(tx, &row.id).await?;
    let mut log = dossier::store::log(tx, &row.id).await?;
    let there = log.len();
    if there > story.log.len() || !log.iter().zip(&story.log).all(|(a, b)| same(a, b)) {
        return Ok(None);
    }
    log.extend_from_slice(&story.log[there..]);
    Ok(stored.map(|stored| Part { story, stored: Some(stored), log, there }))
}

/// The same thing, done by the same person at the same moment.
fn same(stored: &Entry, told: &Entry) -> bool {
    stored.at == told.at && stored.who == told.who && discriminant(&stored.event) == discriminant(&told.event)
}

/// The gateway's number for what was paid by an order: random letters, as the last twelve of its id are.
fn transaction_of(order_id: &str) -> String {
    format!("MH{}", &order_id[20..])
}

impl Part<'_> {
    /// What went back, by the entries that are not there yet. What went through the gateway has arrived.
    fn returned(&self) -> Vec<Refund> {
        let new = self.log[self.there..].iter();
        let queued = new.filter_map(|entry| {
            let Event::RefundQueued { order_id, amount, reason, counted, .. } = &entry.event else {
                return None;
            };
            let (id, state) = match order_id {
                Some(_) => (new_id(), RefundState::Done),
                None => (cash_refund(&self.story.dossier), RefundState::Counter),
            };
            (!amount.is_zero()).then(|| Refund {
                id,
                dossier_id: self.story.dossier.id.clone(),
                order_id: order_id.clone(),
                transaction_no: order_id.as_deref().map(transaction_of),
                amount: *amount,
                reason: reason.clone(),
                counted: *counted,
                at_counter: order_id.is_none(),
                state,
                at: entry.at,
                attempts: i64::from(order_id.is_some()),
                next_try: None,
            })
        });
        queued.collect()
    }

    /// Which refunds were given at the counter, by the entries that are not there yet.
    fn given(&self) -> impl Iterator<Item = String> {
        let new = self.log[self.there..].iter();
        new.filter_map(|entry| match &entry.event {
            Event::CashReturned { refund_id, .. } => Some(refund_id.clone()),
            _ => None,
        })
    }

    /// The money of the entries that are not there yet.
    fn taken(&self, desk: &Desk) -> Result<Vec<Taken>, AppError> {
        let mut taken = Vec::new();
        for at in self.there..self.log.len() {
            let Event::Paid { order_id, amount, by, receipt } = &self.log[at].event else {
                continue;
            };
            let facts = Facts::of_log(&self.log[..at])
                .map_err(|error| AppError::Internal(format!("a demo dossier: {error}")))?;
            let before = Dossier {
                code: facts.state.acceptance().map(|a| a.code.to_string()),
                facts,
                ..self.story.dossier.clone()
            };
            let service = &self.story.planned.version.procedure.name.vi;
            let (id, now) = (order_id.as_deref(), self.log[at].at);
            let number = receipt.clone();
            let order = id.filter(|_| *by == PaidBy::Online);
            taken.push(Taken {
                order: order.map(|id| Order {
                    id: id.to_owned(),
                    // Random letters: the last twelve of the id are.
                    reference: format!("TT{}", id[20..].to_uppercase()),
                    provider: "vnpay".to_owned(),
                    dossier_id: before.id.clone(),
                    amount: *amount,
                    state: OrderState::Paid,
                    created_at: now - SignedDuration::from_mins(3),
                    expires_at: now + SignedDuration::from_mins(12),
                    settled_at: Some(now),
                    checked_at: None,
                    transaction_no: Some(transaction_of(id)),
                    response_code: Some("00".to_owned()),
                    failure: None,
                    address: String::new(),
                }),
                receipt: payment::draw_up(&before, &desk.agency, service, number, id, *amount, *by, now),
            });
        }
        Ok(taken)
    }
}
