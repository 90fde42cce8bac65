//! Sample view models, made up, with figures that the rules work out.

use app::catalogue::deal::{Deal, Saving};
use app::catalogue::help::HelpPage;
use app::catalogue::home::{AdoptionGlance, Example, HomePage, LifeEvent};
use app::catalogue::list::{Facet, Facets, ListPage, ServiceCard};
use app::catalogue::query::ListQuery;
use app::catalogue::service::{Edition, ServicePage};
use app::shell::{Assets, PageFrame, Person, PersonKind, Site};
use app::t;
use app::ui::*;
use app::ui::{Html, IntoHtml};
use app::words::Lang;
use domain::calendar::{Calendar, CalendarDay, DayKind};
use domain::channel::Channel;
use domain::deadline::Deadline;
use domain::fee::Demand;
use domain::mode::{Level, Mode};
use domain::money::Dong;
use domain::policy::{Policy, Territory};
use domain::procedure::{Filing, Procedure, Words};
use domain::quote::{FeeQuote, Place, Quote, QuoteInput, quote};
use jiff::civil::{DateTime, date, datetime};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn site() -> Arc<Site> {
    Arc::new(Site {
        province: "Quảng Ngãi".into(),
        public_url: "https://example.vn".into(),
        demo: true,
        help_phone: Some("1900 0000".into()),
        assets: Assets { css: "portal.css".into(), islands: None, favicon: "favicon.svg".into() },
    })
}

/// A Friday afternoon before a weekend and a holiday.
pub const AT: DateTime = datetime(2026, 11, 20, 15, 20, 0, 0);

fn procedure(json: &str) -> Procedure {
    serde_json::from_str(json).expect("a procedure")
}

fn policies() -> Vec<Policy> {
    serde_json::from_str(include_str!("policies.json")).expect("policies")
}

fn quoted(procedure: &Procedure, channel: Channel) -> Option<Quote> {
    let holiday = CalendarDay {
        date: date(2026, 11, 24),
        scope: "VN".into(),
        kind: DayKind::Holiday,
        name: "Ngày Văn hóa Việt Nam".into(),
        legal_source: "28/2026/QH16".into(),
        provisional: false,
    };
    let hours = "07:00-11:30,13:30-17:00".parse().expect("hours");
    let territory = Territory::new("51/51");
    procedure.offers(channel).then(|| {
        quote(&QuoteInput {
            service: procedure.service_ref(),
            terms: &procedure.terms,
            channel,
            submitted_at: AT,
            place: Place::Assumed(&territory),
            remote: false,
            demand: Demand::default(),
            groups: &[],
            policies: &policies(),
            calendar: &Calendar::new([holiday], None).declared([2026]),
            hours: &hours,
        })
    })
}

fn deal(procedure: &Procedure) -> Deal {
    Deal {
        online: quoted(procedure, Channel::Online),
        counter: quoted(procedure, Channel::Counter),
        course: None,
        at: AT,
        place: "một xã thuộc tỉnh Quảng Ngãi cũ".into(),
    }
}

fn service(id: &str, json: &str, filing: Option<Filing>) -> ServicePage {
    let procedure = procedure(json);
    ServicePage {
        id: id.into(),
        deal: deal(&procedure),
        procedure,
        field_slug: "dang-ky-kinh-doanh".into(),
        illustration: filing.is_some(),
        agencies: match filing {
            Some(_) => {
                vec![Choice::new("ubnd-xa-ba-to", "UBND xã Ba Tơ"), Choice::new("ubnd-xa-tinh-khe", "UBND xã Tịnh Khê")]
            }
            None => vec![],
        },
        agency: None,
        edition: Edition {
            periods: vec![(date(2022, 1, 1), Some(date(2025, 6, 30))), (date(2025, 7, 1), None)],
            from: date(2025, 7, 1),
            in_force: true,
            on: None,
        },
        offered_instead: filing.is_none().then(|| ("khai-sinh".to_owned(), "Đăng ký khai sinh".to_owned())),
        filing,
        national_href: "https://dichvucong.gov.vn".into(),
        minutes: Some(8),
    }
}

pub fn household_business() -> ServicePage {
    service("dang-ky-ho-kinh-doanh", include_str!("household-business.json"), Some(Filing::Here))
}

pub fn marriage() -> ServicePage {
    service("dang-ky-ket-hon", include_str!("marriage.json"), Some(Filing::Handover))
}

/// The business registration as it stood under the rules of 2024.
pub fn earlier() -> ServicePage {
    let mut view = household_business();
    view.agency = Some("ubnd-xa-ba-to".into());
    view.edition.from = date(2022, 1, 1);
    view.edition.on = Some(date(2024, 5, 6));
    view
}

pub fn unknown() -> ServicePage {
    service("1.000010", include_str!("unknown.json"), None)
}

fn card(id: &str, name: &str, field: &str, mode: Mode, saving: Option<Saving>, offered: bool) -> ServiceCard {
    ServiceCard {
        id: id.into(),
        name: Words::vi(name),
        code: Some("1.001612".into()),
        mode,
        agency: Words::vi("UBND cấp xã"),
        field: Words::vi(field),
        offered,
        saving,
    }
}

fn cards() -> Vec<ServiceCard> {
    vec![
        card("khai-sinh", "Đăng ký khai sinh", "Hộ tịch", Mode::FullOnline, Saving::new(Dong::ZERO, 2), true),
        card(
            "ho-kinh-doanh",
            "Đăng ký thành lập hộ kinh doanh",
            "Đăng ký kinh doanh",
            Mode::FullOnline,
            Saving::new(Dong::of(50_000), 5),
            true,
        ),
        card("thuong-tru", "Đăng ký thường trú", "Cư trú", Mode::FullOnline, Saving::new(Dong::of(10_000), 0), true),
        card("ket-hon", "Đăng ký kết hôn", "Hộ tịch", Mode::Partial, None, true),
        card("dang-kiem", "Đánh giá, chứng nhận năng lực cơ sở thử nghiệm", "Đăng kiểm", Mode::Partial, None, false),
    ]
}

pub fn home() -> HomePage {
    let event = |slug: &str, name: &str, count| LifeEvent { slug: slug.into(), name: name.into(), count };
    let business = household_business();
    HomePage {
        events: vec![
            event("sinh-con", "Sinh con, nuôi con", 9),
            event("hoc-tap", "Học tập", 6),
            event("viec-lam", "Việc làm, hưu trí", 11),
            event("ket-hon", "Kết hôn, gia đình", 7),
            event("nha-dat", "Nhà đất, xây dựng", 14),
            event("kinh-doanh", "Mở và đóng hộ kinh doanh", 5),
            event("giay-to", "Giấy tờ tùy thân, cư trú", 12),
            event("qua-doi", "Người thân qua đời", 4),
        ],
        popular: cards()[..4].to_vec(),
        example: Some(Example { id: business.id, name: business.procedure.name, deal: business.deal }),
        adoption: Some(AdoptionGlance {
            online: 51_628,
            all: 81_432,
            ratio: 6340,
            from: date(2026, 1, 1),
            until: date(2026, 11, 21),
        }),
        help_phone: Some("1900 0000".into()),
    }
}

pub fn list() -> ListPage {
    let facet = |slug: &str, name: &str, count| Facet { slug: slug.into(), name: name.into(), count };
    ListPage {
        query: ListQuery {
            words: "ho kinh doanh".into(),
            mode: Some(Mode::FullOnline),
            field: Some("dang-ky-kinh-doanh".into()),
            cheaper: true,
            page: 2,
            ..ListQuery::default()
        },
        guessed: false,
        total: 4_778,
        pages: 9,
        services: cards(),
        facets: Facets {
            modes: vec![(Mode::FullOnline, 2_105), (Mode::Partial, 1_830), (Mode::InformationOnly, 843)],
            levels: vec![(Level::Province, 2_001), (Level::Commune, 402)],
            fields: vec![facet("dang-ky-kinh-doanh", "Đăng ký kinh doanh", 12), facet("ho-tich", "Hộ tịch", 31)],
            agencies: vec![facet("ubnd-xa-tinh-khe", "UBND xã Tịnh Khê", 40)],
            events: vec![facet("kinh-doanh", "Mở và đóng hộ kinh doanh", 5)],
            cheaper: 120,
            faster: 640,
            offered: 60,
        },
    }
}

pub fn guessed_list() -> ListPage {
    ListPage {
        query: ListQuery { words: "hộ kinh dpanh".into(), page: 1, ..ListQuery::default() },
        guessed: true,
        total: 5,
        pages: 1,
        ..list()
    }
}

pub fn empty_list() -> ListPage {
    ListPage {
        query: ListQuery { words: "<script>alert(1)</script>".into(), cheaper: true, page: 1, ..ListQuery::default() },
        guessed: false,
        total: 0,
        pages: 0,
        services: vec![],
        facets: Facets::default(),
    }
}

pub fn help() -> HelpPage {
    HelpPage {
        phone: Some("1900 0000".into()),
        places: BTreeMap::from([(
            Level::Commune,
            vec![("Bộ phận một cửa xã Tịnh Khê".into(), "Thôn Cổ Lũy, 07:00–11:30 và 13:30–17:00".into())],
        )]),
    }
}

pub fn officer() -> Person {
    Person { name: "Phạm Văn Mẫu".into(), kind: PersonKind::Officer, assisting: None }
}

pub fn form_frame() -> PageFrame {
    let person = Person { name: "Nguyễn Thị Ân".into(), kind: PersonKind::Citizen, assisting: None };
    PageFrame::private(site(), Lang::Vi, "/nop-ho-so/1/2", "Người nộp", Some(person))
}

/// A page with every piece of a form and of a dossier on it.
pub fn form() -> Html {
    let lang = Lang::Vi;
    let mut form = FormState::typed([("full_name", "</textarea><script>"), ("born", "31/02/1990"), ("how", "post")]);
    form.reject("born", "Tháng 2 năm 1990 không có ngày 31.");
    form.reject("how", "Hãy chọn một cách nhận kết quả.");
    let choices = || {
        vec![
            Choice::new("online", "Bản điện tử").hint("Có ngay khi xong"),
            Choice::new("post", "Qua bưu chính đến tận nhà"),
        ]
    };
    let entry = |title: &str, at, state| TimelineEntry {
        title: title.into(),
        at,
        by: String::new(),
        note: String::new(),
        state,
    };
    view! {
        <h1>"Người nộp"</h1>
        <StepIndicator
            lang
            steps=["Người nộp", "Nội dung", "Giấy tờ", "Nhận kết quả", "Xem lại"]
                .map(|name| (name.to_owned(), Some("#".to_owned())))
                .to_vec()
            current=1
        />
        <ErrorSummary lang errors=form.errors().to_vec()/>
        <form method="post" novalidate=true>
            <TextField lang field=form.field("full_name") label="Họ và tên" required=true autocomplete="name"/>
            <DateField lang field=form.field("born") label="Ngày sinh" required=true/>
            <TextArea lang field=form.field("note") label="Ghi chú" hint="Điều gì cơ quan cần biết"/>
            <SelectField lang field=form.field("ward") label="Xã, phường" empty="Chọn xã, phường" choices=choices()/>
            <ChoiceGroup lang field=form.field("how") label="Nhận kết quả" required=true choices=choices()/>
            <Checkbox lang field=form.field("true") label="Tôi cam đoan những điều trên là đúng." required=true/>
            <SecretField lang field=form.field("secret") label="Mật khẩu" autocomplete="current-password"/>
            <div class="buttons">
                <button class="button">{t!(lang, "ui.next")}</button>
                <a href="#">"Lưu và làm sau"</a>
            </div>
        </form>
        <Notice tone=Tone::Done title="Đã gửi hồ sơ"><p>"Mã tra cứu của bạn là ABC-123."</p></Notice>
        <Timeline
            lang
            entries=vec![
                entry("Đã gửi", Some(AT), TimelineState::Past),
                entry("Đang xử lý", Some(AT), TimelineState::Now),
                entry("Có kết quả", None, TimelineState::Ahead),
            ]
        />
        <FileList
            lang
            files=vec![
                FileItem {
                    name: "giay-khai-sinh.pdf".into(),
                    kind: "PDF".into(),
                    bytes: 2_450_000,
                    href: Some("#".into()),
                    remove: Some("#".into()),
                },
            ]
        />
        <DataTable
            label="Hồ sơ"
            columns=vec![Column::words("Hồ sơ"), Column::words("Người nộp"), Column::numbers("Còn lại")]
            rows=vec![
                vec!["H48.15-261120-0001".into_html(), "Nguyễn Thị Ân".into_html(), "5 giờ".into_html()],
                vec!["H48.15-261120-0002".into_html(), "Trần Văn Bình".into_html(), "−3 giờ".into_html()],
            ]
        />
    }
    .into_html()
}

/// What the sample business costs and when it comes, filed online.
pub fn business_terms() -> (FeeQuote, Deadline) {
    let procedure = procedure(include_str!("household-business.json"));
    let quote = quoted(&procedure, Channel::Online).expect("it is filed online");
    (quote.fee.expect("a fee"), quote.deadline.expect("a date"))
}
