//! What is printed for the applicant.

use app::{
    desk::{
        case_path,
        slip::{self, Slip, SlipForm},
    },
    names, t,
    words::Lang,
};
use axum::extract::{Path, State};
use backend::{
    clock::local,
    desk::{self, Case, LogLine},
    dossier::Event,
    error::AppError,
};

use super::views;
use crate::{
    pages::page,
    web::{Outcome, Shared, Visitor},
};

/// The desk speaks Vietnamese alone.
const VI: Lang = Lang::Vi;

/// Which of a dossier's forms can be printed: address and name.
pub fn printable(case: &Case, name: &str) -> Vec<(String, String)> {
    let path = case_path(name);
    let has = |wanted: fn(&Event) -> bool| case.log.iter().any(|line| wanted(&line.entry.event));
    let forms = [
        (
            has(|event| matches!(event, Event::Accepted { .. })),
            "giay-tiep-nhan",
            t!(VI, "desk.slip.acceptance"),
        ),
        (
            has(|event| matches!(event, Event::SupplementAsked { .. })),
            "phieu-bo-sung",
            t!(VI, "desk.slip.supplement"),
        ),
        (
            has(|event| matches!(event, Event::Refused { .. })),
            "phieu-tu-choi",
            t!(VI, "desk.slip.refusal"),
        ),
    ];
    forms
        .into_iter()
        .filter(|(there, _, _)| *there)
        .map(|(_, form, name)| (format!("{path}/{form}"), name.into_owned()))
        .collect()
}

/// 01.
pub async fn acceptance(state: State<Shared>, visitor: Visitor, name: Path<String>) -> Outcome {
    show(state, visitor, name, |event| {
        matches!(event, Event::Accepted { .. })
    })
    .await
}

/// 02, the last one.
pub async fn supplement(state: State<Shared>, visitor: Visitor, name: Path<String>) -> Outcome {
    show(state, visitor, name, |event| {
        matches!(event, Event::SupplementAsked { .. })
    })
    .await
}

/// 03.
pub async fn refusal(state: State<Shared>, visitor: Visitor, name: Path<String>) -> Outcome {
    show(state, visitor, name, |event| {
        matches!(event, Event::Refused { .. })
    })
    .await
}

/// The form that belongs to the last event of its kind; not found where there is none.
async fn show(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(name): Path<String>,
    wanted: fn(&Event) -> bool,
) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    let line = case.log.iter().rev().find(|line| wanted(&line.entry.event));
    let line = line.ok_or(AppError::NotFound)?;
    let slip = model(&app, &case, line)?;
    let title = format!("{} {}", slip.title(), slip.name);
    let frame = views::frame(&app, &visitor, &case_path(&slip.name), &title)?;
    Ok(page(&frame, || slip::page(&slip)))
}

fn model(app: &Shared, case: &Case, line: &LogLine) -> Result<Slip, AppError> {
    let name = case.dossier.public_name().to_owned();
    let applicant = views::people(&case.dossier.body).into_iter().next();
    let applicant = applicant.ok_or(AppError::NotFound)?;
    let facts = [
        (t!(VI, "desk.part.applicant"), Some(applicant.name)),
        (t!(VI, "desk.address"), applicant.address),
        (t!(VI, "desk.phone"), applicant.phone),
        (t!(VI, "desk.email"), applicant.email),
    ];
    let contact = [
        case.agency.address.clone(),
        case.agency.phone.as_deref().map(views::phone),
    ];
    let public_url = app.settings.public_url.as_str().trim_end_matches('/');
    Ok(Slip {
        agency: case.agency.name.clone(),
        contact: contact.into_iter().flatten().collect(),
        tracking: format!("{public_url}/tra-cuu?ma={name}"),
        applicant: facts
            .into_iter()
            .filter_map(|(label, fact)| Some((label.into_owned(), fact?)))
            .collect(),
        service: case.version.procedure.name.vi.clone(),
        at: local(line.entry.at),
        officer: line.actor.clone().unwrap_or_default(),
        form: form(case, line)?,
        name,
    })
}

fn form(case: &Case, line: &LogLine) -> Result<SlipForm, AppError> {
    let procedure = &case.version.procedure;
    Ok(match line.entry.event.clone() {
        Event::Accepted {
            due, pinned, fee, ..
        } => SlipForm::Acceptance {
            documents: documents(case),
            sets: procedure.sets,
            limit: pinned.as_ref().map(|pin| slip::limit(&pin.limit)),
            received_at: pinned.map_or(local(line.entry.at), |pin| pin.deadline.received_at),
            promised: due.promised,
            channel: names::channel(VI, case.dossier.channel).into_owned(),
            delivery: views::delivery(&case.dossier.body.delivery),
            fee,
        },
        Event::SupplementAsked { items, until } => SlipForm::Supplement { items, until },
        Event::Refused {
            reason,
            legal_ground,
        } => SlipForm::Refusal {
            reason,
            legal_ground,
        },
        _ => return Err(AppError::NotFound),
    })
}

/// What came with the dossier.
fn documents(case: &Case) -> Vec<String> {
    let attached = |key: &str| {
        case.files
            .iter()
            .any(|file| file.purpose != "result" && file.component == key)
    };
    let documents = case.version.procedure.documents.iter();
    let on_paper = |key: &String| case.dossier.body.received.contains(key);
    let named: Vec<String> = documents
        .filter_map(|document| {
            let name = &document.name.vi;
            if on_paper(&document.key) {
                Some(t!(VI, "desk.slip.paper", name = name).into_owned())
            } else if attached(&document.key) {
                Some(t!(VI, "desk.slip.electronic", name = name).into_owned())
            } else {
                None
            }
        })
        .collect();
    if named.is_empty() {
        vec![t!(VI, "desk.slip.no_documents").into_owned()]
    } else {
        named
    }
}
