//! What the platform knows: bills, the transactions made for them, and what was said about them.

use jiff::Timestamp;

use super::play::{HOURS, Play};

/// How many bills are kept; the oldest go first.
const KEPT: usize = 1_000;
/// The number before the first transaction's.
const FIRST_TRANSACTION: u64 = 900_000;

/// A CONFIRM that was tried.
#[derive(Clone, Debug)]
pub struct Told {
    pub at: Timestamp,
    pub body: String,
    /// The portal's answer, or why there was none.
    pub answer: String,
}

/// A bill that was begun by INIT.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Names it in the address of its page; not guessable.
    pub token: String,
    pub reference: String,
    pub amount_dong: i64,
    pub info: String,
    /// Who pays, from the receipt's data.
    pub payer: String,
    /// INIT as it came.
    pub raw: String,
    /// What was played, and when.
    pub played: Option<(Play, Timestamp)>,
    /// The numbers of its transactions.
    pub transactions: Vec<u64>,
    pub told: Vec<Told>,
}

impl Bill {
    /// `TrangThaiGD`: 1 paid, 3 pending, 4 failed.
    pub fn state(&self, now: Timestamp) -> &'static str {
        match self.played {
            None => "3",
            Some((Play::Pending, at)) if now < at + HOURS => "3",
            Some((play, _)) if play.is_paid() => "1",
            Some(_) => "4",
        }
    }
}

/// All bills, newest first.
#[derive(Default)]
pub struct Bills {
    all: Vec<Bill>,
    transactions: u64,
}

impl Bills {
    pub fn all(&self) -> &[Bill] {
        &self.all
    }

    /// Files a bill; `false` where its reference was used before.
    pub fn open(&mut self, bill: Bill) -> bool {
        if self.all.iter().any(|known| known.reference == bill.reference) {
            return false;
        }
        self.all.insert(0, bill);
        self.all.truncate(KEPT);
        true
    }

    pub fn by_token(&mut self, token: &str) -> Option<&mut Bill> {
        self.all.iter_mut().find(|bill| bill.token == token)
    }

    pub fn by_reference(&self, reference: &str) -> Option<&Bill> {
        self.all.iter().find(|bill| bill.reference == reference)
    }

    /// A number for a new transaction.
    pub fn next_number(&mut self) -> u64 {
        self.transactions += 1;
        FIRST_TRANSACTION + self.transactions
    }
}
