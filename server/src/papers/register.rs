//! The register of an agency, chosen by days.

use app::{
    desk::register::{self as view, RegisterPage},
    format,
    papers::{self, Paper, RegisterRow},
    t,
    ui::Choice,
    words::Lang,
};
use axum::{
    extract::{RawQuery, State},
    http::StatusCode,
};
use backend::{
    actor::Actor,
    catalogue,
    clock::local,
    error::AppError,
    papers::{self as use_case, Register, Registered},
};
use domain::dossier::{State as DossierState, StateCode};

use super::{file::as_file, model};
use crate::{
    desk::views,
    pages::page_with,
    web::{
        Outcome, Shared, Typed, Visitor,
        form::{self},
    },
};

const VI: Lang = Lang::Vi;
const PATH: &str = "/can-bo/so-theo-doi";

/// What was asked for: agency and days, as typed.
fn typed(query: Option<String>) -> Typed {
    let query = query.unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

async fn found(app: &Shared, actor: &Actor, typed: &Typed) -> Result<Register, AppError> {
    let (agency, from, to) = (typed.text("co-quan"), typed.text("tu"), typed.text("den"));
    use_case::register(&app.portal, actor, agency, from, to).await
}

/// `GET /can-bo/so-theo-doi?co-quan&tu&den`: without days, this month's up to today.
pub async fn show(State(app): State<Shared>, visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let actor = visitor.officer()?;
    let agencies = agencies(&app, actor).await?;
    let mut asked = typed(query);
    if asked.text("tu").is_empty() && asked.text("den").is_empty() {
        let today = app.portal.clock.today();
        let chosen = asked.text("co-quan").to_owned();
        let first = agencies.first().map(|agency| agency.value.clone());
        let agency = Some(chosen).filter(|id| !id.is_empty()).or(first);
        asked = [
            ("co-quan", agency.unwrap_or_default()),
            ("tu", format::date(VI, today.first_of_month())),
            ("den", format::date(VI, today)),
        ]
        .into_iter()
        .collect();
    }
    let (form, register, status) = match found(&app, actor, &asked).await {
        Ok(register) => (asked.state(), Some(register), StatusCode::OK),
        Err(error) => {
            let form = form::rejected(VI, &asked, error)?;
            (form, None, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let model = RegisterPage {
        form,
        agencies,
        paper: register.map(|register| paper(&app, actor, register)),
        pdf: format!("{PATH}.pdf?{}", address(&asked)),
    };
    let frame = visitor.office(&app, PATH, t!(VI, "papers.register"))?;
    Ok(page_with(status, &frame, || view::page(&model)))
}

/// `GET /can-bo/so-theo-doi.pdf?…`
pub async fn download(State(app): State<Shared>, visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let actor = visitor.officer()?;
    let register = found(&app, actor, &typed(query)).await?;
    as_file(paper(&app, actor, register)).await
}

fn address(typed: &Typed) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for name in ["co-quan", "tu", "den"] {
        query.append_pair(name, typed.text(name));
    }
    query.finish()
}

async fn agencies(app: &Shared, actor: &Actor) -> Result<Vec<Choice>, AppError> {
    let mut tx = app.portal.db.read().await?;
    let mut choices = Vec::new();
    for id in actor.desk_agencies() {
        let agency = catalogue::store::agency(&mut tx, id).await?;
        choices.extend(agency.map(|agency| Choice::new(agency.id, agency.name)));
    }
    tx.commit().await?;
    Ok(choices)
}

fn paper(app: &Shared, actor: &Actor, register: Register) -> Paper {
    let made_up = register.dossiers.iter().any(|row| row.dossier.demo);
    papers::register(&papers::Register {
        contact: model::contact(&register.agency),
        agency: register.agency.name,
        set: register.set,
        days: register.days,
        rows: register.dossiers.iter().filter_map(row).collect(),
        demo: made_up || app.site.get().demo,
        at: local(app.portal.clock.now()),
        officer: actor.person.full_name.clone(),
    })
}

fn row(registered: &Registered) -> Option<RegisterRow> {
    let dossier = &registered.dossier;
    let acceptance = dossier.facts.state.acceptance()?;
    let applicant = &dossier.body.applicant;
    let phone = applicant.phone.as_deref().map(model::phone);
    let reached = [applicant.address.clone(), phone];
    let pinned = dossier.facts.pinned.as_ref();
    let state = dossier.facts.state.code();
    let handed_over = match &dossier.facts.state {
        DossierState::HandedOver { at, .. } => format::moment_short(local(*at)),
        _ if matches!(state, StateCode::Withdrawn | StateCode::Stopped) => app::desk::words::state(state).into_owned(),
        _ => String::new(),
    };
    Some(RegisterRow {
        code: dossier.public_name().to_owned(),
        service: registered.service.clone(),
        sets: registered.sets,
        applicant: applicant.full_name.clone(),
        reached: reached.into_iter().flatten().collect::<Vec<_>>().join("\n"),
        received_at: pinned.map_or_else(|| local(acceptance.at), |pin| pin.deadline.received_at),
        promised: acceptance.due.promised,
        handed_over,
        delivery: views::delivery(&dossier.body.delivery).into_iter().next().unwrap_or_default(),
    })
}
