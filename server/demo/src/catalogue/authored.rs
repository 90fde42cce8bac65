//! The shape of the demo files.

use std::{
    collections::{BTreeMap, HashMap},
    num::NonZeroU32,
};

use domain::{
    channel::Channel,
    dates::DayBound,
    fee::{FeeDue, RefundRule},
    groups::ApplicantGroup,
    procedure::{Announcement, FieldKind, FieldRole, Filing, Source, Visits},
    quote::OwnClocks,
};
use jiff::civil::Date;
use serde::Deserialize;
use toml::Value;

/// What is wrong with a demo file, and where.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{place}: {what}")]
pub struct AuthoredError {
    place: String,
    what: String,
}

impl AuthoredError {
    pub(super) fn new(place: impl Into<String>, what: impl ToString) -> Self {
        Self { place: place.into(), what: what.to_string() }
    }

    pub(super) fn file(place: &str, error: &toml::de::Error) -> Self {
        Self::new(place, error)
    }

    /// Says in which file, or service, it stands.
    pub(super) fn within(self, outer: &str) -> Self {
        Self { place: format!("{outer}/{}", self.place), what: self.what }
    }
}

/// `chung.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SharedFile {
    source: HashMap<String, Source>,
    regime: HashMap<String, Vec<Value>>,
    fragment: HashMap<String, Vec<Value>>,
}

/// What the files share.
pub(super) struct Shared(SharedFile);

impl Shared {
    pub(super) fn new(file: SharedFile) -> Result<Self, AuthoredError> {
        if file.regime.values().any(Vec::is_empty) {
            return Err(AuthoredError::new("chung", "an empty regime"));
        }
        Ok(Self(file))
    }

    pub(super) fn regime(&self, name: &str) -> Result<&[Value], AuthoredError> {
        self.0
            .regime
            .get(name)
            .map(Vec::as_slice)
            .ok_or_else(|| AuthoredError::new("regime", format!("no regime {name:?}")))
    }

    pub(super) fn source(&self, name: &str) -> Result<Source, AuthoredError> {
        self.0.source.get(name).cloned().ok_or_else(|| AuthoredError::new("sources", format!("no source {name:?}")))
    }

    /// A list in which `"@name"` stands for a fragment.
    pub(super) fn expand<T: serde::de::DeserializeOwned>(
        &self,
        what: &str,
        list: Vec<Value>,
    ) -> Result<Vec<T>, AuthoredError> {
        let mut whole = Vec::with_capacity(list.len());
        for entry in list {
            match entry {
                Value::String(name) => {
                    let fragment = name
                        .strip_prefix('@')
                        .and_then(|name| self.0.fragment.get(name))
                        .ok_or_else(|| AuthoredError::new(what, format!("no fragment {name:?}")))?;
                    whole.extend(fragment.iter().cloned());
                }
                entry => whole.push(entry),
            }
        }
        whole.into_iter().map(|entry| entry.try_into().map_err(|e| AuthoredError::file(what, &e))).collect()
    }
}

/// What doesn't change with the versions.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredHead {
    pub(super) id: String,
    pub(super) life_event: Option<String>,
    #[serde(default)]
    pub(super) popular: i64,
    pub(super) filing: Filing,
    pub(super) regime: String,
    pub(super) valid_from: Option<Date>,
}

/// What a version says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredVersion {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    pub(super) field: String,
    pub(super) field_en: Option<String>,
    pub(super) summary: String,
    pub(super) summary_en: Option<String>,
    #[serde(default)]
    pub(super) also_called: Vec<String>,
    pub(super) levels: Vec<String>,
    pub(super) offered_by: Vec<String>,
    pub(super) agency: String,
    pub(super) agency_en: Option<String>,
    pub(super) mode: String,
    pub(super) partial: Option<AuthoredPartial>,
    #[serde(default)]
    pub(super) non_territorial: bool,
    pub(super) limit: String,
    pub(super) limit_words: Option<String>,
    /// The limits of some cases: the fee's case, its label, the limit.
    #[serde(default)]
    pub(super) limit_cases: Vec<(String, String, String)>,
    /// How much longer it may take in remote communes.
    pub(super) remote: Option<AuthoredLonger>,
    /// What the clock does while the applicant is awaited, where the procedure's own law says it.
    #[serde(default)]
    pub(super) clocks: OwnClocks,
    #[serde(default = "every_channel")]
    pub(super) channels: Vec<Channel>,
    pub(super) subjects: Vec<String>,
    pub(super) requirements: Option<String>,
    pub(super) steps: Vec<String>,
    /// What of it nobody can do from afar.
    #[serde(default)]
    pub(super) visits: Visits,
    pub(super) documents: Vec<Value>,
    pub(super) results: Vec<String>,
    pub(super) legal: Vec<String>,
    pub(super) decision: Option<Announcement>,
    pub(super) fees: Vec<AuthoredFee>,
    pub(super) sources: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) form: Vec<Value>,
}

fn every_channel() -> Vec<Channel> {
    Channel::ALL.to_vec()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredLonger {
    pub(super) more: String,
    pub(super) legal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredPartial {
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) note_en: Option<String>,
    pub(super) legal: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredFee {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    pub(super) kind: String,
    pub(super) set_by: String,
    pub(super) amount: Option<u32>,
    pub(super) online: Option<u32>,
    /// So much for each of these.
    pub(super) per: Option<String>,
    /// What `steps` count.
    pub(super) unit: Option<String>,
    pub(super) steps: Option<Vec<(NonZeroU32, u32)>>,
    pub(super) cap: Option<u32>,
    pub(super) cases: Option<Vec<(String, String, u32)>>,
    /// Its own rates for some applicants.
    #[serde(default)]
    pub(super) applicants: Vec<(Vec<ApplicantGroup>, u32)>,
    #[serde(default)]
    pub(super) refunds: Vec<RefundRule>,
    /// Why no amount can be given.
    pub(super) unknown: Option<String>,
    pub(super) due: Option<FeeDue>,
    pub(super) legal: String,
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) illustrative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredDocument {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) name_en: Option<String>,
    #[serde(default)]
    pub(super) originals: u16,
    #[serde(default)]
    pub(super) copies: u16,
    #[serde(default)]
    pub(super) required: bool,
    pub(super) condition: Option<String>,
    pub(super) note: Option<String>,
    #[serde(default)]
    pub(super) forms: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AuthoredField {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) label_en: Option<String>,
    pub(super) hint: Option<String>,
    pub(super) hint_en: Option<String>,
    pub(super) kind: FieldKind,
    #[serde(default)]
    pub(super) required: bool,
    #[serde(default)]
    pub(super) options: Vec<AuthoredChoice>,
    pub(super) section: Option<String>,
    pub(super) once_only: Option<String>,
    pub(super) role: Option<FieldRole>,
    pub(super) first: Option<DayBound>,
    pub(super) last: Option<DayBound>,
    pub(super) not_before: Option<String>,
    #[serde(default)]
    pub(super) workday: bool,
}

/// A label that is its own value, or value, label and English label.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum AuthoredChoice {
    Label(String),
    Valued(String, String, String),
}
