//! The life of a dossier: the national states 1 to 10, each with what is true only there.
//!
//! A transition takes the state and gives the next, or says that the act isn't possible there;
//! who may do it is asked elsewhere. A refusal after appraisal is a result (state 9), not state 3
//! (Nghị định 61/2018 Điều 19 khoản 8).

mod codes;
mod group;
mod redating;
mod task;
mod transition;
mod warning;

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::code::DossierCode;

pub use crate::deadline::Due;
pub use codes::{Act, Outcome, Stage, StateCode, Waiting};
pub use group::Group;
pub use redating::{NotRedatable, RedatingRule};
pub use task::TaskKind;
pub use transition::Impossible;
pub use warning::{Limit as WarnedLimit, Warning, Warnings};

/// How far a dossier is, for the public.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// In words.
    pub stage: Stage,
    /// From 0 to 100; what is over is at 100.
    pub percent: u8,
}

/// What acceptance fixes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// The dossier's code.
    pub code: DossierCode,
    /// When it was accepted.
    pub at: Timestamp,
    /// When the result is due.
    pub due: Due,
}

/// An act with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned {
    /// When.
    pub at: Timestamp,
    /// Why, in words for the applicant.
    pub reason: String,
    /// On which legal ground, where one is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_ground: Option<String>,
}

/// What the applicant is asked to add, all at once (Nghị định 61/2018 Điều 17).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupplementRequest {
    /// When it was asked.
    pub at: Timestamp,
    /// What is missing or wrong, each with what to do.
    pub items: Vec<String>,
    /// Until when, local time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime>,
}

/// The decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    /// When it was made: the end of processing, whenever it is handed over.
    pub at: Timestamp,
    /// What it was.
    pub outcome: Outcome,
}

/// What a payment is awaited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum PaymentBefore {
    /// Processing goes on when it is paid.
    Processing,
    /// The result is there, and handed over when it is paid.
    HandOver {
        /// The decision.
        finish: Finish,
    },
}

/// A dossier's state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Sent, awaiting the acceptance check.
    Registered,
    /// Sent back to be completed, before acceptance.
    IntakeSupplement {
        /// What is asked for.
        request: SupplementRequest,
    },
    /// Refused at intake. Final.
    Refused {
        /// Why.
        refusal: Reasoned,
    },
    /// Accepted.
    Accepted {
        /// Code and dates.
        acceptance: Acceptance,
    },
    /// Being worked on.
    Processing {
        /// Code and dates.
        acceptance: Acceptance,
    },
    /// Awaiting papers from the applicant.
    Supplement {
        /// Code and dates.
        acceptance: Acceptance,
        /// What is asked for.
        request: SupplementRequest,
    },
    /// Awaiting a payment.
    Payment {
        /// Code and dates.
        acceptance: Acceptance,
        /// Since when.
        since: Timestamp,
        /// What follows when it is paid.
        before: PaymentBefore,
    },
    /// Withdrawn by the applicant. Final.
    Withdrawn {
        /// Code and dates, if it had been accepted: only then does it count as processed.
        acceptance: Option<Acceptance>,
        /// When and why.
        withdrawal: Reasoned,
    },
    /// Ended without a result. Final.
    Stopped {
        /// Code and dates.
        acceptance: Acceptance,
        /// When and why.
        stop: Reasoned,
    },
    /// Decided; the result is ready.
    Finished {
        /// Code and dates.
        acceptance: Acceptance,
        /// The decision.
        finish: Finish,
    },
    /// The result is with the applicant. Final.
    HandedOver {
        /// Code and dates.
        acceptance: Acceptance,
        /// The decision.
        finish: Finish,
        /// When it was handed over.
        at: Timestamp,
    },
}

impl State {
    /// The state's code.
    pub const fn code(&self) -> StateCode {
        match self {
            Self::Registered => StateCode::Registered,
            Self::IntakeSupplement { .. } => StateCode::IntakeSupplement,
            Self::Refused { .. } => StateCode::Refused,
            Self::Accepted { .. } => StateCode::Accepted,
            Self::Processing { .. } => StateCode::Processing,
            Self::Supplement { .. } => StateCode::Supplement,
            Self::Payment { .. } => StateCode::Payment,
            Self::Withdrawn { .. } => StateCode::Withdrawn,
            Self::Stopped { .. } => StateCode::Stopped,
            Self::Finished { .. } => StateCode::Finished,
            Self::HandedOver { .. } => StateCode::HandedOver,
        }
    }

    /// What acceptance fixed, once it is accepted.
    pub const fn acceptance(&self) -> Option<&Acceptance> {
        match self {
            Self::Registered | Self::IntakeSupplement { .. } | Self::Refused { .. } => None,
            Self::Withdrawn { acceptance, .. } => acceptance.as_ref(),
            Self::Accepted { acceptance }
            | Self::Processing { acceptance }
            | Self::Supplement { acceptance, .. }
            | Self::Payment { acceptance, .. }
            | Self::Stopped { acceptance, .. }
            | Self::Finished { acceptance, .. }
            | Self::HandedOver { acceptance, .. } => Some(acceptance),
        }
    }

    /// The decision, once it is made.
    pub const fn finish(&self) -> Option<&Finish> {
        match self {
            Self::Finished { finish, .. }
            | Self::HandedOver { finish, .. }
            | Self::Payment { before: PaymentBefore::HandOver { finish }, .. } => Some(finish),
            _ => None,
        }
    }

    /// When processing ended, as the national figures count it (Quyết định 766/QĐ-TTg): refusal,
    /// stop, decision; withdrawal only if it had been accepted.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Refused { refusal } => Some(refusal.at),
            Self::Stopped { stop, .. } => Some(stop.at),
            Self::Withdrawn { acceptance: Some(_), withdrawal } => Some(withdrawal.at),
            _ => match self.finish() {
                Some(finish) => Some(finish.at),
                None => None,
            },
        }
    }

    /// How far it is, for the public.
    pub const fn completion(&self) -> Completion {
        let (stage, percent) = match self {
            Self::Registered => (Stage::Sent, 10),
            Self::IntakeSupplement { .. } => (Stage::WaitingForApplicant, 10),
            Self::Accepted { .. } => (Stage::InProgress, 25),
            Self::Processing { .. } => (Stage::InProgress, 50),
            Self::Supplement { .. } => (Stage::WaitingForApplicant, 50),
            Self::Payment { before: PaymentBefore::Processing, .. } => (Stage::WaitingForApplicant, 50),
            Self::Payment { before: PaymentBefore::HandOver { .. }, .. } => (Stage::WaitingForApplicant, 90),
            Self::Finished { .. } => (Stage::ResultReady, 90),
            Self::Refused { .. } | Self::Withdrawn { .. } | Self::Stopped { .. } | Self::HandedOver { .. } => {
                (Stage::Closed, 100)
            }
        };
        Completion { stage, percent }
    }
}

#[cfg(test)]
mod tests;
