//! Result files: streamed to disk, looked at, and kept with the dossier until it is decided.

use super::{own, store};
use crate::{
    Portal,
    actor::Actor,
    db::Tx,
    dossier::{self, Dossier, must_be_impartial, store::Attached},
    error::AppError,
    files::Incoming,
    filing::{FileKind, Trouble, clean_file_name, inspect, limits},
    write_tx,
};
use domain::dossier::Act;

/// The form's field.
const FIELD: &str = "files";

/// A result file on its way in. Dropped before [`ResultUpload::finish`], it leaves nothing.
pub struct ResultUpload {
    incoming: Incoming,
    name: String,
    file_name: String,
}

/// Begins to take a result file for a dossier that is being worked on.
///
/// # Errors
/// As [`act`](super::act) for a decision; [`AppError::Unavailable`] (`disk`).
pub async fn begin_result(
    portal: &Portal,
    actor: &Actor,
    name: &str,
    file_name: &str,
) -> Result<ResultUpload, AppError> {
    let mut tx = portal.db.read().await?;
    to_be_decided(&mut tx, actor, name).await?;
    tx.commit().await?;
    Ok(ResultUpload {
        incoming: portal.files.receive(limits::MOST_FILE).await?,
        name: name.to_owned(),
        file_name: file_name.to_owned(),
    })
}

/// A dossier that the actor may decide now.
async fn to_be_decided(tx: &mut Tx, actor: &Actor, name: &str) -> Result<Dossier, AppError> {
    let dossier = own(tx, actor, name).await?;
    must_be_impartial(tx, actor, &dossier).await?;
    if !dossier.facts.state.allows(Act::Finish) {
        return Err(AppError::Conflict("state_moved"));
    }
    Ok(dossier)
}

impl ResultUpload {
    /// Writes the next piece.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `files` past the limit; [`AppError::Unavailable`] (`disk`).
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        match self.incoming.write(piece).await {
            Err(AppError::Invalid(_)) => Err(AppError::field(FIELD, "file_too_large")),
            other => other,
        }
    }

    /// Looks at the file and keeps it. PDF, JPEG, PNG or DOCX, told by the content.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `files`: empty, of another kind, two things at once, too many.
    pub async fn finish(mut self, portal: &Portal, actor: &Actor) -> Result<(), AppError> {
        if self.incoming.size() == 0 {
            return Err(AppError::field(FIELD, "file_empty"));
        }
        self.incoming.flush().await?;
        let path = self.incoming.partial().to_owned();
        let looked = tokio::task::spawn_blocking(move || inspect(&path)).await;
        let kind = match looked.map_err(|error| AppError::Internal(error.to_string()))? {
            Ok(FileKind::Xlsx) => return Err(AppError::field(FIELD, "file_kind")),
            Ok(kind) => kind,
            Err(Trouble::Refused(code)) => return Err(AppError::field(FIELD, code)),
            Err(Trouble::Disk(error)) => return Err(error.into()),
        };
        let size = i64::try_from(self.incoming.size()).unwrap_or(i64::MAX);
        let (id, sha256) = self.incoming.keep().await?;
        let now = portal.clock.now();
        let file = Attached {
            id,
            purpose: "result".to_owned(),
            component: String::new(),
            file_name: clean_file_name(&self.file_name, kind),
            media_type: kind.media_type().to_owned(),
            size,
            sha256,
        };
        let written = write_tx!(&portal.db, |tx| {
            let dossier = to_be_decided(tx, actor, &self.name).await?;
            let kept = dossier::store::attachments(tx, &dossier.id).await?;
            if kept.iter().filter(|kept| kept.purpose == "result").count() >= limits::MOST_FILES {
                return Err(AppError::field(FIELD, "files_many"));
            }
            store::insert_file(tx, &dossier.id, &file, &actor.account_id, now).await
        });
        if let Err(error) = written {
            portal.files.give_up(&file.id, &error).await;
            return Err(error);
        }
        Ok(())
    }
}

/// Takes a result file away again, while the dossier is not decided.
///
/// # Errors
/// As [`begin_result`].
pub async fn remove_result(portal: &Portal, actor: &Actor, name: &str, file: &str) -> Result<(), AppError> {
    let gone = write_tx!(&portal.db, |tx| {
        let dossier = to_be_decided(tx, actor, name).await?;
        store::delete_result(tx, &dossier.id, file).await
    })?;
    if gone {
        portal.files.remove(file).await?;
    }
    Ok(())
}
