//! Filing: `/nop-ho-so/{service}` to begin, `/nop-ho-so/{service}/{draft}/{step}` for each step, `…/da-gui` when sent.

pub mod files;
mod review;
mod start;
mod steps;
#[cfg(test)]
pub(crate) mod tests;
mod view;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use backend::filing::limits;

use crate::web::Shared;

/// The feature's addresses.
pub fn router() -> Router<Shared> {
    let upload = get(files::show).post(files::upload).layer(DefaultBodyLimit::max(limits::MOST_UPLOAD));
    Router::new()
        .route("/nop-ho-so/{service}", get(start::show).post(start::begin))
        .route("/nop-ho-so/{service}/{draft}", get(start::go_on))
        .route("/nop-ho-so/{service}/{draft}/xoa", post(start::discard))
        .route("/nop-ho-so/{service}/{draft}/co-quan", post(review::change_agency))
        .route("/nop-ho-so/{service}/{draft}/giay-to", upload)
        .route("/nop-ho-so/{service}/{draft}/tep/{file}", get(files::download))
        .route("/nop-ho-so/{service}/{draft}/tep/{file}/xoa", post(files::remove))
        .route("/nop-ho-so/{service}/{draft}/kiem-tra", get(review::show).post(review::send))
        .route("/nop-ho-so/{service}/{draft}/da-gui", get(review::sent))
        .route("/nop-ho-so/{service}/{draft}/{step}", get(steps::show).post(steps::save))
}

/// The address of a draft's page, without its language.
fn address(service: &str, draft: &str, page: &str) -> String {
    format!("/nop-ho-so/{service}/{draft}/{page}")
}
