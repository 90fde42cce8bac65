//! Days off, closures, hours of work and remote communes, as administrators manage them.
//!
//! Nothing is changed at once: what is typed, or imported, becomes a [`Change`], whose [`preview`] tells what it touches;
//! [`apply`] writes it as a whole, or not at all where the calendar has moved on since. What was applied stays as
//! history, with who did it and what was there before.
//!
//! # What becomes of dossiers
//!
//! Quotes, acceptances and dates that are counted anew (after a supplement, after a payment) follow the calendar at
//! once. The dates that acceptance fixed stay: they stand on the applicant's slip, and no text that we found says that
//! they move with a later closure (Bộ luật Dân sự 2015, Điều 148 names weekends and holidays alone). The agency keeps
//! them, or apologises and sets a new one (Nghị định 61/2018/NĐ-CP, Điều 19); so the preview counts those dossiers.

mod change;
mod entry;
mod form;
mod hours;
mod import;
mod places;
mod preview;
mod store;
#[cfg(test)]
mod tests;
mod year;

pub use change::{Change, Kept, Step, apply, discard};
pub use entry::{declare, put_days, remove_day};
pub use form::{DAY_FIELDS, DECLARE_FIELDS, typed_day};
pub use hours::{
    AgencyHours, DatedHours, HOURS_FIELDS, REMOTE_FIELDS, RemoteArea, hour_changes, hours, put_hours, put_remote,
    remote_areas, typed_hours,
};
pub use import::{COLUMNS, EXAMPLE, NotTaken, Wrong, WrongLine, import, import_file};
pub use places::{Places, places};
pub use preview::{AgencyEffect, Preview, YearEffect, preview};
pub use year::{Year, day, year};
