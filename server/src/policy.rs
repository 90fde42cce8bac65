//! `/quan-tri/chinh-sach`: incentive decisions, for administrators, in Vietnamese alone.

mod model;
#[cfg(test)]
mod tests;

use app::{
    policy::{self as view, PATH, draft_path, form::FormPage, one_path},
    t,
    ui::FormState,
    words::Lang,
};
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::Response,
    routing::{get, post},
};
use backend::{
    decisions::{self, FIELDS, Saved},
    input::Values,
};

use crate::{
    pages::{page, page_with},
    web::{
        Asked, Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// The feature's addresses; they have no English form.
pub fn router() -> Router<Shared> {
    Router::new()
        .route(PATH, get(list))
        .route("/quan-tri/chinh-sach/moi", get(new).post(create))
        .route("/quan-tri/chinh-sach/ban-thao/{id}", get(preview))
        .route("/quan-tri/chinh-sach/ban-thao/{id}/sua", get(change).post(save))
        .route("/quan-tri/chinh-sach/ban-thao/{id}/ban-hanh", post(publish))
        .route("/quan-tri/chinh-sach/ban-thao/{id}/bo", post(discard))
        .route("/quan-tri/chinh-sach/{id}", get(one))
        .route("/quan-tri/chinh-sach/{id}/ket-thuc", post(end))
}

/// The list; `?xong=…`: what was just done.
async fn list(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let decisions = decisions::decisions(&app.portal, visitor.admin()?).await?;
    let done = match asked.value("xong") {
        "ban-hanh" => Some(t!(Lang::Vi, "policy.done_published")),
        "ket-thuc" => Some(t!(Lang::Vi, "policy.done_ended")),
        "bo" => Some(t!(Lang::Vi, "policy.done_discarded")),
        _ => None,
    };
    let model = model::list(decisions, app.portal.clock.today(), done.map(Into::into));
    let frame = visitor.office(&app, PATH, t!(Lang::Vi, "policy.title"))?;
    Ok(page(&frame, || view::list::page(&model)))
}

/// The form of a new one; `?tu=…`: the decision that it begins with.
async fn new(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let actor = visitor.admin()?;
    let from = asked.value("tu");
    let mut state = FormState::typed([("scope", "codes"), ("channel", "online")]);
    if !from.is_empty() {
        let known = decisions::published(&app.portal, actor, from).await?;
        state = FormState::typed(decisions::typed(&known.policy));
    }
    show_form(&app, &visitor, None, state, StatusCode::OK).await
}

async fn create(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    store(&app, &visitor, None, &typed).await
}

async fn change(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let draft = decisions::draft(&app.portal, visitor.admin()?, &id).await?;
    let state = FormState::typed(decisions::typed(&draft.decision));
    let known = Some((id, draft.revision));
    show_form(&app, &visitor, known, state, StatusCode::OK).await
}

async fn save(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    let revision = revision(&typed);
    store(&app, &visitor, Some((id, revision)), &typed).await
}

/// The revision that a form was made from; none that exists where it doesn't say.
fn revision(typed: &Typed) -> i64 {
    typed.text("revision").parse().unwrap_or(0)
}

async fn store(app: &Shared, visitor: &Visitor, known: Option<(String, i64)>, typed: &Typed) -> Outcome {
    let actor = visitor.admin()?;
    let values = Values::among(&FIELDS.map(str::to_owned), typed.pairs());
    let draft = known.as_ref().map(|(id, revision)| (id.as_str(), *revision));
    let state = match decisions::save_draft(&app.portal, actor, draft, &values).await {
        Ok(Saved::Draft(id)) => return Ok(form::see_other(Lang::Vi, &draft_path(&id))),
        Ok(Saved::Unlawful(against)) => {
            let mut state = typed.state();
            for why in &against {
                state.reject(model::field_of(why), view::unlawful(why));
            }
            state
        }
        Err(error) => form::rejected(Lang::Vi, typed, error)?,
    };
    // Saving once more, having seen that somebody else did, goes over what they saved.
    let known = match known {
        Some((id, _)) => {
            let revision = decisions::draft(&app.portal, actor, &id).await?.revision;
            Some((id, revision))
        }
        None => None,
    };
    show_form(app, visitor, known, state, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn show_form(
    app: &Shared,
    visitor: &Visitor,
    draft: Option<(String, i64)>,
    state: FormState,
    status: StatusCode,
) -> Outcome {
    let areas = decisions::areas(&app.portal, visitor.admin()?).await?;
    let model = FormPage { draft, areas, form: state };
    let frame = visitor.office(app, PATH, t!(Lang::Vi, "policy.new"))?;
    Ok(page_with(status, &frame, || view::form::page(&model)))
}

async fn preview(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let actor = visitor.admin()?;
    let preview = decisions::preview(&app.portal, actor, &id).await?;
    let areas = decisions::areas(&app.portal, actor).await?;
    let model = model::preview(preview, &areas);
    let title = view::document(&model.decision);
    let frame = visitor.office(&app, draft_path(&id), title)?;
    Ok(page(&frame, || view::preview::page(&model)))
}

async fn publish(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    decisions::publish(&app.portal, visitor.admin()?, &id, revision(&typed)).await?;
    Ok(done("ban-hanh"))
}

async fn discard(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    decisions::discard(&app.portal, visitor.admin()?, &id).await?;
    Ok(done("bo"))
}

fn done(what: &str) -> Response {
    form::see_other(Lang::Vi, &format!("{PATH}?xong={what}"))
}

async fn one(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    show_one(&app, &visitor, &id, FormState::default(), StatusCode::OK).await
}

async fn end(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    let (last_day, source) = (typed.text("last_day"), typed.text("end_source"));
    match decisions::end(&app.portal, visitor.admin()?, &id, last_day, source).await {
        Ok(()) => Ok(done("ket-thuc")),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            show_one(&app, &visitor, &id, state, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn show_one(app: &Shared, visitor: &Visitor, id: &str, state: FormState, status: StatusCode) -> Outcome {
    let actor = visitor.admin()?;
    let known = decisions::published(&app.portal, actor, id).await?;
    let areas = decisions::areas(&app.portal, actor).await?;
    let model = model::one(known, &areas, state);
    let frame = visitor.office(app, one_path(id), view::document(&model.policy))?;
    Ok(page_with(status, &frame, || view::one::page(&model)))
}
