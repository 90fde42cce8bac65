//! What the log of a dossier says. How it is folded stands in `fold.rs`.

use std::collections::BTreeMap;

use domain::{
    deadline::Deadline,
    dossier::{Due, Impossible, State, StateCode},
    fee::FeeDue,
    money::Dong,
    quote::FeeQuote,
};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::{
    FeeLine, Grade, Holding, Obligation, Payment, PinnedDeadline, Redating, Supplement, Suspension, fold::can_be_rated,
};

/// What the log says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The state.
    pub state: State,
    /// A helper typed it (nhập hộ), for whomever the resident acts in law.
    #[serde(default)]
    pub typed_by_helper: bool,
    /// Work on it has begun.
    #[serde(default)]
    pub begun: bool,
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
    /// The dates that acceptance fixed: those after a wait are computed from them.
    #[serde(default)]
    pub fixed: Option<Due>,
    /// Times in which it waited for the applicant, once accepted.
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// What was paid, payment by payment, less what went back.
    #[serde(default)]
    pub payments: Vec<Payment>,
    /// What of each fee, by its key, need not be paid, for the dossier ended as it did.
    #[serde(default)]
    pub let_off: BTreeMap<String, Dong>,
    /// Payments that were asked for.
    #[serde(default)]
    pub obligations: Vec<Obligation>,
    /// Apologies with a new date.
    #[serde(default)]
    pub redatings: Vec<Redating>,
    /// The date that the last apology set, moved by later waits; local time.
    #[serde(default)]
    pub redated: Option<DateTime>,
    /// Who held it, from the first hand-over between agencies on.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// The officer whose it is to work on.
    #[serde(default)]
    pub officer_id: Option<String>,
    /// When the head was told.
    #[serde(default)]
    pub escalated_at: Option<Timestamp>,
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
    /// Handed to another agency before acceptance or after the end, or from where it is not.
    #[error("not to be passed on now")]
    Passing,
}

impl Facts {
    /// Asked of the applicant once the end is reached.
    pub fn can_be_rated(&self) -> bool {
        self.rating.is_none() && can_be_rated(&self.state)
    }

    /// The fees, line by line, and what decisions added.
    pub fn fee_lines(&self) -> Vec<FeeLine> {
        let mut lines = self.fee.as_ref().map(FeeLine::of_quote).unwrap_or_default();
        let set = self.obligations.iter().zip(1..);
        lines.extend(set.filter(|(set, _)| !set.amount.is_zero()).map(|(set, number)| FeeLine {
            key: format!("obligation-{number}"),
            name: set.name.clone(),
            due: FeeDue::AfterAcceptance,
            standard: set.amount,
            payable: set.amount,
        }));
        lines
    }

    /// All that is to be paid over the dossier's life.
    pub fn payable(&self) -> Dong {
        let fees = self.fee.as_ref().map_or(Dong::ZERO, |fee| fee.payable);
        self.obligations.iter().fold(fees, |sum, set| sum.checked_add(set.amount).unwrap_or(sum))
    }

    /// Until when what is owed is to be paid, where that was said; local time.
    pub fn pay_until(&self) -> Option<DateTime> {
        let last = self.obligations.last()?;
        last.met_at.is_none().then_some(last.until)
    }

    /// What is due by now and not paid.
    pub fn owed(&self) -> Dong {
        let state = self.state.code();
        let due_now = |due: FeeDue| match due {
            FeeDue::AtFiling => true,
            FeeDue::AfterAcceptance => self.state.acceptance().is_some(),
            FeeDue::BeforeHandover => self.state.finish().is_some(),
        };
        if matches!(state, StateCode::Refused | StateCode::Withdrawn | StateCode::Stopped) {
            return Dong::ZERO;
        }
        let due = self
            .fee_lines()
            .into_iter()
            .filter(|line| due_now(line.due))
            .fold(Dong::ZERO, |sum, line| sum.checked_add(self.asked(&line)).unwrap_or(sum));
        due.checked_sub(self.paid).unwrap_or(Dong::ZERO)
    }

    /// The moment at which lateness is measured once processing has ended at `ended`. While the applicant is waited for,
    /// the request counts as the end (Quyết định 766/QĐ-TTg; RULES.md 2.5), and so it does for what was
    /// withdrawn or stopped meanwhile.
    pub(super) fn measured_at(&self, ended: Timestamp) -> Timestamp {
        let without_result = matches!(self.state.code(), StateCode::Withdrawn | StateCode::Stopped);
        let waited = self.suspensions.last();
        waited.filter(|wait| without_result && wait.to == Some(ended)).map_or(ended, |wait| wait.from)
    }

    /// When the result is due, once that is fixed.
    pub fn due(&self) -> Option<Due> {
        self.state.acceptance().map(|acceptance| acceptance.due)
    }

    /// The date that the applicant was told last, once there is one; local time. Lateness by law is measured against
    /// [`Self::due`], whatever an apology set.
    pub fn expected(&self) -> Option<DateTime> {
        self.redated.or(self.due().map(|due| due.promised))
    }

    /// What the desk must do next, by when (local time): answer, then decide; nothing while the applicant is asked.
    pub fn next_due(&self) -> Option<DateTime> {
        match &self.state {
            State::Registered => Some(self.acknowledge_by),
            State::Accepted { .. } | State::Processing { .. } => self.expected(),
            _ => None,
        }
    }

    /// The agency to which it was passed, where it is not the competent one.
    pub fn holder(&self) -> Option<&str> {
        let (competent, now) = (self.holdings.first()?, self.holdings.last()?);
        (now.agency_id != competent.agency_id).then_some(now.agency_id.as_str())
    }

    /// Everything that was asked for is paid, and the dossier still waits for it.
    pub fn payment_is_met(&self) -> bool {
        self.state.code() == StateCode::Payment && self.owed().is_zero()
    }

    /// Results are kept back until everything is paid.
    pub fn result_released(&self) -> bool {
        self.state.finish().is_some() && self.owed() == Dong::ZERO
    }
}
