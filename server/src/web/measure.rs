//! What the operator reads at `/metrics`: how many requests, how they ended, how long they took.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

/// Bounds of the times that are told apart, in seconds.
const SECONDS: [f64; 9] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

/// Keeps the process's measurements from now on. Each time that was taken stays in memory until the handle's
/// `run_upkeep` counts it: call that again and again.
///
/// # Errors
/// Something keeps them already.
pub fn keep() -> Result<PrometheusHandle, BuildError> {
    PrometheusBuilder::new().set_buckets(&SECONDS)?.install_recorder()
}

/// Counts a request under its route, never under its address: that may hold what somebody typed.
pub async fn measure(request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = name(request.method());
    let started = Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("portal_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    metrics::histogram!("portal_request_seconds", "route" => route).record(started.elapsed());
    response
}

/// The usual methods by name. Whoever asks may make up others; a count for each would never end.
fn name(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "OPTIONS" => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_methods_are_counted_together() {
        assert_eq!(name(&Method::POST), "POST");
        for made_up in ["FOO1", "FOO2", "get"] {
            assert_eq!(name(&made_up.parse().unwrap()), "other");
        }
    }
}
