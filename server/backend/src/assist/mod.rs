//! Assisted filing: a helper of a community digital team enters data for a resident who stands beside them.
//!
//! A helper needs an appointment with an end ([`standing`]). They [`open`] a session for one resident at a time, in
//! one web session; it counts from when the resident has [`confirm`]ed their consent by a code sent to their own
//! phone. While it is open the helper's [`Actor`](crate::account::Actor) carries an [`Assist`]: the filing feature
//! then gives drafts to the session and not to the helper, and nothing of the helper's own is in reach. A dossier goes
//! out by a second code ([`ask_to_send`], [`send`]). At the end ([`end`], [`withdraw`], [`end_lapsed`]) drafts and
//! files go, unless the resident agreed to keep them. No password of a resident is asked for anywhere.
//!
//! How to add a purpose of consent: a variant of [`Purpose`], its words in `app/locales/assist.yml`, and
//! [`Assist::must_allow`] where it is needed.

mod appointment;
mod badge;
mod code;
mod confirm;
mod end;
mod opening;
mod sending;
pub(crate) mod store;
#[cfg(test)]
mod tests;
mod view;

use jiff::{Timestamp, civil::Date};

pub use appointment::{Appointment, NewAppointment, Standing, add_helper, standing};
pub(crate) use badge::find as find_badge;
pub use badge::{Helper, badge_of, holder};
pub use code::{CODE_LIFETIME, MOST_TRIES};
pub use confirm::{confirm, resend};
pub use end::{Ending, end, end_elsewhere, end_lapsed, withdraw, withdraw_by_link, withdrawable};
pub use opening::{ConsentText, Opening, open};
pub use sending::{Asked, ask_to_send, send, send_again, to_send};
pub use view::{Assisted, Filed, Open, Today, assisted, current, today};

use crate::{account::Actor, account::Person, db::Tx, error::AppError};

/// What a resident may agree to, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// The helper types what the procedure asks for. Without it there is no session.
    Enter,
    /// The helper sees and attaches documents.
    Documents,
    /// The helper sends the dossier to the agency, after the resident's code.
    Send,
    /// Drafts are kept until a day.
    Keep,
}

impl Purpose {
    /// All, in the order in which they are asked for.
    pub const ALL: [Self; 4] = [Self::Enter, Self::Documents, Self::Send, Self::Keep];

    /// As stored, and as in the names of the form's fields.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Enter => "enter",
            Self::Documents => "documents",
            Self::Send => "send",
            Self::Keep => "keep",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

/// In which capacity the resident acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// For themselves.
    OwnName,
    /// As a parent or guardian.
    Representative,
    /// For somebody who has authorised them in writing.
    Authorised,
}

impl Capacity {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::OwnName, Self::Representative, Self::Authorised];

    /// As stored; the same word as the filing form's `acting`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OwnName => "self",
            Self::Representative => "representative",
            Self::Authorised => "authorised",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// How a dossier says who acted: in law where there is more than the resident, else that a helper typed.
    pub const fn acting_mode(self) -> domain::mode::ActingMode {
        match self {
            Self::OwnName => domain::mode::ActingMode::Assisted,
            Self::Representative => domain::mode::ActingMode::Representative,
            Self::Authorised => domain::mode::ActingMode::Authorised,
        }
    }
}

/// The session that is open in somebody's browser.
#[derive(Clone, Debug)]
pub struct Assist {
    /// Its id; the owner of its drafts.
    pub id: String,
    /// The helper's name.
    pub helper: String,
    /// The helper's team.
    pub team: String,
    /// The commune that appointed them.
    pub agency_id: String,
    /// For whom: name and phone.
    pub resident: Person,
    /// In which capacity the resident acts.
    pub capacity: Capacity,
    /// The resident has confirmed by their code.
    pub confirmed: bool,
    /// When it ends by itself.
    pub until: Timestamp,
    /// What the resident agreed to.
    pub purposes: Vec<Purpose>,
}

impl Assist {
    /// Did the resident agree to this?
    ///
    /// # Errors
    /// [`AppError::Conflict`]: `assist_pending` before the resident's code, else `assist_consent`.
    pub fn must_allow(&self, purpose: Purpose) -> Result<(), AppError> {
        if !self.confirmed {
            Err(AppError::Conflict("assist_pending"))
        } else if self.purposes.contains(&purpose) {
            Ok(())
        } else {
            Err(AppError::Conflict("assist_consent"))
        }
    }

    /// What must be true of the person whose data is entered: the one who confirmed, on the phone that confirmed.
    pub(crate) fn misfits(
        &self,
        typed: &crate::filing::Values,
    ) -> Vec<(&'static str, &'static str)> {
        let same_name = domain::text::fold(typed.text("full_name"))
            == domain::text::fold(&self.resident.full_name);
        let phone = domain::identity::Phone::parse(typed.text("phone"));
        let same_phone =
            phone.is_ok_and(|phone| Some(phone.as_str()) == self.resident.phone.as_deref());
        [
            (
                "acting",
                "assist_capacity",
                typed.text("acting") == self.capacity.as_str(),
            ),
            ("full_name", "assist_name", same_name),
            ("phone", "assist_phone", same_phone),
        ]
        .into_iter()
        .filter(|(_, _, fits)| !fits)
        .map(|(field, code, _)| (field, code))
        .collect()
    }
}

/// Whoever holds the browser in which this session is open, as they may act in it; as themselves where the appointment
/// has ended meanwhile.
pub(crate) async fn stand_in(tx: &mut Tx, helper: Actor, id: &str) -> Result<Actor, AppError> {
    let Some(row) = store::session(tx, id).await? else {
        return Ok(helper);
    };
    let appointed = helper.roles.iter().any(|role| {
        role.kind == crate::account::RoleKind::Helper && role.agency_id == row.agency_id
    });
    if !appointed {
        return Ok(helper);
    }
    let assist = Assist {
        purposes: store::purposes(tx, id).await?,
        helper: helper.person.full_name.clone(),
        ..row.try_into()?
    };
    Ok(Actor {
        person: assist.resident.clone(),
        roles: Vec::new(),
        verified: false,
        assist: Some(assist),
        ..helper
    })
}

/// A pseudonym: the same for the same text, and of no use without the installation's secret.
fn pseudonym(files: &crate::files::Files, what: &str, text: &str) -> String {
    code::keyed(files, &[what, text])
}

/// Days as the store writes them sort as text.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}
