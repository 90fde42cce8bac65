//! What happened to a dossier, told to whoever filed it.

use crate::happened::Happened;
use crate::t;
use crate::ui::{TimelineEntry, TimelineState};
use crate::words::Lang;
use crate::{explain, format};
use domain::dossier::Outcome;
use jiff::civil::DateTime;

/// A time in which the agency waited for the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waited {
    /// Since when, local time.
    pub from: DateTime,
    /// Until when.
    pub to: DateTime,
    /// When the result is due now.
    pub due: Option<DateTime>,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever filed it.
    Applicant,
    /// An officer of this agency.
    Officer(String),
    /// A community team.
    Helper,
    /// The portal itself.
    Portal,
}

/// A line of the log.
#[derive(Clone, Debug)]
pub struct Line {
    /// When, local time.
    pub at: DateTime,
    /// What.
    pub happened: Happened,
    /// Who.
    pub by: By,
    /// The wait that ended with it.
    pub waited: Option<Waited>,
}

/// The lines for the timeline; the last is now while the dossier is under way.
#[must_use]
pub fn entries(lang: Lang, lines: &[Line], over: bool) -> Vec<TimelineEntry> {
    let last = lines.len().saturating_sub(1);
    lines
        .iter()
        .enumerate()
        .map(|(place, line)| TimelineEntry {
            title: title(lang, &line.happened),
            at: Some(line.at),
            by: by(lang, &line.by),
            note: note(lang, line),
            state: if place == last && !over { TimelineState::Now } else { TimelineState::Past },
        })
        .collect()
}

fn title(lang: Lang, happened: &Happened) -> String {
    match happened {
        Happened::Submitted => t!(lang, "tracking.event.sent"),
        Happened::Guided { .. } => t!(lang, "tracking.event.guided"),
        Happened::Accepted { .. } => t!(lang, "tracking.event.accepted"),
        Happened::Refused { .. } => t!(lang, "tracking.event.refused"),
        Happened::SupplementAsked { .. } => t!(lang, "tracking.event.asked"),
        Happened::Supplied { .. } => t!(lang, "tracking.event.supplied"),
        Happened::Started => t!(lang, "tracking.event.started"),
        Happened::Finished { outcome: Outcome::Granted, .. } => t!(lang, "tracking.event.granted"),
        Happened::Finished { .. } => t!(lang, "tracking.event.denied"),
        Happened::HandedOver { .. } => t!(lang, "tracking.event.handed_over"),
        Happened::Withdrawn { .. } => t!(lang, "tracking.event.withdrawn"),
        Happened::Stopped { .. } => t!(lang, "tracking.event.stopped"),
        Happened::Paid { amount, .. } => {
            let amount = format::dong(lang, *amount);
            t!(lang, "tracking.event.paid", amount = amount)
        }
        Happened::RefundQueued { amount, .. } if amount.is_zero() => {
            t!(lang, "tracking.event.no_refund")
        }
        Happened::RefundQueued { amount, .. } => {
            let amount = format::dong(lang, *amount);
            t!(lang, "tracking.event.refund", amount = amount)
        }
        Happened::CashReturned { amount } => {
            let amount = format::dong(lang, *amount);
            t!(lang, "tracking.event.cash_returned", amount = amount)
        }
        Happened::ReceiptReplaced { .. } => t!(lang, "tracking.event.receipt_replaced"),
        Happened::Rated { .. } => t!(lang, "tracking.event.rated"),
        Happened::Corrected { .. } => t!(lang, "tracking.event.corrected"),
        Happened::PaymentAsked { .. } => t!(lang, "tracking.event.payment_asked"),
        Happened::PaymentMet { .. } => t!(lang, "tracking.event.payment_met"),
        Happened::Redated { .. } => t!(lang, "tracking.event.redated"),
        Happened::Passed { to, .. } => t!(lang, "tracking.event.passed", agency = to),
        // Stays inside the agency.
        Happened::Assigned { .. } | Happened::Commented { .. } | Happened::Escalated { .. } => {
            return String::new();
        }
    }
    .into_owned()
}

fn by(lang: Lang, by: &By) -> String {
    match by {
        By::Applicant => t!(lang, "tracking.by.applicant").into_owned(),
        By::Officer(agency) => t!(lang, "tracking.by.officer", agency = agency).into_owned(),
        By::Helper => t!(lang, "tracking.by.helper").into_owned(),
        By::Portal => t!(lang, "tracking.by.portal").into_owned(),
    }
}

fn note(lang: Lang, line: &Line) -> String {
    let about = about(lang, &line.happened);

    let waited = line.waited.as_ref().map(|waited| {
        let (from, to) = (waited.from, waited.to);
        let said = t!(lang, "tracking.event.waited", from = format::moment(lang, from), to = format::moment(lang, to));
        let due = waited.due.map(|due| {
            let due = format::moment(lang, due);
            format!(" {}", t!(lang, "tracking.event.due_now", due = due))
        });
        format!("{said}{}", due.unwrap_or_default())
    });
    let parts = [about, waited.unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts
        .iter()
        .enumerate()
        .map(|(place, part)| {
            let ends = place + 1 == parts.len() || part.ends_with('.');
            format!("{part}{}", if ends { "" } else { "." })
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn about(lang: Lang, happened: &Happened) -> String {
    let on_ground =
        |reason: &str, ground: &str| t!(lang, "tracking.event.ground", reason = reason, ground = ground).into_owned();
    match happened {
        Happened::Accepted { code, due, .. } => {
            let due = format::moment(lang, *due);
            t!(lang, "tracking.event.accepted_about", code = code, due = due).into_owned()
        }
        Happened::Refused { reason, legal_ground } if reason.is_empty() => {
            on_ground(&t!(lang, "tracking.event.lapsed"), legal_ground)
        }
        Happened::PaymentAsked { name, amount, until, reason, legal_ground } => {
            let amount = format::dong(lang, *amount);
            let set = (!name.is_empty()).then(|| format!("{name}: {amount}. "));
            let until = format::moment(lang, *until);
            let until = t!(lang, "tracking.event.payment_until", until = until);
            let why = on_ground(reason, legal_ground);
            format!("{}{until} {why}", set.unwrap_or_default())
        }
        Happened::Redated { from, to, reason } => {
            let (from, to) = (format::moment(lang, *from), format::moment(lang, *to));
            t!(lang, "tracking.event.redated_about", from = from, to = to, reason = reason).into_owned()
        }
        Happened::Refused { reason, legal_ground } | Happened::Stopped { reason, legal_ground } => {
            on_ground(reason, legal_ground)
        }
        Happened::SupplementAsked { items, until } => {
            let (items, until) = (items.join("; "), format::moment(lang, *until));
            t!(lang, "tracking.event.asked_about", items = items, until = until).into_owned()
        }
        Happened::RefundQueued { cause, lines, .. } => explain::refund(lang, cause, lines).join(" "),
        Happened::ReceiptReplaced { old, new, reason } => {
            t!(lang, "tracking.event.receipt_replaced_about", old = old, new = new, reason = reason).into_owned()
        }
        Happened::Guided { team: text }
        | Happened::Supplied { note: text, .. }
        | Happened::Finished { note: text, .. }
        | Happened::Withdrawn { reason: text }
        | Happened::Corrected { reason: text } => text.clone(),
        Happened::HandedOver { taken_by, noted } => {
            let taken = Some(taken_by.clone()).filter(|name| !name.is_empty());
            let said: Vec<String> = taken.into_iter().chain(noted.words(lang)).collect();
            said.join(". ")
        }
        Happened::Submitted
        | Happened::PaymentMet { .. }
        | Happened::Passed { .. }
        | Happened::Started
        | Happened::Paid { .. }
        | Happened::CashReturned { .. }
        | Happened::Rated { .. }
        | Happened::Assigned { .. }
        | Happened::Commented { .. }
        | Happened::Escalated { .. } => String::new(),
    }
}
