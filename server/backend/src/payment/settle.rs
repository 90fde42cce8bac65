//! What a word of the gateway does to an order: the only place that takes money as paid.

use domain::money::Dong;
use jiff::Timestamp;

use super::{
    Order, OrderState, receipt, refund,
    store::{self, Ending},
};
use crate::{
    Portal,
    db::Tx,
    dossier::{self, Dossier, Event, Ground, PaidBy, Who, deadlines::resumed, record_on},
    error::AppError,
    gateway::payment::{CallbackVerdict, PaymentOutcome, PaymentReport},
    policy,
};

/// Applies the gateway's word in the caller's transaction, once: hearing it again changes nothing.
///
/// # Errors
/// The database fails, or lost a race; then nothing has happened.
pub(super) async fn settle(
    portal: &Portal,
    tx: &mut Tx,
    order: &Order,
    report: &PaymentReport,
    now: Timestamp,
) -> Result<CallbackVerdict, AppError> {
    if report.amount_dong.is_some_and(|amount| amount != order.amount.get()) {
        tracing::error!(order = order.reference, "the gateway tells another amount");
        return Ok(CallbackVerdict::WrongAmount);
    }
    let code = Some(report.code.as_str());
    match &report.outcome {
        PaymentOutcome::Pending | PaymentOutcome::Unknown => Ok(CallbackVerdict::Noted),
        PaymentOutcome::Failed(reason) => {
            let ending = Ending { response_code: code, failure: Some(*reason), ..Ending::default() };
            not_paid(tx, order, OrderState::Failed, ending, now).await
        }
        PaymentOutcome::Cancelled => {
            let ending = Ending { response_code: code, ..Ending::default() };
            not_paid(tx, order, OrderState::Cancelled, ending, now).await
        }
        PaymentOutcome::Paid { transaction_no } => {
            let ending = Ending { transaction_no: transaction_no.as_deref(), response_code: code, failure: None };
            paid(portal, tx, order, ending, now).await
        }
    }
}

async fn not_paid(
    tx: &mut Tx,
    order: &Order,
    state: OrderState,
    ending: Ending<'_>,
    now: Timestamp,
) -> Result<CallbackVerdict, AppError> {
    if order.state != OrderState::Open {
        return Ok(CallbackVerdict::AlreadyNoted);
    }
    store::decide(tx, &order.id, state, ending, now).await?;
    Ok(CallbackVerdict::Noted)
}

async fn paid(
    portal: &Portal,
    tx: &mut Tx,
    order: &Order,
    ending: Ending<'_>,
    now: Timestamp,
) -> Result<CallbackVerdict, AppError> {
    let transaction = ending.transaction_no;
    let had_money = matches!(order.state, OrderState::Paid | OrderState::Surplus);
    if had_money && is_known(tx, order, transaction).await? {
        return Ok(CallbackVerdict::AlreadyNoted);
    }
    let dossier = dossier::store::by_id(tx, &order.dossier_id)
        .await?
        .ok_or_else(|| AppError::Internal("a payment order without its dossier".into()))?;
    if had_money {
        refund::queue(tx, dossier, order, transaction, refund::SECOND, now).await?;
        return Ok(CallbackVerdict::Noted);
    }
    let state = if dossier.facts.owed() >= order.amount { OrderState::Paid } else { OrderState::Surplus };
    store::decide(tx, &order.id, state, ending, now).await?;
    if state == OrderState::Paid {
        let taken = Taking { order: Some(order), amount: order.amount, by: PaidBy::Online };
        take(portal, tx, dossier, &Who::SYSTEM, taken, now).await?;
    } else {
        let why = if dossier.facts.paid.is_zero() { refund::LATE } else { refund::SECOND };
        refund::queue(tx, dossier, order, transaction, why, now).await?;
    }
    Ok(CallbackVerdict::Noted)
}

/// Whether this is the payment that the order is known to have, not another one. A gateway may tell of it without its
/// number first (as the answer to a query) and with it later: that is one payment.
async fn is_known(tx: &mut Tx, order: &Order, transaction: Option<&str>) -> Result<bool, AppError> {
    let Some(transaction) = transaction else { return Ok(true) };
    match &order.transaction_no {
        None => {
            store::name_transaction(tx, &order.id, transaction).await?;
            Ok(true)
        }
        Some(known) => Ok(known == transaction || store::goes_back(tx, &order.id, transaction).await?),
    }
}

/// Money that is taken.
pub(crate) struct Taking<'a> {
    /// The order; none at the counter.
    pub(crate) order: Option<&'a Order>,
    /// How much.
    pub(crate) amount: Dong,
    /// How.
    pub(crate) by: PaidBy,
}

/// Takes money as paid: the receipt and the log's entry, together.
pub(crate) async fn take(
    portal: &Portal,
    tx: &mut Tx,
    dossier: Dossier,
    who: &Who,
    taken: Taking<'_>,
    now: Timestamp,
) -> Result<Dossier, AppError> {
    let Taking { order, amount, by } = taken;
    let order_id = order.map(|order| order.id.clone());
    let receipt = receipt::issue(tx, &dossier, order_id.as_deref(), amount, by, now).await?;
    let event = Event::Paid { order_id, amount, by, receipt };
    let dossier = dossier::record(tx, dossier, who, event, now).await?;
    go_on(portal, tx, dossier, now).await
}

/// A dossier that waited for what is now paid goes on.
async fn go_on(portal: &Portal, tx: &mut Tx, dossier: Dossier, now: Timestamp) -> Result<Dossier, AppError> {
    if !dossier.facts.payment_is_met() {
        return Ok(dossier);
    }
    let (agency, version) = dossier::place(portal, tx, &dossier).await?;
    let rules = policy::rules(portal, tx).await?;
    let resumed = resumed(&rules, &dossier, &agency, &version.procedure, now)?;
    let event = Event::PaymentMet { due: resumed.due, redated: resumed.redated };
    let ground = Ground::of_rules(resumed.rules);
    record_on(tx, dossier, &Who::SYSTEM, event, ground, now).await
}
