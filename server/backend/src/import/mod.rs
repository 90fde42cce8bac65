//! Imports: the national portal's procedures, and administrative units.

pub mod national;
mod procedures;
mod text;
mod units;

pub use procedures::{Finding, Outcome, Parsed, Report, import_procedures, parse, save};
pub use units::{UnitFile, UnitReport, import_units};
