//! Where is my dossier: anybody asks for its degree of completion, whoever filed it sees the rest and answers.

mod answer;
mod authentic;
mod case;
mod download;
mod look_up;
mod store;
mod supply;
#[cfg(test)]
mod tests;

pub use answer::{rate, withdraw};
pub use authentic::{CHECKSUM, Verdict, check_result};
pub use case::{Begun, Case, Mine, case, drafts, mine};
pub use download::{Download, download};
pub use look_up::{LookUp, Public, look_up};
pub use supply::{MOST_SUPPLEMENT_FILES, Supply, begin_supply};
