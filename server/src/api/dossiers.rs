//! `GET /api/v1/dossiers/{reference}`: the public part, code and degree of completion only
//! (Thông tư 01/2018/TT-VPCP, Điều 16).

use axum::{
    Json,
    extract::{Path, State},
};
use backend::{dossier::store, error::AppError};
use serde::Serialize;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::web::{Outcome, Shared, Visitor, limits::Purpose};

/// What anybody may know of a dossier.
#[derive(Serialize, ToSchema)]
pub struct DossierAnswer {
    /// The public reference.
    reference: String,
    /// The dossier code, from acceptance on.
    code: Option<String>,
    /// How far it is: `sent`, `in_progress`, `waiting_for_applicant`, `result_ready`, `closed`.
    stage: &'static str,
    /// Degree of completion, 0 to 100.
    percent: u8,
}

/// Tells how far a dossier is.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers/{reference}",
    params(("reference" = String, Path, description = "Public reference or dossier code")),
    responses(
        (status = 200, body = DossierAnswer),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn show(
    State(app): State<Shared>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Outcome<Json<DossierAnswer>> {
    app.limits.take(Purpose::LookUp, visitor.address, app.portal.clock.now())?;
    let mut tx = app.portal.db.read().await?;
    let name = name.trim().to_uppercase();
    let dossier = store::by_public_name(&mut tx, &name).await?.ok_or(AppError::NotFound)?;
    tx.commit().await?;
    let completion = dossier.facts.state.completion();
    Ok(Json(DossierAnswer {
        reference: dossier.reference,
        code: dossier.code,
        stage: completion.stage.as_str(),
        percent: completion.percent,
    }))
}
