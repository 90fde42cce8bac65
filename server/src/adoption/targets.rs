//! `/quan-tri/chi-tieu`: what administrators aim at. In Vietnamese alone.

use app::{
    adoption::targets::{self as view, Done, TargetRow, TargetsPage},
    t,
    ui::{Choice, FormState},
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{
    actor::Actor,
    adoption::{self, NewTarget},
    catalogue,
    error::AppError,
};

use crate::{
    pages::page_with,
    web::{
        Asked, Outcome, Shared, Typed, Visitor,
        form::{self, see_other},
    },
};

/// Where the page is.
const PATH: &str = "/quan-tri/chi-tieu";

/// `GET`: the targets.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let done = match asked.text("xong") {
        Some("them") => Some(Done::Added),
        Some("ket-thuc") => Some(Done::Ended),
        _ => None,
    };
    answer(&app, &visitor, StatusCode::OK, FormState::default(), done).await
}

/// `POST`: one more target.
pub async fn add(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let new = NewTarget {
        measure: typed.text("measure"),
        agency: typed.text("agency"),
        level: typed.text("level"),
        percent: typed.text("percent"),
        from: typed.text("from"),
        to: typed.text("to"),
        legal_source: typed.text("legal_source"),
    };
    match adoption::add_target(&app.portal, visitor.admin()?, &new).await {
        Ok(_) => Ok(see_other(Lang::Vi, "/quan-tri/chi-tieu?xong=them")),
        Err(error) => {
            let form = form::rejected(Lang::Vi, &typed, error)?;
            answer(&app, &visitor, StatusCode::UNPROCESSABLE_ENTITY, form, None).await
        }
    }
}

/// `POST …/{id}/ket-thuc`: a target ends with today.
pub async fn end(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    adoption::end_target(&app.portal, visitor.admin()?, &id).await?;
    Ok(see_other(Lang::Vi, "/quan-tri/chi-tieu?xong=ket-thuc"))
}

async fn answer(app: &Shared, visitor: &Visitor, status: StatusCode, form: FormState, done: Option<Done>) -> Outcome {
    let model = model(app, visitor.admin()?, form, done).await?;
    let frame = visitor.office(app, PATH, t!(Lang::Vi, "admin.target.title"))?;
    Ok(page_with(status, &frame, || view::page(&model)))
}

async fn model(app: &Shared, actor: &Actor, form: FormState, done: Option<Done>) -> Result<TargetsPage, AppError> {
    let today = app.portal.clock.today();
    let agencies = catalogue::agencies(&app.portal).await?;
    let mut targets = adoption::targets(&app.portal, actor).await?;
    // Those that hold or will hold come first; of a measure the one for all before the particular ones.
    targets.sort_by_key(|target| {
        (
            target.valid_to.is_some_and(|to| to < today),
            target.measure,
            target.level.is_some(),
            target.agency.is_some(),
            target.valid_from,
        )
    });
    let name = |id: &String| agencies.get(id).map_or(id, |agency| &agency.name).clone();
    let targets = targets
        .into_iter()
        .map(|target| TargetRow {
            agency: target.agency.as_ref().map(name),
            level: target.level,
            measure: target.measure,
            percent: target.percent,
            from: target.valid_from,
            to: target.valid_to,
            open: target.valid_to.is_none_or(|to| to > today),
            source: target.legal_source,
            id: target.id,
        })
        .collect();
    let mut choices: Vec<_> =
        agencies.values().filter(|agency| agency.valid_to.is_none_or(|last| last >= today)).collect();
    choices.sort_by_cached_key(|agency| (agency.level, domain::text::fold(&agency.name)));
    Ok(TargetsPage {
        targets,
        agencies: choices.into_iter().map(|agency| Choice::new(&agency.id, &agency.name)).collect(),
        form,
        done,
    })
}
