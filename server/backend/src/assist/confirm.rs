//! The resident's first code: from then on what they agreed to holds.

use jiff::{SignedDuration, Timestamp, civil::time};

use super::{
    code::{self, Checked},
    store::{self, Row},
    tell::tell,
};
use crate::{
    Portal,
    actor::Actor,
    clock::{instant, local},
    db::Tx,
    error::AppError,
    helper,
    outbox::{Notice, Once},
    policy, write_tx,
};

/// What the first code is for.
pub(super) const SUBJECT: &str = "consent";
/// No consent holds longer, whatever the rule says.
const MOST_HOURS: i64 = 24;

/// The actor's own session, as the store holds it now.
pub(super) async fn own(tx: &mut Tx, actor: &Actor, now: Timestamp) -> Result<Row, AppError> {
    let assist = actor.assist.as_ref().ok_or(AppError::NotFound)?;
    let row = store::session(tx, &assist.id).await?;
    row.filter(|row| row.ended_at.is_none() && row.expires_at > now.as_microsecond()).ok_or(AppError::NotFound)
}

/// Compares the code that the resident typed; the session begins, and drafts that they had kept come back.
///
/// # Errors
/// [`AppError::Invalid`] at `code`: wrong, old, used, or tried too often; [`AppError::NotFound`] without a session.
pub async fn confirm(portal: &Portal, actor: &Actor, typed: &str) -> Result<(), AppError> {
    let (now, today) = portal.clock.now_and_today();
    let checked = write_tx!(&portal.db, |tx| {
        let row = own(tx, actor, now).await?;
        if row.confirmed_at.is_some() {
            // The second of two quick clicks.
            return Ok(Checked::Right(0));
        }
        let checked = code::check(tx, portal, &row.id, SUBJECT, typed).await?;
        if matches!(checked, Checked::Right(_)) {
            let until = ends(tx, actor, portal, now).await?;
            store::confirm(tx, &row.id, now, until).await?;
            store::take_up_kept(tx, &row, today).await?;
        }
        Ok(checked)
    })?;
    match checked {
        Checked::Right(_) => Ok(()),
        Checked::Wrong(code) => Err(AppError::field("code", code)),
    }
}

/// When a session that begins now ends by itself: after some hours, and never after the appointment's last day.
async fn ends(tx: &mut Tx, actor: &Actor, portal: &Portal, now: Timestamp) -> Result<Timestamp, AppError> {
    let today = local(now).date();
    let appointment = helper::must_be_appointed(tx, actor, today).await?;
    let hours: i64 = policy::rules(portal, tx).await?.rule("assist_session_hours", today)?;
    let until = now + SignedDuration::from_hours(hours.clamp(1, MOST_HOURS));
    let last = instant(appointment.until.to_datetime(time(23, 59, 59, 0)));
    Ok(until.min(last))
}

/// Sends the first code again; the one before is good no more.
///
/// # Errors
/// [`AppError::Invalid`] at `code` where too many were sent; [`AppError::NotFound`] without a session.
pub async fn resend(portal: &Portal, actor: &Actor) -> Result<(), AppError> {
    let now = portal.clock.now();
    let code = code::draw();
    write_tx!(&portal.db, |tx| {
        let row = own(tx, actor, now).await?;
        if row.confirmed_at.is_some() || !code::may_issue(tx, portal, &row, SUBJECT, 0).await? {
            return Ok(());
        }
        code::issue(tx, portal, &row.id, SUBJECT, 0, &code).await?;
        let helper = actor.assist.as_ref().map_or("", |assist| &assist.helper);
        let notice = Notice::AssistAgain { helper: helper.to_owned(), team: row.team.clone(), otp: Once::new(&*code) };
        tell(tx, &row.resident()?, notice, now).await
    })
}
