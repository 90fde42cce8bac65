//! What of a fee goes back: as its text says, else by what holds for all.

use serde::{Deserialize, Serialize};

use super::FeeKind;
use crate::coded::coded_enum;
use crate::money::{Dong, Percent};

coded_enum! {
    /// Why a fee might go back.
    pub enum RefundCause {
        /// The dossier wasn't accepted.
        RefusedAtIntake => "refused_at_intake",
        /// After appraisal the applicant turned out not to be eligible.
        Ineligible => "ineligible",
        /// Withdrawn before any work was done.
        WithdrawnBeforeWork => "withdrawn_before_work",
        /// Withdrawn while it was being worked on.
        WithdrawnDuringWork => "withdrawn_during_work",
        /// Ended without a result before any work was done.
        StoppedBeforeWork => "stopped_before_work",
        /// Ended without a result while it was being worked on.
        StoppedDuringWork => "stopped_during_work",
        /// The applicant doesn't want the result.
        ResultDeclined => "result_declined",
        /// Paid twice, or by mistake.
        PaidTwice => "paid_twice",
    }
}

/// What the text of a fee says about giving it back, e.g. Thông tư 25/2021/TT-BTC Điều 6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRule {
    /// When.
    pub cause: RefundCause,
    /// How much of it goes back; 0 is nothing.
    pub percent: Percent,
    /// The document, with its article.
    pub source: String,
}

/// What becomes of a fee that was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundLine {
    /// The fee's key; empty for money that no fee asked for.
    #[serde(default)]
    pub key: String,
    /// Its name, as the receipt says it.
    pub name: String,
    /// What it is in law; none for an amount that a decision set, and for money that no fee asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<FeeKind>,
    /// What was paid of it.
    pub paid: Dong,
    /// What of that goes back; the rest stays.
    pub back: Dong,
    /// The fee's own text, where it says so; else what holds for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl RefundLine {
    /// What stays.
    pub fn kept(&self) -> Dong {
        self.paid.checked_sub(self.back).unwrap_or(Dong::ZERO)
    }
}

/// What goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refund<'a> {
    /// The amount.
    pub dong: Dong,
    /// The fee's own text, where it says so.
    pub source: Option<&'a str>,
}

/// What of `paid` goes back for a cause. What was paid twice always goes back whole. For the rest the fee's own text
/// goes first. Without one: all, if no work was done; after that a duty (lệ phí) whose applicant isn't eligible,
/// and nothing else, as Thông tư 25/2021/TT-BTC Điều 6 has it for its own (a charge pays for the appraisal).
pub fn refund(rules: &[RefundRule], kind: FeeKind, cause: RefundCause, paid: Dong) -> Refund<'_> {
    let own = rules.iter().find(|rule| rule.cause == cause);
    let percent = match (cause, own) {
        (RefundCause::PaidTwice, _) => Percent::ALL,
        (_, Some(rule)) => rule.percent,
        (RefundCause::RefusedAtIntake | RefundCause::WithdrawnBeforeWork | RefundCause::StoppedBeforeWork, None) => {
            Percent::ALL
        }
        (RefundCause::Ineligible, None) if kind == FeeKind::Duty => Percent::ALL,
        _ => Percent::default(),
    };
    // What the State keeps is rounded down, so what goes back is rounded up.
    let kept = paid.less(percent);
    Refund {
        dong: paid.checked_sub(kept).unwrap_or(Dong::ZERO),
        source: own.filter(|_| cause != RefundCause::PaidTwice).map(|rule| rule.source.as_str()),
    }
}
