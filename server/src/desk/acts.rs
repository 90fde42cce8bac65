//! POST: an officer's act. 303 to the dossier when it is done; else the dossier's page with what was typed: 422 with
//! errors at the fields, 409 with what changed meanwhile.

use std::collections::BTreeMap;

use app::desk::{acts::of_slug, case::CaseNotice};
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{
    desk::{self, Acted, AskedPayment, Order, TypedAcceptance, TypedFinding, finding_fields},
    error::{AppError, FieldErrors},
};
use domain::{dossier::Act, groups::ApplicantGroup};

use super::case::{Shown, render};
use crate::web::{
    Outcome, Shared, Visitor,
    form::{self, Typed},
};

/// Fields for items that are asked for; more are not read.
const ITEMS: usize = 20;

/// Does what the form says.
pub async fn act(
    State(app): State<Shared>,
    visitor: Visitor,
    Path((name, slug)): Path<(String, String)>,
    typed: Typed,
) -> Outcome {
    let act = of_slug(&slug).ok_or(AppError::NotFound)?;
    carry_out(&app, &visitor, &name, act, &typed, FieldErrors::default()).await
}

/// Carries an act out, unless something is wrong with its files already.
pub async fn carry_out(
    app: &Shared,
    visitor: &Visitor,
    name: &str,
    act: Act,
    typed: &Typed,
    wrong: FieldErrors,
) -> Outcome {
    let actor = visitor.officer()?;
    let order = order(act, typed).ok_or(AppError::NotFound)?;
    let expected: i64 = typed.text("expected").parse().unwrap_or_default();
    let outcome = match wrong.into_result() {
        Ok(()) => desk::act(&app.portal, actor, name, expected, &order).await,
        Err(wrong) => Err(wrong),
    };
    let (shown, status) = match outcome {
        Ok(Acted::Done(dossier)) => {
            let path = format!("{}?xong=1", app::desk::case_path(dossier.public_name()));
            return Ok(form::see_other(visitor.lang, &path));
        }
        Ok(Acted::Moved) | Err(AppError::Conflict(_)) => {
            let shown = Shown {
                form: Some((order.act(), typed.state())),
                notice: Some(CaseNotice::Moved),
                seen: Some(expected),
                ..Shown::default()
            };
            (shown, StatusCode::CONFLICT)
        }
        Err(error) => {
            let form = form::rejected(visitor.lang, typed, error)?;
            let shown = Shown { form: Some((order.act(), form)), ..Shown::default() };
            (shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let case = desk::case(&app.portal, actor, name).await?;
    render(app, visitor, &case, shown, status)
}

/// What was found about each group that the form asks about.
fn findings(typed: &Typed) -> BTreeMap<ApplicantGroup, TypedFinding> {
    let asked = ApplicantGroup::ALL.iter().map(|group| {
        let [finding, number, reason] = finding_fields(*group).map(|field| typed.text(&field).to_owned());
        let typed = TypedFinding { finding, number, reason };
        (*group, typed)
    });
    asked.collect()
}

/// The order that a form gives.
fn order(act: Act, typed: &Typed) -> Option<Order> {
    let text = |name: &str| typed.text(name).to_owned();
    Some(match act {
        Act::Accept => Order::Accept(TypedAcceptance { due: text("due"), findings: findings(typed) }),
        Act::AskSupplement => Order::AskSupplement {
            items: (1..=ITEMS).map(|n| text(&format!("item-{n}"))).collect(),
            until: text("until"),
            guidance: text("guidance"),
        },
        Act::AskPayment => Order::AskPayment(AskedPayment {
            kind: text("pay_kind"),
            name: text("pay_name"),
            amount: text("pay_amount"),
            until: text("pay_until"),
            reason: text("pay_reason"),
            legal_ground: text("pay_ground"),
        }),
        Act::Apologise => Order::Apologise { until: text("new_date"), reason: text("apology_reason") },
        Act::Lapse => Order::Lapse { reason: text("reason"), legal_ground: text("legal_ground") },
        Act::Refuse => Order::Refuse { reason: text("reason"), legal_ground: text("legal_ground") },
        Act::Start => Order::Start,
        Act::Finish => Order::Finish { outcome: text("outcome"), note: text("note") },
        Act::HandOver => Order::HandOver {
            taken_by: text("taken_by"),
            way: text("way"),
            authorisation: text("authorisation"),
            shipment: text("shipment"),
        },
        Act::Stop => {
            Order::Stop { reason: text("reason"), legal_ground: text("legal_ground"), guidance: text("stop_guidance") }
        }
        Act::Correct => Order::Correct { reason: text("reason") },
        Act::Supply | Act::Pay | Act::Withdraw => return None,
    })
}
