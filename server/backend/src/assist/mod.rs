//! Assisted filing: a helper of a community digital team enters data for a resident who stands beside them.
//!
//! A helper needs an appointment with an end ([`crate::helper`]). They [`open`] a session for one resident at a time, in
//! one web session; it counts from when the resident has [`confirm`]ed their consent by a code sent to their own
//! phone. While it is open the helper's [`Actor`] carries an [`Assist`]: the filing feature
//! then gives drafts to the session and not to the helper, and nothing of the helper's own is in reach. A dossier goes
//! out by a second code ([`ask_to_send`], [`send`]). At the end ([`end`], [`withdraw`], [`end_lapsed`]) drafts and
//! files go, unless the resident agreed to keep them. No password of a resident is asked for anywhere.
//!
//! How to add a purpose of consent: a variant of [`Purpose`](crate::actor::Purpose), its words in `app/locales/assist.yml`, and
//! [`Assist::must_allow`] where it is needed.

mod code;
mod confirm;
mod end;
mod opening;
mod sending;
pub(crate) mod store;
mod tell;
#[cfg(test)]
mod tests;
mod view;

use jiff::civil::Date;

pub use code::{CODE_LIFETIME, MOST_TRIES};
pub use confirm::{confirm, resend};
pub use end::{Ending, end, end_elsewhere, end_lapsed, withdraw, withdraw_by_link, withdrawable};
pub use opening::{ConsentText, Opening, open};
pub use sending::{Asked, ask_to_send, send, send_again, to_send};
pub use view::{Filed, Open, Today, current, today};

use crate::{
    actor::{Actor, Assist, RoleKind},
    db::Tx,
    error::AppError,
    hmac::hmac_hex,
};

/// Whoever holds the browser in which this session is open, as they may act in it; as themselves where the appointment
/// has ended meanwhile.
pub(crate) async fn stand_in(tx: &mut Tx, helper: Actor, id: &str) -> Result<Actor, AppError> {
    let Some(row) = store::session(tx, id).await? else {
        return Ok(helper);
    };
    let appointed = helper.roles.iter().any(|role| role.kind == RoleKind::Helper && role.agency_id == row.agency_id);
    if !appointed {
        return Ok(helper);
    }
    let assist =
        Assist { purposes: store::purposes(tx, id).await?, helper: helper.person.full_name.clone(), ..row.try_into()? };
    Ok(Actor { person: assist.resident.clone(), roles: Vec::new(), verified: false, assist: Some(assist), ..helper })
}

/// A pseudonym: the same for the same text, and of no use without the installation's secret.
fn pseudonym(files: &crate::files::Files, what: &str, text: &str) -> String {
    hmac_hex(files, &[what, text])
}

/// Days as the store writes them sort as text.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
