//! Sample figures, made up.

use app::adoption::dossiers::{DossierRow, DossiersPage};
use app::adoption::page::{AdoptionPage, Scope};
use app::adoption::query::{AdoptionQuery, When};
use app::adoption::table::Row;
use app::adoption::targets::{TargetRow, TargetsPage};
use app::adoption::trend::{Month, PolicyStart};
use app::adoption::{Figure, Seen};
use app::ui::{Choice, FormState};
use domain::channel::Channel;
use domain::dossier::StateCode;
use domain::fee::FeeAuthority;
use domain::metrics::{By, Listed, Measure, Share, Tally};
use domain::mode::{ActingMode, Level};
use domain::money::Percent;
use domain::policy::{Effect, FeeSelection};
use jiff::civil::{Date, date, datetime};

fn figure(of: i64, all: i64, target: Option<u32>) -> Figure {
    Figure { seen: Seen::Share(Share { of, all }), target, of_href: None, all_href: None }
}

fn row(name: &str, of: i64, all: i64) -> Row {
    Row {
        name: name.into(),
        href: Some(format!("/tinh-hinh?co-quan={}", domain::text::slug(name))),
        measure: Measure::Online,
        figure: figure(of, all, Some(50)),
    }
}

fn months() -> Vec<Month> {
    let online = [612, 488, 733, 801, 845, 877, 902, 1_390, 1_604, 1_711, 1_382];
    let counter = [701, 560, 744, 712, 690, 644, 655, 402, 351, 330, 241];
    (1..)
        .zip(online.into_iter().zip(counter))
        .map(|(month, (online, counter))| Month {
            first: date(2026, month, 1),
            figure: figure(online, online + counter + 12, Some(50)),
            channels: Some([online, counter, 12]),
        })
        .collect()
}

fn starts() -> Vec<PolicyStart> {
    let half = Effect::CutFee {
        percent: Percent::new(50).expect("a percentage"),
        fees: FeeSelection { set_by: vec![FeeAuthority::Council], kinds: vec![], keys: vec![] },
    };
    let sooner = Effect::ShortenDeadline {
        percent: Percent::new(20).expect("a percentage"),
        limits: std::collections::BTreeMap::new(),
    };
    let start =
        |on: Date, number: &str, effect: Effect| PolicyStart { on, number: number.into(), effect, for_some: false };
    vec![start(date(2026, 3, 1), "906/QĐ-UBND", sooner), start(date(2026, 7, 17), "11/2026/NQ-HĐND", half)]
}

/// The year so far, as everybody sees it.
pub fn year() -> AdoptionPage {
    let figures = [
        (11_345, 17_507, Some(50)),
        (139, 650, Some(80)),
        (9_120, 12_004, None),
        (604, 11_345, None),
        (16_911, 17_507, Some(100)),
        (16_204, 17_507, None),
        (7_121, 8_411, None),
        (402_150_000, 561_900_000, None),
        (213_600_000, 640_300_000, None),
        (10_801, 11_345, None),
        (3_120, 3_404, None),
    ];
    let figures = Measure::ALL.iter().copied().zip(figures.map(|(of, all, target)| figure(of, all, target)));
    let from = date(2026, 1, 1);
    let to = date(2026, 11, 22);
    AdoptionPage {
        query: AdoptionQuery::default(),
        form: FormState::typed([("tu", "01/01/2026"), ("den", "22/11/2026")]),
        from,
        to,
        scope: Scope::default(),
        agencies: vec![
            Choice::new("ubnd-xa-ba-to", "UBND xã Ba Tơ"),
            Choice::new("ubnd-xa-tinh-khe", "UBND xã Tịnh Khê"),
        ],
        fields: vec![Choice::new("ho-tich", "Hộ tịch")],
        figures: figures.collect(),
        saved_hours: Some(140),
        filers: vec![
            (ActingMode::SelfFiled, 8_907),
            (ActingMode::Guided, 1_104),
            (ActingMode::Assisted, 604),
            (ActingMode::Authorised, 310),
            (ActingMode::Representative, 420),
        ],
        channels: Some([11_345, 6_030, 132]),
        months: months(),
        starts: starts(),
        rows: vec![
            row("UBND xã Ba Tơ", 204, 1_102),
            row("Trung tâm Phục vụ hành chính công tỉnh Quảng Ngãi", 5_401, 6_300),
            row("UBND phường Cẩm Thành", 1_410, 2_002),
            row("UBND xã Măng Đen", 0, 0),
            row("UBND đặc khu Lý Sơn", 388, 777),
        ],
        demo: true,
        least: 5,
        lists: false,
    }
}

/// The same, as an officer sees it: each number leads to its dossiers.
pub fn year_with_lists() -> AdoptionPage {
    let mut view = year();
    let query = AdoptionQuery::default();
    for (measure, figure) in &mut view.figures {
        let (of, all) = measure.listed();
        figure.of_href = Some(query.dossiers(of, None));
        figure.all_href = Some(query.dossiers(all, None));
    }
    view.lists = true;
    view
}

/// One agency's last days of March, with groups too small to be shown.
pub fn agency() -> AdoptionPage {
    let mut view = year();
    view.query.when = When::Days(date(2026, 3, 2), date(2026, 3, 31));
    view.query.agency = Some("ubnd-dac-khu-ly-son".into());
    view.query.measure = Measure::OnTimeLaw;
    view.scope.agency = "UBND đặc khu Lý Sơn".into();
    view.from = date(2026, 3, 2);
    view.to = date(2026, 3, 31);
    view.months.truncate(1);
    view.rows = vec![row("Đăng ký khai sinh", 6, 9), row("Đăng ký khai tử", 0, 0)];
    view.rows[1].figure.seen = Seen::Few;
    view
}

/// A period turned round: what was typed is kept, and the year is shown.
pub fn turned() -> AdoptionPage {
    let mut view = year();
    view.form = FormState::typed([("tu", "31/03/2026"), ("den", "01/03/2026")]);
    view.form.reject("den", "Ngày cuối kỳ đứng trước ngày đầu kỳ.");
    view.query.by = Some(By::Level);
    view
}

/// Nothing was accepted.
pub fn nothing() -> AdoptionPage {
    let mut view = year();
    for (_, figure) in &mut view.figures {
        figure.seen = Seen::Share(Share::default());
    }
    view.demo = false;
    view
}

/// The dossiers behind a figure.
pub fn dossiers() -> DossiersPage {
    let row = |code: &str, ended| DossierRow {
        code: code.into(),
        href: Some(format!("/can-bo/ho-so/{code}")),
        service: "Đăng ký thành lập hộ kinh doanh".into(),
        agency: "UBND phường Cẩm Thành".into(),
        accepted: datetime(2026, 11, 2, 8, 15, 0, 0),
        due: Some(datetime(2026, 11, 5, 8, 15, 0, 0)),
        ended,
        channel: Channel::Online,
        state: StateCode::Processing,
        number: 50_000,
        demo: true,
    };
    DossiersPage {
        query: AdoptionQuery::default(),
        listed: Listed::Tally(Tally::SavedDong),
        from: date(2026, 1, 1),
        to: date(2026, 11, 22),
        scope: Scope::default(),
        total: 3_100_000,
        is_first: true,
        next: Some("2026-11-02.a1".into()),
        rows: vec![
            row("000.00.09.H48-261102-0001", None),
            row("000.00.09.H48-261102-0002", Some(datetime(2026, 11, 4, 16, 2, 0, 0))),
        ],
    }
}

/// Two targets, and a form with an error.
pub fn targets() -> TargetsPage {
    let mut form = FormState::typed([("measure", "online"), ("percent", "120")]);
    form.reject("percent", "Nhập số nguyên từ 1 đến 100.");
    let target = |id: &str, agency: Option<&str>, level, percent, to: Option<Date>| TargetRow {
        id: id.into(),
        agency: agency.map(str::to_owned),
        level,
        measure: Measure::Online,
        percent,
        from: date(2022, 3, 15),
        to,
        source: "Quyết định 27/QĐ-UBQGCĐS ngày 15/03/2022".into(),
        open: to.is_none(),
    };
    TargetsPage {
        targets: vec![
            target("a", None, None, 50, None),
            target("b", None, Some(Level::Commune), 60, None),
            target("c", Some("UBND xã Ba Tơ"), None, 40, Some(date(2025, 12, 31))),
        ],
        agencies: vec![Choice::new("ubnd-xa-ba-to", "UBND xã Ba Tơ")],
        form,
        done: None,
    }
}
