//! The data directory: attachments and result files, each under its own id, written whole or not at all.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};

use crate::{clock::random_bytes, error::AppError, secret::Secret};

/// Where files lie.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
    key: Secret,
}

/// A file on its way in. Dropped without [`Incoming::keep`], it is removed.
pub struct Incoming {
    id: String,
    partial: PathBuf,
    kept: PathBuf,
    file: File,
    size: u64,
    most: u64,
    digest: Sha256,
    /// The first bytes, which tell the type.
    head: Vec<u8>,
    done: bool,
}

/// How many bytes from the start are held to tell a file's type.
const HEAD: usize = 8192;
/// What the name of a file ends with until it is whole.
const PARTIAL: &str = ".part";

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
        let folder = data_dir.join("files");
        std::fs::create_dir_all(&folder)
            .map_err(|error| AppError::Setup(format!("the data directory cannot be made: {error}")))?;
        let key = own_key(&data_dir.join("secret"))
            .map_err(|error| AppError::Setup(format!("the data directory's secret: {error}")))?;
        Ok(Self { folder, key })
    }

    /// The installation's own secret, for pseudonyms and one-time codes. Whoever has the database alone lacks it.
    pub(crate) fn key(&self) -> &[u8] {
        self.key.expose().as_bytes()
    }

    fn path(&self, id: &str) -> Result<PathBuf, AppError> {
        // Ids are our own, but a path is never built from anything else.
        if id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) {
            Ok(self.folder.join(&id[..2]).join(id))
        } else {
            Err(AppError::NotFound)
        }
    }

    /// Begins to take a file of at most `most` bytes.
    ///
    /// # Errors
    /// The disk is full ([`AppError::Unavailable`]) or fails.
    pub async fn receive(&self, most: u64) -> Result<Incoming, AppError> {
        let id = crate::db::new_id();
        let kept = self.path(&id)?;
        if let Some(parent) = kept.parent() {
            fs::create_dir_all(parent).await?;
        }
        let partial = kept.with_extension("part");
        let file = File::create(&partial).await?;
        Ok(Incoming { id, partial, kept, file, size: 0, most, digest: Sha256::new(), head: Vec::new(), done: false })
    }

    /// Opens a kept file for reading.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none.
    pub async fn read(&self, id: &str) -> Result<File, AppError> {
        match File::open(self.path(id)?).await {
            Ok(file) => Ok(file),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(AppError::NotFound),
            Err(error) => Err(error.into()),
        }
    }

    /// Where a kept file lies, for a reader that seeks.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where `id` is none of ours.
    pub fn locate(&self, id: &str) -> Result<PathBuf, AppError> {
        self.path(id)
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

    /// Files last written before a moment: each id, and whether it never became whole.
    ///
    /// # Errors
    /// The disk fails.
    pub async fn older_than(&self, before: std::time::SystemTime) -> Result<Vec<(String, bool)>, AppError> {
        let mut found = Vec::new();
        let mut folders = fs::read_dir(&self.folder).await?;
        while let Some(folder) = folders.next_entry().await? {
            if !folder.file_type().await?.is_dir() {
                continue;
            }
            let mut files = fs::read_dir(folder.path()).await?;
            while let Some(file) = files.next_entry().await? {
                let name = file.file_name().to_string_lossy().into_owned();
                let is_partial = name.ends_with(PARTIAL);
                let id = name.trim_end_matches(PARTIAL).to_owned();
                if self.path(&id).is_ok() && file.metadata().await?.modified()? < before {
                    found.push((id, is_partial));
                }
            }
        }
        Ok(found)
    }

    /// Removes a file found by [`Files::older_than`].
    ///
    /// # Errors
    /// The disk fails.
    pub async fn remove_stray(&self, id: &str, is_partial: bool) -> Result<(), AppError> {
        if is_partial {
            fs::remove_file(self.path(id)?.with_extension("part")).await?;
            Ok(())
        } else {
            self.remove(id).await
        }
    }
}

impl Incoming {
    /// Writes the next piece.
    ///
    /// # Errors
    /// [`AppError::Invalid`] (`file`: `file_too_large`) past the limit; a full disk.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        self.size += piece.len() as u64;
        if self.size > self.most {
            return Err(AppError::field("file", "file_too_large"));
        }
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend_from_slice(&piece[..piece.len().min(room)]);
        self.digest.update(piece);
        self.file.write_all(piece).await?;
        Ok(())
    }

    /// The first bytes so far.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Where the file lies until it is kept, for a check that reads it whole.
    pub fn partial(&self) -> &Path {
        &self.partial
    }

    /// Makes what was written so far readable by others.
    ///
    /// # Errors
    /// A full disk.
    pub async fn flush(&mut self) -> Result<(), AppError> {
        Ok(self.file.flush().await?)
    }

    /// Keeps the file: on disk before its row is written. Gives its id and SHA-256 in hex.
    ///
    /// # Errors
    /// A full disk.
    pub async fn keep(mut self) -> Result<(String, String), AppError> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        fs::rename(&self.partial, &self.kept).await?;
        self.done = true;
        let digest = std::mem::take(&mut self.digest).finalize();
        Ok((self.id.clone(), hex::encode(digest)))
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.done {
            let _gone_already = std::fs::remove_file(&self.partial);
        }
    }
}
