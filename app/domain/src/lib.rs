//! The rules of the field: fees, deadlines, policies, the life of a dossier.
//!
//! Pure: no clock, no randomness, no I/O. Whoever calls passes the moment, the random bytes and
//! the rows. Compiled for the server and for wasm.

mod coded;
#[cfg(test)]
mod fixture;

pub mod calendar;
pub mod channel;
pub mod code;
pub mod dates;
pub mod deadline;
pub mod dossier;
pub mod fee;
pub mod forms;
pub mod groups;
pub mod identity;
pub mod metrics;
pub mod mode;
pub mod money;
pub mod payment;
pub mod policy;
pub mod procedure;
pub mod quote;
pub mod regime;
pub mod territory;
pub mod text;
pub mod working_hours;

pub use coded::UnknownCode;
