//! Which rules of procedure hold on a day: levels of administration, forms, codes, clocks, and the texts that say so.
//!
//! Rows of data, each from a day on (table `regime`). A dossier is read under the regime of the day it was filed: one
//! of 2024 reads as 2024.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::code::CodeOrder;
use crate::coded::coded_enum;
use crate::deadline::ClockPolicy;
use crate::mode::{Level, ServiceLevels};
use crate::quote::OwnClocks;

pub use crate::forms::{Form, FormSet};

coded_enum! {
    /// What a row is about.
    pub enum Subject {
        /// Levels of administration: their codes, apart by commas.
        Levels => "levels",
        /// The one-stop mechanism.
        OneStop => "one_stop",
        /// The set of forms: a [`FormSet`].
        Forms => "forms",
        /// How agencies' identifiers stand in dossier codes: a [`CodeOrder`].
        CodeOrder => "code_order",
        /// The words for how much of a service runs online: [`ServiceLevels`].
        ServiceLevels => "service_levels",
        /// What the clock does while papers are awaited: a [`ClockPolicy`].
        SupplementClock => "supplement_clock",
        /// What the clock does while a payment is awaited: a [`ClockPolicy`].
        PaymentClock => "payment_clock",
        /// How often the date may be set anew, with an apology: a number.
        MaxExtensions => "max_extensions",
        /// More supplements than this count as late in the national figures: a number.
        SupplementsBeforeLate => "supplements_before_late",
        /// Procedures in electronic form. From here on rows have no value, only their text.
        ElectronicProcedure => "electronic_procedure",
        /// The national portal.
        NationalPortal => "national_portal",
        /// Electronic identity.
        Identity => "identity",
        /// Personal data.
        PersonalData => "personal_data",
        /// Security levels.
        Security => "security",
        /// Fees in general.
        Fees => "fees",
        /// Receipts.
        Receipts => "receipts",
        /// Holidays.
        Holidays => "holidays",
        /// Civil status.
        CivilStatus => "civil_status",
    }
}

coded_enum! {
    /// For what a dossier waits, after acceptance. Before it no clock runs.
    pub enum ClockStage {
        /// For papers.
        Supplement => "supplement",
        /// For a payment before the work goes on.
        Payment => "payment",
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeRow {
    /// What it is about.
    pub subject: Subject,
    /// From this day on.
    pub valid_from: Date,
    /// What holds; empty for subjects that only name their text.
    pub value: String,
    /// The text that says so.
    pub legal_basis: String,
}

/// All rows, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regimes {
    /// In order of their days.
    rows: BTreeMap<Subject, Vec<RegimeRow>>,
}

/// A row that says nothing for its subject, or a subject without a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the regime's {subject} is {value:?}")]
pub struct RegimeError {
    /// The subject.
    pub subject: Subject,
    /// What it says; none if there is no row.
    pub value: Option<String>,
}

/// The rules of procedure of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// The day.
    pub on: Date,
    /// Levels of administration, highest first.
    pub levels: Vec<Level>,
    /// The forms.
    pub forms: FormSet,
    /// How agencies' identifiers stand in dossier codes.
    pub code_order: CodeOrder,
    /// The words for how much of a service runs online.
    pub service_levels: ServiceLevels,
    /// What the clock does while papers are awaited.
    pub supplement_clock: ClockPolicy,
    /// What the clock does while a payment is awaited.
    pub payment_clock: ClockPolicy,
    /// How often the date may be set anew.
    pub max_extensions: u32,
    /// More supplements than this count as late in the national figures (Quyết định 766/QĐ-TTg).
    pub supplements_before_late: u32,
    /// The texts, by subject.
    pub legal: Vec<Basis>,
}

/// A text that held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis {
    /// What it is about.
    pub subject: Subject,
    /// The text.
    pub text: String,
    /// Since when.
    pub since: Date,
}

impl Regimes {
    /// From the rows of the table, in any order.
    ///
    /// # Errors
    /// If a subject with values has none, or one that can't be read.
    pub fn new(rows: impl IntoIterator<Item = RegimeRow>) -> Result<Self, RegimeError> {
        let mut regimes = Self::default();
        let mut days = Vec::new();
        for row in rows {
            days.push(row.valid_from);
            regimes.rows.entry(row.subject).or_default().push(row);
        }
        for list in regimes.rows.values_mut() {
            list.sort_by_key(|row| row.valid_from);
        }
        // Each row is in force on some day, so each is read here, and `on` can't fail later.
        for day in days.into_iter().chain([Date::MIN]) {
            regimes.read(day)?;
        }
        Ok(regimes)
    }

    /// The regime of a day. Before the first row of a subject, that row holds.
    ///
    /// # Errors
    /// If there are no rows at all.
    pub fn on(&self, day: Date) -> Result<Regime, RegimeError> {
        self.read(day)
    }

    fn read(&self, day: Date) -> Result<Regime, RegimeError> {
        let levels: String = self.value(Subject::Levels, day)?;
        let unreadable = || RegimeError { subject: Subject::Levels, value: Some(levels.clone()) };
        Ok(Regime {
            on: day,
            levels: levels
                .split(',')
                .map(|level| level.trim().parse().map_err(|_| unreadable()))
                .collect::<Result<_, _>>()?,
            forms: self.value(Subject::Forms, day)?,
            code_order: self.value(Subject::CodeOrder, day)?,
            service_levels: self.value(Subject::ServiceLevels, day)?,
            supplement_clock: self.value(Subject::SupplementClock, day)?,
            payment_clock: self.value(Subject::PaymentClock, day)?,
            max_extensions: self.value(Subject::MaxExtensions, day)?,
            supplements_before_late: self.value(Subject::SupplementsBeforeLate, day)?,
            legal: self.legal(day),
        })
    }

    fn row(&self, subject: Subject, day: Date) -> Option<&RegimeRow> {
        let rows = self.rows.get(&subject)?;
        let in_force = rows.iter().rev().find(|row| row.valid_from <= day);
        in_force.or_else(|| rows.first())
    }

    fn value<T: FromStr>(&self, subject: Subject, day: Date) -> Result<T, RegimeError> {
        let row = self.row(subject, day);
        row.and_then(|row| row.value.parse().ok())
            .ok_or_else(|| RegimeError { subject, value: row.map(|row| row.value.clone()) })
    }

    fn legal(&self, day: Date) -> Vec<Basis> {
        Subject::ALL
            .iter()
            .filter_map(|subject| self.row(*subject, day))
            .filter(|row| row.valid_from <= day && !row.legal_basis.is_empty())
            .map(|row| Basis { subject: row.subject, text: row.legal_basis.clone(), since: row.valid_from })
            .collect()
    }
}

impl Regime {
    /// What the clock does at a stage: as the procedure's own law says, else as the regime does.
    pub fn clock(&self, stage: ClockStage, own: &OwnClocks) -> ClockPolicy {
        match stage {
            ClockStage::Supplement => own.supplement.unwrap_or(self.supplement_clock),
            ClockStage::Payment => own.payment.unwrap_or(self.payment_clock),
        }
    }

    /// Whether the date may be set anew once more, after so many times.
    pub const fn may_extend(&self, times: u32) -> bool {
        times < self.max_extensions
    }

    /// The text of a subject.
    pub fn text(&self, subject: Subject) -> Option<&str> {
        let basis = self.legal.iter().find(|basis| basis.subject == subject)?;
        Some(&basis.text)
    }
}

/// A row of the table `rule` as it was applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedRule {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
    /// From when it holds.
    pub valid_from: Date,
}

#[cfg(test)]
mod tests;
