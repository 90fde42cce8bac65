//! A dossier's files, for the officers of its agency.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use backend::{desk, error::AppError};
use tokio::io::AsyncReadExt as _;

use crate::web::{Outcome, Shared, Visitor};

/// A file that belongs to a dossier of the officer's agencies.
pub async fn download(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, file)): Path<(String, String)>,
) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    let found = case.files.into_iter().find(|kept| kept.id == file);
    let kept = found.ok_or(AppError::NotFound)?;
    let mut content = Vec::new();
    let mut open = app.portal.files.read(&kept.id, u64::try_from(kept.size).unwrap_or(0)).await?;
    open.read_to_end(&mut content).await.map_err(AppError::from)?;
    Ok(answer(&kept.file_name, &kept.media_type, content))
}

/// What a browser shows safely by itself is shown; all else is saved.
fn answer(file_name: &str, media_type: &str, content: Vec<u8>) -> Response {
    let shown = matches!(media_type, "application/pdf" | "image/jpeg" | "image/png");
    let how = if shown { "inline" } else { "attachment" };
    let encoded: String = url::form_urlencoded::byte_serialize(file_name.as_bytes()).collect();
    let disposition = format!("{how}; filename*=UTF-8''{}", encoded.replace('+', "%20"));
    let value = |text: &str| {
        HeaderValue::from_str(text).unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
    };
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, value(media_type)),
        (header::CONTENT_DISPOSITION, value(&disposition)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
    ];
    (headers, Body::from(content)).into_response()
}
