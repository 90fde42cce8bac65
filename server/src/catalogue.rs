//! Pages about services, and about this portal. They are the same for everybody, so they are kept rendered.

mod about;
mod home;
mod list;
mod service;
#[cfg(test)]
pub(crate) mod tests;

use app::{
    catalogue::{
        deal::{Deal, Saving},
        list::ServiceCard,
    },
    t,
    words::Lang,
};
use axum::{Router, routing::get};
use backend::{catalogue::Agency, quoting::Quotes, search::Entry};
use domain::money::Dong;

use crate::web::Shared;

/// The pages, in the language under which they are mounted.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(home::show))
        .route("/dich-vu", get(list::show))
        .route("/dich-vu/{id}", get(service::show))
        .route("/gioi-thieu", get(about::about))
        .route("/quyen-rieng-tu", get(about::privacy))
        .route("/tro-nang", get(about::accessibility))
        .route("/tro-giup", get(about::help))
}

/// Quotes as a card shows them.
fn deal(quotes: Quotes, place: String) -> Deal {
    Deal { online: quotes.online, counter: quotes.counter, course: quotes.course, at: quotes.at, place }
}

/// An agency's name in the page's language, where it has one.
pub(crate) fn agency_name(lang: Lang, agency: &Agency) -> &str {
    let english = agency.name_en.as_ref().filter(|_| lang == Lang::En);
    english.unwrap_or(&agency.name)
}

/// The place that is assumed where no agency was named; the rules name it in Vietnamese.
fn assumed_place(app: &Shared, lang: Lang, named: String) -> String {
    match lang {
        Lang::Vi => named,
        Lang::En => {
            let province = &app.settings.province;
            t!(lang, "filing.assumed_place", province = province).into_owned()
        }
    }
}

/// A service in a list.
fn card(entry: &Entry) -> ServiceCard {
    ServiceCard {
        id: entry.id.clone(),
        name: entry.name.clone(),
        code: (!entry.code.is_empty()).then(|| entry.code.clone()),
        mode: entry.mode,
        agency: entry.agency.clone(),
        field: entry.field.clone(),
        offered: entry.is_offered(),
        saving: Saving::new(saved(entry), entry.saving.working_hours),
    }
}

/// The money that online filing saves.
fn saved(entry: &Entry) -> Dong {
    let fee = entry.saving.fee;
    fee.and_then(|(counter, online)| counter.checked_sub(online).ok()).unwrap_or_default()
}
