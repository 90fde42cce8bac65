//! Paying: what became of it, and the receipt.

pub mod receipt;
pub mod result;
pub mod unavailable;
