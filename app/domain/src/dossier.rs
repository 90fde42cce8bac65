//! The life of a dossier: the national states 1 to 10, each with what is true only there.
//!
//! A transition takes the state and gives the next, or says that the act isn't possible there;
//! who may do it is asked elsewhere. A refusal after appraisal is a result (state 9), not state 3
//! (Nghị định 61/2018 Điều 19 khoản 8).

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::code::DossierCode;
use crate::coded::coded_enum;

coded_enum! {
    /// A state's stable code. Two of them share the national code 5: a supplement asked for
    /// before acceptance, when no clock runs yet, and one after.
    pub enum StateCode {
        /// 1 Mới đăng ký.
        Registered => "registered",
        /// 5 Yêu cầu bổ sung giấy tờ, before acceptance.
        IntakeSupplement => "intake_supplement",
        /// 3 Không được tiếp nhận.
        Refused => "refused",
        /// 2 Được tiếp nhận.
        Accepted => "accepted",
        /// 4 Đang xử lý.
        Processing => "processing",
        /// 5 Yêu cầu bổ sung giấy tờ, after acceptance.
        Supplement => "supplement",
        /// 6 Yêu cầu thực hiện nghĩa vụ tài chính.
        Payment => "payment",
        /// 7 Công dân yêu cầu rút hồ sơ.
        Withdrawn => "withdrawn",
        /// 8 Dừng xử lý.
        Stopped => "stopped",
        /// 9 Đã xử lý xong.
        Finished => "finished",
        /// 10 Đã trả kết quả.
        HandedOver => "handed_over",
    }
}

coded_enum! {
    /// What can be done to a dossier once it is sent.
    pub enum Act {
        /// Tiếp nhận.
        Accept => "accept",
        /// Từ chối tiếp nhận.
        Refuse => "refuse",
        /// Yêu cầu bổ sung, all at once.
        AskSupplement => "ask_supplement",
        /// The applicant supplements.
        Supply => "supply",
        /// Bắt đầu xử lý.
        Start => "start",
        /// Yêu cầu thực hiện nghĩa vụ tài chính.
        AskPayment => "ask_payment",
        /// All that was asked for is paid.
        Pay => "pay",
        /// Dừng xử lý.
        Stop => "stop",
        /// Xử lý xong, with a result.
        Finish => "finish",
        /// Trả kết quả.
        HandOver => "hand_over",
        /// The applicant withdraws.
        Withdraw => "withdraw",
        /// Sai sót: the result is taken back to be corrected (Nghị định 61/2018 Điều 21).
        Correct => "correct",
    }
}

coded_enum! {
    /// How far a dossier is, as anyone may read it without signing in
    /// (Thông tư 01/2018/TT-VPCP Điều 16).
    pub enum Stage {
        /// Sent, not yet accepted.
        Sent => "sent",
        /// The agency works on it.
        InProgress => "in_progress",
        /// The applicant has something to do.
        WaitingForApplicant => "waiting_for_applicant",
        /// The result is there.
        ResultReady => "result_ready",
        /// It is over: result handed over, refused, withdrawn or stopped.
        Closed => "closed",
    }
}

coded_enum! {
    /// What the decision was.
    pub enum Outcome {
        /// What was asked for is granted.
        Granted => "granted",
        /// It is refused, after appraisal.
        Denied => "denied",
    }
}

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

/// When the result is due, local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// By law.
    pub statutory: DateTime,
    /// As promised; never later.
    pub promised: DateTime,
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

/// An act that isn't possible in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a dossier that is {state} can't be changed by {act}")]
pub struct Impossible {
    /// The state.
    pub state: StateCode,
    /// The act.
    pub act: Act,
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
            | Self::Payment {
                before: PaymentBefore::HandOver { finish },
                ..
            } => Some(finish),
            _ => None,
        }
    }

    /// When processing ended, as the national figures count it (Quyết định 766/QĐ-TTg): refusal,
    /// stop, decision; withdrawal only if it had been accepted.
    pub const fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Refused { refusal } => Some(refusal.at),
            Self::Stopped { stop, .. } => Some(stop.at),
            Self::Withdrawn {
                acceptance: Some(_),
                withdrawal,
            } => Some(withdrawal.at),
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
            Self::Payment {
                before: PaymentBefore::Processing,
                ..
            } => (Stage::WaitingForApplicant, 50),
            Self::Payment {
                before: PaymentBefore::HandOver { .. },
                ..
            } => (Stage::WaitingForApplicant, 90),
            Self::Finished { .. } => (Stage::ResultReady, 90),
            Self::Refused { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. }
            | Self::HandedOver { .. } => (Stage::Closed, 100),
        };
        Completion { stage, percent }
    }

    /// Whether the act is possible now: what a page offers as buttons.
    pub const fn allows(&self, act: Act) -> bool {
        match self {
            Self::Registered => {
                matches!(
                    act,
                    Act::Accept | Act::Refuse | Act::AskSupplement | Act::Withdraw
                )
            }
            Self::IntakeSupplement { .. } => {
                matches!(act, Act::Supply | Act::Refuse | Act::Withdraw)
            }
            Self::Accepted { .. } => matches!(act, Act::Start | Act::AskPayment | Act::Withdraw),
            Self::Processing { .. } => matches!(
                act,
                Act::AskSupplement | Act::AskPayment | Act::Stop | Act::Finish | Act::Withdraw
            ),
            Self::Supplement { .. } => matches!(act, Act::Supply | Act::Stop | Act::Withdraw),
            Self::Payment {
                before: PaymentBefore::Processing,
                ..
            } => {
                matches!(act, Act::Pay | Act::Stop | Act::Withdraw)
            }
            Self::Payment {
                before: PaymentBefore::HandOver { .. },
                ..
            } => {
                matches!(act, Act::Pay)
            }
            Self::Finished { .. } => {
                matches!(act, Act::AskPayment | Act::HandOver | Act::Correct)
            }
            Self::Refused { .. }
            | Self::Withdrawn { .. }
            | Self::Stopped { .. }
            | Self::HandedOver { .. } => false,
        }
    }

    /// What is possible now.
    pub fn acts(&self) -> impl Iterator<Item = Act> + '_ {
        Act::ALL.iter().copied().filter(|act| self.allows(*act))
    }

    /// Accepts a dossier that is complete.
    ///
    /// # Errors
    /// If it isn't awaiting acceptance.
    pub fn accept(self, acceptance: Acceptance) -> Result<Self, Impossible> {
        match self {
            Self::Registered => Ok(Self::Accepted { acceptance }),
            other => Err(other.impossible(Act::Accept)),
        }
    }

    /// Refuses at intake, or when what was asked for didn't come in time.
    ///
    /// # Errors
    /// If it was already accepted or is over.
    pub fn refuse(self, refusal: Reasoned) -> Result<Self, Impossible> {
        match self {
            Self::Registered | Self::IntakeSupplement { .. } => Ok(Self::Refused { refusal }),
            other => Err(other.impossible(Act::Refuse)),
        }
    }

    /// Asks the applicant to complete the dossier.
    ///
    /// # Errors
    /// If it is neither awaiting acceptance nor being worked on.
    pub fn ask_supplement(self, request: SupplementRequest) -> Result<Self, Impossible> {
        match self {
            Self::Registered => Ok(Self::IntakeSupplement { request }),
            Self::Processing { acceptance } => Ok(Self::Supplement {
                acceptance,
                request,
            }),
            other => Err(other.impossible(Act::AskSupplement)),
        }
    }

    /// The applicant supplied what was asked for. `due` is worked out anew under the clock policy
    /// of the procedure (restarted or suspended); before acceptance it isn't looked at.
    ///
    /// # Errors
    /// If nothing was asked for.
    pub fn supply(self, due: Option<Due>) -> Result<Self, Impossible> {
        match self {
            Self::IntakeSupplement { .. } => Ok(Self::Registered),
            Self::Supplement { acceptance, .. } => Ok(Self::Processing {
                acceptance: acceptance.due_anew(due),
            }),
            other => Err(other.impossible(Act::Supply)),
        }
    }

    /// Starts the work.
    ///
    /// # Errors
    /// If it isn't accepted, or already begun.
    pub fn start(self) -> Result<Self, Impossible> {
        match self {
            Self::Accepted { acceptance } => Ok(Self::Processing { acceptance }),
            other => Err(other.impossible(Act::Start)),
        }
    }

    /// Asks for a payment, before the work goes on or before the result is handed over.
    ///
    /// # Errors
    /// If it isn't accepted, or is over.
    pub fn ask_payment(self, since: Timestamp) -> Result<Self, Impossible> {
        let (acceptance, before) = match self {
            Self::Accepted { acceptance } | Self::Processing { acceptance } => {
                (acceptance, PaymentBefore::Processing)
            }
            Self::Finished { acceptance, finish } => {
                (acceptance, PaymentBefore::HandOver { finish })
            }
            other => return Err(other.impossible(Act::AskPayment)),
        };
        Ok(Self::Payment {
            acceptance,
            since,
            before,
        })
    }

    /// All that was asked for is paid. `due` as in [`State::supply`].
    ///
    /// # Errors
    /// If no payment was awaited.
    pub fn pay(self, due: Option<Due>) -> Result<Self, Impossible> {
        match self {
            Self::Payment {
                acceptance,
                before: PaymentBefore::Processing,
                ..
            } => Ok(Self::Processing {
                acceptance: acceptance.due_anew(due),
            }),
            Self::Payment {
                acceptance,
                before: PaymentBefore::HandOver { finish },
                ..
            } => Ok(Self::Finished { acceptance, finish }),
            other => Err(other.impossible(Act::Pay)),
        }
    }

    /// Ends it without a result.
    ///
    /// # Errors
    /// If it isn't being worked on, or is already decided.
    pub fn stop(self, stop: Reasoned) -> Result<Self, Impossible> {
        match self {
            Self::Processing { acceptance }
            | Self::Supplement { acceptance, .. }
            | Self::Payment {
                acceptance,
                before: PaymentBefore::Processing,
                ..
            } => Ok(Self::Stopped { acceptance, stop }),
            other => Err(other.impossible(Act::Stop)),
        }
    }

    /// Decides.
    ///
    /// # Errors
    /// If it isn't being worked on.
    pub fn finish_with(self, finish: Finish) -> Result<Self, Impossible> {
        match self {
            Self::Processing { acceptance } => Ok(Self::Finished { acceptance, finish }),
            other => Err(other.impossible(Act::Finish)),
        }
    }

    /// Gives the result to the applicant.
    ///
    /// # Errors
    /// If there is none, or it waits for a payment.
    pub fn hand_over(self, at: Timestamp) -> Result<Self, Impossible> {
        match self {
            Self::Finished { acceptance, finish } => Ok(Self::HandedOver {
                acceptance,
                finish,
                at,
            }),
            other => Err(other.impossible(Act::HandOver)),
        }
    }

    /// The applicant withdraws: possible until a decision is made, also between acceptance and the
    /// start of work.
    ///
    /// # Errors
    /// If it is decided or over.
    pub fn withdraw(self, withdrawal: Reasoned) -> Result<Self, Impossible> {
        let acceptance = match self {
            Self::Registered | Self::IntakeSupplement { .. } => None,
            Self::Accepted { acceptance }
            | Self::Processing { acceptance }
            | Self::Supplement { acceptance, .. }
            | Self::Payment {
                acceptance,
                before: PaymentBefore::Processing,
                ..
            } => Some(acceptance),
            other => return Err(other.impossible(Act::Withdraw)),
        };
        Ok(Self::Withdrawn {
            acceptance,
            withdrawal,
        })
    }

    /// Takes a decision back to correct it; the log keeps that it was made.
    ///
    /// # Errors
    /// If there is no decision, or it was handed over.
    pub fn correct(self) -> Result<Self, Impossible> {
        match self {
            Self::Finished { acceptance, .. } => Ok(Self::Processing { acceptance }),
            other => Err(other.impossible(Act::Correct)),
        }
    }

    const fn impossible(&self, act: Act) -> Impossible {
        Impossible {
            state: self.code(),
            act,
        }
    }
}

impl Acceptance {
    fn due_anew(self, due: Option<Due>) -> Self {
        Self {
            due: due.unwrap_or(self.due),
            ..self
        }
    }
}

impl StateCode {
    /// The national status code, from 1 to 10 (never shown to citizens).
    pub const fn national(self) -> u8 {
        match self {
            Self::Registered => 1,
            Self::Accepted => 2,
            Self::Refused => 3,
            Self::Processing => 4,
            Self::IntakeSupplement | Self::Supplement => 5,
            Self::Payment => 6,
            Self::Withdrawn => 7,
            Self::Stopped => 8,
            Self::Finished => 9,
            Self::HandedOver => 10,
        }
    }

    /// Whether nothing more can happen.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Refused | Self::Withdrawn | Self::Stopped | Self::HandedOver
        )
    }

    /// Whether the agency's clock runs: accepted, and neither waiting for the applicant nor decided.
    pub const fn clock_runs(self) -> bool {
        matches!(self, Self::Accepted | Self::Processing)
    }
}

#[cfg(test)]
mod tests;
