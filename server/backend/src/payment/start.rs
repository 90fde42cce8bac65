//! Sends somebody to the gateway with what they owe.

use std::net::IpAddr;

use domain::{money::Dong, procedure::Procedure};
use jiff::{SignedDuration, Timestamp};

use super::{Order, OrderState, outside, store};
use crate::{
    Portal,
    actor::Actor,
    catalogue,
    clock::{local, random_bytes},
    db::new_id,
    dossier::{self, Dossier},
    error::AppError,
    gateway::payment::{PayLanguage, PayRequest, PaymentGateway},
    policy, write_tx,
};

/// An order that ends sooner than this is not offered again: nobody types a card number in less.
const LEAST_TIME: SignedDuration = SignedDuration::from_mins(3);
/// How often two clicks at once may get into each other's way.
const DRAWS: u32 = 3;

/// The gateway's address for what the actor's dossier owes now. An order that is still open for the same amount is
/// used again, so that five clicks make one order.
///
/// # Errors
/// [`AppError::NotFound`] where the dossier is somebody else's, [`AppError::Conflict`] (`nothing_owed`, or
/// `pay_at_counter` where a fee of it cannot be paid online),
/// [`AppError::Unavailable`] (`payment`) where there is no gateway; then nothing was changed.
pub async fn start(
    portal: &Portal,
    actor: &Actor,
    dossier_name: &str,
    language: PayLanguage,
    payer_ip: IpAddr,
) -> Result<String, AppError> {
    let gateway = portal.gateways.payment().map_err(|e| outside(&e))?;
    let now = portal.clock.now();
    let mut draws = 0;
    loop {
        let outcome = write_tx!(&portal.db, |tx| {
            let dossier = dossier::own(tx, actor, dossier_name).await?;
            let owed = dossier.facts.owed();
            if owed.is_zero() {
                return Err(AppError::Conflict("nothing_owed"));
            }
            let version = catalogue::store::version(tx, &dossier.version_id).await?;
            if version.is_some_and(|version| is_at_counter(&dossier, &version.procedure)) {
                return Err(AppError::Conflict("pay_at_counter"));
            }
            if let Some(open) = store::open_order(tx, &dossier.id).await? {
                if open.amount == owed && open.expires_at.duration_since(now) >= LEAST_TIME {
                    return Ok(open.address);
                }
                store::decide(tx, &open.id, OrderState::Expired, None, None, now).await?;
            }
            let rules = policy::rules(portal, tx).await?;
            let minutes = rules.rule("payment_minutes", local(now).date())?;
            let order = order(minutes, gateway, &dossier, owed, language, payer_ip, now)?;
            store::insert_order(tx, &order).await?;
            Ok(order.address)
        });
        match outcome {
            // Another click made the order a moment ago: the next round finds it.
            Err(error) if error.is_duplicate() && draws < DRAWS => draws += 1,
            other => return other,
        }
    }
}

/// Whether a fee of the dossier cannot be paid online, as the version says under which it was filed.
pub fn is_at_counter(dossier: &Dossier, filed_under: &Procedure) -> bool {
    let counter = &filed_under.visits.counter_fees;
    let lines = dossier.facts.fee_lines();
    lines.iter().any(|line| !line.payable.is_zero() && counter.contains(&line.key))
}

fn order(
    minutes: i64,
    gateway: &dyn PaymentGateway,
    dossier: &Dossier,
    amount: Dong,
    language: PayLanguage,
    client_ip: IpAddr,
    now: Timestamp,
) -> Result<Order, AppError> {
    let request = PayRequest {
        reference: reference(),
        amount_dong: amount.get(),
        // The protocol allows no diacritics.
        info: format!("Phi, le phi ho so {}", dossier.public_name()),
        language,
        client_ip,
        created_at: now,
        expires_at: now + SignedDuration::from_mins(minutes),
    };
    let address = gateway.pay_url(&request).map_err(|e| outside(&e))?;
    Ok(Order {
        id: new_id(),
        reference: request.reference,
        dossier_id: dossier.id.clone(),
        amount,
        state: OrderState::Open,
        created_at: now,
        expires_at: request.expires_at,
        settled_at: None,
        checked_at: None,
        transaction_no: None,
        response_code: None,
        address: address.into(),
    })
}

/// `TT` and twelve characters (60 random bits) without those that are mistaken for one another.
fn reference() -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let random: [u8; 12] = random_bytes();
    let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    format!("TT{}", String::from_iter(letters))
}
