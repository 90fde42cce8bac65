//! Going through a folder of files, some at a time, however many there are.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    time::SystemTime,
};

use tokio::fs::{self, ReadDir};

use super::{Files, incoming::PARTIAL, store};
use crate::{Portal, db::Db, error::AppError};

/// How many files are looked up with one query.
const AT_A_TIME: usize = 500;

/// A file as it lies on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where.
    pub(super) path: PathBuf,
    /// Its id.
    pub(super) id: String,
    /// It never became whole.
    pub(super) is_partial: bool,
    /// When it was last written.
    pub(super) written: SystemTime,
    /// Bytes.
    pub(super) size: u64,
}

/// The files of a folder of folders.
pub(super) struct Listing {
    folders: ReadDir,
    /// Which of the folders count.
    is_ours: fn(&str) -> bool,
    files: Option<ReadDir>,
}

impl Listing {
    /// The folder must be there.
    pub(super) async fn of(folder: &Path, is_ours: fn(&str) -> bool) -> Result<Self, AppError> {
        Ok(Self { folders: fs::read_dir(folder).await?, is_ours, files: None })
    }

    /// The kept files of a data directory.
    pub(super) async fn of_kept(files: &Files) -> Result<Self, AppError> {
        Self::of(&files.folder(), |name| name.len() == 2).await
    }

    /// The next files; none at the end.
    pub(super) async fn some(&mut self) -> Result<Vec<Found>, AppError> {
        let mut some = Vec::new();
        while some.len() < AT_A_TIME {
            match &mut self.files {
                Some(files) => match files.next_entry().await? {
                    Some(entry) => some.extend(found(&entry).await?),
                    None => self.files = None,
                },
                None => match self.folders.next_entry().await? {
                    Some(folder) if (self.is_ours)(&folder.file_name().to_string_lossy()) => {
                        self.files = Some(fs::read_dir(folder.path()).await?);
                    }
                    Some(_) => {}
                    None => break,
                },
            }
        }
        Ok(some)
    }
}

/// A file that bears one of our names; `None` where it does not, or has just gone.
async fn found(entry: &fs::DirEntry) -> Result<Option<Found>, AppError> {
    let name = entry.file_name().to_string_lossy().into_owned();
    let (id, is_partial) = match name.strip_suffix(PARTIAL) {
        Some(id) => (id.to_owned(), true),
        None => (name, false),
    };
    let is_ours = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit());
    let data = match entry.metadata().await {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        other => other?,
    };
    let written = data.modified()?;
    Ok(is_ours.then(|| Found { path: entry.path(), id, is_partial, written, size: data.len() }))
}

/// Those of these files that the database names.
pub(super) async fn named(db: &Db, files: &[Found]) -> Result<HashSet<String>, AppError> {
    let whole: Vec<&str> = files.iter().filter(|file| !file.is_partial).map(|file| file.id.as_str()).collect();
    let mut tx = db.read().await?;
    let named = store::named(&mut tx, &whole).await?;
    tx.commit().await?;
    Ok(named)
}

/// The portal's now, as files bear it.
pub(super) fn file_time(portal: &Portal) -> SystemTime {
    let now = portal.clock.now();
    let since = std::time::Duration::from_secs(u64::try_from(now.as_second()).unwrap_or(0));
    SystemTime::UNIX_EPOCH + since
}

#[cfg(test)]
impl Files {
    /// How many files lie there, whole or not.
    pub(crate) async fn on_disk(&self) -> usize {
        let mut listing = Listing::of_kept(self).await.unwrap();
        let mut count = 0;
        loop {
            match listing.some().await.unwrap().len() {
                0 => return count,
                some => count += some,
            }
        }
    }
}
