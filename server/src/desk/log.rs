//! From a dossier's log to what its page shows: what happened, who held it, when it waited.

use app::{
    desk::{
        case::{LogLine, Role},
        inside::SheetLine,
        words::Wait,
    },
    t,
};
use backend::{
    clock::local,
    desk::Case,
    dossier::{ActorRole, Facts},
};

use super::views::VI;
use crate::happened::{Names, happened};

/// The log; what came after the number `seen` is marked.
pub fn log(case: &Case, seen: Option<i64>) -> Vec<LogLine> {
    let names = Names { agency: &|id| agency(case, id), officer: &|id| colleague(case, id) };
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
            what: happened(&line.entry.event, &names),
            fresh: seen.is_some_and(|seen| line.entry.number > seen),
        })
        .collect()
}

/// An agency's name.
pub fn agency(case: &Case, id: &str) -> String {
    let agency = case.agencies.get(id);
    agency.map_or_else(|| id.to_owned(), |agency| agency.name.clone())
}

/// The name of somebody who works at the desk, or did.
pub fn colleague(case: &Case, id: &str) -> String {
    let here = case.officers.iter().find(|(account, _)| account == id);
    let acted = case.log.iter().find(|line| line.entry.who.account_id.as_deref() == Some(id));
    here.map(|(_, name)| name.clone())
        .or_else(|| acted?.actor.clone())
        .unwrap_or_else(|| t!(VI, "desk.role.officer").into_owned())
}

/// Times in which the dossier waited for its applicant.
pub fn waits(facts: &Facts) -> Vec<Wait> {
    facts
        .suspensions
        .iter()
        .map(|wait| Wait { why: wait.why, from: local(wait.from), to: wait.to.map(local) })
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
