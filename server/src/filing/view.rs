//! From a draft to what its pages show.

use app::{
    catalogue::deal::Deal,
    filing::{
        documents::Limits,
        step::{Frame, ProcedureChanged, StepName},
    },
    shell::{PageFrame, Place},
    ui::{Choice, FormState},
    words::Lang,
};
use axum::response::Response;
use backend::{
    catalogue::Agency,
    error::AppError,
    filing::{Case, Opened, Quotes, Step, check, limits, open},
    input::Values,
};

use domain::procedure::compare;

use crate::web::{Shared, Visitor, form};

/// The draft behind an address, or the way to the page of the dossier that it became.
pub enum Found {
    /// The draft.
    Draft(Box<Case>),
    /// Where its dossier is.
    Sent(Response),
}

/// Opens the draft of whoever is signed in.
///
/// # Errors
/// [`AppError::SignInFirst`]; [`AppError::NotFound`] for what is not theirs.
pub async fn find(app: &Shared, visitor: &Visitor, service: &str, draft: &str) -> Result<Found, AppError> {
    Ok(match open(&app.portal, visitor.actor()?, service, draft).await? {
        Opened::Draft(case) => Found::Draft(case),
        Opened::Sent(_) => {
            let sent = super::address(service, draft, "da-gui");
            Found::Sent(form::see_other(visitor.lang, &sent))
        }
    })
}

/// Unpacks [`Found::Draft`]; answers with the way on where it was sent already.
macro_rules! draft {
    ($app:expr, $visitor:expr, $service:expr, $draft:expr) => {
        match $crate::filing::view::find($app, $visitor, $service, $draft).await? {
            $crate::filing::view::Found::Draft(case) => *case,
            $crate::filing::view::Found::Sent(answer) => return Ok(answer),
        }
    };
}
pub(super) use draft;

/// A step's name for the page.
pub const fn name(step: Step) -> StepName {
    match step {
        Step::Applicant => StepName::Applicant,
        Step::Form => StepName::Form,
        Step::Documents => StepName::Documents,
        Step::Delivery => StepName::Delivery,
        Step::Review => StepName::Review,
    }
}

/// What all steps of a draft share.
pub fn frame(lang: Lang, case: &Case, current: Step, form: FormState) -> Frame {
    let agency = case.agency.as_ref();
    let has_files = !case.attachments.is_empty();
    let steps = case
        .steps()
        .into_iter()
        .map(|step| {
            let was_there = case.was_saved(step) || (step == Step::Documents && has_files);
            (name(step), step.slug(), was_there)
        })
        .collect();
    Frame {
        service: (case.service.id.clone(), case.version.procedure.name.in_language(lang == Lang::En).to_owned()),
        draft_id: case.draft.id.clone(),
        revision: case.draft.revision,
        steps,
        current: name(current),
        agency: agency.map(|agency| agency_name(lang, agency)).unwrap_or_default(),
        deal: deal(&case.quotes, String::new()),
        changed: case.begun_under.as_deref().map(|before| ProcedureChanged {
            from: case.version.valid_from,
            parts: compare(&before.procedure, &case.version.procedure)
                .iter()
                .map(|difference| difference.part)
                .collect(),
        }),
        summary: summary(lang, case, current, &form),
        form,
    }
}

/// "Required" alone says nothing at the top of the page: each message names its field.
fn summary(lang: Lang, case: &Case, step: Step, form: &FormState) -> Vec<(String, String)> {
    let errors = form.errors().iter();
    errors
        .map(|(field, message)| {
            let label = match step {
                Step::Documents => case
                    .documents()
                    .into_iter()
                    .find(|document| check::document_field(&document.key) == *field)
                    .map(|document| document.name.in_language(lang == Lang::En).to_owned()),
                Step::Review => None,
                _ => Some(super::review::label(lang, case, step, field)),
            };
            let said = match label.filter(|label| !label.is_empty()) {
                Some(label) => format!("{label}: {message}"),
                None => message.clone(),
            };
            (field.clone(), said)
        })
        .collect()
}

/// The document's frame of a step.
pub fn page_frame(app: &Shared, visitor: &Visitor, case: &Case, step: Step) -> PageFrame {
    let title = format!(
        "{} · {}",
        name(step).title(visitor.lang),
        case.version.procedure.name.in_language(visitor.lang == Lang::En)
    );
    let path = super::address(&case.service.id, &case.draft.id, step.slug());
    visitor.private(app, path, title).place(Place::MyDossiers)
}

/// An agency's name in the page's language, where it has one.
pub fn agency_name(lang: Lang, agency: &Agency) -> String {
    crate::catalogue::agency_name(lang, agency).to_owned()
}

/// Agencies to choose from.
pub fn agency_choices(lang: Lang, agencies: &[&Agency]) -> Vec<Choice> {
    agencies.iter().map(|agency| Choice::new(agency.id.as_str(), agency_name(lang, agency))).collect()
}

/// Fee and dates for the card; `place` names the territory that was assumed.
pub fn deal(quotes: &Quotes, place: String) -> Deal {
    Deal {
        online: Some(quotes.online.clone()),
        counter: Some(quotes.counter.clone()),
        course: quotes.course.clone(),
        at: quotes.at,
        place,
    }
}

/// What was typed, for a page that shows it.
pub fn state(values: &Values) -> FormState {
    FormState::typed(values.pairs())
}

/// How much may be attached.
pub const fn file_limits() -> Limits {
    Limits { file: limits::MOST_FILE, files: limits::MOST_FILES, total: limits::MOST_TOTAL }
}
