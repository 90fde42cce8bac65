//! Incentive decisions for administrators: what is in force, what is prepared, what a draft would change. In Vietnamese
//! alone.

pub mod form;
pub mod list;
pub mod one;
pub mod preview;
mod words;

pub use crate::explain::{effect, unlawful};
pub use words::{document, groups, scope, validity};

use crate::words::Lang;

const VI: Lang = Lang::Vi;

/// The decisions' address.
pub const PATH: &str = "/quan-tri/chinh-sach";

/// The address of a published decision.
#[must_use]
pub fn one_path(id: &str) -> String {
    format!("{PATH}/{id}")
}

/// The address of a draft's preview.
#[must_use]
pub fn draft_path(id: &str) -> String {
    format!("{PATH}/ban-thao/{id}")
}

fn above() -> crate::ui::Html {
    let admin = ("/quan-tri".to_owned(), crate::t!(VI, "admin.title").into_owned());
    crate::shell::trail(VI, vec![admin])
}

fn above_list() -> crate::ui::Html {
    let admin = ("/quan-tri".to_owned(), crate::t!(VI, "admin.title").into_owned());
    let list = (PATH.to_owned(), crate::t!(VI, "policy.title").into_owned());
    crate::shell::trail(VI, vec![admin, list])
}
