//! The portal as its operator runs it: the binary in processes of its own, on SQLite and PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails where anything fails")]

mod crash;
mod data_directory;
mod documents;
mod formats;
mod full_disk;
mod installation;
mod upgrade;
