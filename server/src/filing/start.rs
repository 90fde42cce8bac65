//! Beginning: what a service costs and takes, with which agency, or where else it is filed.

use app::{
    filing::{elsewhere, start},
    shell::Place,
    t,
    ui::FormState,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use backend::{
    clock::local,
    filing::{Standing, Step, begin as begin_draft, discard as discard_draft, standing},
};
use domain::procedure::Filing;

use super::view::{agency_choices, agency_name, deal, draft, file_limits};
use crate::{
    pages::page_with,
    web::{
        Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// `GET /nop-ho-so/{service}`
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path(service): Path<String>) -> Outcome {
    let standing = standing(&app.portal, visitor.actor.as_ref(), &service).await?;
    Ok(answer(&app, &visitor, &standing, FormState::default(), StatusCode::OK))
}

/// `POST /nop-ho-so/{service}`
pub async fn begin(State(app): State<Shared>, visitor: Visitor, Path(service): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.actor()?;
    match begin_draft(&app.portal, actor, &service, typed.text("agency")).await {
        Ok(draft) => {
            let first = super::address(&service, &draft, Step::Applicant.slug());
            Ok(form::see_other(visitor.lang, &first))
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, &typed, error)?;
            let standing = standing(&app.portal, Some(actor), &service).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(answer(&app, &visitor, &standing, form, status))
        }
    }
}

/// `GET /nop-ho-so/{service}/{draft}`: on to the first step that was not saved yet.
pub async fn go_on(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
) -> Outcome {
    let case = draft!(&app, &visitor, &service, &id);
    let open = |step: &Step| match step {
        Step::Documents => case.attachments.is_empty(),
        Step::Review => true,
        step => !case.was_saved(*step),
    };
    let next = case.steps().into_iter().find(open).unwrap_or(Step::Review);
    let address = super::address(&service, &id, next.slug());
    Ok(form::see_other(visitor.lang, &address))
}

/// `POST /nop-ho-so/{service}/{draft}/xoa`
pub async fn discard(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((service, id)): Path<(String, String)>,
) -> Outcome {
    discard_draft(&app.portal, visitor.actor()?, &id).await?;
    Ok(form::see_other(visitor.lang, &format!("/nop-ho-so/{service}")))
}

fn answer(app: &Shared, visitor: &Visitor, standing: &Standing, form: FormState, status: StatusCode) -> Response {
    let lang = visitor.lang;
    let procedure = &standing.version.procedure;
    let title = format!("{}: {}", t!(lang, "filing.start.title"), procedure.name.in_language(lang == Lang::En));
    let path = format!("/nop-ho-so/{}", standing.service.id);
    let frame = visitor.private(app, path, title).place(Place::Services);
    let place = t!(lang, "filing.assumed_place", province = app.settings.province).into_owned();
    let deal = deal(&standing.quotes, place);
    if standing.filing() != Some(Filing::Here) {
        let view = elsewhere::ElsewherePage {
            service_id: standing.service.id.clone(),
            procedure: procedure.clone(),
            filing: standing.filing(),
            national_href: app.settings.national_portal(&procedure.code),
            agencies: standing
                .offers
                .iter()
                .map(|offer| &offer.agency)
                .map(|agency| (agency_name(lang, agency), agency.address.clone(), agency.phone.clone()))
                .collect(),
            deal,
        };
        return page_with(status, &frame, || elsewhere::page(lang, &view));
    }
    let mut form = form;
    let agencies = agency_choices(lang, &standing.agencies());
    if let ([only], false) = (&agencies[..], form.has_errors()) {
        form.set("agency", only.value.clone());
    }
    let view = start::StartPage {
        service_id: standing.service.id.clone(),
        procedure: procedure.clone(),
        deal,
        agencies,
        drafts: drafts(lang, standing),
        signed_in: visitor.actor.is_some(),
        limits: file_limits(),
        form,
    };
    page_with(status, &frame, || start::page(lang, &view))
}

fn drafts(lang: Lang, standing: &Standing) -> Vec<start::DraftLine> {
    let agency_of = |id: &str| {
        let offer = standing.offers.iter().find(|offer| offer.agency.id == id);
        offer.map(|offer| agency_name(lang, &offer.agency))
    };
    standing
        .drafts
        .iter()
        .map(|draft| start::DraftLine {
            id: draft.id.clone(),
            agency: draft.agency_id.as_deref().and_then(agency_of).unwrap_or_default(),
            changed_at: local(draft.updated_at),
        })
        .collect()
}
