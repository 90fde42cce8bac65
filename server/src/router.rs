//! Every address of the portal, and what stands before its handler.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderValue, Request, Uri},
    middleware,
    response::{IntoResponse, Redirect},
};
use backend::error::AppError;
use tower::ServiceBuilder;
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, trace::TraceLayer};

use crate::{
    account, admin, adoption, api, assets, assist, calendar, catalogue, desk, filing, papers, payment, policy,
    tracking, versions,
    web::{Failure, Outcome, Shared, failure, health, in_time, measure, rendered, security},
};

/// Bodies of forms and of the interface for programs; uploads set their own limit.
const MOST_BODY: usize = 256 * 1024;

/// The whole portal.
pub fn router(app: &Shared) -> Result<Router, AppError> {
    let policy = HeaderValue::from_str(&security::content_policy(outside(app)))
        .map_err(|error| AppError::Setup(format!("content security policy: {error}")))?;
    let pages = pages();
    let guarded = ServiceBuilder::new()
        .layer(middleware::from_fn(measure::measure))
        // Outside of what is kept, which is compressed already, and better.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn_with_state(app.clone(), rendered::keep))
        .layer(TraceLayer::new_for_http().make_span_with(span))
        .layer(middleware::from_fn_with_state((policy, app.settings.secure_cookies()), security::headers))
        .layer(middleware::from_fn_with_state(app.clone(), failure::render))
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn(in_time::in_time))
        .layer(middleware::from_fn_with_state(app.clone(), security::same_origin))
        .layer(DefaultBodyLimit::max(MOST_BODY));
    Ok(Router::new()
        .merge(pages.clone())
        .nest("/en", pages)
        .merge(office())
        .merge(payment::callbacks())
        .merge(api::router())
        .merge(health::router())
        .merge(assets::router())
        .fallback(elsewhere)
        .layer(guarded)
        .with_state(app.clone()))
}

/// The pages, the same in both languages.
fn pages() -> Router<Shared> {
    Router::new()
        .merge(catalogue::router())
        .merge(account::router())
        .merge(adoption::router())
        .merge(filing::router())
        .merge(papers::router())
        .merge(assist::public())
        .merge(payment::router())
        .merge(tracking::router())
}

/// Where there is no page. An address that closes with a slash leads to the one without.
async fn elsewhere(uri: Uri) -> Outcome {
    let bare = uri.path().trim_end_matches('/');
    if bare.len() == uri.path().len() || bare.is_empty() || leads_away(bare) {
        return Err(Failure(AppError::NotFound));
    }
    let query = uri.query().map(|query| format!("?{query}"));
    let whole = format!("{bare}{}", query.unwrap_or_default());
    Ok(Redirect::permanent(&whole).into_response())
}

/// Browsers read an address with two slashes in front, of either kind, as one of another host.
fn leads_away(path: &str) -> bool {
    path.starts_with("//") || path.contains('\\')
}

/// The pages of officers, administrators and helpers, in Vietnamese alone.
fn office() -> Router<Shared> {
    Router::new()
        .merge(admin::router())
        .merge(adoption::office())
        .merge(desk::router())
        .merge(papers::office())
        .merge(assist::router())
        .merge(policy::router())
        .merge(versions::router())
        .merge(calendar::router())
}

/// Where a form of ours may lead on to.
fn outside(app: &Shared) -> Vec<url::Origin> {
    let payment = app.portal.gateways.payment.all().iter().map(|provider| provider.client.pay_origin());
    let identity = app.settings.gateways.identity.as_ref().map(|identity| identity.issuer.origin());
    payment.chain(identity).collect()
}

/// Method and path alone: a query may hold what somebody typed.
fn span<B>(request: &Request<B>) -> tracing::Span {
    tracing::info_span!("request", method = %request.method(), path = request.uri().path())
}

#[cfg(test)]
pub(crate) mod tests;
