//! Opening a session: whose data, in which capacity, what they agree to, and the code to their phone.

use domain::identity::Phone;
use jiff::{SignedDuration, ToSpan as _, civil::Date};
use sha2::{Digest as _, Sha256};

use super::{
    code, end_lapsed, pseudonym,
    store::{self, ConsentRow, Row},
    tell::tell,
};
use crate::{
    Portal,
    account::SessionToken,
    actor::{Actor, Capacity, Person, Purpose},
    clock::random_bytes,
    db::{Tx, new_id},
    error::{AppError, FieldErrors},
    helper::{self, Appointment},
    input::{self, Wrong},
    outbox::{Notice, Once},
    policy::{self, RuleBook},
    write_tx,
};

/// How long a session waits for the resident's first code.
const WAITS: SignedDuration = SignedDuration::from_mins(30);

/// What a resident is asked to agree to, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    /// For which purpose.
    pub purpose: Purpose,
    /// The words.
    pub text: String,
    /// Which version of them.
    pub version: &'static str,
    /// In which language.
    pub lang: &'static str,
}

/// What was typed to open a session.
pub struct Opening<'a> {
    /// The resident's full name.
    pub name: &'a str,
    /// The resident's own phone number.
    pub phone: &'a str,
    /// `self`, `representative` or `authorised`.
    pub capacity: &'a str,
    /// The number of the written authorisation.
    pub authorisation: &'a str,
    /// Where they sit together.
    pub place: &'a str,
    /// The consents that were ticked.
    pub ticked: Vec<ConsentText>,
    /// The version of the words that the page showed.
    pub shown: &'a str,
    /// Until when drafts may be kept.
    pub keep_until: &'a str,
}

/// What was typed, read.
struct Read {
    resident: Person,
    capacity: Capacity,
    authorisation: String,
    place: String,
    keep_until: Option<Date>,
}

/// Opens a session in the web session of `token`, and sends the resident their code.
///
/// # Errors
/// [`AppError::Forbidden`] without an appointment; [`AppError::Conflict`] (`assist_second`) where the helper has a
/// session open, here or in another browser; [`AppError::Invalid`] at `name`, `phone`, `capacity`, `authorisation`,
/// `place`, `consent_enter`, `keep_until`.
pub async fn open(portal: &Portal, actor: &Actor, token: &SessionToken, opening: &Opening<'_>) -> Result<(), AppError> {
    if actor.assist.is_some() {
        return Err(AppError::Conflict("assist_second"));
    }
    end_lapsed(portal).await?;
    let today = portal.clock.today();
    let mut tx = portal.db.read().await?;
    helper::must_be_appointed(&mut tx, actor, today).await?;
    let rules = policy::rules(portal, &mut tx).await?;
    tx.commit().await?;
    let read = read(actor, opening, &rules, today)?;
    let (id, link) = (new_id(), hex::encode(random_bytes::<16>()));
    let code = code::draw();
    let outcome = write_tx!(&portal.db, |tx| {
        let appointment = helper::must_be_appointed(tx, actor, today).await?;
        let row = row(portal, actor, token, &appointment, &read, (&id, &link))?;
        must_be_their_phone(tx, actor, &row, &read, &rules, portal).await?;
        store::insert_session(tx, &row).await?;
        for consent in &opening.ticked {
            let row_of = ConsentRow {
                purpose: consent.purpose,
                text: &consent.text,
                version: consent.version,
                hash: hex::encode(Sha256::digest(consent.text.as_bytes())),
                lang: consent.lang,
            };
            store::insert_consent(tx, &row, &row_of).await?;
        }
        code::issue(tx, portal, &id, super::confirm::SUBJECT, 0, &code).await?;
        let notice = Notice::AssistOpen {
            helper: actor.person.full_name.clone(),
            team: appointment.team.clone(),
            otp: Once::new(&*code),
            withdraw: Once::new(&*link),
        };
        tell(tx, &read.resident, notice, portal.clock.now()).await
    });
    match outcome {
        Err(error) if error.is_duplicate() => Err(AppError::Conflict("assist_second")),
        other => other,
    }
}

fn read(actor: &Actor, opening: &Opening<'_>, rules: &RuleBook, today: Date) -> Result<Read, AppError> {
    let mut errors = FieldErrors::default();
    let must = |field, text: &str, read: fn(&str) -> Result<String, Wrong>, errors: &mut FieldErrors| {
        if text.trim().is_empty() {
            errors.add(field, "required");
            return String::new();
        }
        read(text).unwrap_or_else(|code| {
            errors.add(field, code);
            String::new()
        })
    };
    let name = must("name", opening.name, input::name, &mut errors);
    let phone = must("phone", opening.phone, input::phone, &mut errors);
    let mobile = Phone::parse(&phone).is_ok_and(|phone| phone.is_mobile());
    if !phone.is_empty() && !mobile {
        errors.add("phone", "phone_no_sms");
    } else if !phone.is_empty() && actor.person.phone.as_deref() == Some(&phone) {
        errors.add("phone", "phone_helpers");
    }
    let capacity = Capacity::parse(opening.capacity);
    if capacity.is_none() {
        errors.add("capacity", "choose");
    }
    let authorisation = if capacity == Some(Capacity::Authorised) {
        must("authorisation", opening.authorisation, input::line, &mut errors)
    } else {
        String::new()
    };
    let place = must("place", opening.place, input::line, &mut errors);
    let ticked = |purpose| opening.ticked.iter().any(|one| one.purpose == purpose);
    let current = opening.ticked.iter().all(|one| one.version == opening.shown);
    if !ticked(Purpose::Enter) {
        errors.add("consent_enter", "consent_needed");
    } else if !current {
        errors.add("consent_enter", "consent_changed");
    }
    let keep_until =
        if ticked(Purpose::Keep) { keep_until(opening.keep_until, rules, today, &mut errors)? } else { None };
    errors.into_result()?;
    Ok(Read {
        resident: Person { full_name: name, phone: Some(phone), ..Person::default() },
        capacity: capacity.unwrap_or(Capacity::OwnName),
        authorisation,
        place,
        keep_until,
    })
}

fn keep_until(typed: &str, rules: &RuleBook, today: Date, errors: &mut FieldErrors) -> Result<Option<Date>, AppError> {
    let most: i32 = rules.rule("assist_keep_days", today)?;
    let last = today.checked_add(most.days()).unwrap_or(today);
    match input::date(typed) {
        _ if typed.trim().is_empty() => errors.add("keep_until", "required"),
        Err(code) => errors.add("keep_until", code),
        Ok(day) if day < today => errors.add("keep_until", "date_past"),
        Ok(day) if day > last => {
            errors.add_with("keep_until", "date_far", vec![("most", most.to_string())]);
        }
        Ok(day) => return Ok(Some(day)),
    }
    Ok(None)
}

fn row(
    portal: &Portal,
    actor: &Actor,
    token: &SessionToken,
    appointment: &Appointment,
    read: &Read,
    (id, link): (&str, &str),
) -> Result<Row, AppError> {
    let now = portal.clock.now();
    let phone = read.resident.phone.clone().unwrap_or_default();
    let person = format!("{phone} {}", domain::text::fold(&read.resident.full_name));
    Ok(Row {
        id: id.to_owned(),
        helper_id: actor.account_id.clone(),
        web_session: token.hash(),
        agency_id: appointment.agency_id.clone(),
        team: appointment.team.clone(),
        decision: appointment.decision.clone(),
        place: read.place.clone(),
        capacity: read.capacity.as_str().to_owned(),
        authorisation: read.authorisation.clone(),
        resident: serde_json::to_string(&read.resident)?,
        resident_key: pseudonym(&portal.files, "resident", &person),
        phone_key: pseudonym(&portal.files, "phone", &phone),
        phone_end: phone[phone.len().saturating_sub(3)..].to_owned(),
        withdraw_hash: super::end::link_hash(link),
        opened_at: now.as_microsecond(),
        confirmed_at: None,
        expires_at: (now + WAITS).as_microsecond(),
        keep_until: read.keep_until.map(|day| day.to_string()),
        ended_at: None,
    })
}

/// Not another helper's phone, not one that many residents seem to share, not one that gets too many codes.
async fn must_be_their_phone(
    tx: &mut Tx,
    actor: &Actor,
    row: &Row,
    read: &Read,
    rules: &RuleBook,
    portal: &Portal,
) -> Result<(), AppError> {
    let (now, today) = portal.clock.now_and_today();
    let phone = read.resident.phone.as_deref().unwrap_or_default();
    if helper::store::is_helpers_login(tx, phone, today).await? {
        return Err(AppError::field("phone", "phone_helpers"));
    }
    let most: i64 = rules.rule("assist_phone_residents", today)?;
    let days: i64 = rules.rule("assist_phone_days", today)?;
    let since = now - SignedDuration::from_hours(24 * days);
    let (phone_key, resident_key) = (&row.phone_key, &row.resident_key);
    let others = store::residents_on_phone(tx, &actor.account_id, phone_key, resident_key, since).await?;
    if others >= most {
        return Err(AppError::field("phone", "phone_many"));
    }
    code::must_not_flood(tx, portal, phone_key, "phone").await
}
