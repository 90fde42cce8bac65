//! Who may help: a member of a community digital team, appointed by a commune until a day. Anybody can check that by
//! their badge, and a dossier's log tells who helped. What a helper does for a resident is in [`crate::assist`].

mod appointment;
mod badge;
mod helped;
pub(crate) mod store;

pub(crate) use appointment::must_be_appointed;
pub use appointment::{Appointment, Standing, add_helper, standing};
pub(crate) use badge::find as find_badge;
pub use badge::{Helper, badge_of, holder};
pub use helped::{Assisted, assisted};
