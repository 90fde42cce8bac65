//! `/tinh-hinh`: figures about use, open to all; the dossiers behind them, for those who work with them; and the
//! administrators' targets.

mod asked;
mod dossiers;
mod overview;
mod rows;
mod sheet;
mod targets;
#[cfg(test)]
mod tests;
mod watch;

use axum::{
    Router,
    routing::{get, post},
};

pub use watch::watch;

use crate::web::Shared;

/// The addresses in the language under which they are mounted.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/tinh-hinh", get(overview::show))
        .route("/tinh-hinh/ho-so", get(dossiers::show))
        .route("/tinh-hinh.csv", get(sheet::show))
}

/// The administrators' addresses; they have no English form.
pub fn office() -> Router<Shared> {
    Router::new()
        .route("/quan-tri/chi-tieu", get(targets::show).post(targets::add))
        .route("/quan-tri/chi-tieu/{id}/ket-thuc", post(targets::end))
}
