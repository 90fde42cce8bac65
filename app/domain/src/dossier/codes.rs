//! The codes of states, acts, stages and outcomes.

use crate::coded::coded_enum;

coded_enum! {
    /// A state's stable code. Two of them share the national code 5: a supplement asked for
    /// before acceptance, when no clock runs yet, and one after.
    pub enum StateCode {
        /// 1 Mới đăng ký.
        Registered => "registered",
        /// 5 Yêu cầu bổ sung giấy tờ, before acceptance.
        IntakeSupplement => "intake_supplement",
        /// 3 Không được tiếp nhận.
        Refused => "refused",
        /// 2 Được tiếp nhận.
        Accepted => "accepted",
        /// 4 Đang xử lý.
        Processing => "processing",
        /// 5 Yêu cầu bổ sung giấy tờ, after acceptance.
        Supplement => "supplement",
        /// 6 Yêu cầu thực hiện nghĩa vụ tài chính.
        Payment => "payment",
        /// 7 Công dân yêu cầu rút hồ sơ.
        Withdrawn => "withdrawn",
        /// 8 Dừng xử lý.
        Stopped => "stopped",
        /// 9 Đã xử lý xong.
        Finished => "finished",
        /// 10 Đã trả kết quả.
        HandedOver => "handed_over",
    }
}

coded_enum! {
    /// What can be done to a dossier once it is sent.
    pub enum Act {
        /// Tiếp nhận.
        Accept => "accept",
        /// Từ chối tiếp nhận.
        Refuse => "refuse",
        /// What was asked for before acceptance did not come in time.
        Lapse => "lapse",
        /// Yêu cầu bổ sung, all at once.
        AskSupplement => "ask_supplement",
        /// The applicant supplements.
        Supply => "supply",
        /// Bắt đầu xử lý.
        Start => "start",
        /// Yêu cầu thực hiện nghĩa vụ tài chính.
        AskPayment => "ask_payment",
        /// All that was asked for is paid.
        Pay => "pay",
        /// Xin lỗi và hẹn lại ngày trả kết quả; the state stays.
        Apologise => "apologise",
        /// Dừng xử lý.
        Stop => "stop",
        /// Xử lý xong, with a result.
        Finish => "finish",
        /// Trả kết quả.
        HandOver => "hand_over",
        /// The applicant withdraws.
        Withdraw => "withdraw",
        /// Sai sót: the result is taken back to be corrected (Nghị định 61/2018 Điều 21).
        Correct => "correct",
    }
}

coded_enum! {
    /// For what a dossier waits from its applicant while the agency's clock may stand.
    pub enum Waiting {
        /// Giấy tờ bổ sung.
        Supplement => "supplement",
        /// Nghĩa vụ tài chính.
        Payment => "payment",
    }
}

impl Waiting {
    /// The dated rule that says what the clock does meanwhile: a [`ClockPolicy`](crate::deadline::ClockPolicy).
    #[must_use]
    pub const fn clock_rule(self) -> &'static str {
        match self {
            Self::Supplement => "supplement_clock",
            Self::Payment => "payment_clock",
        }
    }
}

coded_enum! {
    /// How far a dossier is, as anyone may read it without signing in
    /// (Thông tư 01/2018/TT-VPCP Điều 16).
    pub enum Stage {
        /// Sent, not yet accepted.
        Sent => "sent",
        /// The agency works on it.
        InProgress => "in_progress",
        /// The applicant has something to do.
        WaitingForApplicant => "waiting_for_applicant",
        /// The result is there.
        ResultReady => "result_ready",
        /// It is over: result handed over, refused, withdrawn or stopped.
        Closed => "closed",
    }
}

coded_enum! {
    /// What the decision was.
    pub enum Outcome {
        /// What was asked for is granted.
        Granted => "granted",
        /// It is refused, after appraisal.
        Denied => "denied",
    }
}

impl StateCode {
    /// The national status code, from 1 to 10 (never shown to citizens).
    pub const fn national(self) -> u8 {
        match self {
            Self::Registered => 1,
            Self::Accepted => 2,
            Self::Refused => 3,
            Self::Processing => 4,
            Self::IntakeSupplement | Self::Supplement => 5,
            Self::Payment => 6,
            Self::Withdrawn => 7,
            Self::Stopped => 8,
            Self::Finished => 9,
            Self::HandedOver => 10,
        }
    }

    /// Whether nothing more can happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Stopped | Self::HandedOver)
    }

    /// Whether the agency's clock runs: accepted, and neither waiting for the applicant nor decided.
    pub const fn clock_runs(self) -> bool {
        matches!(self, Self::Accepted | Self::Processing)
    }
}
