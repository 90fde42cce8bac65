//! What a word of the gateway does to an order: the only place that takes money as paid.

use domain::money::Dong;
use jiff::Timestamp;

use super::{Order, OrderState, receipt, refund, store};
use crate::{
    Portal, catalogue,
    db::Tx,
    dossier::{self, Dossier, Event, Ground, PaidBy, Who, deadlines::resumed, record_on},
    error::AppError,
    gateway::payment::{IpnAnswer, PaymentNotice, ResponseCode, TransactionStatus},
    policy,
};

/// How a payment went, whether a callback or a query tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Paid,
    Failed,
    Cancelled,
    /// Not decided yet, or suspected by the gateway: it will be told again.
    Undecided,
}

/// What the gateway says about an order.
pub(super) struct News<'a> {
    notice: &'a PaymentNotice,
    outcome: Outcome,
    /// As far as it speaks of the payment.
    response_code: &'a str,
}

impl<'a> News<'a> {
    /// A callback's.
    pub(super) fn of_callback(notice: &'a PaymentNotice) -> Self {
        let undecided = notice.response == ResponseCode::Suspected
            || matches!(notice.status, TransactionStatus::Pending | TransactionStatus::Suspected);
        let outcome = if notice.is_success() {
            Outcome::Paid
        } else if undecided {
            Outcome::Undecided
        } else if notice.response == ResponseCode::Cancelled {
            Outcome::Cancelled
        } else {
            Outcome::Failed
        };
        Self { notice, outcome, response_code: notice.response.as_str() }
    }

    /// A query's: its response code speaks of the query, its status of the payment.
    pub(super) fn of_query(notice: &'a PaymentNotice) -> Self {
        let outcome = match notice.status {
            TransactionStatus::Success => Outcome::Paid,
            TransactionStatus::Failed => Outcome::Failed,
            _ => Outcome::Undecided,
        };
        Self { notice, outcome, response_code: "" }
    }

    /// Nothing to act upon yet.
    pub(super) fn is_undecided(&self) -> bool {
        self.outcome == Outcome::Undecided
    }
}

/// Applies the gateway's word in the caller's transaction, once: hearing it again changes nothing.
///
/// # Errors
/// The database fails, or lost a race; then nothing has happened.
pub(super) async fn settle(
    portal: &Portal,
    tx: &mut Tx,
    order: &Order,
    news: &News<'_>,
    now: Timestamp,
) -> Result<IpnAnswer, AppError> {
    if news.notice.amount_dong != order.amount.get() {
        tracing::error!(order = order.reference, "the gateway tells another amount");
        return Ok(IpnAnswer::InvalidAmount);
    }
    match news.outcome {
        Outcome::Undecided => Ok(IpnAnswer::Confirmed),
        Outcome::Failed => not_paid(tx, order, OrderState::Failed, news, now).await,
        Outcome::Cancelled => not_paid(tx, order, OrderState::Cancelled, news, now).await,
        Outcome::Paid => paid(portal, tx, order, news, now).await,
    }
}

async fn not_paid(
    tx: &mut Tx,
    order: &Order,
    state: OrderState,
    news: &News<'_>,
    now: Timestamp,
) -> Result<IpnAnswer, AppError> {
    if order.state != OrderState::Open {
        return Ok(IpnAnswer::AlreadyConfirmed);
    }
    let code = Some(news.response_code).filter(|code| !code.is_empty());
    store::decide(tx, &order.id, state, None, code, now).await?;
    Ok(IpnAnswer::Confirmed)
}

async fn paid(
    portal: &Portal,
    tx: &mut Tx,
    order: &Order,
    news: &News<'_>,
    now: Timestamp,
) -> Result<IpnAnswer, AppError> {
    let transaction = news.notice.transaction_no.as_str();
    let had_money = matches!(order.state, OrderState::Paid | OrderState::Surplus);
    let known =
        order.transaction_no.as_deref() == Some(transaction) || store::goes_back(tx, &order.id, transaction).await?;
    if had_money && known {
        return Ok(IpnAnswer::AlreadyConfirmed);
    }
    let dossier = dossier::store::by_id(tx, &order.dossier_id)
        .await?
        .ok_or_else(|| AppError::Internal("a payment order without its dossier".into()))?;
    if had_money {
        refund::queue(tx, dossier, order, transaction, refund::SECOND, now).await?;
        return Ok(IpnAnswer::Confirmed);
    }
    let state = if dossier.facts.owed() >= order.amount { OrderState::Paid } else { OrderState::Surplus };
    let code = Some(news.response_code).filter(|code| !code.is_empty());
    store::decide(tx, &order.id, state, Some(transaction), code, now).await?;
    if state == OrderState::Paid {
        let taken = Taking { order: Some(order), amount: order.amount, by: PaidBy::Online };
        take(portal, tx, dossier, &Who::SYSTEM, taken, now).await?;
    } else {
        let why = if dossier.facts.paid.is_zero() { refund::LATE } else { refund::SECOND };
        refund::queue(tx, dossier, order, transaction, why, now).await?;
    }
    Ok(IpnAnswer::Confirmed)
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
    let agency = catalogue::store::agency(tx, &dossier.agency_id).await?;
    let version = catalogue::store::version(tx, &dossier.version_id).await?;
    let (agency, version) =
        agency.zip(version).ok_or_else(|| AppError::Internal("a dossier without its agency or version".into()))?;
    let rules = policy::rules(portal, tx).await?;
    let resumed = resumed(&rules, &dossier, &agency, &version.procedure, now)?;
    let event = Event::PaymentMet { due: resumed.due, redated: resumed.redated };
    let ground = Ground::of_rules(resumed.rules);
    record_on(tx, dossier, &Who::SYSTEM, event, ground, now).await
}
