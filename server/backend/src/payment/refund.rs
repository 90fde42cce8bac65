//! Money that goes back: what of it, by the fees' own texts; the queue, and the worker's rounds over it.

use std::net::IpAddr;

use domain::{
    fee::{RefundCause, RefundLine},
    money::Dong,
};
use jiff::{SignedDuration, Timestamp};

use super::{Order, OrderState, store};
use crate::{
    Portal,
    actor::Actor,
    db::{Tx, new_id},
    dossier::{self, Dossier, Event, ReceiptNumber, Who},
    error::AppError,
    gateway::payment::{Provider, RefundKind, RefundOutcome, RefundRequest},
    write_tx,
};

/// Paid after the fee was owed no more.
pub(super) const LATE: &str = "late";
/// Paid once more.
pub(super) const SECOND: &str = RefundCause::PaidTwice.as_str();

/// How often a refund is ordered before somebody must look.
const MOST_TRIES: i64 = 12;
/// How many in one round.
const AT_A_TIME: i64 = 20;

/// Where a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundState {
    /// To be ordered at the gateway.
    Queued,
    /// The gateway took the order.
    Done,
    /// The gateway refuses: somebody must look.
    Stuck,
    /// To be given at the counter: taken in cash, or through a gateway that takes no refund orders.
    Counter,
}

impl RefundState {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Done => "done",
            Self::Stuck => "stuck",
            Self::Counter => "counter",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, AppError> {
        [Self::Queued, Self::Done, Self::Stuck, Self::Counter]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| AppError::Internal(format!("stored refund: {text}")))
    }
}

/// An amount that goes back.
#[derive(Clone, Debug)]
pub struct Refund {
    /// Its id; the gateway acts on it once.
    pub id: String,
    /// For which dossier.
    pub dossier_id: String,
    /// Which order was paid; none for money taken at the counter.
    pub order_id: Option<String>,
    /// The gateway's transaction.
    pub transaction_no: Option<String>,
    /// How much.
    pub amount: Dong,
    /// As [`Event::RefundQueued`] has it.
    pub reason: String,
    /// Whether it had been counted as paid.
    pub counted: bool,
    /// Whether it is given at the counter, not by the gateway.
    pub at_counter: bool,
    /// Where it stands.
    pub state: RefundState,
    /// When it was queued.
    pub at: Timestamp,
    /// How often it was ordered.
    pub attempts: i64,
    /// When it is ordered next.
    pub next_try: Option<Timestamp>,
}

/// Queues money back that was never counted as paid.
pub(super) async fn queue(
    tx: &mut Tx,
    dossier: Dossier,
    order: &Order,
    transaction_no: Option<&str>,
    reason: &str,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let back = Back {
        order: Some((&order.id, transaction_no)),
        amount: order.amount,
        reason,
        counted: None,
        lines: Vec::new(),
    };
    send_back(tx, dossier, &Who::SYSTEM, back, now).await
}

/// What becomes of what was paid, now that the dossier ended for a cause: of each fee goes back what its own text or
/// the rule for all says, and the log says why ([`domain::fee::refund`]). What came through the gateway goes back
/// through it, cash at the counter. Call it in the transaction that records the end, with the dossier as it is then:
/// of two who end it at once only one has recorded that, so nothing goes back twice. An order that is still open for
/// what is no longer owed ends.
///
/// # Errors
/// The database fails.
pub async fn return_paid(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    cause: RefundCause,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let refunds = dossier.facts.refunds(cause);
    let refunds: Vec<_> = refunds
        .into_iter()
        .map(|(payment, lines)| (payment.order_id.clone(), payment.receipt.clone(), lines))
        .collect();
    let mut dossier = dossier;
    for (order_id, receipt, lines) in refunds {
        let transaction_no = match &order_id {
            Some(id) => transaction_of(tx, id).await?,
            None => None,
        };
        let amounts = lines.iter().map(|line| line.back);
        let back = Back {
            order: order_id.as_deref().map(|id| (id, transaction_no.as_deref())),
            amount: amounts.fold(Dong::ZERO, |sum, back| sum.checked_add(back).unwrap_or(sum)),
            reason: cause.as_str(),
            counted: Some(receipt),
            lines,
        };
        dossier = send_back(tx, dossier, who, back, now).await?;
    }
    if let Some(open) = store::open_order(tx, &dossier.id).await?
        && open.amount != dossier.facts.owed()
    {
        store::decide(tx, &open.id, OrderState::Expired, store::Ending::default(), now).await?;
    }
    Ok(dossier)
}

async fn transaction_of(tx: &mut Tx, order_id: &str) -> Result<Option<String>, AppError> {
    let order = store::order(tx, order_id).await?;
    let order = order.ok_or_else(|| AppError::Internal(format!("no payment order {order_id}")))?;
    Ok(order.transaction_no)
}

/// What becomes of one payment.
struct Back<'a> {
    /// Order and transaction, where it has a number; none for cash.
    order: Option<(&'a str, Option<&'a str>)>,
    /// What goes back; nothing where all of it stays.
    amount: Dong,
    reason: &'a str,
    /// Its receipt, where it had been counted as paid.
    counted: Option<ReceiptNumber>,
    lines: Vec<RefundLine>,
}

async fn send_back(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    back: Back<'_>,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let order_id = back.order.map(|(id, _)| id.to_owned());
    if !back.amount.is_zero() {
        let refund = Refund {
            id: new_id(),
            dossier_id: dossier.id.clone(),
            order_id: order_id.clone(),
            transaction_no: back.order.and_then(|(_, transaction)| transaction).map(str::to_owned),
            amount: back.amount,
            reason: back.reason.to_owned(),
            counted: back.counted.is_some(),
            at_counter: back.order.is_none(),
            state: if back.order.is_some() { RefundState::Queued } else { RefundState::Counter },
            at: now,
            attempts: 0,
            next_try: back.order.map(|_| now),
        };
        store::insert_refund(tx, &refund).await?;
    }
    let event = Event::RefundQueued {
        order_id,
        amount: back.amount,
        reason: back.reason.to_owned(),
        counted: back.counted.is_some(),
        receipt: back.counted,
        lines: back.lines,
    };
    dossier::record(tx, dossier, who, event, now).await
}

/// An officer gives cash back at the counter; saying it twice changes nothing.
///
/// # Errors
/// [`AppError::NotFound`] where the dossier is another agency's, or there is nothing to give back at its counter.
pub async fn give_cash_back(
    portal: &Portal,
    officer: &Actor,
    dossier_id: &str,
    refund_id: &str,
) -> Result<Dossier, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let dossier = dossier::store::by_id(tx, dossier_id).await?.ok_or(AppError::NotFound)?;
        let who = Who::officer(&officer.account_id, dossier.desk_of(officer)?);
        let refunds = store::refunds_of(tx, &dossier.id).await?;
        let in_cash = |refund: &Refund| refund.id == refund_id && refund.at_counter;
        let refund = refunds.into_iter().find(in_cash).ok_or(AppError::NotFound)?;
        if refund.state == RefundState::Done {
            return Ok(dossier);
        }
        store::refund_went(tx, &refund.id, RefundState::Done, None).await?;
        let event = Event::CashReturned { refund_id: refund.id, amount: refund.amount };
        dossier::record(tx, dossier, &who, event, now).await
    })
}

/// Orders the refunds that are due, each at the gateway where it was paid. Repeating is harmless: each bears its id.
///
/// # Errors
/// The database fails. A gateway that doesn't answer is asked again later.
pub async fn send_refunds(portal: &Portal, server_ip: IpAddr) -> Result<(), AppError> {
    for provider in portal.gateways.payment.all() {
        send_due(portal, provider, server_ip).await?;
    }
    Ok(())
}

async fn send_due(portal: &Portal, provider: &Provider, server_ip: IpAddr) -> Result<(), AppError> {
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let due = store::refunds_due(&mut tx, &provider.name, now, AT_A_TIME).await?;
    tx.commit().await?;
    for refund in due {
        let next = now + pause(refund.attempts);
        let order = write_tx!(&portal.db, |tx| {
            if store::claim_refund(tx, &refund, next).await? {
                store::order(tx, refund.order_id.as_deref().unwrap_or_default()).await
            } else {
                Ok(None)
            }
        })?;
        if let Some(order) = order {
            send(portal, provider, &refund, &order, server_ip, now).await?;
        }
    }
    Ok(())
}

/// From a minute on, twice as long each time, at most half a day.
fn pause(attempts: i64) -> SignedDuration {
    SignedDuration::from_mins(1 << attempts.clamp(0, 9)).min(SignedDuration::from_hours(12))
}

async fn send(
    portal: &Portal,
    provider: &Provider,
    refund: &Refund,
    order: &Order,
    server_ip: IpAddr,
    now: Timestamp,
) -> Result<(), AppError> {
    let request = RefundRequest {
        request_id: refund.id.clone(),
        kind: if refund.amount == order.amount { RefundKind::Full } else { RefundKind::Partial },
        reference: order.reference.clone(),
        amount_dong: refund.amount.get(),
        // It may have become known after the refund was queued.
        transaction_no: refund.transaction_no.clone().or_else(|| order.transaction_no.clone()),
        order_created_at: order.created_at,
        ordered_by: "portal".into(),
        info: format!("Hoan tien {}", order.reference),
        server_ip,
        asked_at: now,
    };
    let (state, error) = match provider.client.refund(&request).await {
        Ok(RefundOutcome::Accepted { .. } | RefundOutcome::AlreadyRequested) => (RefundState::Done, None),
        Ok(RefundOutcome::NotOffered) => {
            return write_tx!(&portal.db, |tx| { store::refund_at_counter(tx, &refund.id).await });
        }
        Err(error) => {
            let stuck = !error.is_retriable() || refund.attempts + 1 >= MOST_TRIES;
            let said = error.to_string();
            if stuck {
                tracing::error!(order = order.reference, error = said, "a refund is stuck");
            } else {
                tracing::warn!(order = order.reference, error = said, "a refund waits");
            }
            let state = if stuck { RefundState::Stuck } else { RefundState::Queued };
            (state, Some(said))
        }
    };
    write_tx!(&portal.db, |tx| { store::refund_went(tx, &refund.id, state, error.as_deref()).await })
}
