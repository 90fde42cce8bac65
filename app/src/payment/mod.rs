//! Paying: what became of it, and the receipt.

pub mod choose;
pub mod result;
pub mod unavailable;
