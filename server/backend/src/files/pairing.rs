//! A data directory belongs to one database: both carry the same id. With another database, every file would look as
//! if it belonged to nothing, and what is received would lie where nobody looks for it.

use std::{
    fmt,
    io::{ErrorKind, Write as _},
    path::Path,
};

use super::{
    Files,
    listing::{Listing, named},
    store,
};
use crate::{clock::random_bytes, db::Db, error::AppError, write_tx};

/// The file in the data directory that bears the id.
const FILE: &str = "installation";
/// Where nobody has paired them yet, one in so many may be strange to the other.
const MOST_STRANGE: u64 = 10;

/// The id that a data directory and its database share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Installation(i64);

impl fmt::Display for Installation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// How well a data directory and a database fit each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Whole files in the directory.
    pub files: u64,
    /// Of these, how many the database names.
    pub named: u64,
    /// Attachments in the database.
    pub attachments: u64,
}

impl Census {
    fn fits(&self) -> bool {
        let few = |strange: u64, of: u64| strange * MOST_STRANGE <= of;
        few(self.files - self.named, self.files) && few(self.attachments.saturating_sub(self.named), self.attachments)
    }
}

impl fmt::Display for Census {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files, named, attachments } = self;
        write!(f, "{files} files lie there, {named} of them known to the database, which names {attachments} in all")
    }
}

/// Makes sure that the data directory is this database's. Two that bear no common id yet are paired where they fit:
/// nearly each file is known to the database, and nearly each of its attachments lies there.
///
/// # Errors
/// [`AppError::Setup`] with what to do where they don't belong together; the database or the disk fails.
pub async fn must_belong(db: &Db, files: &Files) -> Result<(), AppError> {
    let (ours, theirs) = (of_database(db).await?, of_directory(files)?);
    let place = files.data_dir.display();
    let paired = match (ours, theirs) {
        (Some(ours), Some(theirs)) if ours == theirs => return Ok(()),
        (Some(ours), Some(theirs)) => {
            return Err(strangers(format!(
                "the data directory {place} belongs to another database (it is of installation {theirs}, the database \
                 of {ours})"
            )));
        }
        (ours, theirs) => ours.or(theirs),
    };
    let census = census(db, files).await?;
    // An empty directory that is somebody's proves nothing: its owner may have received nothing yet.
    let is_somebodys = theirs.is_some() && census.named == 0;
    if is_somebodys || !census.fits() {
        return Err(strangers(format!("the data directory {place} and the database are strangers: {census}")));
    }
    pair(db, files, paired).await
}

fn strangers(what: String) -> AppError {
    AppError::Setup(format!(
        "{what}. Nothing was changed.\n\
         Check --database (DATABASE_URL) and --data-dir (PORTAL_DATA_DIR): one of them names the wrong place, or an \
         older copy.\n\
         If this directory shall serve this database from now on: portal files adopt"
    ))
}

/// Declares that the data directory belongs to this database, whatever either said before.
///
/// # Errors
/// The database or the disk fails.
pub async fn adopt(db: &Db, files: &Files) -> Result<Census, AppError> {
    let census = census(db, files).await?;
    pair(db, files, of_database(db).await?).await?;
    Ok(census)
}

/// Writes the id into the database, then into the directory: a crash in between leaves what can be paired again.
async fn pair(db: &Db, files: &Files, id: Option<Installation>) -> Result<(), AppError> {
    let Installation(id) = id.unwrap_or_else(|| Installation(i64::from_be_bytes(random_bytes::<8>())));
    // Of two portals that start at once, one names the installation.
    let id = write_tx!(db, |tx| {
        store::name_installation(tx, id).await?;
        store::installation(tx).await
    })?;
    let id = id.map(Installation).ok_or_else(|| AppError::Internal("the installation has no id".into()))?;
    write_id(&files.data_dir, id)?;
    tracing::info!(installation = %id, data_dir = %files.data_dir.display(), "data directory and database are paired");
    Ok(())
}

async fn of_database(db: &Db) -> Result<Option<Installation>, AppError> {
    let mut tx = db.read().await?;
    let id = store::installation(&mut tx).await?;
    tx.commit().await?;
    Ok(id.map(Installation))
}

fn of_directory(files: &Files) -> Result<Option<Installation>, AppError> {
    let path = files.data_dir.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(AppError::Setup(format!("{}: {error}", path.display()))),
    };
    let id = u64::from_str_radix(text.trim(), 16);
    let id = id.map_err(|_| strangers(format!("{} holds no installation's id", path.display())))?;
    Ok(Some(Installation(id.cast_signed())))
}

/// Whole or not at all.
fn write_id(data_dir: &Path, id: Installation) -> Result<(), AppError> {
    let fresh = data_dir.join(format!("{FILE}.{}", crate::db::new_id()));
    let written = std::fs::File::create(&fresh)
        .and_then(|mut file| writeln!(file, "{id}").and_then(|()| file.sync_all()))
        .and_then(|()| std::fs::rename(&fresh, data_dir.join(FILE)));
    if let Err(error) = written {
        let _gone_already = std::fs::remove_file(&fresh);
        return Err(AppError::Setup(format!("data directory {}: {error}", data_dir.display())));
    }
    Ok(())
}

async fn census(db: &Db, files: &Files) -> Result<Census, AppError> {
    let mut tx = db.read().await?;
    let attachments = store::attachment_count(&mut tx).await?;
    tx.commit().await?;
    let mut census = Census { attachments, ..Census::default() };
    let mut listing = Listing::of_kept(files).await?;
    loop {
        let some = listing.some().await?;
        if some.is_empty() {
            return Ok(census);
        }
        census.files += some.iter().filter(|file| !file.is_partial).count() as u64;
        census.named += named(db, &some).await?.len() as u64;
    }
}
