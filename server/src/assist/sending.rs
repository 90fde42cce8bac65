//! The resident's second code, dossier by dossier.

use app::{
    assist::{
        sending::{self as view, SendingPage},
        session::CodePage,
    },
    t,
    ui::FormState,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{assist, error::AppError, filing::Submitted, filing::sent as find_sent};

use super::{VI, field_errors, session::code_page};
use crate::{
    pages::page_with,
    web::{Outcome, Shared, Typed, Visitor, form},
};

/// `GET /ho-tro/gui/{draft}`
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path(draft): Path<String>) -> Outcome {
    match find_sent(&app.portal, visitor.actor()?, &draft).await {
        Ok(sent) => Ok(done(&sent.dossier.service_id, &draft)),
        Err(AppError::NotFound) => {
            let form = FormState::default();
            render(&app, &visitor, &draft, form, StatusCode::OK).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /ho-tro/gui/{draft}/ma`
pub async fn send(State(app): State<Shared>, visitor: Visitor, Path(draft): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    match assist::send(&app.portal, actor, &draft, typed.text("code")).await {
        Ok(Submitted::Sent(dossier)) => Ok(done(&dossier.service_id, &draft)),
        Ok(_) => {
            // Changed since the resident was told of it: to be looked through again.
            let case = assist::to_send(&app.portal, actor, &draft).await?;
            Ok(form::see_other(VI, &review(&case.service.id, &draft)))
        }
        Err(error) => {
            let form = field_errors(error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&app, &visitor, &draft, form, status).await
        }
    }
}

/// `POST /ho-tro/gui/{draft}/ma-moi`
pub async fn again(State(app): State<Shared>, visitor: Visitor, Path(draft): Path<String>) -> Outcome {
    match assist::send_again(&app.portal, visitor.actor()?, &draft).await {
        Ok(()) => Ok(form::see_other(VI, &format!("/ho-tro/gui/{draft}"))),
        Err(error) => {
            let form = field_errors(error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            render(&app, &visitor, &draft, form, status).await
        }
    }
}

fn done(service: &str, draft: &str) -> axum::response::Response {
    form::see_other(VI, &format!("/nop-ho-so/{service}/{draft}/da-gui"))
}

fn review(service: &str, draft: &str) -> String {
    format!("/nop-ho-so/{service}/{draft}/kiem-tra")
}

async fn render(app: &Shared, visitor: &Visitor, draft: &str, form: FormState, status: StatusCode) -> Outcome {
    let actor = visitor.actor()?;
    let case = assist::to_send(&app.portal, actor, draft).await?;
    let open = assist::current(&app.portal, actor).await?;
    let view = SendingPage {
        service: case.version.procedure.name.vi.clone(),
        agency: case.agency.map(|agency| agency.name).unwrap_or_default(),
        fee: case.quotes.online.fee.as_ref().ok().map(|fee| fee.payable),
        review: review(&case.service.id, draft),
        code: CodePage { action: format!("/ho-tro/gui/{draft}/ma"), ..code_page(&open, form) },
    };
    let path = format!("/ho-tro/gui/{draft}");
    let frame = visitor.office(app, &path, t!(VI, "assist.send"))?;
    Ok(page_with(status, &frame, || view::page(&view)))
}
