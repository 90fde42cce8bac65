//! Attachments: shown, uploaded in a stream, fetched, removed.

use std::time::Duration;

use app::{
    filing::documents,
    ui::{FileItem, FormState},
};
use axum::{
    body::{Body, Bytes},
    extract::{
        Multipart, Path, State,
        multipart::{Field, MultipartError},
    },
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use backend::{
    actor::Actor,
    error::{AppError, FieldErrors},
    filing::{Case, FileKind, Step, begin_upload, check, detach, own_attachment},
};
use tokio_util::io::ReaderStream;

use super::view::{draft, file_limits, frame, page_frame};
use crate::{
    pages::page_with,
    web::{Outcome, Shared, Visitor, form},
};

/// Somebody who sends nothing for so long has gone.
const MOST_SILENCE: Duration = Duration::from_secs(60);

/// Parts of one upload: more than a form has fields and a person chooses files. Each file that is not taken costs a
/// look into the store and a line on the page.
pub const MOST_PARTS: usize = 200;

/// `GET …/giay-to`
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path((service, id)): Path<(String, String)>) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    if !case.steps().contains(&Step::Documents) {
        return Err(AppError::NotFound.into());
    }
    let form = FormState::default();
    Ok(answer(&app, &visitor, &case, form, StatusCode::OK))
}

/// `POST …/giay-to`: every file that is right is kept, whatever the others are.
pub async fn upload(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
    parts: Multipart,
) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    let came = receive(&app, visitor.actor()?, &case, parts).await?;
    if came.status.is_success() && came.go == "later" {
        return Ok(form::see_other(visitor.lang, visitor.begun()));
    }
    let case = draft!(&app, &visitor, &service, &id);
    let mut errors = came.errors;
    if errors.is_empty() && came.go == "next" && came.status.is_success() {
        errors = check::step(&case, Step::Documents);
        if errors.is_empty() {
            let next = super::address(&service, &id, case.next(Step::Documents).slug());
            return Ok(form::see_other(visitor.lang, &next));
        }
    }
    if errors.is_empty() && came.status.is_success() {
        let here = super::address(&service, &id, Step::Documents.slug());
        return Ok(form::see_other(visitor.lang, &here));
    }
    let mut form = FormState::default();
    for error in &errors.0 {
        form.reject(error.field.clone(), form::message(visitor.lang, error));
    }
    let status = match came.status {
        StatusCode::OK => StatusCode::UNPROCESSABLE_ENTITY,
        other => other,
    };
    Ok(answer(&app, &visitor, &case, form, status))
}

/// What came of an upload.
struct Came {
    errors: FieldErrors,
    /// The button that was pressed.
    go: String,
    /// 200, or what stood in the way of everything.
    status: StatusCode,
}

async fn receive(app: &Shared, actor: &Actor, case: &Case, mut parts: Multipart) -> Result<Came, AppError> {
    let mut came = Came { errors: FieldErrors::default(), go: "next".to_owned(), status: StatusCode::OK };
    let documents = case.documents();
    for _ in 0..MOST_PARTS {
        let mut part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => return Ok(came),
            Err(error) => {
                came.status = broken(&error);
                return Ok(came);
            }
        };
        let name = part.name().unwrap_or_default().to_owned();
        let document = documents.iter().find(|document| check::document_field(&document.key) == name);
        match (document, part.file_name().map(str::to_owned)) {
            // Nothing was chosen in this field.
            (Some(_), Some(file_name)) if file_name.is_empty() => {}
            (Some(document), Some(file_name)) => {
                match one_file(app, actor, case, &document.key, &file_name, &mut part).await {
                    Ok(()) => {}
                    Err(Failed::Refused(errors)) => came.errors.0.extend(errors.0),
                    Err(Failed::Disk) => came.status = StatusCode::SERVICE_UNAVAILABLE,
                    Err(Failed::Broken(status)) => {
                        came.status = status;
                        return Ok(came);
                    }
                    Err(Failed::Other(error)) => return Err(error),
                }
            }
            (None, None) if name == "go" => {
                if let Ok(Some(piece)) = part.chunk().await {
                    came.go = String::from_utf8_lossy(&piece[..piece.len().min(10)]).into_owned();
                }
            }
            _ => {}
        }
    }
    came.status = StatusCode::PAYLOAD_TOO_LARGE;
    Ok(came)
}

/// Why a file was not kept.
enum Failed {
    /// It is not taken.
    Refused(FieldErrors),
    /// Files cannot be kept now.
    Disk,
    /// What was sent cannot be read.
    Broken(StatusCode),
    /// Anything else.
    Other(AppError),
}

impl From<AppError> for Failed {
    fn from(error: AppError) -> Self {
        match error {
            AppError::Invalid(errors) => Self::Refused(errors),
            AppError::Unavailable("disk") => Self::Disk,
            other => Self::Other(other),
        }
    }
}

async fn one_file(
    app: &Shared,
    actor: &Actor,
    case: &Case,
    component: &str,
    file_name: &str,
    part: &mut Field<'_>,
) -> Result<(), Failed> {
    let mut upload = begin_upload(&app.portal, actor, &case.draft.id, component, file_name).await?;
    while let Some(piece) = next_piece(part).await.map_err(Failed::Broken)? {
        upload.write(&piece).await?;
    }
    upload.finish(&app.portal, actor).await?;
    Ok(())
}

pub async fn next_piece(part: &mut Field<'_>) -> Result<Option<Bytes>, StatusCode> {
    match tokio::time::timeout(MOST_SILENCE, part.chunk()).await {
        Ok(piece) => piece.map_err(|error| broken(&error)),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
    }
}

/// Too large as a whole, cut off, or no multipart at all.
pub fn broken(error: &MultipartError) -> StatusCode {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => StatusCode::PAYLOAD_TOO_LARGE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// `GET …/tep/{file}`: one's own file, to be saved and not to be run.
pub async fn download(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((_, id, file)): Path<(String, String, String)>,
) -> Outcome {
    let (attachment, file) = own_attachment(&app.portal, visitor.actor()?, &id, &file).await?;
    Ok(as_download(&attachment.file_name, &attachment.media_type, attachment.size, file))
}

/// A kept file on its way out, in a stream; the browser saves it under its name.
pub fn as_download(file_name: &str, media_type: &str, size: u64, file: tokio::fs::File) -> Response {
    let encoded: String = url::form_urlencoded::byte_serialize(file_name.as_bytes()).collect();
    // A query's plus is a blank; here a blank is written out.
    let encoded = encoded.replace('+', "%20");
    let disposition = format!("attachment; filename*=UTF-8''{encoded}");
    let kind = FileKind::of_media_type(media_type).map_or("application/octet-stream", FileKind::media_type);
    let mut response = Body::from_stream(ReaderStream::new(file)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_LENGTH, size.into());
    if let Ok(value) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// `POST …/tep/{file}/xoa`
pub async fn remove(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id, file)): Path<(String, String, String)>,
) -> Outcome {
    detach(&app.portal, visitor.actor()?, &id, &file).await?;
    let here = super::address(&service, &id, Step::Documents.slug());
    Ok(form::see_other(visitor.lang, &here))
}

fn answer(app: &Shared, visitor: &Visitor, case: &Case, form: FormState, status: StatusCode) -> Response {
    let lang = visitor.lang;
    let procedure = &case.version.procedure;
    let wish = case.wish();
    let parts = case
        .documents()
        .into_iter()
        .map(|document| {
            let required = check::must_be_attached(procedure, &document, &wish);
            let answered = !document.forms.is_empty() && !procedure.form.is_empty();
            let files = case
                .attachments
                .iter()
                .filter(|attachment| attachment.component == document.key)
                .map(|attachment| {
                    let path = format!("tep/{}", attachment.id);
                    let href = super::address(&case.service.id, &case.draft.id, &path);
                    let kind = FileKind::of_media_type(&attachment.media_type);
                    FileItem {
                        name: attachment.file_name.clone(),
                        kind: kind.map_or("", FileKind::ending).to_uppercase(),
                        bytes: attachment.size,
                        remove: Some(lang.path(&format!("{href}/xoa"))),
                        href: Some(lang.path(&href)),
                    }
                })
                .collect();
            documents::DocumentPart { field: check::document_field(&document.key), document, required, answered, files }
        })
        .collect();
    let view = documents::DocumentsPage {
        frame: frame(lang, case, Step::Documents, form),
        documents: parts,
        limits: file_limits(),
        trouble: match status {
            StatusCode::SERVICE_UNAVAILABLE => Some(documents::Trouble::Disk),
            StatusCode::PAYLOAD_TOO_LARGE => Some(documents::Trouble::TooLarge),
            StatusCode::BAD_REQUEST | StatusCode::REQUEST_TIMEOUT => Some(documents::Trouble::CutOff),
            _ => None,
        },
    };
    let page = page_frame(app, visitor, case, Step::Documents).with_island();
    page_with(status, &page, || documents::page(lang, &view))
}
