//! `/kiem-tra-ket-qua`: whether a result is genuine. The file is hashed as it comes and never kept.

use app::{
    format, t,
    tracking::authentic::{self as view, Answer, AuthenticPage},
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Multipart, State, multipart::Field},
    http::StatusCode,
    response::Response,
};
use backend::{
    clock::local,
    error::AppError,
    filing::limits,
    tracking::{self, Verdict},
};
use sha2::{Digest as _, Sha256};

use super::model;
use crate::{
    filing::files::next_piece,
    pages::page_with,
    web::{Asked, Failure, Outcome, Shared, Typed, Visitor, form, limits::Purpose},
};

const PATH: &str = "/kiem-tra-ket-qua";
/// Bytes of the whole form: whoever chooses too large a file is told so, and not cut off.
pub const MOST_BODY: usize = 50_000_000;
/// Bytes of a text field; what is longer is none of ours.
const MOST_TEXT: usize = 1_000;

/// GET: the form, filled in as far as a link does; it asks nothing yet.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let form = FormState::typed(["ma", "sha256"].map(|name| (name, asked.value(name))));
    Ok(answer(&app, &visitor, form, Answer::Nothing, StatusCode::OK))
}

/// POST: compares.
pub async fn check(State(app): State<Shared>, visitor: Visitor, mut parts: Multipart) -> Outcome {
    app.limits.take(Purpose::ResultCheck, visitor.address, app.portal.clock.now())?;
    let (mut code, mut checksum, mut hashed) = (String::new(), String::new(), None);
    let broken = |_| Failure(AppError::field("files", "upload_broken"));
    let mut wrong = None;
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        match part.name().unwrap_or_default().to_owned().as_str() {
            "ma" => code = text(&mut part).await?,
            "sha256" => checksum = text(&mut part).await?,
            "files" if part.file_name().is_some_and(|name| !name.is_empty()) => match hash(&mut part).await {
                Ok(hex) => hashed = Some(hex),
                Err(error) => wrong = Some(error),
            },
            _ => {}
        }
        if wrong.is_some() {
            break;
        }
    }
    let typed: Typed = [("ma", code), ("sha256", checksum)].into_iter().collect();
    let asked = hashed.as_deref().unwrap_or_else(|| typed.text("sha256"));
    let found = match wrong {
        Some(error) => Err(error),
        None => tracking::check_result(&app.portal, typed.text("ma"), asked).await,
    };
    let lang = visitor.lang;
    Ok(match found {
        Ok(verdict) => {
            let said = said(lang, verdict);
            answer(&app, &visitor, typed.state(), said, StatusCode::OK)
        }
        Err(error) => {
            let form = form::rejected(lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            answer(&app, &visitor, form, Answer::Nothing, status)
        }
    })
}

fn said(lang: Lang, verdict: Verdict) -> Answer {
    match verdict {
        Verdict::Genuine { agency, decided_at } => {
            Answer::Genuine(model::agency(lang, &agency), local(decided_at).date())
        }
        Verdict::TakenBack { agency } => Answer::TakenBack(model::agency(lang, &agency)),
        Verdict::NoMatch => Answer::NoMatch,
    }
}

fn answer(app: &Shared, visitor: &Visitor, form: FormState, answer: Answer, status: StatusCode) -> Response {
    let lang = visitor.lang;
    let model = AuthenticPage { form, answer, most: format::file_size(lang, limits::MOST_FILE) };
    let frame = visitor.public(app, PATH, t!(lang, "authentic.title"));
    page_with(status, &frame, || view::page(lang, &model))
}

async fn text(part: &mut Field<'_>) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    while let Some(piece) = piece(part).await? {
        if bytes.len() + piece.len() <= MOST_TEXT {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file's SHA-256 in hex; its bytes go nowhere.
async fn hash(part: &mut Field<'_>) -> Result<String, AppError> {
    let mut digest = Sha256::new();
    let mut size: u64 = 0;
    while let Some(piece) = piece(part).await? {
        size += piece.len() as u64;
        digest.update(&piece);
    }
    if size > limits::MOST_FILE {
        return Err(AppError::field("files", "file_too_large"));
    }
    if size == 0 {
        return Err(AppError::field("files", "file_empty"));
    }
    Ok(hex::encode(digest.finalize()))
}

async fn piece(part: &mut Field<'_>) -> Result<Option<axum::body::Bytes>, AppError> {
    next_piece(part).await.map_err(|status| match status {
        StatusCode::PAYLOAD_TOO_LARGE => AppError::field("files", "file_too_large"),
        _ => AppError::field("files", "upload_broken"),
    })
}
