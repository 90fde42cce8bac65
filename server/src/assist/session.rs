//! A session: the resident's first code, and the page from which all begins.

use app::{
    assist::session::{self as view, CodePage, SessionPage},
    t,
    ui::FormState,
};
use axum::{extract::State, http::StatusCode};
use backend::{
    assist::{self, CODE_LIFETIME, Open},
    clock::local,
    tracking::{self, Begun},
};

use super::{VI, field_errors};
use crate::{
    pages::{page, page_with},
    web::{Outcome, Shared, Typed, Visitor, form},
};

/// `GET /ho-tro/phien`
pub async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let actor = visitor.actor()?;
    if actor.assist.is_none() {
        return Ok(form::see_other(VI, "/ho-tro"));
    }
    let open = assist::current(&app.portal, actor).await?;
    if !open.assist.confirmed {
        return pending(&app, &visitor, &open, FormState::default(), StatusCode::OK);
    }
    let drafts = tracking::drafts(&app.portal, actor).await?;
    let view = model(open, drafts);
    let title = t!(VI, "assist.session", name = view.resident);
    let frame = visitor.office(&app, "/ho-tro/phien", &title)?;
    Ok(page(&frame, || view::open(&view)))
}

fn pending(app: &Shared, visitor: &Visitor, open: &Open, form: FormState, status: StatusCode) -> Outcome {
    let view = CodePage { action: "/ho-tro/phien/ma".to_owned(), ..code_page(open, form) };
    let frame = visitor.office(app, "/ho-tro/phien", t!(VI, "assist.pending"))?;
    Ok(page_with(status, &frame, || view::pending(&view)))
}

/// The form of a code; where it goes is the caller's to say.
pub fn code_page(open: &Open, form: FormState) -> CodePage {
    CodePage {
        action: String::new(),
        resident: open.assist.resident.full_name.clone(),
        phone_end: open.phone_end.clone(),
        minutes: CODE_LIFETIME.as_mins(),
        form,
    }
}

fn model(open: Open, drafts: Vec<Begun>) -> SessionPage {
    let step = |service: &str, draft: &str| format!("/nop-ho-so/{service}/{draft}");
    SessionPage {
        resident: open.assist.resident.full_name.clone(),
        phone_end: open.phone_end,
        capacity: open.assist.capacity.as_str(),
        place: open.place,
        until: local(open.assist.until),
        purposes: open.assist.purposes.iter().map(|purpose| purpose.as_str()).collect(),
        keep_until: open.keep_until,
        drafts: drafts.into_iter().map(|draft| (step(&draft.service_id, &draft.id), draft.service)).collect(),
        sent: open
            .sent
            .into_iter()
            .map(|sent| {
                let address = format!("{}/da-gui", step(&sent.service_id, &sent.draft_id));
                (address, sent.reference)
            })
            .collect(),
    }
}

/// `POST /ho-tro/phien/ma`
pub async fn confirm(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    match assist::confirm(&app.portal, actor, typed.text("code")).await {
        Ok(()) => Ok(form::see_other(VI, "/ho-tro/phien")),
        Err(error) => {
            let form = field_errors(error)?;
            let open = assist::current(&app.portal, actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            pending(&app, &visitor, &open, form, status)
        }
    }
}

/// `POST /ho-tro/phien/ma-moi`
pub async fn resend(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let actor = visitor.actor()?;
    match assist::resend(&app.portal, actor).await {
        Ok(()) => Ok(form::see_other(VI, "/ho-tro/phien")),
        Err(error) => {
            let form = field_errors(error)?;
            let open = assist::current(&app.portal, actor).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            pending(&app, &visitor, &open, form, status)
        }
    }
}
