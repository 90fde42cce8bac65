//! `GET /api/v1/services`: the services that can be read; `GET /api/v1/services/{id}`: one of them, whole.

use std::str::FromStr;

use app::words::Lang;
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use backend::{
    error::{AppError, FieldErrors},
    quoting::{self, Reading, Wanted},
    search::{Entry, Filters, MOST_PER_PAGE, Query},
};
use domain::mode::{Level, Mode};
use serde::Serialize;
use utoipa::ToSchema;

use super::{language, problem::Problem};
use crate::web::{Asked, Outcome, Shared};

/// Services to a page where nothing else is asked for.
const PER_PAGE: usize = 20;

/// A page of services.
#[derive(Serialize, ToSchema)]
pub struct ServiceList {
    /// All that were found, on all pages.
    total: usize,
    /// This page, from 1.
    page: usize,
    /// Services to a page.
    per_page: usize,
    /// The services of this page, best first.
    items: Vec<ServiceItem>,
}

/// A service in a list.
#[derive(Serialize, ToSchema)]
pub struct ServiceItem {
    /// Its id; a code may be borne by several services, an id never.
    id: String,
    /// Its procedure code.
    code: String,
    /// Its name.
    name: String,
    /// How much of it runs online: `full_online`, `partial` or `information_only`.
    mode: &'static str,
    /// Where it is handled: `ministry`, `province`, `district` or `commune`; several are joined by commas, the highest
    /// first (`province,commune`); empty where the source doesn't say.
    level: String,
    /// Its field.
    field: String,
    /// Who handles it, in words.
    agency: String,
    /// Whether an agency of this portal offers it today.
    offered: bool,
}

/// A service, whole.
#[derive(Serialize, ToSchema)]
pub struct ServiceDetail {
    /// Its id.
    id: String,
    /// Whether its data is made up for the demonstration.
    illustration: bool,
    /// The life event under which people look for it.
    life_event: Option<String>,
    /// Whether the version below is in force today; if not, it is the nearest.
    in_force: bool,
    /// The first day of the version below.
    version_from: String,
    /// All versions, oldest first.
    versions: Vec<VersionItem>,
    /// Who offers it today.
    offers: Vec<OfferItem>,
    /// All that is known of it under this version: names, fees, limits, documents, steps, legal basis, sources.
    #[schema(value_type = Object)]
    procedure: domain::procedure::Procedure,
}

/// From when until when a version is in force.
#[derive(Serialize, ToSchema)]
pub struct VersionItem {
    /// First day.
    valid_from: String,
    /// Last day; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<String>,
}

/// An agency that offers a service.
#[derive(Serialize, ToSchema)]
pub struct OfferItem {
    /// The agency's id, as quotes take it.
    agency_id: String,
    /// Its name.
    agency: String,
    /// Where people file: `here`, `handover` (on the national portal) or `assisted`.
    filing: &'static str,
}

/// Lists the services that can be read.
#[utoipa::path(
    get,
    path = "/api/v1/services",
    params(
        ("q" = Option<String>, Query, description = "Words, with or without accents, or a code"),
        ("mode" = Option<String>, Query, description = "`full_online`, `partial` or `information_only`"),
        ("level" = Option<String>, Query, description = "`ministry`, `province`, `district` or `commune`"),
        ("field" = Option<String>, Query, description = "A field's name or its key, such as `ho-tich`"),
        ("offered" = Option<bool>, Query, description = "Offered by an agency of this portal, or not; both without it"),
        ("page" = Option<u32>, Query, description = "From 1"),
        ("per_page" = Option<u32>, Query, description = "From 1 to 100; 20 without it"),
    ),
    responses(
        (status = 200, body = ServiceList),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn list(State(app): State<Shared>, headers: HeaderMap, asked: Asked) -> Outcome<Json<ServiceList>> {
    let query = parse(&asked)?;
    let index = app.searcher.index(&app.portal).await?;
    let found = index.search(&query);
    let english = language(&headers) == Lang::En;
    Ok(Json(ServiceList {
        total: found.total,
        page: found.page,
        per_page: found.per_page,
        items: found.items.iter().map(|entry| item(entry, english)).collect(),
    }))
}

fn parse(asked: &Asked) -> Result<Query, AppError> {
    let mut errors = FieldErrors::default();
    let mode = choice::<Mode>(asked, "mode", &mut errors);
    let level = choice::<Level>(asked, "level", &mut errors);
    let offered = match asked.text("offered") {
        None => None,
        Some("true" | "1") => Some(true),
        Some("false" | "0") => Some(false),
        Some(_) => {
            errors.add("offered", "unknown_choice");
            None
        }
    };
    let page = number(asked, "page", usize::MAX, &mut errors).unwrap_or(1);
    let per_page = number(asked, "per_page", MOST_PER_PAGE, &mut errors).unwrap_or(PER_PAGE);
    errors.into_result()?;
    Ok(Query {
        text: asked.text("q").unwrap_or_default().to_owned(),
        filters: Filters { mode, level, field: asked.text("field").map(str::to_owned), offered, ..Filters::default() },
        page,
        per_page,
    })
}

fn choice<T: FromStr>(asked: &Asked, name: &str, errors: &mut FieldErrors) -> Option<T> {
    let parsed = asked.text(name)?.parse().ok();
    if parsed.is_none() {
        errors.add(name, "unknown_choice");
    }
    parsed
}

/// A number from 1 to `most`.
fn number(asked: &Asked, name: &str, most: usize, errors: &mut FieldErrors) -> Option<usize> {
    let parsed: Option<usize> = asked.text(name)?.parse().ok();
    let fits = parsed.filter(|number| (1..=most).contains(number));
    if fits.is_none() {
        errors.add(name, "out_of_range");
    }
    fits
}

fn item(entry: &Entry, english: bool) -> ServiceItem {
    let levels: Vec<&str> = entry.levels.iter().map(|level| level.as_str()).collect();
    ServiceItem {
        id: entry.id.clone(),
        code: entry.code.clone(),
        name: entry.name.in_language(english).to_owned(),
        mode: entry.mode.as_str(),
        level: levels.join(","),
        field: entry.field.in_language(english).to_owned(),
        agency: entry.agency.in_language(english).to_owned(),
        offered: entry.is_offered(),
    }
}

/// Shows a service whole. A procedure code may stand for the id where it is plain which service it means.
#[utoipa::path(
    get,
    path = "/api/v1/services/{id}",
    params(("id" = String, Path, description = "The service's id, or its code")),
    responses(
        (status = 200, body = ServiceDetail),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 409, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(State(app): State<Shared>, Path(id): Path<String>) -> Outcome<Json<ServiceDetail>> {
    let reading = match read(&app, &id).await {
        Err(AppError::NotFound) => {
            let service = quoting::by_code(&app.portal, &id).await?;
            read(&app, &service.id).await?
        }
        other => other?,
    };
    Ok(Json(detail(reading)))
}

async fn read(app: &Shared, id: &str) -> Result<Reading, AppError> {
    let wanted = Wanted { id, agency_id: None, on: None };
    quoting::read(&app.portal, wanted).await
}

fn detail(reading: Reading) -> ServiceDetail {
    let versions = reading
        .periods
        .iter()
        .map(|(from, to)| VersionItem { valid_from: from.to_string(), valid_to: to.map(|day| day.to_string()) });
    let offers = reading.offers.into_iter().map(|offer| OfferItem {
        agency_id: offer.agency.id,
        agency: offer.agency.name,
        filing: offer.filing.as_str(),
    });
    ServiceDetail {
        id: reading.service.id.clone(),
        illustration: reading.service.illustration,
        life_event: reading.service.life_event.clone(),
        in_force: reading.in_force,
        version_from: reading.version.valid_from.to_string(),
        versions: versions.collect(),
        offers: offers.collect(),
        procedure: reading.version.procedure.clone(),
    }
}
