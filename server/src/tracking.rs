//! Where is my dossier: the look-up, one's own dossiers, and what one can do with them.

mod authentic;
mod files;
mod model;
#[cfg(test)]
mod tests;

use app::{
    shell::Place,
    t,
    tracking::{
        dossier as dossier_view, list,
        look_up::{self, Answer, LookUpPage},
        withdraw as withdraw_view,
    },
    ui::FormState,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use backend::{
    error::AppError,
    filing::limits,
    tracking::{self, Case, LookUp},
};
use domain::dossier::Act;

use crate::{
    pages::{page, page_with},
    web::{Asked, Outcome, Shared, Typed, Visitor, form, limits::Purpose},
};

/// The feature's addresses, in both languages.
pub fn router() -> Router<Shared> {
    let upload = post(files::supply).layer(DefaultBodyLimit::max(limits::MOST_UPLOAD));
    // A file with its two fields around it.
    let checking = get(authentic::show).post(authentic::check).layer(DefaultBodyLimit::max(authentic::MOST_BODY));
    Router::new()
        .route("/tra-cuu", get(find))
        .route("/kiem-tra-ket-qua", checking)
        .route("/ho-so", get(mine))
        .route("/ho-so/{name}", get(show))
        .route("/ho-so/{name}/rut", get(ask_withdrawal).post(withdraw))
        .route("/ho-so/{name}/danh-gia", post(rate))
        .route("/ho-so/{name}/bo-sung", upload)
        .route("/ho-so/{name}/tep/{file}", get(files::download))
}

async fn find(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let lang = visitor.lang;
    let typed = asked.value("ma");
    let mut view = LookUpPage {
        form: FormState::typed([("ma", typed)]),
        answer: Answer::Nothing,
        signed_in: visitor.actor.is_some(),
    };
    let mut status = StatusCode::OK;
    if !typed.is_empty() {
        app.limits.take(Purpose::LookUp, visitor.address, app.portal.clock.now())?;
        match tracking::look_up(&app.portal, typed).await? {
            LookUp::Found(public) => {
                view.answer =
                    Answer::Found { name: public.code.unwrap_or(public.reference), completion: public.completion };
            }
            LookUp::NotFound => view.answer = Answer::NotFound,
            LookUp::Typo => view.form.reject("ma", t!(lang, "tracking.look_up.typo")),
            LookUp::Unreadable => view.form.reject("ma", t!(lang, "tracking.look_up.unreadable")),
        }
        if view.answer == Answer::NotFound {
            status = StatusCode::NOT_FOUND;
        } else if view.form.has_errors() {
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
    }
    let frame = visitor.public(&app, "/tra-cuu", t!(lang, "tracking.look_up.title")).place(Place::Tracking);
    Ok(page_with(status, &frame, || look_up::page(lang, &view)))
}

async fn mine(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let lang = visitor.lang;
    let actor = visitor.actor()?;
    let mine = tracking::mine(&app.portal, actor).await?;
    let drafts = tracking::drafts(&app.portal, actor).await?;
    let view = model::list(lang, &mine, drafts);
    let frame = visitor.private(&app, "/ho-so", t!(lang, "tracking.list.title")).place(Place::MyDossiers);
    Ok(page(&frame, || list::page(lang, &view)))
}

async fn show(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>) -> Outcome {
    let case = tracking::case(&app.portal, visitor.actor()?, &name).await?;
    Ok(shown(&app, &visitor, &case, Forms::default(), StatusCode::OK))
}

/// What was typed into the dossier's forms, where one came back.
#[derive(Default)]
struct Forms {
    supply: FormState,
    rating: FormState,
}

fn shown(app: &Shared, visitor: &Visitor, case: &Case, forms: Forms, status: StatusCode) -> Response {
    let lang = visitor.lang;
    let view = model::dossier(lang, case, forms);
    let path = format!("/ho-so/{}", view.name);
    let title = t!(lang, "tracking.look_up.found", name = view.name);
    let frame = visitor.private(app, path, title).place(Place::MyDossiers);
    page_with(status, &frame, || dossier_view::page(lang, &view))
}

async fn ask_withdrawal(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>) -> Outcome {
    let case = tracking::case(&app.portal, visitor.actor()?, &name).await?;
    if !case.dossier.facts.state.allows(Act::Withdraw) {
        return Ok(form::see_other(visitor.lang, &here(&case)));
    }
    let form = FormState::default();
    Ok(withdrawal(&app, &visitor, &case, form, StatusCode::OK))
}

fn withdrawal(app: &Shared, visitor: &Visitor, case: &Case, form: FormState, status: StatusCode) -> Response {
    let lang = visitor.lang;
    let view = model::withdrawal(lang, case, form);
    let path = format!("{}/rut", here(case));
    let title = t!(lang, "tracking.withdraw.title", name = view.name);
    let frame = visitor.private(app, path, title).place(Place::MyDossiers);
    page_with(status, &frame, || withdraw_view::page(lang, &view))
}

async fn withdraw(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    match tracking::withdraw(&app.portal, actor, &name, typed.text("reason")).await {
        Ok(dossier) => {
            let path = format!("/ho-so/{}", dossier.public_name());
            Ok(form::see_other(visitor.lang, &path))
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, &typed, error)?;
            let case = tracking::case(&app.portal, actor, &name).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(withdrawal(&app, &visitor, &case, form, status))
        }
    }
}

async fn rate(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    let (grade, comment) = (typed.text("grade"), typed.text("comment"));
    match tracking::rate(&app.portal, actor, &name, grade, comment).await {
        // Said before, by the same person: the page shows it.
        Ok(_) | Err(AppError::Conflict("rated")) => Ok(form::see_other(visitor.lang, &format!("/ho-so/{name}"))),
        Err(error) => {
            let rating = form::rejected(visitor.lang, &typed, error)?;
            let case = tracking::case(&app.portal, actor, &name).await?;
            let forms = Forms { rating, ..Forms::default() };
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(shown(&app, &visitor, &case, forms, status))
        }
    }
}

/// A dossier's address, without its language.
fn here(case: &Case) -> String {
    format!("/ho-so/{}", case.dossier.public_name())
}
