//! Paying: to the gateway and back, the gateway's callback, receipts.

use app::{
    desk::case_path,
    papers::{self, Paper, page as paper_view, page::PaperPage},
    payment::{
        result::{self as result_view, Known, Payment, Why},
        unavailable,
    },
    shell::Place,
    t,
    words::Lang,
};
use axum::{
    Json, Router,
    extract::{Path, RawQuery, State},
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
    routing::{get, post},
};
use backend::{
    clock::local,
    dossier::{PaidBy, ReceiptNumber},
    error::AppError,
    gateway::payment::{IpnBody, PayLanguage, ResponseCode},
    payment::{self, OrderState, Receipt, Standing},
};
use jiff::SignedDuration;

use crate::{
    pages::{page, page_with},
    papers::{as_file, split_ending},
    web::{Outcome, Shared, Visitor},
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

/// What the gateway calls by itself.
pub fn callbacks() -> Router<Shared> {
    Router::new().route("/thanh-toan/ipn", get(callback))
}

async fn pay(State(app): State<Shared>, visitor: Visitor, Path(reference): Path<String>) -> Outcome {
    let language = match visitor.lang {
        Lang::Vi => PayLanguage::Vietnamese,
        Lang::En => PayLanguage::English,
    };
    let actor = visitor.actor()?;
    let started = payment::start(&app.portal, actor, &reference, language, visitor.address).await;
    match started {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(AppError::Unavailable("payment")) => {
            let title = t!(visitor.lang, "payment.unavailable");
            let frame = visitor.private(&app, "/ho-so", title);
            let lang = visitor.lang;
            Ok(page_with(StatusCode::SERVICE_UNAVAILABLE, &frame, || unavailable::page(lang, &reference)))
        }
        // Paid meanwhile, in another tab: the dossier says so.
        Err(AppError::Conflict("nothing_owed")) => {
            Ok(Redirect::to(&visitor.lang.path(&format!("/ho-so/{reference}"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Always 200: the gateway reads the code in the body.
async fn callback(State(app): State<Shared>, RawQuery(query): RawQuery) -> Json<IpnBody> {
    let answer = payment::hear(&app.portal, query.as_deref().unwrap_or_default()).await;
    Json(answer.body())
}

/// Nothing in the address is believed: it only says which order to look up, and the order is shown to its owner alone.
async fn result(State(app): State<Shared>, visitor: Visitor, RawQuery(query): RawQuery) -> Outcome {
    let query = query.unwrap_or_default();
    let named = url::form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "vnp_TxnRef")
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
        why: order.response_code.as_deref().and_then(why),
        receipt,
        owed: !standing.dossier.facts.owed().is_zero(),
    }
}

fn why(code: &str) -> Option<Why> {
    Some(match ResponseCode::parse(code) {
        ResponseCode::InsufficientFunds | ResponseCode::LimitExceeded => Why::Funds,
        ResponseCode::TimedOut => Why::Time,
        ResponseCode::AuthenticationFailed | ResponseCode::WrongOtp | ResponseCode::WrongPassword => Why::Code,
        ResponseCode::NotRegistered | ResponseCode::AccountLocked => Why::Account,
        ResponseCode::BankMaintenance => Why::Bank,
        _ => return None,
    })
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
