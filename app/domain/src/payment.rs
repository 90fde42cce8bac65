//! Paying online.

use crate::coded::coded_enum;

coded_enum! {
    /// Why a payment did not go through, as far as the payer can do something about it; the same for every gateway.
    pub enum FailureReason {
        /// Not enough money, or over the day's limit.
        Funds => "funds",
        /// It took too long.
        TimedOut => "timed_out",
        /// A wrong code or password.
        WrongCode => "wrong_code",
        /// The card or account cannot pay online.
        Account => "account",
        /// The bank is under maintenance.
        Bank => "bank",
        /// Any other, or the gateway does not say.
        Other => "other",
    }
}
