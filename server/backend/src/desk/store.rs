//! The desk's queries. Each names one agency, so that it runs along an index.

mod board;
mod files;
mod people;

use domain::dossier::StateCode;
use jiff::Timestamp;

use super::{
    QueueRow, Tally,
    queue::{Filter, Lies, due_key},
};
use crate::{
    all,
    clock::from_micros,
    db::Tx,
    dossier::{Body, Facts},
    error::AppError,
};

pub(super) use board::{count_held, count_mine, open_tasks};
pub(super) use files::{delete_result, insert_file, retire_results};
pub(super) use people::officers;

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    reference: String,
    code: Option<String>,
    agency_id: String,
    service: String,
    channel: String,
    submitted_at: i64,
    body: String,
    facts: String,
}

impl TryFrom<Row> for QueueRow {
    type Error = AppError;

    fn try_from(row: Row) -> Result<Self, AppError> {
        let body: Body = serde_json::from_str(&row.body)?;
        let facts: Facts = serde_json::from_str(&row.facts)?;
        Ok(Self {
            channel: row.channel.parse().map_err(unreadable)?,
            submitted_at: from_micros(row.submitted_at),
            id: row.id,
            reference: row.reference,
            code: row.code,
            agency_id: row.agency_id,
            service: row.service,
            body,
            facts,
            urgency: None,
            warnings: Vec::new(),
        })
    }
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored dossier: {error}"))
}

/// What a filter says, as the queries take it: empty text for "any".
struct Wanted<'a> {
    service: &'a str,
    channel: &'a str,
    state: &'a str,
    text: String,
    officer: &'a str,
    task: &'static str,
    limit: i64,
}

impl<'a> Wanted<'a> {
    fn of(filter: &'a Filter, most: usize) -> Self {
        Self {
            service: filter.service_id.as_deref().unwrap_or_default(),
            channel: filter.channel.map_or("", |channel| channel.as_str()),
            state: filter.state.map_or("", |state| state.as_str()),
            text: pattern(&filter.text),
            officer: filter.officer_id.as_deref().unwrap_or_default(),
            task: filter.task.map_or("", |kind| kind.as_str()),
            limit: i64::try_from(most).unwrap_or(i64::MAX),
        }
    }
}

/// A `LIKE` pattern that finds the folded text anywhere; nothing for nothing.
fn pattern(text: &str) -> String {
    let folded = domain::text::fold(&domain::text::clean(text));
    if folded.is_empty() {
        return folded;
    }
    let escaped = folded.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{escaped}%")
}

/// The text of a query, once for the agency's own dossiers and once for those that it holds for another.
macro_rules! at_desk {
    ($lies:expr, $before:literal, $after:literal) => {
        match $lies {
            Lies::Here => concat!($before, "agency_id", $after),
            Lies::Held => concat!($before, "holder_id", $after),
        }
    };
}

/// An open group of an agency, by due time; among equals, and where nothing is due, the oldest first.
pub(super) async fn open(
    tx: &mut Tx,
    lies: Lies,
    agency_id: &str,
    filter: &Filter,
    most: usize,
) -> Result<Vec<QueueRow>, AppError> {
    let wanted = Wanted::of(filter, most);
    // A group has three states at most; one that has fewer names one of them again.
    let states = filter.group.states();
    let state = |place: usize| {
        let code = states.get(place).or(states.first());
        code.map_or("", |code| code.as_str())
    };
    let (due, id) = match &filter.after {
        Some(cursor) => (cursor.due, cursor.id.as_str()),
        None => (i64::MIN, ""),
    };
    let query = at_desk!(
        lies,
        "SELECT dossier.id, reference, dossier.code, agency_id, service.name AS service, channel, submitted_at, body,
             facts
         FROM dossier JOIN service ON service.id = dossier.service_id
         WHERE ",
        " = $1 AND state IN ($2, $3, $4) AND ($5 = '' OR state = $5)
             AND ($6 = '' OR service_id = $6) AND ($7 = '' OR channel = $7)
             AND ($8 = '' OR search_text LIKE $8 ESCAPE '!')
             AND (COALESCE(next_due, $9) > $10 OR (COALESCE(next_due, $9) = $10 AND dossier.id > $11))
             AND ($13 = '' OR officer_id = $13)
             AND ($14 = '' OR dossier.id IN (SELECT dossier_id FROM task WHERE kind = $14 AND open))
         ORDER BY COALESCE(next_due, $9), dossier.id LIMIT $12"
    );
    let rows: Vec<Row> = all!(
        tx,
        query,
        agency_id,
        state(0),
        state(1),
        state(2),
        wanted.state,
        wanted.service,
        wanted.channel,
        &wanted.text,
        due_key(None),
        due,
        id,
        wanted.limit,
        wanted.officer,
        wanted.task
    )?;
    rows.into_iter().map(QueueRow::try_from).collect()
}

/// All dossiers of an agency, the newest first. What is filtered by lies in one narrow index.
pub(super) async fn newest(
    tx: &mut Tx,
    lies: Lies,
    agency_id: &str,
    filter: &Filter,
    most: usize,
) -> Result<Vec<QueueRow>, AppError> {
    let wanted = Wanted::of(filter, most);
    // Ids begin with the time and hold no letter past `f`.
    let before = filter.after.as_ref().map_or("z", |cursor| cursor.id.as_str());
    let query = at_desk!(
        lies,
        "SELECT dossier.id, reference, dossier.code, agency_id, service.name AS service, channel, submitted_at, body,
             facts
         FROM dossier JOIN service ON service.id = dossier.service_id
         WHERE dossier.id IN (
             SELECT id FROM dossier
             WHERE ",
        " = $1 AND id < $2 AND ($3 = '' OR state = $3)
                 AND ($4 = '' OR service_id = $4) AND ($5 = '' OR channel = $5)
                 AND ($6 = '' OR search_text LIKE $6 ESCAPE '!') AND ($8 = '' OR (officer_id = $8
                     AND state NOT IN ('refused', 'withdrawn', 'stopped', 'handed_over')))
                 AND ($9 = '' OR id IN (SELECT dossier_id FROM task WHERE kind = $9 AND open))
             ORDER BY id DESC LIMIT $7)
         ORDER BY dossier.id DESC"
    );
    let rows: Vec<Row> = all!(
        tx,
        query,
        agency_id,
        before,
        wanted.state,
        wanted.service,
        wanted.channel,
        &wanted.text,
        wanted.limit,
        wanted.officer,
        wanted.task
    )?;
    rows.into_iter().map(QueueRow::try_from).collect()
}

/// How many dossiers of an agency are in each state, and how many of them are late, or due by `near`.
pub(super) async fn tallies(
    tx: &mut Tx,
    lies: Lies,
    agency_id: &str,
    now: Timestamp,
    near: Timestamp,
) -> Result<Vec<(StateCode, Tally)>, AppError> {
    let query = at_desk!(
        lies,
        "SELECT state, COUNT(*), COUNT(CASE WHEN next_due < $2 THEN 1 END),
             COUNT(CASE WHEN next_due >= $2 AND next_due <= $3 THEN 1 END)
         FROM dossier WHERE ",
        " = $1 GROUP BY state"
    );
    let rows: Vec<(String, i64, i64, i64)> = all!(tx, query, agency_id, now.as_microsecond(), near.as_microsecond())?;
    rows.into_iter()
        .map(|(state, count, late, near)| {
            let state = state.parse().map_err(unreadable)?;
            Ok((state, Tally { count, late, near }))
        })
        .collect()
}

/// The services that an agency has offered: id and name.
///
/// # Errors
/// The database fails.
pub async fn services(tx: &mut Tx, agency_id: &str) -> Result<Vec<(String, String)>, AppError> {
    all!(
        tx,
        "SELECT service.id, service.name FROM service_offer JOIN service ON service.id = service_offer.service_id
         WHERE service_offer.agency_id = $1 ORDER BY service.name, service.id",
        agency_id
    )
}

/// The services that an agency offers on a day.
pub(super) async fn offered(
    tx: &mut Tx,
    agency_id: &str,
    on: jiff::civil::Date,
) -> Result<Vec<crate::catalogue::Service>, AppError> {
    let rows: Vec<(String, String, String, bool, Option<String>, i64)> = all!(
        tx,
        "SELECT service.id, service.code, service.name, service.illustration, service.life_event, service.popular
         FROM service_offer JOIN service ON service.id = service_offer.service_id
         WHERE service_offer.agency_id = $1 AND service_offer.valid_from <= $2
             AND (service_offer.valid_to IS NULL OR service_offer.valid_to >= $2)",
        agency_id,
        on.to_string()
    )?;
    let service = |(id, code, name, illustration, life_event, popular)| crate::catalogue::Service {
        id,
        code,
        name,
        illustration,
        life_event,
        popular,
    };
    Ok(rows.into_iter().map(service).collect())
}
