//! Attachments of a draft: streamed to disk, looked at, and named in the store only when the file is whole.

use super::{
    Attachment,
    check::document_field,
    content::{FileKind, Trouble, clean_file_name, inspect},
    limits,
    owner::{Owner, must_see_documents},
    store,
};
use crate::{Portal, actor::Actor, error::AppError, files::Incoming, write_tx};

/// A file on its way in. Dropped before [`Upload::finish`], it leaves nothing.
pub struct Upload {
    incoming: Incoming,
    draft_id: String,
    component: String,
    file_name: String,
}

/// Begins to take a file for a document of a draft. Whether the service has such a document is the caller's to know.
///
/// # Errors
/// [`AppError::Invalid`] at the document's field: too many files, or no room left. [`AppError::Unavailable`] (`disk`)
/// where files cannot be kept; [`AppError::NotFound`] where the draft is gone or somebody else's.
pub async fn begin_upload(
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    component: &str,
    file_name: &str,
) -> Result<Upload, AppError> {
    must_see_documents(actor)?;
    let mut tx = portal.db.read().await?;
    let draft = store::draft(&mut tx, Owner::of(actor)?, draft_id).await?;
    draft.ok_or(AppError::NotFound)?;
    let kept = store::attachments_of_draft(&mut tx, draft_id).await?;
    tx.commit().await?;
    room(component, &kept, 0)?;
    Ok(Upload {
        incoming: portal.files.receive(limits::MOST_FILE).await?,
        draft_id: draft_id.to_owned(),
        component: component.to_owned(),
        file_name: file_name.to_owned(),
    })
}

/// Whether one more file of `size` bytes has room.
fn room(component: &str, kept: &[Attachment], size: u64) -> Result<(), AppError> {
    let field = document_field(component);
    let total: u64 = kept.iter().map(|attachment| attachment.size).sum();
    if kept.len() >= limits::MOST_FILES {
        Err(AppError::field(field, "files_many"))
    } else if total + size > limits::MOST_TOTAL {
        Err(AppError::field(field, "files_total"))
    } else {
        Ok(())
    }
}

/// A file that was looked at and lies whole in the data directory; nothing names it yet.
pub(crate) struct Kept {
    /// Its id, and its name in the data directory.
    pub(crate) id: String,
    /// In hex.
    pub(crate) sha256: String,
    /// As the person named it, cleaned.
    pub(crate) file_name: String,
    /// Told by its content.
    pub(crate) kind: FileKind,
    /// Bytes.
    pub(crate) size: u64,
}

/// Looks at a file that has come whole, and keeps it. What is wrong with it is said at `field`.
pub(crate) async fn keep_checked(mut incoming: Incoming, file_name: &str, field: &str) -> Result<Kept, AppError> {
    let size = incoming.size();
    if size == 0 {
        return Err(AppError::field(field, "file_empty"));
    }
    incoming.flush().await?;
    let path = incoming.partial().to_owned();
    let looked = tokio::task::spawn_blocking(move || inspect(&path)).await;
    let kind = match looked.map_err(|error| AppError::Internal(error.to_string()))? {
        Ok(kind) => kind,
        Err(Trouble::Refused(code)) => return Err(AppError::field(field, code)),
        Err(Trouble::Disk(error)) => return Err(error.into()),
    };
    let (id, sha256) = incoming.keep().await?;
    Ok(Kept { id, sha256, file_name: clean_file_name(file_name, kind), kind, size })
}

impl Upload {
    /// Writes the next piece.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at the document's field past the limit; [`AppError::Unavailable`] (`disk`).
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        match self.incoming.write(piece).await {
            Err(AppError::Invalid(_)) => Err(AppError::field(document_field(&self.component), "file_too_large")),
            other => other,
        }
    }

    /// Looks at the file and keeps it: on disk first, then in the store.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at the document's field: empty, of another kind, two things at once, no room left.
    /// [`AppError::NotFound`] where the draft was sent or deleted meanwhile. Whatever fails leaves no file.
    pub async fn finish(self, portal: &Portal, actor: &Actor) -> Result<Attachment, AppError> {
        let field = document_field(&self.component);
        let kept = keep_checked(self.incoming, &self.file_name, &field).await?;
        let (size, sha256) = (kept.size, kept.sha256);
        let now = portal.clock.now();
        let attachment = Attachment {
            id: kept.id,
            file_name: kept.file_name,
            component: self.component,
            media_type: kept.kind.media_type().to_owned(),
            size,
            added_at: now,
        };
        let draft_id = &self.draft_id;
        let written = write_tx!(&portal.db, |tx| {
            let draft = store::draft(tx, Owner::of(actor)?, draft_id).await?;
            draft.ok_or(AppError::NotFound)?;
            let kept = store::attachments_of_draft(tx, draft_id).await?;
            room(&attachment.component, &kept, size)?;
            store::insert_attachment(tx, draft_id, &attachment, &sha256, &actor.account_id).await?;
            store::touch_draft(tx, draft_id, now).await
        });
        if let Err(error) = written {
            portal.files.give_up(&attachment.id, &error).await;
            return Err(error);
        }
        Ok(attachment)
    }
}

/// Takes a file off a draft; one that is gone already is no error.
///
/// # Errors
/// [`AppError::NotFound`] where the draft is gone or somebody else's.
pub async fn detach(portal: &Portal, actor: &Actor, draft_id: &str, attachment_id: &str) -> Result<(), AppError> {
    let now = portal.clock.now();
    let was_there = write_tx!(&portal.db, |tx| {
        let draft = store::draft(tx, Owner::of(actor)?, draft_id).await?;
        draft.ok_or(AppError::NotFound)?;
        store::touch_draft(tx, draft_id, now).await?;
        store::delete_attachment(tx, draft_id, attachment_id).await
    })?;
    if was_there {
        portal.files.remove(attachment_id).await?;
    }
    Ok(())
}

/// A file of one's own draft, with its content.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's; [`AppError::FileLost`].
pub async fn own_attachment(
    portal: &Portal,
    actor: &Actor,
    draft_id: &str,
    attachment_id: &str,
) -> Result<(Attachment, tokio::fs::File), AppError> {
    must_see_documents(actor)?;
    let mut tx = portal.db.read().await?;
    let draft = store::draft(&mut tx, Owner::of(actor)?, draft_id).await?;
    draft.ok_or(AppError::NotFound)?;
    let kept = store::attachments_of_draft(&mut tx, draft_id).await?;
    tx.commit().await?;
    let mut kept = kept.into_iter();
    let attachment = kept.find(|attachment| attachment.id == attachment_id);
    let attachment = attachment.ok_or(AppError::NotFound)?;
    let file = portal.files.read(&attachment.id, attachment.size).await?;
    Ok((attachment, file))
}
