//! Dossiers and their logs in the store.

mod files;
mod people;
mod recount;
mod tallies;
mod whole;

use std::collections::BTreeMap;

use domain::code::{AgencyCode, CodeOrder, DossierCode};
use jiff::civil::Date;

use super::{ActorRole, Dossier, Entry, Ground, Who};
use crate::{
    all,
    clock::{from_micros, instant, local},
    db::Tx,
    error::AppError,
    maybe, one, run,
};

pub use files::{Attached, attachments};
pub(super) use people::actors;
pub(super) use recount::{recount_is_asked, set_facts, set_late_from, take_recount_flag};
pub(crate) use tallies::all_tallies;
pub(crate) use tallies::each_tally;
pub use tallies::{TallyColumns, add_tallies};
pub(super) use tallies::{add_many_tallies, replace_tallies};
pub(super) use whole::{insert_events, insert_many};

/// A row of `dossier` as far as it is not folded from the log.
#[derive(sqlx::FromRow)]
pub(crate) struct DossierRow {
    id: String,
    reference: String,
    code: Option<String>,
    submission: String,
    service_id: String,
    version_id: String,
    agency_id: String,
    channel: String,
    acting_mode: String,
    mode: String,
    filer_id: Option<String>,
    last_event: i64,
    submitted_at: i64,
    body: String,
    facts: String,
    demo: bool,
}

impl TryFrom<DossierRow> for Dossier {
    type Error = AppError;

    fn try_from(row: DossierRow) -> Result<Self, AppError> {
        Ok(Self {
            channel: row.channel.parse().map_err(unreadable)?,
            acting_mode: row.acting_mode.parse().map_err(unreadable)?,
            mode: row.mode.parse().map_err(unreadable)?,
            submitted_at: from_micros(row.submitted_at),
            body: serde_json::from_str(&row.body)?,
            facts: serde_json::from_str(&row.facts)?,
            id: row.id,
            reference: row.reference,
            code: row.code,
            submission: row.submission,
            service_id: row.service_id,
            version_id: row.version_id,
            agency_id: row.agency_id,
            filer_id: row.filer_id,
            last_event: row.last_event,
            demo: row.demo,
        })
    }
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored dossier: {error}"))
}

fn dossiers(rows: Vec<DossierRow>) -> Result<Vec<Dossier>, AppError> {
    rows.into_iter().map(Dossier::try_from).collect()
}

/// The dossier of this id.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: &str) -> Result<Option<Dossier>, AppError> {
    let row: Option<DossierRow> = maybe!(tx, "SELECT * FROM dossier WHERE id = $1", id)?;
    row.map(Dossier::try_from).transpose()
}

/// The dossier that people call by this reference or code.
///
/// # Errors
/// The database fails.
pub async fn by_public_name(tx: &mut Tx, name: &str) -> Result<Option<Dossier>, AppError> {
    let row: Option<DossierRow> = maybe!(tx, "SELECT * FROM dossier WHERE reference = $1 OR code = $1", name)?;
    row.map(Dossier::try_from).transpose()
}

/// The dossier that came of a draft or counter form.
///
/// # Errors
/// The database fails.
pub async fn by_submission(tx: &mut Tx, submission: &str) -> Result<Option<Dossier>, AppError> {
    let row: Option<DossierRow> = maybe!(tx, "SELECT * FROM dossier WHERE submission = $1", submission)?;
    row.map(Dossier::try_from).transpose()
}

/// What an account filed, newest first.
///
/// # Errors
/// The database fails.
pub async fn of_filer(tx: &mut Tx, account_id: &str, most: i64) -> Result<Vec<Dossier>, AppError> {
    let rows: Vec<DossierRow> = all!(
        tx,
        "SELECT * FROM dossier WHERE filer_id = $1 ORDER BY submitted_at DESC, id LIMIT $2",
        account_id,
        most
    )?;
    dossiers(rows)
}

/// What an agency received over some days, both included, in the order of receipt.
///
/// # Errors
/// The database fails.
pub async fn accepted_between(
    tx: &mut Tx,
    agency_id: &str,
    from: Date,
    to: Date,
    most: i64,
) -> Result<Vec<Dossier>, AppError> {
    let rows: Vec<DossierRow> = all!(
        tx,
        "SELECT * FROM dossier WHERE accepted_day >= $2 AND accepted_day <= $3 AND agency_id = $1
         ORDER BY accepted_at, code LIMIT $4",
        agency_id,
        from.to_string(),
        to.to_string(),
        most
    )?;
    dossiers(rows)
}

/// What an account filed, and what was filed for the applicant of this number, newest first. Whose each is,
/// [`Dossier::is_of`] tells.
///
/// # Errors
/// The database fails.
pub async fn of_person(
    tx: &mut Tx,
    account_id: &str,
    number: Option<&str>,
    most: i64,
) -> Result<Vec<Dossier>, AppError> {
    let rows: Vec<DossierRow> = all!(
        tx,
        "SELECT * FROM dossier WHERE filer_id = $1 OR applicant_number = $2
         ORDER BY submitted_at DESC, id LIMIT $3",
        account_id,
        number,
        most
    )?;
    dossiers(rows)
}

/// A stretch of all dossiers in the order of their ids, for whoever goes through all.
///
/// # Errors
/// The database fails.
pub async fn after_id(tx: &mut Tx, id: &str, most: i64) -> Result<Vec<Dossier>, AppError> {
    let rows: Vec<DossierRow> = all!(tx, "SELECT * FROM dossier WHERE id > $1 ORDER BY id LIMIT $2", id, most)?;
    dossiers(rows)
}

pub(super) async fn insert(tx: &mut Tx, dossier: &Dossier) -> Result<(), AppError> {
    let (body, facts) = (serde_json::to_string(&dossier.body)?, serde_json::to_string(&dossier.facts)?);
    run!(
        tx,
        "INSERT INTO dossier (id, reference, submission, service_id, version_id, agency_id, channel, acting_mode,
             filer_id, state, last_event, submitted_at, next_due, body, facts, demo, search_text, mode,
             applicant_number)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        &dossier.id,
        &dossier.reference,
        &dossier.submission,
        &dossier.service_id,
        &dossier.version_id,
        &dossier.agency_id,
        dossier.channel.as_str(),
        dossier.acting_mode.as_str(),
        &dossier.filer_id,
        dossier.facts.state.code().as_str(),
        dossier.last_event,
        dossier.submitted_at.as_microsecond(),
        dossier.facts.next_due().map(|due| instant(due).as_microsecond()),
        &body,
        &facts,
        dossier.demo,
        search_text(dossier),
        dossier.mode.as_str(),
        &dossier.body.applicant.personal_number
    )?;
    Ok(())
}

/// What the desk finds a dossier by: the applicant's name, the reference and the code, folded.
fn search_text(dossier: &Dossier) -> String {
    let name = &dossier.body.applicant.full_name;
    let code = dossier.code.as_deref().unwrap_or_default();
    domain::text::fold(&format!("{name} {} {code}", dossier.reference))
}

/// Moves the row on by one event; `false` where it is not where we believed it to be.
pub(super) async fn update(tx: &mut Tx, dossier: &Dossier) -> Result<bool, AppError> {
    let facts = serde_json::to_string(&dossier.facts)?;
    let accepted = dossier.facts.state.acceptance();
    let late = dossier.late_from();
    let moved = run!(
        tx,
        "UPDATE dossier SET code = $2, state = $3, last_event = $4, accepted_at = $5, accepted_day = $6,
             next_due = $7, facts = $8, search_text = $9, late_law_from = $10, late_promise_from = $11,
             holder_id = $12, officer_id = $13, wake_at = 0
         WHERE id = $1 AND last_event = $4 - 1",
        &dossier.id,
        &dossier.code,
        dossier.facts.state.code().as_str(),
        dossier.last_event,
        accepted.map(|acceptance| acceptance.at.as_microsecond()),
        accepted.map(|acceptance| local(acceptance.at).date().to_string()),
        dossier.facts.next_due().map(|due| instant(due).as_microsecond()),
        &facts,
        search_text(dossier),
        late.map(|late| late.law.as_microsecond()),
        late.map(|late| late.promise.as_microsecond()),
        dossier.facts.holder(),
        &dossier.facts.officer_id
    )?;
    Ok(moved == 1)
}

pub(super) async fn insert_event(tx: &mut Tx, dossier_id: &str, entry: &Entry) -> Result<(), AppError> {
    let body = serde_json::to_string(&entry.event)?;
    let ground = if entry.ground == Ground::default() { String::new() } else { serde_json::to_string(&entry.ground)? };
    run!(
        tx,
        "INSERT INTO dossier_event (dossier_id, number, at, actor_id, actor_role, agency_id, body, ground)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        dossier_id,
        entry.number,
        entry.at.as_microsecond(),
        &entry.who.account_id,
        entry.who.role.as_str(),
        &entry.who.agency_id,
        &body,
        &ground
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct LogRow {
    dossier_id: String,
    number: i64,
    at: i64,
    actor_id: Option<String>,
    actor_role: String,
    agency_id: Option<String>,
    body: String,
    ground: String,
}

impl TryFrom<LogRow> for Entry {
    type Error = AppError;

    fn try_from(row: LogRow) -> Result<Self, AppError> {
        Ok(Self {
            number: row.number,
            at: from_micros(row.at),
            who: Who { account_id: row.actor_id, role: role_of(&row.actor_role)?, agency_id: row.agency_id },
            event: serde_json::from_str(&row.body)?,
            ground: match row.ground.as_str() {
                "" => Ground::default(),
                told => serde_json::from_str(told)?,
            },
        })
    }
}

/// A dossier's log, from the beginning.
///
/// # Errors
/// The database fails.
pub async fn log(tx: &mut Tx, dossier_id: &str) -> Result<Vec<Entry>, AppError> {
    let rows: Vec<LogRow> = all!(
        tx,
        "SELECT dossier_id, number, at, actor_id, actor_role, agency_id, body, ground FROM dossier_event
         WHERE dossier_id = $1 ORDER BY number",
        dossier_id
    )?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// The logs of the dossiers behind `after` up to `last`, in the order of their ids, for whoever goes through all.
pub(crate) async fn logs(tx: &mut Tx, after: &str, last: &str) -> Result<BTreeMap<String, Vec<Entry>>, AppError> {
    let rows: Vec<LogRow> = all!(
        tx,
        "SELECT dossier_id, number, at, actor_id, actor_role, agency_id, body, ground FROM dossier_event
         WHERE dossier_id > $1 AND dossier_id <= $2 ORDER BY dossier_id, number",
        after,
        last
    )?;
    let mut logs: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for row in rows {
        let id = row.dossier_id.clone();
        logs.entry(id).or_default().push(row.try_into()?);
    }
    Ok(logs)
}

fn role_of(text: &str) -> Result<ActorRole, AppError> {
    [ActorRole::Applicant, ActorRole::Officer, ActorRole::Helper, ActorRole::System]
        .into_iter()
        .find(|role| role.as_str() == text)
        .ok_or_else(|| AppError::Internal(format!("stored role: {text}")))
}

/// The next dossier code of an agency on a day (TT 01/2018/TT-VPCP, Điều 19), allocated in the caller's transaction: one
/// sequence a day, in whichever order the dossier's regime writes the agency.
///
/// # Errors
/// The database fails, or the number is past what a code holds.
pub async fn next_code(tx: &mut Tx, agency: &AgencyCode, order: CodeOrder, day: Date) -> Result<DossierCode, AppError> {
    let (number,): (i64,) = one!(
        tx,
        "INSERT INTO code_sequence (agency_code, day, last) VALUES ($1, $2, 1)
         ON CONFLICT (agency_code, day) DO UPDATE SET last = code_sequence.last + 1
         RETURNING last",
        agency.as_str(),
        day.to_string()
    )?;
    let number = u32::try_from(number).map_err(unreadable)?;
    DossierCode::new(agency.in_order(order), day, number).map_err(unreadable)
}
