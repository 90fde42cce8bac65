//! A file on its way in: written beside its place under a name that says that it is not whole, then moved there.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use tokio::{
    fs::{self, File},
    io::AsyncWriteExt as _,
};

use super::unwritable;
use crate::error::AppError;

/// What the name of a file ends with until it is whole.
pub(super) const PARTIAL: &str = ".part";

/// A file on its way in. Dropped without [`Incoming::keep`], it is removed.
pub struct Incoming {
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

impl Incoming {
    /// A file that will lie at `kept`.
    pub(super) async fn begin(kept: PathBuf, most: u64) -> std::io::Result<Self> {
        if let Some(parent) = kept.parent() {
            fs::create_dir_all(parent).await?;
        }
        let partial = kept.with_extension(&PARTIAL[1..]);
        let file = File::create(&partial).await?;
        Ok(Self { partial, kept, file, size: 0, most, digest: Sha256::new(), head: Vec::new(), done: false })
    }

    /// Writes the next piece.
    ///
    /// # Errors
    /// [`AppError::Invalid`] (`file`: `file_too_large`) past the limit; [`AppError::Unavailable`] (`disk`).
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), AppError> {
        self.size += piece.len() as u64;
        if self.size > self.most {
            return Err(AppError::field("file", "file_too_large"));
        }
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend_from_slice(&piece[..piece.len().min(room)]);
        self.digest.update(piece);
        self.file.write_all(piece).await.map_err(unwritable)
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
    /// [`AppError::Unavailable`] (`disk`).
    pub async fn flush(&mut self) -> Result<(), AppError> {
        self.file.flush().await.map_err(unwritable)
    }

    /// Makes sure that what was written so far lies on the disk.
    pub(super) async fn sync(&mut self) -> Result<(), AppError> {
        self.flush().await?;
        self.file.sync_all().await.map_err(unwritable)
    }

    /// Keeps the file: on disk before its row is written. Gives its id and SHA-256 in hex.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] (`disk`).
    pub async fn keep(mut self) -> Result<(String, String), AppError> {
        self.sync().await?;
        self.move_in().await.map_err(unwritable)?;
        self.done = true;
        let digest = std::mem::take(&mut self.digest).finalize();
        let id = self.kept.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((id, hex::encode(digest)))
    }

    async fn move_in(&self) -> std::io::Result<()> {
        fs::rename(&self.partial, &self.kept).await?;
        // The name lies in the folder: without this a power cut could take it away again.
        if let Some(parent) = self.kept.parent() {
            File::open(parent).await?.sync_all().await?;
        }
        Ok(())
    }
}

impl Drop for Incoming {
    fn drop(&mut self) {
        if !self.done {
            let _gone_already = std::fs::remove_file(&self.partial);
        }
    }
}
