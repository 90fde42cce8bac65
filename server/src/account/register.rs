//! A citizen makes an account.

use app::{
    account::{
        register::{self, RegisterPage},
        sign_in::path,
    },
    t,
    ui::FormState,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use backend::{
    account::{
        LEAST_PASSWORD_LENGTH,
        registration::{self, Registration},
    },
    session,
};

use super::{enter, return_path::ReturnPath};
use crate::{
    pages::page_with,
    web::{Asked, Outcome, Shared, Typed, Visitor, form::rejected, limits::Purpose},
};

/// The page; `?tiep=/…`: where the person wanted to go.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let form = FormState::default();
    Ok(render(&app, &visitor, StatusCode::OK, form, &ReturnPath::read(asked.value("tiep"))))
}

/// Makes the account and signs in.
pub async fn submit(State(app): State<Shared>, visitor: Visitor, headers: HeaderMap, typed: Typed) -> Outcome {
    let now = app.portal.clock.now();
    app.limits.take(Purpose::Register, visitor.address, now)?;
    let back = ReturnPath::read(typed.text("tiep"));
    let registration = Registration {
        full_name: typed.text("full_name"),
        login: typed.text("login"),
        password: typed.raw("password"),
    };
    match registration::register(&app.portal, registration).await {
        Ok(account_id) => {
            let token = session::open(&app.portal, &account_id).await?;
            let to = back.or_home(&app, &token, visitor.lang).await?;
            enter(&app, &headers, &token, Redirect::to(&to).into_response()).await
        }
        Err(error) => {
            let form = rejected(visitor.lang, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(render(&app, &visitor, status, form, &back))
        }
    }
}

fn render(app: &Shared, visitor: &Visitor, status: StatusCode, form: FormState, back: &ReturnPath) -> Response {
    let view = RegisterPage { form, back: back.as_str().to_owned(), least_password: LEAST_PASSWORD_LENGTH };
    let (lang, path) = (visitor.lang, path("/dang-ky", back.as_str()));
    let frame = visitor.private(app, path, t!(lang, "account.register"));
    page_with(status, &frame, || register::page(lang, &view))
}
