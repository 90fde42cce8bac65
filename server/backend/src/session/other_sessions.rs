//! Where else somebody is signed in, and how to end that.

use jiff::Timestamp;

use super::store;
use crate::{
    Portal,
    account::{self, SessionToken, Verdict, check_new_password, hash_password, store::set_password, verify_password},
    actor::Actor,
    assist,
    clock::from_micros,
    error::{AppError, FieldErrors},
    write_tx,
};

/// A browser in which the account is signed in.
pub struct OpenSession {
    /// Names it in a form. It is the token's hash: it opens nothing.
    pub id: String,
    /// Since when.
    pub since: Timestamp,
    /// Used last, to some minutes.
    pub seen: Timestamp,
    /// The one that asks.
    pub current: bool,
}

/// Where the account of whoever is signed in is open, the latest used first.
///
/// # Errors
/// The database fails.
pub async fn sessions(portal: &Portal, actor: &Actor, token: &SessionToken) -> Result<Vec<OpenSession>, AppError> {
    let mut tx = portal.db.read().await?;
    let rows = store::sessions(&mut tx, &actor.account_id, portal.clock.now()).await?;
    tx.commit().await?;
    let own = token.hash();
    let sessions = rows.into_iter().map(|(id, since, seen)| OpenSession {
        current: id == own,
        id,
        since: from_micros(since),
        seen: from_micros(seen),
    });
    Ok(sessions.collect())
}

/// Changes the password of an own account, and ends its sessions in other browsers.
///
/// # Errors
/// [`AppError::Invalid`] at `current_password` or `new_password`; [`AppError::NotFound`] for an account that has none.
pub async fn change_password(
    portal: &Portal,
    actor: &Actor,
    token: &SessionToken,
    current: &str,
    new: &str,
) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    let mut tx = portal.db.read().await?;
    let secret = account::store::secret(&mut tx, &actor.account_id).await?;
    tx.commit().await?;
    let (Some(login), Some(hash)) = secret else {
        return Err(AppError::NotFound);
    };
    let mut errors = FieldErrors::default();
    if verify_password(current, Some(hash)).await? == Verdict::Wrong {
        errors.add("current_password", "password_wrong");
    }
    check_new_password("new_password", new, &login, &mut errors);
    errors.into_result()?;
    let (hash, kept) = (hash_password(new).await?, token.hash());
    write_tx!(&portal.db, |tx| {
        set_password(tx, &actor.account_id, &hash).await?;
        store::delete_other_sessions(tx, &actor.account_id, &kept).await
    })
}

/// Ends a session of whoever is signed in; of somebody else's nothing happens.
///
/// # Errors
/// The database fails.
pub async fn end(portal: &Portal, actor: &Actor, id: &str) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    write_tx!(&portal.db, |tx| { store::delete_session_of(tx, &actor.account_id, id).await })?;
    assist::end_lapsed(portal).await
}

/// Ends every session of whoever is signed in but this one.
///
/// # Errors
/// The database fails.
pub async fn end_others(portal: &Portal, actor: &Actor, token: &SessionToken) -> Result<(), AppError> {
    actor.must_act_for_self()?;
    let kept = token.hash();
    write_tx!(&portal.db, |tx| { store::delete_other_sessions(tx, &actor.account_id, &kept).await })?;
    assist::end_lapsed(portal).await
}
