//! What the portal does: use cases, one folder a feature, each with its SQL beside it in `store.rs`.

pub mod clock;
pub mod db;
pub mod error;
pub mod gateway;
#[cfg(test)]
mod testing;
