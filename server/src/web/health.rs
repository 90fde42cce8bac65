//! For whoever runs the portal: is it alive, can it work, how is it doing.

use std::time::{Duration, Instant};

use axum::{
    Json, Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use backend::readiness::{self, Readiness};
use tokio::sync::Mutex;

use super::Shared;

/// Everybody may ask: what was found is told again for so long, so that nobody makes the portal write without end.
const KEPT: Duration = Duration::from_secs(1);

/// What was found last, and when.
#[derive(Default)]
pub struct LastFound(Mutex<Option<(Instant, Readiness)>>);

/// `/health/live`, `/health/ready`, `/metrics`.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/health/live", get(|| async { "live" }))
        .route("/health/ready", get(ready))
        .route("/metrics", get(|State(app): State<Shared>| async move { app.metrics.render() }))
}

/// Ready when database and files can be written and messages leave: 200, else 503, both with what was found.
async fn ready(State(app): State<Shared>) -> Response {
    let mut last = app.last_found.0.lock().await;
    let found = match last.take() {
        Some((at, found)) if at.elapsed() < KEPT => (at, found),
        _ => {
            let found = readiness::check(&app.portal).await;
            // Whoever waited for this is answered by it.
            (Instant::now(), found)
        }
    };
    let (_, readiness) = last.insert(found);
    let status = if readiness.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness.clone())).into_response()
}
