//! What every handler stands on: who asks, how errors are answered, what is checked before anything is done.

pub mod asked;
pub mod connections;
pub mod failure;
pub mod form;
pub mod health;
pub mod in_time;
pub mod limits;
pub mod measure;
pub mod rendered;
pub mod security;
pub mod state;
pub mod visitor;

pub use asked::Asked;
pub use failure::{Failure, Outcome};
pub use form::Typed;
pub use state::{App, Shared, SharedSite};
pub use visitor::Visitor;
