//! What pages show of helping: the session that is open, and today's counts.

use jiff::{Timestamp, civil::Date};

use super::{day, store};
use crate::{
    Portal,
    actor::{Actor, Assist},
    clock::{from_micros, instant},
    error::AppError,
    helper::{self, Standing},
};

/// A session with what was done in it.
#[derive(Clone, Debug)]
pub struct Open {
    /// The session.
    pub assist: Assist,
    /// Where they sit together.
    pub place: String,
    /// The last digits of the resident's phone.
    pub phone_end: String,
    /// Until when drafts are kept.
    pub keep_until: Option<Date>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// What was sent.
    pub sent: Vec<Filed>,
}

/// A dossier that was sent in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filed {
    /// The draft that it was.
    pub draft_id: String,
    /// The service.
    pub service_id: String,
    /// The reference.
    pub reference: String,
}

/// A helper's day: counts alone, nobody's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Today {
    /// How they stand to helping.
    pub standing: Standing,
    /// Residents who agreed.
    pub residents: i64,
    /// Dossiers sent for them.
    pub sent: i64,
    /// Dossiers that residents sent themselves with this helper's badge.
    pub guided: i64,
    /// A session is open in another browser.
    pub elsewhere: bool,
}

/// The session that is open in the actor's browser.
///
/// # Errors
/// [`AppError::NotFound`] where there is none.
pub async fn current(portal: &Portal, actor: &Actor) -> Result<Open, AppError> {
    let assist = actor.assist.clone().ok_or(AppError::NotFound)?;
    let mut tx = portal.db.read().await?;
    let row = super::confirm::own(&mut tx, actor, portal.clock.now()).await?;
    let sent = store::sent_in(&mut tx, &assist.id).await?;
    tx.commit().await?;
    Ok(Open {
        assist,
        place: row.place,
        phone_end: row.phone_end,
        keep_until: row.keep_until.as_deref().and_then(day),
        opened_at: from_micros(row.opened_at),
        sent: sent
            .into_iter()
            .map(|(draft_id, service_id, reference)| Filed { draft_id, service_id, reference })
            .collect(),
    })
}

/// The actor's day as a helper.
///
/// # Errors
/// The database fails.
pub async fn today(portal: &Portal, actor: &Actor) -> Result<Today, AppError> {
    let today = portal.clock.today();
    let midnight = instant(today.to_datetime(jiff::civil::Time::midnight()));
    let mut tx = portal.db.read().await?;
    let standing = helper::store::standing(&mut tx, &actor.account_id, today).await?;
    let (residents, sent, guided) = store::tally(&mut tx, &actor.account_id, midnight).await?;
    let open = store::open_of(&mut tx, &actor.account_id).await?;
    tx.commit().await?;
    let now = portal.clock.now().as_microsecond();
    Ok(Today {
        standing,
        residents,
        sent,
        guided,
        elsewhere: actor.assist.is_none() && open.is_some_and(|row| row.expires_at > now),
    })
}
