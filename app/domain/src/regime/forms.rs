//! The forms of the one-stop mechanism: six, then seven.

use crate::coded::coded_enum;

coded_enum! {
    /// A set of forms.
    pub enum FormSet {
        /// Six, of Thông tư 01/2018/TT-VPCP Điều 9.
        Six => "tt01_2018",
        /// Seven, of Thông tư 03/2025/TT-VPCP Phụ lục I.
        Seven => "tt03_2025",
    }
}

coded_enum! {
    /// A form, whatever its number in a set.
    pub enum Form {
        /// The slip of acceptance, with the date.
        Acceptance => "acceptance",
        /// The request for papers.
        Supplement => "supplement",
        /// The refusal to take a dossier in.
        Refusal => "refusal",
        /// The apology for being late, with a new date.
        Apology => "apology",
        /// The notice that it is stopped; only of the seven.
        Stop => "stop",
        /// The sheet on which a dossier's way is written.
        ControlSheet => "control_sheet",
        /// The register.
        Register => "register",
    }
}

impl FormSet {
    /// The forms, in the order of their numbers.
    pub const fn forms(self) -> &'static [Form] {
        match self {
            Self::Six => &[
                Form::Acceptance,
                Form::Supplement,
                Form::Refusal,
                Form::Apology,
                Form::ControlSheet,
                Form::Register,
            ],
            Self::Seven => Form::ALL,
        }
    }

    /// The number of a form in this set, from 1; none if it isn't of the set.
    pub fn number(self, form: Form) -> Option<u8> {
        let place = self.forms().iter().position(|of_set| *of_set == form)?;
        u8::try_from(place + 1).ok()
    }

    /// What the law calls a form of this set; none if it isn't of the set.
    pub fn title(self, form: Form) -> Option<&'static str> {
        self.number(form)?;
        Some(match (form, self) {
            (Form::Acceptance, _) => "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
            (Form::Supplement, _) => "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
            (Form::Refusal, _) => "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
            (Form::Apology, Self::Six) => "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
            (Form::Apology, Self::Seven) => {
                "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
            }
            (Form::Stop, _) => "Thông báo dừng giải quyết hồ sơ",
            (Form::ControlSheet, _) => "Phiếu kiểm soát quá trình giải quyết hồ sơ",
            (Form::Register, _) => "Sổ theo dõi hồ sơ",
        })
    }
}
