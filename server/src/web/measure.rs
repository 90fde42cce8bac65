//! What the operator reads at `/metrics`: how many requests, how they ended, how long they took.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::Response,
};
use backend::db::statements;
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

/// What an answer took of the store; goes with it as an extension, for tests.
#[cfg(test)]
#[derive(Clone)]
pub struct Measured {
    /// The address as the router knows it.
    pub route: String,
    /// So many statements.
    pub statements: u32,
}

/// Counts a request under its route, never under its address: that may hold what somebody typed.
pub async fn measure(request: Request, next: Next) -> Response {
    let route =
        request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let method = name(request.method());
    let started = Instant::now();
    #[cfg_attr(not(test), expect(unused_mut, reason = "a test's extension"))]
    let (mut response, statements) = statements::counting(next.run(request)).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("portal_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    metrics::counter!("portal_statements_total", "route" => route.clone(), "method" => method)
        .increment(statements.into());
    metrics::histogram!("portal_request_seconds", "route" => route.clone()).record(started.elapsed());
    #[cfg(test)]
    response.extensions_mut().insert(Measured { route, statements });
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
