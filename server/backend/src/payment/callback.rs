//! The gateway's callback.

use serde_json::Value;

use super::{settle, store};
use crate::{
    Portal,
    error::AppError,
    gateway::payment::{Callback, CallbackError, CallbackVerdict, Kind, PaymentReport, Provider},
    write_tx,
};

/// Takes a callback as it came at the address of this kind of gateway, and gives what the gateway is to be told. It may
/// come often and at once: what it says is done once.
pub async fn hear(portal: &Portal, kind: &Kind, callback: &Callback<'_>) -> Value {
    let mut answer = None;
    for provider in portal.gateways.payment.all().iter().filter(|provider| provider.kind.name == kind.name) {
        let verdict = verdict(portal, provider, callback).await;
        answer = Some(provider.client.answer(callback, verdict, portal.clock.now()));
        // Signed by none of ours so far: it may be another account's of the same kind.
        if verdict != CallbackVerdict::Forged {
            break;
        }
    }
    answer.unwrap_or_else(kind.unavailable)
}

/// What becomes of a callback, if it is this provider's.
pub(super) async fn verdict(portal: &Portal, provider: &Provider, callback: &Callback<'_>) -> CallbackVerdict {
    let report = match provider.client.read_callback(callback) {
        Ok(report) => report,
        Err(error) => {
            if error == CallbackError::Signature {
                tracing::warn!(provider = provider.name, "a payment callback with a wrong signature");
            }
            return (&error).into();
        }
    };
    match note(portal, provider, callback, &report).await {
        Ok(verdict) => verdict,
        Err(error) => {
            tracing::error!(order = report.reference, %error, "a payment callback could not be noted");
            CallbackVerdict::NotNoted
        }
    }
}

async fn note(
    portal: &Portal,
    provider: &Provider,
    callback: &Callback<'_>,
    report: &PaymentReport,
) -> Result<CallbackVerdict, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        // Nobody but the gateway where it is paid has anything to say about an order.
        let order = store::order_of(tx, &report.reference).await?.filter(|order| order.provider == provider.name);
        let verdict = match order {
            Some(order) => settle::settle(portal, tx, &order, report, now).await?,
            None => CallbackVerdict::UnknownOrder,
        };
        store::insert_message(tx, &report.reference, "callback", &callback.text(), verdict.as_str(), now).await?;
        Ok(verdict)
    })
}
