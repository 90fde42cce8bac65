//! The interface for programs, under `/api/v1`, described at `/api/openapi.json`.
//!
//! How to add an endpoint: one file with its request, answer and handler, the handler under `#[utoipa::path]`;
//! then its route and its name in [`Description`].

pub mod adoption;
mod dossiers;
pub mod problem;
mod quotes;
mod services;
#[cfg(test)]
mod tests;

use app::words::Lang;
use axum::{
    Json, Router,
    http::{HeaderMap, header},
    routing::{any, get, post},
};
use backend::error::AppError;
use utoipa::OpenApi;

use crate::web::{Failure, Shared};

/// The description, made from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portal of public services",
        description = "Services, quotes, the public part of dossiers, and figures about use. Errors are problem details (RFC 9457)."
    ),
    paths(services::list, services::show, quotes::create, dossiers::show, adoption::show)
)]
struct Description;

/// Every endpoint.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/api/openapi.json", get(|| async { Json(Description::openapi()) }))
        .route("/api/v1/services", get(services::list))
        .route("/api/v1/services/{id}", get(services::show))
        .route("/api/v1/quotes", post(quotes::create))
        .route("/api/v1/dossiers/{reference}", get(dossiers::show))
        .route("/api/v1/adoption", get(adoption::show))
        .route("/api/{*rest}", any(|| async { Failure(AppError::NotFound) }))
}

/// Programs are answered in Vietnamese unless they ask for English first.
fn language(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    if wanted.is_some_and(|text| text.trim_start().starts_with("en")) { Lang::En } else { Lang::Vi }
}
