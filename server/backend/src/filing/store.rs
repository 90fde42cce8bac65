//! Drafts and attachments in the store.

use jiff::Timestamp;

use super::{Attachment, Draft, Owner};
use crate::{all, clock::from_micros, db::Tx, error::AppError, maybe, run};

#[derive(sqlx::FromRow)]
struct DraftRow {
    id: String,
    account_id: String,
    service_id: String,
    agency_id: Option<String>,
    revision: i64,
    body: String,
    assist_id: String,
    created_at: i64,
    updated_at: i64,
}

impl TryFrom<DraftRow> for Draft {
    type Error = AppError;

    fn try_from(row: DraftRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            account_id: row.account_id,
            service_id: row.service_id,
            agency_id: row.agency_id,
            revision: row.revision,
            body: serde_json::from_str(&row.body)?,
            assist_id: row.assist_id,
            created_at: from_micros(row.created_at),
            updated_at: from_micros(row.updated_at),
        })
    }
}

#[derive(sqlx::FromRow)]
struct AttachmentRow {
    id: String,
    component: String,
    file_name: String,
    media_type: String,
    size: i64,
    added_at: i64,
}

/// A draft beside one of its files, or none.
#[derive(sqlx::FromRow)]
struct DraftFileRow {
    #[sqlx(flatten)]
    draft: DraftRow,
    file_id: Option<String>,
    component: Option<String>,
    file_name: Option<String>,
    media_type: Option<String>,
    size: Option<i64>,
    added_at: Option<i64>,
}

impl DraftFileRow {
    fn file(&mut self) -> Option<AttachmentRow> {
        Some(AttachmentRow {
            id: self.file_id.take()?,
            component: self.component.take()?,
            file_name: self.file_name.take()?,
            media_type: self.media_type.take()?,
            size: self.size?,
            added_at: self.added_at?,
        })
    }
}

impl From<AttachmentRow> for Attachment {
    fn from(row: AttachmentRow) -> Self {
        Self {
            id: row.id,
            component: row.component,
            file_name: row.file_name,
            media_type: row.media_type,
            size: u64::try_from(row.size).unwrap_or(0),
            added_at: from_micros(row.added_at),
        }
    }
}

/// The owner's drafts, the one changed last first.
///
/// # Errors
/// The database fails.
pub async fn drafts_of(tx: &mut Tx, owner: Owner<'_>) -> Result<Vec<Draft>, AppError> {
    let rows: Vec<DraftRow> = all!(
        tx,
        "SELECT id, account_id, service_id, agency_id, revision, body, assist_id, created_at, updated_at
         FROM draft WHERE account_id = $1 AND assist_id = $2 ORDER BY updated_at DESC, id DESC",
        owner.account_id,
        owner.assist_id
    )?;
    rows.into_iter().map(Draft::try_from).collect()
}

/// A draft of this owner; somebody else's is not found.
///
/// # Errors
/// The database fails.
pub async fn draft(tx: &mut Tx, owner: Owner<'_>, id: &str) -> Result<Option<Draft>, AppError> {
    let row: Option<DraftRow> = maybe!(
        tx,
        "SELECT id, account_id, service_id, agency_id, revision, body, assist_id, created_at, updated_at
         FROM draft WHERE id = $1 AND account_id = $2 AND assist_id = $3",
        id,
        owner.account_id,
        owner.assist_id
    )?;
    row.map(Draft::try_from).transpose()
}

/// A draft of this owner with its attachments, in the order in which these came.
///
/// # Errors
/// The database fails.
pub(super) async fn draft_with_files(
    tx: &mut Tx,
    owner: Owner<'_>,
    id: &str,
) -> Result<Option<(Draft, Vec<Attachment>)>, AppError> {
    let rows: Vec<DraftFileRow> = all!(
        tx,
        "SELECT draft.id, draft.account_id, draft.service_id, draft.agency_id, draft.revision, draft.body,
             draft.assist_id, draft.created_at, draft.updated_at, attachment.id AS file_id, attachment.component,
             attachment.file_name, attachment.media_type, attachment.size, attachment.added_at
         FROM draft LEFT JOIN attachment ON attachment.draft_id = draft.id
         WHERE draft.id = $1 AND draft.account_id = $2 AND draft.assist_id = $3
         ORDER BY attachment.added_at, attachment.id",
        id,
        owner.account_id,
        owner.assist_id
    )?;
    let mut draft = None;
    let mut files = Vec::new();
    for mut row in rows {
        files.extend(row.file().map(Attachment::from));
        draft.get_or_insert(row.draft);
    }
    Ok(draft.map(Draft::try_from).transpose()?.map(|draft| (draft, files)))
}

pub(super) async fn insert_draft(tx: &mut Tx, draft: &Draft) -> Result<(), AppError> {
    let body = serde_json::to_string(&draft.body)?;
    run!(
        tx,
        "INSERT INTO draft (id, account_id, service_id, agency_id, revision, body, assist_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &draft.id,
        &draft.account_id,
        &draft.service_id,
        &draft.agency_id,
        draft.revision,
        &body,
        &draft.assist_id,
        draft.created_at.as_microsecond(),
        draft.updated_at.as_microsecond()
    )?;
    Ok(())
}

/// Writes a draft one revision on; `false` where it is no longer at the revision that we read.
pub(super) async fn update_draft(tx: &mut Tx, draft: &Draft, now: Timestamp) -> Result<bool, AppError> {
    let body = serde_json::to_string(&draft.body)?;
    let moved = run!(
        tx,
        "UPDATE draft SET agency_id = $3, body = $4, revision = revision + 1, updated_at = $5
         WHERE id = $1 AND revision = $2",
        &draft.id,
        draft.revision,
        &draft.agency_id,
        &body,
        now.as_microsecond()
    )?;
    Ok(moved == 1)
}

/// Notes that a draft was worked on, without a new revision: its attachments are rows of their own.
pub(super) async fn touch_draft(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), AppError> {
    run!(tx, "UPDATE draft SET updated_at = $2 WHERE id = $1", id, now.as_microsecond())?;
    Ok(())
}

pub(super) async fn delete_draft(tx: &mut Tx, id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM draft WHERE id = $1", id)?;
    Ok(())
}

/// The attachments of a draft, in the order in which they came.
///
/// # Errors
/// The database fails.
pub async fn attachments_of_draft(tx: &mut Tx, draft_id: &str) -> Result<Vec<Attachment>, AppError> {
    let rows: Vec<AttachmentRow> = all!(
        tx,
        "SELECT id, component, file_name, media_type, size, added_at
         FROM attachment WHERE draft_id = $1 ORDER BY added_at, id",
        draft_id
    )?;
    Ok(rows.into_iter().map(Attachment::from).collect())
}

/// The attachments of a dossier with one purpose (`component`, `supplement`, `result`).
///
/// # Errors
/// The database fails.
pub async fn attachments_of_dossier(tx: &mut Tx, dossier_id: &str, purpose: &str) -> Result<Vec<Attachment>, AppError> {
    let rows: Vec<AttachmentRow> = all!(
        tx,
        "SELECT id, component, file_name, media_type, size, added_at
         FROM attachment WHERE dossier_id = $1 AND purpose = $2 ORDER BY added_at, id",
        dossier_id,
        purpose
    )?;
    Ok(rows.into_iter().map(Attachment::from).collect())
}

pub(super) async fn insert_attachment(
    tx: &mut Tx,
    draft_id: &str,
    attachment: &Attachment,
    sha256: &str,
    account_id: &str,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO attachment (id, draft_id, purpose, component, file_name, media_type, size, sha256, added_by,
             added_at)
         VALUES ($1, $2, 'component', $3, $4, $5, $6, $7, $8, $9)",
        &attachment.id,
        draft_id,
        &attachment.component,
        &attachment.file_name,
        &attachment.media_type,
        i64::try_from(attachment.size).unwrap_or(i64::MAX),
        sha256,
        account_id,
        attachment.added_at.as_microsecond()
    )?;
    Ok(())
}

/// Drops the drafts that nobody touched since; gives how many. Their files are strays from then on.
pub(super) async fn delete_drafts_before(tx: &mut Tx, before: Timestamp) -> Result<u64, AppError> {
    let before = before.as_microsecond();
    run!(tx, "DELETE FROM attachment WHERE draft_id IN (SELECT id FROM draft WHERE updated_at < $1)", before)?;
    run!(tx, "DELETE FROM draft WHERE updated_at < $1", before)
}

/// Takes an attachment off a draft; `false` where there is none.
pub(super) async fn delete_attachment(tx: &mut Tx, draft_id: &str, id: &str) -> Result<bool, AppError> {
    let gone = run!(tx, "DELETE FROM attachment WHERE id = $1 AND draft_id = $2", id, draft_id)?;
    Ok(gone == 1)
}

pub(super) async fn delete_attachments(tx: &mut Tx, draft_id: &str) -> Result<(), AppError> {
    run!(tx, "DELETE FROM attachment WHERE draft_id = $1", draft_id)?;
    Ok(())
}

/// Hands a draft's attachments over to the dossier that it became.
pub(super) async fn move_attachments(tx: &mut Tx, draft_id: &str, dossier_id: &str) -> Result<(), AppError> {
    run!(tx, "UPDATE attachment SET dossier_id = $2, draft_id = NULL WHERE draft_id = $1", draft_id, dossier_id)?;
    Ok(())
}
