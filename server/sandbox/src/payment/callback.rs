//! The callback (IPN): a GET to the merchant, repeated until it answers 00 or 02, within bounds.

use std::time::Duration;

use serde::Deserialize;

use super::{ledger::Callback, signature};
use crate::state::{Sandbox, Shared};

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "RspCode")]
    code: String,
}

/// Sends the callback about a transaction from a task of its own.
pub fn schedule(sandbox: &Shared, token: &str, number: u64, delay: Duration) {
    let (sandbox, token) = (sandbox.clone(), token.to_owned());
    tokio::spawn(async move {
        tokio::time::sleep(delay).await;
        for attempt in 1..=sandbox.config.ipn_attempts {
            if try_once(&sandbox, &token, number).await {
                return;
            }
            tokio::time::sleep(sandbox.config.ipn_pause * attempt).await;
        }
        tracing::warn!(number, "the merchant never confirmed the callback");
    });
}

/// Whether there is nothing more to send.
async fn try_once(sandbox: &Sandbox, token: &str, number: u64) -> bool {
    let Some(url) = address(sandbox, token, number) else {
        return true;
    };
    let (answer, done) = match sandbox.http.get(&url).send().await {
        Ok(response) => {
            let status = response.status();
            let body = response.text().await.unwrap_or_default();
            let code = serde_json::from_str::<Answer>(&body).map(|answer| answer.code);
            let done = status.is_success() && code.is_ok_and(|code| code == "00" || code == "02");
            let shown: String = body.chars().take(300).collect();
            (format!("HTTP {} {shown}", status.as_u16()), done)
        }
        Err(error) => (format!("không gọi được: {}", error.without_url()), false),
    };
    let at = sandbox.now();
    if let Some(order) = sandbox.ledger().by_token(token)
        && let Some(transaction) = order.transactions.iter_mut().find(|t| t.number == number)
    {
        transaction.callbacks.push(Callback { at, url, answer });
    }
    done
}

fn address(sandbox: &Sandbox, token: &str, number: u64) -> Option<String> {
    let mut ledger = sandbox.ledger();
    let order = ledger.by_token(token)?;
    let transaction = order.transactions.iter().find(|t| t.number == number)?;
    let merchant = sandbox.config.merchants.iter().find(|merchant| merchant.code == order.merchant)?;
    let query = signature::signed_query(&merchant.secret, &order.result(transaction));
    let separator = if merchant.ipn_url.contains('?') { '&' } else { '?' };
    Some(format!("{}{separator}{query}", merchant.ipn_url))
}
