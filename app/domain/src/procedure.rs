//! What a service is (thủ tục hành chính): all that its page must say, as data.
//!
//! Stored as the JSON body of a service version. The seven parts that Nghị định 63/2010 Điều 8
//! demands are name, steps, ways, documents and sets, limit, subjects, agency; a part that its
//! source doesn't state is flagged, never guessed.

mod cases;
mod compare;
mod full_online;
mod publication;
mod question;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::channel::Channel;
use crate::coded::coded_enum;
use crate::fee::{Amount, FeeAuthority};
use crate::mode::{Level, Mode, PartialReason};
use crate::policy::ServiceRef;
use crate::quote::Terms;

pub use cases::{CaseFault, CaseName, CaseOf, asked_cases, case_faults, cases};
pub use compare::{Change, Difference, Entry, LimitOf, Part, Value, compare, content};
pub use full_online::{Obstacle, Original, Visits, obstacles};
pub use publication::{Unfit, settle_flags, unfit};
pub use question::{Choice, DayBounds, FieldKind, FieldRole, FormField};

/// Words in Vietnamese, and in English where we have them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Words {
    /// Vietnamese alone.
    pub fn vi(words: impl Into<String>) -> Self {
        Self { vi: words.into(), en: None }
    }

    /// English where there is any and it is asked for, else Vietnamese.
    pub fn in_language(&self, english: bool) -> &str {
        match &self.en {
            Some(en) if english => en,
            _ => &self.vi,
        }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty()
    }
}

coded_enum! {
    /// What is odd.about a version. Shown beside what it concerns, and counted by the import.
    pub enum Flag {
        /// The code isn't one that the national database issues.
        CodeMalformed => "code_malformed",
        /// Another procedure has the same code.
        CodeNotUnique => "code_not_unique",
        /// The code says that the procedure was deleted.
        CodeDeleted => "code_deleted",
        /// Of one province alone.
        LocalVariant => "local_variant",
        /// Between agencies, not for citizens.
        Internal => "internal",
        /// The source has no level for the mode; the lower one is taken.
        ModeUnclear => "mode_unclear",
        /// Called full-online, but no online way is listed.
        OnlineWayMissing => "online_way_missing",
        /// The source doesn't say on which level it is handled.
        LevelUnknown => "level_unknown",
        /// A fee that the source doesn't state clearly.
        FeeUnknown => "fee_unknown",
        /// The number and its words differ by powers of ten.
        FeeSuspectScale => "fee_suspect_scale",
        /// The source states no fee at all, not even nought.
        FeeUnstated => "fee_unstated",
        /// A limit that the source gives in words alone.
        LimitUnknown => "limit_unknown",
        /// Several limits, by case.
        LimitByCase => "limit_by_case",
        /// The limit is longer in some places, e.g. mountainous communes.
        LimitVaries => "limit_varies",
        /// No documents are listed.
        DocumentsMissing => "documents_missing",
        /// No agency is named.
        AgencyMissing => "agency_missing",
        /// No result is listed.
        ResultsMissing => "results_missing",
        /// No date of decision or publication: the date of the snapshot stands for it.
        DateUnknown => "date_unknown",
        /// Not in the newest snapshot of the source.
        NotCurrent => "not_current",
    }
}

coded_enum! {
    /// Where dossiers of a service are filed.
    pub enum Filing {
        /// Here, with this portal.
        Here => "here",
        /// On the national portal; this one leads there.
        Handover => "handover",
        /// With a helper at the counter.
        Assisted => "assisted",
    }
}

coded_enum! {
    /// How sure a source is.
    pub enum Confidence {
        /// Read in the legal text.
        Sure => "sure",
        /// Seen in one good place.
        Fair => "fair",
        /// Ours, for illustration.
        Illustrative => "illustrative",
    }
}

/// All that is known of a service under one version of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// As the national database has it, e.g. `1.001612`; malformed codes are kept and flagged.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Lĩnh vực.
    pub field: Words,
    /// What it is for, in a sentence or two.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub summary: Words,
    /// What people call it in their own words ("sổ đỏ"), in any language: search finds it by them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_called: Vec<String>,
    /// Where it is handled. Empty: the source doesn't say.
    pub levels: Vec<Level>,
    /// How much of it runs online.
    pub mode: Mode,
    /// Why it is only partial. National data doesn't say, so even a partial one may lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partial: Option<Partial>,
    /// Who handles it, in words.
    pub agency: Words,
    /// Whether any one-stop unit of the province takes it (phi địa giới).
    #[serde(default)]
    pub non_territorial: bool,
    /// Who may ask for it.
    pub subjects: Vec<String>,
    /// How it can be filed.
    pub ways: Vec<Way>,
    /// What it costs and how long it may take.
    pub terms: Terms,
    /// What is handed in.
    pub documents: Vec<Document>,
    /// How many sets of documents (số bộ).
    pub sets: u8,
    /// What happens, in order.
    pub steps: Vec<String>,
    /// What of it nobody can do from afar.
    #[serde(default, skip_serializing_if = "Visits::is_empty")]
    pub visits: Visits,
    /// What comes of it.
    pub results: Vec<String>,
    /// Conditions, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirements: Option<String>,
    /// The law that it rests on.
    pub legal_basis: Vec<LegalText>,
    /// The decision that announced it (quyết định công bố).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Announcement>,
    /// The case's own questions; who the applicant is, is asked for every service alike.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<FormField>,
    /// The fees' names in English, by their keys.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fee_names_en: BTreeMap<String, String>,
    /// What is odd.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<Flag>,
    /// Where each part was read, by its name; `default` for the rest.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Source>,
}

/// Why something still needs a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partial {
    /// One of the four that the law admits.
    pub reason: PartialReason,
    /// What needs a visit, in words.
    pub note: Words,
    /// The law that asks for it.
    pub legal_basis: String,
}

/// One way to file (cách thức thực hiện), in the source's words; the numbers are in the terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// Online, counter or postal.
    pub channel: Channel,
    /// About the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_words: Option<String>,
    /// About the fee.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_words: Option<String>,
    /// Where and how.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

coded_enum! {
    /// Whether a document must be there.
    pub enum Need {
        /// Always.
        Required => "required",
        /// In the case that its condition names.
        Conditional => "conditional",
        /// The source doesn't say.
        Unstated => "unstated",
        /// Not a document: a remark in the list of documents.
        Remark => "remark",
    }
}

/// One document of the dossier (thành phần hồ sơ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Names it within the service; attachments refer to it.
    pub key: String,
    /// What it is.
    pub name: Words,
    /// The case whose set it belongs to; none if there is only one set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// Originals handed in.
    pub originals: u16,
    /// Copies handed in.
    pub copies: u16,
    /// Whether it must be there.
    pub need: Need,
    /// When it is needed, or what may stand for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Names of forms (mẫu đơn, tờ khai).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<String>,
}

/// A law, decree or circular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalText {
    /// E.g. "60/2014/QH13".
    pub number: String,
    /// Its title, or the articles.
    pub title: String,
}

/// The decision that announced a procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// E.g. "163/QĐ-BTP".
    pub number: String,
    /// Its date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Who issued it; the number alone says it where the source does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

/// Where something was read (nguồn, ngày kiểm tra).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The document or site.
    pub title: String,
    /// Its address, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was checked.
    pub checked: Date,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Procedure {
    /// What a policy needs to know of it.
    pub fn service_ref(&self) -> ServiceRef<'_> {
        ServiceRef { code: Some(&self.code), field: Some(&self.field.vi) }
    }

    /// Whether it has something odd.
    pub fn has(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Adds a flag once.
    pub fn flag(&mut self, flag: Flag) {
        if !self.has(flag) {
            self.flags.push(flag);
        }
    }

    /// Whether it can be had this way.
    pub fn offers(&self, channel: Channel) -> bool {
        self.ways.iter().any(|way| way.channel == channel)
    }

    /// The documents that a person may attach: all but the remarks.
    pub fn attachable(&self) -> impl Iterator<Item = &Document> {
        self.documents.iter().filter(|document| document.need != Need::Remark)
    }

    /// Whether any fee is set by this authority and is more than nothing.
    pub fn has_fee_set_by(&self, authority: FeeAuthority) -> bool {
        self.terms
            .fees
            .iter()
            .any(|fee| fee.set_by == authority && !matches!(fee.amount, Amount::Free | Amount::Unknown { .. }))
    }

    /// Whether a fee has an online rate of its own.
    pub fn has_online_rate(&self) -> bool {
        self.terms.fees.iter().any(|fee| fee.online.as_ref().is_some_and(|rate| *rate != fee.amount))
    }

    /// Which of the seven parts that the law demands are empty (Nghị định 63/2010 Điều 8).
    pub fn missing_parts(&self) -> Vec<&'static str> {
        let limits = &self.terms.limits;
        [
            ("name", self.name.is_empty()),
            ("steps", self.steps.is_empty()),
            ("ways", self.ways.is_empty()),
            ("documents", self.documents.is_empty() || self.sets == 0),
            ("limit", limits.online.is_none() && limits.counter.is_none() && limits.postal.is_none()),
            ("subjects", self.subjects.is_empty()),
            ("agency", self.agency.is_empty()),
        ]
        .into_iter()
        .filter_map(|(part, empty)| empty.then_some(part))
        .collect()
    }
}

/// Whether a code has the national database's form, `1.001612` (RULES.md 1.3).
pub fn is_procedure_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 8
        && (b'1'..=b'9').contains(&bytes[0])
        && bytes[1] == b'.'
        && bytes[2..].iter().all(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_one_form() {
        assert!(is_procedure_code("1.001612"));
        for wrong in ["1.0133611", "0.001612", "1.014955-Xoa", " 1.01432", "1,001612", ""] {
            assert!(!is_procedure_code(wrong), "{wrong}");
        }
    }

    #[test]
    fn words_fall_back_to_vietnamese() {
        let mut words = Words::vi("Đăng ký khai sinh");
        assert_eq!(words.in_language(true), "Đăng ký khai sinh");
        words.en = Some("Birth registration".into());
        assert_eq!(words.in_language(true), "Birth registration");
        assert_eq!(words.in_language(false), "Đăng ký khai sinh");
    }
}
