//! The officers' desk: the queue of an agency's dossiers, one dossier with all that is known of it, and the acts that
//! carry it to its result.
//!
//! Every entry asks whether the actor works at the dossier's agency; for everybody else there is no such dossier. An
//! act names the log's number that its page showed: of two officers who act at once, one is told what changed.
//!
//! How to add an act: a variant of [`Order`] with its fields, its checks in `order.rs`, its event in `act.rs`. Work
//! that stays inside the agency stands in `inside.rs`.

mod acceptance;
mod act;
mod board;
mod case;
mod inside;
mod intake;
mod order;
mod queue;
mod result;
pub mod store;
mod terms;
#[cfg(test)]
mod tests;
mod warnings;

pub use acceptance::{TypedAcceptance, TypedFinding, finding_fields};
pub use act::{Acted, act};
pub use board::{Board, TaskFilter};
pub use case::{Case, Preview, case};
pub use inside::{Inside, inside};
pub use intake::{Counter, counter, counter_services, fields as intake_fields, intake};
pub use order::{AskedPayment, Order};
pub use queue::{Cursor, Filter, PAGE, Queue, QueueRow, Tally, Urgency, queue};
pub use result::{ResultUpload, begin_result, remove_result};

use domain::dossier::Act;

use crate::{actor::Actor, db::Tx, dossier, dossier::Dossier, error::AppError};

/// What an officer can do with a dossier, the usual next act first; the rest is the applicant's, or follows by itself.
pub const OFFICER_ACTS: [Act; 11] = [
    Act::Accept,
    Act::Start,
    Act::Finish,
    Act::HandOver,
    Act::AskSupplement,
    Act::AskPayment,
    Act::Apologise,
    Act::Refuse,
    Act::Lapse,
    Act::Stop,
    Act::Correct,
];

/// The dossier of this reference or code, if the actor works at a desk where it lies: its agency's, or that of the
/// agency to which it was handed over.
async fn own(tx: &mut Tx, actor: &Actor, name: &str) -> Result<Dossier, AppError> {
    let dossier = dossier::store::by_public_name(tx, name).await?;
    let dossier = dossier.ok_or(AppError::NotFound)?;
    dossier.desk_of(actor)?;
    Ok(dossier)
}
