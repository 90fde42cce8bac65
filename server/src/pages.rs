//! From a view to an answer.

use app::{
    shell::{self, PageFrame},
    words::Lang,
};
use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use backend::{account::Actor, error::AppError};
use leptos::IntoView;

use crate::web::{Shared, rendered::Public};

/// A page.
pub fn page<V: IntoView + 'static>(frame: &PageFrame, view: impl FnOnce() -> V) -> Response {
    Html(shell::render(frame, view)).into_response()
}

/// A page that is the same for everybody who is not signed in; it is kept rendered.
pub fn public_page<V: IntoView + 'static>(frame: &PageFrame, view: impl FnOnce() -> V) -> Response {
    let mut response = page(frame, view);
    response.extensions_mut().insert(Public);
    response
}

/// A page with another status than 200, such as a form with its errors (422).
pub fn page_with<V: IntoView + 'static>(
    status: StatusCode,
    frame: &PageFrame,
    view: impl FnOnce() -> V,
) -> Response {
    (status, page(frame, view)).into_response()
}

/// The page of an error.
pub fn error(
    app: &Shared,
    lang: Lang,
    _actor: Option<&Actor>,
    status: StatusCode,
    _error: Option<&AppError>,
    reference: Option<String>,
) -> Response {
    let title = format!("{} {}", status.as_u16(), reference.unwrap_or_default());
    let frame = PageFrame::public(app.site.clone(), lang, "/", title.clone());
    page_with(status, &frame, move || title)
}
