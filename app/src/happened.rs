//! What happened to a dossier, as its pages tell it: to whoever filed it in plain words (`tracking::timeline`), to the
//! desk in its own (`desk::log`).

use domain::dossier::Outcome;
use domain::fee::RefundLine;
use domain::groups::GroupCheck;
use domain::money::Dong;
use jiff::civil::DateTime;

use crate::names::HandedOver;

/// What happened.
#[derive(Clone, Debug)]
pub enum Happened {
    /// Sent.
    Submitted,
    /// A helper of this team sat beside.
    Guided {
        /// The team.
        team: String,
    },
    /// Accepted, under this code, promised by then.
    Accepted {
        /// The code.
        code: String,
        /// When the result is promised.
        due: DateTime,
        /// What was found about the groups that the applicant claims.
        groups: Vec<GroupCheck>,
    },
    /// Refused at intake.
    Refused {
        /// Why.
        reason: String,
        /// On which ground.
        legal_ground: String,
    },
    /// Papers are asked for.
    SupplementAsked {
        /// Which.
        items: Vec<String>,
        /// Until when.
        until: DateTime,
    },
    /// Papers came; the new promise, where there is one.
    Supplied {
        /// What the applicant says.
        note: String,
        /// How many files came.
        files: usize,
        /// When the result is promised now.
        due: Option<DateTime>,
    },
    /// Work began.
    Started,
    /// Decided.
    Finished {
        /// How.
        outcome: Outcome,
        /// Number or word.
        note: String,
    },
    /// Handed over.
    HandedOver {
        /// To whom; empty for a download.
        taken_by: String,
        /// What was noted.
        noted: HandedOver,
    },
    /// Withdrawn.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// Ended without a result.
    Stopped {
        /// Why.
        reason: String,
        /// On which ground.
        legal_ground: String,
    },
    /// Money came.
    Paid {
        /// How much.
        amount: Dong,
        /// Through the gateway, else at the counter.
        online: bool,
        /// The receipt's number.
        receipt: String,
    },
    /// What becomes of money that was paid.
    RefundQueued {
        /// What goes back; nothing where all of it stays.
        amount: Dong,
        /// Why, as stored: `late`, or the code of a cause.
        cause: String,
        /// Fee by fee.
        lines: Vec<RefundLine>,
    },
    /// Money that was to go back at the counter was given.
    CashReturned {
        /// How much.
        amount: Dong,
    },
    /// A wrong receipt was replaced.
    ReceiptReplaced {
        /// The wrong one.
        old: String,
        /// The one that stands in its place.
        new: String,
        /// Why.
        reason: String,
    },
    /// Rated: 1 (not satisfied) to 3.
    Rated {
        /// In words.
        comment: String,
    },
    /// A decision was taken back.
    Corrected {
        /// Why.
        reason: String,
    },
    /// A payment was asked for.
    PaymentAsked {
        /// What for; empty where it is about the dossier's fees.
        name: String,
        /// What a decision set.
        amount: Dong,
        /// Until when.
        until: DateTime,
        /// Why.
        reason: String,
        /// On which ground.
        legal_ground: String,
    },
    /// All of it was paid; the new promise, where there is one.
    PaymentMet {
        /// When the result is promised now.
        due: Option<DateTime>,
    },
    /// The agency apologised and set a new date.
    Redated {
        /// The date told before.
        from: DateTime,
        /// The new one.
        to: DateTime,
        /// Why.
        reason: String,
    },
    /// It went to another agency.
    Passed {
        /// Which.
        to: String,
        /// Until when it should pass it on.
        until: Option<DateTime>,
        /// What is to be done there.
        note: String,
    },
    /// It is an officer's to work on; nobody's without a name.
    Assigned {
        /// Whose.
        to: Option<String>,
    },
    /// A word among colleagues.
    Commented {
        /// The word.
        text: String,
    },
    /// The head was told.
    Escalated {
        /// Why.
        note: String,
    },
}

impl Happened {
    /// The applicant never sees it.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        matches!(self, Self::Assigned { .. } | Self::Commented { .. } | Self::Escalated { .. })
    }
}
