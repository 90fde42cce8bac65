//! What belongs to nothing: an upload cut off by a crash, a draft deleted while its file could not be. It is set aside,
//! a little at a time, so that a mistake of anybody's is seen before much has moved.

use std::time::Duration;

use super::{
    listing::{Listing, file_time, named},
    quarantine,
};
use crate::{Portal, error::AppError};

/// A younger file may be on its way in.
const LEAST_AGE: Duration = Duration::from_hours(24);
/// Of a thousand files, so many are set aside in one round, and at least one.
const MOST_OF_A_THOUSAND: usize = 3;

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files set aside.
    pub moved: usize,
    /// Files that belong to nothing, left for the next rounds.
    pub left: usize,
    /// Files put back, for the database names them.
    pub put_back: usize,
}

/// Sets aside files older than a day that no attachment names, a few per mille of all; puts back what the database
/// names after all; deletes what has lain aside for its time.
///
/// # Errors
/// The disk or the database fails.
pub async fn sweep(portal: &Portal) -> Result<Swept, AppError> {
    let put_back = quarantine::restore(portal, quarantine::Which::Named).await?.len();
    quarantine::forget(portal).await?;
    let mut swept = Swept { put_back, ..Swept::default() };
    let before = file_time(portal).checked_sub(LEAST_AGE);
    let mut seen = 0;
    let mut strays = Vec::new();
    let mut listing = Listing::of_kept(&portal.files).await?;
    loop {
        let some = listing.some().await?;
        if some.is_empty() {
            break;
        }
        seen += some.len();
        let named = named(&portal.db, &some).await?;
        for file in some {
            let is_old = before.is_some_and(|before| file.written < before);
            if !is_old || (!file.is_partial && named.contains(&file.id)) {
                continue;
            }
            if strays.len() < (seen * MOST_OF_A_THOUSAND).div_ceil(1000) {
                strays.push(file);
            } else {
                swept.left += 1;
            }
        }
    }
    for file in strays {
        quarantine::set_aside(portal, &file).await?;
        swept.moved += 1;
    }
    Ok(swept)
}
