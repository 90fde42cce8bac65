//! Decisions as administrators manage them: entered as a draft, previewed, published, ended.
//!
//! A draft has no effect. Publishing makes a policy of it, which quotes follow from then on; what was accepted keeps the
//! fee and the dates that were fixed for it. A published decision is never rewritten: it can only be ended, by another.

mod findings;
mod form;
mod preview;
mod store;
#[cfg(test)]
mod tests;

use domain::policy::{Policy, PolicyDraft, Unlawful};
use jiff::{Timestamp, civil::Date};

pub use findings::{Finding, NoFeeRule};
pub use form::{FIELDS, typed};
pub use preview::{Change, Cost, Deal, Preview, Untouched, preview};
pub use store::Act;

use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue,
    db::{self, new_id},
    error::AppError,
    input::Values,
    policy::{RuleBook, recent_rules, rules},
    write_tx,
};

/// A decision under preparation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it says.
    pub decision: PolicyDraft,
    /// How often it was saved.
    pub revision: i64,
    /// When it was saved last.
    pub updated_at: Timestamp,
}

/// What became of a decision that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// It is kept as the draft of this id.
    Draft(String),
    /// Nothing was kept: the law forbids it.
    Unlawful(Vec<Unlawful>),
}

/// All decisions, and what is to be looked at.
#[derive(Clone, Debug)]
pub struct Decisions {
    /// Under preparation, newest first.
    pub drafts: Vec<Draft>,
    /// Published, whatever their dates; newest first.
    pub published: Vec<Policy>,
    /// Conflicts and gaps.
    pub findings: Vec<Finding>,
}

/// A published decision with what was done to it.
#[derive(Clone, Debug)]
pub struct Published {
    /// The decision.
    pub policy: Policy,
    /// Who published or ended it; empty for what came with the demo.
    pub acts: Vec<Act>,
    /// Whether it can still be ended: it is in force, or will be.
    pub can_end: bool,
}

/// What the list of decisions shows.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn decisions(portal: &Portal, actor: &Actor) -> Result<Decisions, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let rules = rules(portal, &mut tx).await?;
    let drafts = store::drafts(&mut tx).await?;
    let fees = store::unknown_fees(&mut tx, portal.clock.today()).await?;
    tx.commit().await?;
    let mut published = rules.policies.clone();
    published.sort_by(|a, b| (b.valid_from, &b.id).cmp(&(a.valid_from, &a.id)));
    Ok(Decisions { findings: findings::findings(&rules, fees, portal.clock.today()), drafts, published })
}

/// A draft, to be changed.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn draft(portal: &Portal, actor: &Actor, id: &str) -> Result<Draft, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let draft = store::draft(&mut tx, id).await?;
    tx.commit().await?;
    draft.ok_or(AppError::NotFound)
}

/// A published decision.
///
/// # Errors
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn published(portal: &Portal, actor: &Actor, id: &str) -> Result<Published, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let mut tx = portal.db.read().await?;
    let rules = rules(portal, &mut tx).await?;
    let acts = store::acts(&mut tx, id).await?;
    tx.commit().await?;
    let policy = of_id(&rules, id)?.clone();
    let today = portal.clock.today();
    Ok(Published { can_end: policy.valid_to.is_none_or(|last| last >= today), policy, acts })
}

fn of_id<'a>(rules: &'a RuleBook, id: &str) -> Result<&'a Policy, AppError> {
    let found = rules.policies.iter().find(|policy| policy.id == id);
    found.ok_or(AppError::NotFound)
}

/// Saves what was typed as a draft: a new one, or this one if nobody else saved it since `revision`.
///
/// # Errors
/// [`AppError::Invalid`] with what cannot be read, and codes that no service has; also where
/// somebody else was quicker, so that what was typed is kept; [`AppError::Forbidden`] to all but administrators.
pub async fn save_draft(
    portal: &Portal,
    actor: &Actor,
    known: Option<(&str, i64)>,
    values: &Values,
) -> Result<Saved, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let id = known.map_or_else(new_id, |(id, _)| id.to_owned());
    let decision = form::read(&id, values)?;
    let offered = catalogue::offered(portal).await?;
    form::names_services(&decision, &offered)?;
    if let Err(against) = Policy::new(decision.clone()) {
        return Ok(Saved::Unlawful(against));
    }
    let (now, author) = (portal.clock.now(), actor.account_id.clone());
    write_tx!(&portal.db, |tx| {
        let saved = match known {
            None => store::insert_draft(tx, &decision, &author, now).await?,
            Some((_, revision)) => store::update_draft(tx, &decision, revision, &author, now).await?,
        };
        if saved { Ok(()) } else { Err(AppError::field("number", "draft_moved_on")) }
    })?;
    Ok(Saved::Draft(id))
}

/// Drops a draft.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn discard(portal: &Portal, actor: &Actor, id: &str) -> Result<(), AppError> {
    actor.must_be(RoleKind::Admin)?;
    write_tx!(&portal.db, |tx| {
        store::delete_draft(tx, id).await?;
        Ok(())
    })
}

/// Publishes a draft as it was previewed: from its first day on, filings follow it.
///
/// # Errors
/// [`AppError::NotFound`] where it is gone or published already; [`AppError::Conflict`] where it was changed since the
/// preview; [`AppError::Forbidden`] to all but administrators.
pub async fn publish(portal: &Portal, actor: &Actor, id: &str, revision: i64) -> Result<(), AppError> {
    actor.must_be(RoleKind::Admin)?;
    let now = portal.clock.now();
    write_tx!(&portal.db, |tx| {
        let draft = store::draft(tx, id).await?.ok_or(AppError::NotFound)?;
        if draft.revision != revision {
            return Err(AppError::Conflict("draft_moved_on"));
        }
        let policy = Policy::new(draft.decision).map_err(unlawful)?;
        store::insert_policy(tx, &policy).await?;
        let name = &actor.person.full_name;
        store::insert_act(tx, id, now, name, Act::PUBLISHED, "").await?;
        store::delete_draft(tx, id).await?;
        db::touch_data(tx).await
    })
}

/// Ends a published decision: `last_day` is its last day in force, `source` the document that ends it.
///
/// # Errors
/// [`AppError::Invalid`] for a day before today, or after the day on which it ends anyway, or without a source;
/// [`AppError::NotFound`]; [`AppError::Forbidden`] to all but administrators.
pub async fn end(portal: &Portal, actor: &Actor, id: &str, last_day: &str, source: &str) -> Result<(), AppError> {
    actor.must_be(RoleKind::Admin)?;
    let (now, today) = portal.clock.now_and_today();
    let (last_day, source) = form::read_end(last_day, source, today)?;
    write_tx!(&portal.db, |tx| {
        let rules = rules(portal, tx).await?;
        let policy = of_id(&rules, id)?;
        let ends_anyway = policy.valid_to.is_some_and(|last| last < last_day);
        if ends_anyway || last_day < policy.valid_from {
            return Err(AppError::field("last_day", "ends_elsewhere"));
        }
        let mut decision: PolicyDraft = policy.clone().into_draft();
        decision.valid_to = Some(last_day);
        let policy = Policy::new(decision).map_err(unlawful)?;
        store::update_policy(tx, &policy).await?;
        let name = &actor.person.full_name;
        store::insert_act(tx, id, now, name, Act::ENDED, &source).await?;
        db::touch_data(tx).await
    })
}

/// Where a decision can hold: path of codes and name.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn areas(portal: &Portal, actor: &Actor) -> Result<Vec<(String, String)>, AppError> {
    actor.must_be(RoleKind::Admin)?;
    Ok(recent_rules(portal).await?.areas())
}

/// The days over which a preview counts what a decision would have cost: a year back from yesterday.
fn last_year(today: Date) -> Result<(Date, Date), AppError> {
    let year = jiff::Span::new().years(1);
    let from = today.checked_sub(year).map_err(internal)?;
    let to = today.yesterday().map_err(internal)?;
    Ok((from, to))
}

/// A draft is lawful when it is saved; one that no longer is was not saved here.
fn unlawful(against: Vec<Unlawful>) -> AppError {
    AppError::Internal(format!("a decision that is not lawful: {against:?}"))
}

fn internal(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(error.to_string())
}
