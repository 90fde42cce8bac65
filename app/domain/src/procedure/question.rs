//! The case's own questions: a form as data.

use serde::{Deserialize, Serialize};

use super::Words;
use crate::coded::coded_enum;

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
