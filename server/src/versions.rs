//! `/quan-tri/thu-tuc`: versions of services, prepared, compared and published; for administrators, in Vietnamese alone.

mod model;
#[cfg(test)]
mod tests;

use app::{
    t,
    ui::FormState,
    versions::{
        self as view, PATH, draft_path, form::FormPage, history::Done, service_path, version_path, withdraw_path,
    },
    words::Lang,
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::StatusCode,
    routing::{get, post},
};
use backend::{
    input::Values,
    search::{Filters, Query},
    versions::{self, PUBLISH_FIELDS, Publication, Withdrawal},
};

use crate::{
    pages::{page, page_with},
    web::{
        Asked, Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// Services to a page.
const PER_PAGE: usize = 20;
/// The longest procedures of the national portal fill a form with some hundred rows.
const MOST_BODY: usize = 2 * 1024 * 1024;

/// The feature's addresses; they have no English form.
pub fn router() -> Router<Shared> {
    let edit = get(change).post(save);
    let edit = edit.layer(DefaultBodyLimit::max(MOST_BODY));
    Router::new()
        .route(PATH, get(list))
        .route("/quan-tri/thu-tuc/{service}", get(history))
        .route("/quan-tri/thu-tuc/{service}/soan", post(begin))
        .route("/quan-tri/thu-tuc/{service}/ban/{version}", get(succession))
        .route("/quan-tri/thu-tuc/{service}/ban/{version}/rut-lai", get(withdrawable).post(withdraw))
        .route("/quan-tri/thu-tuc/ban-thao/{id}", get(compare))
        .route("/quan-tri/thu-tuc/ban-thao/{id}/sua", edit)
        .route("/quan-tri/thu-tuc/ban-thao/{id}/cong-bo", post(publish))
        .route("/quan-tri/thu-tuc/ban-thao/{id}/bo", post(discard))
}

/// Services by words or code; without any, those that agencies here offer.
async fn list(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let drafts = versions::drafts(&app.portal, visitor.admin()?).await?;
    let words = asked.text("tim").unwrap_or_default();
    let wanted = Query {
        text: words.chars().take(200).collect(),
        filters: Filters { offered: words.is_empty().then_some(true), ..Filters::default() },
        page: asked.text("trang").map_or(1, |page| page.parse().unwrap_or(1)),
        per_page: PER_PAGE,
    };
    let found = app.searcher.index(&app.portal).await?.search(&wanted);
    let discarded = asked.text("xong") == Some("bo");
    let model = model::list(wanted.text, drafts, &found, discarded);
    let frame = visitor.office(&app, PATH, t!(Lang::Vi, "version.title"))?;
    Ok(page(&frame, || view::list::page(&model)))
}

async fn history(State(app): State<Shared>, visitor: Visitor, Path(service): Path<String>, asked: Asked) -> Outcome {
    let history = versions::history(&app.portal, visitor.admin()?, &service).await?;
    let done = match asked.text("xong") {
        Some("cong-bo") => Some(Done::Published),
        Some("rut-lai") => Some(Done::Withdrawn),
        _ => None,
    };
    let model = model::history(history, app.portal.clock.today(), done);
    let frame = visitor.office(&app, service_path(&service), &model.name)?;
    Ok(page(&frame, || view::history::page(&model)))
}

async fn succession(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, version)): Path<(String, String)>,
) -> Outcome {
    let actor = visitor.admin()?;
    let found = versions::succession(&app.portal, actor, &service, &version).await?;
    let model = model::succession(found, app.portal.clock.today());
    let path = version_path(&service, &version);
    let frame = visitor.office(&app, path, &model.service.1)?;
    Ok(page(&frame, || view::succession::page(&model)))
}

async fn withdrawable(State(app): State<Shared>, visitor: Visitor, Path(of): Path<(String, String)>) -> Outcome {
    let state = FormState::default();
    show_withdrawable(&app, &visitor, of, state, StatusCode::OK).await
}

async fn withdraw(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(of): Path<(String, String)>,
    typed: Typed,
) -> Outcome {
    let (actor, reason) = (visitor.admin()?, typed.text("reason"));
    let (state, status) = match versions::withdraw(&app.portal, actor, &of.0, &of.1, reason).await {
        Ok(Withdrawal::Done) => {
            let done = format!("{}?xong=rut-lai", service_path(&of.0));
            return Ok(form::see_other(Lang::Vi, &done));
        }
        // The page says that it has begun.
        Ok(Withdrawal::Begun) => (typed.state(), StatusCode::CONFLICT),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            (state, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    show_withdrawable(&app, &visitor, of, state, status).await
}

async fn show_withdrawable(
    app: &Shared,
    visitor: &Visitor,
    (service, version): (String, String),
    state: FormState,
    status: StatusCode,
) -> Outcome {
    let actor = visitor.admin()?;
    let found = versions::withdrawable(&app.portal, actor, &service, &version).await?;
    let model = model::withdraw(found, state);
    let path = withdraw_path(&service, &version);
    let frame = visitor.office(app, path, t!(Lang::Vi, "version.withdraw_title"))?;
    Ok(page_with(status, &frame, || view::withdraw::page(&model)))
}

/// Begins as a copy of the newest version, or of one that was withdrawn, to mend it.
async fn begin(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let withdrawn = Some(typed.text("rut_lai")).filter(|version| !version.is_empty());
    let draft = versions::begin(&app.portal, actor, &id, withdrawn).await?;
    let form = format!("{}/sua", draft_path(&draft));
    Ok(form::see_other(Lang::Vi, &form))
}

async fn change(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let draft = versions::draft(&app.portal, visitor.admin()?, &id).await?;
    let state = FormState::typed(model::typed(&draft.procedure));
    let revision = draft.revision;
    show_form(&app, &visitor, &draft, revision, (state, StatusCode::OK))
}

async fn save(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    // The revision that the form was made from; none that exists where it doesn't say.
    let revision = typed.text("revision").parse().unwrap_or(0);
    if let Some(state) = rearranged(&typed) {
        let draft = versions::draft(&app.portal, actor, &id).await?;
        return show_form(&app, &visitor, &draft, revision, (state, StatusCode::OK));
    }
    let values: Values = typed.pairs().collect();
    match versions::save(&app.portal, actor, &id, revision, &values).await {
        Ok(()) => Ok(form::see_other(Lang::Vi, &draft_path(&id))),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            // Saving once more, having seen that somebody else did, goes over what they saved.
            let draft = versions::draft(&app.portal, actor, &id).await?;
            let revision = draft.revision;
            let wrong = (state, StatusCode::UNPROCESSABLE_ENTITY);
            show_form(&app, &visitor, &draft, revision, wrong)
        }
    }
}

/// The form with a row more or less, where a button of its rows was pressed: nothing is read, nothing saved.
fn rearranged(typed: &Typed) -> Option<FormState> {
    let (add, drop) = (typed.text("add"), typed.text("drop"));
    let mut state = typed.state();
    if let Some(always) = view::form::always_sent(add) {
        state.add_row(add, always);
        return Some(state);
    }
    let list = drop.trim_end_matches(|c: char| c.is_ascii_digit());
    let row = drop[list.len()..].parse().ok()?;
    view::form::always_sent(list)?;
    state.drop_row(list, row);
    Some(state)
}

fn show_form(
    app: &Shared,
    visitor: &Visitor,
    draft: &versions::Draft,
    revision: i64,
    (state, status): (FormState, StatusCode),
) -> Outcome {
    let service = (draft.service_id.clone(), draft.procedure.name.vi.clone());
    let key = (draft.id.clone(), revision);
    let model = FormPage::new(key, service, &draft.procedure, state);
    let path = format!("{}/sua", draft_path(&draft.id));
    let frame = visitor.office(app, path, t!(Lang::Vi, "version.form_title"))?;
    Ok(page_with(status, &frame, || view::form::page(&model)))
}

async fn compare(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let state = FormState::default();
    show_draft(&app, &visitor, &id, state, StatusCode::OK).await
}

async fn publish(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let values = Values::among(&PUBLISH_FIELDS.map(str::to_owned), typed.pairs());
    let published = versions::publish(&app.portal, actor, &id, typed.text("seen"), &values).await;
    let (state, status) = match published {
        Ok(Publication::Done { service_id }) => {
            let done = format!("{}?xong=cong-bo", service_path(&service_id));
            return Ok(form::see_other(Lang::Vi, &done));
        }
        // The page says what stands against it.
        Ok(Publication::Unfit(_)) => (typed.state(), StatusCode::UNPROCESSABLE_ENTITY),
        Ok(Publication::MovedOn) => (typed.state(), StatusCode::CONFLICT),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            (state, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    show_draft(&app, &visitor, &id, state, status).await
}

async fn show_draft(app: &Shared, visitor: &Visitor, id: &str, state: FormState, status: StatusCode) -> Outcome {
    let compared = versions::comparison(&app.portal, visitor.admin()?, id).await?;
    let look_again = status == StatusCode::CONFLICT;
    let model = model::draft(compared, look_again, state);
    let title = t!(Lang::Vi, "version.draft_title", name = model.procedure.name.vi);
    let frame = visitor.office(app, draft_path(id), title)?;
    Ok(page_with(status, &frame, || view::draft::page(&model)))
}

async fn discard(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    versions::discard(&app.portal, visitor.admin()?, &id).await?;
    Ok(form::see_other(Lang::Vi, &format!("{PATH}?xong=bo")))
}
