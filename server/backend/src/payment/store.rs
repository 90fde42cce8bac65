//! Orders, the gateway's messages and refunds in the store; receipts beside them.

pub(super) mod books;
mod receipts;
mod whole;

use domain::money::Dong;
use jiff::{SignedDuration, Timestamp};

use super::{Order, OrderState, Refund, RefundState};
use crate::{
    all,
    clock::from_micros,
    db::{Tx, new_id},
    error::AppError,
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
    dossier_id: String,
    amount: i64,
    state: String,
    created_at: i64,
    expires_at: i64,
    settled_at: Option<i64>,
    checked_at: Option<i64>,
    transaction_no: Option<String>,
    response_code: Option<String>,
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
            id: row.id,
            reference: row.reference,
            dossier_id: row.dossier_id,
            transaction_no: row.transaction_no,
            response_code: row.response_code,
            address: row.address,
        })
    }
}

fn maybe_order(row: Option<OrderRow>) -> Result<Option<Order>, AppError> {
    row.map(Order::try_from).transpose()
}

pub(super) async fn insert_order(tx: &mut Tx, order: &Order) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO payment_order (id, reference, dossier_id, amount, state, created_at, expires_at, address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &order.id,
        &order.reference,
        &order.dossier_id,
        order.amount.get(),
        order.state.as_str(),
        order.created_at.as_microsecond(),
        order.expires_at.as_microsecond(),
        &order.address
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

/// Notes how an order ended.
pub(super) async fn decide(
    tx: &mut Tx,
    id: &str,
    state: OrderState,
    transaction_no: Option<&str>,
    response_code: Option<&str>,
    now: Timestamp,
) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE payment_order SET state = $2, settled_at = $3, transaction_no = $4, response_code = $5 WHERE id = $1",
        id,
        state.as_str(),
        now.as_microsecond(),
        transaction_no,
        response_code
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

/// Orders about which we heard nothing and should ask: each pause is twice the one before.
pub(super) async fn unheard(
    tx: &mut Tx,
    now: Timestamp,
    patience: SignedDuration,
    longest: SignedDuration,
    most: i64,
) -> Result<Vec<Order>, AppError> {
    let rows: Vec<OrderRow> = all!(
        tx,
        "SELECT * FROM payment_order
         WHERE state IN ('open', 'expired') AND created_at <= $2 AND created_at >= $3
             AND (checked_at IS NULL OR $1 - created_at >= 2 * (checked_at - created_at))
         ORDER BY created_at, id LIMIT $4",
        now.as_microsecond(),
        (now - patience).as_microsecond(),
        (now - longest).as_microsecond(),
        most
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
        "INSERT INTO refund (id, dossier_id, order_id, transaction_no, amount, reason, counted, state, at, attempts,
             next_try)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &refund.id,
        &refund.dossier_id,
        &refund.order_id,
        &refund.transaction_no,
        refund.amount.get(),
        &refund.reason,
        refund.counted,
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
        "SELECT id, dossier_id, order_id, transaction_no, amount, reason, counted, state, at, attempts, next_try
         FROM refund WHERE dossier_id = $1 ORDER BY at, id",
        dossier_id
    )?)
}

pub(super) async fn refunds_due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Refund>, AppError> {
    refunds(all!(
        tx,
        "SELECT id, dossier_id, order_id, transaction_no, amount, reason, counted, state, at, attempts, next_try
         FROM refund WHERE next_try <= $1 ORDER BY next_try, id LIMIT $2",
        now.as_microsecond(),
        most
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
