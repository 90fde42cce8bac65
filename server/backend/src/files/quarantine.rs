//! Files that were set aside, each in the folder of the day on which it was: `files/quarantine/2026-12-01/…`.

use std::path::PathBuf;

use jiff::{Span, civil::Date};
use tokio::fs;

use super::{
    Files,
    listing::{Found, Listing, file_time, named},
};
use crate::{Portal, error::AppError};

/// How many days a file lies aside before it is deleted.
pub const DAYS: i64 = 30;

/// Which files are put back.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    /// Those that the database names.
    Named,
    /// These, whatever the database says.
    These(&'a [String]),
}

/// A file that lies aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// The day on which it was set aside.
    pub day: String,
    /// Its id.
    pub id: String,
    /// Bytes.
    pub size: u64,
    /// Whether the database names it.
    pub is_named: bool,
}

fn folder(files: &Files) -> PathBuf {
    files.folder().join("quarantine")
}

/// Beside the kept files, so that a file moves without being copied.
pub(super) async fn set_aside(portal: &Portal, file: &Found) -> Result<(), AppError> {
    let day = folder(&portal.files).join(portal.clock.today().to_string());
    fs::create_dir_all(&day).await?;
    fs::rename(&file.path, day.join(file.path.file_name().unwrap_or_default())).await?;
    tracing::warn!(file = file.id, partial = file.is_partial, "a file that belongs to nothing was set aside");
    Ok(())
}

/// Deletes what has lain aside for [`DAYS`].
pub(super) async fn forget(portal: &Portal) -> Result<(), AppError> {
    let last = portal.clock.today().saturating_sub(Span::new().days(DAYS));
    let folder = folder(&portal.files);
    if !fs::try_exists(&folder).await? {
        return Ok(());
    }
    let mut days = fs::read_dir(folder).await?;
    while let Some(day) = days.next_entry().await? {
        let date: Option<Date> = day.file_name().to_string_lossy().parse().ok();
        if date.is_some_and(|date| date < last) {
            fs::remove_dir_all(day.path()).await?;
            tracing::info!(day = %day.file_name().to_string_lossy(), "files set aside on this day were deleted");
        }
    }
    Ok(())
}

/// All that lies aside.
///
/// # Errors
/// The disk or the database fails.
pub async fn list(portal: &Portal) -> Result<Vec<Aside>, AppError> {
    let found = each(portal, |file, is_named| {
        let day = file.path.parent().and_then(|day| day.file_name()).unwrap_or_default();
        Some(Aside { day: day.to_string_lossy().into_owned(), id: file.id.clone(), size: file.size, is_named })
    });
    let mut list = found.await?;
    list.sort_by(|a, b| (&a.day, &a.id).cmp(&(&b.day, &b.id)));
    Ok(list)
}

/// Puts files back in their place; gives their ids. One whose place is taken stays aside.
///
/// # Errors
/// The disk or the database fails.
pub async fn restore(portal: &Portal, which: Which<'_>) -> Result<Vec<String>, AppError> {
    let chosen = each(portal, |file, is_named| {
        let is_meant = match which {
            Which::Named => is_named,
            Which::These(ids) => ids.contains(&file.id),
        };
        (is_meant && !file.is_partial).then(|| file.clone())
    });
    let mut restored = Vec::new();
    for file in chosen.await? {
        let place = portal.files.path(&file.id)?;
        if fs::try_exists(&place).await? {
            continue;
        }
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).await?;
        }
        fs::rename(&file.path, &place).await?;
        // Young again, so that the next round of the sweep leaves it.
        let now = file_time(portal);
        let dated = fs::OpenOptions::new().append(true).open(&place).await?.into_std().await;
        dated.set_modified(now)?;
        tracing::info!(file = file.id, "a file that lay aside was put back");
        restored.push(file.id);
    }
    Ok(restored)
}

/// What `pick` makes of each file, and of whether the database names it.
async fn each<T>(portal: &Portal, mut pick: impl FnMut(&Found, bool) -> Option<T>) -> Result<Vec<T>, AppError> {
    let folder = folder(&portal.files);
    let mut picked = Vec::new();
    if !fs::try_exists(&folder).await? {
        return Ok(picked);
    }
    let mut listing = Listing::of(&folder, |name| name.parse::<Date>().is_ok()).await?;
    loop {
        let some = listing.some().await?;
        if some.is_empty() {
            return Ok(picked);
        }
        let named = named(&portal.db, &some).await?;
        picked.extend(some.iter().filter_map(|file| pick(file, !file.is_partial && named.contains(&file.id))));
    }
}
