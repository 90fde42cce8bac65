//! How far people use the portal, and what it is worth to them.
//!
//! What one dossier counts for is [`Dossier::tallies`](crate::dossier::Dossier::tallies); the counters hold the sums by
//! day of acceptance, agency and service, and a [`Report`] adds them up when it is read. What changes by time alone,
//! being overdue, is counted from the pending dossiers. Shares are pooled: numerators and denominators are added, never
//! percentages (RULES.md 6.2).
//!
//! A service counts as offered online where an agency takes it here in the period (filed here or with a helper) and
//! more than information is online; one that is handed over to the national portal is that portal's to count. Each
//! service with an online dossier counts as offered, so that no share is above 100 %.
//!
//! How to add a figure: a [`Tally`](domain::metrics::Tally) with its column in a new migration that sets
//! `meta.recount` to 1, what a dossier counts for in `dossier/counters.rs`, and a
//! [`Measure`](domain::metrics::Measure) where it is a share.

mod cache;
mod list;
mod offers;
mod report;
mod scope;
mod store;
mod targets;
#[cfg(test)]
mod tests;

pub use list::{LIST_PAGE, ListCursor, ListedDossier, ListedPage, list};
pub use report::{Reached, Report, ReportRow, moved, report};
pub use scope::{Data, Period, Scope};
pub use targets::{NewTarget, Target, add_target, end_target, targets};

pub(crate) use cache::CachedReports;
pub(crate) use list::check_year;
