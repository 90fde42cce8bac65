//! The interface for programs, under `/api/v1`, described at `/api/openapi.json`.
//!
//! How to add an endpoint: one file with its request, answer and handler, the handler under `#[utoipa::path]`;
//! then its route and its name in [`Description`].

mod dossiers;
pub mod problem;
mod quotes;

use axum::{
    Json, Router,
    routing::{get, post},
};
use backend::error::AppError;
use utoipa::OpenApi;

use crate::web::{Failure, Shared};

/// The description, made from the handlers.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Portal of public services",
        description = "Services, quotes and the public part of dossiers. Errors are problem details (RFC 9457)."
    ),
    paths(quotes::create, dossiers::show)
)]
struct Description;

/// Every endpoint.
pub fn router() -> Router<Shared> {
    Router::new()
        .route(
            "/api/openapi.json",
            get(|| async { Json(Description::openapi()) }),
        )
        .route("/api/v1/quotes", post(quotes::create))
        .route("/api/v1/dossiers/{reference}", get(dossiers::show))
        .route(
            "/api/{*rest}",
            get(|| async { Failure(AppError::NotFound) }),
        )
}
