//! VNPay's two-digit codes as words. They end in this folder.

use domain::payment::FailureReason;

/// `vnp_ResponseCode` of a payment: how the payer's attempt went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseCode {
    /// 00.
    Success,
    /// 07: money taken, but the transaction is suspected.
    Suspected,
    /// 09: the card or account has no internet banking.
    NotRegistered,
    /// 10: card data wrong more than three times.
    AuthenticationFailed,
    /// 11: the payer took too long.
    TimedOut,
    /// 12: the card or account is locked.
    AccountLocked,
    /// 13: wrong one-time password.
    WrongOtp,
    /// 24: the payer cancelled.
    Cancelled,
    /// 51: not enough money.
    InsufficientFunds,
    /// 65: over the day's limit.
    LimitExceeded,
    /// 75: the bank is under maintenance.
    BankMaintenance,
    /// 79: wrong password too often.
    WrongPassword,
    /// 99 and all others, as sent.
    Other(String),
}

impl ResponseCode {
    /// Reads the code; never fails, since gateways add codes.
    pub fn parse(code: &str) -> Self {
        match code {
            "00" => Self::Success,
            "07" => Self::Suspected,
            "09" => Self::NotRegistered,
            "10" => Self::AuthenticationFailed,
            "11" => Self::TimedOut,
            "12" => Self::AccountLocked,
            "13" => Self::WrongOtp,
            "24" => Self::Cancelled,
            "51" => Self::InsufficientFunds,
            "65" => Self::LimitExceeded,
            "75" => Self::BankMaintenance,
            "79" => Self::WrongPassword,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Why the payment failed, where it did.
    pub fn failure(&self) -> FailureReason {
        match self {
            Self::InsufficientFunds | Self::LimitExceeded => FailureReason::Funds,
            Self::TimedOut => FailureReason::TimedOut,
            Self::AuthenticationFailed | Self::WrongOtp | Self::WrongPassword => FailureReason::WrongCode,
            Self::NotRegistered | Self::AccountLocked => FailureReason::Account,
            Self::BankMaintenance => FailureReason::Bank,
            Self::Success | Self::Suspected | Self::Cancelled | Self::Other(_) => FailureReason::Other,
        }
    }

    /// The code as sent, to be stored.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Success => "00",
            Self::Suspected => "07",
            Self::NotRegistered => "09",
            Self::AuthenticationFailed => "10",
            Self::TimedOut => "11",
            Self::AccountLocked => "12",
            Self::WrongOtp => "13",
            Self::Cancelled => "24",
            Self::InsufficientFunds => "51",
            Self::LimitExceeded => "65",
            Self::BankMaintenance => "75",
            Self::WrongPassword => "79",
            Self::Other(code) => code,
        }
    }
}

/// `vnp_TransactionStatus`: where the transaction stands at the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransactionStatus {
    /// 00: paid.
    Success,
    /// 01: not finished.
    Pending,
    /// 02: failed.
    Failed,
    /// 04: taken at the bank, not at the gateway; reversed.
    Reversed,
    /// 05: a refund is being handled.
    RefundInProgress,
    /// 06: a refund was sent to the bank.
    RefundSent,
    /// 07: suspected of fraud.
    Suspected,
    /// 09: a refund was refused.
    RefundRejected,
    /// Any other, as sent.
    Other(String),
}

impl TransactionStatus {
    /// Reads the code; never fails, since gateways add codes.
    pub fn parse(code: &str) -> Self {
        match code {
            "00" => Self::Success,
            "01" => Self::Pending,
            "02" => Self::Failed,
            "04" => Self::Reversed,
            "05" => Self::RefundInProgress,
            "06" => Self::RefundSent,
            "07" => Self::Suspected,
            "09" => Self::RefundRejected,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The code as sent, to be stored.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Success => "00",
            Self::Pending => "01",
            Self::Failed => "02",
            Self::Reversed => "04",
            Self::RefundInProgress => "05",
            Self::RefundSent => "06",
            Self::Suspected => "07",
            Self::RefundRejected => "09",
            Self::Other(code) => code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_a_round_trip() {
        for number in 0..100 {
            let code = format!("{number:02}");
            assert_eq!(ResponseCode::parse(&code).as_str(), code);
            assert_eq!(TransactionStatus::parse(&code).as_str(), code);
        }
    }
}
