//! The data directory: attachments and result files, each under its own id, written whole or not at all. It belongs to
//! one database ([`pairing`]); what that database does not name is set aside ([`quarantine`]), never deleted at once.

mod incoming;
mod listing;
pub mod pairing;
pub mod quarantine;
pub(crate) mod store;
mod sweep;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File};

pub use incoming::Incoming;
pub use sweep::{Swept, sweep};

use crate::{clock::random_bytes, error::AppError, secret::Secret};

/// What is written to see whether anything can be.
static PROBE: [u8; 64 * 1024] = [0; 64 * 1024];

/// Where files lie.
#[derive(Clone, Debug)]
pub struct Files {
    data_dir: PathBuf,
    key: Secret,
}

/// Reads the secret, making it where it is missing. Of two processes that start at once, one makes it.
fn own_key(path: &Path) -> std::io::Result<Secret> {
    let fresh = path.with_extension(crate::db::new_id());
    if !path.exists() {
        std::fs::write(&fresh, hex::encode(random_bytes::<32>()))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            std::fs::set_permissions(&fresh, std::fs::Permissions::from_mode(0o600))?;
        }
        // A link is made whole or not at all, and never over another.
        let linked = std::fs::hard_link(&fresh, path);
        std::fs::remove_file(&fresh)?;
        if let Err(error) = linked
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(error);
        }
    }
    Ok(Secret::new(std::fs::read_to_string(path)?.trim()))
}

impl Files {
    /// Opens the data directory, making it where it is missing.
    ///
    /// # Errors
    /// It cannot be made or written.
    pub fn open(data_dir: &Path) -> Result<Self, AppError> {
        std::fs::create_dir_all(data_dir.join("files"))
            .map_err(|error| AppError::Setup(format!("the data directory cannot be made: {error}")))?;
        let key = own_key(&data_dir.join("secret"))
            .map_err(|error| AppError::Setup(format!("the data directory's secret: {error}")))?;
        Ok(Self { data_dir: data_dir.to_owned(), key })
    }

    /// The installation's own secret, for pseudonyms and one-time codes. Whoever has the database alone lacks it.
    pub(crate) fn key(&self) -> &[u8] {
        self.key.expose().as_bytes()
    }

    fn folder(&self) -> PathBuf {
        self.data_dir.join("files")
    }

    fn path(&self, id: &str) -> Result<PathBuf, AppError> {
        // Ids are our own, but a path is never built from anything else.
        if id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(self.folder().join(&id[..2]).join(id))
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Begins to take a file of at most `most` bytes.
    ///
    /// # Errors
    /// The disk is full, or nothing can be written there ([`AppError::Unavailable`], `disk`).
    pub async fn receive(&self, most: u64) -> Result<Incoming, AppError> {
        let kept = self.path(&crate::db::new_id())?;
        Incoming::begin(kept, most).await.map_err(unwritable)
    }

    /// Opens an attachment of so many bytes for reading.
    ///
    /// # Errors
    /// [`AppError::FileLost`] where it does not lie there, or not whole.
    pub async fn read(&self, id: &str, size: u64) -> Result<File, AppError> {
        let lost = |found: String| AppError::FileLost { id: id.to_owned(), found };
        let file = match File::open(self.path(id)?).await {
            Ok(file) => file,
            Err(error) => return Err(lost(error.to_string())),
        };
        let there = file.metadata().await?.len();
        if there == size { Ok(file) } else { Err(lost(format!("{there} bytes instead of {size}"))) }
    }

    /// The SHA-256 of a kept file in hex, and its size; `None` where there is none. Reads it piece by piece.
    ///
    /// # Errors
    /// The disk fails.
    pub(crate) async fn fingerprint(&self, id: &str) -> Result<Option<(u64, String)>, AppError> {
        let mut file = match File::open(self.path(id)?).await {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            other => other?.into_std().await,
        };
        let read = tokio::task::spawn_blocking(move || {
            let mut digest = Sha256::new();
            let size = std::io::copy(&mut file, &mut HashWriter(&mut digest))?;
            Ok::<_, std::io::Error>((size, hex::encode(digest.finalize())))
        });
        Ok(Some(read.await.map_err(|error| AppError::Internal(error.to_string()))??))
    }

    /// Whether files can be kept now: writes one as an upload would, and lets it go.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] (`disk`).
    pub async fn try_writing(&self) -> Result<(), AppError> {
        let mut file = self.receive(PROBE.len() as u64).await?;
        file.write(&PROBE).await?;
        file.sync().await
    }

    /// Removes a file whose row was not written, because of this. Where the store itself failed the row may be there
    /// after all, so the file stays: if nothing names it, the sweep finds it.
    pub(crate) async fn give_up(&self, id: &str, because: &AppError) {
        if matches!(because, AppError::Database(_) | AppError::Unavailable(_)) {
            return;
        }
        if let Err(error) = self.remove(id).await {
            tracing::warn!(file = id, %error, "a file that was given up stays behind");
        }
    }

    /// Removes a file; one that is gone already is no error.
    ///
    /// # Errors
    /// The disk fails.
    pub async fn remove(&self, id: &str) -> Result<(), AppError> {
        match fs::remove_file(self.path(id)?).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

/// Whatever keeps a file from being written is told as what it is for the person: files cannot be kept now.
fn unwritable(error: std::io::Error) -> AppError {
    tracing::error!(%error, "a file could not be written");
    AppError::Unavailable("disk")
}

/// Takes bytes into a digest.
struct HashWriter<'a>(&'a mut Sha256);

impl std::io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
