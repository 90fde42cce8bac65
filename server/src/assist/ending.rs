//! The end of a session: everything goes, and the browser forgets too.

use app::{assist::session as view, t};
use axum::{extract::State, http::HeaderMap, response::Response};
use backend::{assist, session};

use super::{VI, forget};
use crate::{
    account::enter,
    pages::page,
    web::{Asked, Outcome, Shared, Visitor, form},
};

/// `POST /ho-tro/phien/ket-thuc`
pub async fn end(State(app): State<Shared>, visitor: Visitor, headers: HeaderMap) -> Outcome {
    assist::end(&app.portal, visitor.actor()?).await?;
    go_on(&app, &visitor, &headers, "/ho-tro/da-ket-thuc").await
}

/// `POST /ho-tro/phien/rut`: the resident beside the helper takes everything back.
pub async fn withdraw(State(app): State<Shared>, visitor: Visitor, headers: HeaderMap) -> Outcome {
    assist::withdraw(&app.portal, visitor.actor()?).await?;
    go_on(&app, &visitor, &headers, "/ho-tro/da-ket-thuc?rut=1").await
}

/// `POST /ho-tro/noi-khac`: ends the session in another browser.
pub async fn end_elsewhere(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    assist::end_elsewhere(&app.portal, visitor.actor()?).await?;
    Ok(form::see_other(VI, "/ho-tro"))
}

/// The helper goes on under a new token: pages that the browser kept belong to one that is no more.
async fn go_on(app: &Shared, visitor: &Visitor, headers: &HeaderMap, to: &str) -> Outcome {
    let token = session::open(&app.portal, &visitor.actor()?.account_id).await?;
    let response = enter(app, headers, &token, form::see_other(VI, to)).await?;
    Ok(forget(response))
}

/// The answer that ends a session in another way, such as signing out.
pub fn cleared(response: Response) -> Response {
    forget(response)
}

/// `GET /ho-tro/da-ket-thuc`; `?rut`: by withdrawal.
pub async fn ended(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    if visitor.actor()?.assist.is_some() {
        return Ok(form::see_other(VI, "/ho-tro/phien"));
    }
    let withdrawn = asked.text("rut").is_some();
    let frame = visitor.office(&app, "/ho-tro/da-ket-thuc", t!(VI, "assist.ended"))?;
    Ok(page(&frame, || view::ended(withdrawn)))
}
