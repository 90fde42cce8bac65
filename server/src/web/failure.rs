//! How an error is answered: a page for people, problem details (RFC 9457) for programs, the whole story for the log.

use std::sync::Arc;

use app::words::Lang;
use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use backend::error::AppError;

use super::{Shared, form::Sent, visitor};

/// What a handler gives.
pub type Outcome<T = Response> = Result<T, Failure>;

/// An error on its way out. [`render`] turns it into what the asker can read.
#[derive(Debug)]
pub struct Failure(pub AppError);

impl<E: Into<AppError>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

/// The error, carried from the handler to [`render`].
#[derive(Clone)]
struct Carried(Arc<AppError>);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Carried(Arc::new(self.0)));
        response
    }
}

/// The status of an error.
pub fn status(error: &AppError) -> StatusCode {
    match error {
        AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::SignInFirst => StatusCode::UNAUTHORIZED,
        AppError::Forbidden => StatusCode::FORBIDDEN,
        AppError::Conflict(_) | AppError::Ambiguous(_) => StatusCode::CONFLICT,
        AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        AppError::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        AppError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        AppError::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        AppError::FileLost { .. }
        | AppError::Setup(_)
        | AppError::Database(_)
        | AppError::File(_)
        | AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Answers every error, wherever it arose: in a handler, in an extractor, or in the router itself.
pub async fn render(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    let (lang, path) = Lang::of_path(request.uri().path());
    let (path, is_get) = (path.to_owned(), request.method() == axum::http::Method::GET);
    let wanted = request.uri().path_and_query().map_or("/", |whole| whole.as_str()).to_owned();
    let sent = Sent::default();
    request.extensions_mut().insert(sent.clone());
    let badge_token = visitor::session_token(request.headers(), app.settings.secure_cookies());
    let response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    // A handler that rendered its own page (a form with its errors) is left alone.
    let carried = response.extensions().get::<Carried>().cloned();
    let rendered =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"));
    if carried.is_none() && rendered {
        return response;
    }
    let reference = log(status, carried.as_ref().map(|Carried(error)| error.as_ref()), &path);
    let error = carried.as_ref().map(|Carried(error)| error.as_ref());
    if path.starts_with("/api/") {
        let answer = crate::api::problem::answer(status, error, reference.as_deref());
        return with_allow(answer, &response);
    }
    if matches!(error, Some(AppError::SignInFirst)) {
        let back = if is_get { wanted.as_str() } else { "/ho-so" };
        let query: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        return Redirect::to(&lang.path(&format!("/dang-nhap?tiep={query}"))).into_response();
    }
    let person = match badge_token {
        // The database may be what fails: then the page comes without the name.
        Some(token) => backend::session::resume(&app.portal, &token).await.ok().flatten(),
        None => None,
    };
    // What could not be stored is sent again from the page that says so.
    let again = match error {
        Some(AppError::Unavailable(_)) => sent.again(&wanted),
        _ => None,
    };
    let mut answer = crate::pages::error(&app, lang, person.as_ref(), &path, status, error, reference, again);
    if let Some(AppError::TooMany { retry_after }) = error
        && let Ok(value) = HeaderValue::from_str(&retry_after.to_string())
    {
        answer.headers_mut().insert(header::RETRY_AFTER, value);
    }
    with_allow(answer, &response)
}

/// A wrong method is answered with those that are right.
fn with_allow(mut answer: Response, response: &Response) -> Response {
    if let Some(allow) = response.headers().get(header::ALLOW) {
        answer.headers_mut().insert(header::ALLOW, allow.clone());
    }
    answer
}

/// Writes down what the operator must know; gives the reference under which it is found.
fn log(status: StatusCode, error: Option<&AppError>, path: &str) -> Option<String> {
    if !status.is_server_error() {
        return None;
    }
    let reference = hex::encode(backend::clock::random_bytes::<4>()).to_uppercase();
    match error {
        Some(AppError::Unavailable(what)) => tracing::warn!(reference, path, what, "unavailable"),
        Some(error) => tracing::error!(reference, path, %error, "failed"),
        None => tracing::error!(reference, path, %status, "failed"),
    }
    Some(reference)
}
