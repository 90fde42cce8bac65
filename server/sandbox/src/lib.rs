//! The simulated outside world, over real HTTP: what the portal talks to where the real systems
//! cannot be reached. A payment gateway that speaks VNPay 2.1.0, a provider of identities that
//! speaks OpenID Connect, a message service with an inbox to read, and the doorstep of the national
//! portal. Each page says in Vietnamese that it is a simulation.
//!
//! Everything lives in memory and ends with the process. It shares no code with the portal: as the
//! counterparty it implements each protocol by itself, so that one mistake cannot hide on both sides.
//!
//! To add a system: a module with its routes, a link in [`home`], a line in [`SandboxConfig`].

mod config;
mod controls;
mod home;
mod html;
mod identity;
mod inbox;
mod messages;
mod payment;
mod payplat;
mod state;

use std::{future::Future, sync::Arc};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
    routing::{get, post},
};
pub use config::{Clock, Merchant, OidcClient, SandboxConfig};
use state::{Sandbox, Shared};
use tokio::net::TcpListener;

/// The largest body that any of the protocols needs, in bytes.
const BODY_LIMIT: usize = 64 * 1024;

/// Why the sandbox could not run.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The listener failed.
    #[error("the sandbox cannot listen: {0}")]
    Listen(#[from] std::io::Error),
    /// No HTTP client for the callbacks.
    #[error("the sandbox has no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
    /// No signing key for the ID tokens.
    #[error("the sandbox cannot make its signing key: {0}")]
    Key(String),
}

/// Runs the sandbox on the listener until `shutdown` completes; requests under way are finished.
///
/// # Errors
/// [`SandboxError`] when it cannot start or the listener fails.
pub async fn serve(
    config: SandboxConfig,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), SandboxError> {
    let local = listener.local_addr()?;
    let sandbox = Arc::new(Sandbox::new(config, local)?);
    tracing::info!(address = %local, issuer = sandbox.issuer, "sandbox listening");
    axum::serve(listener, router(sandbox)).with_graceful_shutdown(shutdown).await?;
    Ok(())
}

fn router(sandbox: Shared) -> Router {
    Router::new()
        .route("/", get(home::index))
        .route("/health", get(home::health))
        .route("/mo-phong.css", get(home::stylesheet))
        .route("/cong-quoc-gia/dich-vu/{code}", get(home::national_portal))
        .route("/paymentv2/vpcpay.html", get(payment::page::show))
        .route("/paymentv2/choi", post(payment::page::play))
        .merge(payplat::router(&sandbox))
        .route("/merchant_webapi/api/transaction", post(payment::api::transaction))
        .route("/cong-thanh-toan", get(payment::list::show))
        .route("/cong-thanh-toan/gui", post(payment::list::send_callback))
        .route("/.well-known/openid-configuration", get(identity::metadata::discovery))
        .route("/oauth2/jwks", get(identity::metadata::keys))
        .route("/oauth2/authorize", get(identity::authorize::show).post(identity::authorize::decide))
        .route("/oauth2/token", post(identity::token::exchange))
        .route("/oauth2/userinfo", get(identity::token::user_info).post(identity::token::user_info))
        .route("/messages", post(messages::receive))
        .route("/tin-nhan", get(inbox::show))
        .route("/dieu-khien", get(controls::show).post(controls::change))
        .fallback(home::not_found)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(headers))
        .with_state(sandbox)
}

/// No scripts, no frames, no caching. There is no `form-action`: browsers apply it to the redirect
/// that follows a form, and ours lead back to the portal.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let set = [
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in set {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A redirect after a form or back to the portal: 303, so that the browser comes with GET.
fn see_other(address: &str) -> Response {
    let mut response = Response::default();
    match HeaderValue::from_str(address) {
        Ok(value) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, value);
        }
        Err(_) => *response.status_mut() = StatusCode::BAD_REQUEST,
    }
    response
}
