//! `GET /tinh-hinh/ho-so`: the dossiers that a figure counts. To everybody who may not see them there is no such page.

use app::adoption::dossiers::{self as view, DossierRow, DossiersPage};
use axum::extract::State;
use backend::{
    actor::Actor,
    adoption::{self, ListedDossier},
    catalogue,
    error::AppError,
};
use domain::metrics::Listed;

use super::{asked, overview::scope_names};
use crate::{
    pages::page,
    web::{Asked, Outcome, Shared, Visitor},
};

/// Shows a page of the dossiers.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let lang = visitor.lang;
    let actor = visitor.actor()?;
    let question = asked::read(&asked, app.portal.clock.today());
    let listed: Listed = asked.text("so").and_then(|code| code.parse().ok()).ok_or(AppError::NotFound)?;
    if !question.errors.is_empty() {
        return Err(AppError::NotFound.into());
    }
    let (query, scope) = (question.query, question.scope);
    let after = asked.text("sau").and_then(|place| place.parse().ok());
    let found =
        adoption::list(&app.portal, actor, &scope, listed, after.as_ref()).await.map_err(|error| match error {
            // An agency, field or service that does not exist.
            AppError::Invalid(_) => AppError::NotFound,
            other => other,
        })?;
    let agencies = catalogue::agencies(&app.portal).await?;
    let agency = query.agency.as_ref().and_then(|id| agencies.get(id));
    let model = DossiersPage {
        listed,
        from: scope.period.from(),
        to: scope.period.to(),
        scope: scope_names(&app, lang, &query, agency).await?,
        total: found.total,
        is_first: after.is_none(),
        next: found.next.map(|place| place.to_string()),
        rows: found.rows.into_iter().map(|one| row(actor, one)).collect(),
        query,
    };
    let frame = view::frame(app.site.get(), lang, &model, visitor.badge());
    Ok(page(&frame, || view::page(lang, &model)))
}

fn row(actor: &Actor, dossier: ListedDossier) -> DossierRow {
    let own = actor.must_be_officer_of(&dossier.agency_id).is_ok();
    DossierRow {
        href: own.then(|| app::desk::case_path(&dossier.name)),
        code: dossier.name,
        service: dossier.service,
        agency: dossier.agency,
        accepted: dossier.accepted,
        due: Some(dossier.due),
        ended: dossier.ended,
        channel: dossier.channel,
        state: dossier.state,
        number: dossier.number,
        demo: dossier.demo,
    }
}
