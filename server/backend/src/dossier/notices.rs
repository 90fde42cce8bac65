//! Which notices follow an event. Their words are in the locale files (`notice.<template>`).

use std::collections::BTreeMap;

use super::{Dossier, Entry, Event};
use crate::{
    db::Tx,
    error::AppError,
    outbox::{self, Message, Recipient},
};

/// Puts the event's notices into the outbox, one for each way to reach the applicant.
pub(super) async fn enqueue(tx: &mut Tx, dossier: &Dossier, entry: &Entry) -> Result<(), AppError> {
    let Some((template, values)) = notice(dossier, &entry.event) else {
        return Ok(());
    };
    let person = &dossier.body.applicant;
    let phone = person.phone.clone().map(Recipient::Phone);
    let email = person.email.clone().map(Recipient::Email);
    for to in phone.into_iter().chain(email) {
        let message = Message {
            to,
            template: template.to_owned(),
            lang: dossier.body.lang.clone(),
            values: values.clone(),
        };
        outbox::enqueue(tx, Some(&dossier.id), &message, entry.at).await?;
    }
    Ok(())
}

fn notice(dossier: &Dossier, event: &Event) -> Option<(&'static str, BTreeMap<String, String>)> {
    let mut values = BTreeMap::from([("code".to_owned(), dossier.public_name().to_owned())]);
    let mut say = |key: &str, value: String| {
        values.insert(key.to_owned(), value);
    };
    let template = match event {
        Event::Submitted { acknowledge_by, .. } => {
            say("until", acknowledge_by.to_string());
            "submitted"
        }
        Event::Accepted { due, .. } => {
            say("due", due.promised.to_string());
            if dossier.facts.owed().is_zero() {
                "accepted"
            } else {
                say("amount", dossier.facts.owed().get().to_string());
                "accepted_pay"
            }
        }
        Event::Refused { .. } => "refused",
        Event::SupplementAsked { until, .. } => {
            say("until", until.to_string());
            "supplement_asked"
        }
        Event::Supplied { .. } => "supplied",
        Event::Finished { .. } if dossier.facts.owed().is_zero() => "finished",
        Event::Finished { .. } => {
            say("amount", dossier.facts.owed().get().to_string());
            "finished_pay"
        }
        Event::HandedOver { .. } => "handed_over",
        Event::Withdrawn { .. } => "withdrawn",
        Event::Stopped { .. } => "stopped",
        Event::Paid { amount, .. } => {
            say("amount", amount.get().to_string());
            "paid"
        }
        Event::RefundQueued { amount, .. } => {
            say("amount", amount.get().to_string());
            "refund"
        }
        Event::Corrected { .. } => "corrected",
        Event::Guided { .. } | Event::Started | Event::Rated { .. } => return None,
    };
    Some((template, values))
}
