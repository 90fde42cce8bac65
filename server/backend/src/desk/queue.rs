//! The queue: what is to be done at an officer's agencies, by when.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    channel::Channel,
    dossier::{Group, StateCode, Warning},
};
use jiff::{Timestamp, civil::DateTime};

use super::{
    board::{Board, TaskFilter, board, may_see},
    store,
    warnings::{Warned, warnings},
};
use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency},
    clock::{instant, local},
    dossier::{Body, Facts},
    error::AppError,
    policy::{self, RuleBook},
};

/// Rows of one page.
pub const PAGE: usize = 50;

/// The working hours before a due time in which it counts as near: one working day.
const NEAR_HOURS: u32 = 8;

/// Where a page of the queue ends. Keeps its place while dossiers come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// When the last row is due, in microseconds; the end of time where nothing is.
    pub due: i64,
    /// The last row.
    pub id: String,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.due, self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (due, id) = text.split_once('-').ok_or(())?;
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
        let due = due.parse().map_err(|_| ())?;
        let id = id.to_owned();
        plain.then_some(Self { due, id }).ok_or(())
    }
}

/// Which dossiers are asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The tab.
    pub group: Group,
    /// Of one service.
    pub service_id: Option<String>,
    /// Of one channel.
    pub channel: Option<Channel>,
    /// In one state.
    pub state: Option<StateCode>,
    /// Code, reference or applicant's name, as typed.
    pub text: String,
    /// After this row.
    pub after: Option<Cursor>,
    /// Those that are this officer's to work on.
    pub officer_id: Option<String>,
    /// Those with an open task of this kind.
    pub task: TaskFilter,
}

/// Why a dossier lies at a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lies {
    /// The agency is the competent one.
    Here,
    /// Another one handed it over.
    Held,
}

/// How a due time stands to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// The law's date has passed too.
    LateByLaw,
    /// The promise, or the time to answer, has passed.
    Late,
    /// Due within a working day.
    Near,
    /// There is time.
    Calm,
}

/// A dossier in the queue.
#[derive(Clone, Debug)]
pub struct QueueRow {
    /// Its id.
    pub id: String,
    /// Its public reference.
    pub reference: String,
    /// Its code, once accepted.
    pub code: Option<String>,
    /// At which of the officer's agencies.
    pub agency_id: String,
    /// The service's name.
    pub service: String,
    /// How it came.
    pub channel: Channel,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What was filed.
    pub body: Body,
    /// What the log says.
    pub facts: Facts,
    /// How the due time stands to now; `None` where nothing is due.
    pub urgency: Option<Urgency>,
    /// Its limits, the first to come first.
    pub warnings: Vec<Warning>,
}

impl QueueRow {
    /// What the rows are sorted by.
    fn cursor(&self) -> Cursor {
        Cursor { due: due_key(self.facts.next_due()), id: self.id.clone() }
    }
}

/// How many dossiers a group holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub count: i64,
    /// Late ones.
    pub late: i64,
    /// Near ones.
    pub near: i64,
}

/// One page of the queue.
#[derive(Clone, Debug)]
pub struct Queue {
    /// Each group with its counts, whatever the filters.
    pub groups: Vec<(Group, Tally)>,
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// The services to filter by: id and name.
    pub services: Vec<(String, String)>,
    /// The officer's agencies: id and name.
    pub agencies: Vec<(String, String)>,
    /// All agencies, for the name of the one that holds a dossier or is competent.
    pub places: Arc<BTreeMap<String, Agency>>,
    /// Colleagues: account and name.
    pub officers: Vec<(String, String)>,
    /// What stands above.
    pub board: Board,
}

/// The queue of the actor's agencies. Open dossiers are sorted by due time, then the oldest first.
///
/// # Errors
/// [`AppError::Forbidden`] for somebody who works at no desk.
pub async fn queue(portal: &Portal, actor: &Actor, filter: &Filter) -> Result<Queue, AppError> {
    let agencies: Vec<&str> = actor.desk_agencies().collect();
    if agencies.is_empty() {
        return Err(AppError::Forbidden);
    }
    let now = portal.clock.now();
    let places = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let rules = policy::rules(portal, &mut tx).await?;
    let mut found = Queue {
        board: board(&mut tx, actor).await?,
        places,
        officers: Vec::new(),
        groups: Vec::new(),
        rows: Vec::new(),
        next: None,
        services: Vec::new(),
        agencies: Vec::new(),
    };
    let mut tallies = [Tally::default(); Group::EVERY.len()];
    // An officer has one agency or a few: asked one by one, each query runs along an index.
    for agency in agencies {
        let near = near_until(&rules, of_id(&found.places, agency)?, now)?;
        for lies in [Lies::Here, Lies::Held] {
            for (state, tally) in store::tallies(&mut tx, lies, agency, now, near).await? {
                for (group, sum) in Group::EVERY.into_iter().zip(&mut tallies) {
                    if group == Group::All || group == Group::of(state) {
                        sum.add(tally);
                    }
                }
            }
            if filter.task.is_some_and(|kind| !may_see(actor, agency, kind)) {
                continue;
            }
            let rows = match filter.group {
                Group::All => store::newest(&mut tx, lies, agency, filter, PAGE + 1).await?,
                _ => store::open(&mut tx, lies, agency, filter, PAGE + 1).await?,
            };
            found.rows.extend(rows);
        }
        found.services.extend(store::services(&mut tx, agency).await?);
        let today = local(now).date();
        found.officers.extend(store::officers(&mut tx, agency, today).await?);
        let name = found.places.get(agency);
        let name = name.map_or_else(|| agency.to_owned(), |agency| agency.name.clone());
        found.agencies.push((agency.to_owned(), name));
    }
    tx.commit().await?;
    found.groups = Group::EVERY.into_iter().zip(tallies).collect();
    found.services.sort_by_cached_key(|(id, name)| (domain::text::fold(name), id.clone()));
    found.services.dedup();
    match filter.group {
        Group::All => found.rows.sort_by(|a, b| b.id.cmp(&a.id)),
        _ => found.rows.sort_by_cached_key(|row| (due_key(row.facts.next_due()), row.id.clone())),
    }
    // Who works at both agencies sees it once.
    found.rows.dedup_by(|a, b| a.id == b.id);
    if found.rows.len() > PAGE {
        found.rows.truncate(PAGE);
        found.next = found.rows.last().map(QueueRow::cursor);
    }
    for row in &mut found.rows {
        let agency = of_id(&found.places, &row.agency_id)?;
        let near = near_until(&rules, agency, now)?;
        row.urgency = urgency(&row.facts, now, near);
        let warned = Warned { facts: &row.facts, submitted_at: row.submitted_at, channel: row.channel };
        row.warnings = warnings(&rules, agency, warned, now)?;
    }
    Ok(found)
}

impl Tally {
    fn add(&mut self, more: Self) {
        self.count += more.count;
        self.late += more.late;
        self.near += more.near;
    }
}

/// What is due by then is near.
pub(super) fn near_until(rules: &RuleBook, agency: &Agency, now: Timestamp) -> Result<Timestamp, AppError> {
    let at = local(now);
    let calendar = rules.calendar_at(agency.place().as_ref());
    rules
        .hours(Some(&agency.id), at.date())?
        .working_hours_after(&calendar, at, NEAR_HOURS)
        .map(instant)
        .map_err(|error| AppError::Internal(format!("near due times: {error}")))
}

/// An agency whose dossiers lie at a desk.
fn of_id<'a>(places: &'a BTreeMap<String, Agency>, id: &str) -> Result<&'a Agency, AppError> {
    let agency = places.get(id);
    agency.ok_or_else(|| AppError::Internal(format!("agency {id} is not there")))
}

pub(super) fn urgency(facts: &Facts, now: Timestamp, near: Timestamp) -> Option<Urgency> {
    let due = instant(facts.next_due()?);
    let by_law = facts.due().map(|due| instant(due.statutory));
    Some(if due >= now && due <= near {
        Urgency::Near
    } else if due > near {
        Urgency::Calm
    } else if by_law.is_some_and(|law| law < now) {
        Urgency::LateByLaw
    } else {
        Urgency::Late
    })
}

/// What has no due time comes last.
pub(super) fn due_key(due: Option<DateTime>) -> i64 {
    due.map_or(i64::MAX, |due| instant(due).as_microsecond())
}
