//! From a view to an answer.

use app::{
    errors::{self, Again, Problem},
    shell::{self, PageFrame},
    ui,
    words::Lang,
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use backend::{actor::Actor, error::AppError};

use crate::web::{Shared, rendered::Public, visitor::badge};

/// A page.
pub fn page(frame: &PageFrame, view: impl FnOnce() -> ui::Html) -> Response {
    Html(shell::render(frame, view)).into_response()
}

/// A page that is the same for everybody who is not signed in; it is kept rendered.
pub fn public_page(frame: &PageFrame, view: impl FnOnce() -> ui::Html) -> Response {
    let mut response = page(frame, view);
    response.extensions_mut().insert(Public::OfTheData);
    response
}

/// Such a page with figures in it: it is kept while their counters, which had moved so often before they were read,
/// don't move.
pub fn figures_page(frame: &PageFrame, moved: i64, view: impl FnOnce() -> ui::Html) -> Response {
    let mut response = page(frame, view);
    response.extensions_mut().insert(Public::WithTheFigures { moved });
    response
}

/// A page with another status than 200, such as a form with its errors (422).
pub fn page_with(status: StatusCode, frame: &PageFrame, view: impl FnOnce() -> ui::Html) -> Response {
    (status, page(frame, view)).into_response()
}

/// The page of an error; `path` is the address that was asked for, without its language, `again` the form that was sent
/// in vain.
#[expect(clippy::too_many_arguments, reason = "an error page says all that is known")]
pub fn error(
    app: &Shared,
    lang: Lang,
    person: Option<&Actor>,
    path: &str,
    status: StatusCode,
    error: Option<&AppError>,
    reference: Option<String>,
    again: Option<Again>,
) -> Response {
    let problem = problem(status, error, reference);
    // The language switch leads to the same path: one with two slashes in front would lead to another host.
    let path = if path.starts_with("//") || path.contains('\\') { "/" } else { path };
    let mut frame = errors::frame(app.site.get(), lang, path, &problem).person(person.map(badge));
    frame.translated = !is_office(path);
    page_with(status, &frame, || errors::page(lang, &problem, again.as_ref()))
}

/// Offices and helpers work in Vietnamese alone.
fn is_office(path: &str) -> bool {
    let helpers = path == "/ho-tro" || path.starts_with("/ho-tro/");
    helpers || path.starts_with("/can-bo") || path.starts_with("/quan-tri")
}

fn problem(status: StatusCode, error: Option<&AppError>, reference: Option<String>) -> Problem {
    match error {
        Some(AppError::Conflict(code)) => Problem::Conflict { code: Some(code) },
        Some(AppError::Unavailable(code)) => Problem::Unavailable { code: Some(code) },
        Some(AppError::FileLost { .. }) => Problem::FileLost { reference: reference.unwrap_or_default() },
        Some(AppError::TooMany { retry_after }) => Problem::TooMany { wait_seconds: *retry_after },
        _ => Problem::of_status(status.as_u16(), reference),
    }
}
