//! Made-up life for a portal to be tried: people with accounts, and a year of dossiers. Services, agencies and policies of the demo are loaded by
//! [`crate::catalogue::demo`].
//!
//! Nobody in it exists: names are drawn from lists, personal numbers begin with 099, which belongs to no province, and
//! telephone numbers with 071, which belongs to no network.

pub mod accounts;
mod chance;
mod people;
pub mod year;
