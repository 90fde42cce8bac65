//! The end of a session, however it comes: drafts and files go, nothing of the resident stays in reach.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::{
    store::{self, Row},
    tell::tell,
};
use crate::{
    Portal,
    actor::Actor,
    actor::Person,
    db::Tx,
    error::AppError,
    outbox::{Count, Notice},
    write_tx,
};

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The helper ended it.
    Helper,
    /// The resident withdrew what they had agreed to.
    Withdrawn,
    /// Its time was over, its browser signed out, or the appointment ended.
    Lapsed,
}

impl Ending {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Helper => "helper",
            Self::Withdrawn => "withdrawn",
            Self::Lapsed => "lapsed",
        }
    }
}

/// Ends the actor's session.
///
/// # Errors
/// The database fails. Without a session nothing happens.
pub async fn end(portal: &Portal, actor: &Actor) -> Result<(), AppError> {
    match &actor.assist {
        Some(assist) => close(portal, &assist.id, Ending::Helper).await,
        None => Ok(()),
    }
}

/// Ends the session that a helper has open in another browser. Nothing of it is shown.
///
/// # Errors
/// The database fails.
pub async fn end_elsewhere(portal: &Portal, actor: &Actor) -> Result<(), AppError> {
    let mut tx = portal.db.read().await?;
    let row = store::open_of(&mut tx, &actor.account_id).await?;
    tx.commit().await?;
    match row {
        Some(row) => close(portal, &row.id, Ending::Helper).await,
        None => Ok(()),
    }
}

/// The resident beside the helper withdraws: drafts and files go at once, what was sent stays.
///
/// # Errors
/// The database fails. Without a session nothing happens.
pub async fn withdraw(portal: &Portal, actor: &Actor) -> Result<(), AppError> {
    match &actor.assist {
        Some(assist) => close(portal, &assist.id, Ending::Withdrawn).await,
        None => Ok(()),
    }
}

/// What the resident's own link leads to: who helped, and whether it was withdrawn.
///
/// # Errors
/// [`AppError::NotFound`] for a link that is none.
pub async fn withdrawable(portal: &Portal, link: &str) -> Result<(String, String, bool), AppError> {
    let mut tx = portal.db.read().await?;
    let row = store::by_link(&mut tx, &link_hash(link)).await?;
    let row = row.ok_or(AppError::NotFound)?;
    let withdrawn = store::is_withdrawn(&mut tx, &row.id).await?;
    let helper = crate::account::store::name_of(&mut tx, &row.helper_id).await?;
    tx.commit().await?;
    Ok((helper, row.team, withdrawn))
}

/// The resident withdraws by the link in their message, during the session or after it.
///
/// # Errors
/// [`AppError::NotFound`] for a link that is none.
pub async fn withdraw_by_link(portal: &Portal, link: &str) -> Result<(), AppError> {
    let mut tx = portal.db.read().await?;
    let row = store::by_link(&mut tx, &link_hash(link)).await?;
    tx.commit().await?;
    let row = row.ok_or(AppError::NotFound)?;
    close(portal, &row.id, Ending::Withdrawn).await
}

/// Ends what is over: expired, signed out, without an appointment; and drops drafts that were kept long enough.
///
/// # Errors
/// The database fails.
pub async fn end_lapsed(portal: &Portal) -> Result<(), AppError> {
    let (now, today) = portal.clock.now_and_today();
    let mut tx = portal.db.read().await?;
    let lapsed = store::lapsed(&mut tx, now, today).await?;
    let stale = store::with_stale_drafts(&mut tx, today).await?;
    tx.commit().await?;
    for (id,) in lapsed {
        close(portal, &id, Ending::Lapsed).await?;
    }
    for (id,) in stale {
        let files = write_tx!(&portal.db, |tx| { store::delete_drafts(tx, &id).await })?;
        remove(portal, files).await;
    }
    Ok(())
}

async fn close(portal: &Portal, id: &str, why: Ending) -> Result<(), AppError> {
    let now = portal.clock.now();
    let files = write_tx!(&portal.db, |tx| {
        let Some(row) = store::session(tx, id).await? else {
            return Ok(Vec::new());
        };
        close_in(tx, &row, why, now).await
    })?;
    remove(portal, files).await;
    Ok(())
}

/// Gives the ids of the files that are to be deleted once this is committed.
async fn close_in(tx: &mut Tx, row: &Row, why: Ending, now: Timestamp) -> Result<Vec<String>, AppError> {
    let kept = why != Ending::Withdrawn && row.confirmed_at.is_some() && row.keep_until.is_some();
    let files = if kept { Vec::new() } else { store::delete_drafts(tx, &row.id).await? };
    if why == Ending::Withdrawn {
        store::withdraw(tx, &row.id, now).await?;
    }
    let sent = store::sent_in(tx, &row.id).await?.len();
    if store::end(tx, &row.id, why, files.len(), now).await? && row.confirmed_at.is_some() {
        told(tx, &row.resident()?, why, sent, now).await?;
    }
    Ok(files)
}

async fn told(tx: &mut Tx, resident: &Person, why: Ending, sent: usize, now: Timestamp) -> Result<(), AppError> {
    let count = Count(sent);
    let notice = match why {
        Ending::Withdrawn => Notice::AssistWithdrawn { count },
        Ending::Helper | Ending::Lapsed => Notice::AssistEnded { count },
    };
    tell(tx, resident, notice, now).await
}

async fn remove(portal: &Portal, files: Vec<String>) {
    for id in files {
        // A file that stays behind is found by the sweep.
        if let Err(error) = portal.files.remove(&id).await {
            tracing::warn!(%error, "a file of an assisted session could not be removed");
        }
    }
}

/// The link is random and long, so that a plain hash tells nothing of it.
pub(super) fn link_hash(link: &str) -> String {
    hex::encode(Sha256::digest(link.as_bytes()))
}
