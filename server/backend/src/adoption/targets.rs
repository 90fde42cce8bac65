//! What administrators aim at.

use domain::{metrics::Measure, mode::Level};
use jiff::civil::Date;

/// A target: so many percent of a measure, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its id.
    pub id: String,
    /// Of one agency alone: its id.
    pub agency: Option<String>,
    /// Of the agencies of one level.
    pub level: Option<Level>,
    /// Of what.
    pub measure: Measure,
    /// Reached from so many percent on.
    pub percent: u32,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// The document that sets it.
    pub legal_source: String,
    /// Demo data.
    pub demo: bool,
}

/// The targets that hold on a day for an agency, for a level, or for everybody: of each measure the most particular
/// one, and of equals the newest.
pub(super) fn holding(
    targets: &[Target],
    on: Date,
    agency: Option<&str>,
    level: Option<Level>,
) -> Vec<Target> {
    let reaches = |target: &&Target| {
        target.agency.as_deref().is_none_or(|id| agency == Some(id))
            && target.level.is_none_or(|one| level == Some(one))
            && target.valid_from <= on
            && target.valid_to.is_none_or(|to| to >= on)
    };
    let rank = |target: &&Target| {
        (
            target.agency.is_some(),
            target.level.is_some(),
            target.valid_from,
        )
    };
    let of = |measure: &Measure| {
        let of_measure = targets.iter().filter(|target| target.measure == *measure);
        of_measure.filter(reaches).max_by_key(rank).cloned()
    };
    Measure::ALL.iter().filter_map(of).collect()
}
