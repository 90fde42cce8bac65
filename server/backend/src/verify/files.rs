//! Goes through all attachments: each must lie in the data directory, whole and unchanged.

use super::{
    Difference,
    store::{Expected, expected_after},
};
use crate::{
    Portal,
    error::AppError,
    files::store::{attachment_count, named},
};

/// How many attachments are looked up at a time.
const AT_A_TIME: i64 = 200;

/// Tells each file that is missing, short or changed, and after each file how many of how many were read. Gives the
/// number of attachments. Nothing of the files is held in memory, and no transaction stays open while they are read.
///
/// # Errors
/// The database or the disk fails.
pub async fn verify_files(
    portal: &Portal,
    mut tell: impl FnMut(Difference),
    progress: impl Fn(u64, u64),
) -> Result<u64, AppError> {
    let mut tx = portal.db.read().await?;
    let count = attachment_count(&mut tx).await?;
    tx.commit().await?;
    let (mut seen, mut last) = (0, String::new());
    loop {
        let mut tx = portal.db.read().await?;
        let some = expected_after(&mut tx, &last, AT_A_TIME).await?;
        tx.commit().await?;
        let Some(end) = some.last() else {
            return Ok(seen);
        };
        last.clone_from(&end.id);
        for expected in some {
            if let Some(what) = wrong(portal, &expected).await? {
                tell(Difference { place: expected.place(), what: format!("attachment {} {what}", expected.id) });
            }
            seen += 1;
            progress(seen, count.max(seen));
        }
    }
}

/// What is wrong with a file.
async fn wrong(portal: &Portal, expected: &Expected) -> Result<Option<String>, AppError> {
    let found = match portal.files.fingerprint(&expected.id).await {
        Ok(found) => found,
        Err(error) => return Ok(Some(format!("cannot be read: {error}"))),
    };
    Ok(match found {
        None if is_gone(portal, expected).await? => None,
        None => Some("is missing".to_owned()),
        Some((size, _)) if size != expected.size() => Some(format!("has {size} bytes instead of {}", expected.size())),
        Some((_, sha256)) if sha256 != expected.sha256 => Some(format!("has changed: its SHA-256 is {sha256}")),
        Some(_) => None,
    })
}

/// Somebody may take a file off a draft while files are read.
async fn is_gone(portal: &Portal, expected: &Expected) -> Result<bool, AppError> {
    let mut tx = portal.db.read().await?;
    let found = named(&mut tx, &[&expected.id]).await?;
    tx.commit().await?;
    Ok(found.is_empty())
}
