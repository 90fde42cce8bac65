//! The log of a dossier, line by line: what, who, when, why.

use crate::ui::{Html, IntoHtml};
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::{VI, words};
use crate::happened::Happened;
use crate::names;
use crate::t;
use crate::{explain, format};

/// One line of the log.
#[derive(Clone, Debug)]
pub struct LogLine {
    /// When.
    pub at: DateTime,
    /// Who, by name; `None` for the portal itself.
    pub who: Option<String>,
    /// In which role.
    pub role: Role,
    /// What.
    pub what: Happened,
    /// It came after the page that the officer acted on.
    pub fresh: bool,
}

/// In which role somebody acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// For themselves.
    Applicant,
    /// At the desk.
    Officer,
    /// Of a community team.
    Helper,
    /// The portal.
    System,
}

/// The log, the newest first: what an officer looks for is what happened last.
#[must_use]
pub fn log(lines: &[LogLine]) -> Html {
    let lines = lines
        .iter()
        .rev()
        .map(|line| {
            let who = match (&line.who, line.role) {
                (Some(name), role) => t!(VI, "desk.log.who", name = name, role = role_name(role)),
                (None, role) => role_name(role).into(),
            };
            let fresh = line.fresh.then(|| view! { <strong class="near">{t!(VI, "desk.log.fresh")}</strong> " " });
            let why = why(&line.what).into_iter().map(|text| view! { <p class="lines">{text}</p> }).collect_view();
            let inside = line
                .what
                .is_internal()
                .then(|| view! { " " <small class="inside">{t!(VI, "desk.log.inside")}</small> });
            view! {
                <li class="past">
                    {fresh} <strong>{title(&line.what)}</strong> {inside}
                    <small>
                        <time datetime=format::machine_moment(line.at)>{format::moment_short(line.at)}</time>
                        " · " {who}
                    </small>
                    {why}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="timeline" reversed>{lines}</ol> }.into_html()
}

fn role_name(role: Role) -> String {
    match role {
        Role::Applicant => t!(VI, "desk.role.applicant"),
        Role::Officer => t!(VI, "desk.role.officer"),
        Role::Helper => t!(VI, "desk.role.helper"),
        Role::System => t!(VI, "desk.role.system"),
    }
    .into_owned()
}

fn title(what: &Happened) -> String {
    match what {
        Happened::Submitted => t!(VI, "desk.log.submitted"),
        Happened::Guided { .. } => t!(VI, "desk.log.guided"),
        Happened::Accepted { .. } => t!(VI, "desk.log.accepted"),
        Happened::Refused { .. } => t!(VI, "desk.log.refused"),
        Happened::SupplementAsked { .. } => t!(VI, "desk.log.supplement_asked"),
        Happened::Supplied { .. } => t!(VI, "desk.log.supplied"),
        Happened::Started => t!(VI, "desk.log.started"),
        Happened::Finished { outcome, .. } => {
            t!(VI, "desk.log.finished", outcome = words::outcome(*outcome))
        }
        Happened::HandedOver { .. } => t!(VI, "desk.log.handed_over"),
        Happened::Withdrawn { .. } => t!(VI, "desk.log.withdrawn"),
        Happened::Stopped { .. } => t!(VI, "desk.log.stopped"),
        Happened::Paid { online: true, .. } => t!(VI, "desk.log.paid_online"),
        Happened::Paid { online: false, .. } => t!(VI, "desk.log.paid_counter"),
        Happened::RefundQueued { amount, .. } if amount.is_zero() => t!(VI, "desk.log.no_refund"),
        Happened::RefundQueued { .. } => t!(VI, "desk.log.refund"),
        Happened::CashReturned { .. } => t!(VI, "desk.log.cash_returned"),
        Happened::ReceiptReplaced { .. } => t!(VI, "desk.log.receipt_replaced"),
        Happened::Rated { .. } => t!(VI, "desk.log.rated"),
        Happened::Corrected { .. } => t!(VI, "desk.log.corrected"),
        Happened::PaymentAsked { .. } => t!(VI, "desk.log.payment_asked"),
        Happened::PaymentMet { .. } => t!(VI, "desk.log.payment_met"),
        Happened::Redated { .. } => t!(VI, "desk.log.redated"),
        Happened::Passed { to, .. } => t!(VI, "desk.log.passed", agency = to),
        Happened::Assigned { to: Some(name) } => t!(VI, "desk.log.assigned", name = name),
        Happened::Assigned { to: None } => t!(VI, "desk.log.unassigned"),
        Happened::Commented { .. } => t!(VI, "desk.log.commented"),
        Happened::Escalated { .. } => t!(VI, "desk.log.escalated"),
    }
    .into_owned()
}

/// Why, and with what: a paragraph each; none is empty.
fn why(what: &Happened) -> Vec<String> {
    let by = |at: DateTime| format::moment_short(at);
    let said = match what {
        Happened::Submitted | Happened::Started | Happened::Assigned { .. } => vec![],
        Happened::Guided { team } => vec![team.clone()],
        Happened::Accepted { code, due, groups } => {
            let found = groups.iter().map(|one| names::check(VI, one).into_owned());
            let code = t!(VI, "desk.log.code", code = code).into_owned();
            let due = t!(VI, "desk.log.due", due = by(*due)).into_owned();
            [code, due].into_iter().chain(found).collect()
        }
        Happened::Refused { reason, legal_ground } if reason.is_empty() => {
            vec![t!(VI, "desk.log.lapsed").into_owned(), t!(VI, "desk.log.ground", ground = legal_ground).into_owned()]
        }
        Happened::Refused { reason, legal_ground } | Happened::Stopped { reason, legal_ground } => {
            vec![reason.clone(), t!(VI, "desk.log.ground", ground = legal_ground).into_owned()]
        }
        Happened::SupplementAsked { items, until } => {
            let mut said: Vec<String> = items.iter().map(|item| format!("– {item}")).collect();
            said.push(t!(VI, "desk.log.until", until = by(*until)).into_owned());
            said
        }
        Happened::Supplied { note, files, due } => {
            let files = (*files > 0).then(|| t!(VI, "desk.log.files", count = files).into_owned());
            let due = due.map(|due| t!(VI, "desk.log.due", due = by(due)).into_owned());
            [Some(note.clone()), files, due].into_iter().flatten().collect()
        }
        Happened::Finished { note, .. } => vec![note.clone()],
        Happened::HandedOver { taken_by, .. } if taken_by.is_empty() => {
            vec![t!(VI, "desk.log.downloaded").into_owned()]
        }
        Happened::HandedOver { taken_by, noted } => {
            let taken = t!(VI, "desk.log.taken_by", name = taken_by).into_owned();
            std::iter::once(taken).chain(noted.words(VI)).collect()
        }
        Happened::Withdrawn { reason } | Happened::Corrected { reason } => vec![reason.clone()],
        Happened::Paid { amount, receipt, .. } => {
            let amount = format::dong(VI, *amount);
            vec![t!(VI, "desk.log.receipt", amount = amount, receipt = receipt).into_owned()]
        }
        Happened::RefundQueued { amount, cause, lines } if lines.is_empty() => {
            let why = explain::refund_cause(VI, cause);
            vec![format!("{}: {why}", format::dong(VI, *amount))]
        }
        Happened::RefundQueued { cause, lines, .. } => explain::refund(VI, cause, lines),
        Happened::CashReturned { amount } => vec![format::dong(VI, *amount)],
        Happened::ReceiptReplaced { old, new, reason } => {
            vec![t!(VI, "desk.log.receipt_replaced_about", old = old, new = new).into_owned(), reason.clone()]
        }
        Happened::Rated { comment } => vec![comment.clone()],
        Happened::PaymentAsked { name, amount, until, reason, legal_ground } => {
            let set = (!amount.is_zero()).then(|| format!("{name}: {}", format::dong(VI, *amount)));
            let ground = t!(VI, "desk.log.ground", ground = legal_ground).into_owned();
            let until = t!(VI, "desk.log.pay_until", until = by(*until)).into_owned();
            let rest = [reason.clone(), ground, until];
            set.into_iter().chain(rest).collect()
        }
        Happened::PaymentMet { due } => {
            due.map(|due| t!(VI, "desk.log.due", due = by(due)).into_owned()).into_iter().collect()
        }
        Happened::Redated { from, to, reason } => {
            vec![t!(VI, "desk.log.redated_about", from = by(*from), to = by(*to)).into_owned(), reason.clone()]
        }
        Happened::Passed { until, note, .. } => {
            let until = until.map(|at| t!(VI, "desk.log.passed_until", until = by(at)).into_owned());
            std::iter::once(note.clone()).chain(until).collect()
        }
        Happened::Commented { text } => vec![text.clone()],
        Happened::Escalated { note } => vec![note.clone()],
    };
    said.into_iter().filter(|text| !text.is_empty()).collect()
}
