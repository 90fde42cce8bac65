//! Filing: a draft that keeps everything typed, its attachments, and its submission.
//!
//! A draft belongs to one account. Each step is saved as it was typed, before anything is checked ([`save`]); what it
//! means is worked out anew whenever it is read ([`check`]). [`submit`] makes a dossier of it, once.
//!
//! How to add a step: a variant of [`Step`], its field names in [`Case::names`], its check in [`check`]; then its page.

mod attach;
pub mod check;
mod content;
mod draft;
mod earlier;
mod groups;
pub mod limits;
mod owner;
pub mod store;
mod submit;
#[cfg(test)]
mod tests;
mod version;

use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

pub(crate) use attach::{Kept, keep_checked};
pub use attach::{Upload, begin_upload, detach, own_attachment};
pub use content::{FileKind, clean_file_name};
pub(crate) use content::{Trouble, inspect};
pub use draft::{Opened, Saved, Standing, begin, change_agency, discard, forget_drafts, open, save, standing};
pub(crate) use draft::{case_of, sent_before as sent_in};
pub use earlier::{Earlier, earlier};
pub(crate) use groups::favoured;
pub use owner::Owner;
pub(crate) use submit::{DRAWS, Sending, submit_in, wrong_with};
pub use submit::{Sent, Submitted, sent, submit};
pub(crate) use version::note_version;

use crate::{
    catalogue::{Agency, Service, Version},
    input::Values,
    quoting::Wish,
};
use domain::{
    deadline::Course,
    groups::{ApplicantGroup, Membership},
    procedure::{Document, Need, Words},
    quote::Quote,
};

/// The document that proves an authorisation: asked for when somebody files for a principal, whatever the service.
pub const AUTHORISATION: &str = "van-ban-uy-quyen";

/// Papers that show that the applicant belongs to a group that pays less. Its name tells nobody to which.
pub const GROUP_EVIDENCE: &str = "giay-to-mien-giam";

/// The key under which a dossier's answers keep how the filer stands to the other person.
pub const RELATION: &str = "acting_relation";

/// One step of the way from a draft to a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Who asks, and for whom.
    Applicant,
    /// The case's own questions.
    Form,
    /// Attachments.
    Documents,
    /// How the result goes out.
    Delivery,
    /// All of it once more, and sending.
    Review,
}

impl Step {
    /// As in the step's address.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Applicant => "nguoi-nop",
            Self::Form => "thong-tin",
            Self::Documents => "giay-to",
            Self::Delivery => "nhan-ket-qua",
            Self::Review => "kiem-tra",
        }
    }

    /// The step of an address.
    pub fn of_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// All, in their order.
    pub const ALL: [Self; 5] = [Self::Applicant, Self::Form, Self::Documents, Self::Delivery, Self::Review];
}

/// What a draft holds beside its row: per step, what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftBody {
    /// A step that is absent was never saved.
    pub typed: std::collections::BTreeMap<Step, Values>,
    /// The version of the service under which it was begun, or that the person was told of since.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
}

/// A dossier on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id, later the dossier's `submission`.
    pub id: String,
    /// Whose it is.
    pub account_id: String,
    /// For which service.
    pub service_id: String,
    /// With which agency.
    pub agency_id: Option<String>,
    /// Grows with each change, so that two tabs cannot overwrite each other unseen.
    pub revision: i64,
    /// What was typed.
    pub body: DraftBody,
    /// The session in which a helper makes it for a resident; empty for one's own.
    pub assist_id: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its id, and its name in the data directory.
    pub id: String,
    /// The key of the document that it stands for.
    pub component: String,
    /// As the person named it, cleaned.
    pub file_name: String,
    /// Told by its content.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// When it came.
    pub added_at: Timestamp,
}

/// What filing online costs and takes, beside the counter, as of one moment.
#[derive(Clone, Debug)]
pub struct Quotes {
    /// Filed online.
    pub online: Quote,
    /// Filed at the counter, for comparison.
    pub counter: Quote,
    /// The days on the way to the online date.
    pub course: Option<Course>,
    /// The moment, local time.
    pub at: DateTime,
}

/// A draft with all that its pages show.
#[derive(Clone, Debug)]
pub struct Case {
    /// When it was read: version, fees and dates are those of this moment.
    pub at: Timestamp,
    /// The draft.
    pub draft: Draft,
    /// The service.
    pub service: Arc<Service>,
    /// Its version of today.
    pub version: Arc<Version>,
    /// The version under which the draft was begun, where today's says something else and nobody was told.
    pub begun_under: Option<Arc<Version>>,
    /// The agency, as far as it still takes this service here.
    pub agency: Option<Agency>,
    /// Attachments.
    pub attachments: Vec<Attachment>,
    /// The groups of applicants that pay less for this service, to be asked about.
    pub groups: Vec<ApplicantGroup>,
    /// Those among them that the applicant belongs to, or says so.
    pub memberships: Vec<Membership>,
    /// The fields for a visit whose day is one on which the agency does not work.
    pub days_off: Vec<String>,
    /// Fee and dates for what was typed so far.
    pub quotes: Quotes,
    /// The session in which a helper makes it for a resident.
    pub assist: Option<crate::actor::Assist>,
}

impl Case {
    /// The steps of this service: one without questions or documents has no page for them.
    pub fn steps(&self) -> Vec<Step> {
        let procedure = &self.version.procedure;
        Step::ALL
            .into_iter()
            .filter(|step| match step {
                Step::Form => !procedure.form.is_empty(),
                Step::Documents => !self.documents().is_empty(),
                _ => true,
            })
            .collect()
    }

    /// The step after this one.
    pub fn next(&self, step: Step) -> Step {
        self.steps().into_iter().find(|later| *later > step).unwrap_or(Step::Review)
    }

    /// The day on which it would be sent.
    pub fn today(&self) -> Date {
        self.quotes.at.date()
    }

    /// What was typed on a step; nothing where it was never saved.
    pub fn typed(&self, step: Step) -> Values {
        self.draft.body.typed.get(&step).cloned().unwrap_or_default()
    }

    /// Whether a step was saved before.
    pub fn was_saved(&self, step: Step) -> bool {
        self.draft.body.typed.contains_key(&step)
    }

    /// The names of a step's fields; anything else that comes with the form is dropped.
    pub fn names(&self, step: Step) -> Vec<String> {
        match step {
            Step::Applicant => check::APPLICANT_FIELDS.map(str::to_owned).to_vec(),
            Step::Delivery => check::DELIVERY_FIELDS.map(str::to_owned).to_vec(),
            Step::Form => {
                let fields = &self.version.procedure.form;
                fields.iter().map(|field| check::name_of(&field.key)).collect()
            }
            Step::Documents | Step::Review => Vec::new(),
        }
    }

    /// What the fee depends on, as far as it was typed.
    pub fn wish(&self) -> Wish {
        let answers = self.typed(Step::Form);
        check::wish(&self.version.procedure, &answers, &self.memberships)
    }

    /// The documents that may be attached; with the authorisation, required, where somebody files for a principal, and
    /// with what shows a claimed group where that is more than a matter of age.
    pub fn documents(&self) -> Vec<Document> {
        let mut documents: Vec<Document> = self.version.procedure.attachable().cloned().collect();
        let is_shown = |one: &Membership| matches!(one, Membership::Claimed(group) if !group.is_of_age());
        if self.memberships.iter().any(is_shown) {
            documents.push(group_evidence());
        }
        if !check::is_authorised(&self.typed(Step::Applicant)) {
            return documents;
        }
        let own = documents.iter().position(|document| document.key == AUTHORISATION);
        let own = own.map_or_else(authorisation, |at| documents.remove(at));
        documents.insert(0, Document { need: Need::Required, case: None, ..own });
        documents
    }
}

fn group_evidence() -> Document {
    Document {
        key: GROUP_EVIDENCE.to_owned(),
        name: Words {
            vi: "Giấy tờ chứng minh diện được miễn, giảm".to_owned(),
            en: Some("Papers that show the right to pay less".to_owned()),
        },
        case: None,
        originals: 0,
        copies: 1,
        need: Need::Conditional,
        note: Some("Không có thì cán bộ tra cứu cơ sở dữ liệu. Chỉ cán bộ xử lý hồ sơ xem giấy tờ này.".to_owned()),
        forms: Vec::new(),
    }
}

/// Where the service itself names no authorisation among its documents.
fn authorisation() -> Document {
    Document {
        key: AUTHORISATION.to_owned(),
        name: Words { vi: "Văn bản ủy quyền".to_owned(), en: Some("Written authorisation".to_owned()) },
        case: None,
        originals: 0,
        copies: 1,
        need: Need::Required,
        note: Some(
            "Ông, bà, cha, mẹ, con, vợ, chồng, anh, chị, em ruột: chỉ cần giấy tờ chứng minh quan hệ.".to_owned(),
        ),
        forms: Vec::new(),
    }
}
