//! The sign-in page and the account of the portal's own.

use app::{
    account::sign_in::{self, DemoPeople, SignInPage, Trouble},
    t,
    ui::FormState,
};
use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    account::{check_password, fold_login},
    error::AppError,
    session,
};
use demo::accounts::{DEMO_PASSWORD, demo_accounts};

use super::{enter, office, return_path::ReturnPath};
use crate::{
    pages::page_with,
    web::{
        Asked, Outcome, Shared, Typed, Visitor,
        form::rejected,
        limits::{Key, Purpose},
    },
};

/// The page; `?tiep=/…`: where the person wanted to go. Whoever is signed in already goes on.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let back = ReturnPath::read(asked.value("tiep"));
    if let Some(token) = &visitor.token {
        let to = back.or_home(&app, token, visitor.lang).await?;
        return Ok(Redirect::to(&to).into_response());
    }
    render(&app, &visitor, StatusCode::OK, FormState::default(), &back, None).await
}

/// Login and password.
pub async fn submit(State(app): State<Shared>, visitor: Visitor, headers: HeaderMap, typed: Typed) -> Outcome {
    let back = ReturnPath::read(typed.text("tiep"));
    let login = typed.text("login");
    let now = app.portal.clock.now();
    let keys = [Key::from(visitor.address), Key::name(&fold_login(login))];
    for key in keys {
        if let Err(AppError::TooMany { retry_after }) = app.limits.take(Purpose::SignIn, key, now) {
            return too_many(&app, &visitor, typed.state(), &back, retry_after).await;
        }
    }
    match check_password(&app.portal, login, typed.raw("password")).await {
        Ok(account_id) => {
            // Only what failed counts: many people may sign in from one counter's address.
            for key in keys {
                app.limits.give_back(Purpose::SignIn, key);
            }
            let token = session::open(&app.portal, &account_id).await?;
            let to = back.or_home(&app, &token, visitor.lang).await?;
            enter(&app, &headers, &token, Redirect::to(&to).into_response()).await
        }
        Err(error) => {
            let form = rejected(visitor.lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&app, &visitor, status, form, &back, None).await
        }
    }
}

async fn too_many(app: &Shared, visitor: &Visitor, form: FormState, back: &ReturnPath, wait_seconds: u64) -> Outcome {
    let trouble = Some(Trouble::TooMany { wait_seconds });
    let status = StatusCode::TOO_MANY_REQUESTS;
    let mut response = render(app, visitor, status, form, back, trouble).await?;
    let seconds = HeaderValue::from(wait_seconds);
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    Ok(response)
}

/// The sign-in page, first or again.
pub async fn render(
    app: &Shared,
    visitor: &Visitor,
    status: StatusCode,
    form: FormState,
    back: &ReturnPath,
    trouble: Option<Trouble>,
) -> Outcome<Response> {
    let view = SignInPage {
        form,
        back: back.as_str().to_owned(),
        national: app.portal.gateways.identity.is_some(),
        trouble,
        demo: demo_people(app).await?,
    };
    let (lang, path) = (visitor.lang, sign_in::path("/dang-nhap", back.as_str()));
    let frame = visitor.private(app, path, t!(lang, "account.sign_in"));
    Ok(page_with(status, &frame, || sign_in::page(lang, &view)))
}

async fn demo_people(app: &Shared) -> Result<Option<DemoPeople>, AppError> {
    let accounts = demo_accounts(&app.portal).await?;
    let people: Vec<_> = accounts.into_iter().map(|one| (one.login, one.name, office(one.role), one.agency)).collect();
    Ok((!people.is_empty()).then_some(DemoPeople { password: DEMO_PASSWORD, people }))
}
