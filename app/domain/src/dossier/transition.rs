//! What can be done to a dossier, and what it then is.

use jiff::Timestamp;

use super::{Acceptance, Act, Due, Finish, PaymentBefore, Reasoned, State, StateCode, SupplementRequest};

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
    /// Whether the act is possible now: what a page offers as buttons.
    pub const fn allows(&self, act: Act) -> bool {
        match self {
            Self::Registered => {
                matches!(act, Act::Accept | Act::Refuse | Act::AskSupplement | Act::Withdraw)
            }
            Self::IntakeSupplement { .. } => {
                matches!(act, Act::Supply | Act::Lapse | Act::Withdraw)
            }
            Self::Accepted { .. } => {
                matches!(act, Act::Start | Act::AskPayment | Act::Apologise | Act::Withdraw)
            }
            Self::Processing { .. } => matches!(
                act,
                Act::AskSupplement | Act::AskPayment | Act::Apologise | Act::Stop | Act::Finish | Act::Withdraw
            ),
            Self::Supplement { .. } => matches!(act, Act::Supply | Act::Stop | Act::Withdraw),
            Self::Payment { before: PaymentBefore::Processing, .. } => {
                matches!(act, Act::Pay | Act::Stop | Act::Withdraw)
            }
            Self::Payment { before: PaymentBefore::HandOver { .. }, .. } => {
                matches!(act, Act::Pay)
            }
            Self::Finished { .. } => {
                matches!(act, Act::AskPayment | Act::HandOver | Act::Correct)
            }
            Self::Refused { .. } | Self::Withdrawn { .. } | Self::Stopped { .. } | Self::HandedOver { .. } => false,
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

    /// Refuses at intake.
    ///
    /// # Errors
    /// If it isn't awaiting acceptance.
    pub fn refuse(self, refusal: Reasoned) -> Result<Self, Impossible> {
        match self {
            Self::Registered => Ok(Self::Refused { refusal }),
            other => Err(other.impossible(Act::Refuse)),
        }
    }

    /// What was asked for before acceptance didn't come in time. Whether the time is over is asked by whoever calls.
    ///
    /// # Errors
    /// If nothing was asked for, or it was already accepted.
    pub fn lapse(self, refusal: Reasoned) -> Result<Self, Impossible> {
        match self {
            Self::IntakeSupplement { .. } => Ok(Self::Refused { refusal }),
            other => Err(other.impossible(Act::Lapse)),
        }
    }

    /// Apologises and sets a new date. The state stays, and so do its dates: lateness by law is measured against
    /// those that acceptance fixed.
    ///
    /// # Errors
    /// If the agency's clock doesn't run.
    pub fn apologise(self) -> Result<Self, Impossible> {
        match self {
            Self::Accepted { .. } | Self::Processing { .. } => Ok(self),
            other => Err(other.impossible(Act::Apologise)),
        }
    }

    /// Asks the applicant to complete the dossier.
    ///
    /// # Errors
    /// If it is neither awaiting acceptance nor being worked on.
    pub fn ask_supplement(self, request: SupplementRequest) -> Result<Self, Impossible> {
        match self {
            Self::Registered => Ok(Self::IntakeSupplement { request }),
            Self::Processing { acceptance } => Ok(Self::Supplement { acceptance, request }),
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
            Self::Supplement { acceptance, .. } => Ok(Self::Processing { acceptance: acceptance.due_anew(due) }),
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
            Self::Accepted { acceptance } | Self::Processing { acceptance } => (acceptance, PaymentBefore::Processing),
            Self::Finished { acceptance, finish } => (acceptance, PaymentBefore::HandOver { finish }),
            other => return Err(other.impossible(Act::AskPayment)),
        };
        Ok(Self::Payment { acceptance, since, before })
    }

    /// All that was asked for is paid. `due` as in [`State::supply`].
    ///
    /// # Errors
    /// If no payment was awaited.
    pub fn pay(self, due: Option<Due>) -> Result<Self, Impossible> {
        match self {
            Self::Payment { acceptance, before: PaymentBefore::Processing, .. } => {
                Ok(Self::Processing { acceptance: acceptance.due_anew(due) })
            }
            Self::Payment { acceptance, before: PaymentBefore::HandOver { finish }, .. } => {
                Ok(Self::Finished { acceptance, finish })
            }
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
            | Self::Payment { acceptance, before: PaymentBefore::Processing, .. } => {
                Ok(Self::Stopped { acceptance, stop })
            }
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
            Self::Finished { acceptance, finish } => Ok(Self::HandedOver { acceptance, finish, at }),
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
            | Self::Payment { acceptance, before: PaymentBefore::Processing, .. } => Some(acceptance),
            other => return Err(other.impossible(Act::Withdraw)),
        };
        Ok(Self::Withdrawn { acceptance, withdrawal })
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
        Impossible { state: self.code(), act }
    }
}

impl Acceptance {
    fn due_anew(self, due: Option<Due>) -> Self {
        Self { due: due.unwrap_or(self.due), ..self }
    }
}
