//! From a dossier's log to what its page shows: what happened, who held it, when it waited.

use app::{
    desk::{
        case::{Happened, LogLine, Role, Wait},
        inside::SheetLine,
    },
    t,
};
use backend::{
    clock::local,
    desk::Case,
    dossier::{ActorRole, Event, Facts, PaidBy},
};

use super::views::{VI, noted};

/// The log; what came after the number `seen` is marked.
pub fn log(case: &Case, seen: Option<i64>) -> Vec<LogLine> {
    case.log
        .iter()
        .map(|line| LogLine {
            at: local(line.entry.at),
            who: line.actor.clone(),
            role: match line.entry.who.role {
                ActorRole::Applicant => Role::Applicant,
                ActorRole::Officer => Role::Officer,
                ActorRole::Helper => Role::Helper,
                ActorRole::System => Role::System,
            },
            what: happened(case, &line.entry.event),
            fresh: seen.is_some_and(|seen| line.entry.number > seen),
        })
        .collect()
}

fn happened(case: &Case, event: &Event) -> Happened {
    match event.clone() {
        Event::Submitted { .. } => Happened::Submitted,
        Event::Guided { team } => Happened::Guided { team },
        Event::Accepted {
            code, due, groups, ..
        } => Happened::Accepted {
            code: code.to_string(),
            due: due.promised,
            groups,
        },
        Event::Refused {
            reason,
            legal_ground,
        } => Happened::Refused {
            reason,
            legal_ground,
        },
        Event::PaymentAsked {
            name,
            amount,
            until,
            reason,
            legal_ground,
        } => Happened::PaymentAsked {
            name,
            amount,
            until,
            reason,
            legal_ground,
        },
        Event::PaymentMet { due, redated } => Happened::PaymentMet {
            due: redated.or(due.map(|due| due.promised)),
        },
        Event::Redated { from, to, reason } => Happened::Redated { from, to, reason },
        Event::Passed {
            to, until, note, ..
        } => Happened::Passed {
            to: agency(case, &to),
            until,
            note,
        },
        Event::Assigned { to } => Happened::Assigned {
            to: to.map(|id| colleague(case, &id)),
        },
        Event::Commented { text } => Happened::Commented { text },
        Event::Escalated { note } => Happened::Escalated { note },
        Event::SupplementAsked { items, until } => Happened::SupplementAsked { items, until },
        Event::Supplied {
            note,
            attachments,
            due,
            redated,
            ..
        } => Happened::Supplied {
            note,
            files: attachments.len(),
            due: redated.or(due.map(|due| due.promised)),
        },
        Event::Started => Happened::Started,
        Event::Finished { outcome, note, .. } => Happened::Finished { outcome, note },
        Event::HandedOver { taken_by, way } => Happened::HandedOver {
            taken_by,
            noted: noted(way),
        },
        Event::Withdrawn { reason } => Happened::Withdrawn { reason },
        Event::Stopped {
            reason,
            legal_ground,
        } => Happened::Stopped {
            reason,
            legal_ground,
        },
        Event::Paid {
            amount,
            by,
            receipt,
            ..
        } => Happened::Paid {
            amount,
            online: by == PaidBy::Online,
            receipt: format!("{} {}/{}", receipt.series, receipt.number, receipt.year),
        },
        Event::RefundQueued { amount, .. } => Happened::RefundQueued { amount },
        Event::Rated { comment, .. } => Happened::Rated { comment },
        Event::Corrected { reason } => Happened::Corrected { reason },
    }
}

/// An agency's name.
pub fn agency(case: &Case, id: &str) -> String {
    let agency = case.agencies.get(id);
    agency.map_or_else(|| id.to_owned(), |agency| agency.name.clone())
}

/// The name of somebody who works at the desk, or did.
pub fn colleague(case: &Case, id: &str) -> String {
    let here = case.officers.iter().find(|(account, _)| account == id);
    let acted = case
        .log
        .iter()
        .find(|line| line.entry.who.account_id.as_deref() == Some(id));
    here.map(|(_, name)| name.clone())
        .or_else(|| acted?.actor.clone())
        .unwrap_or_else(|| t!(VI, "desk.role.officer").into_owned())
}

/// Times in which the dossier waited for its applicant.
pub fn waits(facts: &Facts) -> Vec<Wait> {
    facts
        .suspensions
        .iter()
        .map(|wait| Wait {
            why: wait.why,
            from: local(wait.from),
            to: wait.to.map(local),
        })
        .collect()
}

/// The control sheet.
pub fn sheet(case: &Case) -> Vec<SheetLine> {
    let holdings = case.dossier.facts.holdings.iter();
    holdings
        .map(|held| {
            let to = held.to.map(local);
            SheetLine {
                agency: agency(case, &held.agency_id),
                from: local(held.from),
                to,
                until: held.until,
                on_time: held.until.map(|until| to.unwrap_or(case.now) <= until),
            }
        })
        .collect()
}
