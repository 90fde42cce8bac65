//! Electronic receipts (biên lai điện tử; Nghị định 254/2026, Điều 23-24): numbered from 1 each year without gaps.

use domain::money::Dong;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency},
    clock::local,
    db::Tx,
    dossier::{self, Dossier, PaidBy, PaidLine, ReceiptNumber},
    error::AppError,
};

/// A fee on a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptLine {
    /// Its name.
    pub name: String,
    /// How much of it was paid with this receipt.
    pub amount: Dong,
}

/// What a receipt says beside its number; fixed when it is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptBody {
    /// Who collects.
    pub agency: String,
    /// Where they are.
    pub agency_address: Option<String>,
    /// For which service.
    pub service: String,
    /// The dossier, as it was called then.
    pub dossier: String,
    /// Who pays.
    pub payer: String,
    /// Fee by fee.
    pub lines: Vec<ReceiptLine>,
    /// How.
    pub by: PaidBy,
    /// Why it stands in the place of another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
}

/// Why a receipt stands in the place of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by: String,
    /// When the money was taken.
    pub paid_at: Timestamp,
}

/// A receipt.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Series, year and number.
    pub number: ReceiptNumber,
    /// Whose dossier.
    pub dossier_id: String,
    /// Which order; none for cash.
    pub order_id: Option<String>,
    /// In all.
    pub amount: Dong,
    /// When it was issued: when the money was taken, unless it replaces another.
    pub issued_at: Timestamp,
    /// What it says.
    pub body: ReceiptBody,
    /// The one in whose place it stands.
    pub replaces: Option<ReceiptNumber>,
    /// The one that stands in its place.
    pub replaced_by: Option<ReceiptNumber>,
}

/// Issues a receipt for money that is taken in the same transaction; `dossier` as it was before.
pub(super) async fn issue(
    tx: &mut Tx,
    dossier: &Dossier,
    order_id: Option<&str>,
    amount: Dong,
    by: PaidBy,
    now: Timestamp,
) -> Result<ReceiptNumber, AppError> {
    let lost = || AppError::Internal("a dossier without its agency or version".into());
    let agency = catalogue::store::agency(tx, &dossier.agency_id).await?;
    let agency = agency.ok_or_else(lost)?;
    let version = catalogue::store::version(tx, &dossier.version_id).await?;
    let version = version.ok_or_else(lost)?;
    let year = i64::from(local(now).year());
    // Each collecting agency has its own series.
    let number =
        ReceiptNumber { number: store::next_receipt(tx, &agency.code, year).await?, series: agency.code.clone(), year };
    let service = &version.procedure.name.vi;
    let receipt = draw_up(dossier, &agency, service, number, order_id, amount, by, now);
    store::insert_receipt(tx, &receipt).await?;
    Ok(receipt.number)
}

/// What a receipt says; `dossier` as it was before the money came.
#[expect(
    clippy::too_many_arguments,
    reason = "each is a line of the receipt; a struct of them would be the receipt itself"
)]
pub fn draw_up(
    dossier: &Dossier,
    agency: &Agency,
    service: &str,
    number: ReceiptNumber,
    order_id: Option<&str>,
    amount: Dong,
    by: PaidBy,
    now: Timestamp,
) -> Receipt {
    let payer = dossier.body.filer.as_ref();
    Receipt {
        number,
        dossier_id: dossier.id.clone(),
        order_id: order_id.map(str::to_owned),
        amount,
        issued_at: now,
        body: ReceiptBody {
            agency: agency.name.clone(),
            agency_address: agency.address.clone(),
            service: service.to_owned(),
            dossier: dossier.public_name().to_owned(),
            payer: payer.unwrap_or(&dossier.body.applicant).full_name.clone(),
            lines: dossier.facts.allot(amount).into_iter().map(line).collect(),
            by,
            correction: None,
        },
        replaces: None,
        replaced_by: None,
    }
}

/// What was paid of a fee, as a receipt says it.
pub(super) fn line(paid: PaidLine) -> ReceiptLine {
    ReceiptLine { name: paid.name, amount: paid.amount }
}

/// A receipt, for whoever filed the dossier and for the officers of its agency.
///
/// # Errors
/// [`AppError::NotFound`] for everybody else.
pub async fn receipt(portal: &Portal, actor: &Actor, number: &ReceiptNumber) -> Result<Receipt, AppError> {
    let mut tx = portal.db.read().await?;
    let receipt = store::receipt(&mut tx, number).await?;
    let receipt = receipt.ok_or(AppError::NotFound)?;
    dossier::readable(&mut tx, actor, &receipt.dossier_id).await?;
    tx.commit().await?;
    Ok(receipt)
}
