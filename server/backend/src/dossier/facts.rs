//! What the log of a dossier says, folded event by event.

use domain::{
    deadline::Deadline,
    dossier::{Acceptance, Due, Finish, Impossible, Reasoned, State, StateCode, SupplementRequest},
    fee::FeeDue,
    money::Dong,
    quote::FeeQuote,
};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::{Entry, Event, FeeLine, Grade, PaidBy, PinnedDeadline};

/// A request for papers and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// What was asked for.
    pub items: Vec<String>,
    /// When.
    pub asked_at: Timestamp,
    /// Until when, local time.
    pub until: DateTime,
    /// When it came.
    pub supplied_at: Option<Timestamp>,
}

/// What the log says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The state.
    pub state: State,
    /// The fees: provisional until acceptance. `None`: not known.
    pub fee: Option<FeeQuote>,
    /// The dates as quoted at submission.
    pub quoted: Option<Deadline>,
    /// The dates that acceptance fixed, with their rules.
    pub pinned: Option<PinnedDeadline>,
    /// Until when the agency answers, local time.
    pub acknowledge_by: DateTime,
    /// What was paid and still stands, in đồng.
    pub paid: Dong,
    /// Of it, through the gateway.
    pub paid_online: Dong,
    /// Requests for papers.
    pub supplements: Vec<Supplement>,
    /// Result files.
    pub results: Vec<String>,
    /// The result's number or a word to the applicant.
    pub result_note: String,
    /// How satisfied the applicant was.
    pub rating: Option<Grade>,
}

/// An event that does not fit the log so far.
#[derive(Debug, thiserror::Error)]
pub enum Misfit {
    /// Not in this state.
    #[error(transparent)]
    Impossible(#[from] Impossible),
    /// The log begins with something else than a submission, or has two.
    #[error("a log begins with one submission")]
    Beginning,
    /// More is paid back than was paid.
    #[error("the amounts do not add up")]
    Money,
    /// Rated twice, or before the end.
    #[error("not to be rated now")]
    Rating,
}

impl Facts {
    /// From the first entry of a log.
    pub(crate) fn begin(entry: &Entry) -> Result<Self, Misfit> {
        let Event::Submitted {
            fee,
            deadline,
            acknowledge_by,
        } = &entry.event
        else {
            return Err(Misfit::Beginning);
        };
        Ok(Self {
            state: State::Registered,
            fee: fee.clone(),
            quoted: deadline.clone(),
            pinned: None,
            acknowledge_by: *acknowledge_by,
            paid: Dong::ZERO,
            paid_online: Dong::ZERO,
            supplements: Vec::new(),
            results: Vec::new(),
            result_note: String::new(),
            rating: None,
        })
    }

    /// The whole log, folded.
    pub(crate) fn of_log(log: &[Entry]) -> Result<Self, Misfit> {
        let (first, rest) = log.split_first().ok_or(Misfit::Beginning)?;
        let mut facts = Self::begin(first)?;
        for entry in rest {
            facts = facts.apply(entry)?;
        }
        Ok(facts)
    }

    /// One more entry.
    pub(crate) fn apply(mut self, entry: &Entry) -> Result<Self, Misfit> {
        let at = entry.at;
        self.state = match (&entry.event, self.state.clone()) {
            (Event::Submitted { .. }, _) => return Err(Misfit::Beginning),
            (Event::Guided { .. }, state) => state,
            (
                Event::Accepted {
                    code,
                    due,
                    pinned,
                    fee,
                },
                state,
            ) => {
                self.fee.clone_from(fee);
                self.pinned.clone_from(pinned);
                state.accept(Acceptance {
                    code: code.clone(),
                    at,
                    due: *due,
                })?
            }
            (
                Event::Refused {
                    reason,
                    legal_ground,
                },
                state,
            ) => state.refuse(reasoned(at, reason, Some(legal_ground)))?,
            (Event::SupplementAsked { items, until }, state) => {
                self.supplements.push(Supplement {
                    items: items.clone(),
                    asked_at: at,
                    until: *until,
                    supplied_at: None,
                });
                state.ask_supplement(SupplementRequest {
                    at,
                    items: items.clone(),
                    until: Some(*until),
                })?
            }
            (Event::Supplied { due, .. }, state) => {
                if let Some(last) = self.supplements.last_mut() {
                    last.supplied_at = Some(at);
                }
                state.supply(*due)?
            }
            (Event::Started, state) => state.start()?,
            (
                Event::Finished {
                    outcome,
                    note,
                    attachments,
                },
                state,
            ) => {
                self.results.clone_from(attachments);
                self.result_note.clone_from(note);
                state.finish_with(Finish {
                    at,
                    outcome: *outcome,
                })?
            }
            (Event::HandedOver { .. }, state) => state.hand_over(at)?,
            (Event::Withdrawn { reason }, state) => state.withdraw(reasoned(at, reason, None))?,
            (
                Event::Stopped {
                    reason,
                    legal_ground,
                },
                state,
            ) => state.stop(reasoned(at, reason, Some(legal_ground)))?,
            (Event::Paid { amount, by, .. }, state) => {
                self.paid = self.paid.checked_add(*amount).map_err(|_| Misfit::Money)?;
                if *by == PaidBy::Online {
                    self.paid_online = self
                        .paid_online
                        .checked_add(*amount)
                        .map_err(|_| Misfit::Money)?;
                }
                state
            }
            (
                Event::RefundQueued {
                    amount, counted, ..
                },
                state,
            ) => {
                if *counted {
                    self.paid = self.paid.checked_sub(*amount).map_err(|_| Misfit::Money)?;
                    self.paid_online = self
                        .paid_online
                        .checked_sub(*amount)
                        .map_err(|_| Misfit::Money)?;
                }
                state
            }
            (Event::Rated { grade, .. }, state) => {
                if self.rating.is_some() || !can_be_rated(&state) {
                    return Err(Misfit::Rating);
                }
                self.rating = Some(*grade);
                state
            }
            (Event::Corrected { .. }, state) => {
                self.results.clear();
                state.correct()?
            }
        };
        Ok(self)
    }

    /// Asked of the applicant once the end is reached.
    pub fn can_be_rated(&self) -> bool {
        self.rating.is_none() && can_be_rated(&self.state)
    }

    /// The fees, line by line.
    pub fn fee_lines(&self) -> Vec<FeeLine> {
        self.fee.as_ref().map(FeeLine::of_quote).unwrap_or_default()
    }

    /// All that is to be paid over the dossier's life.
    pub fn payable(&self) -> Dong {
        self.fee.as_ref().map_or(Dong::ZERO, |fee| fee.payable)
    }

    /// What is due by now and not paid.
    pub fn owed(&self) -> Dong {
        let state = self.state.code();
        let due_now = |due: FeeDue| match due {
            FeeDue::AtFiling => true,
            FeeDue::AfterAcceptance => self.state.acceptance().is_some(),
            FeeDue::BeforeHandover => self.state.finish().is_some(),
        };
        if matches!(
            state,
            StateCode::Refused | StateCode::Withdrawn | StateCode::Stopped
        ) {
            return Dong::ZERO;
        }
        let due = self
            .fee_lines()
            .into_iter()
            .filter(|line| due_now(line.due))
            .fold(Dong::ZERO, |sum, line| {
                sum.checked_add(line.payable).unwrap_or(sum)
            });
        due.checked_sub(self.paid).unwrap_or(Dong::ZERO)
    }

    /// When the result is due, once that is fixed.
    pub fn due(&self) -> Option<Due> {
        self.state.acceptance().map(|acceptance| acceptance.due)
    }

    /// What the desk must do next, by when (local time): answer, then decide; nothing while the applicant is asked.
    pub fn next_due(&self) -> Option<DateTime> {
        match &self.state {
            State::Registered => Some(self.acknowledge_by),
            State::Accepted { acceptance } | State::Processing { acceptance } => {
                Some(acceptance.due.promised)
            }
            _ => None,
        }
    }

    /// Results are kept back until everything is paid.
    pub fn result_released(&self) -> bool {
        self.state.finish().is_some() && self.owed() == Dong::ZERO
    }
}

fn can_be_rated(state: &State) -> bool {
    matches!(
        state.code(),
        StateCode::Finished | StateCode::HandedOver | StateCode::Refused | StateCode::Stopped
    )
}

fn reasoned(at: Timestamp, reason: &str, ground: Option<&String>) -> Reasoned {
    Reasoned {
        at,
        reason: reason.to_owned(),
        legal_ground: ground.cloned(),
    }
}
