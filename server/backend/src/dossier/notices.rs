//! Which notices follow an event. Their words are in the locale files (`notice.<template>`).

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Dossier, Entry, Event, Who};
use crate::{
    clock::local,
    db::Tx,
    error::AppError,
    outbox::{self, Message, Recipient},
};

/// Puts the event's notices into the outbox, one for each way to reach the applicant.
pub(super) async fn enqueue(tx: &mut Tx, dossier: &Dossier, entry: &Entry) -> Result<(), AppError> {
    match notice(dossier, entry) {
        Some((template, values)) => to_applicant(tx, dossier, template, &values, entry.at).await,
        None => Ok(()),
    }
}

/// Tells the applicant, in each way to reach them.
pub(crate) async fn to_applicant(
    tx: &mut Tx,
    dossier: &Dossier,
    template: &str,
    values: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<(), AppError> {
    let person = &dossier.body.applicant;
    let phone = person.phone.clone().map(Recipient::Phone);
    let email = person.email.clone().map(Recipient::Email);
    for to in phone.into_iter().chain(email) {
        let message =
            Message { to, template: template.to_owned(), lang: dossier.body.lang.clone(), values: values.clone() };
        outbox::enqueue(tx, Some(&dossier.id), &message, now).await?;
    }
    Ok(())
}

fn notice(dossier: &Dossier, entry: &Entry) -> Option<(&'static str, BTreeMap<String, String>)> {
    let mut values = BTreeMap::from([("code".to_owned(), dossier.public_name().to_owned())]);
    let mut say = |key: &str, value: String| {
        values.insert(key.to_owned(), value);
    };
    let template = match &entry.event {
        Event::Submitted { acknowledge_by, .. } => {
            say("until", acknowledge_by.to_string());
            "submitted"
        }
        Event::Accepted { due, groups, .. } => {
            say("due", due.promised.to_string());
            // Which group it is stays between the applicant and the officers.
            if groups.iter().any(|check| !check.is_confirmed()) {
                say("amount", dossier.facts.payable().get().to_string());
                "accepted_unconfirmed"
            } else if dossier.facts.owed().is_zero() {
                "accepted"
            } else {
                say("amount", dossier.facts.owed().get().to_string());
                "accepted_pay"
            }
        }
        Event::Refused { .. } if entry.who == Who::SYSTEM => "lapsed",
        Event::Refused { .. } => "refused",
        Event::SupplementAsked { until, .. } => {
            say("until", until.to_string());
            "supplement_asked"
        }
        Event::Supplied { .. } => "supplied",
        Event::PaymentAsked { until, .. } => {
            say("until", until.to_string());
            say("amount", dossier.facts.owed().get().to_string());
            "payment_asked"
        }
        Event::Redated { from, to, .. } => {
            say("from", from.to_string());
            say("due", to.to_string());
            "redated"
        }
        Event::Finished { .. } if !dossier.facts.owed().is_zero() => {
            say("amount", dossier.facts.owed().get().to_string());
            "finished_pay"
        }
        // Who gets it before the date is told beforehand (Nghị định 61/2018 Điều 20).
        Event::Finished { .. } => match dossier.facts.expected() {
            Some(due) if local(entry.at).date() < due.date() => {
                say("due", due.to_string());
                "finished_early"
            }
            _ => "finished",
        },
        Event::HandedOver { .. } => "handed_over",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Stopped { .. } => "stopped",
        Event::Paid { amount, .. } => {
            say("amount", amount.get().to_string());
            "paid"
        }
        Event::RefundQueued { amount, .. } if amount.is_zero() => return None,
        Event::RefundQueued { amount, .. } => {
            say("amount", amount.get().to_string());
            "refund"
        }
        Event::Corrected { .. } => "corrected",
        Event::Guided { .. }
        | Event::Started
        | Event::CashReturned { .. }
        | Event::ReceiptReplaced { .. }
        | Event::Rated { .. }
        | Event::PaymentMet { .. }
        | Event::Passed { .. }
        | Event::Assigned { .. }
        | Event::Commented { .. }
        | Event::Escalated { .. } => return None,
    };
    Some((template, values))
}
