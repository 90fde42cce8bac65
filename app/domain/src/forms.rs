//! The forms that an agency hands out and keeps for a dossier, in the two sets that the law has known: six of Thông tư
//! 01/2018/TT-VPCP (Điều 9), then seven of Thông tư 03/2025/TT-VPCP (Phụ lục I).

use crate::coded::coded_enum;

coded_enum! {
    /// A form; its code is the end of its address.
    pub enum Form {
        /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
        Acceptance => "giay-tiep-nhan",
        /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
        Supplement => "phieu-bo-sung",
        /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
        Refusal => "phieu-tu-choi",
        /// Phiếu xin lỗi và hẹn lại ngày trả kết quả; later Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết.
        Apology => "van-ban-xin-loi",
        /// Thông báo dừng giải quyết hồ sơ; of the later set alone.
        Stop => "thong-bao-dung",
        /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
        ControlSheet => "phieu-kiem-soat",
        /// Sổ theo dõi hồ sơ, of an agency over a time.
        Register => "so-theo-doi",
    }
}

coded_enum! {
    /// Which set of forms a dossier belongs to: that of the [regime](crate::regime::Regime::forms) of the day on which
    /// it came, to its end.
    pub enum FormSet {
        /// The six of Thông tư 01/2018/TT-VPCP.
        Six => "tt01_2018",
        /// The seven of Thông tư 03/2025/TT-VPCP.
        Seven => "tt03_2025",
    }
}

impl FormSet {
    /// The circular that the set comes from.
    #[must_use]
    pub const fn circular(self) -> &'static str {
        match self {
            Self::Six => "01/2018/TT-VPCP",
            Self::Seven => "03/2025/TT-VPCP",
        }
    }

    /// What the law calls a form of this set; none if it isn't of the set.
    #[must_use]
    pub fn title(self, form: Form) -> Option<&'static str> {
        self.number(form)?;
        Some(match (form, self) {
            (Form::Acceptance, _) => "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            (Form::Supplement, _) => "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
            (Form::Refusal, _) => "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
            (Form::Apology, Self::Six) => "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
            (Form::Apology, Self::Seven) => "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
            (Form::Stop, _) => "Thông báo dừng giải quyết hồ sơ",
            (Form::ControlSheet, _) => "Phiếu kiểm soát quá trình giải quyết hồ sơ",
            (Form::Register, _) => "Sổ theo dõi hồ sơ",
        })
    }

    /// The form's number in this set; `None` where the set does not have it.
    #[must_use]
    pub const fn number(self, form: Form) -> Option<u8> {
        Some(match (form, self) {
            (Form::Acceptance, _) => 1,
            (Form::Supplement, _) => 2,
            (Form::Refusal, _) => 3,
            (Form::Apology, _) => 4,
            (Form::Stop, Self::Six) => return None,
            (Form::Stop, Self::Seven) | (Form::ControlSheet, Self::Six) => 5,
            (Form::ControlSheet, Self::Seven) | (Form::Register, Self::Six) => 6,
            (Form::Register, Self::Seven) => 7,
        })
    }
}

impl Form {
    /// Handed to whoever filed the dossier; the others stay inside the agency.
    #[must_use]
    pub const fn is_for_applicant(self) -> bool {
        !matches!(self, Self::ControlSheet | Self::Register)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Thông tư 01/2018/TT-VPCP, Điều 9: 01 to 06; Thông tư 03/2025/TT-VPCP, Phụ lục I: 01 to 07.
    #[test]
    fn each_set_numbers_its_forms_without_gaps() {
        for (set, most) in [(FormSet::Six, 6), (FormSet::Seven, 7)] {
            let numbers: Vec<u8> = Form::ALL.iter().filter_map(|form| set.number(*form)).collect();
            assert_eq!(numbers, (1..=most).collect::<Vec<u8>>(), "{set}");
        }
        assert_eq!(FormSet::Six.number(Form::Stop), None);
    }
}
