//! One file a command.

mod account;
mod demo;
mod files;
mod import;
mod sandbox;
mod serve;
mod verify;

#[cfg(test)]
pub use serve::site;

use std::process::ExitCode;

use backend::{
    Portal,
    clock::Clock,
    db::Db,
    dossier,
    error::AppError,
    files::{Files, pairing},
    gateway::Gateways,
};

use crate::{
    cli::{Cli, Command, LogFormat},
    settings,
};

/// Runs what was asked for.
///
/// # Errors
/// What `main` prints before it exits with 1.
pub async fn run(cli: Cli) -> Result<ExitCode, AppError> {
    log_to_stderr(cli.common.log_format);
    match cli.command {
        Command::Serve(options) => {
            serve::run(settings::for_serve(&cli.common, &options)?).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Migrate => {
            open(&settings::place(&cli.common)?).await?.db.close().await;
            println!("the schema is up to date");
            Ok(ExitCode::SUCCESS)
        }
        Command::Settings => {
            print!("{}", settings::EXAMPLE);
            Ok(ExitCode::SUCCESS)
        }
        Command::Sandbox(options) => {
            sandbox::run(options).await?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Account(options) => account::run(&settings::place(&cli.common)?, options).await,
        Command::Verify(options) => verify::run(&settings::place(&cli.common)?, &options).await,
        Command::Files(what) => files::run(&settings::place(&cli.common)?, what).await,
        Command::Import(what) => import::run(&settings::place(&cli.common)?, what).await,
        Command::Demo(options) => demo::run(&settings::place(&cli.common)?, options).await,
    }
}

/// Opens the store and the data directory, which must belong together; the schema is brought up to date on the way.
async fn open(place: &settings::Place) -> Result<Portal, AppError> {
    let portal = open_unpaired(place).await?;
    pairing::must_belong(&portal.db, &portal.files).await?;
    dossier::recount_where_asked(&portal.db).await?;
    Ok(portal)
}

/// The same, whether or not they belong together.
async fn open_unpaired(place: &settings::Place) -> Result<Portal, AppError> {
    std::fs::create_dir_all(&place.data_dir)
        .map_err(|error| AppError::Setup(format!("data directory {}: {error}", place.data_dir.display())))?;
    let files = Files::open(&place.data_dir)?;
    let db = Db::open(&place.database).await?;
    Ok(Portal::new(db, Clock::System, files, Gateways::default()))
}

fn log_to_stderr(format: LogFormat) {
    use tracing_subscriber::{EnvFilter, fmt};

    let filter = EnvFilter::try_from_env("PORTAL_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    let log = fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.with_target(false).init(),
        LogFormat::Json => log.json().init(),
    }
}
