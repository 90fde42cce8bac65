//! The gateway's callback (IPN).

use super::{
    settle::{self, News},
    store,
};
use crate::{
    Portal,
    error::AppError,
    gateway::payment::{IpnAnswer, NoticeError, PaymentNotice},
    write_tx,
};

/// Takes a callback, as its query string came, and gives what the gateway is to be told. It may come often and at
/// once: what it says is done once.
pub async fn hear(portal: &Portal, query: &str) -> IpnAnswer {
    let Ok(gateway) = portal.gateways.payment() else {
        return IpnAnswer::OtherError;
    };
    let notice = match gateway.read_notice(query) {
        Ok(notice) => notice,
        Err(error) => {
            if error == NoticeError::Signature {
                tracing::warn!("a payment callback with a wrong signature");
            }
            return error.answer();
        }
    };
    match note(portal, query, &notice).await {
        Ok(answer) => answer,
        Err(error) => {
            tracing::error!(order = notice.reference, %error, "a payment callback could not be noted");
            IpnAnswer::OtherError
        }
    }
}

async fn note(portal: &Portal, query: &str, notice: &PaymentNotice) -> Result<IpnAnswer, AppError> {
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let answer = match store::order_of(tx, &notice.reference).await? {
            Some(order) => settle::settle(portal, tx, &order, &News::of_callback(notice), now).await?,
            None => IpnAnswer::OrderNotFound,
        };
        let code = answer.body().code;
        store::insert_message(tx, &notice.reference, "callback", query, code, now).await?;
        Ok(answer)
    })
}
