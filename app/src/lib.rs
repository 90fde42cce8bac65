//! What people see. A page is a view: it takes a view model, knows no database and no clock, and works without
//! JavaScript. How to add one: see [`ui`].
//!
//! Everything but the islands is compiled for the server alone (`ssr`), so that the browser never downloads it.
#![recursion_limit = "256"]

#[cfg(feature = "ssr")]
rust_i18n::i18n!("locales", fallback = "vi");

pub mod filing;
pub mod format;
pub mod islands;
pub mod words;

#[cfg(feature = "ssr")]
pub mod account;
#[cfg(feature = "ssr")]
pub mod admin;
#[cfg(feature = "ssr")]
pub mod adoption;
#[cfg(feature = "ssr")]
pub mod assist;
#[cfg(feature = "ssr")]
pub mod calendar;
#[cfg(feature = "ssr")]
pub mod catalogue;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod errors;
#[cfg(feature = "ssr")]
pub mod explain;
#[cfg(feature = "ssr")]
pub mod happened;
#[cfg(feature = "ssr")]
pub mod names;
#[cfg(feature = "ssr")]
pub mod papers;
#[cfg(feature = "ssr")]
pub mod payment;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod tracking;
#[cfg(feature = "ssr")]
pub mod ui;
#[cfg(feature = "ssr")]
pub mod versions;
