//! Whether receipts, paid orders and refunds agree with what the dossiers' logs tell.

use std::collections::BTreeMap;

use super::store;
use crate::{
    db::Tx,
    dossier::{Event, PaidBy, ReceiptNumber},
    error::AppError,
};

/// Something about money that both the logs and the store must tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    dossier_id: String,
    what: String,
}

/// How often the logs tell each item, less how often the store does: in the end nothing is left.
#[derive(Debug, Default)]
pub struct Books(BTreeMap<Item, i64>);

impl Books {
    fn add(&mut self, dossier_id: &str, what: String, times: i64) {
        let item = Item {
            dossier_id: dossier_id.to_owned(),
            what,
        };
        *self.0.entry(item).or_default() += times;
    }

    /// Takes down what a dossier's log tells.
    pub fn tell(&mut self, dossier_id: &str, event: &Event) {
        match event {
            Event::Paid {
                order_id,
                amount,
                by,
                receipt,
            } => {
                let order = order_id.as_deref();
                self.add(dossier_id, issued(receipt, order, amount.get()), 1);
                if let (PaidBy::Online, Some(order)) = (by, order) {
                    self.add(dossier_id, paid(order, amount.get()), 1);
                }
            }
            Event::RefundQueued {
                order_id, amount, ..
            } => self.add(dossier_id, back(order_id, amount.get()), 1),
            _ => {}
        }
    }

    /// Compares with the store; gives the dossier's id and what differs.
    pub(crate) async fn compare(mut self, tx: &mut Tx) -> Result<Vec<(String, String)>, AppError> {
        for (dossier_id, receipt, order_id, amount) in store::books::receipts(tx).await? {
            self.add(
                &dossier_id,
                issued(&receipt, order_id.as_deref(), amount),
                -1,
            );
        }
        for (dossier_id, order_id, amount) in store::books::paid_orders(tx).await? {
            self.add(&dossier_id, paid(&order_id, amount), -1);
        }
        for (dossier_id, order_id, amount) in store::books::refunds(tx).await? {
            self.add(&dossier_id, back(&order_id, amount), -1);
        }
        let differs = self.0.into_iter().filter(|(_, times)| *times != 0);
        Ok(differs
            .map(|(item, times)| {
                let side = if times > 0 { "the log" } else { "the store" };
                (
                    item.dossier_id,
                    format!("{side} alone tells: {}", item.what),
                )
            })
            .collect())
    }
}

fn issued(receipt: &ReceiptNumber, order: Option<&str>, amount: i64) -> String {
    let ReceiptNumber {
        series,
        year,
        number,
    } = receipt;
    let order = order.unwrap_or("cash");
    format!("receipt {series}/{year}/{number} over {amount}, {order}")
}

fn paid(order: &str, amount: i64) -> String {
    format!("order {order} paid {amount}")
}

fn back(order: &str, amount: i64) -> String {
    format!("refund of {amount} for order {order}")
}
