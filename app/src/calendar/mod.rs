//! The calendar for administrators: a year at a glance, what changes it, hours of work. In Vietnamese alone.

pub mod form;
pub mod hours;
pub mod import;
pub mod preview;
pub mod remote;
mod words;
pub mod year;

pub use words::{StepView, kind, lines};

use crate::shell;
use crate::t;
use crate::ui::Html;
use crate::words::Lang;

const VI: Lang = Lang::Vi;

/// The calendar's address.
pub const PATH: &str = "/quan-tri/lich";

/// The address of a year.
#[must_use]
pub fn year_path(year: i16) -> String {
    format!("{PATH}?nam={year}")
}

/// The address of a change's preview.
#[must_use]
pub fn change_path(id: &str) -> String {
    format!("{PATH}/thay-doi/{id}")
}

fn above() -> Html {
    let admin = ("/quan-tri".to_owned(), t!(VI, "admin.title").into_owned());
    shell::trail(VI, vec![admin])
}

fn above_calendar() -> Html {
    let admin = ("/quan-tri".to_owned(), t!(VI, "admin.title").into_owned());
    let calendar = (PATH.to_owned(), t!(VI, "calendar.title").into_owned());
    shell::trail(VI, vec![admin, calendar])
}
