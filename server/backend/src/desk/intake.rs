//! A paper dossier at the counter or by post: one form makes it and accepts it, once.

use std::sync::Arc;

use domain::{
    channel::Channel,
    code::Reference,
    fee::Quantity,
    groups::{ApplicantGroup, GroupCheck, Membership},
    mode::ActingMode,
    procedure::Document,
};
use jiff::Timestamp;

use super::{TypedAcceptance, TypedFinding, acceptance, finding_fields, terms};
use crate::{
    Portal,
    actor::{Actor, Person},
    catalogue::{self, Agency, Service, Version},
    clock::{local, random_bytes},
    db::Tx,
    dossier::{self, Body, Dossier, Event, NewDossier, Who, record, store::by_submission},
    error::{AppError, FieldErrors},
    filing::{check, favoured},
    input::{self, Values},
    policy,
    quoting::{self, Wish},
    write_tx,
};

/// The fields of the form, in its order; those of groups come after them.
const FIELDS: [&str; 15] = [
    "submission",
    "agency",
    "channel",
    "full_name",
    "personal_number",
    "phone",
    "address",
    "document",
    "quantity",
    "due",
    "delivery",
    "recipient",
    "post_phone",
    "post_address",
    "service",
];

/// The names of the form's fields.
pub fn fields() -> Vec<String> {
    let of_groups = ApplicantGroup::ALL.iter().flat_map(|group| finding_fields(*group));
    FIELDS.into_iter().map(str::to_owned).chain(of_groups).collect()
}

/// What the form shows: a service, and at which of the officer's agencies it is taken.
#[derive(Clone, Debug)]
pub struct Counter {
    /// The service.
    pub service: Arc<Service>,
    /// Its version of today.
    pub version: Arc<Version>,
    /// The officer's agencies that offer it.
    pub agencies: Vec<Agency>,
    /// The groups that pay less for it at the counter.
    pub groups: Vec<ApplicantGroup>,
}

/// The services that the officer's agencies offer: id, name and code; those whose name or code holds the text.
///
/// # Errors
/// [`AppError::Forbidden`] for somebody who works at no desk.
pub async fn counter_services(portal: &Portal, actor: &Actor, text: &str) -> Result<Vec<Service>, AppError> {
    let mut tx = portal.db.read().await?;
    let mut found: Vec<Service> = Vec::new();
    for agency in actor.desk_agencies() {
        found.extend(super::store::offered(&mut tx, agency, portal.clock.today()).await?);
    }
    tx.commit().await?;
    let words = domain::text::tokens(text);
    found.retain(|service| {
        let of = domain::text::tokens(&format!("{} {}", service.name, service.code));
        words.iter().all(|word| of.iter().any(|known| known.contains(word)))
    });
    found.sort_by_cached_key(|service| (domain::text::fold(&service.name), service.id.clone()));
    found.dedup_by(|a, b| a.id == b.id);
    Ok(found)
}

/// The form for a service.
///
/// # Errors
/// [`AppError::NotFound`] where none of the officer's agencies offers it.
pub async fn counter(portal: &Portal, actor: &Actor, service: &str) -> Result<Counter, AppError> {
    let mut tx = portal.db.read().await?;
    let counter = counter_in(&mut tx, portal, actor, service).await?;
    tx.commit().await?;
    Ok(counter)
}

async fn counter_in(tx: &mut Tx, portal: &Portal, actor: &Actor, service: &str) -> Result<Counter, AppError> {
    let today = portal.clock.today();
    let found = catalogue::record(portal, tx, service).await?.ok_or(AppError::NotFound)?;
    let version = found.on(today).cloned().ok_or(AppError::NotFound)?;
    let mut agencies: Vec<Agency> = found.offers(today).into_iter().map(|offer| offer.agency).collect();
    agencies.retain(|agency| actor.must_be_officer_of(&agency.id).is_ok());
    if agencies.is_empty() {
        return Err(AppError::NotFound);
    }
    let rules = policy::rules(portal, tx).await?;
    let mut groups = Vec::new();
    for agency in &agencies {
        let (procedure, agency) = (&version.procedure, Some(agency));
        groups.extend(favoured(&rules, procedure, agency, Channel::Counter, today)?);
    }
    groups.sort_unstable();
    groups.dedup();
    Ok(Counter { service: Arc::clone(&found.service), version, agencies, groups })
}

/// Takes a paper dossier: makes it and accepts it in one transaction. The same `submission` gives the same dossier.
///
/// # Errors
/// [`AppError::Invalid`] at the fields; [`AppError::NotFound`] for a service of others.
pub async fn intake(portal: &Portal, actor: &Actor, typed: &Values) -> Result<Dossier, AppError> {
    let random: [u8; 7] = random_bytes();
    let outcome = write_tx!(&portal.db, |tx| { intake_in(tx, portal, actor, typed, random).await });
    match outcome {
        // Another click was faster: the next look finds what it made.
        Err(error) if error.is_duplicate() => {
            write_tx!(&portal.db, |tx| { intake_in(tx, portal, actor, typed, random).await })
        }
        other => other,
    }
}

async fn intake_in(
    tx: &mut Tx,
    portal: &Portal,
    actor: &Actor,
    typed: &Values,
    random: [u8; 7],
) -> Result<Dossier, AppError> {
    let submission = typed.text("submission");
    if let Some(dossier) = by_submission(tx, submission).await? {
        actor.must_be_officer_of(&dossier.agency_id)?;
        return Ok(dossier);
    }
    let counter = counter_in(tx, portal, actor, typed.text("service")).await?;
    let mut errors = FieldErrors::default();
    if submission.len() != 32 || !submission.bytes().all(|b| b.is_ascii_hexdigit()) {
        errors.add("full_name", "invalid");
    }
    let agency = match counter.agencies.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|agency| agency.id == typed.text("agency")),
    };
    if agency.is_none() {
        errors.add("agency", "choose");
    }
    let channel: Channel = match typed.text("channel") {
        "postal" => Channel::Postal,
        _ => Channel::Counter,
    };
    let applicant = person(typed, &mut errors);
    let quantity = typed.text("quantity");
    let now = portal.clock.now();
    let wish = Wish {
        quantity: quantity.parse().ok().and_then(Quantity::new),
        groups: memberships(&counter.groups, typed, &actor.account_id, now, &mut errors),
        ..Wish::default()
    };
    if !quantity.is_empty() && wish.quantity.is_none() {
        errors.add("quantity", "bad_quantity");
    }
    let (delivery, wrong) = check::delivery(typed);
    errors.0.extend(wrong.0);
    let Some(agency) = agency.filter(|_| errors.is_empty()) else {
        return Err(AppError::Invalid(errors));
    };

    let (at, today) = (local(now), local(now).date());
    let rules = policy::rules(portal, tx).await?;
    let procedure = &counter.version.procedure;
    let quote = quoting::quote(&rules, procedure, Some(agency), channel, at, &wish)?;
    if quote.online_only.is_some() {
        return Err(AppError::field("channel", "online_only"));
    }
    let prefix: String = rules.rule("reference_prefix", today)?;
    let reference = Reference::new(&prefix, random)
        .map_err(|error| AppError::Setup(format!("rule `reference_prefix`: {error}")))?;
    let received = procedure
        .attachable()
        .filter(|document| handed_in(typed, document))
        .map(|document| document.key.clone())
        .collect();
    let new = NewDossier {
        submission,
        reference: reference.as_str(),
        service_id: &counter.service.id,
        version_id: &counter.version.id,
        agency_id: &agency.id,
        channel,
        acting_mode: ActingMode::SelfFiled,
        mode: procedure.mode,
        filer_id: None,
        body: Body {
            applicant,
            subject: None,
            filer: None,
            form: std::collections::BTreeMap::new(),
            wish,
            delivery,
            lang: "vi".to_owned(),
            received,
        },
        demo: actor.demo,
    };
    let who = Who::officer(&actor.account_id, &agency.id);
    let submitted = Event::Submitted { fee: quote.fee.ok(), deadline: quote.deadline.ok(), acknowledge_by: at };
    let dossier = dossier::open(tx, new, &who, submitted, now).await?;
    let order = TypedAcceptance { due: typed.text("due").to_owned(), ..TypedAcceptance::default() };
    let by = &actor.account_id;
    let accepted = terms::accepted(portal, tx, &dossier, &order, by, now).await?;
    record(tx, dossier, &who, accepted, now).await
}

/// The groups for which the applicant shows something at the counter: the officer sees it at once.
fn memberships(
    favoured: &[ApplicantGroup],
    typed: &Values,
    by: &str,
    now: Timestamp,
    errors: &mut FieldErrors,
) -> Vec<Membership> {
    let mut seen = Vec::new();
    for group in favoured {
        let [finding, number, _] = finding_fields(*group);
        let typed = TypedFinding {
            finding: typed.text(&finding).to_owned(),
            number: typed.text(&number).to_owned(),
            reason: String::new(),
        };
        let finding = acceptance::finding(errors, *group, &typed);
        let check = finding.map(|finding| GroupCheck { group: *group, finding });
        seen.extend(check.and_then(|check| check.verification(by, now)));
    }
    seen.into_iter().map(Membership::Verified).collect()
}

fn handed_in(typed: &Values, document: &Document) -> bool {
    typed.all("document").contains(&document.key)
}

/// The applicant, as far as the counter asks: a name, and what helps to reach them.
fn person(typed: &Values, errors: &mut FieldErrors) -> Person {
    let mut person = Person::default();
    let name = typed.text("full_name");
    if name.is_empty() {
        errors.add("full_name", "required");
    } else {
        match input::name(name) {
            Ok(name) => person.full_name = name,
            Err(code) => errors.add("full_name", code),
        }
    }
    let number = typed.text("personal_number");
    if !number.is_empty() {
        match input::personal_number(number) {
            Ok(number) => person.personal_number = Some(number.as_str().to_owned()),
            Err(code) => errors.add("personal_number", code),
        }
    }
    let phone = typed.text("phone");
    if !phone.is_empty() {
        match input::phone(phone) {
            Ok(phone) => person.phone = Some(phone),
            Err(code) => errors.add("phone", code),
        }
    }
    let address = typed.text("address");
    if !address.is_empty() {
        match input::line(address) {
            Ok(address) => person.address = Some(address),
            Err(code) => errors.add("address", code),
        }
    }
    person
}
