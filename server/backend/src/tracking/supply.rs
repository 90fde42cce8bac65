//! Supplying what was asked for: a note and files, all at once.

use domain::dossier::Act;

use super::{answer::text, store};
use crate::{
    Portal,
    actor::Actor,
    clock::local,
    dossier::{
        self, Dossier, Event, Ground, Who,
        deadlines::{acknowledge_by, resumed},
        record_on,
    },
    error::{AppError, FieldErrors},
    files::Incoming,
    filing::{Kept, keep_checked, limits},
    policy, write_tx,
};

/// Files of one supplement.
pub const MOST_SUPPLEMENT_FILES: usize = 10;

/// The form's field for files.
const FILES: &str = "files";

/// Papers on their way to a dossier: each file is looked at and kept; they are named in the store by
/// [`Supply::send`], all together.
pub struct Supply {
    name: String,
    kept: Vec<Kept>,
}

/// Begins to take papers for the actor's dossier.
///
/// # Errors
/// [`AppError::NotFound`] where it is somebody else's; [`AppError::Conflict`] (`state_moved`) where nothing is asked.
pub async fn begin_supply(portal: &Portal, actor: &Actor, name: &str) -> Result<Supply, AppError> {
    let mut tx = portal.db.read().await?;
    let dossier = dossier::own(&mut tx, actor, name).await?;
    tx.commit().await?;
    if !dossier.facts.state.allows(Act::Supply) {
        return Err(AppError::Conflict("state_moved"));
    }
    Ok(Supply { name: name.to_owned(), kept: Vec::new() })
}

impl Supply {
    /// Begins to take one file.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `files` where there are too many; [`AppError::Unavailable`] (`disk`).
    pub async fn begin_file(&self, portal: &Portal) -> Result<Incoming, AppError> {
        if self.kept.len() >= MOST_SUPPLEMENT_FILES {
            return Err(AppError::field(FILES, "files_many"));
        }
        portal.files.receive(limits::MOST_FILE).await
    }

    /// Writes a piece of a file.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `files` past the limit; [`AppError::Unavailable`] (`disk`).
    pub async fn write(file: &mut Incoming, piece: &[u8]) -> Result<(), AppError> {
        match file.write(piece).await {
            Err(AppError::Invalid(_)) => Err(AppError::field(FILES, "file_too_large")),
            other => other,
        }
    }

    /// Looks at a whole file and keeps it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `files`: of another kind, or two things at once.
    pub async fn keep(&mut self, file: Incoming, file_name: &str) -> Result<(), AppError> {
        let kept = keep_checked(file, file_name, FILES).await?;
        self.kept.push(kept);
        Ok(())
    }

    /// Sends it all. Whatever fails leaves no file.
    ///
    /// # Errors
    /// [`AppError::Invalid`] at `note` or `files`; [`AppError::Conflict`] (`state_moved`) where it was sent meanwhile.
    pub async fn send(self, portal: &Portal, actor: &Actor, note: &str) -> Result<Dossier, AppError> {
        let sent = self.try_send(portal, actor, note).await;
        if let Err(error) = &sent {
            for kept in &self.kept {
                portal.files.give_up(&kept.id, error).await;
            }
        }
        sent
    }

    async fn try_send(&self, portal: &Portal, actor: &Actor, note: &str) -> Result<Dossier, AppError> {
        let note = text("note", note, false)?;
        if note.is_empty() && self.kept.is_empty() {
            let mut errors = FieldErrors::default();
            errors.add(FILES, "note_or_file");
            return Err(AppError::Invalid(errors));
        }
        let now = portal.clock.now();
        let who = Who::applicant(&actor.account_id);
        write_tx!(&portal.db, |tx| {
            let dossier = dossier::own(tx, actor, &self.name).await?;
            for kept in &self.kept {
                store::insert_supplement(tx, &dossier.id, kept, &actor.account_id, now).await?;
            }
            let rules = policy::rules(portal, tx).await?;
            let (agency, version) = dossier::place(portal, tx, &dossier).await?;
            let resumed = resumed(&rules, &dossier, &agency, &version.procedure, now)?;
            let accepted = dossier.facts.state.acceptance().is_some();
            let event = Event::Supplied {
                note: note.clone(),
                attachments: self.kept.iter().map(|kept| kept.id.clone()).collect(),
                due: resumed.due,
                redated: resumed.redated,
                acknowledge_by: match accepted {
                    true => None,
                    false => Some(acknowledge_by(&rules, &agency, local(now))?),
                },
            };
            let ground = Ground::of_rules(resumed.rules);
            record_on(tx, dossier, &who, event, ground, now).await
        })
    }

    /// Removes what was kept.
    ///
    /// # Errors
    /// The disk fails.
    pub async fn discard(self, portal: &Portal) -> Result<(), AppError> {
        for kept in &self.kept {
            portal.files.remove(&kept.id).await?;
        }
        Ok(())
    }
}
