//! Papers: the forms of a dossier in both sets that the law has known, the agency's register, and receipts.
//!
//! A [`Paper`] is data: every word that is printed, and where it stands. It is made here once, from what happened to a
//! dossier, and set twice: as a page ([`page`]), and as PDF/A (the package `pdf`). Papers are in Vietnamese alone.
//!
//! How to add a form: its place in `domain::forms`, a function here that makes its [`Paper`], and in `server/src/papers`
//! the event that it is drawn from.

mod internal;
pub mod page;
mod paper;
pub mod qr;
mod receipt;
mod slips;
mod words;

pub use internal::{ControlSheet, Register, RegisterRow, Step, Timing, control_sheet, register};
pub use paper::{Align, Column, Fact, Format, List, Paper, Part, Qr, Signature, Table};
pub use receipt::{Receipt, Replaces, receipt};
pub use slips::{Acceptance, Apology, Head, Issued, Stop, Submitted, acceptance, apology, refusal, stop, supplement};
pub use words::{date, moment, title};

use crate::words::Lang;

/// The language of papers.
const VI: Lang = Lang::Vi;
