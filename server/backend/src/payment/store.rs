//! Orders, the gateway's messages and refunds in the store; receipts beside them.

pub(super) mod books;
mod receipts;
mod whole;

use domain::{UnknownCode, money::Dong, payment::FailureReason};
use jiff::Timestamp;

use super::{Order, OrderState, Refund, RefundState};
use crate::{
    all,
    clock::from_micros,
    db::{Tx, new_id},
    error::AppError,
    gateway::payment::Polling,
    maybe, one, run,
};

pub use receipts::receipts_of;
pub(super) use receipts::{insert_receipt, next_receipt, receipt};
pub(super) use whole::{insert_paid_orders, insert_receipts};

fn dong(stored: i64) -> Result<Dong, AppError> {
    Dong::new(stored).map_err(|error| AppError::Internal(format!("stored amount: {error}")))
}

// Orders

#[derive(sqlx::FromRow)]
struct OrderRow {
    id: String,
    reference: String,
    provider: String,
    dossier_id: String,
    amount: i64,
    state: String,
    created_at: i64,
    expires_at: i64,
    settled_at: Option<i64>,
    checked_at: Option<i64>,
    transaction_no: Option<String>,
    response_code: Option<String>,
    failure: Option<String>,
    address: String,
}

impl TryFrom<OrderRow> for Order {
    type Error = AppError;

    fn try_from(row: OrderRow) -> Result<Self, AppError> {
        Ok(Self {
            amount: dong(row.amount)?,
            state: OrderState::parse(&row.state)?,
            created_at: from_micros(row.created_at),
            expires_at: from_micros(row.expires_at),
            settled_at: row.settled_at.map(from_micros),
            checked_at: row.checked_at.map(from_micros),
            failure: row.failure.map(|code| code.parse()).transpose().map_err(unknown_code)?,
            id: row.id,
            reference: row.reference,
            provider: row.provider,
            dossier_id: row.dossier_id,
            transaction_no: row.transaction_no,
            response_code: row.response_code,
            address: row.address,
        })
    }
}

fn unknown_code(error: UnknownCode) -> AppError {
    AppError::Internal(format!("stored payment order: {error}"))
}

fn maybe_order(row: Option<OrderRow>) -> Result<Option<Order>, AppError> {
    row.map(Order::try_from).transpose()
}

pub(super) async fn insert_order(tx: &mut Tx, order: &Order) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO payment_order (id, reference, provider, dossier_id, amount, state, created_at, expires_at, address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &order.id,
        &order.reference,
        &order.provider,
        &order.dossier_id,
        order.amount.get(),
        order.state.as_str(),
        order.created_at.as_microsecond(),
        order.expires_at.as_microsecond(),
        &order.address
    )?;
    Ok(())
}

/// Notes where the payer is sent; `false` where the order has ended meanwhile.
pub(super) async fn begun(tx: &mut Tx, id: &str, address: &str) -> Result<bool, AppError> {
    let noted = run!(tx, "UPDATE payment_order SET address = $2 WHERE id = $1 AND state = 'open'", id, address)?;
    Ok(noted == 1)
}

/// Ends an order that its gateway did not take, unless it has ended already.
pub(super) async fn not_begun(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE payment_order SET state = 'expired', settled_at = $2 WHERE id = $1 AND state = 'open'",
        id,
        now.as_microsecond()
    )?;
    Ok(())
}

/// The order of this id.
///
/// # Errors
/// The database fails.
pub(super) async fn order(tx: &mut Tx, id: &str) -> Result<Option<Order>, AppError> {
    maybe_order(maybe!(tx, "SELECT * FROM payment_order WHERE id = $1", id)?)
}

/// The order of this merchant reference.
///
/// # Errors
/// The database fails.
pub(super) async fn order_of(tx: &mut Tx, reference: &str) -> Result<Option<Order>, AppError> {
    maybe_order(maybe!(tx, "SELECT * FROM payment_order WHERE reference = $1", reference)?)
}

/// The order that may be paid now; there is at most one.
pub(super) async fn open_order(tx: &mut Tx, dossier_id: &str) -> Result<Option<Order>, AppError> {
    maybe_order(maybe!(tx, "SELECT * FROM payment_order WHERE dossier_id = $1 AND state = 'open'", dossier_id)?)
}

/// All orders of a dossier, from the first.
///
/// # Errors
/// The database fails.
pub async fn orders_of(tx: &mut Tx, dossier_id: &str) -> Result<Vec<Order>, AppError> {
    let rows: Vec<OrderRow> =
        all!(tx, "SELECT * FROM payment_order WHERE dossier_id = $1 ORDER BY created_at, id", dossier_id)?;
    rows.into_iter().map(Order::try_from).collect()
}

pub(super) async fn last_order_of_filer(
    tx: &mut Tx,
    account_id: &str,
    since: Timestamp,
) -> Result<Option<Order>, AppError> {
    maybe_order(maybe!(
        tx,
        "SELECT payment_order.* FROM payment_order JOIN dossier ON dossier.id = payment_order.dossier_id
         WHERE dossier.filer_id = $1 AND payment_order.created_at >= $2
         ORDER BY payment_order.created_at DESC, payment_order.id DESC LIMIT 1",
        account_id,
        since.as_microsecond()
    )?)
}

/// How an order ended.
#[derive(Default)]
pub(super) struct Ending<'a> {
    /// The gateway's transaction.
    pub(super) transaction_no: Option<&'a str>,
    /// The gateway's code.
    pub(super) response_code: Option<&'a str>,
    /// Why it failed.
    pub(super) failure: Option<FailureReason>,
}

/// Notes how an order ended.
pub(super) async fn decide(
    tx: &mut Tx,
    id: &str,
    state: OrderState,
    ending: Ending<'_>,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE payment_order SET state = $2, settled_at = $3, transaction_no = $4, response_code = $5, failure = $6
         WHERE id = $1",
        id,
        state.as_str(),
        now.as_microsecond(),
        ending.transaction_no,
        ending.response_code,
        ending.failure.map(FailureReason::as_str)
    )?;
    Ok(())
}

/// Notes the number of a transaction that was known without one.
pub(super) async fn name_transaction(tx: &mut Tx, id: &str, transaction_no: &str) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE payment_order SET transaction_no = $2 WHERE id = $1 AND transaction_no IS NULL",
        id,
        transaction_no
    )?;
    Ok(())
}

pub(super) async fn expire_over(tx: &mut Tx, now: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE payment_order SET state = 'expired', settled_at = $1 WHERE state = 'open' AND expires_at <= $1",
        now.as_microsecond()
    )?;
    Ok(())
}

/// Orders of a provider about which we heard nothing and should ask: each pause is twice the one before.
pub(super) async fn unheard(
    tx: &mut Tx,
    provider: &str,
    polling: Polling,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Order>, AppError> {
    let rows: Vec<OrderRow> = all!(
        tx,
        "SELECT * FROM payment_order
         WHERE state IN ('open', 'expired') AND provider = $5 AND created_at <= $2 AND created_at >= $3
             AND (checked_at IS NULL OR $1 - created_at >= 2 * (checked_at - created_at))
         ORDER BY created_at, id LIMIT $4",
        now.as_microsecond(),
        (now - polling.patience).as_microsecond(),
        (now - polling.longest).as_microsecond(),
        most,
        provider
    )?;
    rows.into_iter().map(Order::try_from).collect()
}

/// Takes the question upon us; `false` where another portal was faster.
pub(super) async fn claim_check(tx: &mut Tx, order: &Order, now: Timestamp) -> Result<bool, AppError> {
    let claimed = run!(
        tx,
        "UPDATE payment_order SET checked_at = $2 WHERE id = $1 AND COALESCE(checked_at, 0) = $3",
        &order.id,
        now.as_microsecond(),
        order.checked_at.map_or(0, Timestamp::as_microsecond)
    )?;
    Ok(claimed == 1)
}

pub(super) async fn insert_message(
    tx: &mut Tx,
    reference: &str,
    kind: &str,
    body: &str,
    answer: &str,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO payment_message (id, reference, kind, body, answer, at) VALUES ($1, $2, $3, $4, $5, $6)",
        new_id(),
        reference,
        kind,
        body,
        answer,
        now.as_microsecond()
    )?;
    Ok(())
}

// Refunds

#[derive(sqlx::FromRow)]
struct RefundRow {
    id: String,
    dossier_id: String,
    order_id: Option<String>,
    transaction_no: Option<String>,
    amount: i64,
    reason: String,
    counted: bool,
    at_counter: bool,
    state: String,
    at: i64,
    attempts: i64,
    next_try: Option<i64>,
}

impl TryFrom<RefundRow> for Refund {
    type Error = AppError;

    fn try_from(row: RefundRow) -> Result<Self, AppError> {
        Ok(Self {
            amount: dong(row.amount)?,
            state: RefundState::parse(&row.state)?,
            at: from_micros(row.at),
            next_try: row.next_try.map(from_micros),
            id: row.id,
            dossier_id: row.dossier_id,
            order_id: row.order_id,
            transaction_no: row.transaction_no,
            reason: row.reason,
            counted: row.counted,
            at_counter: row.at_counter,
            attempts: row.attempts,
        })
    }
}

fn refunds(rows: Vec<RefundRow>) -> Result<Vec<Refund>, AppError> {
    rows.into_iter().map(Refund::try_from).collect()
}

pub(super) async fn insert_refund(tx: &mut Tx, refund: &Refund) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO refund (id, dossier_id, order_id, transaction_no, amount, reason, counted, at_counter, state, at,
             attempts, next_try)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        &refund.id,
        &refund.dossier_id,
        &refund.order_id,
        &refund.transaction_no,
        refund.amount.get(),
        &refund.reason,
        refund.counted,
        refund.at_counter,
        refund.state.as_str(),
        refund.at.as_microsecond(),
        refund.attempts,
        refund.next_try.map(Timestamp::as_microsecond)
    )?;
    Ok(())
}

/// Whether money of this transaction goes back, or went.
pub(super) async fn goes_back(tx: &mut Tx, order_id: &str, transaction_no: &str) -> Result<bool, AppError> {
    let (count,): (i64,) =
        one!(tx, "SELECT COUNT(*) FROM refund WHERE order_id = $1 AND transaction_no = $2", order_id, transaction_no)?;
    Ok(count > 0)
}

/// All refunds of a dossier, from the first.
///
/// # Errors
/// The database fails.
pub async fn refunds_of(tx: &mut Tx, dossier_id: &str) -> Result<Vec<Refund>, AppError> {
    refunds(all!(
        tx,
        "SELECT id, dossier_id, order_id, transaction_no, amount, reason, counted, at_counter, state, at, attempts,
             next_try
         FROM refund WHERE dossier_id = $1 ORDER BY at, id",
        dossier_id
    )?)
}

/// The refunds that are to be ordered now at a provider.
pub(super) async fn refunds_due(
    tx: &mut Tx,
    provider: &str,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Refund>, AppError> {
    refunds(all!(
        tx,
        "SELECT refund.id, refund.dossier_id, refund.order_id, refund.transaction_no, refund.amount, refund.reason,
             refund.counted, refund.at_counter, refund.state, refund.at, refund.attempts, refund.next_try
         FROM refund JOIN payment_order ON payment_order.id = refund.order_id
         WHERE refund.next_try <= $1 AND payment_order.provider = $3
         ORDER BY refund.next_try, refund.id LIMIT $2",
        now.as_microsecond(),
        most,
        provider
    )?)
}

/// Takes a refund upon us until `next`; `false` where another portal was faster.
pub(super) async fn claim_refund(tx: &mut Tx, refund: &Refund, next: Timestamp) -> Result<bool, AppError> {
    let claimed = run!(
        tx,
        "UPDATE refund SET next_try = $2, attempts = attempts + 1 WHERE id = $1 AND next_try = $3",
        &refund.id,
        next.as_microsecond(),
        refund.next_try.map(Timestamp::as_microsecond)
    )?;
    Ok(claimed == 1)
}

/// Notes how ordering a refund went; one that is queued keeps the time of its next try.
pub(super) async fn refund_went(
    tx: &mut Tx,
    id: &str,
    state: RefundState,
    error: Option<&str>,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE refund SET state = $2, last_error = $3,
             next_try = CASE WHEN $2 = 'queued' THEN next_try ELSE NULL END
         WHERE id = $1",
        id,
        state.as_str(),
        error
    )?;
    Ok(())
}

/// The gateway takes no refund orders: the money is given at the counter.
pub(super) async fn refund_at_counter(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE refund SET state = 'counter', at_counter = TRUE, next_try = NULL, last_error = NULL WHERE id = $1",
        id
    )?;
    Ok(())
}
