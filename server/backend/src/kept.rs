//! What is asked for so often that the store would be asked again and again for the same: kept until it changes.
//!
//! All of it follows the data version, so that a change by another process counts, too. Who reads within a unit of
//! work gets what that unit would read; who reads without one, what was in force a moment ago.

use std::collections::BTreeMap;

use crate::{
    adoption::KeptReports,
    catalogue::{Agency, Offered, kept::Records},
    db::Held,
    policy::RuleBook,
};

/// The kept values.
#[derive(Default)]
pub struct Kept {
    /// See [`crate::policy::rules`].
    pub(crate) rules: Held<RuleBook>,
    /// See [`crate::catalogue::agencies`].
    pub(crate) agencies: Held<BTreeMap<String, Agency>>,
    /// See [`crate::catalogue::offered`].
    pub(crate) offered: Held<Offered>,
    /// Services with their versions, those that were asked for last.
    pub(crate) records: Records,
    /// See [`crate::adoption::report`]; these follow the counters, too.
    pub(crate) reports: KeptReports,
}
