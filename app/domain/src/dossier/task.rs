//! What falls due by time alone.

use crate::coded::coded_enum;

coded_enum! {
    /// What falls due; the desk's tasks in the order in which the board shows them.
    pub enum TaskKind {
        /// The law's date has passed.
        LateLaw => "late_law",
        /// The date told to the applicant has passed; the head is told.
        Late => "late",
        /// The agency's head was asked to look; shown to the head alone.
        Escalated => "escalated",
        /// The last working day for an apology with a new date has come.
        Apology => "apology",
        /// Papers that were asked for did not come in time.
        SupplementOver => "supplement_over",
        /// What was to be paid was not paid in time.
        PaymentOver => "payment_over",
        /// The applicant is reminded of papers.
        RemindSupplement => "remind_supplement",
        /// The applicant is reminded of a payment that the dossier waits for.
        RemindPayment => "remind_payment",
        /// The applicant is reminded of a fee that is owed.
        RemindFee => "remind_fee",
        /// A request for papers before acceptance lapses, where the procedure's law says so.
        Lapse => "lapse",
    }
}

impl TaskKind {
    /// Something for the desk to do, open until it is done.
    #[must_use]
    pub const fn is_for_desk(self) -> bool {
        matches!(
            self,
            Self::LateLaw | Self::Late | Self::Escalated | Self::Apology | Self::SupplementOver | Self::PaymentOver
        )
    }
}
