//! The case's own questions: a form as data.

use serde::{Deserialize, Serialize};

use jiff::{ToSpan, civil::Date};

use super::Words;
use crate::{
    coded::coded_enum,
    dates::{Between, DayBound},
};

coded_enum! {
    /// What an answer looks like.
    pub enum FieldKind {
        /// One line.
        Text => "text",
        /// Several lines.
        Textarea => "textarea",
        /// A day.
        Date => "date",
        /// A whole or decimal number.
        Number => "number",
        /// One of the options.
        Choice => "choice",
        /// Yes or no.
        YesNo => "yes_no",
        /// Full name in one field; never split.
        PersonName => "person_name",
        /// Số định danh cá nhân, 12 digits.
        PersonalNumber => "personal_number",
        /// Phone number.
        Phone => "phone",
        /// Where somebody or something is.
        Address => "address",
        /// An amount in đồng.
        Money => "money",
    }
}

/// One question of the case's form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Names the answer within the dossier.
    pub key: String,
    /// The question.
    pub label: Words,
    /// A line of help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Words>,
    /// What the answer looks like.
    pub kind: FieldKind,
    /// Whether it must be answered.
    #[serde(default)]
    pub required: bool,
    /// What to choose from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// The group that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Words>,
    /// The key under which an earlier dossier's answer is offered again (once only).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once_only: Option<String>,
    /// What the answer decides about the fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<FieldRole>,
    /// What a day may be; anything within a hundred and fifty years before and fifty after where nothing is said.
    #[serde(default, skip_serializing_if = "DayBounds::is_default")]
    pub bounds: DayBounds,
}

/// Which days may be answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayBounds {
    /// The first: `-130y`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<DayBound>,
    /// The last: `today`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<DayBound>,
    /// The key of the question whose day comes before this one, or is the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<String>,
    /// Somebody comes on it: it must be a working day of the agency.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub workday: bool,
}

impl DayBounds {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// The days that may be answered today.
    #[must_use]
    pub fn between(&self, today: Date) -> Between {
        let or = |bound: Option<DayBound>, years: i16| match bound {
            Some(bound) => bound.on(today),
            None => today.saturating_add(years.years()),
        };
        Between { first: or(self.first, -150), last: or(self.last, 50) }
    }
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What is read.
    pub label: Words,
}

coded_enum! {
    /// What an answer decides about the fee.
    pub enum FieldRole {
        /// How many units: pages, or copies where the fee is per copy.
        Quantity => "quantity",
        /// How many copies of the whole, for stepped amounts.
        Copies => "copies",
        /// Which of the fee's cases: the option's value is the case's key.
        Case => "case",
    }
}
