//! The rules as one value, read together so that a calculation sees one state of them.

use std::{collections::BTreeMap, str::FromStr};

use domain::{
    calendar::Calendar,
    policy::{Policy, Territory},
    working_hours::WorkingHours,
};
use jiff::civil::Date;

use crate::error::AppError;

/// What follows from a rule of the table `rule` on a day.
#[derive(Clone, Debug)]
pub(super) struct DatedRule {
    pub(super) valid_from: Date,
    pub(super) value: String,
}

/// All rules.
#[derive(Clone, Debug)]
pub struct RuleBook {
    /// Days off and make-up days.
    pub calendar: Calendar,
    /// Incentive policies, whatever their dates.
    pub policies: Vec<Policy>,
    /// Scope ('' or an agency's id) to hours from a day on, newest last.
    pub(super) hours: BTreeMap<String, Vec<(Date, WorkingHours)>>,
    /// Key to values from a day on, newest last.
    pub(super) rules: BTreeMap<String, Vec<DatedRule>>,
}

impl RuleBook {
    /// The working hours of an agency on a day; without hours of its own, everybody's.
    ///
    /// # Errors
    /// [`AppError::Setup`] where the table holds none for everybody.
    pub fn hours(&self, agency_id: Option<&str>, on: Date) -> Result<&WorkingHours, AppError> {
        let in_scope = |scope: &str| {
            self.hours
                .get(scope)
                .and_then(|list| list.iter().rev().find(|(from, _)| *from <= on))
                .map(|(_, hours)| hours)
        };
        agency_id
            .and_then(in_scope)
            .or_else(|| in_scope(""))
            .ok_or_else(|| AppError::Setup("no working hours are set".into()))
    }

    /// The value of a rule on a day.
    ///
    /// # Errors
    /// [`AppError::Setup`] where it has none that can be read.
    pub fn rule<T: FromStr>(&self, key: &str, on: Date) -> Result<T, AppError> {
        self.rules
            .get(key)
            .and_then(|list| list.iter().rev().find(|rule| rule.valid_from <= on))
            .and_then(|rule| rule.value.parse().ok())
            .ok_or_else(|| AppError::Setup(format!("rule `{key}` has no value for {on}")))
    }

    /// Where a quote that names no agency takes place.
    ///
    /// # Errors
    /// [`AppError::Setup`] where the rule is missing.
    pub fn assumed_territory(&self, on: Date) -> Result<Territory, AppError> {
        self.rule::<String>("assumed_territory", on)
            .map(Territory::new)
    }
}
