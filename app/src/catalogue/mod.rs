//! Find a service and read it: home, search, service page, and the pages about this portal.

pub mod home;
