//! Sessions and their consents in the store; codes and filings beside them.

mod codes;
mod filings;

use jiff::{Timestamp, civil::Date};

use super::Ending;
use crate::{
    actor::{Assist, Capacity, Person, Purpose},
    all,
    clock::from_micros,
    db::Tx,
    error::AppError,
    maybe, one, run,
};

pub(super) use codes::{CodeRow, close_codes, codes_to, count_codes, count_try, insert_code, live_code};
pub(super) use filings::{sent_in, tally};

/// A session, as the store holds it.
#[derive(Clone, sqlx::FromRow)]
pub(crate) struct Row {
    pub id: String,
    pub helper_id: String,
    pub web_session: String,
    pub agency_id: String,
    pub team: String,
    pub decision: String,
    pub place: String,
    pub capacity: String,
    pub authorisation: String,
    pub resident: String,
    pub resident_key: String,
    pub phone_key: String,
    pub phone_end: String,
    pub withdraw_hash: String,
    pub opened_at: i64,
    pub confirmed_at: Option<i64>,
    pub expires_at: i64,
    pub keep_until: Option<String>,
    pub ended_at: Option<i64>,
}

impl Row {
    /// Name and phone; nothing once the session has ended.
    pub fn resident(&self) -> Result<Person, AppError> {
        if self.resident.is_empty() {
            return Ok(Person::default());
        }
        Ok(serde_json::from_str(&self.resident)?)
    }
}

impl TryFrom<Row> for Assist {
    type Error = AppError;

    /// Without the helper's name and the purposes, which are kept elsewhere.
    fn try_from(row: Row) -> Result<Self, AppError> {
        let capacity = Capacity::parse(&row.capacity);
        Ok(Self {
            resident: row.resident()?,
            capacity: capacity.ok_or_else(|| AppError::Internal(format!("capacity {}", row.capacity)))?,
            confirmed: row.confirmed_at.is_some(),
            until: from_micros(row.expires_at),
            id: row.id,
            team: row.team,
            agency_id: row.agency_id,
            helper: String::new(),
            purposes: Vec::new(),
        })
    }
}

/// Adds a session.
///
/// # Errors
/// The helper has one open ([`AppError::is_duplicate`]).
pub(super) async fn insert_session(tx: &mut Tx, row: &Row) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO assist_session (id, helper_id, web_session, agency_id, team, decision, place, capacity,
             authorisation, resident, resident_key, phone_key, phone_end, withdraw_hash, opened_at, expires_at,
             keep_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        &row.id,
        &row.helper_id,
        &row.web_session,
        &row.agency_id,
        &row.team,
        &row.decision,
        &row.place,
        &row.capacity,
        &row.authorisation,
        &row.resident,
        &row.resident_key,
        &row.phone_key,
        &row.phone_end,
        &row.withdraw_hash,
        row.opened_at,
        row.expires_at,
        &row.keep_until
    )?;
    Ok(())
}

/// A session by its id.
pub(super) async fn session(tx: &mut Tx, id: &str) -> Result<Option<Row>, AppError> {
    maybe!(tx, "SELECT * FROM assist_session WHERE id = $1", id)
}

/// The open session of a helper, in whichever browser.
pub(super) async fn open_of(tx: &mut Tx, helper_id: &str) -> Result<Option<Row>, AppError> {
    maybe!(tx, "SELECT * FROM assist_session WHERE helper_id = $1 AND ended_at IS NULL", helper_id)
}

/// A session by the hash of the resident's link.
pub(super) async fn by_link(tx: &mut Tx, hash: &str) -> Result<Option<Row>, AppError> {
    maybe!(tx, "SELECT * FROM assist_session WHERE withdraw_hash = $1", hash)
}

/// How many other residents a helper served over this phone since then.
pub(super) async fn residents_on_phone(
    tx: &mut Tx,
    helper_id: &str,
    phone_key: &str,
    resident_key: &str,
    since: Timestamp,
) -> Result<i64, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(DISTINCT resident_key) FROM assist_session
         WHERE helper_id = $1 AND phone_key = $2 AND resident_key <> $3 AND opened_at >= $4",
        helper_id,
        phone_key,
        resident_key,
        since.as_microsecond()
    )?;
    Ok(count)
}

/// From now on the resident agrees, until then.
pub(super) async fn confirm(tx: &mut Tx, id: &str, now: Timestamp, until: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE assist_session SET confirmed_at = $2, expires_at = $3 WHERE id = $1",
        id,
        now.as_microsecond(),
        until.as_microsecond()
    )?;
    run!(
        tx,
        "UPDATE assist_consent SET confirmed_at = $2, expires_at = $3 WHERE session_id = $1",
        id,
        now.as_microsecond(),
        until.as_microsecond()
    )?;
    Ok(())
}

/// The drafts that the same resident had kept come into this session.
pub(super) async fn take_up_kept(tx: &mut Tx, row: &Row, today: Date) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE draft SET assist_id = $1, account_id = $2
         WHERE assist_id IN (SELECT id FROM assist_session
                             WHERE resident_key = $3 AND ended_at IS NOT NULL AND keep_until >= $4)",
        &row.id,
        &row.helper_id,
        &row.resident_key,
        today.to_string()
    )?;
    Ok(())
}

/// Ends a session: nothing of the resident stays in it. `false` where it had ended.
pub(super) async fn end(tx: &mut Tx, id: &str, why: Ending, cleared: usize, now: Timestamp) -> Result<bool, AppError> {
    let ended = run!(
        tx,
        "UPDATE assist_session SET ended_at = $2, end_reason = $3, cleared = $4, resident = '', web_session = '',
             keep_until = CASE WHEN confirmed_at IS NULL OR $5 THEN NULL ELSE keep_until END
         WHERE id = $1 AND ended_at IS NULL",
        id,
        now.as_microsecond(),
        why.as_str(),
        i64::try_from(cleared).unwrap_or(i64::MAX),
        why == Ending::Withdrawn
    )?;
    run!(tx, "UPDATE assist_code SET closed_at = $2, hash = '' WHERE session_id = $1", id, now.as_microsecond())?;
    Ok(ended == 1)
}

/// Notes that the resident withdrew what they had agreed to.
pub(super) async fn withdraw(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE assist_consent SET withdrawn_at = $2 WHERE session_id = $1 AND withdrawn_at IS NULL",
        id,
        now.as_microsecond()
    )?;
    run!(tx, "UPDATE assist_session SET keep_until = NULL WHERE id = $1", id)?;
    Ok(())
}

/// Whether all that was agreed to in a session was withdrawn.
pub(super) async fn is_withdrawn(tx: &mut Tx, id: &str) -> Result<bool, AppError> {
    let (count,): (i64,) =
        one!(tx, "SELECT COUNT(*) FROM assist_consent WHERE session_id = $1 AND withdrawn_at IS NULL", id)?;
    Ok(count == 0)
}

/// The open sessions that are over: expired, left by their browser, or without an appointment.
pub(super) async fn lapsed(tx: &mut Tx, now: Timestamp, today: Date) -> Result<Vec<(String,)>, AppError> {
    all!(
        tx,
        "SELECT id FROM assist_session
         WHERE ended_at IS NULL AND (expires_at <= $1
             OR NOT EXISTS (SELECT 1 FROM session
                            WHERE session.token_hash = assist_session.web_session AND session.expires_at > $1)
             OR NOT EXISTS (SELECT 1 FROM account_role
                            WHERE account_role.account_id = assist_session.helper_id
                              AND account_role.agency_id = assist_session.agency_id
                              AND account_role.role = 'helper' AND account_role.valid_to >= $2))
         ORDER BY id",
        now.as_microsecond(),
        today.to_string()
    )
}

/// Ended sessions that still have drafts although nobody agreed to keep them any longer.
pub(super) async fn with_stale_drafts(tx: &mut Tx, today: Date) -> Result<Vec<(String,)>, AppError> {
    all!(
        tx,
        "SELECT id FROM assist_session
         WHERE ended_at IS NOT NULL AND (keep_until IS NULL OR keep_until < $1)
           AND id IN (SELECT assist_id FROM draft WHERE assist_id <> '')",
        today.to_string()
    )
}

/// Deletes the drafts of a session; gives the ids of their files, which go after the commit.
pub(super) async fn delete_drafts(tx: &mut Tx, id: &str) -> Result<Vec<String>, AppError> {
    let files: Vec<(String,)> =
        all!(tx, "SELECT id FROM attachment WHERE draft_id IN (SELECT id FROM draft WHERE assist_id = $1)", id)?;
    run!(tx, "DELETE FROM attachment WHERE draft_id IN (SELECT id FROM draft WHERE assist_id = $1)", id)?;
    run!(tx, "DELETE FROM draft WHERE assist_id = $1", id)?;
    Ok(files.into_iter().map(|(id,)| id).collect())
}

/// What a resident agrees to, word for word.
pub(super) struct ConsentRow<'a> {
    pub purpose: Purpose,
    pub text: &'a str,
    pub version: &'a str,
    pub hash: String,
    pub lang: &'a str,
}

pub(super) async fn insert_consent(tx: &mut Tx, session: &Row, consent: &ConsentRow<'_>) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO assist_consent (session_id, purpose, text, version, hash, lang, method, given_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'otp', $7, $8)",
        &session.id,
        consent.purpose.as_str(),
        consent.text,
        consent.version,
        &consent.hash,
        consent.lang,
        session.opened_at,
        session.expires_at
    )?;
    Ok(())
}

/// What is agreed to in a session and was not withdrawn.
pub(super) async fn purposes(tx: &mut Tx, session_id: &str) -> Result<Vec<Purpose>, AppError> {
    let rows: Vec<(String,)> = all!(
        tx,
        "SELECT purpose FROM assist_consent
         WHERE session_id = $1 AND confirmed_at IS NOT NULL AND withdrawn_at IS NULL",
        session_id
    )?;
    let mut purposes: Vec<_> = rows.iter().filter_map(|(purpose,)| Purpose::parse(purpose)).collect();
    purposes.sort();
    Ok(purposes)
}
