//! The dossier: its log is the truth, and everything else is folded from it.
//!
//! [`record`] is the one way to change a dossier. In the caller's transaction it appends an event, moves the
//! dossier's row, the counters and the outbox; whichever of them fails undoes all. [`verify`](crate::verify) recounts everything
//! from the log and must find no difference.
//!
//! How to add something that can happen to a dossier: a variant of [`Event`], what it changes in
//! `Facts::apply` (`fold.rs`), which notices follow in `notices.rs`; then a use case that checks who asks and calls [`record`].

mod access;
pub mod claims;
mod counters;
pub mod deadlines;
mod event;
mod facts;
mod fold;
mod ground;
mod log;
mod notices;
mod parts;
mod place;
mod record;
mod recount;
mod refunding;
pub mod store;
mod whole;

use std::collections::BTreeMap;

use domain::{
    channel::Channel,
    mode::{ActingMode, Mode},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub(crate) use access::must_be_impartial;
pub use access::{own, readable};
pub use counters::{LateFrom, TallyKey};
pub use event::{ActorRole, Entry, Event, FeeLine, Grade, HandOver, PaidBy, PinnedDeadline, ReceiptNumber, Who};
pub use facts::{Facts, Misfit};
pub(crate) use ground::form_of;
pub use ground::{Ground, IssuedForm};
pub use log::{LogLine, named_log};
pub(crate) use notices::to_applicant as notify_applicant;
pub use parts::{Holding, Obligation, PaidLine, Payment, Redating, Supplement, Suspension};
pub use place::place;
pub use record::{NewDossier, open, record, record_on};
pub use recount::{recount, recount_where_asked};
pub use whole::{Whole, append, write_whole};

use crate::{actor::Person, quoting::Wish};

/// How the applicant wants the result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Delivery {
    /// As a file, here.
    #[default]
    Online,
    /// At the agency's counter.
    Counter,
    /// By the public postal service.
    Post {
        /// Who takes it.
        recipient: String,
        /// E.164.
        phone: String,
        /// Address as written.
        address: String,
    },
}

/// What was filed; fixed at submission. Who filed, who asks and whom it is about are told apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// Who asks.
    pub applicant: Person,
    /// Whom it is about, where that is somebody else (the child of a birth registration).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<Person>,
    /// Who sent it, where that is somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filer: Option<Person>,
    /// The case's form: field key to what was given.
    pub form: BTreeMap<String, String>,
    /// What the fee depends on: quantity, case, and groups that the applicant claims to belong to.
    /// The groups are sensitive and never printed.
    #[serde(default)]
    pub wish: Wish,
    /// How the result goes out.
    pub delivery: Delivery,
    /// The language of notices: `vi` or `en`.
    pub lang: String,
    /// The keys of the documents that were handed in on paper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub received: Vec<String>,
}

/// A dossier as the store holds it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Its id.
    pub id: String,
    /// Public, from submission on.
    pub reference: String,
    /// From acceptance on.
    pub code: Option<String>,
    /// The draft or counter form that it came from.
    pub submission: String,
    /// The service.
    pub service_id: String,
    /// The version of the service under which it was filed; later ones never touch it.
    pub version_id: String,
    /// The agency that handles it.
    pub agency_id: String,
    /// How it came.
    pub channel: Channel,
    /// Who acted.
    pub acting_mode: ActingMode,
    /// How much of the service ran online under that version.
    pub mode: Mode,
    /// The account that sent it; absent at the counter.
    pub filer_id: Option<String>,
    /// The last number of its log.
    pub last_event: i64,
    /// When it was sent.
    pub submitted_at: Timestamp,
    /// What was filed.
    pub body: Body,
    /// What the log says.
    pub facts: Facts,
    /// Demo data.
    pub demo: bool,
}

impl Dossier {
    /// The name by which people call it: the code once there is one, else the reference.
    pub fn public_name(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.reference)
    }

    /// The agencies at whose desks it lies: the competent one, and the one that holds it by hand-over.
    pub fn desks(&self) -> impl Iterator<Item = &str> {
        self.facts.holder().into_iter().chain(std::iter::once(self.agency_id.as_str()))
    }
}
