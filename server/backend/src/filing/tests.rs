mod changed;

use std::collections::BTreeMap;

use domain::{
    deadline::Limit,
    dossier::StateCode,
    fee::{Amount, FeeAuthority, FeeDue, FeeItem, FeeKind},
    identity::NumberWarning,
    mode::{ActingMode, Level, Mode},
    money::Dong,
    procedure::{DayBounds, Document, FieldKind, FormField, Need, Procedure, Words},
    quote::{Limits, OwnClocks, Terms},
};

use super::*;
use crate::{
    Portal,
    actor::{Actor, Person},
    clock::Clock,
    db::Db,
    error::{AppError, FieldErrors},
    files::Files,
    gateway::{GatewayConfig, Gateways},
    run,
    testing::on_each_engine,
    verify, write_tx,
};

/// A Sunday, 10:00 in Viet Nam.
const NOW: &str = "2026-11-22T03:00:00Z";

fn field(key: &str, kind: FieldKind, required: bool) -> FormField {
    FormField {
        key: key.into(),
        label: Words::vi(key),
        hint: None,
        kind,
        required,
        options: Vec::new(),
        section: None,
        once_only: Some(format!("any.{key}")),
        role: None,
        bounds: DayBounds::default(),
    }
}

fn procedure() -> Procedure {
    Procedure {
        code: "1.001612".into(),
        name: Words::vi("Đăng ký thành lập hộ kinh doanh"),
        field: Words::vi("Đăng ký kinh doanh"),
        summary: Words::default(),
        also_called: Vec::new(),
        fee_names_en: Default::default(),
        levels: vec![Level::Commune],
        mode: Mode::FullOnline,
        partial: None,
        agency: Words::vi("UBND xã"),
        non_territorial: false,
        subjects: vec!["Công dân".into()],
        ways: Vec::new(),
        terms: Terms {
            fees: vec![FeeItem {
                key: "duty".into(),
                name: "Lệ phí".into(),
                kind: FeeKind::Duty,
                set_by: FeeAuthority::Council,
                amount: Amount::Fixed { dong: Dong::of(100_000) },
                online: None,
                applicants: Vec::new(),
                refunds: Vec::new(),
                due: FeeDue::AfterAcceptance,
                source: String::new(),
            }],
            limits: Limits::same(Limit::working_days(3)),
            clocks: OwnClocks::default(),
        },
        documents: vec![Document {
            key: "paper".into(),
            name: Words::vi("Giấy tờ"),
            case: None,
            originals: 0,
            copies: 1,
            need: Need::Required,
            note: None,
            forms: Vec::new(),
        }],
        sets: 1,
        steps: Vec::new(),
        visits: Default::default(),
        results: Vec::new(),
        requirements: None,
        legal_basis: Vec::new(),
        decision: None,
        form: vec![field("shop", FieldKind::Text, true), field("opens", FieldKind::Date, false)],
        flags: Vec::new(),
        sources: BTreeMap::new(),
    }
}

struct World {
    portal: Portal,
    folder: tempfile::TempDir,
}

/// A portal with one service at one commune, and two people.
async fn world(db: Db) -> World {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::new(
        db,
        Clock::held(NOW.parse().unwrap()),
        Files::open(folder.path()).unwrap(),
        Gateways::new(&GatewayConfig::default()).unwrap(),
    );
    let body = serde_json::to_string(&procedure()).unwrap();
    write_tx!(&portal.db, |tx| {
        run!(
            tx,
            "INSERT INTO agency (id, code, name, level, territory, valid_from, demo)
             VALUES ('xa', 'H48.15', 'UBND xã Trà Bồng', 'commune', '51/51', '2020-01-01', FALSE)"
        )?;
        run!(
            tx,
            "INSERT INTO service (id, source, source_key, code, name, illustration, popular)
             VALUES ('hkd', 'demo', 'hkd', '1.001612', 'Hộ kinh doanh', TRUE, 0)"
        )?;
        run!(
            tx,
            "INSERT INTO service_version (id, service_id, valid_from, hash, body)
             VALUES ('v1', 'hkd', '2022-01-01', '', $1)",
            &body
        )?;
        run!(
            tx,
            "INSERT INTO service_offer (service_id, agency_id, filing, valid_from)
             VALUES ('hkd', 'xa', 'here', '2022-01-01')"
        )?;
        for id in ["an", "binh"] {
            run!(tx, "INSERT INTO account (id, login, person, created_at, demo) VALUES ($1, $1, '{}', 0, FALSE)", id)?;
        }
        Ok(())
    })
    .unwrap();
    World { portal, folder }
}

fn actor(id: &str) -> Actor {
    Actor {
        account_id: id.into(),
        person: Person::default(),
        roles: Vec::new(),
        demo: false,
        verified: false,
        assist: None,
    }
}

fn values(pairs: &[(&str, &str)]) -> Values {
    let mut values = Values::default();
    for (name, value) in pairs {
        values.set(*name, *value);
    }
    values
}

const PERSON: [(&str, &str); 6] = [
    ("acting", "self"),
    ("full_name", "Nguyễn Thị Ước"),
    ("personal_number", "051190000123"),
    ("birth_date", "05/02/1990"),
    ("phone", "0912 345 678"),
    ("address", "Thôn 2, xã Trà Bồng"),
];

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

async fn attach(portal: &Portal, who: &Actor, draft: &str, bytes: &[u8]) -> Result<Attachment, AppError> {
    let mut upload = begin_upload(portal, who, draft, "paper", "giấy.pdf").await?;
    upload.write(bytes).await?;
    upload.finish(portal, who).await
}

/// A draft with everything that is asked for; gives its revision.
async fn filled(portal: &Portal, who: &Actor, draft: &str) -> i64 {
    let mut revision = 1;
    for (step, typed) in [
        (Step::Applicant, values(&PERSON)),
        (Step::Form, values(&[("f_shop", "Quán Ước"), ("f_opens", "1/12/2026")])),
        (Step::Delivery, values(&[("delivery", "online")])),
    ] {
        let saved = save(portal, who, draft, revision, step, &typed).await.unwrap();
        assert_eq!(outcome(saved), Ok(revision + 1));
        revision += 1;
    }
    attach(portal, who, draft, PDF).await.unwrap();
    revision
}

async fn the_case(portal: &Portal, who: &Actor, draft: &str) -> Case {
    match open(portal, who, "hkd", draft).await.unwrap() {
        Opened::Draft(case) => *case,
        Opened::Sent(_) => panic!("sent already"),
    }
}

fn codes(errors: &FieldErrors) -> Vec<(&str, &str)> {
    errors.0.iter().map(|error| (error.field.as_str(), error.code)).collect()
}

/// The new revision; or the stored one, with what is stored.
fn outcome(saved: Saved) -> Result<i64, (i64, Values)> {
    match saved {
        Saved::Kept(case) => Ok(case.draft.revision),
        Saved::Stale { revision, stored } => Err((revision, stored)),
    }
}

#[tokio::test]
async fn a_filled_draft_becomes_one_dossier_with_its_files() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        // Begun again while still empty: the same draft.
        assert_eq!(begin(portal, &an, "hkd", "xa").await.unwrap(), draft);
        let revision = the_case(portal, &an, &draft).await.draft.revision;
        assert_eq!(revision, 2);
        discard(portal, &an, &draft).await.unwrap();

        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let revision = filled(portal, &an, &draft).await;
        let Submitted::Sent(dossier) = submit(portal, &an, &draft, revision, "vi", "").await.unwrap() else {
            panic!("not sent");
        };
        assert!(dossier.reference.starts_with("QN-"), "{}", dossier.reference);
        assert_eq!(dossier.facts.state.code(), StateCode::Registered);
        assert_eq!(dossier.version_id, "v1");
        assert_eq!(dossier.acting_mode, ActingMode::SelfFiled);
        assert_eq!(dossier.body.applicant.full_name, "Nguyễn Thị Ước");
        assert_eq!(dossier.body.applicant.phone.as_deref(), Some("+84912345678"));
        assert_eq!(dossier.body.form["opens"], "2026-12-01");
        assert_eq!(dossier.facts.fee.as_ref().unwrap().standard, Dong::of(100_000));
        // Sent on a Sunday: received on Monday at 07:00, eight working hours later is its close.
        assert_eq!(dossier.facts.acknowledge_by.to_string(), "2026-11-23T17:00:00");

        // Sent again, opened again: the same dossier, and no draft.
        let Submitted::Sent(again) = submit(portal, &an, &draft, revision, "vi", "").await.unwrap() else {
            panic!("not sent");
        };
        assert_eq!(again.id, dossier.id);
        assert!(matches!(open(portal, &an, "hkd", &draft).await, Ok(Opened::Sent(_))));
        assert!(matches!(open(portal, &actor("binh"), "hkd", &draft).await, Err(AppError::NotFound)));
        assert!(matches!(sent(portal, &actor("binh"), &draft).await, Err(AppError::NotFound)));
        let mut tx = portal.db.read().await.unwrap();
        assert!(store::drafts_of(&mut tx, Owner::of(&an).unwrap()).await.unwrap().is_empty());
        let files = store::attachments_of_dossier(&mut tx, &dossier.id, "component").await.unwrap();
        assert_eq!((files.len(), files[0].file_name.as_str()), (1, "giấy.pdf"));
        tx.commit().await.unwrap();
        assert!(verify::verify(portal).await.unwrap().1.is_empty());
    })
    .await;
}

#[tokio::test]
async fn sixteen_clicks_at_once_give_one_dossier() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let an = actor("an");
        let draft = begin(&world.portal, &an, "hkd", "xa").await.unwrap();
        let revision = filled(&world.portal, &an, &draft).await;
        let clicks: Vec<_> = (0..16)
            .map(|_| {
                let (portal, an, draft) = (world.portal.clone(), an.clone(), draft.clone());
                tokio::spawn(async move { submit(&portal, &an, &draft, revision, "vi", "").await })
            })
            .collect();
        let mut ids = std::collections::BTreeSet::new();
        for click in clicks {
            match click.await.unwrap().unwrap() {
                Submitted::Sent(dossier) => ids.insert(dossier.id),
                other => panic!("{other:?}"),
            };
        }
        assert_eq!(ids.len(), 1);
        let mut tx = world.portal.db.read().await.unwrap();
        let (count,): (i64,) = crate::one!(&mut tx, "SELECT COUNT(*) FROM dossier").unwrap();
        assert_eq!(count, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_kept_and_named_and_nothing_is_sent() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let mut typed = values(&PERSON);
        typed.set("phone", "<b>12</b>");
        typed.set("birth_date", "05/02/2030");
        save(portal, &an, &draft, 1, Step::Applicant, &typed).await.unwrap();
        let case = the_case(portal, &an, &draft).await;
        assert_eq!(case.typed(Step::Applicant).text("phone"), "<b>12</b>");
        let Submitted::Incomplete(wrong) = submit(portal, &an, &draft, 2, "vi", "").await.unwrap() else {
            panic!("sent");
        };
        let steps: Vec<Step> = wrong.iter().map(|(step, _)| *step).collect();
        assert_eq!(steps, [Step::Applicant, Step::Form, Step::Documents, Step::Delivery]);
        assert_eq!(codes(&wrong[0].1), [("birth_date", "future_date"), ("phone", "bad_phone")]);
        assert_eq!(codes(&wrong[1].1), [("f_shop", "required")]);
        assert_eq!(codes(&wrong[2].1), [("doc_paper", "document_missing")]);
        assert_eq!(codes(&wrong[3].1), [("delivery", "choose")]);
    })
    .await;
}

#[tokio::test]
async fn of_two_tabs_the_later_is_told() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let (mine, theirs) = (values(&[("f_shop", "A")]), values(&[("f_shop", "B")]));
        assert_eq!(outcome(save(portal, &an, &draft, 1, Step::Form, &mine).await.unwrap()), Ok(2));
        // The same again, from a second click with the old revision.
        assert_eq!(outcome(save(portal, &an, &draft, 1, Step::Form, &mine).await.unwrap()), Ok(2));
        let stale = save(portal, &an, &draft, 1, Step::Form, &theirs).await.unwrap();
        assert_eq!(outcome(stale), Err((2, mine.clone())));
        assert_eq!(the_case(portal, &an, &draft).await.typed(Step::Form), mine);
        assert!(matches!(submit(portal, &an, &draft, 1, "vi", "").await, Ok(Submitted::Stale)));

        let stranger = actor("binh");
        let saved = save(portal, &stranger, &draft, 2, Step::Form, &theirs).await;
        assert!(matches!(saved, Err(AppError::NotFound)));
        assert!(matches!(submit(portal, &stranger, &draft, 2, "vi", "").await, Err(AppError::NotFound)));
        discard(portal, &stranger, &draft).await.unwrap();
        the_case(portal, &an, &draft).await;
    })
    .await;
}

#[tokio::test]
async fn files_come_and_go_and_leave_nothing_behind() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an, stranger) = (&world.portal, actor("an"), actor("binh"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        for (bytes, code) in [(&b""[..], "file_empty"), (b"MZ", "file_kind"), (b"%PDF-1.7\n", "file_mixed")] {
            let Err(AppError::Invalid(errors)) = attach(portal, &an, &draft, bytes).await else {
                panic!("taken: {code}");
            };
            assert_eq!(codes(&errors), [("doc_paper", code)]);
        }
        assert!(matches!(attach(portal, &stranger, &draft, PDF).await, Err(AppError::NotFound)));
        let mut large = begin_upload(portal, &an, &draft, "paper", "a").await.unwrap();
        let piece = vec![0; 6_000_000];
        large.write(&piece).await.unwrap();
        assert!(matches!(large.write(&piece).await, Err(AppError::Invalid(_))));
        drop(large);
        assert_eq!(portal.files.on_disk().await, 0);

        let first = attach(portal, &an, &draft, PDF).await.unwrap();
        assert!(own_attachment(portal, &an, &draft, &first.id).await.is_ok());
        let theirs = own_attachment(portal, &stranger, &draft, &first.id).await;
        assert!(matches!(theirs, Err(AppError::NotFound)));
        detach(portal, &an, &draft, &first.id).await.unwrap();
        detach(portal, &an, &draft, &first.id).await.unwrap();
        assert_eq!(portal.files.on_disk().await, 0);

        for _ in 0..limits::MOST_FILES {
            attach(portal, &an, &draft, PDF).await.unwrap();
        }
        let Err(AppError::Invalid(errors)) = attach(portal, &an, &draft, PDF).await else {
            panic!("taken");
        };
        assert_eq!(codes(&errors), [("doc_paper", "files_many")]);
        discard(portal, &an, &draft).await.unwrap();
        assert_eq!(portal.files.on_disk().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_disk_that_takes_nothing_is_said_plainly() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        // Where the folder for files should be there is something else: nothing can be written.
        let folder = world.folder.path().join("files");
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::write(&folder, "").unwrap();
        assert!(matches!(attach(portal, &an, &draft, PDF).await, Err(AppError::Unavailable("disk"))));
        assert!(the_case(portal, &an, &draft).await.attachments.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_draft_that_nobody_comes_back_for_goes() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        attach(portal, &an, &draft, PDF).await.unwrap();
        assert_eq!(forget_drafts(portal).await.unwrap(), 0);
        portal.clock.set("2100-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(forget_drafts(portal).await.unwrap(), 1);
        assert_eq!(forget_drafts(portal).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn an_earlier_dossier_is_offered_again_and_people_are_told_apart() {
    on_each_engine(|db| async move {
        let world = world(db).await;
        let (portal, an) = (&world.portal, actor("an"));
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let revision = filled(portal, &an, &draft).await;
        let Submitted::Sent(first) = submit(portal, &an, &draft, revision, "vi", "").await.unwrap() else {
            panic!("not sent");
        };
        let draft = begin(portal, &an, "hkd", "xa").await.unwrap();
        let case = the_case(portal, &an, &draft).await;
        let offered = earlier(portal, &an, &case, Step::Form).await.unwrap();
        assert_eq!(offered.answers["opens"], ("01/12/2026".to_owned(), first.reference.clone()));
        let person = earlier(portal, &an, &case, Step::Applicant).await.unwrap().person.unwrap().0;
        assert_eq!(person.address.as_deref(), Some("Thôn 2, xã Trà Bồng"));
        assert!(earlier(portal, &actor("binh"), &case, Step::Form).await.unwrap().answers.is_empty());

        // For a principal: they are the applicant, the account's owner the filer, and the authorisation is asked for.
        let mut typed = values(&PERSON);
        for (name, value) in [
            ("acting", "authorised"),
            ("other_name", "Đinh Văn Bá"),
            ("other_number", "051080000456"),
            ("other_birth", "1/1/1980"),
            ("other_address", "Thôn 3"),
            ("relation", "Em trai"),
        ] {
            typed.set(name, value);
        }
        save(portal, &an, &draft, 1, Step::Applicant, &typed).await.unwrap();
        let case = the_case(portal, &an, &draft).await;
        assert_eq!(case.documents()[0].key, AUTHORISATION);
        let (people, errors) = check::applicant(&typed, case.quotes.at.date());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(people.applicant.full_name, "Đinh Văn Bá");
        assert_eq!(people.filer.unwrap().full_name, "Nguyễn Thị Ước");
        assert!(people.doubts.is_empty());

        // No province has the prefix: a doubt about what was typed, none about what the account bears.
        let mut typed = values(&PERSON);
        typed.set("personal_number", "099190000011");
        let (people, _) = check::applicant(&typed, case.quotes.at.date());
        let account = Person { personal_number: Some("099190000011".to_owned()), ..Person::default() };
        assert_eq!(people.doubts[0].why, NumberWarning::UnknownPrefix);
        assert_eq!(people.doubts_of(&Person::default()).count(), 1);
        assert_eq!(people.doubts_of(&account).count(), 0);

        // Parents file about their child, who has no number yet; a year that does not fit is a doubt, not an error.
        let mut typed = values(&PERSON);
        typed.set("acting", "representative");
        typed.set("birth_date", "05/02/1991");
        typed.set("other_name", "Nguyễn Văn Con");
        typed.set("other_birth", "20/11/2026");
        typed.set("relation", "Mẹ");
        let (people, errors) = check::applicant(&typed, case.quotes.at.date());
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(people.subject.unwrap().full_name, "Nguyễn Văn Con");
        assert_eq!(people.doubts[0].why, NumberWarning::OtherYear);
    })
    .await;
}
