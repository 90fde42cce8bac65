//! Money that goes back: the queue, and the worker's rounds over it.

use std::net::IpAddr;

use domain::money::Dong;
use jiff::{SignedDuration, Timestamp};

use super::{Order, OrderState, store};
use crate::{
    Portal,
    db::{Tx, new_id},
    dossier::{self, Dossier, Event, Who},
    error::AppError,
    gateway::payment::{RefundKind, RefundRequest},
    write_tx,
};

/// Paid after the fee was owed no more.
pub(super) const LATE: &str = "late";
/// Paid once more.
pub(super) const SECOND: &str = "second";

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
}

impl RefundState {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Done => "done",
            Self::Stuck => "stuck",
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, AppError> {
        [Self::Queued, Self::Done, Self::Stuck]
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
    /// Which order was paid.
    pub order_id: String,
    /// The gateway's transaction.
    pub transaction_no: String,
    /// How much.
    pub amount: Dong,
    /// `late`, `second`, `refused` or `withdrawn`.
    pub reason: String,
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
    transaction_no: &str,
    reason: &str,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let back = Back {
        order,
        transaction_no,
        reason,
        counted: false,
    };
    send_back(tx, dossier, &Who::SYSTEM, &back, now).await
}

/// Queues back what was paid online for a dossier on which no work was done: refused at intake (`refused`), or
/// withdrawn before work began (`withdrawn`). Call it in the transaction that records the refusal or withdrawal, with
/// the dossier as it is then. An order that is still open ends.
///
/// Money taken at the counter is given back at the counter.
///
/// # Errors
/// The database fails.
pub async fn return_paid(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    reason: &str,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let mut dossier = dossier;
    for order in store::orders_of(tx, &dossier.id).await? {
        match (order.state, &order.transaction_no) {
            (OrderState::Open, _) => {
                store::decide(tx, &order.id, OrderState::Expired, None, None, now).await?;
            }
            (OrderState::Paid, Some(transaction_no))
                if store::refund_of(tx, &order.id, transaction_no)
                    .await?
                    .is_none() =>
            {
                let back = Back {
                    order: &order,
                    transaction_no,
                    reason,
                    counted: true,
                };
                dossier = send_back(tx, dossier, who, &back, now).await?;
            }
            _ => {}
        }
    }
    Ok(dossier)
}

struct Back<'a> {
    order: &'a Order,
    transaction_no: &'a str,
    reason: &'a str,
    counted: bool,
}

async fn send_back(
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    back: &Back<'_>,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let refund = Refund {
        id: new_id(),
        dossier_id: dossier.id.clone(),
        order_id: back.order.id.clone(),
        transaction_no: back.transaction_no.to_owned(),
        amount: back.order.amount,
        reason: back.reason.to_owned(),
        state: RefundState::Queued,
        at: now,
        attempts: 0,
        next_try: Some(now),
    };
    store::insert_refund(tx, &refund).await?;
    let event = Event::RefundQueued {
        order_id: refund.order_id,
        amount: refund.amount,
        reason: refund.reason,
        counted: back.counted,
    };
    dossier::record(tx, dossier, who, event, now).await
}

/// Orders the refunds that are due at the gateway. Repeating is harmless: each bears its id.
///
/// # Errors
/// The database fails. A gateway that doesn't answer is asked again later.
pub async fn send_refunds(portal: &Portal, server_ip: IpAddr) -> Result<(), AppError> {
    if portal.gateways.payment().is_err() {
        return Ok(());
    }
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let due = store::refunds_due(&mut tx, now, AT_A_TIME).await?;
    tx.commit().await?;
    for refund in due {
        let next = now + pause(refund.attempts);
        let order = write_tx!(&portal.db, |tx| {
            if store::claim_refund(tx, &refund, next).await? {
                store::order(tx, &refund.order_id).await
            } else {
                Ok(None)
            }
        })?;
        if let Some(order) = order {
            send(portal, &refund, &order, server_ip, now).await?;
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
    refund: &Refund,
    order: &Order,
    server_ip: IpAddr,
    now: Timestamp,
) -> Result<(), AppError> {
    let Ok(gateway) = portal.gateways.payment() else {
        return Ok(());
    };
    let request = RefundRequest {
        request_id: refund.id.clone(),
        kind: if refund.amount == order.amount {
            RefundKind::Full
        } else {
            RefundKind::Partial
        },
        reference: order.reference.clone(),
        amount_dong: refund.amount.get(),
        transaction_no: refund.transaction_no.clone(),
        order_created_at: order.created_at,
        ordered_by: "portal".into(),
        info: format!("Hoan tien {}", order.reference),
        server_ip,
        asked_at: now,
    };
    let (state, error) = match gateway.refund(&request).await {
        Ok(_taken) => (RefundState::Done, None),
        Err(error) => {
            let stuck = !error.is_retriable() || refund.attempts + 1 >= MOST_TRIES;
            let said = error.to_string();
            if stuck {
                tracing::error!(order = order.reference, error = said, "a refund is stuck");
            } else {
                tracing::warn!(order = order.reference, error = said, "a refund waits");
            }
            let state = if stuck {
                RefundState::Stuck
            } else {
                RefundState::Queued
            };
            (state, Some(said))
        }
    };
    write_tx!(&portal.db, |tx| {
        store::refund_went(tx, &refund.id, state, error.as_deref()).await
    })
}
