//! A version that was published and has not begun is taken back: by whom, when and why stays. No dossier can have it,
//! for whoever files gets the version of their day. The version before it holds on, and drafts copied from it are
//! compared with that one.

use domain::procedure::Procedure;
use jiff::{Timestamp, civil::Date};

use super::{Known, service, store};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{Service, store::writing},
    db::{self, Tx},
    error::AppError,
    input::line,
    write_tx,
};

/// A version that was withdrawn.
#[derive(Clone, Debug)]
pub struct Withdrawn {
    /// Its id as a version.
    pub id: String,
    /// The first day that it would have had.
    pub valid_from: Date,
    /// What it said.
    pub procedure: Procedure,
    /// The name of who published it, and when.
    pub published: (String, Timestamp),
    /// The name of who withdrew it, and when.
    pub withdrawn: (String, Timestamp),
    /// Why.
    pub reason: String,
}

/// A version that an administrator published, and what would hold in its stead.
#[derive(Clone, Debug)]
pub struct Withdrawable {
    /// The service.
    pub service: Service,
    /// The version.
    pub version: Known,
    /// The one before it, which would hold on.
    pub before: Known,
    /// Its first day has come: it stays.
    pub begun: bool,
    /// How many drafts began as a copy of it.
    pub drafts: usize,
}

/// What became of withdrawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// The version is withdrawn.
    Done,
    /// Its first day has come, so it stays.
    Begun,
}

/// A version, to be withdrawn.
///
/// # Errors
/// [`AppError::NotFound`], also for what was imported: its source would bring it again; [`AppError::Forbidden`] to all
/// but administrators.
pub async fn withdrawable(
    portal: &Portal,
    actor: &Actor,
    service_id: &str,
    version_id: &str,
) -> Result<Withdrawable, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let found = find(&mut tx, service_id, version_id, portal.clock.today()).await?;
    tx.commit().await?;
    Ok(found)
}

async fn find(tx: &mut Tx, service_id: &str, version_id: &str, today: Date) -> Result<Withdrawable, AppError> {
    let service = service(tx, service_id).await?;
    let mut versions = store::versions(tx, service_id).await?.into_iter();
    let version = versions.find(|known| known.version.id == version_id);
    let version = version.filter(|known| known.published.is_some());
    let (version, before) = version.zip(versions.next()).ok_or(AppError::NotFound)?;
    let drafts = store::drafts(tx, Some(service_id)).await?;
    let copied = drafts.iter().filter(|draft| draft.base_id == version_id);
    Ok(Withdrawable {
        begun: version.version.valid_from <= today || writing::is_pinned(tx, version_id).await?,
        drafts: copied.count(),
        service,
        version,
        before,
    })
}

/// Withdraws a version that has not begun. One that is withdrawn already stays so.
///
/// # Errors
/// [`AppError::Invalid`] at `reason` where none is given; [`AppError::NotFound`] and [`AppError::Forbidden`] as
/// [`withdrawable`].
pub async fn withdraw(
    portal: &Portal,
    actor: &Actor,
    service_id: &str,
    version_id: &str,
    reason: &str,
) -> Result<Withdrawal, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let reason = line(reason).map_err(|code| AppError::field("reason", code))?;
    if reason.is_empty() {
        return Err(AppError::field("reason", "required"));
    }
    write_tx!(&portal.db, |tx| {
        let withdrawn = store::withdrawn(tx, service_id).await?;
        if withdrawn.iter().any(|one| one.id == version_id) {
            return Ok(Withdrawal::Done);
        }
        let found = find(tx, service_id, version_id, portal.clock.today()).await?;
        if found.begun {
            return Ok(Withdrawal::Begun);
        }
        let by = (actor.person.full_name.as_str(), portal.clock.now());
        store::insert_withdrawn(tx, version_id, by, &reason).await?;
        store::rebase_drafts(tx, version_id, &found.before.version.id).await?;
        store::delete_version(tx, version_id).await?;
        let (version, before) = (&found.version.version, &found.before.version);
        // The one before ends where this one would have: on the day before the next, or not at all.
        if before.valid_to == version.valid_from.yesterday().ok() {
            let last_day = version.valid_to.map(|day| day.to_string());
            writing::end_version(tx, &before.id, last_day.as_deref()).await?;
        }
        db::touch_data(tx).await?;
        Ok(Withdrawal::Done)
    })
}
