//! What a dossier's log says of it, piece by piece.

use domain::{dossier::Waiting, money::Dong};
use jiff::{Timestamp, civil::DateTime};
use serde::{Deserialize, Serialize};

use super::{PaidBy, ReceiptNumber};

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
    /// One more than a dossier may have: it counts as late in the figures from here on, whenever it ends.
    #[serde(default)]
    pub too_many: bool,
}

/// A time in which an accepted dossier waited for its applicant. Whether the clock stood meanwhile is said by the
/// dated rule [`Waiting::clock_rule`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspension {
    /// For what.
    pub why: Waiting,
    /// Since when.
    pub from: Timestamp,
    /// Until when; still open without it.
    pub to: Option<Timestamp>,
}

/// A financial obligation: fees that fell due, or an amount that a decision set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obligation {
    /// Its name, as the receipt says it; empty where it is about the dossier's fees alone.
    pub name: String,
    /// What it adds to the dossier's fees.
    pub amount: Dong,
    /// Until when it is to be paid, local time.
    pub until: DateTime,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// When everything was paid.
    pub met_at: Option<Timestamp>,
}

/// A due date set anew, with an apology.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redating {
    /// When.
    pub at: Timestamp,
    /// The date that was told before, local time.
    pub from: DateTime,
    /// The new one.
    pub to: DateTime,
    /// Why.
    pub reason: String,
}

/// A time in which an agency held the dossier: a line of the control sheet (phiếu kiểm soát).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Which agency.
    pub agency_id: String,
    /// Since when.
    pub from: Timestamp,
    /// Until when it should have passed it on, local time.
    pub until: Option<DateTime>,
    /// When it passed it on.
    pub to: Option<Timestamp>,
}

/// Money that was taken, fee by fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The payment order; absent at the counter.
    pub order_id: Option<String>,
    /// How it came.
    pub by: PaidBy,
    /// The receipt that holds for it.
    pub receipt: ReceiptNumber,
    /// What of it still stands.
    pub lines: Vec<PaidLine>,
}

/// What was paid of a fee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidLine {
    /// The fee's key; empty for what no fee asked for.
    pub key: String,
    /// Its name, as the receipt says it.
    pub name: String,
    /// How much.
    pub amount: Dong,
}

impl Payment {
    /// What of it still stands, in all.
    pub fn amount(&self) -> Dong {
        let amounts = self.lines.iter().map(|line| line.amount);
        amounts.fold(Dong::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(sum))
    }
}
