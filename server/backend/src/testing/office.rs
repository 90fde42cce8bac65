//! For tests: an agency with a service, its officers, and dossiers at its desk.

use domain::{channel::Channel, mode::ActingMode};
use jiff::Timestamp;

use crate::{
    Portal,
    account::{NewAccount, add_account},
    actor::{Actor, Person, Role, RoleKind},
    catalogue,
    clock::{Clock, local},
    db::{Db, Tx, new_id},
    dossier::{self, Body, Delivery, Dossier, Event, NewDossier, Who},
    error::AppError,
    files::Files,
    gateway::Gateways,
    quoting::{self, Wish},
    run, session, write_tx,
};

/// The agency at whose desk the tests work.
pub const HERE: &str = "xa-son-tinh";
/// Another one, whose dossiers are none of its business.
pub const ELSEWHERE: &str = "xa-ba-to";
/// The service that both offer: five working days, 100.000 đồng after acceptance, half of it online.
pub const SERVICE: &str = "ho-kinh-doanh";
/// Its one version.
pub const VERSION: &str = "ho-kinh-doanh-1";

/// Friday 20/11/2026, 09:00 in Viet Nam. The Tuesday after it is a holiday.
pub const FRIDAY: &str = "2026-11-20T02:00:00Z";

const PROCEDURE: &str = r#"{
  "code": "1.001612", "name": {"vi": "Đăng ký thành lập hộ kinh doanh"}, "field": {"vi": "Hộ kinh doanh"},
  "levels": ["commune"], "mode": "full_online", "agency": {"vi": "UBND cấp xã"}, "subjects": ["Cá nhân"],
  "ways": [{"channel": "online"}, {"channel": "counter"}, {"channel": "postal"}],
  "terms": {
    "fees": [{"key": "le-phi", "name": "Lệ phí đăng ký hộ kinh doanh", "kind": "duty", "set_by": "council",
      "amount": {"type": "fixed", "dong": 100000}, "due": "after_acceptance", "source": "Số minh họa"}],
    "limits": {"online": {"unit": "working_time", "hours": 40}, "counter": {"unit": "working_time", "hours": 40},
      "postal": {"unit": "unknown", "source_text": "Theo bưu chính"}}
  },
  "documents": [
    {"key": "giay-de-nghi", "name": {"vi": "Giấy đề nghị đăng ký"}, "originals": 1, "copies": 0, "need": "required"},
    {"key": "uy-quyen", "name": {"vi": "Văn bản ủy quyền"}, "originals": 0, "copies": 1, "need": "conditional"}
  ],
  "sets": 1, "steps": ["Nộp hồ sơ"], "results": ["Giấy chứng nhận"], "legal_basis": [],
  "form": [{"key": "ten_ho", "label": {"vi": "Tên hộ kinh doanh"}, "kind": "text", "required": true}]
}"#;

const POLICIES: [&str; 2] = [
    r#"{"id": "qn-fee", "number": "11/2022/NQ-HĐND", "article": "Điều 2", "issuer": "council",
      "issuer_name": "HĐND tỉnh Quảng Ngãi", "date": "2022-07-07", "territory": "51/51", "valid_from": "2022-07-17",
      "channels": ["online"], "scope": {"type": "all"}, "source": "thử",
      "effect": {"type": "cut_fee", "percent": 50, "fees": {"set_by": ["council"], "kinds": ["duty"], "keys": []}}}"#,
    r#"{"id": "qn-deadline", "number": "906/QĐ-UBND", "issuer": "committee",
      "issuer_name": "UBND tỉnh Quảng Ngãi", "date": "2023-06-14", "territory": "51/51", "valid_from": "2023-06-14",
      "channels": ["online"], "scope": {"type": "all"}, "source": "thử",
      "effect": {"type": "shorten_deadline", "percent": 20}}"#,
];

/// A portal on this database with [`sample_office`], a clock that stands at [`FRIDAY`], and files in `folder`.
pub async fn portal(db: &Db, folder: &tempfile::TempDir) -> Portal {
    sample_office(db).await;
    Portal::new(
        db.clone(),
        Clock::held(FRIDAY.parse().expect("an instant")),
        Files::open(folder.path()).expect("a data directory"),
        Gateways::default(),
    )
}

/// Two agencies, [`HERE`] and [`ELSEWHERE`], that offer [`SERVICE`]; half the fee and a fifth less time online.
pub async fn sample_office(db: &Db) {
    write_tx!(db, |tx| {
        for (id, code, name) in
            [(HERE, "000.01.10.H48", "UBND xã Sơn Tịnh"), (ELSEWHERE, "000.02.10.H48", "UBND xã Ba Tơ")]
        {
            run!(
                tx,
                "INSERT INTO agency (id, code, name, level, territory, address, phone, valid_from, demo)
                 VALUES ($1, $2, $3, 'commune', '51/51', 'Quảng Ngãi', '+842553000000', '2022-01-01', FALSE)",
                id,
                code,
                name
            )?;
        }
        insert_service(tx).await?;
        for policy in POLICIES {
            let id = &policy[8..policy[8..].find('"').unwrap_or_default() + 8];
            run!(
                tx,
                "INSERT INTO policy (id, number, valid_from, body) VALUES ($1, $1, '2022-01-01', $2)",
                id,
                policy
            )?;
        }
        Ok(())
    })
    .expect("the sample office");
}

async fn insert_service(tx: &mut Tx) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO service (id, source, source_key, code, name, illustration, popular)
         VALUES ($1, 'demo', $1, '1.001612', 'Đăng ký thành lập hộ kinh doanh', TRUE, 1)",
        SERVICE
    )?;
    run!(
        tx,
        "INSERT INTO service_version (id, service_id, valid_from, hash, body)
         VALUES ($1, $2, '2022-01-01', '', $3)",
        VERSION,
        SERVICE,
        PROCEDURE
    )?;
    for agency in [HERE, ELSEWHERE] {
        run!(
            tx,
            "INSERT INTO service_offer (service_id, agency_id, filing, valid_from)
             VALUES ($1, $2, 'here', '2022-01-01')",
            SERVICE,
            agency
        )?;
    }
    Ok(())
}

/// An officer of `agency`, with an account.
pub async fn officer(portal: &Portal, login: &str, agency: &str) -> Actor {
    let person = Person { full_name: format!("Cán bộ {login}"), ..Person::default() };
    let role = Role { kind: RoleKind::Officer, agency_id: agency.to_owned() };
    let account_id = add_account(
        portal,
        NewAccount { login, password: "một câu dễ nhớ mà dài", person, roles: vec![role], demo: false },
    )
    .await
    .expect("an officer's account");
    let token = session::open(portal, &account_id).await.expect("a session");
    session::resume(portal, &token).await.expect("a session").expect("an officer")
}

/// A dossier sent online now by the account `filer`, for [`SERVICE`] at `agency`.
pub async fn filed(portal: &Portal, agency: &str, filer: &str) -> Dossier {
    filed_with(portal, agency, filer, Wish::default()).await
}

/// The same, with what the fee depends on.
pub async fn filed_with(portal: &Portal, agency: &str, filer: &str, wish: Wish) -> Dossier {
    let now = portal.clock.now();
    let mut tx = portal.db.read().await.expect("a reader");
    let event = submission(&mut tx, agency, &wish, now).await.expect("a quote");
    tx.commit().await.expect("a reader ends");
    let (submission, unique) = (new_id(), new_id());
    let reference = format!("QN-{}", unique[24..].to_uppercase());
    write_tx!(&portal.db, |tx| {
        let new = NewDossier {
            submission: &submission,
            reference: &reference,
            service_id: SERVICE,
            version_id: VERSION,
            agency_id: agency,
            channel: Channel::Online,
            acting_mode: ActingMode::SelfFiled,
            mode: domain::mode::Mode::FullOnline,
            filer_id: Some(filer),
            body: Body { wish: wish.clone(), ..body() },
            demo: false,
        };
        dossier::open(tx, new, &Who::applicant(filer), event.clone(), now).await
    })
    .expect("a dossier")
}

async fn submission(tx: &mut Tx, agency: &str, wish: &Wish, now: Timestamp) -> Result<Event, AppError> {
    let rules = crate::policy::load_rules(tx).await?;
    let agency = catalogue::store::agency(tx, agency).await?;
    let version = catalogue::store::version(tx, VERSION).await?;
    let (Some(agency), Some(version)) = (agency, version) else {
        return Err(AppError::NotFound);
    };
    let at = local(now);
    let service = &version.procedure;
    let quote = quoting::quote(&rules, service, Some(&agency), Channel::Online, at, wish)?;
    Ok(Event::Submitted { fee: quote.fee.ok(), deadline: quote.deadline.ok(), acknowledge_by: at })
}

fn body() -> Body {
    Body {
        applicant: Person {
            full_name: "Nguyễn Thị Ánh".into(),
            personal_number: Some("051190001234".into()),
            phone: Some("+84905000111".into()),
            address: Some("Tổ dân phố 3".into()),
            ..Person::default()
        },
        subject: None,
        filer: None,
        form: [("ten_ho".to_owned(), "Quán Ánh".to_owned())].into(),
        wish: Wish::default(),
        delivery: Delivery::Online,
        lang: "vi".into(),
        received: vec![],
    }
}
