//! `/quan-tri/lich`: the calendar, closures, hours and remote communes, for administrators, in Vietnamese alone.

mod hours;
mod import;
mod model;
#[cfg(test)]
mod tests;

use app::{
    calendar::{
        self as view, PATH, change_path,
        form::{DayPage, DeclarePage},
        year_path,
    },
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
    calendar::{self, DAY_FIELDS, DECLARE_FIELDS, Kept, Step},
    error::AppError,
    input::Values,
};
use jiff::civil::Date;

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
        .route(PATH, get(year))
        .route("/quan-tri/lich/them", get(new).post(put))
        .route("/quan-tri/lich/sua", get(change))
        .route("/quan-tri/lich/bo", post(remove))
        .route("/quan-tri/lich/chinh-thuc", get(show_declare).post(declare))
        .route("/quan-tri/lich/nhap", get(import::show).post(import::take))
        .route("/quan-tri/lich/mau.csv", get(import::example))
        .route("/quan-tri/lich/gio", get(hours::show).post(hours::put))
        .route("/quan-tri/lich/vung-xa", get(hours::remote).post(hours::put_remote))
        .route("/quan-tri/lich/thay-doi/{id}", get(preview))
        .route("/quan-tri/lich/thay-doi/{id}/ap-dung", post(apply))
        .route("/quan-tri/lich/thay-doi/{id}/bo", post(discard))
}

/// A sentence about what was just done: `?xong=…`.
fn done(asked: &Asked) -> Option<String> {
    let words = match asked.value("xong") {
        "ap-dung" => t!(Lang::Vi, "calendar.done_applied"),
        "bo" => t!(Lang::Vi, "calendar.done_discarded"),
        "khong" => t!(Lang::Vi, "calendar.done_nothing"),
        _ => return None,
    };
    Some(words.into_owned())
}

async fn year(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let actor = visitor.admin()?;
    let wanted = match asked.value("nam") {
        "" => None,
        year => Some(year.parse().map_err(|_| AppError::NotFound)?),
    };
    let year = calendar::year(&app.portal, actor, wanted).await?;
    let title = t!(Lang::Vi, "calendar.year_title", year = year.year);
    let place = asked.text("noi").filter(|place| year.places.knows(place)).unwrap_or_default();
    let model = model::year(year, place.to_owned(), done(&asked));
    let frame = visitor.office(&app, PATH, title)?;
    Ok(page(&frame, || view::year::page(&model)))
}

async fn new(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let state = FormState::typed([("kind", asked.value("loai"))]);
    show_days(&app, &visitor, None, state, StatusCode::OK).await
}

async fn change(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let actor = visitor.admin()?;
    let (date, scope) = (asked.value("ngay"), asked.value("noi"));
    let date: Date = date.parse().map_err(|_| AppError::NotFound)?;
    let day = calendar::day(&app.portal, actor, date, scope).await?;
    let state = FormState::typed(calendar::typed_day(&day));
    let changes = Some((date, scope.to_owned()));
    show_days(&app, &visitor, changes, state, StatusCode::OK).await
}

async fn put(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let values = Values::among(&DAY_FIELDS.map(str::to_owned), typed.pairs());
    match calendar::put_days(&app.portal, actor, &values).await {
        Ok(kept) => Ok(onwards(&kept, PATH)),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            let is_change = typed.text("changes") == "yes";
            let date = backend::input::date(typed.text("from")).ok();
            let changes = date.filter(|_| is_change).map(|date| (date, typed.text("scope").to_owned()));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_days(&app, &visitor, changes, state, status).await
        }
    }
}

/// To the preview of what was prepared, or back where there is nothing to do.
fn onwards(kept: &Kept, back: &str) -> Response {
    match kept {
        Kept::Change(id) => form::see_other(Lang::Vi, &change_path(id)),
        Kept::Nothing => form::see_other(Lang::Vi, &format!("{back}?xong=khong")),
    }
}

async fn show_days(
    app: &Shared,
    visitor: &Visitor,
    changes: Option<(Date, String)>,
    state: FormState,
    status: StatusCode,
) -> Outcome {
    let places = calendar::places(&app.portal, visitor.admin()?).await?;
    let model = DayPage {
        changes: changes.map(|(day, scope)| (day, model::place(&places, &scope))),
        places: places.choices,
        form: state,
    };
    let title = match &model.changes {
        Some(_) => t!(Lang::Vi, "calendar.change_title"),
        None => t!(Lang::Vi, "calendar.add"),
    };
    let frame = visitor.office(app, PATH, title)?;
    Ok(page_with(status, &frame, || view::form::days(&model)))
}

async fn remove(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let day: Date = typed.text("day").parse().map_err(|_| AppError::NotFound)?;
    let kept = calendar::remove_day(&app.portal, actor, day, typed.text("scope")).await?;
    Ok(onwards(&kept, PATH))
}

async fn show_declare(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    show_year(&app, &visitor, asked.value("nam"), None, StatusCode::OK).await
}

async fn declare(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let year = typed.text("nam");
    let number = year.parse().map_err(|_| AppError::NotFound)?;
    let values = Values::among(&DECLARE_FIELDS.map(str::to_owned), typed.pairs());
    match calendar::declare(&app.portal, actor, number, &values).await {
        Ok(kept) => Ok(onwards(&kept, PATH)),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_year(&app, &visitor, year, Some(state), status).await
        }
    }
}

async fn show_year(
    app: &Shared,
    visitor: &Visitor,
    year: &str,
    state: Option<FormState>,
    status: StatusCode,
) -> Outcome {
    let actor = visitor.admin()?;
    let year = year.parse().map_err(|_| AppError::NotFound)?;
    let known = calendar::year(&app.portal, actor, Some(year)).await?;
    let foreseen: Vec<_> = known.days.into_iter().filter(|day| day.is_nationwide() && day.provisional).collect();
    // Whoever foresaw them was right, until somebody says otherwise.
    let all = || FormState::typed(foreseen.iter().map(|day| ("keep", day.date.to_string())));
    let model = DeclarePage { year, form: state.unwrap_or_else(all), foreseen };
    let title = t!(Lang::Vi, "calendar.declare", year = year);
    let frame = visitor.office(app, PATH, title)?;
    Ok(page_with(status, &frame, || view::form::declare(&model)))
}

async fn preview(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let preview = calendar::preview(&app.portal, visitor.admin()?, &id).await?;
    let model = model::preview(preview);
    let title = t!(Lang::Vi, "calendar.preview_title");
    let frame = visitor.office(&app, change_path(&id), title)?;
    Ok(page(&frame, || view::preview::page(&model)))
}

async fn apply(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    let change = calendar::apply(&app.portal, visitor.admin()?, &id).await?;
    let path = match change.steps.first() {
        Some(Step::Put { day, .. } | Step::Remove { was: day }) => year_path(day.date.year()),
        Some(Step::Declare { year, .. }) => year_path(*year),
        Some(Step::Hours { .. }) => format!("{PATH}/gio?"),
        Some(Step::Remote { .. }) => format!("{PATH}/vung-xa?"),
        None => format!("{PATH}?"),
    };
    Ok(form::see_other(Lang::Vi, &format!("{path}&xong=ap-dung")))
}

async fn discard(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>) -> Outcome {
    calendar::discard(&app.portal, visitor.admin()?, &id).await?;
    Ok(form::see_other(Lang::Vi, &format!("{PATH}?xong=bo")))
}
