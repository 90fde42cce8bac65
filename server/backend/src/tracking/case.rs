//! One's own dossiers: all of them, and one with all that its filer may see.

use std::{collections::BTreeMap, sync::Arc};

use domain::{deadline::Course, dossier::StateCode, money::Dong, regime::Regime};
use jiff::Timestamp;

use crate::{
    Portal,
    actor::Actor,
    catalogue::{self, Agency, Version},
    clock::local,
    dossier::{
        self, Dossier, Entry,
        deadlines::course,
        store::{Attached, attachments},
    },
    error::AppError,
    filing,
    payment::{self, Order, OrderState, Receipt, Refund},
    policy,
};

/// How many of one's dossiers are listed.
const MOST_LISTED: i64 = 200;

/// One of one's dossiers.
#[derive(Clone, Debug)]
pub struct Mine {
    /// The dossier.
    pub dossier: Dossier,
    /// The version of the service under which it was filed.
    pub version: Arc<Version>,
    /// Who handles it.
    pub agency: Agency,
}

impl Mine {
    /// Waits for its filer: to pay, or to supply papers.
    pub fn needs_me(&self) -> bool {
        self.dossier.facts.owed() > Dong::ZERO || is_asked(&self.dossier)
    }
}

/// Whether its filer is asked for papers.
fn is_asked(dossier: &Dossier) -> bool {
    matches!(dossier.facts.state.code(), StateCode::Supplement | StateCode::IntakeSupplement)
}

/// What the actor filed, or what was filed for them: first what waits for them, then the newest.
///
/// # Errors
/// The database fails.
pub async fn mine(portal: &Portal, actor: &Actor) -> Result<Vec<Mine>, AppError> {
    let mut tx = portal.db.read().await?;
    let number = actor.person.personal_number.as_deref().filter(|_| actor.verified);
    let found = dossier::store::of_person(&mut tx, &actor.account_id, number, MOST_LISTED).await?;
    let mut mine = Vec::with_capacity(found.len());
    for dossier in found.into_iter().filter(|dossier| dossier.is_of(actor)) {
        let (agency, version) = dossier::place(portal, &mut tx, &dossier).await?;
        mine.push(Mine { dossier, version, agency });
    }
    tx.commit().await?;
    // The sort is stable: within each group the newest stay first.
    mine.sort_by_key(|one| !one.needs_me());
    Ok(mine)
}

/// A draft, to be taken up again.
#[derive(Clone, Debug)]
pub struct Begun {
    /// Its id.
    pub id: String,
    /// The service.
    pub service_id: String,
    /// The service's name.
    pub service: String,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// The actor's drafts, the one changed last first.
///
/// # Errors
/// The database fails.
pub async fn drafts(portal: &Portal, actor: &Actor) -> Result<Vec<Begun>, AppError> {
    let mut tx = portal.db.read().await?;
    let mut begun = Vec::new();
    for draft in filing::store::drafts_of(&mut tx, filing::Owner::of(actor)?).await? {
        let service = catalogue::record(portal, &mut tx, &draft.service_id).await?;
        begun.push(Begun {
            id: draft.id,
            service: service.map(|record| record.service.name.clone()).unwrap_or_default(),
            service_id: draft.service_id,
            changed_at: draft.updated_at,
        });
    }
    tx.commit().await?;
    Ok(begun)
}

/// A dossier with all that its filer may see.
#[derive(Clone, Debug)]
pub struct Case {
    /// The dossier.
    pub dossier: Dossier,
    /// The version under which it was filed.
    pub version: Arc<Version>,
    /// Who handles it.
    pub agency: Agency,
    /// Its log.
    pub log: Vec<Entry>,
    /// Its files; results only once they are released.
    pub files: Vec<Attached>,
    /// The order that is open or went wrong last.
    pub order: Option<Order>,
    /// Its receipts.
    pub receipts: Vec<Receipt>,
    /// What goes back.
    pub refunds: Vec<Refund>,
    /// The days on the way to its date, where they add up to it.
    pub course: Option<Course>,
    /// The rules of procedure of the day of filing.
    pub regime: Regime,
    /// All agencies, for the names of those that hold or held it.
    pub places: Arc<BTreeMap<String, Agency>>,
}

/// The actor's own dossier, by reference or code.
///
/// # Errors
/// [`AppError::NotFound`] where there is none, or it is somebody else's.
pub async fn case(portal: &Portal, actor: &Actor, name: &str) -> Result<Case, AppError> {
    let places = catalogue::agencies(portal).await?;
    let mut tx = portal.db.read().await?;
    let dossier = dossier::own(&mut tx, actor, name).await?;
    let (agency, version) = dossier::place(portal, &mut tx, &dossier).await?;
    let log = dossier::store::log(&mut tx, &dossier.id).await?;
    let files = attachments(&mut tx, &dossier.id).await?;
    let orders = payment::store::orders_of(&mut tx, &dossier.id).await?;
    let receipts = payment::store::receipts_of(&mut tx, &dossier.id).await?;
    let refunds = payment::store::refunds_of(&mut tx, &dossier.id).await?;
    let rules = policy::rules(portal, &mut tx).await?;
    tx.commit().await?;
    let released = dossier.facts.result_released();
    let for_filer = |file: &Attached| match file.purpose.as_str() {
        "component" | "supplement" => true,
        "result" => released,
        _ => false,
    };
    let last = orders.into_iter().next_back();
    let today = portal.clock.today();
    Ok(Case {
        course: course(&rules, &dossier, &agency, &version.procedure, today)?,
        regime: rules.regime(local(dossier.submitted_at).date())?,
        files: files.into_iter().filter(for_filer).collect(),
        order: last.filter(|order| order.state != OrderState::Paid),
        dossier,
        version,
        agency,
        log,
        receipts,
        refunds,
        places,
    })
}
