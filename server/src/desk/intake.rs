//! A paper dossier at the counter: choose the service, fill in one form, print the slip.

use app::desk::intake::{self as view, ChoosePage, IntakePage};
use app::{t, ui::FormState};
use axum::{extract::State, http::StatusCode, response::Response};
use backend::{
    db::new_id,
    desk::{self, Counter, intake_fields},
    input::Values,
};
use domain::channel::Channel;

use crate::{
    pages::{page, page_with},
    web::{
        Asked, Failure, Outcome, Shared, Visitor,
        form::{self, Typed},
    },
};

/// The page's address.
const PATH: &str = "/can-bo/tiep-nhan";

/// GET: the services to choose from (`?tim=…`), or the form of the one that was chosen (`?dich-vu=…`).
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let actor = visitor.officer()?;
    if let Some(service) = asked.text("dich-vu") {
        let counter = desk::counter(&app.portal, actor, service).await?;
        let mut form = FormState::default();
        form.set("submission", new_id());
        form.set("channel", Channel::Counter.as_str());
        form.set("delivery", "counter");
        return render(&app, &visitor, &counter, form, StatusCode::OK);
    }
    let text: String = asked.value("tim").chars().take(100).collect();
    let services = desk::counter_services(&app.portal, actor, &text).await?;
    let model = ChoosePage {
        services: services.into_iter().map(|service| (service.id, service.name, service.code)).collect(),
        text,
    };
    let title = t!(app::words::Lang::Vi, "desk.intake.title");
    let frame = visitor.office(&app, PATH, &title)?;
    Ok(page(&frame, || view::choose(&model)))
}

/// POST: the dossier is made and accepted; on to its slip.
pub async fn take(State(app): State<Shared>, visitor: Visitor, typed: Typed) -> Outcome {
    let actor = visitor.officer()?;
    let values = Values::among(&intake_fields(), typed.pairs());
    match desk::intake(&app.portal, actor, &values).await {
        Ok(dossier) => {
            let path = app::desk::case_path(dossier.public_name());
            Ok(form::see_other(visitor.lang, &format!("{path}/giay-tiep-nhan")))
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, &typed, error)?;
            let counter = desk::counter(&app.portal, actor, typed.text("service")).await?;
            render(&app, &visitor, &counter, form, StatusCode::UNPROCESSABLE_ENTITY)
        }
    }
}

fn render(
    app: &Shared,
    visitor: &Visitor,
    counter: &Counter,
    form: FormState,
    status: StatusCode,
) -> Result<Response, Failure> {
    let procedure = &counter.version.procedure;
    let limits = &procedure.terms.limits;
    let is_known = |channel| {
        let limit = limits.of(channel);
        limit.is_some_and(|limit| !matches!(limit, domain::deadline::Limit::Unknown { .. }))
    };
    let model = IntakePage {
        service: (counter.service.id.clone(), procedure.name.vi.clone()),
        agencies: counter.agencies.iter().map(|agency| (agency.id.clone(), agency.name.clone())).collect(),
        documents: procedure.attachable().map(|document| (document.key.clone(), document.name.vi.clone())).collect(),
        groups: counter.groups.clone(),
        unit: procedure.terms.fees.iter().find_map(|fee| fee.amount.unit()).map(str::to_owned),
        asks_due: !is_known(Channel::Counter) || !is_known(Channel::Postal),
        form,
    };
    let frame = visitor.office(app, PATH, &model.service.1)?;
    Ok(page_with(status, &frame, || view::form(&model)))
}
