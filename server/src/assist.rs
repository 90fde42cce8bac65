//! Helping residents: `/ho-tro` for helpers, `/ho-tro-nguoi-dan` for everybody.

mod ending;
mod home;
mod public;
mod sending;
mod session;
#[cfg(test)]
pub mod tests;

use app::{ui::FormState, words::Lang};
use axum::{
    Router,
    http::{HeaderName, HeaderValue},
    response::Response,
    routing::{get, post},
};
use backend::{error::AppError, error::FieldErrors};

pub use ending::cleared;

use crate::web::{Failure, Shared, form};

/// Helpers work in Vietnamese.
const VI: Lang = Lang::Vi;

/// The helpers' addresses.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/ho-tro", get(home::show))
        .route("/ho-tro/noi-khac", post(ending::end_elsewhere))
        .route("/ho-tro/phien", get(session::show).post(home::open))
        .route("/ho-tro/phien/ma", get(session::show).post(session::confirm))
        .route("/ho-tro/phien/ma-moi", post(session::resend))
        .route("/ho-tro/phien/ket-thuc", post(ending::end))
        .route("/ho-tro/phien/rut", post(ending::withdraw))
        .route("/ho-tro/da-ket-thuc", get(ending::ended))
        .route("/ho-tro/gui/{draft}", get(sending::show))
        .route("/ho-tro/gui/{draft}/ma", get(sending::show).post(sending::send))
        .route("/ho-tro/gui/{draft}/ma-moi", post(sending::again))
}

/// What everybody may know, in both languages.
pub fn public() -> Router<Shared> {
    Router::new()
        .route("/ho-tro-nguoi-dan", get(public::show))
        .route("/ho-tro-nguoi-dan/rut/{link}", get(public::ask).post(public::withdraw))
}

/// What is wrong, without what was typed: a code is not shown again.
fn errors(errors: &FieldErrors) -> FormState {
    let mut state = FormState::default();
    for error in &errors.0 {
        state.reject(error.field.clone(), form::message(VI, error));
    }
    state
}

/// Field errors, or the error itself.
fn field_errors(error: AppError) -> Result<FormState, Failure> {
    match error {
        AppError::Invalid(wrong) => Ok(errors(&wrong)),
        other => Err(other.into()),
    }
}

/// Tells the browser to forget what it kept of these pages.
fn forget(mut response: Response) -> Response {
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\""));
    response
}
