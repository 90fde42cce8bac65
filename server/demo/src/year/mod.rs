//! A year of dossiers as they might have come: for the figures to have something to tell, and the desks something to do.
//!
//! Twelve whole months before this one, and this one until yesterday. Which dossiers come on a day, and how each goes,
//! is drawn from a seed (`plan.rs`, `course.rs`) after what is usual (`custom.rs`); what then happens follows from the
//! rules in force on each day, as for real dossiers (`story.rs`). A past day never changes: running it again adds
//! nothing, and a month later it adds that month and takes on what was pending.
//!
//! How to make it more like a real place: `custom.rs` holds volumes, leads and seasons, `course.rs` how often what
//! happens. Every change of theirs gives another year, so load it into a fresh store.

mod answers;
mod cast;
mod course;
mod custom;
mod numbers;
mod plan;
mod setting;
mod store;
mod story;
#[cfg(test)]
mod tests;
mod words;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Span, Timestamp, civil::Date};

pub use write::Written;

use self::{
    plan::plan,
    setting::{Desk, Setting},
    store::KnownRow,
    story::{Story, story},
};
use super::chance::Chance;
use backend::{Portal, clock::instant, error::AppError, write_tx};

/// Loads the year that ended yesterday; agencies, services and policies of the demo must be there. `tell` hears after
/// each agency how many are done, of how many.
///
/// # Errors
/// The rules are incomplete, or the database fails; what was written until then is whole.
pub async fn load_year(portal: &Portal, tell: impl FnMut(usize, usize) + Send) -> Result<Written, AppError> {
    let today = portal.clock.today();
    let from = today
        .first_of_month()
        .checked_sub(Span::new().months(12))
        .map_err(|error| AppError::Internal(format!("the beginning of the year: {error}")))?;
    load(portal, from, today, |_| true, tell).await
}

/// Loads the days from `from` until the one before `today`, of some agencies.
async fn load(
    portal: &Portal,
    from: Date,
    today: Date,
    of: impl Fn(&str) -> bool,
    mut tell: impl FnMut(usize, usize) + Send,
) -> Result<Written, AppError> {
    let mut tx = portal.db.read().await?;
    let mut setting = Setting::load(&mut tx).await?;
    setting.desks.retain(|desk| of(&desk.agency.id));
    let (mut known, mut references) = (BTreeMap::new(), BTreeSet::new());
    for row in store::known(&mut tx).await? {
        references.insert(row.reference.clone());
        known.insert(row.submission.clone(), row);
    }
    tx.commit().await?;

    let mut written = Written::default();
    let desks = setting.desks.len();
    for (done, desk) in setting.desks.iter().enumerate() {
        let of_desk = load_desk(portal, &setting, desk, from, today, &known, &mut references);
        let of_desk = of_desk.await?;
        written.added += of_desk.added;
        written.moved += of_desk.moved;
        tell(done + 1, desks);
    }
    Ok(written)
}

async fn load_desk(
    portal: &Portal,
    setting: &Setting,
    desk: &Desk,
    from: Date,
    today: Date,
    known: &BTreeMap<String, KnownRow>,
    references: &mut BTreeSet<String>,
) -> Result<Written, AppError> {
    let days = from.series(Span::new().days(1)).take_while(|day| *day < today);
    let planned: Vec<_> = days.flat_map(|day| plan(setting, desk, day)).collect();
    let until: Timestamp = instant(today.to_datetime(jiff::civil::Time::midnight()));
    let mut stories: Vec<Story<'_>> = Vec::with_capacity(planned.len());
    for planned in &planned {
        let Some(mut story) = story(setting, planned, until)? else {
            continue;
        };
        if !known.contains_key(&planned.key) {
            refer_anew(&mut story, references)?;
        }
        stories.push(story);
    }
    write_tx!(&portal.db, |tx| { write::write(tx, desk, &stories, known).await })
}

/// Draws until nobody has the reference: one in some thousand years needs it.
fn refer_anew(story: &mut Story<'_>, references: &mut BTreeSet<String>) -> Result<(), AppError> {
    let mut chance = Chance::of(&["mã khác", &story.planned.key]);
    while !references.insert(story.dossier.reference.clone()) {
        let prefix = story.dossier.reference.chars().take(2).collect::<String>();
        story.dossier.reference = words::reference(&prefix, &mut chance)?;
    }
    Ok(())
}
