//! The rules in force: calendar, working hours, policies, and the portal's own rules, each with dates and source.

mod rulebook;
mod store;

use std::sync::Arc;

pub use rulebook::RuleBook;
pub(crate) use store::form_set;
pub use store::{days_between, days_from, declared_years, load_rules};

use crate::{
    Portal,
    db::{self, Tx, statements},
    error::AppError,
};

/// The rules as this unit of work sees them; where it only reads, perhaps as they were a moment ago. While something is
/// written, such as an acceptance that fixes fee and dates, the data version is read in it, and the rules with it where
/// they are not kept: so they are exact.
///
/// # Errors
/// The database fails, or holds what cannot be read.
pub async fn rules(portal: &Portal, tx: &mut Tx) -> Result<Arc<RuleBook>, AppError> {
    if let Some(rules) = portal.cache.rules.at(tx.cached_data_version().await?, &()) {
        return Ok(rules);
    }
    let version = db::data_version(tx).await?;
    let rules = Arc::new(statements::uncounted(load_rules(tx)).await?);
    // What a writing unit sees may yet be rolled back.
    if tx.only_reads() {
        portal.cache.rules.hold(version, (), Arc::clone(&rules));
    }
    Ok(rules)
}

/// The rules as they were a moment ago, for what binds nobody, such as a quote.
///
/// # Errors
/// As [`rules`].
pub async fn recent_rules(portal: &Portal) -> Result<Arc<RuleBook>, AppError> {
    let version = portal.db.recent_data_version().await?;
    let make = async {
        let mut tx = portal.db.read().await?;
        let version = db::data_version(&mut tx).await?;
        let rules = load_rules(&mut tx).await?;
        tx.commit().await?;
        Ok((version, rules))
    };
    portal.cache.rules.since(version, (), make).await
}

#[cfg(test)]
mod tests;
