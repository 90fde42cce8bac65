//! The ways in which a payment can be played, faults among them.

use jiff::SignedDuration;

/// How long a payment is "being processed" where it takes long.
pub const HOURS: SignedDuration = SignedDuration::from_hours(4);

/// What the person at the platform's page chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Play {
    /// Paid, and told at once.
    Success,
    /// The bank says no.
    Failed,
    /// Paid, told twice.
    Double,
    /// Told as failed, then as paid.
    AfterFailed,
    /// Paid, told with the hours of a twelve-hour clock.
    TwelveHours,
    /// Paid, told with the amount as a number.
    Number,
    /// Status 3 for hours, then paid; never told.
    Pending,
    /// Paid, never told: only a query finds it.
    Silent,
    /// Paid twice, as two transactions.
    Twice,
}

impl Play {
    /// In the page's order: value in the form, name, explanation.
    pub const ALL: [(Play, &'static str, &'static str, &'static str); 9] = [
        (Play::Success, "success", "Trả tiền thành công", "Gửi CONFIRM ngay cho cổng dịch vụ công."),
        (Play::Failed, "failed", "Không thành công", "Ngân hàng từ chối."),
        (Play::Double, "double", "Thành công, CONFIRM hai lần", "Hai bản tin giống nhau tới cùng lúc."),
        (
            Play::AfterFailed,
            "after-failed",
            "Báo hỏng rồi báo thành công",
            "CONFIRM thứ nhất nói không thành công, CONFIRM thứ hai nói đã trả.",
        ),
        (Play::TwelveHours, "twelve-hours", "Thành công, giờ ghi theo 12 giờ", "ThoiGianGD 15:20 thành 03:20."),
        (Play::Number, "number", "Thành công, số tiền là số", "SoTien là số, không phải chữ."),
        (
            Play::Pending,
            "pending",
            "Đang xử lý nhiều giờ",
            "Truy vấn trả lời trạng thái 3 trong bốn giờ, rồi 1; không có CONFIRM.",
        ),
        (Play::Silent, "silent", "Thành công, không báo", "Không có CONFIRM; cổng phải tự truy vấn."),
        (Play::Twice, "twice", "Trả hai lần", "Hai giao dịch thành công cho một mã tham chiếu."),
    ];

    /// Reads the form's value.
    pub fn parse(value: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, key, ..)| *key == value).map(|(play, ..)| *play)
    }

    /// Its name on pages.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(play, ..)| *play == self).map_or("", |(_, _, name, _)| name)
    }

    /// Whether the money is taken in the end.
    pub fn is_paid(self) -> bool {
        self != Play::Failed
    }
}
