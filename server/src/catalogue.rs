//! Pages about services, and about this portal. They are the same for everybody, so they are kept rendered.

mod about;
mod home;
mod service;
#[cfg(test)]
mod tests;

use app::catalogue::deal::Deal;
use axum::{Router, routing::get};
use backend::catalogue::Quotes;

use crate::web::Shared;

/// The pages, in the language under which they are mounted.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/", get(home::show))
        .route("/dich-vu/{id}", get(service::show))
        .route("/gioi-thieu", get(about::about))
        .route("/quyen-rieng-tu", get(about::privacy))
        .route("/tro-nang", get(about::accessibility))
        .route("/tro-giup", get(about::help))
}

/// Quotes as a card shows them.
fn deal(quotes: Quotes, place: String) -> Deal {
    Deal {
        online: quotes.online,
        counter: quotes.counter,
        at: quotes.at,
        place,
    }
}
