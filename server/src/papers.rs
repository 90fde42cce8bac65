//! Papers as pages and as files: of a dossier for its agency's officers and for whoever filed it, the agency's
//! register, receipts.

mod file;
pub mod links;
mod model;
mod register;
mod steps;
#[cfg(test)]
mod tests;

use app::{
    desk::case_path,
    papers::{Paper, page as view, page::PaperPage},
    shell::Place,
    t,
    words::Lang,
};
use axum::{
    Router,
    extract::{Path, State},
    routing::get,
};
use backend::{error::AppError, papers};
use domain::forms::Form;

pub use file::{as_file, split_ending};

use crate::{
    desk::views,
    pages::page,
    web::{Outcome, Shared, Visitor},
};

/// Pages of citizens, in both languages; the paper itself is in Vietnamese.
pub fn router() -> Router<Shared> {
    Router::new().route("/ho-so/{name}/{form}", get(own))
}

/// The register, of officers alone. A dossier's papers are mounted with its acts, at the same addresses.
pub fn office() -> Router<Shared> {
    Router::new()
        .route("/can-bo/so-theo-doi", get(register::show))
        .route("/can-bo/so-theo-doi.pdf", get(register::download))
}

/// The form of an address, and whether its file is asked for: `giay-tiep-nhan`, `giay-tiep-nhan.pdf`.
fn asked(text: &str) -> Result<(Form, bool), AppError> {
    let (slug, as_file) = split_ending(text);
    let form = slug.parse().map_err(|_| AppError::NotFound)?;
    Ok((form, as_file))
}

/// `GET /ho-so/{name}/{form}`
async fn own(State(app): State<Shared>, visitor: Visitor, Path((name, form)): Path<(String, String)>) -> Outcome {
    let actor = visitor.actor()?;
    let (form, wants_file) = asked(&form)?;
    let papers = papers::for_applicant(&app.portal, actor, &name).await?;
    let paper = model::paper(&app, &papers, form, "")?;
    if wants_file {
        return as_file(paper).await;
    }
    let here = format!("/ho-so/{}", papers.dossier.public_name());
    let path = format!("{here}/{form}");
    let lang = visitor.lang;
    let shown = PaperPage {
        pdf: format!("{path}.pdf"),
        above: vec![
            ("/ho-so".to_owned(), t!(lang, "tracking.list.title").into_owned()),
            (here, papers.dossier.public_name().to_owned()),
        ],
        paper,
    };
    let title = title(&shown.paper);
    let frame = visitor.private(&app, path, title).place(Place::MyDossiers);
    Ok(page(&frame, || view::page(lang, &shown)))
}

/// `GET /can-bo/ho-so/{name}/{form}`
pub async fn of_case(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, form)): Path<(String, String)>,
) -> Outcome {
    let actor = visitor.officer()?;
    let (form, wants_file) = asked(&form)?;
    let papers = papers::for_officer(&app.portal, actor, &name).await?;
    let paper = model::paper(&app, &papers, form, &actor.person.full_name)?;
    if wants_file {
        return as_file(paper).await;
    }
    let name = papers.dossier.public_name().to_owned();
    let here = case_path(&name);
    let path = format!("{here}/{form}");
    let shown = PaperPage {
        pdf: format!("{path}.pdf"),
        above: vec![("/can-bo".to_owned(), views::title()), (here, name)],
        paper,
    };
    let frame = visitor.office(&app, &path, title(&shown.paper))?;
    Ok(page(&frame, || view::page(Lang::Vi, &shown)))
}

fn title(paper: &Paper) -> String {
    format!("{} – {}", paper.title, paper.subtitle)
}
