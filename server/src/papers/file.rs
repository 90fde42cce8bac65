//! A paper as a file that a browser shows or saves.

use app::papers::Paper;
use axum::{
    http::{HeaderName, HeaderValue, header},
    response::IntoResponse as _,
};
use backend::error::AppError;

use crate::web::Outcome;

/// What follows a paper's address where its file is asked for.
const ENDING: &str = ".pdf";

/// The address without its ending, and whether it had one.
pub fn split_ending(text: &str) -> (&str, bool) {
    match text.strip_suffix(ENDING) {
        Some(bare) => (bare, true),
        None => (text, false),
    }
}

/// The paper as PDF/A. Setting it takes some milliseconds of work, so it is done off the event loop.
pub async fn as_file(paper: Paper) -> Outcome {
    let name = format!("{}{ENDING}", paper.name);
    let set = tokio::task::spawn_blocking(move || pdf::pdf(&paper)).await;
    let file = set
        .map_err(|error| AppError::Internal(error.to_string()))?
        .map_err(|error| AppError::Internal(error.to_string()))?;
    // Codes and slugs alone: nothing that a header could not hold.
    let disposition = HeaderValue::from_str(&format!("inline; filename=\"{name}\""))
        .unwrap_or_else(|_| HeaderValue::from_static("inline"));
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (header::CONTENT_DISPOSITION, disposition),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    Ok((headers, file).into_response())
}
