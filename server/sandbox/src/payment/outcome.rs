//! The ways in which a payment can be played.

/// What the person at the gateway's page chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Play {
    /// Paid, and everybody hears of it.
    Success,
    /// The payer turns back.
    Cancel,
    /// Not enough money.
    Insufficient,
    /// The payer took too long.
    TimedOut,
    /// Paid; the callback comes late, yet in time.
    Slow,
    /// Paid; the callback comes twice at once.
    Double,
    /// The browser returns without a result; paid after the order has ended.
    Late,
    /// Paid; no callback, only a query finds it.
    Silent,
    /// Paid twice, as two transactions.
    Twice,
}

impl Play {
    /// In the page's order: value in the form, name, explanation.
    pub const ALL: [(Play, &'static str, &'static str, &'static str); 9] = [
        (Play::Success, "success", "Trả tiền thành công", "Báo kết quả ngay cho cổng dịch vụ công."),
        (Play::Cancel, "cancel", "Hủy", "Người trả đổi ý (mã 24)."),
        (Play::Insufficient, "insufficient", "Không đủ số dư", "Ngân hàng từ chối (mã 51)."),
        (Play::TimedOut, "timeout", "Quá thời gian", "Người trả không làm kịp (mã 11)."),
        (Play::Slow, "slow", "Thành công, báo chậm", "Trình duyệt về trước, kết quả tới sau ít giây."),
        (Play::Double, "double", "Thành công, báo hai lần", "Hai lời báo giống nhau tới cùng lúc."),
        (
            Play::Late,
            "late",
            "Thành công muộn",
            "Trình duyệt về không có kết quả; tiền chỉ trả xong sau khi yêu cầu đã hết hạn.",
        ),
        (Play::Silent, "silent", "Thành công, không báo", "Không có lời báo nào tới; cổng phải tự hỏi mới biết."),
        (Play::Twice, "twice", "Trả hai lần", "Hai giao dịch thành công cho một yêu cầu; một phải được hoàn."),
    ];

    /// Reads the form's value.
    pub fn parse(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, key, ..)| *key == value).map(|(play, ..)| *play)
    }

    /// `vnp_ResponseCode` and `vnp_TransactionStatus`.
    pub fn codes(self) -> (&'static str, &'static str) {
        match self {
            Play::Cancel => ("24", "02"),
            Play::Insufficient => ("51", "02"),
            Play::TimedOut => ("11", "02"),
            _ => ("00", "00"),
        }
    }
}
