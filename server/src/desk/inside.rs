//! POST: work inside the agency. 303 to the dossier when it is done; else its page with what was typed.

use app::desk::{case::CaseNotice, inside::Work};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{
    desk::{self, Acted, Inside},
    error::AppError,
};

use super::case::{Shown, render};
use crate::web::{
    Outcome, Shared, Visitor,
    form::{self, Typed},
};

/// Does what the form says.
pub async fn work(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, slug)): Path<(String, String)>,
    typed: Typed,
) -> Outcome {
    let actor = visitor.officer()?;
    let work = Work::of_slug(&slug).ok_or(AppError::NotFound)?;
    let expected: i64 = typed.text("expected").parse().unwrap_or_default();
    let outcome = desk::inside(&app.portal, actor, &name, expected, &order(work, &typed)).await;
    let (shown, status) = match outcome {
        Ok(Acted::Done(dossier)) => {
            // Whoever passed it on may see it no more: then the queue is where to go on.
            let path = match dossier.desk_of(actor) {
                Ok(_) => format!("{}?xong=1", app::desk::case_path(dossier.public_name())),
                Err(_) => "/can-bo".to_owned(),
            };
            return Ok(form::see_other(visitor.lang, &path));
        }
        Ok(Acted::Moved) | Err(AppError::Conflict(_)) => {
            let shown = Shown {
                inside: Some((work, typed.state())),
                notice: Some(CaseNotice::Moved),
                seen: Some(expected),
                ..Shown::default()
            };
            (shown, StatusCode::CONFLICT)
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, &typed, error)?;
            let shown = Shown { inside: Some((work, form)), ..Shown::default() };
            (shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let case = desk::case(&app.portal, actor, &name).await?;
    render(&app, &visitor, &case, shown, status)
}

fn order(work: Work, typed: &Typed) -> Inside {
    let text = |name: &str| typed.text(name).to_owned();
    match work {
        Work::Comment => Inside::Comment { text: text("text") },
        Work::Assign => Inside::Assign { to: text("to") },
        Work::Pass => Inside::Pass { to: text("pass_to"), until: text("pass_until"), note: text("pass_note") },
        Work::Escalate => Inside::Escalate { note: text("escalation") },
    }
}
