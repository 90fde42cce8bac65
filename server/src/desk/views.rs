//! From what the desk's use cases give to what its pages show.

use app::{
    desk::{
        Urgency,
        case::{FileGroup, Part, PersonCard, file_path},
        claims::ClaimCard,
        queue::Row,
    },
    format, t,
    ui::FileItem,
    words::Lang,
};
use backend::{
    actor::Person,
    clock::local,
    desk::{Case, Queue, QueueRow},
    dossier::{Body, Delivery, claims::Claim, store::Attached},
    filing::{GROUP_EVIDENCE, RELATION},
};
use domain::{
    dossier::{Act, State},
    identity::Phone,
    money::Dong,
    procedure::{FieldKind, FormField, Procedure},
};

/// The desk speaks Vietnamese alone.
pub const VI: Lang = Lang::Vi;

/// `Hồ sơ cần xử lý`
pub fn title() -> String {
    t!(VI, "desk.title").into_owned()
}

/// How a due time stands to now.
pub const fn urgency(urgency: backend::desk::Urgency) -> Urgency {
    match urgency {
        backend::desk::Urgency::LateByLaw => Urgency::LateByLaw,
        backend::desk::Urgency::Late => Urgency::Late,
        backend::desk::Urgency::Near => Urgency::Near,
        backend::desk::Urgency::Calm => Urgency::Calm,
    }
}

/// Working hours that are near: a day.
const NEAR: u32 = 8;

/// A dossier in the queue.
pub fn row(row: &QueueRow, queue: &Queue, agency: Option<String>) -> Row {
    let waits_until = match &row.facts.state {
        State::IntakeSupplement { request } | State::Supplement { request, .. } => request.until,
        _ => None,
    };
    Row {
        name: row.code.as_ref().unwrap_or(&row.reference).clone(),
        service: row.service.clone(),
        applicant: row.body.applicant.full_name.clone(),
        agency,
        channel: row.channel,
        state: row.facts.state.code(),
        submitted_at: local(row.submitted_at),
        due: row.facts.next_due(),
        urgency: row.urgency.map(urgency),
        waits_until,
        owed: !row.facts.owed().is_zero(),
        // The due time itself stands beside; the rest is said where it is near or over.
        warnings: row.warnings.iter().filter(|warning| warning.over || warning.hours <= NEAR).copied().collect(),
        officer: row.facts.officer_id.as_ref().map(|id| {
            let officer = queue.officers.iter().find(|(account, _)| account == id);
            officer.map_or_else(|| t!(VI, "desk.role.officer").into_owned(), |(_, name)| name.clone())
        }),
        held_by: row.facts.holder().map(|id| {
            let place = queue.places.get(id);
            place.map_or_else(|| id.to_owned(), |agency| agency.name.clone())
        }),
    }
}

/// Those whom a dossier is about.
pub fn people(body: &Body) -> Vec<PersonCard> {
    let others = [(Part::Subject, &body.subject), (Part::Filer, &body.filer)];
    let others = others.into_iter().filter_map(|(part, person)| person.as_ref().map(|person| (part, person)));
    std::iter::once((Part::Applicant, &body.applicant)).chain(others).map(|(part, person)| card(part, person)).collect()
}

fn card(part: Part, person: &Person) -> PersonCard {
    PersonCard {
        part,
        name: person.full_name.clone(),
        number: person.personal_number.clone(),
        birth: person.birth_date,
        phone: person.phone.as_deref().map(phone),
        email: person.email.clone(),
        address: person.address.clone(),
    }
}

/// A stored phone number as people write it.
pub fn phone(stored: &str) -> String {
    Phone::parse(stored).map_or_else(|_| stored.to_owned(), |phone| phone.national())
}

/// The form's questions with what was answered, in the form's order; what the form no longer asks comes last.
pub fn answers(procedure: &Procedure, body: &Body) -> Vec<(String, String)> {
    let asked = procedure.form.iter().filter_map(|field| {
        let given = body.form.get(&field.key)?;
        Some((field.label.vi.clone(), answer(field, given)))
    });
    let unknown = body.form.iter().filter(|(key, _)| !procedure.form.iter().any(|field| field.key == **key)).map(
        |(key, given)| {
            let label = match key.as_str() {
                RELATION => t!(VI, "desk.relation").into_owned(),
                other => other.to_owned(),
            };
            (label, given.clone())
        },
    );
    asked.chain(unknown).collect()
}

fn answer(field: &FormField, given: &str) -> String {
    match field.kind {
        FieldKind::Choice => {
            let chosen = field.options.iter().find(|choice| choice.value == given);
            chosen.map_or(given, |choice| &choice.label.vi).to_owned()
        }
        FieldKind::YesNo if given == "yes" => t!(VI, "desk.yes").into_owned(),
        FieldKind::YesNo => t!(VI, "desk.no").into_owned(),
        FieldKind::Date => given.parse().map_or_else(|_| given.to_owned(), |day| format::date(VI, day)),
        FieldKind::Phone => phone(given),
        FieldKind::Money => given
            .parse()
            .ok()
            .and_then(|dong| Dong::new(dong).ok())
            .map_or_else(|| given.to_owned(), |dong| format::dong(VI, dong)),
        _ => given.to_owned(),
    }
}

/// How the result goes out, a line each.
pub fn delivery(delivery: &Delivery) -> Vec<String> {
    match delivery {
        Delivery::Online => vec![t!(VI, "desk.delivery.online").into_owned()],
        Delivery::Counter => vec![t!(VI, "desk.delivery.counter").into_owned()],
        Delivery::Post { recipient, phone: number, address } => {
            vec![t!(VI, "desk.delivery.post").into_owned(), format!("{recipient}, {}", phone(number)), address.clone()]
        }
    }
}

/// The claims that the officer decides about, each with what shows it.
pub fn claims(case: &Case, name: &str, claims: &[Claim]) -> Vec<ClaimCard> {
    let body = &case.dossier.body;
    let about = body.subject.as_ref().unwrap_or(&body.applicant);
    let attached = case.files.iter().filter(|file| file.component == GROUP_EVIDENCE || file.purpose == "supplement");
    let files: Vec<FileItem> = attached.map(|file| item(name, file)).collect();
    let card = |claim: &Claim| ClaimCard {
        group: claim.group,
        confirmed: claim.confirmed,
        otherwise: claim.otherwise,
        conditions: claim.conditions.clone(),
        birth: about.birth_date.filter(|_| claim.group.is_of_age()),
        files: files.clone(),
    };
    claims.iter().map(card).collect()
}

fn item(name: &str, file: &Attached) -> FileItem {
    FileItem {
        name: file.file_name.clone(),
        kind: kind(&file.media_type).to_owned(),
        bytes: u64::try_from(file.size).unwrap_or_default(),
        href: Some(file_path(name, &file.id)),
        remove: None,
    }
}

/// The files of a dossier: each document with what stands for it, then what came later.
pub fn files(case: &Case, name: &str) -> Vec<FileGroup> {
    let of = |purpose: &str, component: Option<&str>| {
        case.files
            .iter()
            .filter(|file| file.purpose == purpose)
            .filter(|file| component.is_none_or(|key| file.component == key))
            .map(|file| FileItem {
                remove: (purpose == "result" && case.acts.contains(&Act::Finish))
                    .then(|| format!("{}/xoa", file_path(name, &file.id))),
                ..item(name, file)
            })
            .collect::<Vec<_>>()
    };
    let documents = &case.version.procedure.documents;
    let mut groups: Vec<FileGroup> = documents
        .iter()
        .map(|document| FileGroup { name: document.name.vi.clone(), files: of("component", Some(&document.key)) })
        .filter(|group| !group.files.is_empty())
        .collect();
    let listed: Vec<&str> = documents.iter().map(|document| document.key.as_str()).collect();
    let shows_group = of("component", Some(GROUP_EVIDENCE));
    let mut others = of("component", None);
    others.retain(|item| {
        let file = case.files.iter().find(|file| item.href == Some(file_path(name, &file.id)));
        file.is_some_and(|file| {
            let component = file.component.as_str();
            component != GROUP_EVIDENCE && !listed.contains(&component)
        })
    });
    groups.extend(
        [
            (t!(VI, "desk.files.group"), shows_group),
            (t!(VI, "desk.files.other"), others),
            (t!(VI, "desk.files.supplement"), of("supplement", None)),
            (t!(VI, "desk.files.result"), of("result", None)),
            (t!(VI, "desk.files.former_result"), of("former_result", None)),
        ]
        .into_iter()
        .filter(|(_, files)| !files.is_empty())
        .map(|(name, files)| FileGroup { name: name.into_owned(), files }),
    );
    groups
}

fn kind(media_type: &str) -> &str {
    match media_type {
        "application/pdf" => "PDF",
        "image/jpeg" => "JPEG",
        "image/png" => "PNG",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "DOCX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "XLSX",
        other => other,
    }
}
