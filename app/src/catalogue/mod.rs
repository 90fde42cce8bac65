//! Find a service and read it: home, search, service page, and the pages about this portal.
//!
//! Texts of a service come from its source, in Vietnamese; on English pages they are marked as such.

pub mod about;
pub mod accessibility;
pub mod deal;
mod editions;
pub mod help;
pub mod home;
pub mod list;
pub mod parts;
pub mod privacy;
pub mod query;
pub mod service;

use crate::words::Lang;

/// The `lang` attribute of a text that is Vietnamese wherever it stands: nothing on a Vietnamese page.
#[must_use]
pub(crate) fn vietnamese(page: Lang) -> Option<&'static str> {
    (page != Lang::Vi).then_some("vi")
}
