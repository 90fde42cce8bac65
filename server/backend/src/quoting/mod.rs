//! What filing would cost and when the result would come, for whoever asks: a page, a program, or a dossier.

mod detail;
mod quote;
mod request;

pub use detail::{Quotes, Reading, Wanted, by_code, read};
pub use quote::{Wish, course, quote};
pub use request::{Answer, Question, ServiceKey, ask, resolve};
