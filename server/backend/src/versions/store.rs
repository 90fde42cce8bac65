//! Versions, with who published them, those that were withdrawn, and drafts in the store.

use domain::procedure::Procedure;
use jiff::{Timestamp, civil::Date};

use super::{Draft, Known, Withdrawn};
use crate::{
    all,
    catalogue::{Version, saving::Content},
    clock::from_micros,
    db::Tx,
    error::AppError,
    maybe, run,
};

#[derive(sqlx::FromRow)]
struct VersionRow {
    id: String,
    service_id: String,
    valid_from: String,
    valid_to: Option<String>,
    hash: String,
    body: String,
    published_by: Option<String>,
    published_at: Option<i64>,
}

impl TryFrom<VersionRow> for Known {
    type Error = AppError;

    fn try_from(row: VersionRow) -> Result<Self, AppError> {
        Ok(Self {
            version: Version {
                id: row.id,
                service_id: row.service_id,
                valid_from: date(&row.valid_from)?,
                valid_to: row.valid_to.as_deref().map(date).transpose()?,
                procedure: serde_json::from_str(&row.body)?,
            },
            hash: row.hash,
            published: row.published_by.zip(row.published_at.map(from_micros)),
        })
    }
}

fn date(text: &str) -> Result<Date, AppError> {
    let read = text.parse();
    read.map_err(|error| AppError::Internal(format!("stored version: {error}")))
}

/// All versions of a service, newest first.
pub(super) async fn versions(tx: &mut Tx, service_id: &str) -> Result<Vec<Known>, AppError> {
    let rows: Vec<VersionRow> = all!(
        tx,
        "SELECT id, service_id, valid_from, valid_to, hash, body, published_by, published_at FROM service_version
         WHERE service_id = $1 ORDER BY valid_from DESC",
        service_id
    )?;
    rows.into_iter().map(Known::try_from).collect()
}

/// The version of a service that nothing follows: in force, or the last that will be.
pub(super) async fn newest(tx: &mut Tx, service_id: &str) -> Result<Option<Known>, AppError> {
    let row: Option<VersionRow> = maybe!(
        tx,
        "SELECT id, service_id, valid_from, valid_to, hash, body, published_by, published_at FROM service_version
         WHERE service_id = $1 ORDER BY valid_from DESC LIMIT 1",
        service_id
    )?;
    row.map(Known::try_from).transpose()
}

/// Adds a version that an administrator publishes; `id` is its draft's.
pub(super) async fn insert_version(
    tx: &mut Tx,
    id: &str,
    service_id: &str,
    content: &Content,
    (by, at): (&str, Timestamp),
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO service_version (id, service_id, valid_from, hash, body, published_by, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        id,
        service_id,
        content.valid_from.to_string(),
        &content.hash,
        &content.body,
        by,
        at.as_microsecond()
    )?;
    Ok(())
}

/// Takes away a version that no dossier has and no draft is based on.
pub(super) async fn delete_version(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM service_version WHERE id = $1", id)?;
    Ok(())
}

/// Keeps what a published version said, with who withdrew it, when and why.
pub(super) async fn insert_withdrawn(
    tx: &mut Tx,
    version_id: &str,
    (by, at): (&str, Timestamp),
    reason: &str,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO service_withdrawn
             (id, service_id, valid_from, body, published_by, published_at, withdrawn_by, withdrawn_at, reason)
         SELECT id, service_id, valid_from, body, published_by, published_at, $2, $3, $4
         FROM service_version WHERE id = $1",
        version_id,
        by,
        at.as_microsecond(),
        reason
    )?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct WithdrawnRow {
    id: String,
    valid_from: String,
    body: String,
    published_by: String,
    published_at: i64,
    withdrawn_by: String,
    withdrawn_at: i64,
    reason: String,
}

/// The withdrawn versions of a service, the one withdrawn last first.
pub(super) async fn withdrawn(tx: &mut Tx, service_id: &str) -> Result<Vec<Withdrawn>, AppError> {
    let rows: Vec<WithdrawnRow> = all!(
        tx,
        "SELECT id, valid_from, body, published_by, published_at, withdrawn_by, withdrawn_at, reason
         FROM service_withdrawn WHERE service_id = $1 ORDER BY withdrawn_at DESC, id",
        service_id
    )?;
    let read = |row: WithdrawnRow| {
        Ok(Withdrawn {
            id: row.id,
            valid_from: date(&row.valid_from)?,
            procedure: serde_json::from_str(&row.body)?,
            published: (row.published_by, from_micros(row.published_at)),
            withdrawn: (row.withdrawn_by, from_micros(row.withdrawn_at)),
            reason: row.reason,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Drafts that began as a copy of a version that is withdrawn are based on the one before it.
pub(super) async fn rebase_drafts(tx: &mut Tx, withdrawn_id: &str, before_id: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE service_draft SET base_id = $2, withdrawn_base = $1 WHERE base_id = $1", withdrawn_id, before_id)?;
    Ok(())
}

/// Gives a service the name of the version that is in force.
pub(super) async fn rename(tx: &mut Tx, service_id: &str, name: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE service SET name = $2 WHERE id = $1", service_id, name)?;
    Ok(())
}

/// What administrators published that is in force on a day: the service's id and name, and the version's body.
pub(super) async fn published_on(tx: &mut Tx, on: Date) -> Result<Vec<(String, String, String)>, AppError> {
    all!(
        tx,
        "SELECT service.id, service.name, service_version.body
         FROM service_version JOIN service ON service.id = service_version.service_id
         WHERE service_version.published_at IS NOT NULL AND service_version.valid_from <= $1
             AND (service_version.valid_to IS NULL OR service_version.valid_to >= $1)
         ORDER BY service.id",
        on.to_string()
    )
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    id: String,
    service_id: String,
    base_id: String,
    base_hash: String,
    withdrawn_base: Option<String>,
    body: String,
    author: String,
    revision: i64,
    updated_at: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = AppError;

    fn try_from(row: DraftRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            service_id: row.service_id,
            base_id: row.base_id,
            base_hash: row.base_hash,
            withdrawn_base: row.withdrawn_base,
            procedure: serde_json::from_str(&row.body)?,
            author: row.author,
            revision: row.revision,
            updated_at: from_micros(row.updated_at),
        })
    }
}

/// All drafts, or those of one service, the one saved last first.
pub(super) async fn drafts(tx: &mut Tx, service_id: Option<&str>) -> Result<Vec<Draft>, AppError> {
    let rows: Vec<DraftRow> = all!(
        tx,
        "SELECT id, service_id, base_id, base_hash, withdrawn_base, body, author, revision, updated_at
         FROM service_draft
         WHERE service_id = COALESCE($1, service_id) ORDER BY updated_at DESC, id",
        service_id
    )?;
    rows.into_iter().map(Draft::try_from).collect()
}

pub(super) async fn draft(tx: &mut Tx, id: &str) -> Result<Option<Draft>, AppError> {
    let row: Option<DraftRow> = maybe!(
        tx,
        "SELECT id, service_id, base_id, base_hash, withdrawn_base, body, author, revision, updated_at
         FROM service_draft
         WHERE id = $1",
        id
    )?;
    row.map(Draft::try_from).transpose()
}

pub(super) async fn insert_draft(tx: &mut Tx, draft: &Draft) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO service_draft (id, service_id, base_id, base_hash, body, author, revision, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &draft.id,
        &draft.service_id,
        &draft.base_id,
        &draft.base_hash,
        serde_json::to_string(&draft.procedure)?,
        &draft.author,
        draft.revision,
        draft.updated_at.as_microsecond()
    )?;
    Ok(())
}

/// `false` where the draft is gone or somebody else saved it since `revision`.
pub(super) async fn update_draft(
    tx: &mut Tx,
    (id, revision): (&str, i64),
    procedure: &Procedure,
    author: &str,
    now: Timestamp,
) -> Result<bool, AppError> {
    let updated = run!(
        tx,
        "UPDATE service_draft SET body = $3, author = $4, revision = revision + 1, updated_at = $5
         WHERE id = $1 AND revision = $2",
        id,
        revision,
        serde_json::to_string(procedure)?,
        author,
        now.as_microsecond()
    )?;
    Ok(updated == 1)
}

pub(super) async fn delete_draft(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM service_draft WHERE id = $1", id)?;
    Ok(())
}
