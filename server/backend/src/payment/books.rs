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
        let item = Item { dossier_id: dossier_id.to_owned(), what };
        *self.0.entry(item).or_default() += times;
    }

    /// Takes down what a dossier's log tells.
    pub fn tell(&mut self, dossier_id: &str, event: &Event) {
        match event {
            Event::Paid { order_id, amount, by, receipt } => {
                let order = order_id.as_deref();
                self.add(dossier_id, issued(receipt, order, amount.get()), 1);
                if let (PaidBy::Online, Some(order)) = (by, order) {
                    self.add(dossier_id, paid(order, amount.get()), 1);
                }
            }
            Event::RefundQueued { order_id, amount, .. } if !amount.is_zero() => {
                self.add(dossier_id, back(order_id.as_deref(), amount.get()), 1);
            }
            Event::CashReturned { refund_id, amount } => {
                self.add(dossier_id, given(refund_id, amount.get()), 1);
            }
            Event::ReceiptReplaced { old, new, order_id, amount, .. } => {
                let order = order_id.as_deref();
                self.add(dossier_id, issued(new, order, amount.get()), 1);
                self.add(dossier_id, replaced(old, new), 1);
            }
            _ => {}
        }
    }

    /// Compares with the store; gives the dossier's id and what differs.
    pub(crate) async fn compare(mut self, tx: &mut Tx) -> Result<Vec<(String, String)>, AppError> {
        for row in store::books::receipts(tx).await? {
            let order = row.order_id.as_deref();
            self.add(&row.dossier_id, issued(&row.number, order, row.amount), -1);
            if let Some(old) = &row.replaces {
                self.add(&row.dossier_id, replaced(old, &row.number), -1);
            }
        }
        for (dossier_id, order_id, amount) in store::books::paid_orders(tx).await? {
            self.add(&dossier_id, paid(&order_id, amount), -1);
        }
        for row in store::books::refunds(tx).await? {
            let order = row.order_id.as_deref();
            self.add(&row.dossier_id, back(order, row.amount), -1);
            if row.given {
                self.add(&row.dossier_id, given(&row.id, row.amount), -1);
            }
        }
        let differs = self.0.into_iter().filter(|(_, times)| *times != 0);
        Ok(differs
            .map(|(item, times)| {
                let side = if times > 0 { "the log" } else { "the store" };
                (item.dossier_id, format!("{side} alone tells: {}", item.what))
            })
            .collect())
    }
}

fn said(receipt: &ReceiptNumber) -> String {
    let ReceiptNumber { series, year, number } = receipt;
    format!("{series}/{year}/{number}")
}

fn issued(receipt: &ReceiptNumber, order: Option<&str>, amount: i64) -> String {
    let order = order.unwrap_or("cash");
    format!("receipt {} over {amount}, {order}", said(receipt))
}

fn replaced(old: &ReceiptNumber, new: &ReceiptNumber) -> String {
    format!("receipt {} in the place of {}", said(new), said(old))
}

fn paid(order: &str, amount: i64) -> String {
    format!("order {order} paid {amount}")
}

fn back(order: Option<&str>, amount: i64) -> String {
    let order = order.map_or("cash".to_owned(), |order| format!("order {order}"));
    format!("refund of {amount} for {order}")
}

fn given(refund: &str, amount: i64) -> String {
    format!("refund {refund} of {amount} given at the counter")
}
