//! For whoever runs the portal: is it alive, can it work, how is it doing.

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::get};

use super::Shared;

/// `/health/live`, `/health/ready`, `/metrics`.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/health/live", get(|| async { "live" }))
        .route("/health/ready", get(ready))
        .route("/metrics", get(|State(app): State<Shared>| async move { app.metrics.render() }))
}

/// Ready when the store answers.
async fn ready(State(app): State<Shared>) -> impl IntoResponse {
    match backend::db::current_data_version(&app.portal.db).await {
        Ok(_) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "store unavailable")
        }
    }
}
