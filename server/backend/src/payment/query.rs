//! Asks the gateway about orders of which it told nothing, and ends those whose time is over.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::{
    Order,
    settle::{self, News},
    store,
};
use crate::{
    Portal,
    clock::random_bytes,
    error::AppError,
    gateway::payment::{PaymentState, QueryRequest},
    write_tx,
};

/// A callback comes within this; then we ask. Each pause is twice the one before.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);
/// After this nobody pays any more.
const LONGEST: SignedDuration = SignedDuration::from_hours(48);
/// How many are asked about in one round.
const AT_A_TIME: i64 = 20;

/// Asks about orders that are open or ended without a word. Two portals on one database don't ask twice.
///
/// # Errors
/// The database fails. A gateway that doesn't answer is asked again later.
pub async fn ask_about_open(portal: &Portal, server_ip: IpAddr) -> Result<(), AppError> {
    if portal.gateways.payment().is_err() {
        return Ok(());
    }
    let now = portal.clock.now();
    let mut tx = portal.db.read().await?;
    let orders = store::unheard(&mut tx, now, PATIENCE, LONGEST, AT_A_TIME).await?;
    tx.commit().await?;
    for order in orders {
        let claimed = write_tx!(&portal.db, |tx| { store::claim_check(tx, &order, now).await })?;
        if claimed {
            ask(portal, &order, server_ip, now).await?;
        }
    }
    Ok(())
}

async fn ask(portal: &Portal, order: &Order, server_ip: IpAddr, now: Timestamp) -> Result<(), AppError> {
    let Ok(gateway) = portal.gateways.payment() else {
        return Ok(());
    };
    let request = QueryRequest {
        request_id: hex::encode(random_bytes::<16>()),
        reference: order.reference.clone(),
        order_created_at: order.created_at,
        info: format!("Hoi ket qua {}", order.reference),
        server_ip,
        asked_at: now,
    };
    let notice = match gateway.query(&request).await {
        Ok(PaymentState::Known(notice)) => notice,
        Ok(PaymentState::Unknown) => return Ok(()),
        Err(error) => {
            tracing::warn!(order = order.reference, %error, "a payment could not be asked about");
            return Ok(());
        }
    };
    let news = News::of_query(&notice);
    if news.is_undecided() {
        return Ok(());
    }
    write_tx!(&portal.db, |tx| {
        // The callback may have come while we asked.
        let Some(order) = store::order_of(tx, &order.reference).await? else {
            return Ok(());
        };
        let answer = settle::settle(portal, tx, &order, &news, now).await?;
        let said = format!("status={}", notice.status.as_str());
        let code = answer.body().code;
        store::insert_message(tx, &order.reference, "query", &said, code, now).await
    })
}

/// Ends orders whose time is over. A success that still comes is looked at anew.
///
/// # Errors
/// The database fails.
pub async fn expire(portal: &Portal) -> Result<(), AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| { store::expire_over(tx, now).await })
}
