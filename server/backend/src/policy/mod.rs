//! The rules in force: calendar, working hours, policies, and the portal's own rules, each with dates and source.

mod rulebook;
mod store;

pub use rulebook::RuleBook;
pub use store::{days_from, load_rules};
