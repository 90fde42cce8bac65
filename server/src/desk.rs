//! The officers' desk: `/can-bo`. In Vietnamese alone, so it is mounted outside the pages of both languages.

mod acts;
mod case;
mod cash;
mod files;
mod inside;
mod intake;
mod log;
mod receipts;
mod result;
pub mod views;

use app::desk::{
    group_of_slug,
    queue::{self as view, QueuePage, QueueQuery},
};
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post},
};
use backend::{
    desk::{self, Filter, QueueRow},
    filing::limits,
};
use domain::dossier::TaskKind;

use crate::{
    pages::page,
    papers,
    web::{Asked, Outcome, Shared, Visitor},
};

/// The desk's addresses.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/can-bo", get(queue))
        .route("/can-bo/tiep-nhan", get(intake::show).post(intake::take))
        .route("/can-bo/ho-so/{name}", get(case::show))
        .route("/can-bo/ho-so/{name}/tep/{file}", get(files::download))
        .route("/can-bo/ho-so/{name}/thu-tien", post(cash::take))
        .route("/can-bo/ho-so/{name}/tra-tien", post(cash::give_back))
        .route("/can-bo/ho-so/{name}/thay-bien-lai", post(receipts::replace))
        .route("/can-bo/ho-so/{name}/tep/{file}/xoa", post(result::remove))
        .route(
            "/can-bo/ho-so/{name}/xu-ly-xong",
            post(result::finish).layer(DefaultBodyLimit::max(limits::MOST_UPLOAD)),
        )
        .route("/can-bo/ho-so/{name}/noi-bo/{work}", post(inside::work))
        // An act is sent, a paper is fetched.
        .route("/can-bo/ho-so/{name}/{act}", get(papers::of_case).post(acts::act))
}

/// The queue's address, as typed or linked; what cannot be read is left out.
fn query(asked: &Asked) -> QueueQuery {
    QueueQuery {
        group: group_of_slug(asked.value("nhom")),
        service: asked.value("dich-vu").to_owned(),
        channel: asked.value("kenh").parse().ok(),
        state: asked.value("trang-thai").parse().ok(),
        text: asked.value("tim").chars().take(100).collect(),
        after: asked.text("sau").map(str::to_owned),
        mine: asked.text("cua-toi").is_some(),
        task: asked.value("viec").parse().ok().filter(|task: &TaskKind| task.is_for_desk()),
    }
}

async fn queue(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let actor = visitor.officer()?;
    let query = query(&asked);
    let filter = Filter {
        group: query.group,
        service_id: Some(query.service.clone()).filter(|id| !id.is_empty()),
        channel: query.channel,
        state: query.state,
        text: query.text.clone(),
        after: query.after.as_deref().and_then(|after| after.parse().ok()),
        officer_id: query.mine.then(|| actor.account_id.clone()),
        task: query.task,
    };
    let found = desk::queue(&app.portal, actor, &filter).await?;
    let several = found.agencies.len() > 1;
    let agency_of = |row: &QueueRow| {
        // Of one that another agency handed over, it is said whose it is.
        let own = found.agencies.iter().any(|(id, _)| *id == row.agency_id);
        let agency = found.places.get(&row.agency_id);
        agency.filter(|_| several || !own).map(|agency| agency.name.clone())
    };
    let model = QueuePage {
        tabs: found
            .groups
            .iter()
            .map(|(group, tally)| view::Tab { group: *group, count: tally.count, late: tally.late, near: tally.near })
            .collect(),
        rows: found.rows.iter().map(|row| views::row(row, &found, agency_of(row))).collect(),
        tasks: found.board.tasks.clone(),
        mine: found.board.mine,
        held: found.board.held,
        next: found.next.as_ref().map(ToString::to_string),
        services: found.services,
        agencies: found.agencies.into_iter().map(|(_, name)| name).collect(),
        query,
    };
    let frame = visitor.office(&app, model.query.address(), views::title())?;
    Ok(page(&frame, || view::page(&model)))
}

#[cfg(test)]
pub mod tests;
