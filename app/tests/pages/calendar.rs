//! Sample models of the calendar's pages.

use app::calendar::form::{DayPage, DeclarePage};
use app::calendar::hours::{HoursPage, HoursRow};
use app::calendar::import::ImportPage;
use app::calendar::preview::{AgencyRow, PreviewPage, Standing, YearRow};
use app::calendar::year::{ChangeRow, DayRow, YearPage};
use app::ui::FormState;
use domain::calendar::{CalendarDay, DayKind};
use jiff::civil::{Date, date, datetime};

const LY_SON: &str = "51/51/21548";

fn day(on: Date, scope: &str, kind: DayKind, name: &str, provisional: bool) -> CalendarDay {
    CalendarDay {
        date: on,
        scope: scope.into(),
        kind,
        name: name.into(),
        legal_source: "Thông báo 1/TB-BNV ngày 05/12/2026".into(),
        provisional,
    }
}

fn places() -> Vec<(String, String)> {
    vec![("51".into(), "toàn tỉnh Quảng Ngãi".into()), (LY_SON.into(), "đặc khu Lý Sơn".into())]
}

/// A year with a foreseen Tết and a commune closed by decision.
pub fn year() -> YearPage {
    let row = |day: CalendarDay, place: &str, settled| DayRow { day, place: place.into(), settled };
    let nation = "cả nước";
    let change = |id: &str, line: &str| ChangeRow {
        id: id.into(),
        who: "Trần Thị Bưởi".into(),
        at: datetime(2027, 1, 5, 9, 15, 0, 0),
        lines: vec![line.into()],
    };
    YearPage {
        year: 2027,
        days: vec![
            row(day(date(2027, 1, 1), "VN", DayKind::Holiday, "Tết Dương lịch", false), nation, true),
            row(day(date(2027, 2, 5), "VN", DayKind::Holiday, "Tết Âm lịch", true), nation, false),
            row(day(date(2027, 2, 9), "VN", DayKind::Compensation, "Nghỉ bù Tết", true), nation, false),
            row(day(date(2027, 2, 20), "VN", DayKind::MakeUp, "Làm bù ngày 10/02", false), nation, false),
            row(day(date(2027, 10, 14), LY_SON, DayKind::Closure, "Phòng, chống bão", false), "đặc khu Lý Sơn", false),
        ],
        declared: None,
        is_final: false,
        working_days: 249,
        applied: vec![change("b", "thứ Năm, 14/10/2027: thêm đóng cửa theo quyết định “Phòng, chống bão”.")],
        prepared: vec![change("a", "thứ Hai, 08/02/2027: thêm nghỉ lễ “Tết Âm lịch”.")],
        places: places(),
        place: String::new(),
        today: date(2027, 1, 6),
        done: None,
    }
}

/// A final year, seen from one commune.
pub fn published() -> YearPage {
    let mut view = year();
    for row in &mut view.days {
        row.day.provisional = false;
    }
    YearPage {
        declared: Some("Thông báo 1/TB-BNV ngày 05/12/2026".into()),
        is_final: true,
        applied: Vec::new(),
        prepared: Vec::new(),
        place: LY_SON.into(),
        done: Some("Đã áp dụng.".into()),
        ..view
    }
}

/// A closure that dossiers fall upon.
pub fn preview() -> PreviewPage {
    let agency = |name: &str, promised, on_closed_days| AgencyRow {
        name: name.into(),
        promised,
        on_closed_days,
        waiting: 1,
        unaccepted: 2,
    };
    PreviewPage {
        id: "a".into(),
        lines: vec![
            "26/11/2026 – 27/11/2026: thêm đóng cửa theo quyết định “Phòng, chống bão”, đặc khu Lý Sơn.".into(),
        ],
        author: ("Trần Thị Bưởi".into(), datetime(2026, 11, 25, 9, 15, 0, 0)),
        standing: Standing::Prepared,
        years: vec![YearRow { year: 2026, working_days: (249, 249), is_final: (true, true) }],
        touches_work: true,
        agencies: vec![
            agency("Ủy ban nhân dân đặc khu Lý Sơn", 12, 3),
            agency("Ủy ban nhân dân xã Bình Sơn", 1_200, 0),
        ],
        everywhere: false,
        from: date(2026, 11, 26),
        past: false,
    }
}

/// A table with wrong lines.
pub fn import() -> ImportPage {
    let mut form = FormState::typed([("text", "day,kind,name\n2027-13-01,holiday,Sai")]);
    form.reject("text", "2 dòng sai, chưa nhận dòng nào");
    ImportPage {
        form,
        wrong: vec!["Dòng 2: không có ngày “2027-13-01”.".into(), "Dòng 7: thiếu tên ngày.".into()],
        nothing_new: false,
        places: places(),
        example: "day,kind,name,legal_source,provisional,scope\n".into(),
    }
}

/// A closure that lacks its issuer.
pub fn form() -> DayPage {
    let mut form = FormState::typed([("kind", "closure"), ("from", "26/11/2026"), ("scope", LY_SON)]);
    form.reject("issuer", "Hãy điền mục này.");
    DayPage { changes: None, places: places(), form }
}

/// A year that is to be published.
pub fn declare() -> DeclarePage {
    let foreseen = year().days.into_iter().map(|row| row.day);
    DeclarePage {
        year: 2027,
        foreseen: foreseen.filter(|day| day.provisional).collect(),
        form: FormState::typed([("keep", "2027-02-05"), ("keep", "2027-02-09")]),
    }
}

/// Everybody's hours, and those of an agency with Saturday's intake.
pub fn hours() -> HoursPage {
    let row = |agency: Option<&str>, hours: &str| HoursRow {
        agency: agency.map(str::to_owned),
        agency_id: agency.map_or_else(String::new, |_| "trung-tam".into()),
        from: date(2025, 7, 1),
        hours: hours.into(),
        source: "Quyết định 5/QĐ-UBND ngày 20/06/2025".into(),
        now: true,
        to_come: false,
    };
    HoursPage {
        rows: vec![
            row(None, "07:00-11:30,13:30-17:00"),
            row(Some("Trung tâm Phục vụ hành chính công tỉnh"), "07:00-11:30,13:30-17:00|07:00-11:00"),
        ],
        past: Vec::new(),
        agencies: vec![("trung-tam".into(), "Trung tâm Phục vụ hành chính công tỉnh".into())],
        applied: Vec::new(),
        form: FormState::default(),
        done: None,
    }
}
