//! Versions of services as administrators see them.

use app::ui::FormState;
use app::versions::draft::{DraftPage, MovedOn, Newest};
use app::versions::form::FormPage;
use app::versions::history::{Done, HistoryPage, VersionRow, WithdrawnRow};
use app::versions::list::{DraftRow, ListPage, ServiceRow};
use app::versions::withdraw::WithdrawPage;
use domain::deadline::Limit;
use domain::fee::Amount;
use domain::mode::Mode;
use domain::money::Dong;
use domain::procedure::{Announcement, Original, Part, Procedure, compare, unfit};
use jiff::civil::{Date, DateTime, date};

use crate::samples::{AT, marriage};

fn service() -> (String, String) {
    ("dang-ky-ket-hon".to_owned(), "Đăng ký kết hôn".to_owned())
}

fn decision() -> Announcement {
    Announcement { number: "163/QĐ-BTP".to_owned(), date: Some(date(2026, 1, 16)), issuer: None }
}

fn draft_row() -> DraftRow {
    DraftRow {
        id: "d1".to_owned(), name: "Đăng ký kết hôn".to_owned(), author: "Quản trị tỉnh".to_owned(), saved: AT
    }
}

pub fn list() -> ListPage {
    let (id, name) = service();
    ListPage {
        words: "kết hôn".to_owned(),
        drafts: vec![draft_row()],
        services: vec![ServiceRow {
            id,
            name,
            code: "1.000894".to_owned(),
            field: "Hộ tịch".to_owned(),
            mode: Mode::Partial,
            offered: false,
        }],
        total: 41,
        page: 2,
        pages: 3,
        discarded: true,
    }
}

fn version(id: &str, from: Date, to: Option<Date>, published: Option<(String, DateTime)>) -> VersionRow {
    VersionRow { id: id.to_owned(), from, to, decision: Some(decision()), published }
}

pub fn history() -> HistoryPage {
    let (id, name) = service();
    let published = Some(("Quản trị tỉnh".to_owned(), AT));
    HistoryPage {
        id,
        code: "1.000894".to_owned(),
        name,
        versions: vec![
            version("v3", date(2026, 12, 1), None, published),
            version("v2", date(2026, 1, 16), Some(date(2026, 11, 30)), None),
            version("v1", date(2022, 1, 1), Some(date(2026, 1, 15)), None),
        ],
        drafts: Vec::new(),
        withdrawn: vec![WithdrawnRow {
            version: version("v4", date(2026, 12, 20), None, None),
            withdrawn: ("Quản trị tỉnh".to_owned(), AT),
            reason: "Ghi sai <mức thu>".to_owned(),
        }],
        today: date(2026, 11, 22),
        done: Some(Done::Withdrawn),
    }
}

pub fn withdraw() -> WithdrawPage {
    let mut form = FormState::typed([("reason", "")]);
    form.reject("reason", "Hãy điền mục này.");
    let published = Some(("Quản trị tỉnh".to_owned(), AT));
    WithdrawPage {
        service: service(),
        version: version("v3", date(2026, 12, 1), None, published),
        before: version("v2", date(2026, 1, 16), Some(date(2026, 11, 30)), None),
        begun: false,
        drafts: 1,
        form,
    }
}

fn changed(old: &Procedure) -> Procedure {
    let mut new = old.clone();
    new.mode = Mode::FullOnline;
    new.name.vi.push_str(" <mới>");
    new.terms.limits.online = Some(Limit::working_days(3));
    if let Some(fee) = new.terms.fees.first_mut() {
        fee.amount = Amount::Fixed { dong: Dong::of(30_000) };
    }
    new.steps.push("Nhận kết quả qua bưu chính".to_owned());
    if let Some(removed) = new.documents.pop() {
        new.documents.insert(0, removed);
    }
    let key = new.documents[0].key.clone();
    new.visits.originals.insert(key, Original::Shown);
    new
}

pub fn draft() -> DraftPage {
    let old = marriage().procedure;
    let new = changed(&old);
    DraftPage {
        id: "d1".to_owned(),
        service: service(),
        differences: compare(&old, &new),
        unfit: unfit(&new),
        procedure: new,
        saved: ("Quản trị tỉnh".to_owned(), AT),
        newest: Newest { from: date(2026, 1, 16), to: None, decision: Some(decision()), procedure: old },
        moved_on: Some(MovedOn::Published(vec![Part::Fees, Part::Documents])),
        look_again: true,
        seen: "2.v2.abc".to_owned(),
        form: FormState::default(),
    }
}

/// Nothing stands against it any more, but the day is past.
pub fn to_publish() -> DraftPage {
    let mut form = FormState::typed([("valid_from", "19/11/2026"), ("number", "2045/QĐ-UBND")]);
    form.reject("valid_from", "Ngày này đã qua.");
    let page = draft();
    let mut new = page.procedure;
    new.mode = Mode::Partial;
    DraftPage {
        differences: compare(&page.newest.procedure, &new),
        unfit: Vec::new(),
        procedure: new,
        moved_on: None,
        look_again: false,
        form,
        ..page
    }
}

pub fn form() -> FormPage {
    let procedure = marriage().procedure;
    let mut state = FormState::typed([
        ("name", "Đăng ký kết hôn"),
        ("mode", "partial"),
        ("way", "online"),
        ("limit_online", "vài ngày"),
        ("doc0_key", "to-khai"),
        ("doc0_name", "Tờ khai"),
        ("doc0_need", "required"),
        ("doc1_name", ""),
        ("fee0_key", "ket-hon"),
        ("fee0_name", "Lệ phí"),
        ("fee0_how", "by_case"),
        ("fee0_case0_key", "trong-nuoc"),
        ("fee0_case0_label", "Trong nước"),
        ("fee0_case0_dong", "nhiều"),
        ("fee0_case1_label", ""),
        ("case_limit0_label", "Trong nước"),
        ("case_limit0_limit", "5 ngày"),
        ("add", "fee0_case"),
        ("fee1_name", ""),
    ]);
    state.reject("limit_online", "Viết thời hạn như 3 ngày làm việc.");
    state.reject("fee0_case0_dong", "Số tiền chưa đúng.");
    FormPage::new(("d1".to_owned(), 2), service(), &procedure, state)
}
