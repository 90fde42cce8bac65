//! Papers of made-up dossiers.

use app::papers::{
    Acceptance, Apology, ControlSheet, Head, Issued, Paper, Receipt, Register, RegisterRow, Replaces, Step, Stop,
    Submitted, Timing, acceptance, apology, control_sheet, receipt, refusal, register, stop, supplement,
};
use domain::{forms::FormSet, money::Dong};
use jiff::civil::{date, datetime};

pub const CODE: &str = "000.00.15.H48-261120-0007";
pub const TRACKING: &str = "https://portal.example.vn/tra-cuu?ma=000.00.15.H48-261120-0007";

fn dong(amount: i64) -> Dong {
    Dong::new(amount).unwrap()
}

pub fn head(set: FormSet) -> Head {
    Head {
        set,
        agency: "UBND phường Cẩm Thành".into(),
        contact: vec!["48 Hùng Vương, phường Cẩm Thành".into(), "0255\u{a0}3822\u{a0}333".into()],
        name: CODE.into(),
        tracking: TRACKING.into(),
        applicant: "Nguyễn Thị Ánh Nguyệt".into(),
        reached: vec![
            ("Địa chỉ".into(), "Tổ dân phố 3, phường Cẩm Thành, tỉnh Quảng Ngãi".into()),
            ("Số điện thoại".into(), "0905\u{a0}000\u{a0}111".into()),
        ],
        service: "Đăng ký thành lập hộ kinh doanh".into(),
        demo: true,
    }
}

pub fn issued() -> Issued {
    Issued {
        at: datetime(2026, 2, 5, 8, 30, 0, 0),
        officer: "Võ Thị Mỹ Hường".into(),
        ordinal: 1,
        guidance: "Nộp bản gốc tại quầy số 3, buổi sáng.".into(),
        contact: "Phạm Văn Rớt, UBND phường Cẩm Thành, 0255 3822 333".into(),
    }
}

pub fn slip(documents: usize) -> Paper {
    let document = |place: usize| Submitted {
        name: match place % 3 {
            0 => "Giấy đề nghị đăng ký hộ kinh doanh (theo mẫu)".into(),
            1 => "Bản sao văn bản ủy quyền của thành viên hộ gia đình cho một thành viên làm chủ hộ \
                kinh doanh, trong trường hợp các thành viên hộ gia đình đăng ký hộ kinh doanh"
                .into(),
            _ => "Hợp đồng thuê nhà".into(),
        },
        kind: if place.is_multiple_of(2) { "Bản điện tử" } else { "Bản sao" }.into(),
        count: 1 + place % 2,
    };
    let form = Acceptance {
        documents: (0..documents).map(document).collect(),
        sets: 1,
        limit: Some("3 ngày làm việc".into()),
        received_at: datetime(2026, 2, 5, 8, 30, 0, 0),
        promised: datetime(2026, 2, 9, 17, 0, 0, 0),
        channel: "Trực tuyến".into(),
        delivery: "Nhận qua bưu chính: Nguyễn Thị Ánh Nguyệt, 0905\u{a0}000\u{a0}111; Tổ dân phố 3, phường Cẩm Thành"
            .into(),
        fee: Some(dong(50_000)),
    };
    acceptance(&head(FormSet::Seven), &issued(), &form)
}

pub fn asked() -> Paper {
    let items = vec![
        "Bản chụp hợp đồng thuê nhà, vì địa chỉ kinh doanh là nhà thuê. Chụp đủ các trang, rõ chữ ký của hai bên."
            .into(),
        "Giấy đề nghị thiếu mã ngành nghề cấp 4.\nXem danh mục tại Quyết định 36/2025/QĐ-TTg.".into(),
    ];
    supplement(&head(FormSet::Six), &issued(), &items, datetime(2026, 3, 9, 17, 0, 0, 0))
}

pub fn refused() -> Paper {
    refusal(
        &head(FormSet::Seven),
        &issued(),
        "Hồ sơ nộp không đúng cơ quan có thẩm quyền. Đề nghị nộp tại UBND xã Ba Tơ, nơi đặt trụ sở hộ kinh doanh.",
        "Nghị định 118/2025/NĐ-CP, Điều 17",
    )
}

pub fn sorry(set: FormSet) -> Paper {
    let form = Apology {
        promised: datetime(2026, 2, 9, 17, 0, 0, 0),
        new_date: datetime(2026, 2, 12, 17, 0, 0, 0),
        reason: "Phải xác minh địa chỉ kinh doanh ở xã khác.".into(),
        responsible: "Phòng Kinh tế, Hạ tầng và Đô thị".into(),
    };
    apology(&head(set), &issued(), &form)
}

pub fn stopped() -> Paper {
    let form = Stop {
        reason: "Quá thời hạn bổ sung mà người nộp không bổ sung giấy tờ.".into(),
        legal_ground: "Nghị định 168/2025/NĐ-CP, Điều 90".into(),
        stage: "Chờ bổ sung giấy tờ".into(),
        fees: vec![
            "Lệ phí đăng ký hộ kinh doanh: hoàn lại 1.200.000 đồng.".into(),
            "Phí thẩm định: không hoàn lại 34.567 đồng.".into(),
        ],
    };
    stop(&head(FormSet::Seven), &issued(), &form)
}

pub fn sheet() -> Paper {
    let step = |what: &str, day: i8, timing, note: &str| Step {
        what: what.into(),
        by: "Võ Thị Mỹ Hường".into(),
        to: "Bộ phận Một cửa".into(),
        at: datetime(2026, 2, day, 8, 5, 0, 0),
        timing,
        note: note.into(),
    };
    let form = ControlSheet {
        steps: vec![
            step("Nộp hồ sơ", 4, None, ""),
            step("Tiếp nhận hồ sơ", 5, Some(Timing::OnTime), ""),
            step("Thụ lý, giải quyết", 5, None, ""),
            step("Giải quyết xong", 10, Some(Timing::Late), "Còn trong hạn theo quy định"),
        ],
        promised: Some(datetime(2026, 2, 9, 17, 0, 0, 0)),
        statutory: Some(datetime(2026, 2, 10, 17, 0, 0, 0)),
    };
    control_sheet(&head(FormSet::Seven), &issued(), &form)
}

pub fn book(rows: usize) -> Paper {
    let row = |place: usize| RegisterRow {
        code: format!("000.00.15.H48-2602{:02}-{:04}", place % 28 + 1, place),
        service: if place.is_multiple_of(3) {
            "Đăng ký lại khai sinh cho người đã có hồ sơ, giấy tờ cá nhân".into()
        } else {
            "Đăng ký khai sinh".into()
        },
        sets: 1,
        applicant: "Đinh Thị H’Lan Niê".into(),
        reached: "Thôn Nước Đang, xã Ba Tơ · 0905\u{a0}123\u{a0}456".into(),
        received_at: datetime(2026, 2, 5, 8, 30, 0, 0),
        promised: datetime(2026, 2, 9, 17, 0, 0, 0),
        handed_over: if place.is_multiple_of(4) { String::new() } else { "10:05 09/02/2026".into() },
        delivery: "Nhận tại quầy".into(),
    };
    register(&Register {
        agency: "UBND xã Ba Tơ".into(),
        contact: vec![],
        set: FormSet::Seven,
        days: (date(2026, 2, 1), date(2026, 2, 28)),
        rows: (1..=rows).map(row).collect(),
        demo: false,
        at: datetime(2026, 3, 1, 7, 15, 0, 0),
        officer: "Phạm Văn Rớt".into(),
    })
}

pub fn paid() -> Paper {
    receipt(&collected())
}

/// The receipt that stands in the place of another.
pub fn corrected() -> Paper {
    receipt(&Receipt {
        number: 13,
        payer: "Nguyễn Thị Ánh Nguyệt".into(),
        at: datetime(2026, 2, 6, 10, 0, 0, 0),
        replaces: Some(Replaces {
            number: "000.00.15.H48/2026, số 00000012".into(),
            reason: "Ghi sai tên người nộp tiền".into(),
            recorded_by: "Phạm Văn Rớt".into(),
            paid_at: datetime(2026, 2, 5, 9, 17, 0, 0),
        }),
        ..collected()
    })
}

/// The one that was wrong.
pub fn replaced() -> Paper {
    receipt(&Receipt {
        payer: "Nguyễn Thị Nguyệt".into(),
        replaced_by: Some("000.00.15.H48/2026, số 00000013".into()),
        ..collected()
    })
}

fn collected() -> Receipt {
    Receipt {
        series: "000.00.15.H48".into(),
        year: 2026,
        number: 12,
        agency: "UBND phường Cẩm Thành".into(),
        agency_address: Some("48 Hùng Vương, phường Cẩm Thành".into()),
        payer: "Nguyễn Thị Ánh Nguyệt".into(),
        dossier: CODE.into(),
        service: "Đăng ký thành lập hộ kinh doanh".into(),
        lines: vec![("Lệ phí đăng ký hộ kinh doanh".into(), dong(1_200_000)), ("Phí thẩm định".into(), dong(34_567))],
        amount: dong(1_234_567),
        online: true,
        at: datetime(2026, 2, 5, 9, 17, 0, 0),
        replaces: None,
        replaced_by: None,
    }
}
