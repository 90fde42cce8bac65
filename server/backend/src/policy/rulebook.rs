//! The rules as one value, read together so that a calculation sees one state of them.

use std::{borrow::Cow, collections::BTreeMap, str::FromStr};

use domain::{
    calendar::{Calendar, CalendarDay},
    policy::{Policy, Territory},
    regime::{Regime, Regimes, Subject},
    working_hours::WorkingHours,
};
use jiff::civil::Date;

use crate::error::AppError;
use domain::regime::AppliedRule;

/// What follows from a rule of the table `rule` on a day.
#[derive(Clone, Debug)]
pub(super) struct DatedRule {
    pub(super) valid_from: Date,
    pub(super) value: String,
}

/// All rules.
#[derive(Clone, Debug)]
pub struct RuleBook {
    /// Days off and make-up days of the whole country.
    pub calendar: Calendar,
    /// Those of a province, a part of it, a commune, such as closures by decision.
    pub(super) local_days: Vec<CalendarDay>,
    /// Incentive policies, whatever their dates.
    pub policies: Vec<Policy>,
    /// Stored policies that are not lawful, and so don't hold: their ids, and why.
    pub refused_policies: Vec<(String, String)>,
    /// Levels, forms, clocks and the texts that set them, whatever their dates.
    pub regimes: Regimes,
    /// Mountainous communes, islands and the like: code of the unit to spans of days.
    pub(super) remote: BTreeMap<String, Vec<(Date, Option<Date>)>>,
    /// Scope ('' or an agency's id) to hours from a day on, newest last.
    pub(super) hours: BTreeMap<String, Vec<(Date, WorkingHours)>>,
    /// Key to values from a day on, newest last.
    pub(super) rules: BTreeMap<String, Vec<DatedRule>>,
}

impl RuleBook {
    /// The calendar of a place: the country's, with what its province or commune has besides.
    pub fn calendar_at(&self, place: Option<&Territory>) -> Cow<'_, Calendar> {
        let holds = |day: &&CalendarDay| day.holds_at(place);
        if !self.local_days.iter().any(|day| holds(&day)) {
            return Cow::Borrowed(&self.calendar);
        }
        let local = self.local_days.iter().filter(holds).cloned();
        Cow::Owned(self.calendar.clone().with(local))
    }

    /// The rules of procedure of a day.
    ///
    /// # Errors
    /// [`AppError::Setup`] where there are none.
    pub fn regime(&self, on: Date) -> Result<Regime, AppError> {
        self.regimes.on(on).map_err(|error| AppError::Setup(error.to_string()))
    }

    /// Whether a unit is a mountainous commune, an island or the like on a day.
    pub fn is_remote(&self, unit_code: Option<&str>, on: Date) -> bool {
        let spans = unit_code.and_then(|code| self.remote.get(code));
        spans.is_some_and(|spans| {
            let mut spans = spans.iter();
            spans.any(|(from, to)| *from <= on && to.is_none_or(|to| on <= to))
        })
    }

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

    /// The areas that have names: path of codes and name (rules `territory:…`).
    pub fn areas(&self) -> Vec<(String, String)> {
        let named = self.rules.iter().filter_map(|(key, values)| {
            let path = key.strip_prefix("territory:")?;
            Some((path.to_owned(), values.last()?.value.clone()))
        });
        named.collect()
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

    /// The row that says what a rule is on a day, for who writes down what an act rested on.
    pub fn used(&self, key: &str, on: Date) -> Option<AppliedRule> {
        self.used_of_regime(key, on).or_else(|| self.used_row(key, on))
    }

    fn used_of_regime(&self, key: &str, on: Date) -> Option<AppliedRule> {
        let regime = self.regimes.on(on).ok()?;
        let (subject, value) = match key.parse().ok()? {
            subject @ Subject::SupplementClock => (subject, regime.supplement_clock.to_string()),
            subject @ Subject::PaymentClock => (subject, regime.payment_clock.to_string()),
            subject @ Subject::MaxExtensions => (subject, regime.max_extensions.to_string()),
            subject @ Subject::SupplementsBeforeLate => (subject, regime.supplements_before_late.to_string()),
            _ => return None,
        };
        let basis = regime.legal.iter().find(|basis| basis.subject == subject)?;
        Some(AppliedRule { key: key.to_owned(), value, valid_from: basis.since })
    }

    fn used_row(&self, key: &str, on: Date) -> Option<AppliedRule> {
        let list = self.rules.get(key)?;
        let row = list.iter().rev().find(|rule| rule.valid_from <= on)?;
        Some(AppliedRule { key: key.to_owned(), value: row.value.clone(), valid_from: row.valid_from })
    }

    /// Where a quote that names no agency takes place.
    ///
    /// # Errors
    /// [`AppError::Setup`] where the rule is missing.
    pub fn assumed_territory(&self, on: Date) -> Result<Territory, AppError> {
        self.rule::<String>("assumed_territory", on).map(Territory::new)
    }
}
