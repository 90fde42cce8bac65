//! What nobody comes back for: drafts left alone, and files that belong to nothing (an upload cut off by a crash, a
//! draft deleted while its file could not be).

use std::time::{Duration, UNIX_EPOCH};

use jiff::SignedDuration;

use super::{limits::DRAFT_DAYS, store};
use crate::{Portal, error::AppError, write_tx};

/// A younger file may be on its way in.
const LEAST_AGE: Duration = Duration::from_hours(24);

/// Removes files older than a day that no attachment names; gives how many.
///
/// # Errors
/// The disk or the database fails.
pub async fn sweep(portal: &Portal) -> Result<usize, AppError> {
    let now = Duration::from_secs(u64::try_from(portal.clock.now().as_second()).unwrap_or(0));
    let Some(before) = (UNIX_EPOCH + now).checked_sub(LEAST_AGE) else {
        return Ok(0);
    };
    let mut removed = 0;
    for (id, is_partial) in portal.files.older_than(before).await? {
        let mut tx = portal.db.read().await?;
        let is_needed = !is_partial && store::is_attachment(&mut tx, &id).await?;
        tx.commit().await?;
        if !is_needed {
            portal.files.remove_stray(&id, is_partial).await?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Drops drafts that nobody touched for [`DRAFT_DAYS`]; gives how many. [`sweep`] takes their files.
///
/// # Errors
/// The database fails.
pub async fn forget_drafts(portal: &Portal) -> Result<u64, AppError> {
    let before = portal.clock.now() - SignedDuration::from_hours(24 * i64::from(DRAFT_DAYS));
    write_tx!(&portal.db, |tx| { store::delete_drafts_before(tx, before).await })
}
