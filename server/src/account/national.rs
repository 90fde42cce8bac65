//! Signing in with the national identity: off to the provider, and back.

use app::{
    account::{
        failed::{self, Failed},
        sign_in::Trouble,
    },
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    account::national::{ATTEMPT_LIFETIME, NationalError, arrive, depart},
    session,
};

use super::{enter, return_path::ReturnPath, sign_in, with_cookies};
use crate::{
    pages::page_with,
    web::{
        Failure, Outcome, Shared, Typed, Visitor,
        limits::{Key, Purpose},
        visitor::{cookie, cookie_name},
    },
};

/// Binds an attempt to the browser that began it. Lax: the way back is a link from another site.
const COOKIE: &str = "vneid";

/// Off to the provider.
pub async fn start(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let key = Key::from(visitor.address);
    let now = app.portal.clock.now();
    app.limits.take(Purpose::SignIn, key, now)?;
    let back = ReturnPath::read(typed.text("tiep"));
    match depart(&app.portal, back.as_str()).await {
        Ok(departure) => {
            let value = format!("{}.{}", visitor.lang.code(), departure.state);
            let kept = attempt_cookie(&app, &value, ATTEMPT_LIFETIME.as_secs());
            with_cookies(Redirect::to(departure.to.as_str()).into_response(), &[kept])
        }
        Err(NationalError::Portal(error)) => Err(error.into()),
        Err(_unavailable) => {
            let trouble = Some(Trouble::NationalDown);
            let status = StatusCode::SERVICE_UNAVAILABLE;
            sign_in::render(&app, &visitor, status, FormState::default(), &back, trouble).await
        }
    }
}

/// Back from the provider.
pub async fn back(
    State(app): State<Shared>,
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Outcome {
    let name = cookie_name(COOKIE, app.settings.secure_cookies());
    let kept = cookie(&headers, &name).unwrap_or_default();
    let (lang, state) = kept.split_once('.').unwrap_or_default();
    // The provider knows one address of ours; the language is the one in which the person began.
    let lang = if lang == Lang::En.code() { Lang::En } else { visitor.lang };
    let outcome = match arrive(&app.portal, &query.unwrap_or_default(), state).await {
        Ok(arrival) => {
            let key = Key::from(visitor.address);
            app.limits.give_back(Purpose::SignIn, key);
            let token = session::open(&app.portal, &arrival.account_id).await?;
            let wanted = ReturnPath::read(&arrival.return_to);
            let to = wanted.or_home(&app, &token, lang).await?;
            let onward = Redirect::to(&to).into_response();
            enter(&app, &headers, &token, onward).await?
        }
        Err(error) => explain(&app, &visitor, lang, error)?,
    };
    with_cookies(outcome, &[attempt_cookie(&app, "", 0)])
}

fn explain(app: &Shared, visitor: &Visitor, lang: Lang, error: NationalError) -> Result<Response, Failure> {
    let (status, failed) = match error {
        NationalError::Cancelled => (StatusCode::OK, Failed::Cancelled),
        NationalError::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Failed::Unavailable),
        NationalError::Stale => (StatusCode::BAD_REQUEST, Failed::Stale),
        NationalError::Refused => (StatusCode::BAD_GATEWAY, Failed::Refused),
        NationalError::Closed => (StatusCode::FORBIDDEN, Failed::Closed),
        NationalError::Portal(error) => return Err(error.into()),
    };
    let mut frame = visitor.private(app, "/dang-nhap", failed.title(lang));
    frame.lang = lang;
    Ok(page_with(status, &frame, || failed::page(lang, failed)))
}

fn attempt_cookie(app: &Shared, value: &str, seconds: i64) -> String {
    let secure = app.settings.secure_cookies();
    let name = cookie_name(COOKIE, secure);
    let flag = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{flag}")
}
