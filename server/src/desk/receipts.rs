//! POST: another receipt in the place of a wrong one. 303 to the new one; else the dossier with what was typed.

use app::desk::case::CaseNotice;
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use backend::{
    desk,
    dossier::ReceiptNumber,
    error::AppError,
    payment::{self, NewReceipt},
};

use super::case::{Shown, render};
use crate::{
    payment::receipt_path,
    web::{
        Outcome, Shared, Visitor,
        form::{self, Typed, see_other},
    },
};

/// A receipt's number as the form sends it.
pub fn receipt_key(number: &ReceiptNumber) -> String {
    let ReceiptNumber { series, year, number } = number;
    format!("{series}/{year}/{number}")
}

fn read_key(text: &str) -> Option<ReceiptNumber> {
    let mut parts = text.splitn(3, '/');
    Some(ReceiptNumber {
        series: parts.next()?.to_owned(),
        year: parts.next()?.parse().ok()?,
        number: parts.next()?.parse().ok()?,
    })
}

/// Replaces a receipt.
pub async fn replace(State(app): State<Shared>, visitor: Visitor, Path(name): Path<String>, typed: Typed) -> Outcome {
    let actor = visitor.officer()?;
    let case = desk::case(&app.portal, actor, &name).await?;
    let new = NewReceipt {
        wrong: read_key(typed.text("receipt")),
        payer: typed.text("payer").to_owned(),
        reason: typed.text("receipt_reason").to_owned(),
    };
    let (shown, status) = match payment::replace_receipt(&app.portal, actor, &case.dossier.id, &new).await {
        Ok(receipt) => return Ok(see_other(visitor.lang, &receipt_path(&receipt.number))),
        Err(AppError::Conflict("receipt_replaced" | "state_moved")) => {
            let shown =
                Shown { notice: Some(CaseNotice::Moved), seen: Some(case.dossier.last_event), ..Shown::default() };
            (shown, StatusCode::CONFLICT)
        }
        Err(error) => {
            let shown = Shown { receipt: Some(form::rejected(visitor.lang, &typed, error)?), ..Shown::default() };
            (shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
    };
    let fresh = desk::case(&app.portal, actor, &name).await?;
    render(&app, &visitor, &fresh, shown, status)
}
