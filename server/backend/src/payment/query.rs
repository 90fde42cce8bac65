//! Asks the gateway about orders of which it told nothing, and ends those whose time is over.

use std::net::IpAddr;

use jiff::Timestamp;

use super::{Order, settle, store};
use crate::{
    Portal,
    clock::random_bytes,
    error::AppError,
    gateway::payment::{PaymentOutcome, Provider, QueryRequest},
    write_tx,
};

/// How many are asked about in one round.
const AT_A_TIME: i64 = 20;

/// Asks about orders that are open or ended without a word, each at its own gateway. Two portals on one database don't
/// ask twice.
///
/// # Errors
/// The database fails. A gateway that doesn't answer is asked again later.
pub async fn ask_about_open(portal: &Portal, server_ip: IpAddr) -> Result<(), AppError> {
    let now = portal.clock.now();
    for provider in portal.gateways.payment.all() {
        let mut tx = portal.db.read().await?;
        let orders = store::unheard(&mut tx, &provider.name, provider.client.polling(), now, AT_A_TIME).await?;
        tx.commit().await?;
        for order in orders {
            let claimed = write_tx!(&portal.db, |tx| { store::claim_check(tx, &order, now).await })?;
            if claimed {
                ask(portal, provider, &order, server_ip, now).await?;
            }
        }
    }
    Ok(())
}

async fn ask(
    portal: &Portal,
    provider: &Provider,
    order: &Order,
    server_ip: IpAddr,
    now: Timestamp,
) -> Result<(), AppError> {
    let request = QueryRequest {
        request_id: hex::encode(random_bytes::<16>()),
        reference: order.reference.clone(),
        order_created_at: order.created_at,
        info: format!("Hoi ket qua {}", order.reference),
        server_ip,
        asked_at: now,
    };
    let report = match provider.client.query(&request).await {
        Ok(report) => report,
        Err(error) => {
            tracing::warn!(order = order.reference, %error, "a payment could not be asked about");
            return Ok(());
        }
    };
    if matches!(report.outcome, PaymentOutcome::Unknown | PaymentOutcome::Pending) {
        return Ok(());
    }
    write_tx!(&portal.db, |tx| {
        // The callback may have come while we asked.
        let Some(order) = store::order_of(tx, &order.reference).await? else {
            return Ok(());
        };
        let verdict = settle::settle(portal, tx, &order, &report, now).await?;
        store::insert_message(tx, &order.reference, "query", &report.code, verdict.as_str(), now).await
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
