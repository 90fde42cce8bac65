//! Pages of those who help, and what everybody may know about helping. The helper's own are in Vietnamese alone.

pub mod consent;
pub mod home;
pub mod public;
pub mod sending;
pub mod session;

use crate::words::Lang;

/// Helpers work in Vietnamese.
const VI: Lang = Lang::Vi;
