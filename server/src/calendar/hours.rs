//! Hours of work by agency, and remote communes.

use std::collections::BTreeMap;

use app::{
    calendar::{
        self as view, PATH,
        hours::{HoursPage, HoursRow},
        remote::{RemotePage, RemoteRow},
        year::ChangeRow,
    },
    t,
    ui::FormState,
    words::Lang,
};
use axum::{extract::State, http::StatusCode};
use backend::{
    calendar::{self, AgencyHours, HOURS_FIELDS, Places, REMOTE_FIELDS, Step, typed_hours},
    error::AppError,
    input::Values,
};
use jiff::civil::Date;

use super::{done, model::change_row, onwards};
use crate::{
    pages::page_with,
    web::{
        Asked, Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// `GET …/gio`: with `co-quan` the form begins with that agency's hours.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let known = calendar::hours(&app.portal, visitor.admin()?).await?;
    let mut state = FormState::default();
    let chosen = asked.sent("co-quan");
    if let Some(agency) = known.iter().find(|one| Some(one.agency_id.as_str()) == chosen) {
        let common = known.first().and_then(|all| all.rows.first());
        if let Some(row) = agency.rows.first().or(common) {
            state = FormState::typed(typed_hours(&row.hours));
        }
        state.set("agency", agency.agency_id.clone());
    }
    show_hours(&app, &visitor, state, done(&asked), StatusCode::OK).await
}

/// `POST …/gio`
pub async fn put(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let values = Values::among(&HOURS_FIELDS.map(str::to_owned), typed.pairs());
    match calendar::put_hours(&app.portal, actor, &values).await {
        Ok(kept) => Ok(onwards(&kept, &format!("{PATH}/gio"))),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_hours(&app, &visitor, state, None, status).await
        }
    }
}

async fn show_hours(
    app: &Shared,
    visitor: &Visitor,
    state: FormState,
    done: Option<String>,
    status: StatusCode,
) -> Outcome {
    let actor = visitor.admin()?;
    let known = calendar::hours(&app.portal, actor).await?;
    let names: BTreeMap<String, String> =
        known.iter().map(|agency| (agency.agency_id.clone(), agency.name.clone())).collect();
    let (rows, past) = rows(&known, app.portal.clock.today());
    let is_hours = |step: &Step| matches!(step, Step::Hours { .. });
    let places = calendar::places(&app.portal, actor).await?;
    let model = HoursPage {
        rows,
        past,
        agencies: known
            .into_iter()
            .filter(|agency| !agency.agency_id.is_empty())
            .map(|agency| (agency.agency_id, agency.name))
            .collect(),
        applied: applied(app, visitor, &places, &names, is_hours).await?,
        form: state,
        done,
    };
    let frame = visitor.office(app, PATH, t!(Lang::Vi, "calendar.hours"))?;
    Ok(page_with(status, &frame, || view::hours::page(&model)))
}

/// What is in force or to come, and what was.
fn rows(known: &[AgencyHours], today: Date) -> (Vec<HoursRow>, Vec<HoursRow>) {
    let mut all = Vec::new();
    for agency in known {
        let in_force = agency.rows.iter().position(|row| row.valid_from <= today);
        for (place, row) in agency.rows.iter().enumerate() {
            all.push(HoursRow {
                agency: (!agency.agency_id.is_empty()).then(|| agency.name.clone()),
                agency_id: agency.agency_id.clone(),
                from: row.valid_from,
                hours: row.hours.to_string(),
                source: row.legal_source.clone(),
                now: in_force == Some(place),
                to_come: row.valid_from > today,
            });
        }
    }
    all.into_iter().partition(|row| row.now || row.to_come)
}

async fn applied(
    app: &Shared,
    visitor: &Visitor,
    places: &Places,
    names: &BTreeMap<String, String>,
    wanted: fn(&Step) -> bool,
) -> Result<Vec<ChangeRow>, AppError> {
    let changes = calendar::hour_changes(&app.portal, visitor.admin()?).await?;
    let shown = changes.iter().filter(|change| change.applied.is_some() && change.steps.iter().any(wanted));
    Ok(shown.map(|one| change_row(one, places, names)).collect())
}

/// `GET …/vung-xa`
pub async fn remote(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let done = done(&asked);
    show_remote(&app, &visitor, FormState::default(), done, StatusCode::OK).await
}

/// `POST …/vung-xa`
pub async fn put_remote(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.admin()?;
    let values = Values::among(&REMOTE_FIELDS.map(str::to_owned), typed.pairs());
    match calendar::put_remote(&app.portal, actor, &values).await {
        Ok(kept) => Ok(onwards(&kept, &format!("{PATH}/vung-xa"))),
        Err(error) => {
            let state = form::rejected(Lang::Vi, &typed, error)?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            show_remote(&app, &visitor, state, None, status).await
        }
    }
}

async fn show_remote(
    app: &Shared,
    visitor: &Visitor,
    state: FormState,
    done: Option<String>,
    status: StatusCode,
) -> Outcome {
    let actor = visitor.admin()?;
    let areas = calendar::remote_areas(&app.portal, actor).await?;
    let places = calendar::places(&app.portal, actor).await?;
    let is_remote = |step: &Step| matches!(step, Step::Remote { .. });
    let model = RemotePage {
        rows: areas
            .into_iter()
            .map(|area| RemoteRow {
                name: area.name,
                code: area.unit_code,
                from: area.valid_from,
                to: area.valid_to,
                source: area.legal_source,
            })
            .collect(),
        units: places.communes().map(|(code, name)| (code.to_owned(), name.to_owned())).collect(),
        applied: applied(app, visitor, &places, &BTreeMap::new(), is_remote).await?,
        form: state,
        done,
    };
    let frame = visitor.office(app, PATH, t!(Lang::Vi, "calendar.remote"))?;
    Ok(page_with(status, &frame, || view::remote::page(&model)))
}
