//! Money taken at the counter, and given back there.

use app::desk::case::CaseNotice;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{desk, error::AppError, payment};
use domain::money::Dong;

use super::case::{Shown, render};
use crate::web::{
    Outcome, Shared, Visitor,
    form::{Typed, see_other},
};

/// Takes what the page said is owed; where that has changed, the page says so.
pub async fn take(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    if case.own {
        return Err(AppError::Forbidden.into());
    }
    let amount = typed.text("amount").parse().ok();
    let amount = amount.and_then(|dong| Dong::new(dong).ok()).unwrap_or(Dong::ZERO);
    match payment::take_cash(&app.portal, actor, &case.dossier.id, amount).await {
        Ok(dossier) => {
            let path = format!("{}?xong=1", app::desk::case_path(dossier.public_name()));
            Ok(see_other(visitor.lang, &path))
        }
        Err(AppError::Conflict(_)) => {
            let fresh = desk::case(&app.portal, actor, &name).await?;
            let shown =
                Shown { notice: Some(CaseNotice::Moved), seen: Some(case.dossier.last_event), ..Shown::default() };
            render(&app, &visitor, &fresh, shown, StatusCode::CONFLICT)
        }
        Err(error) => Err(error.into()),
    }
}

/// Gives cash back that is owed to the applicant.
pub async fn give_back(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    if case.own {
        return Err(AppError::Forbidden.into());
    }
    let refund = typed.text("refund");
    let given = payment::give_cash_back(&app.portal, actor, &case.dossier.id, refund).await?;
    let path = format!("{}?xong=1", app::desk::case_path(given.public_name()));
    Ok(see_other(visitor.lang, &path))
}
