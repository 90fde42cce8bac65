//! From an event of a dossier's log to what the pages tell of it.

use app::{happened::Happened, names::HandedOver};
use backend::dossier::{Event, HandOver, PaidBy, ReceiptNumber};

/// How the reader calls those who are named in the log by their ids.
pub struct Names<'a> {
    /// An agency.
    pub agency: &'a dyn Fn(&str) -> String,
    /// An officer.
    pub officer: &'a dyn Fn(&str) -> String,
}

/// What an event says.
pub fn happened(event: &Event, names: &Names<'_>) -> Happened {
    match event.clone() {
        Event::Submitted { .. } => Happened::Submitted,
        Event::Guided { team } => Happened::Guided { team },
        Event::Accepted { code, due, groups, .. } => {
            Happened::Accepted { code: code.to_string(), due: due.promised, groups }
        }
        Event::Refused { reason, legal_ground } => Happened::Refused { reason, legal_ground },
        Event::PaymentAsked { name, amount, until, reason, legal_ground } => {
            Happened::PaymentAsked { name, amount, until, reason, legal_ground }
        }
        Event::PaymentMet { due, redated } => Happened::PaymentMet { due: redated.or(due.map(|due| due.promised)) },
        Event::Redated { from, to, reason } => Happened::Redated { from, to, reason },
        Event::Passed { to, until, note, .. } => Happened::Passed { to: (names.agency)(&to), until, note },
        Event::Assigned { to } => Happened::Assigned { to: to.map(|id| (names.officer)(&id)) },
        Event::Commented { text } => Happened::Commented { text },
        Event::Escalated { note } => Happened::Escalated { note },
        Event::SupplementAsked { items, until, .. } => Happened::SupplementAsked { items, until },
        Event::Supplied { note, attachments, due, redated, .. } => {
            Happened::Supplied { note, files: attachments.len(), due: redated.or(due.map(|due| due.promised)) }
        }
        Event::Started => Happened::Started,
        Event::Finished { outcome, note, .. } => Happened::Finished { outcome, note },
        Event::HandedOver { taken_by, way } => Happened::HandedOver { taken_by, noted: noted(way) },
        Event::Withdrawn { reason } => Happened::Withdrawn { reason },
        Event::Stopped { reason, legal_ground } => Happened::Stopped { reason, legal_ground },
        Event::Paid { amount, by, receipt, .. } => {
            Happened::Paid { amount, online: by == PaidBy::Online, receipt: numbered(&receipt) }
        }
        Event::RefundQueued { amount, reason, lines, .. } => Happened::RefundQueued { amount, cause: reason, lines },
        Event::CashReturned { amount, .. } => Happened::CashReturned { amount },
        Event::ReceiptReplaced { old, new, reason, .. } => {
            Happened::ReceiptReplaced { old: numbered(&old), new: numbered(&new), reason }
        }
        Event::Rated { comment, .. } => Happened::Rated { comment },
        Event::Corrected { reason } => Happened::Corrected { reason },
    }
}

/// `000.00.15.H48 12/2026`
pub fn numbered(receipt: &ReceiptNumber) -> String {
    format!("{} {}/{}", receipt.series, receipt.number, receipt.year)
}

/// What was noted when a result went out.
pub fn noted(way: Option<HandOver>) -> HandedOver {
    match way {
        Some(HandOver::Authorised { authorisation }) => HandedOver::Authorised(authorisation),
        Some(HandOver::Post { shipment }) => HandedOver::Posted(shipment),
        Some(HandOver::Declined) => HandedOver::Declined,
        Some(HandOver::Download | HandOver::Counter) | None => HandedOver::Plain,
    }
}
