//! Sends somebody to a gateway with what they owe.
//!
//! In three steps, for a gateway may have to be asked: the order with its reference is stored; the gateway is asked,
//! outside of any transaction; the address that it gave is stored with the order. An order whose gateway said no, or
//! whose answer was lost, ends, and its reference is never used again. If the payer can pay it all the same, the
//! gateway's word is heard as any late success is.

use std::{net::IpAddr, sync::Arc, time::Duration};

use domain::{money::Dong, procedure::Procedure};
use jiff::{SignedDuration, Timestamp};

use super::{
    Order, OrderState,
    store::{self, Ending},
};
use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Version},
    clock::{local, random_bytes},
    db::{Tx, new_id},
    dossier::{self, Dossier},
    error::AppError,
    gateway::{
        GatewayError,
        payment::{Bill, BillLine, PayLanguage, PayRequest, Payer, Provider},
    },
    policy, write_tx,
};

/// An order that ends sooner than this is not offered again: nobody types a card number in less.
const LEAST_TIME: SignedDuration = SignedDuration::from_mins(3);
/// Longer than any gateway takes to begin a payment. Whoever began this one has gone away meanwhile.
const ABANDONED: SignedDuration = SignedDuration::from_secs(15);
/// Of two clicks at once the second looks this often, and at this pace, for the address that the first one gets.
const LOOKS: u32 = 60;
const PACE: Duration = Duration::from_millis(100);

/// What whoever wants to pay does next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Go to this address of the gateway.
    Pay(String),
    /// Say where to pay: there are several gateways.
    Choose,
}

/// The gateway's address for what the actor's dossier owes now. An order that is still open for the same amount at the
/// same gateway is used again, so that five clicks make one order. `provider` names the gateway where there are several.
///
/// # Errors
/// [`AppError::NotFound`] where the dossier is somebody else's, [`AppError::Conflict`] (`nothing_owed`, or
/// `pay_at_counter` where a fee of it cannot be paid online),
/// [`AppError::Unavailable`] (`payment`) where there is no gateway or it does not answer; then nothing is owed to it.
pub async fn start(
    portal: &Portal,
    actor: &Actor,
    dossier_name: &str,
    provider: Option<&str>,
    language: PayLanguage,
    payer_ip: IpAddr,
) -> Result<Start, AppError> {
    let unavailable = || AppError::Unavailable("payment");
    let provider = match (portal.gateways.payment.all(), provider) {
        ([], _) => return Err(unavailable()),
        ([only], None) => only,
        (_, None) => {
            let mut tx = portal.db.read().await?;
            payable(portal, &mut tx, actor, dossier_name).await?;
            tx.commit().await?;
            return Ok(Start::Choose);
        }
        (_, Some(name)) => portal.gateways.payment.named(name).ok_or_else(unavailable)?,
    };
    for _ in 0..LOOKS {
        match claim(portal, actor, dossier_name, provider, language, payer_ip).await? {
            Claim::Begun(address) => return Ok(Start::Pay(address)),
            Claim::Ours(order) => {
                if let Some(address) = begin(portal, provider, &order).await? {
                    return Ok(Start::Pay(address));
                }
            }
            Claim::BeingBegun => tokio::time::sleep(PACE).await,
        }
    }
    Err(unavailable())
}

/// The order that is to be paid.
enum Claim {
    /// It is open, and the gateway's address known.
    Begun(String),
    /// It is ours to begin.
    Ours(Box<NewOrder>),
    /// Another click is just asking the gateway.
    BeingBegun,
}

struct NewOrder {
    id: String,
    request: PayRequest,
}

/// Finds the open order or stores a new one, durable before any gateway hears of it.
async fn claim(
    portal: &Portal,
    actor: &Actor,
    dossier_name: &str,
    provider: &Provider,
    language: PayLanguage,
    payer_ip: IpAddr,
) -> Result<Claim, AppError> {
    let now = portal.clock.now();
    let outcome = write_tx!(&portal.db, |tx| {
        let (dossier, version, owed) = payable(portal, tx, actor, dossier_name).await?;
        if let Some(open) = store::open_order(tx, &dossier.id).await? {
            let fits = open.amount == owed
                && open.provider == provider.name
                && open.expires_at.duration_since(now) >= LEAST_TIME;
            if fits && !open.address.is_empty() {
                return Ok(Claim::Begun(open.address));
            }
            if fits && now.duration_since(open.created_at) < ABANDONED {
                return Ok(Claim::BeingBegun);
            }
            store::decide(tx, &open.id, OrderState::Expired, Ending::default(), now).await?;
        }
        let rules = policy::rules(portal, tx).await?;
        let minutes = rules.rule("payment_minutes", local(now).date())?;
        let request = PayRequest {
            reference: reference(),
            amount_dong: owed.get(),
            // Gateways allow no diacritics.
            info: format!("Phi, le phi ho so {}", dossier.public_name()),
            language,
            client_ip: payer_ip,
            created_at: now,
            expires_at: now + SignedDuration::from_mins(minutes),
            bill: bill(portal, tx, &dossier, &version.procedure, owed).await?,
        };
        let order = order(&request, provider, &dossier, owed, now);
        store::insert_order(tx, &order).await?;
        Ok(Claim::Ours(Box::new(NewOrder { id: order.id, request })))
    });
    match outcome {
        // Another click made the order a moment ago.
        Err(error) if error.is_duplicate() => Ok(Claim::BeingBegun),
        other => other,
    }
}

/// Asks the gateway; `None` where the order has ended meanwhile.
async fn begin(portal: &Portal, provider: &Provider, order: &NewOrder) -> Result<Option<String>, AppError> {
    match provider.client.begin(&order.request).await {
        Ok(address) => {
            let address = String::from(address);
            let noted = write_tx!(&portal.db, |tx| { store::begun(tx, &order.id, &address).await })?;
            Ok(noted.then_some(address))
        }
        Err(error) => {
            tracing::error!(order = order.request.reference, provider = provider.name, %error, "a payment has not begun");
            let now = portal.clock.now();
            write_tx!(&portal.db, |tx| { store::not_begun(tx, &order.id, now).await })?;
            Err(match error {
                GatewayError::Invalid { .. } => AppError::Internal(error.to_string()),
                _ => AppError::Unavailable("payment"),
            })
        }
    }
}

/// The actor's dossier with the version under which it was filed, and what it owes, where that can be paid online.
async fn payable(
    portal: &Portal,
    tx: &mut Tx,
    actor: &Actor,
    dossier_name: &str,
) -> Result<(Dossier, Arc<Version>, Dong), AppError> {
    let dossier = dossier::own(tx, actor, dossier_name).await?;
    let owed = dossier.facts.owed();
    if owed.is_zero() {
        return Err(AppError::Conflict("nothing_owed"));
    }
    let version = catalogue::version_of(portal, tx, &dossier.service_id, &dossier.version_id).await?;
    let version = version.ok_or_else(|| AppError::Internal("a dossier without its version".into()))?;
    if is_at_counter(&dossier, &version.procedure) {
        return Err(AppError::Conflict("pay_at_counter"));
    }
    Ok((dossier, version, owed))
}

/// Whether a fee of the dossier cannot be paid online, as the version says under which it was filed.
pub fn is_at_counter(dossier: &Dossier, filed_under: &Procedure) -> bool {
    let counter = &filed_under.visits.counter_fees;
    let lines = dossier.facts.fee_lines();
    lines.iter().any(|line| !line.payable.is_zero() && counter.contains(&line.key))
}

fn order(request: &PayRequest, provider: &Provider, dossier: &Dossier, amount: Dong, now: Timestamp) -> Order {
    Order {
        id: new_id(),
        reference: request.reference.clone(),
        provider: provider.name.clone(),
        dossier_id: dossier.id.clone(),
        amount,
        state: OrderState::Open,
        created_at: now,
        expires_at: request.expires_at,
        settled_at: None,
        checked_at: None,
        transaction_no: None,
        response_code: None,
        failure: None,
        address: String::new(),
    }
}

/// What is paid for, as the receipt will say it.
async fn bill(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &Dossier,
    procedure: &Procedure,
    owed: Dong,
) -> Result<Bill, AppError> {
    let agency = catalogue::agency(portal, tx, &dossier.agency_id).await?;
    let agency = agency.ok_or_else(|| AppError::Internal("a dossier without its agency".into()))?;
    let payer = dossier.body.filer.as_ref().unwrap_or(&dossier.body.applicant);
    let lines = dossier.facts.allot(owed).into_iter();
    Ok(Bill {
        dossier: dossier.public_name().to_owned(),
        service_code: procedure.code.to_string(),
        service_name: procedure.name.vi.clone(),
        agency_code: agency.code,
        agency_name: agency.name,
        payer: Payer {
            full_name: payer.full_name.clone(),
            personal_number: payer.personal_number.clone().unwrap_or_default(),
            address: payer.address.clone().unwrap_or_default(),
        },
        lines: lines.map(|line| BillLine { key: line.key, name: line.name, amount: line.amount }).collect(),
    })
}

/// `TT` and twelve characters (60 random bits) without those that are mistaken for one another.
fn reference() -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let random: [u8; 12] = random_bytes();
    let letters = random.map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    format!("TT{}", String::from_iter(letters))
}
