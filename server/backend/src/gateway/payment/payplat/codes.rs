//! The platform's codes as words. They end in this folder.

use domain::payment::FailureReason;

use crate::gateway::payment::{CallbackVerdict, PaymentOutcome};

/// `0`, in the one message; `00` in the other.
pub(super) fn is_success(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|digit| digit == b'0')
}

/// The platform never saw the reference.
pub(super) fn is_unknown_reference(code: &str) -> bool {
    code == UNKNOWN_REFERENCE
}

const UNKNOWN_REFERENCE: &str = "01";

/// `MaLoi` and `MoTaLoi` of what we answer to a CONFIRM. Known before is success, too: there is nothing to repeat.
pub(super) const fn answer(verdict: CallbackVerdict) -> (&'static str, &'static str) {
    match verdict {
        CallbackVerdict::Noted => ("00", "Thanh cong"),
        CallbackVerdict::AlreadyNoted => ("00", "Da ghi nhan truoc do"),
        CallbackVerdict::UnknownOrder => (UNKNOWN_REFERENCE, "Khong tim thay ma tham chieu"),
        CallbackVerdict::WrongAmount => ("04", "So tien khong khop"),
        CallbackVerdict::Forged => ("97", "Sai ma xac thuc"),
        CallbackVerdict::NotNoted => ("99", "Chua ghi nhan duoc"),
    }
}

/// `TrangThaiGD`: where a transaction stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TransactionState {
    /// 1.
    Paid,
    /// 3, for hours sometimes.
    Pending,
    /// 4. A CONFIRM may still follow that says otherwise.
    Failed,
    /// Any other.
    Other,
}

impl TransactionState {
    pub(super) fn parse(code: &str) -> Self {
        match code {
            "1" => Self::Paid,
            "3" => Self::Pending,
            "4" => Self::Failed,
            _ => Self::Other,
        }
    }

    /// Without the number of a transaction, which the answer to a query doesn't hold.
    pub(super) fn outcome(&self) -> PaymentOutcome {
        match self {
            Self::Paid => PaymentOutcome::Paid { transaction_no: None },
            Self::Failed => PaymentOutcome::Failed(FailureReason::Other),
            Self::Pending | Self::Other => PaymentOutcome::Pending,
        }
    }
}
