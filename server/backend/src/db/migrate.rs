//! Brings the schema up to date, whichever command comes first.

use sqlx::migrate::{MigrateError, Migrator};

use super::Engine;
use crate::error::AppError;

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// Applies what is missing. Several processes may start at once: the engine's lock lets one of them do it.
pub(super) async fn run(engine: &Engine) -> Result<(), AppError> {
    let outcome = match engine {
        Engine::Sqlite { write, .. } => MIGRATIONS.run(write).await,
        Engine::Postgres(pool) => MIGRATIONS.run(pool).await,
    };
    outcome.map_err(|error| match error {
        MigrateError::VersionMissing(version) | MigrateError::VersionNotPresent(version) => {
            AppError::Setup(format!("the database was made by a newer program (schema {version})"))
        }
        other => AppError::Setup(format!("the schema could not be brought up to date: {other}")),
    })
}
