//! What the tests are made of: the calendar that the migration ships, the demo's hours and policies.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use jiff::civil::date;

use crate::calendar::{Calendar, CalendarDay};
use crate::channel::Channel;
use crate::fee::{Amount, FeeAuthority, FeeDue, FeeItem, FeeKind, Step};
use crate::money::{Dong, Percent};
use crate::policy::{Effect, FeeSelection, Issuer, Policy, PolicyDraft, Scope, Territory};
use crate::procedure::Procedure;
use crate::working_hours::WorkingHours;

/// The very rows that a fresh database gets.
const CALENDAR_SQL: &str = include_str!("../../../migrations/0002_calendar.sql");

const YEARS_SQL: &str = include_str!("../../../migrations/0014_calendar.sql");

/// The calendar of the whole country.
pub fn calendar() -> Calendar {
    let years = YEARS_SQL.lines().filter_map(|line| {
        let (year, _) = line.strip_prefix('(')?.split_once(", '")?;
        year.parse().ok()
    });
    Calendar::new(CALENDAR_SQL.lines().filter_map(row), None).declared(years)
}

/// Reads a line `('2024-01-01', 'VN', 'holiday', 'name', 'source', FALSE),`.
fn row(line: &str) -> Option<CalendarDay> {
    let values = line.strip_prefix("('")?.trim_end_matches([')', ',', ';']);
    let (texts, provisional) = values.rsplit_once("', ").expect("a flag last");
    let [day, scope, kind, name, source] =
        texts.split("', '").collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("five texts: {line}"));
    Some(CalendarDay {
        date: day.parse().expect("a day"),
        scope: scope.to_owned(),
        kind: kind.parse().expect("a kind of day"),
        name: name.to_owned(),
        legal_source: source.to_owned(),
        provisional: provisional == "TRUE",
    })
}

/// The demo's: 07:00-11:30, 13:30-17:00.
pub fn hours() -> WorkingHours {
    "07:00-11:30,13:30-17:00".parse().expect("working hours")
}

/// A fixed fee.
pub fn fixed(set_by: FeeAuthority, dong: u32) -> FeeItem {
    FeeItem {
        key: format!("{set_by}-{dong}"),
        name: "Lệ phí".to_owned(),
        kind: FeeKind::Duty,
        set_by,
        amount: Amount::Fixed { dong: Dong::of(dong) },
        online: None,
        applicants: Vec::new(),
        refunds: Vec::new(),
        due: FeeDue::AfterAcceptance,
        source: "Số minh họa".to_owned(),
    }
}

/// Chứng thực bản sao từ bản chính.
pub fn certified_copy() -> FeeItem {
    let step = |from, each| Step { from: NonZeroU32::new(from).expect("not zero"), each: Dong::of(each) };
    let steps = vec![step(1, 2_000), step(3, 1_000)].try_into().expect("steps in order");
    FeeItem {
        key: "copy".to_owned(),
        kind: FeeKind::Charge,
        amount: Amount::Stepped { unit: "trang".to_owned(), steps, cap: Some(Dong::of(200_000)) },
        source: "Thông tư 226/2016/TT-BTC, Điều 4".to_owned(),
        ..fixed(FeeAuthority::MinistryOfFinance, 0)
    }
}

/// Đăng ký thường trú: the fee text itself has a rate for online filing.
pub fn residence() -> FeeItem {
    FeeItem {
        key: "residence".to_owned(),
        online: Some(Amount::Fixed { dong: Dong::of(10_000) }),
        source: "Thông tư 75/2022/TT-BTC".to_owned(),
        ..fixed(FeeAuthority::MinistryOfFinance, 20_000)
    }
}

/// A decision that the tests make: lawful.
pub fn policy(draft: PolicyDraft) -> Policy {
    Policy::new(draft).expect("a lawful decision")
}

/// Quảng Ngãi's half fee for online filing.
pub fn council_half() -> Policy {
    policy(council_draft())
}

/// Its text.
pub fn council_draft() -> PolicyDraft {
    PolicyDraft {
        id: "qn-fee".to_owned(),
        number: "11/2022/NQ-HĐND".to_owned(),
        article: Some("Điều 2".to_owned()),
        issuer: Issuer::Council,
        issuer_name: "HĐND tỉnh Quảng Ngãi".to_owned(),
        date: date(2022, 7, 7),
        territory: Some(Territory::new("51/51")),
        valid_from: date(2022, 7, 17),
        valid_to: None,
        channels: vec![Channel::Online],
        groups: vec![],
        conditions: vec![],
        scope: Scope::All,
        effect: Effect::CutFee {
            percent: Percent::new(50).expect("a percentage"),
            fees: FeeSelection { set_by: vec![FeeAuthority::Council], kinds: vec![FeeKind::Duty], keys: vec![] },
        },
        source: "RULES.md 4.3".to_owned(),
    }
}

/// Quảng Ngãi's "at least 20 % sooner".
pub fn in_time() -> Policy {
    policy(in_time_draft())
}

/// Its text.
pub fn in_time_draft() -> PolicyDraft {
    PolicyDraft {
        id: "qn-deadline".to_owned(),
        number: "906/QĐ-UBND".to_owned(),
        article: None,
        issuer: Issuer::Committee,
        issuer_name: "UBND tỉnh Quảng Ngãi".to_owned(),
        date: date(2023, 6, 14),
        valid_from: date(2023, 6, 14),
        effect: Effect::ShortenDeadline { percent: Percent::new(20).expect("a percentage"), limits: BTreeMap::new() },
        source: "RULES.md 3.3".to_owned(),
        ..council_draft()
    }
}

/// A procedure that is partial by law: the partners come to sign; one fee, three documents, three steps.
pub fn procedure() -> Procedure {
    let text = r#"{
      "code": "1.000894", "name": {"vi": "Đăng ký kết hôn"}, "field": {"vi": "Hộ tịch"}, "levels": ["commune"],
      "mode": "partial",
      "partial": {"reason": "presence_required", "note": {"vi": "Hai bên cùng có mặt để ký."},
        "legal_basis": "Luật Hộ tịch 60/2014/QH13, Điều 18"},
      "agency": {"vi": "UBND cấp xã"}, "subjects": ["Công dân Việt Nam"],
      "ways": [{"channel": "online"}, {"channel": "counter"}],
      "terms": {
        "fees": [{"key": "le-phi", "name": "Lệ phí", "kind": "duty", "set_by": "council",
          "amount": {"type": "fixed", "dong": 15000}, "due": "after_acceptance", "source": "thử"}],
        "limits": {"online": {"unit": "same_day"}, "counter": {"unit": "same_day"}, "postal": null}
      },
      "documents": [
        {"key": "to-khai", "name": {"vi": "Tờ khai"}, "originals": 1, "copies": 0, "need": "required"},
        {"key": "xac-nhan", "name": {"vi": "Giấy xác nhận"}, "originals": 1, "copies": 0, "need": "required"},
        {"key": "ly-hon", "name": {"vi": "Bản án ly hôn"}, "originals": 0, "copies": 1, "need": "conditional"}
      ],
      "sets": 1, "steps": ["Gửi tờ khai", "Hai bên ký vào Sổ", "Nhận giấy chứng nhận"],
      "visits": {"presence": [2]}, "results": ["Giấy chứng nhận kết hôn"], "legal_basis": []
    }"#;
    serde_json::from_str(text).expect("a procedure")
}
