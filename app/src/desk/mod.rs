//! The officers' desk, in Vietnamese alone: the queue, and one dossier with the acts that are possible.

pub mod acts;
pub mod case;
pub mod claims;
pub mod inside;
pub mod intake;
mod log;
pub mod queue;
pub mod register;
pub mod words;

pub use words::{Urgency, group_of_slug};

use crate::words::Lang;

/// The desk's language.
const VI: Lang = Lang::Vi;

/// The address of a dossier at the desk, by its reference or code.
#[must_use]
pub fn case_path(name: &str) -> String {
    format!("/can-bo/ho-so/{name}")
}
