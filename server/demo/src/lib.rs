//! Made-up data for a portal to be tried: services, agencies and policies, people with accounts, a year of dossiers.
//!
//! Nobody in it exists: names are drawn from lists, personal numbers begin with 099, which belongs to no province, and
//! telephone numbers with 071, which belongs to no network.

pub mod accounts;
pub mod catalogue;
mod chance;
mod people;
pub mod year;
