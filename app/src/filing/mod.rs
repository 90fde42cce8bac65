//! Filing a dossier, step by step: what it costs and saves, who asks, the case's questions, attachments, how the
//! result goes out, all of it once more, and that it was sent.
//!
//! Each step is one form that works without JavaScript; [`step::page`] puts the same frame around all of them.

#[cfg(feature = "ssr")]
pub mod applicant;
#[cfg(feature = "ssr")]
pub mod conflict;
#[cfg(feature = "ssr")]
pub mod delivery;
#[cfg(feature = "ssr")]
pub mod documents;
#[cfg(feature = "ssr")]
pub mod elsewhere;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod questions;
#[cfg(feature = "ssr")]
pub mod review;
#[cfg(feature = "ssr")]
pub mod sent;
#[cfg(feature = "ssr")]
pub mod start;
#[cfg(feature = "ssr")]
pub mod step;

#[cfg(feature = "ssr")]
pub use questions::answer;
