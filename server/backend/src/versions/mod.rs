//! Versions of services as administrators manage them: a draft that begins as a copy of the newest version, compared
//! with it part by part, published from a day on.
//!
//! A draft has no effect. A version that is published is never rewritten, and dossiers keep the one under which they
//! were filed: the one before ends on the day before, and drafts of dossiers are told (`filing`). Until its first day
//! it can be withdrawn.
//!
//! What needs a visit cannot be published as full-online, and what is partial says why: `domain::procedure::unfit`.

mod form;
mod publishing;
mod store;
#[cfg(test)]
mod tests;
mod withdrawing;

use domain::procedure::{Difference, Part, Procedure, Unfit, compare, unfit};
use jiff::Timestamp;

pub use form::{read, typed};
pub use publishing::{PUBLISH_FIELDS, Publication, follow_names, publish};
pub use withdrawing::{Withdrawable, Withdrawal, Withdrawn, withdraw, withdrawable};

use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Service, Version},
    db::{Tx, new_id},
    error::AppError,
    input::Values,
    write_tx,
};

/// A version, and who published it.
#[derive(Clone, Debug)]
pub struct Known {
    /// The version.
    pub version: Version,
    /// Tells its text from any other.
    pub hash: String,
    /// The administrator's name and when; none for what was imported.
    pub published: Option<(String, Timestamp)>,
}

/// A version under preparation.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id, and the version's once it is published.
    pub id: String,
    /// Of which service.
    pub service_id: String,
    /// The version that it began as a copy of.
    pub base_id: String,
    /// That version's hash then.
    pub base_hash: String,
    /// The version that it began as a copy of, where that was withdrawn; its base is then the one before.
    pub withdrawn_base: Option<String>,
    /// What it says so far.
    pub procedure: Procedure,
    /// The name of whoever saved it last.
    pub author: String,
    /// How often it was saved.
    pub revision: i64,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// A service with all its versions.
#[derive(Clone, Debug)]
pub struct History {
    /// The service.
    pub service: Service,
    /// Newest first; there is at least one.
    pub versions: Vec<Known>,
    /// Under preparation, the one saved last first.
    pub drafts: Vec<Draft>,
    /// Published once and withdrawn before they began, the one withdrawn last first.
    pub withdrawn: Vec<Withdrawn>,
}

/// A draft set against the newest version.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The draft.
    pub draft: Draft,
    /// What it would follow.
    pub newest: Known,
    /// What differs, part by part.
    pub differences: Vec<Difference>,
    /// What stands against publishing it.
    pub unfit: Vec<Unfit>,
    /// The newest version isn't what the draft began as a copy of.
    pub moved_on: bool,
    /// The parts that it changed; none where an import put another text in the place of the one that was copied.
    pub meanwhile: Vec<Part>,
    /// What the draft began as a copy of was withdrawn.
    pub withdrawn: Option<Withdrawn>,
}

impl Comparison {
    fn of(draft: Draft, newest: Known, base: Base) -> Self {
        let new = &newest.version;
        let meanwhile = base.procedure().map(|base| compare(base, &new.procedure));
        let meanwhile = meanwhile.unwrap_or_default();
        Self {
            moved_on: new.id != draft.base_id || newest.hash != draft.base_hash,
            meanwhile: meanwhile.iter().map(|one| one.part).collect(),
            differences: compare(&new.procedure, &draft.procedure),
            unfit: unfit(&draft.procedure),
            draft,
            newest,
            withdrawn: match base {
                Base::Withdrawn(withdrawn) => Some(*withdrawn),
                Base::Kept(_) => None,
            },
        }
    }

    /// What somebody has seen who sees this comparison: publishing is asked for with it.
    pub fn seen(&self) -> String {
        let newest = &self.newest;
        format!("{}.{}.{}", self.draft.revision, newest.version.id, newest.hash)
    }
}

/// What a draft began as a copy of.
enum Base {
    /// A version that is there still, if it is.
    Kept(Option<Box<Version>>),
    /// One that was withdrawn.
    Withdrawn(Box<Withdrawn>),
}

impl Base {
    fn procedure(&self) -> Option<&Procedure> {
        match self {
            Self::Kept(version) => version.as_ref().map(|version| &version.procedure),
            Self::Withdrawn(withdrawn) => Some(&withdrawn.procedure),
        }
    }

    async fn of(tx: &mut Tx, draft: &Draft) -> Result<Self, AppError> {
        if let Some(id) = &draft.withdrawn_base {
            let withdrawn = store::withdrawn(tx, &draft.service_id).await?;
            if let Some(found) = withdrawn.into_iter().find(|one| one.id == *id) {
                return Ok(Self::Withdrawn(Box::new(found)));
            }
        }
        let version = catalogue::store::version(tx, &draft.base_id).await?;
        Ok(Self::Kept(version.map(Box::new)))
    }
}

/// A published version set against the one before it.
#[derive(Clone, Debug)]
pub struct Succession {
    /// The service.
    pub service: Service,
    /// The version.
    pub version: Known,
    /// The one before it; none for the first.
    pub before: Option<Known>,
    /// What differs between the two.
    pub differences: Vec<Difference>,
}

/// All drafts, each with its service's name.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn drafts(portal: &Portal, actor: &Actor) -> Result<Vec<Draft>, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let drafts = store::drafts(&mut tx, None).await?;
    tx.commit().await?;
    Ok(drafts)
}

/// A service with all its versions.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn history(portal: &Portal, actor: &Actor, service_id: &str) -> Result<History, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let service = service(&mut tx, service_id).await?;
    let versions = store::versions(&mut tx, service_id).await?;
    let drafts = store::drafts(&mut tx, Some(service_id)).await?;
    let withdrawn = store::withdrawn(&mut tx, service_id).await?;
    tx.commit().await?;
    Ok(History { service, versions, drafts, withdrawn })
}

async fn service(tx: &mut Tx, id: &str) -> Result<Service, AppError> {
    let found = catalogue::store::service(tx, id).await?;
    found.ok_or(AppError::NotFound)
}

/// A published version beside the one before it.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn succession(
    portal: &Portal,
    actor: &Actor,
    service_id: &str,
    version_id: &str,
) -> Result<Succession, AppError> {
    let history = history(portal, actor, service_id).await?;
    let mut versions = history.versions.into_iter();
    let version = versions.find(|known| known.version.id == version_id);
    let version = version.ok_or(AppError::NotFound)?;
    let before = versions.next();
    let differences = before.as_ref().map(|before| {
        let (old, new) = (&before.version.procedure, &version.version.procedure);
        compare(old, new)
    });
    Ok(Succession { service: history.service, differences: differences.unwrap_or_default(), version, before })
}

/// Begins a draft over the service's newest version: as a copy of it, or saying what one said that was `withdrawn`, to
/// be mended. Gives its id.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown service or no such withdrawn version; [`AppError::Forbidden`] to all but
/// administrators.
pub async fn begin(
    portal: &Portal,
    actor: &Actor,
    service_id: &str,
    withdrawn: Option<&str>,
) -> Result<String, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let (id, now) = (new_id(), portal.clock.now());
    write_tx!(&portal.db, |tx| {
        let newest = store::newest(tx, service_id).await?;
        let newest = newest.ok_or(AppError::NotFound)?;
        let procedure = match withdrawn {
            None => newest.version.procedure,
            Some(wanted) => {
                let mut known = store::withdrawn(tx, service_id).await?.into_iter();
                let found = known.find(|one| one.id == wanted);
                found.ok_or(AppError::NotFound)?.procedure
            }
        };
        let draft = Draft {
            id: id.clone(),
            service_id: service_id.to_owned(),
            base_id: newest.version.id,
            base_hash: newest.hash,
            withdrawn_base: None,
            procedure,
            author: actor.person.full_name.clone(),
            revision: 1,
            updated_at: now,
        };
        store::insert_draft(tx, &draft).await
    })?;
    Ok(id)
}

/// A draft, to be changed.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn draft(portal: &Portal, actor: &Actor, id: &str) -> Result<Draft, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let draft = store::draft(&mut tx, id).await?;
    tx.commit().await?;
    draft.ok_or(AppError::NotFound)
}

/// Saves what was typed, if nobody else saved the draft since `revision`. A draft may lack what publishing asks for.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be read; also at `name` where somebody else was quicker, so that what was
/// typed is kept; [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn save(portal: &Portal, actor: &Actor, id: &str, revision: i64, values: &Values) -> Result<(), AppError> {
    let before = draft(portal, actor, id).await?;
    let procedure = form::read(&before.procedure, values)?;
    let (now, author) = (portal.clock.now(), &actor.person.full_name);
    write_tx!(&portal.db, |tx| {
        if store::update_draft(tx, (id, revision), &procedure, author, now).await? {
            Ok(())
        } else {
            Err(AppError::field("name", "draft_moved_on"))
        }
    })
}

/// Drops a draft; gives the id of its service.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn discard(portal: &Portal, actor: &Actor, id: &str) -> Result<String, AppError> {
    let draft = draft(portal, actor, id).await?;
    write_tx!(&portal.db, |tx| { store::delete_draft(tx, id).await })?;
    Ok(draft.service_id)
}

/// A draft set against the newest version.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn comparison(portal: &Portal, actor: &Actor, id: &str) -> Result<Comparison, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let comparison = comparison_in(&mut tx, id).await?;
    tx.commit().await?;
    Ok(comparison)
}

async fn comparison_in(tx: &mut Tx, id: &str) -> Result<Comparison, AppError> {
    let draft = store::draft(tx, id).await?.ok_or(AppError::NotFound)?;
    let newest = store::newest(tx, &draft.service_id).await?;
    let newest = newest.ok_or(AppError::NotFound)?;
    let base = Base::of(tx, &draft).await?;
    Ok(Comparison::of(draft, newest, base))
}
