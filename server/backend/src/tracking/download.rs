//! A file of a dossier, for whoever filed it and for the officers of its agency.

use domain::dossier::Act;
use tokio::fs::File;

use crate::{
    Portal,
    actor::Actor,
    dossier::{
        self, Delivery, Event, HandOver, Who,
        store::{Attached, attachments},
    },
    error::AppError,
    write_tx,
};

/// A file on its way out.
#[derive(Debug)]
pub struct Download {
    /// What it is.
    pub attached: Attached,
    /// Its content.
    pub file: File,
}

/// Opens a file of the dossier `name`. A result is kept back from its filer until everything is paid; the first
/// download of one that is delivered online hands it over, unless the asker only `peeks` (HEAD).
///
/// # Errors
/// [`AppError::NotFound`] where there is none, it is somebody else's, or it is not released; [`AppError::FileLost`].
pub async fn download(
    portal: &Portal,
    actor: &Actor,
    name: &str,
    attachment_id: &str,
    peeks: bool,
) -> Result<Download, AppError> {
    let mut tx = portal.db.read().await?;
    let named = dossier::store::by_public_name(&mut tx, &name.to_uppercase()).await?;
    let named = named.ok_or(AppError::NotFound)?;
    let dossier = dossier::readable(&mut tx, actor, &named.id).await?;
    let files = attachments(&mut tx, &dossier.id).await?;
    tx.commit().await?;
    let attached = files.into_iter().find(|file| file.id == attachment_id);
    let attached = attached.ok_or(AppError::NotFound)?;
    let mine = dossier.is_of(actor);
    let is_result = attached.purpose == "result";
    let kept_back = (is_result && !dossier.facts.result_released())
        || !matches!(attached.purpose.as_str(), "component" | "supplement" | "result");
    if mine && kept_back {
        return Err(AppError::NotFound);
    }
    let file = portal.files.read(&attached.id, u64::try_from(attached.size).unwrap_or(0)).await?;
    let hands_over = mine
        && is_result
        && !peeks
        && dossier.body.delivery == Delivery::Online
        && dossier.facts.state.allows(Act::HandOver);
    if hands_over {
        hand_over(portal, actor, &dossier.id).await?;
    }
    Ok(Download { attached, file })
}

async fn hand_over(portal: &Portal, actor: &Actor, dossier_id: &str) -> Result<(), AppError> {
    let now = portal.clock.now();
    let who = Who::applicant(&actor.account_id);
    write_tx!(&portal.db, |tx| {
        let dossier = dossier::store::by_id(tx, dossier_id).await?;
        let dossier = dossier.ok_or(AppError::NotFound)?;
        // Two downloads at once hand over once.
        if dossier.facts.state.allows(Act::HandOver) && dossier.facts.result_released() {
            let event = Event::HandedOver { taken_by: String::new(), way: Some(HandOver::Download) };
            dossier::record(tx, dossier, &who, event, now).await?;
        }
        Ok(())
    })
}
