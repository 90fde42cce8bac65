//! What can happen to a dossier, as its log keeps it.

use domain::{
    code::DossierCode,
    deadline::{Deadline, Limit, Shortening},
    dossier::{Due, Outcome},
    fee::{FeeDue, RefundLine},
    groups::GroupCheck,
    money::Dong,
    quote::FeeQuote,
};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::Ground;

/// In which role somebody acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorRole {
    /// For themselves.
    Applicant,
    /// At the agency's desk.
    Officer,
    /// Of a community team.
    Helper,
    /// The portal itself: a callback, the worker.
    System,
}

impl ActorRole {
    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Officer => "officer",
            Self::Helper => "helper",
            Self::System => "system",
        }
    }
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The account; absent for the portal itself.
    pub account_id: Option<String>,
    /// In which role.
    pub role: ActorRole,
    /// For which agency.
    pub agency_id: Option<String>,
}

impl Who {
    /// The portal itself.
    pub const SYSTEM: Self = Self { account_id: None, role: ActorRole::System, agency_id: None };

    /// Somebody for themselves.
    pub fn applicant(account_id: impl Into<String>) -> Self {
        Self { account_id: Some(account_id.into()), role: ActorRole::Applicant, agency_id: None }
    }

    /// A helper, appointed by a commune.
    pub fn helper(account_id: impl Into<String>, agency_id: impl Into<String>) -> Self {
        Self { account_id: Some(account_id.into()), role: ActorRole::Helper, agency_id: Some(agency_id.into()) }
    }

    /// An officer of an agency.
    pub fn officer(account_id: impl Into<String>, agency_id: impl Into<String>) -> Self {
        Self { account_id: Some(account_id.into()), role: ActorRole::Officer, agency_id: Some(agency_id.into()) }
    }
}

/// A fee of this dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeLine {
    /// The fee item's key.
    pub key: String,
    /// Its name, as the receipt says it.
    pub name: String,
    /// When it is due.
    pub due: FeeDue,
    /// What the counter asks.
    pub standard: Dong,
    /// What is to be paid.
    pub payable: Dong,
}

impl FeeLine {
    /// The lines of a quote.
    pub fn of_quote(quote: &FeeQuote) -> Vec<Self> {
        quote
            .items
            .iter()
            .map(|item| Self {
                key: item.key.clone(),
                name: item.name.clone(),
                due: item.due,
                standard: item.standard,
                payable: item.payable,
            })
            .collect()
    }
}

/// The deadline that acceptance fixes, with the rules that made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinnedDeadline {
    /// Dates and reasons.
    pub deadline: Deadline,
    /// The law's limit.
    pub limit: Limit,
    /// The promised cut.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortening: Option<Shortening>,
}

/// How satisfied somebody was (TT 32/2017: three grades).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Rất hài lòng.
    VerySatisfied,
    /// Hài lòng.
    Satisfied,
    /// Chưa hài lòng.
    Dissatisfied,
}

impl std::str::FromStr for Grade {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "very_satisfied" => Ok(Self::VerySatisfied),
            "satisfied" => Ok(Self::Satisfied),
            "dissatisfied" => Ok(Self::Dissatisfied),
            _ => Err(()),
        }
    }
}

/// How a result went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum HandOver {
    /// Downloaded here.
    Download,
    /// Taken at the counter by the applicant.
    Counter,
    /// Taken at the counter by somebody whom the applicant authorised (Nghị định 61/2018/NĐ-CP, Điều 6).
    Authorised {
        /// The number of the written authorisation.
        authorisation: String,
    },
    /// Sent by the public postal service.
    Post {
        /// The shipment's number.
        shipment: String,
    },
    /// Offered, and not wanted.
    Declined,
}

/// How money came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// Through the gateway.
    Online,
    /// At the counter.
    Counter,
}

/// Which receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptNumber {
    /// The series.
    pub series: String,
    /// The year in which the number runs.
    pub year: i64,
    /// From 1 each year.
    pub number: i64,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Event {
    /// Sent. The quote is provisional.
    Submitted {
        /// What was quoted; absent where the fee is not known.
        fee: Option<FeeQuote>,
        /// The provisional dates; absent where the limit is not known.
        deadline: Option<Deadline>,
        /// Until when the agency answers (Nghị định 45/2020, Điều 11), local time.
        acknowledge_by: DateTime,
    },
    /// A helper sat beside whoever filed it on their own account.
    Guided {
        /// The helper's team.
        team: String,
    },
    /// Accepted: code, fees and dates are fixed.
    Accepted {
        /// The dossier's code.
        code: DossierCode,
        /// When the result is due.
        due: Due,
        /// How the dates came about; absent where the officer set them, for want of a readable limit.
        pinned: Option<PinnedDeadline>,
        /// The fees; they hang on no group that isn't confirmed.
        fee: Option<FeeQuote>,
        /// What the officer found about the groups that the applicant claims, as far as the fee hangs on them.
        /// Sensitive: on no paper, and for nobody but the applicant and the officers of the dossier.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        groups: Vec<GroupCheck>,
    },
    /// Not accepted.
    Refused {
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
    },
    /// The applicant is asked for everything that is missing, at once.
    SupplementAsked {
        /// What is missing.
        items: Vec<String>,
        /// Until when, local time.
        until: DateTime,
        /// How many such requests a dossier may have before it counts as late, as the regime of its filing says.
        #[serde(default = "once")]
        most: u32,
    },
    /// The applicant supplied.
    Supplied {
        /// What they say.
        note: String,
        /// Attachments that came with it.
        attachments: Vec<String>,
        /// The dates worked out anew; absent before acceptance.
        due: Option<Due>,
        /// A date that an apology had set, moved by the time waited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redated: Option<DateTime>,
        /// Until when the agency answers now, local time; absent after acceptance.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        acknowledge_by: Option<DateTime>,
    },
    /// The applicant is asked to pay before the work goes on, or before the result is handed over.
    PaymentAsked {
        /// What it is for, as the receipt says it; empty where it is about the dossier's fees alone.
        name: String,
        /// What a decision set; nothing where it is about the dossier's fees alone.
        amount: Dong,
        /// Until when, local time.
        until: DateTime,
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
    },
    /// All that was asked for is paid: the clock runs again.
    PaymentMet {
        /// The dates worked out anew; absent where the decision was made before.
        due: Option<Due>,
        /// A date that an apology had set, moved by the time waited.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        redated: Option<DateTime>,
    },
    /// The agency apologises and sets a new date, once, before the old one has come.
    Redated {
        /// The date that was told before, local time.
        from: DateTime,
        /// The new one.
        to: DateTime,
        /// Why.
        reason: String,
    },
    /// Work begins.
    Started,
    /// Decided.
    Finished {
        /// Granted or denied.
        outcome: Outcome,
        /// The result's number or a word to the applicant.
        note: String,
        /// Result files.
        attachments: Vec<String>,
    },
    /// The applicant has the result.
    HandedOver {
        /// Who took it; empty for a download.
        taken_by: String,
        /// How it went out; absent where an older log does not say.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        way: Option<HandOver>,
    },
    /// The applicant withdraws.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Ended without a result.
    Stopped {
        /// Why.
        reason: String,
        /// On which ground in law.
        legal_ground: String,
    },
    /// Money came.
    Paid {
        /// The payment order; absent at the counter.
        order_id: Option<String>,
        /// How much.
        amount: Dong,
        /// How.
        by: PaidBy,
        /// The receipt.
        receipt: ReceiptNumber,
    },
    /// What becomes of money that was paid: what of it goes back, and what stays.
    RefundQueued {
        /// The payment order; absent for money taken at the counter, which goes back at the counter.
        order_id: Option<String>,
        /// What goes back; nothing where all of it stays.
        amount: Dong,
        /// `late`, or the code of a [`RefundCause`](domain::fee::RefundCause); older logs have `second`, `refused`
        /// and `withdrawn`.
        reason: String,
        /// Whether it had been counted as paid.
        counted: bool,
        /// The receipt of what was paid; absent where it was not counted, and in older logs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptNumber>,
        /// Fee by fee, with the text that says so; older logs, where all went back, have none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<RefundLine>,
    },
    /// Money that was to go back at the counter was given.
    CashReturned {
        /// Which refund.
        refund_id: String,
        /// How much.
        amount: Dong,
    },
    /// A wrong receipt was replaced; both stay.
    ReceiptReplaced {
        /// The wrong one.
        old: ReceiptNumber,
        /// The one that stands in its place.
        new: ReceiptNumber,
        /// The payment order; absent at the counter.
        order_id: Option<String>,
        /// What the new one is over.
        amount: Dong,
        /// Why.
        reason: String,
    },
    /// The applicant says how it was.
    Rated {
        /// The grade.
        grade: Grade,
        /// In words.
        comment: String,
    },
    /// A mistaken decision is taken back.
    Corrected {
        /// Why.
        reason: String,
    },
    /// It goes from one agency to another, which holds it until it passes it on; the competent one stays.
    Passed {
        /// The agency that held it.
        from: String,
        /// The agency that holds it now.
        to: String,
        /// Until when it should pass it on, local time.
        until: Option<DateTime>,
        /// What is to be done.
        note: String,
    },
    /// It is an officer's to work on.
    Assigned {
        /// The officer's account; nobody's without one.
        to: Option<String>,
    },
    /// A word inside the agency; the applicant never sees it.
    Commented {
        /// The word.
        text: String,
    },
    /// The head is told.
    Escalated {
        /// Why.
        note: String,
    },
}

impl Event {
    /// Stays inside the agency: whoever filed the dossier is not shown it, and an officer's form is not out of date
    /// because of it.
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::Assigned { .. } | Self::Commented { .. } | Self::Escalated { .. })
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1, without gaps.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub who: Who,
    /// What.
    pub event: Event,
    /// On what it rests.
    pub ground: Ground,
}

/// What held while logs didn't say it (Quyết định 766/QĐ-TTg).
const fn once() -> u32 {
    1
}
