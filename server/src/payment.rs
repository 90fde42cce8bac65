//! Paying: to the gateway and back, the gateway's callback, receipts.

use app::{
    desk::case_path,
    papers::{self, Paper, page as paper_view, page::PaperPage},
    payment::{
        choose::{self, Way},
        result::{self as result_view, Known, Payment},
        unavailable,
    },
    shell::Place,
    t,
    words::Lang,
};
use axum::{
    Json, Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
    routing::{MethodFilter, get, on, post},
};
use backend::{
    clock::local,
    dossier::{PaidBy, ReceiptNumber},
    error::AppError,
    gateway::payment::{Callback, CallbackMethod, KINDS, Kind, PayLanguage},
    payment::{self, OrderState, Receipt, Standing, Start},
};
use jiff::SignedDuration;
use serde_json::Value;

use crate::{
    pages::{page, page_with},
    papers::{as_file, split_ending},
    web::{Outcome, Shared, Typed, Visitor},
};

/// A page that waits looks again by itself for this long, at this pace in seconds.
const LOOKS_AGAIN: SignedDuration = SignedDuration::from_mins(3);
const PACE: &str = "5";

/// The feature's pages, in both languages.
pub fn router() -> Router<Shared> {
    Router::new()
        .route("/thanh-toan/ket-qua", get(result))
        .route("/thanh-toan/{reference}", post(pay))
        .route("/bien-lai/{series}/{year}/{number}", get(receipt))
}

/// What gateways call by themselves: each kind at the address that it names.
pub fn callbacks() -> Router<Shared> {
    KINDS.iter().fold(Router::new(), |router, kind| {
        let method = match kind.callback.method {
            CallbackMethod::Get => MethodFilter::GET,
            CallbackMethod::Post => MethodFilter::POST,
        };
        let handler =
            |State(app): State<Shared>, RawQuery(query): RawQuery, body: Bytes| callback(app, kind, query, body);
        router.route(kind.callback.path, on(method, handler))
    })
}

async fn pay(State(app): State<Shared>, visitor: Visitor, Path(reference): Path<String>, typed: Typed) -> Outcome {
    let lang = visitor.lang;
    let actor = visitor.actor()?;
    let gateway = Some(typed.text("gateway")).filter(|name| !name.is_empty());
    let started = payment::start(&app.portal, actor, &reference, gateway, language(lang), visitor.address).await;
    match started {
        Ok(Start::Pay(address)) => Ok(Redirect::to(&address).into_response()),
        Ok(Start::Choose) => {
            let frame = visitor.private(&app, "/ho-so", t!(lang, "payment.choose"));
            let ways = ways(&app, lang);
            Ok(page(&frame, || choose::page(lang, &reference, &ways)))
        }
        Err(AppError::Unavailable("payment")) => {
            let frame = visitor.private(&app, "/ho-so", t!(lang, "payment.unavailable"));
            let others = app.portal.gateways.payment.all().len() > 1;
            Ok(page_with(StatusCode::SERVICE_UNAVAILABLE, &frame, || unavailable::page(lang, &reference, others)))
        }
        // Paid meanwhile, in another tab: the dossier says so.
        Err(AppError::Conflict("nothing_owed")) => {
            Ok(Redirect::to(&lang.path(&format!("/ho-so/{reference}"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn language(lang: Lang) -> PayLanguage {
    match lang {
        Lang::Vi => PayLanguage::Vietnamese,
        Lang::En => PayLanguage::English,
    }
}

fn ways(app: &Shared, lang: Lang) -> Vec<Way> {
    let providers = app.portal.gateways.payment.all().iter();
    let way = |title: &str, gateway: &str| Way { gateway: gateway.to_owned(), title: title.to_owned() };
    providers.map(|provider| way(provider.kind.title.in_language(language(lang)), &provider.name)).collect()
}

/// Always 200: the gateway reads the code in the body.
async fn callback(app: Shared, kind: &Kind, query: Option<String>, body: Bytes) -> Json<Value> {
    let callback = Callback { query: query.as_deref().unwrap_or_default(), body: &body };
    Json(payment::hear(&app.portal, kind, &callback).await)
}

/// Nothing in the address is believed: it only says which order to look up, and the order is shown to its owner alone.
async fn result(State(app): State<Shared>, visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let query = query.unwrap_or_default();
    // Our own links name it as we do, each gateway in its own way.
    let names = |name: &str| name == result_view::ORDER || KINDS.iter().any(|kind| kind.return_parameter == name);
    let named = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| names(name))
        .map(|(_, value)| value.into_owned());
    let standing = match &visitor.actor {
        Some(actor) => payment::standing(&app.portal, actor, named.as_deref()).await?,
        None => None,
    };
    let receipt = match &standing {
        Some(standing) => receipt_of(&app, standing).await?,
        None => None,
    };
    let model = standing.as_ref().map(|standing| model(standing, receipt));
    let lang = visitor.lang;
    let frame = visitor.private(&app, "/thanh-toan/ket-qua", t!(lang, "payment.title")).place(Place::MyDossiers);
    let mut response = page(&frame, || result_view::page(lang, model.as_ref()));
    if let Some(standing) = standing {
        look_again(&app, &standing, &mut response);
    }
    Ok(response)
}

/// Whoever waits sees the result without a script: the browser comes back by itself, for some minutes.
fn look_again(app: &Shared, standing: &Standing, response: &mut Response) {
    let age = app.portal.clock.now().duration_since(standing.order.created_at);
    if standing.order.state == OrderState::Open && age < LOOKS_AGAIN {
        let name = HeaderName::from_static("refresh");
        response.headers_mut().insert(name, HeaderValue::from_static(PACE));
    }
}

async fn receipt_of(app: &Shared, standing: &Standing) -> Outcome<Option<String>> {
    let mut tx = app.portal.db.read().await?;
    let receipts = payment::store::receipts_of(&mut tx, &standing.dossier.id).await?;
    tx.commit().await?;
    let order = standing.order.id.as_str();
    let found =
        receipts.iter().find(|receipt| receipt.order_id.as_deref() == Some(order) && receipt.replaced_by.is_none());
    Ok(found.map(|receipt| receipt_path(&receipt.number)))
}

/// The address of a receipt, without its language.
pub fn receipt_path(number: &ReceiptNumber) -> String {
    let ReceiptNumber { series, year, number } = number;
    format!("/bien-lai/{series}/{year}/{number}")
}

fn model(standing: &Standing, receipt: Option<String>) -> Payment {
    let order = &standing.order;
    Payment {
        known: match order.state {
            OrderState::Open => Known::Waiting,
            OrderState::Paid => Known::Paid,
            OrderState::Failed => Known::Failed,
            OrderState::Cancelled => Known::Cancelled,
            OrderState::Expired => Known::Expired,
            OrderState::Surplus => Known::Surplus,
        },
        dossier: standing.dossier.public_name().to_owned(),
        order: order.reference.clone(),
        amount: order.amount,
        why: order.failure,
        receipt,
        owed: !standing.dossier.facts.owed().is_zero(),
    }
}

/// `GET /bien-lai/{series}/{year}/{number}`, and its file with `.pdf` behind it.
async fn receipt(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((series, year, number)): Path<(String, i64, String)>,
) -> Outcome {
    let (number, wants_file) = split_ending(&number);
    let number = ReceiptNumber { number: number.parse().map_err(|_| AppError::NotFound)?, series, year };
    let actor = visitor.actor()?;
    let receipt = payment::receipt(&app.portal, actor, &number).await?;
    let officer = {
        let mut tx = app.portal.db.read().await?;
        let dossier = backend::dossier::readable(&mut tx, actor, &receipt.dossier_id).await?;
        tx.commit().await?;
        !dossier.is_of(actor)
    };
    let dossier = receipt.body.dossier.clone();
    let paper = receipt_paper(receipt);
    if wants_file {
        return as_file(paper).await;
    }
    let lang = visitor.lang;
    let (place, above) = if officer {
        (Place::Office, (case_path(&dossier), dossier))
    } else {
        (Place::MyDossiers, (format!("/ho-so/{dossier}"), dossier))
    };
    let path = receipt_path(&number);
    let shown = PaperPage { paper, above: vec![above], pdf: format!("{path}.pdf") };
    let frame = visitor.private(&app, path, t!(lang, "payment.receipt_title")).place(place);
    Ok(page(&frame, || paper_view::page(lang, &shown)))
}

fn receipt_paper(receipt: Receipt) -> Paper {
    let paid_at = local(receipt.paid_at());
    let body = receipt.body;
    let replaces = receipt.replaces.as_ref().zip(body.correction);
    papers::receipt(&papers::Receipt {
        series: receipt.number.series,
        year: receipt.number.year,
        number: receipt.number.number,
        agency: body.agency,
        agency_address: body.agency_address,
        payer: body.payer,
        dossier: body.dossier,
        service: body.service,
        lines: body.lines.into_iter().map(|line| (line.name, line.amount)).collect(),
        amount: receipt.amount,
        online: body.by == PaidBy::Online,
        at: local(receipt.issued_at),
        replaces: replaces.map(|(old, why)| papers::Replaces {
            number: said(old),
            reason: why.reason,
            recorded_by: why.recorded_by,
            paid_at,
        }),
        replaced_by: receipt.replaced_by.as_ref().map(said),
    })
}

/// A receipt's number as another receipt names it.
fn said(number: &ReceiptNumber) -> String {
    let ReceiptNumber { series, year, number } = number;
    format!("{series}/{year}, số {number:08}")
}

#[cfg(test)]
mod tests;
