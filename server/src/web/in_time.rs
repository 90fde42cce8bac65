//! Ends what takes too long.

use std::time::Duration;

use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse as _, Response},
};

/// How long an answer may take.
const MOST: Duration = Duration::from_secs(60);
/// An upload over a slow line takes minutes (fifty megabytes at half a megabit a second); one from which nothing comes
/// any more ends itself.
const MOST_UPLOAD: Duration = Duration::from_secs(15 * 60);

/// Answers 503 where the time is up.
pub async fn in_time(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_upload = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let most = if is_upload { MOST_UPLOAD } else { MOST };
    match tokio::time::timeout(most, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}
