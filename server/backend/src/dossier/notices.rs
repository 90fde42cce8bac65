//! Which notices follow an event. Their words are in the locale files (`notice.<template>`).

use jiff::Timestamp;

use super::{Dossier, Entry, Event, Who};
use crate::{
    clock::local,
    db::Tx,
    error::AppError,
    outbox::{self, Amount, Message, Notice, Recipient},
};

/// Puts the event's notices into the outbox, one for each way to reach the applicant.
pub(super) async fn enqueue(tx: &mut Tx, dossier: &Dossier, entry: &Entry) -> Result<(), AppError> {
    match notice(dossier, entry) {
        Some(notice) => to_applicant(tx, dossier, &notice, entry.at).await,
        None => Ok(()),
    }
}

/// Tells the applicant, in each way to reach them.
pub(crate) async fn to_applicant(
    tx: &mut Tx,
    dossier: &Dossier,
    notice: &Notice,
    now: Timestamp,
) -> Result<(), AppError> {
    let person = &dossier.body.applicant;
    let phone = person.phone.clone().map(Recipient::Phone);
    let email = person.email.clone().map(Recipient::Email);
    for to in phone.into_iter().chain(email) {
        let message = Message { to, lang: dossier.body.lang.clone(), notice: notice.clone() };
        outbox::enqueue(tx, Some(&dossier.id), &message, now).await?;
    }
    Ok(())
}

fn notice(dossier: &Dossier, entry: &Entry) -> Option<Notice> {
    let code = dossier.public_name().to_owned();
    let facts = &dossier.facts;
    let owed = Amount(facts.owed());
    Some(match &entry.event {
        Event::Submitted { acknowledge_by, .. } => Notice::Submitted { code, until: *acknowledge_by },
        Event::Accepted { due, groups, .. } => {
            let due = due.promised;
            // Which group it is stays between the applicant and the officers.
            if groups.iter().any(|check| !check.is_confirmed()) {
                Notice::AcceptedUnconfirmed { code, due, amount: Amount(facts.payable()) }
            } else if owed.0.is_zero() {
                Notice::Accepted { code, due }
            } else {
                Notice::AcceptedPay { code, due, amount: owed }
            }
        }
        Event::Refused { .. } if entry.who == Who::SYSTEM => Notice::Lapsed { code },
        Event::Refused { .. } => Notice::Refused { code },
        Event::SupplementAsked { until, .. } => Notice::SupplementAsked { code, until: *until },
        Event::Supplied { .. } => Notice::Supplied { code },
        Event::PaymentAsked { until, .. } => Notice::PaymentAsked { code, until: *until, amount: owed },
        Event::Redated { from, to, .. } => Notice::Redated { code, from: *from, due: *to },
        Event::Finished { .. } if !owed.0.is_zero() => Notice::FinishedPay { code, amount: owed },
        // Who gets it before the date is told beforehand (Nghị định 61/2018 Điều 20).
        Event::Finished { .. } => match facts.expected() {
            Some(due) if local(entry.at).date() < due.date() => Notice::FinishedEarly { code, due },
            _ => Notice::Finished { code },
        },
        Event::HandedOver { .. } => Notice::HandedOver { code },
        Event::Withdrawn { .. } => Notice::Withdrawn { code },
        Event::Stopped { .. } => Notice::Stopped { code },
        Event::Paid { amount, .. } => Notice::Paid { code, amount: Amount(*amount) },
        Event::RefundQueued { amount, .. } if amount.is_zero() => return None,
        Event::RefundQueued { amount, .. } => Notice::Refund { code, amount: Amount(*amount) },
        Event::Corrected { .. } => Notice::Corrected { code },
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
    })
}
