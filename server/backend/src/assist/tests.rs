mod codes;
mod drafts;
mod opening;
mod sending;

use jiff::{SignedDuration, civil::date};

use super::*;
use crate::{
    Portal,
    account::{NewAccount, NewAppointment, SessionToken},
    actor::{Person, Purpose},
    db::Db,
    dossier::Dossier,
    filing::{self, Attachment, Saved, Step, Submitted},
    helper::{self, Standing, add_helper, badge_of, holder, standing},
    input::Values,
    outbox::{self, Recipient},
    session,
    testing::office::{HERE, SERVICE, portal},
};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n";

/// A resident: name and phone.
type Resident = (&'static str, &'static str);

const ANH: Resident = ("Nguyễn Thị Ánh", "0905 000 111");
const BINH: Resident = ("Đinh Văn Bình", "0905 000 222");

/// A portal with a helper.
struct World {
    portal: Portal,
    /// The helper's browser.
    token: SessionToken,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new(db: &Db) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let portal = portal(db, &folder).await;
        let helper = helper(&portal, "hotro", "+84905999001").await;
        let token = session::open(&portal, &helper).await.unwrap();
        Self { portal, token, _folder: folder }
    }

    /// Whoever holds the helper's browser, as they may act now.
    async fn actor(&self) -> Actor {
        acting(&self.portal, &self.token).await
    }

    async fn open(&self, resident: Resident, purposes: &[Purpose]) -> Result<(), AppError> {
        let opening = typed(resident, purposes);
        open(&self.portal, &self.actor().await, &self.token, &opening).await
    }

    /// Opened, and confirmed by the resident.
    async fn opened(&self, resident: Resident, purposes: &[Purpose]) -> Actor {
        self.open(resident, purposes).await.unwrap();
        let code = self.otp().await;
        confirm(&self.portal, &self.actor().await, &code).await.unwrap();
        self.actor().await
    }

    /// All messages that went out since the last time: recipient, template, values.
    async fn messages(&self) -> Vec<outbox::Message> {
        let claimed = outbox::claim(&self.portal, 100).await.unwrap();
        let mut messages = Vec::new();
        for one in claimed {
            outbox::note(&self.portal, &one, Ok(())).await.unwrap();
            messages.push(one.message);
        }
        messages
    }

    /// The newest code that went out.
    async fn otp(&self) -> String {
        let messages = self.messages().await;
        let mut codes = messages.iter().rev().filter_map(|one| one.notice.value("otp"));
        codes.next().expect("a code")
    }

    fn pass(&self, time: SignedDuration) {
        let clock = &self.portal.clock;
        clock.set(clock.now() + time);
    }

    /// A draft for the resident of the session, with everything that is asked for; gives it with its revision.
    async fn filled(&self, actor: &Actor) -> (String, i64) {
        let portal = &self.portal;
        let draft = filing::begin(portal, actor, SERVICE, HERE).await.unwrap();
        let mut revision = 1;
        for (step, values) in [
            (Step::Applicant, applicant(actor)),
            (Step::Form, values(&[("f_ten_ho", "Quán Ánh")])),
            (Step::Delivery, values(&[("delivery", "online")])),
        ] {
            let saved = filing::save(portal, actor, &draft, revision, step, &values).await;
            assert!(matches!(saved.unwrap(), Saved::Kept(case) if case.draft.revision == revision + 1));
            revision += 1;
        }
        attach(portal, actor, &draft).await.unwrap();
        (draft, revision)
    }

    /// Sent for the resident of the session.
    async fn sent(&self, actor: &Actor) -> (String, Dossier) {
        let (draft, revision) = self.filled(actor).await;
        let asked = ask_to_send(&self.portal, actor, &draft, revision).await;
        assert!(matches!(asked.unwrap(), Asked::Told));
        let code = self.otp().await;
        let Submitted::Sent(dossier) = send(&self.portal, actor, &draft, &code).await.unwrap() else {
            panic!("not sent");
        };
        (draft, *dossier)
    }
}

async fn acting(portal: &Portal, token: &SessionToken) -> Actor {
    let actor = session::resume(portal, token).await.unwrap();
    actor.expect("signed in")
}

async fn helper(portal: &Portal, login: &str, phone: &str) -> String {
    let appointment = NewAppointment {
        agency_id: HERE,
        team: "Tổ thôn Một",
        decision: "12/QĐ-UBND",
        from: date(2026, 1, 2),
        until: Some(date(2026, 12, 31)),
    };
    add_helper(portal, new_account(login, phone), appointment).await.unwrap()
}

fn new_account<'a>(login: &'a str, phone: &str) -> NewAccount<'a> {
    NewAccount {
        login,
        password: "một câu dễ nhớ mà dài",
        person: Person { full_name: "Lê Văn Giúp".into(), phone: Some(phone.into()), ..Person::default() },
        roles: Vec::new(),
        demo: false,
    }
}

fn typed(resident: Resident, purposes: &[Purpose]) -> Opening<'static> {
    let texts = purposes.iter().map(|purpose| ConsentText {
        purpose: *purpose,
        text: format!("Tôi đồng ý: {}", purpose.as_str()),
        version: "1",
        lang: "vi",
    });
    Opening {
        name: resident.0,
        phone: resident.1,
        capacity: "self",
        authorisation: "",
        place: "Nhà văn hóa thôn Một",
        ticked: texts.collect(),
        shown: "1",
        keep_until: "01/12/2026",
    }
}

fn applicant(actor: &Actor) -> Values {
    let phone = actor.person.phone.clone().unwrap_or_default();
    values(&[
        ("acting", "self"),
        ("full_name", actor.person.full_name.as_str()),
        ("personal_number", "051190000123"),
        ("birth_date", "05/02/1990"),
        ("phone", phone.as_str()),
        ("address", "Thôn Một"),
    ])
}

fn values(pairs: &[(&str, &str)]) -> Values {
    let mut values = Values::default();
    for (name, value) in pairs {
        values.set(*name, *value);
    }
    values
}

async fn attach(portal: &Portal, actor: &Actor, draft: &str) -> Result<Attachment, AppError> {
    let mut upload = filing::begin_upload(portal, actor, draft, "giay-de-nghi", "giấy.pdf").await?;
    upload.write(PDF).await?;
    upload.finish(portal, actor).await
}

/// The field and the code of the one error.
#[track_caller]
fn refused<T>(outcome: Result<T, AppError>) -> (String, &'static str) {
    match outcome {
        Err(AppError::Invalid(errors)) => {
            assert_eq!(errors.0.len(), 1, "{errors:?}");
            (errors.0[0].field.clone(), errors.0[0].code)
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("not refused"),
    }
}

#[track_caller]
fn conflict<T>(outcome: Result<T, AppError>) -> &'static str {
    match outcome {
        Err(AppError::Conflict(code)) => code,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("not refused"),
    }
}

#[track_caller]
fn not_found<T>(outcome: Result<T, AppError>) {
    assert!(matches!(outcome, Err(AppError::NotFound)));
}

fn to(message: &outbox::Message) -> &str {
    match &message.to {
        Recipient::Phone(number) => number,
        Recipient::Email(address) => address,
    }
}
