//! Decisions in the store.

use domain::policy::{Policy, PolicyDraft};
use jiff::{Timestamp, civil::Date};

use super::{Draft, findings::NoFeeRule};
use crate::{all, clock::from_micros, db::Tx, error::AppError, maybe, run};

/// What was done to a published decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Who, by name.
    pub actor: String,
    /// [`Act::PUBLISHED`] or [`Act::ENDED`].
    pub act: String,
    /// The document that ended it.
    pub note: String,
}

impl Act {
    /// It was published.
    pub const PUBLISHED: &'static str = "published";
    /// It was given an earlier end.
    pub const ENDED: &'static str = "ended";
}

type DraftRow = (String, i64, i64);

fn draft_of((body, revision, at): DraftRow) -> Result<Draft, AppError> {
    Ok(Draft { decision: serde_json::from_str(&body)?, revision, updated_at: from_micros(at) })
}

pub(super) async fn drafts(tx: &mut Tx) -> Result<Vec<Draft>, AppError> {
    let rows: Vec<DraftRow> =
        all!(tx, "SELECT body, revision, updated_at FROM policy_draft ORDER BY updated_at DESC, id")?;
    rows.into_iter().map(draft_of).collect()
}

pub(super) async fn draft(tx: &mut Tx, id: &str) -> Result<Option<Draft>, AppError> {
    let row: Option<DraftRow> = maybe!(tx, "SELECT body, revision, updated_at FROM policy_draft WHERE id = $1", id)?;
    row.map(draft_of).transpose()
}

pub(super) async fn insert_draft(
    tx: &mut Tx,
    decision: &PolicyDraft,
    author: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let inserted = run!(
        tx,
        "INSERT INTO policy_draft (id, body, author_id, revision, updated_at) VALUES ($1, $2, $3, 1, $4)",
        &decision.id,
        serde_json::to_string(decision)?,
        author,
        now.as_microsecond()
    )?;
    Ok(inserted == 1)
}

/// `false` where the draft is gone or somebody else saved it since.
pub(super) async fn update_draft(
    tx: &mut Tx,
    decision: &PolicyDraft,
    revision: i64,
    author: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let updated = run!(
        tx,
        "UPDATE policy_draft SET body = $2, author_id = $4, revision = revision + 1, updated_at = $5
         WHERE id = $1 AND revision = $3",
        &decision.id,
        serde_json::to_string(decision)?,
        revision,
        author,
        now.as_microsecond()
    )?;
    Ok(updated == 1)
}

pub(super) async fn delete_draft(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM policy_draft WHERE id = $1", id)?;
    Ok(())
}

pub(super) async fn insert_policy(tx: &mut Tx, policy: &Policy) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO policy (id, number, valid_from, valid_to, body) VALUES ($1, $2, $3, $4, $5)",
        &policy.id,
        &policy.number,
        policy.valid_from.to_string(),
        policy.valid_to.map(|day| day.to_string()),
        serde_json::to_string(policy)?
    )?;
    Ok(())
}

pub(super) async fn update_policy(tx: &mut Tx, policy: &Policy) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE policy SET valid_to = $2, body = $3 WHERE id = $1",
        &policy.id,
        policy.valid_to.map(|day| day.to_string()),
        serde_json::to_string(policy)?
    )?;
    Ok(())
}

pub(super) async fn insert_act(
    tx: &mut Tx,
    policy_id: &str,
    at: Timestamp,
    actor: &str,
    act: &str,
    note: &str,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO policy_act (policy_id, number, at, actor, act, note)
         SELECT $1, COUNT(*) + 1, $2, $3, $4, $5 FROM policy_act WHERE policy_id = $1",
        policy_id,
        at.as_microsecond(),
        actor,
        act,
        note
    )?;
    Ok(())
}

pub(super) async fn acts(tx: &mut Tx, policy_id: &str) -> Result<Vec<Act>, AppError> {
    let rows: Vec<(i64, String, String, String)> =
        all!(tx, "SELECT at, actor, act, note FROM policy_act WHERE policy_id = $1 ORDER BY number", policy_id)?;
    let acts = rows.into_iter().map(|(at, actor, act, note)| Act { at: from_micros(at), actor, act, note });
    Ok(acts.collect())
}

/// A dossier as far as it tells what a decision would have cost.
#[derive(sqlx::FromRow)]
pub(super) struct Filed {
    pub(super) id: String,
    pub(super) accepted_day: String,
    pub(super) version_id: String,
    pub(super) agency_id: String,
    pub(super) channel: String,
    pub(super) submitted_at: i64,
    pub(super) body: String,
    pub(super) facts: String,
    pub(super) demo: bool,
}

/// Accepted dossiers of a period, a stretch after `(day, id)` at a time.
pub(super) async fn filed(
    tx: &mut Tx,
    (from, to): (Date, Date),
    after: (&str, &str),
    most: i64,
) -> Result<Vec<Filed>, AppError> {
    all!(
        tx,
        "SELECT id, accepted_day, version_id, agency_id, channel, submitted_at, body, facts, demo
         FROM dossier
         WHERE accepted_day BETWEEN $1 AND $2 AND (accepted_day > $3 OR (accepted_day = $3 AND id > $4))
         ORDER BY accepted_day, id LIMIT $5",
        from.to_string(),
        to.to_string(),
        after.0,
        after.1,
        most
    )
}

/// Services that people file here and whose fee nobody can tell: how many, and the first of them.
pub(super) async fn unknown_fees(tx: &mut Tx, on: Date) -> Result<NoFeeRule, AppError> {
    let rows: Vec<(String, String, String)> = all!(
        tx,
        "SELECT service.code, service.name, service_version.body FROM service
         JOIN service_version ON service_version.service_id = service.id
         WHERE service_version.valid_from <= $1
             AND (service_version.valid_to IS NULL OR service_version.valid_to >= $1)
             AND service.id IN (SELECT service_id FROM service_offer WHERE filing = 'here' AND valid_from <= $1
                 AND (valid_to IS NULL OR valid_to >= $1))
         ORDER BY service.name",
        on.to_string()
    )?;
    let mut found = NoFeeRule::default();
    for (code, name, body) in rows {
        let Terms { terms } = serde_json::from_str(&body)?;
        let unknown = |fee: &domain::fee::FeeItem| matches!(fee.amount, domain::fee::Amount::Unknown { .. });
        if terms.fees.iter().any(unknown) {
            found.count += 1;
            if found.first.len() < NoFeeRule::LISTED {
                found.first.push((code, name));
            }
        }
    }
    Ok(found)
}

/// The part of a procedure that is looked at.
#[derive(serde::Deserialize)]
struct Terms {
    terms: domain::quote::Terms,
}

/// The versions in force on a day of the services that agencies offer on it: service id and body.
pub(super) async fn versions_on(tx: &mut Tx, on: Date) -> Result<Vec<(String, String)>, AppError> {
    all!(
        tx,
        "SELECT service_id, body FROM service_version
         WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1)
             AND service_id IN (SELECT service_id FROM service_offer WHERE filing = 'here'
                 AND valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1))
         ORDER BY service_id",
        on.to_string()
    )
}
