//! `/dich-vu/{id}`: a service, what it costs online and at the counter, and what the law says of it.

use app::{
    catalogue::service::{self, Edition, ServicePage},
    ui::Choice,
    words::Lang,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use backend::{
    catalogue::Offer,
    error::AppError,
    quoting::{self, Reading, Wanted},
};
use domain::{procedure::Filing, text::slug};

use super::{agency_name, assumed_place, deal};
use crate::{
    pages::public_page,
    web::{Asked, Outcome, Shared, Visitor, form::see_other},
};

/// Shows a service. `co-quan` names the agency that the figures are for, `ngay` the day whose version is read.
pub async fn show(State(app): State<Shared>, visitor: Visitor, Path(id): Path<String>, asked: Asked) -> Outcome {
    let lang = visitor.lang;
    let wanted = Wanted {
        id: &id,
        agency_id: asked.text("co-quan"),
        on: asked.day("ngay").filter(|day| *day != app.portal.clock.today()),
    };
    let reading = match quoting::read(&app.portal, wanted).await {
        Err(AppError::NotFound) => return by_code(&app, lang, &id).await,
        other => other?,
    };
    let view = view_of(&app, lang, reading, &wanted);
    if asked.has_empty() {
        return Ok(see_other(lang, &view.address()));
    }
    let frame = service::frame(app.site.get(), lang, &view).person(visitor.badge());
    Ok(public_page(&frame, || service::page(lang, &view)))
}

/// People know services by their codes: one in place of the id leads to the service, or to all that bear it.
async fn by_code(app: &Shared, lang: Lang, code: &str) -> Outcome {
    Ok(match quoting::by_code(&app.portal, code).await {
        Ok(service) => see_other(lang, &format!("/dich-vu/{}", service.id)),
        Err(AppError::Ambiguous(_)) => search_for(lang, code),
        Err(error) => return Err(error.into()),
    })
}

fn search_for(lang: Lang, words: &str) -> Response {
    let query = app::catalogue::query::ListQuery { words: words.to_owned(), ..Default::default() };
    see_other(lang, &query.address())
}

fn view_of(app: &Shared, lang: Lang, reading: Reading, wanted: &Wanted<'_>) -> ServicePage {
    let chosen = reading.agency.as_ref();
    let place = match chosen {
        Some(agency) => agency_name(lang, agency).to_owned(),
        None => assumed_place(app, lang, reading.assumed_place),
    };
    let national = app.settings.national_portal(&reading.version.procedure.code);
    ServicePage {
        field_slug: slug(&reading.version.procedure.field.vi),
        illustration: reading.service.illustration,
        deal: deal(reading.quotes, place),
        agencies: choices(lang, &reading.offers),
        agency: chosen.map(|agency| agency.id.clone()),
        edition: Edition {
            periods: reading.periods,
            from: reading.version.valid_from,
            in_force: reading.in_force,
            on: wanted.on,
        },
        offered_instead: reading.offered_instead.map(|service| (service.id, service.name)),
        filing: filing(&reading.offers, chosen.map(|agency| agency.id.as_str())),
        national_href: national,
        minutes: None,
        id: reading.service.id.clone(),
        procedure: reading.version.procedure.clone(),
    }
}

fn choices(lang: Lang, offers: &[Offer]) -> Vec<Choice> {
    offers
        .iter()
        .map(|offer| {
            let agency = &offer.agency;
            Choice::new(agency.id.clone(), agency_name(lang, agency))
        })
        .collect()
}

/// Where it is filed at the agency that was chosen; without one, the easiest way that any agency has.
fn filing(offers: &[Offer], agency: Option<&str>) -> Option<Filing> {
    offers.iter().filter(|offer| agency.is_none_or(|id| offer.agency.id == id)).map(|offer| offer.filing).min()
}
