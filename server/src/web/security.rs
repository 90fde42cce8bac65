//! What is checked and said on every request, whatever its handler does.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use backend::error::AppError;

use super::{Failure, Shared};

/// Scripts come from this host alone, never from the page; the rest likewise.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'{outside}; \
    base-uri 'none'; frame-ancestors 'none'";

/// The content security policy. A form may lead on to the payment gateways and the identity provider.
pub fn content_policy(outside: Vec<url::Origin>) -> String {
    let mut hosts: Vec<String> = outside.iter().map(|origin| format!(" {}", origin.ascii_serialization())).collect();
    hosts.sort();
    hosts.dedup();
    POLICY.replace("{outside}", &hosts.concat())
}

/// Sets the headers that every answer carries.
pub async fn headers(State((policy, secure)): State<(HeaderValue, bool)>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    set(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    set(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    // What a handler does not declare public stays out of every cache.
    set(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if secure {
        set(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Refuses a change that another site's page sent in the person's name.
///
/// Browsers tell where a request comes from (`Sec-Fetch-Site`, `Origin`); a program that sends neither carries no
/// cookie of a person's browser either. With a session cookie, one of the two must speak for it.
pub async fn same_origin(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || comes_from_here(&app, request.headers()) {
        next.run(request).await
    } else {
        Failure(AppError::Forbidden).into_response()
    }
}

fn comes_from_here(app: &Shared, headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => {
            let own = app.settings.public_url.origin().ascii_serialization();
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
            let by_host = |scheme: &str| host.map(|host| format!("{scheme}://{host}"));
            let said = origin.to_str().ok();
            said == Some(own.as_str()) || said == by_host("http").as_deref() || said == by_host("https").as_deref()
        }
        None => !headers.contains_key(header::COOKIE),
    }
}
