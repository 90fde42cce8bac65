//! The form of a line. Lenient: what is missing is empty, what is new is passed over.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Row {
    #[serde(default)]
    pub(super) code: Option<String>,
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) field: Option<String>,
    #[serde(default)]
    pub(super) level: Vec<String>,
    #[serde(default)]
    pub(super) agency: Option<String>,
    #[serde(default)]
    pub(super) publisher: Option<String>,
    #[serde(default)]
    pub(super) online: Option<String>,
    #[serde(default)]
    pub(super) internal: Option<bool>,
    #[serde(default)]
    pub(super) non_territorial: Option<bool>,
    #[serde(default)]
    pub(super) subjects: Vec<String>,
    #[serde(default)]
    pub(super) decision_no: Option<String>,
    #[serde(default)]
    pub(super) decision_date: Option<String>,
    #[serde(default)]
    pub(super) published: Option<String>,
    #[serde(default)]
    pub(super) updated: Option<String>,
    #[serde(default)]
    pub(super) life_event: Option<String>,
    #[serde(default)]
    pub(super) channels: Vec<RowWay>,
    #[serde(default)]
    pub(super) documents: Vec<RowDocument>,
    #[serde(default)]
    pub(super) service_cases: Vec<RowCase>,
    #[serde(default)]
    pub(super) results: Vec<String>,
    #[serde(default)]
    pub(super) requirements: Option<String>,
    #[serde(default)]
    pub(super) steps_text: Option<String>,
    #[serde(default)]
    pub(super) legal_basis: Vec<RowLaw>,
    #[serde(default)]
    pub(super) portal_id: Option<String>,
    #[serde(default)]
    pub(super) snapshot: Option<String>,
    #[serde(default)]
    pub(super) quality: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct RowWay {
    pub(super) channel: String,
    #[serde(default)]
    pub(super) time_text: Option<String>,
    /// A number, a number as text, or words.
    #[serde(default)]
    pub(super) time_value: Option<Scalar>,
    #[serde(default)]
    pub(super) time_unit: Option<String>,
    #[serde(default)]
    pub(super) fee_text: Option<String>,
    #[serde(default)]
    pub(super) fees: Vec<RowFee>,
    #[serde(default)]
    pub(super) description: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RowFee {
    #[serde(default)]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) value: Option<Scalar>,
    #[serde(default)]
    pub(super) currency: Option<String>,
    #[serde(default)]
    pub(super) note: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RowDocument {
    #[serde(default)]
    pub(super) case: Option<String>,
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) originals: Option<u16>,
    #[serde(default)]
    pub(super) copies: Option<u16>,
    #[serde(default)]
    pub(super) forms: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RowCase {
    #[serde(default)]
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) time_value: Option<Scalar>,
    #[serde(default)]
    pub(super) time_unit: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RowLaw {
    #[serde(default)]
    pub(super) number: Option<String>,
    #[serde(default)]
    pub(super) title: Option<String>,
}

/// A number or a text, for the source writes either.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Scalar {
    Number(serde_json::Number),
    Text(String),
}

impl std::fmt::Display for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text.trim()),
        }
    }
}
