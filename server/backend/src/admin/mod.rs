//! What runs the portal, at a glance, for its administrators.

mod store;

use domain::{calendar::CalendarDay, money::Dong};
use jiff::Timestamp;

use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Agency},
    error::AppError,
    search::{self, Miss},
};

/// Somebody with a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// What they sign in with.
    pub login: String,
    /// Their name.
    pub name: String,
    /// In which role.
    pub role: RoleKind,
    /// At which agency, if bound to one.
    pub agency: Option<String>,
}

/// Messages that have not arrived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxState {
    /// Waiting for their next try.
    pub waiting: i64,
    /// Given up after many tries.
    pub given_up: i64,
}

/// Money that must go back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRefund {
    /// Of which dossier.
    pub dossier: String,
    /// How much.
    pub amount: Dong,
    /// As [`Event::RefundQueued`](crate::dossier::Event::RefundQueued) has it.
    pub reason: String,
    /// To be given at the agency's counter.
    pub at_counter: bool,
    /// The gateway refuses it: somebody must look.
    pub stuck: bool,
    /// Since when.
    pub at: Timestamp,
}

/// Dossiers that are listed one by one.
const MOST_LATE: i64 = 20;

/// How many dossiers of an agency are late, or were brought before its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateAt {
    /// The agency's id.
    pub agency_id: String,
    /// Its name.
    pub agency: String,
    /// Past the date told to the applicant, or the law's.
    pub late: i64,
    /// Of those, past the law's.
    pub by_law: i64,
    /// Brought before the head.
    pub escalated: i64,
}

/// A dossier that is late, or was brought before the head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateDossier {
    /// Code or reference.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// The service's name.
    pub service: String,
    /// When it was due, where the desk has something to do by then.
    pub due: Option<Timestamp>,
    /// Past the law's date.
    pub by_law: bool,
    /// Brought before the head.
    pub escalated: bool,
}

/// All of it.
#[derive(Clone, Debug)]
pub struct Glance {
    /// What is late or escalated, agency by agency, the most first.
    pub late: Vec<LateAt>,
    /// The first of them, the longest due first.
    pub late_dossiers: Vec<LateDossier>,
    /// The agencies of today.
    pub agencies: Vec<Agency>,
    /// Who has a role.
    pub staff: Vec<Staff>,
    /// Days off and make-up days from today on.
    pub days: Vec<CalendarDay>,
    /// Messages that have not arrived.
    pub outbox: OutboxState,
    /// Refunds that are not done.
    pub refunds: Vec<OpenRefund>,
    /// What people searched for and did not find.
    pub misses: Vec<Miss>,
}

/// What an administrator sees first.
///
/// # Errors
/// [`AppError::Forbidden`] to anybody else.
pub async fn glance(portal: &Portal, actor: &Actor) -> Result<Glance, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let today = portal.clock.today();
    let mut tx = portal.db.read().await?;
    let mut agencies = catalogue::store::agencies(&mut tx).await?;
    agencies.retain(|agency| agency.valid_to.is_none_or(|last| last >= today));
    let staff = store::staff(&mut tx, today).await?;
    let outbox = store::outbox_state(&mut tx).await?;
    let refunds = store::open_refunds(&mut tx).await?;
    let late = store::late_at(&mut tx).await?;
    let late_dossiers = store::late_dossiers(&mut tx, MOST_LATE).await?;
    let days = crate::policy::days_from(&mut tx, today).await?;
    let misses = search::misses(&mut tx, today).await?;
    tx.commit().await?;
    Ok(Glance { late, late_dossiers, agencies, staff, days, outbox, refunds, misses })
}
