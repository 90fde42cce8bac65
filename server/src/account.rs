//! Signing in and out, making an account, one's own account.

mod national;
mod profile;
mod register;
mod return_path;
mod sign_in;
#[cfg(test)]
mod tests;

use app::account::Office;
use axum::{
    Router,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use backend::{account::SessionToken, actor::RoleKind, error::AppError, session};

use crate::web::{
    Outcome, Shared, Visitor,
    form::see_other,
    visitor::{session_cookie, session_token},
};

/// `/dang-nhap`, `/dang-ky`, `/dang-xuat`, `/tai-khoan`.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/dang-nhap", get(sign_in::show).post(sign_in::submit))
        .route("/dang-nhap/vneid", post(national::start))
        .route("/dang-nhap/vneid/tro-lai", get(national::back))
        .route("/dang-ky", get(register::show).post(register::submit))
        .route("/dang-xuat", post(sign_out))
        .route("/tai-khoan", get(profile::show))
        .route("/tai-khoan/lien-he", post(profile::contact))
        .route("/tai-khoan/mat-khau", post(profile::password))
        .route("/tai-khoan/phien", post(profile::sessions))
}

/// Ends the session; drafts stay on the server.
async fn sign_out(State(app): State<Shared>, visitor: Visitor, headers: HeaderMap) -> Outcome {
    let assists = visitor.actor.is_some_and(|actor| actor.assist.is_some());
    let secure = app.settings.secure_cookies();
    if let Some(token) = session_token(&headers, secure) {
        session::end(&app.portal, &token).await?;
    }
    let gone = session_cookie(None, secure);
    let mut response = see_other(visitor.lang, "/");
    if assists {
        response = crate::assist::cleared(response);
    }
    with_cookies(response, &[gone])
}

/// Hands the browser a fresh session and leads it on. The token that it came with ends, so that nobody who knows it
/// is signed in too.
pub async fn enter(app: &Shared, headers: &HeaderMap, token: &SessionToken, onward: Response) -> Outcome {
    let secure = app.settings.secure_cookies();
    if let Some(old) = session_token(headers, secure) {
        session::end(&app.portal, &old).await?;
    }
    let cookie = session_cookie(Some(token), secure);
    with_cookies(onward, &[cookie])
}

fn with_cookies(mut response: Response, cookies: &[String]) -> Outcome {
    for cookie in cookies {
        let value = HeaderValue::from_str(cookie).map_err(|error| AppError::Internal(format!("cookie: {error}")))?;
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response.into_response())
}

fn office(role: Option<RoleKind>) -> Office {
    match role {
        None => Office::Citizen,
        Some(RoleKind::Officer) => Office::Officer,
        Some(RoleKind::Head) => Office::Head,
        Some(RoleKind::Admin) => Office::Admin,
        Some(RoleKind::Helper) => Office::Helper,
    }
}
