//! The portal's clients against the sandbox, over real HTTP on 127.0.0.1.

#![expect(clippy::unwrap_used, reason = "a test may stop at what it cannot do")]

mod identity;
mod messages;
mod pages;
mod payment;
mod payplat;
mod world;
