//! A wrong receipt is replaced, never changed or deleted: the new one has the next number and says which it replaces.

use domain::text::{clean, clean_lines};
use jiff::Timestamp;

use super::{
    Receipt,
    receipt::{Correction, line},
    store,
};
use crate::{
    Portal,
    actor::Actor,
    catalogue,
    clock::local,
    db::Tx,
    dossier::{self, Dossier, Event, ReceiptNumber, Who, must_be_impartial},
    error::{AppError, FieldErrors},
    write_tx,
};

/// Characters of a payer's name.
const MOST_PAYER: usize = 200;
/// Characters of a reason.
const MOST_REASON: usize = 1000;

/// What is to be set right, as typed.
#[derive(Clone, Debug, Default)]
pub struct NewReceipt {
    /// The one that is wrong.
    pub wrong: Option<ReceiptNumber>,
    /// Who paid.
    pub payer: String,
    /// Why it is replaced.
    pub reason: String,
}

/// An officer replaces a receipt: because it names somebody wrong, or after a part of the money went back. The new one
/// says what of the money still stands.
///
/// # Errors
/// [`AppError::NotFound`] where the dossier is another agency's, [`AppError::Forbidden`] or [`AppError::Conflict`]
/// (`helped`) for one's own; [`AppError::Invalid`] at `receipt`, `payer` or `receipt_reason`;
/// [`AppError::Conflict`] (`receipt_replaced`) where another one stands in its place already.
pub async fn replace_receipt(
    portal: &Portal,
    officer: &Actor,
    dossier_id: &str,
    new: &NewReceipt,
) -> Result<Receipt, AppError> {
    let (wrong, payer, reason) = read(new)?;
    let now = portal.clock.now();
    let replaced = write_tx!(&portal.db, |tx| {
        let dossier = dossier::store::by_id(tx, dossier_id).await?.ok_or(AppError::NotFound)?;
        let who = Who::officer(&officer.account_id, dossier.desk_of(officer)?);
        must_be_impartial(tx, officer, &dossier).await?;
        let receipt = store::receipt(tx, &wrong).await?;
        let receipt = receipt
            .filter(|receipt| receipt.dossier_id == dossier.id)
            .ok_or_else(|| AppError::field("receipt", "choose"))?;
        let correction = Correction {
            reason: reason.clone(),
            recorded_by: officer.person.full_name.clone(),
            paid_at: receipt.paid_at(),
        };
        let new = corrected(tx, &dossier, &receipt, &payer, correction, now).await?;
        store::insert_receipt(tx, &new).await?;
        let event = Event::ReceiptReplaced {
            old: wrong.clone(),
            new: new.number.clone(),
            order_id: new.order_id.clone(),
            amount: new.amount,
            reason: reason.clone(),
        };
        dossier::record(tx, dossier, &who, event, now).await?;
        Ok(new)
    });
    match replaced {
        Err(error) if error.is_duplicate() => Err(AppError::Conflict("receipt_replaced")),
        other => other,
    }
}

fn read(new: &NewReceipt) -> Result<(ReceiptNumber, String, String), AppError> {
    let mut errors = FieldErrors::default();
    let mut words = |field: &str, text: &str, most: usize| {
        if text.is_empty() {
            errors.add(field, "required");
        } else if text.chars().count() > most {
            errors.add(field, "too_long");
        }
    };
    let (payer, reason) = (clean(&new.payer), clean_lines(&new.reason));
    words("payer", &payer, MOST_PAYER);
    words("receipt_reason", &reason, MOST_REASON);
    let Some(wrong) = new.wrong.clone() else {
        errors.add("receipt", "choose");
        return Err(AppError::Invalid(errors));
    };
    errors.into_result()?;
    Ok((wrong, payer, reason))
}

/// The receipt that stands in the place of another, with the next number of this year.
async fn corrected(
    tx: &mut Tx,
    dossier: &Dossier,
    wrong: &Receipt,
    payer: &str,
    correction: Correction,
    now: Timestamp,
) -> Result<Receipt, AppError> {
    let payments = &dossier.facts.payments;
    let payment = payments.iter().find(|payment| payment.receipt == wrong.number);
    let payment = payment.ok_or(AppError::Conflict("receipt_replaced"))?;
    let amount = payment.amount();
    if amount.is_zero() {
        // All of it went back: there is nothing to give a receipt for.
        return Err(AppError::field("receipt", "all_returned"));
    }
    if payer == wrong.body.payer && amount == wrong.amount {
        return Err(AppError::field("payer", "receipt_same"));
    }
    let agency = catalogue::store::agency(tx, &dossier.agency_id).await?;
    let agency = agency.ok_or_else(|| AppError::Internal("a dossier without its agency".into()))?;
    let year = i64::from(local(now).year());
    let number =
        ReceiptNumber { number: store::next_receipt(tx, &agency.code, year).await?, series: agency.code, year };
    let mut body = wrong.body.clone();
    payer.clone_into(&mut body.payer);
    dossier.public_name().clone_into(&mut body.dossier);
    body.lines = payment.lines.iter().cloned().map(line).collect();
    body.correction = Some(correction);
    Ok(Receipt {
        number,
        dossier_id: dossier.id.clone(),
        order_id: wrong.order_id.clone(),
        amount,
        issued_at: now,
        body,
        replaces: Some(wrong.number.clone()),
        replaced_by: None,
    })
}

impl Receipt {
    /// When the money was taken.
    pub fn paid_at(&self) -> Timestamp {
        let correction = self.body.correction.as_ref();
        correction.map_or(self.issued_at, |correction| correction.paid_at)
    }
}
