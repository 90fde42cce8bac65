//! `portal files`.

use std::process::ExitCode;

use backend::{
    Portal,
    error::AppError,
    files::{
        pairing,
        quarantine::{self, Which},
    },
};

use crate::{cli, settings::Place};

/// What lies aside, putting it back, and whose directory it is.
pub async fn run(place: &Place, what: cli::Files) -> Result<ExitCode, AppError> {
    let portal = match what {
        cli::Files::Adopt => super::open_unpaired(place).await?,
        cli::Files::Quarantine | cli::Files::Restore { .. } => super::open(place).await?,
    };
    let outcome = match what {
        cli::Files::Quarantine => list(&portal).await,
        cli::Files::Restore { ids } => restore(&portal, &ids).await,
        cli::Files::Adopt => adopt(&portal).await,
    };
    portal.db.close().await;
    outcome
}

async fn list(portal: &Portal) -> Result<ExitCode, AppError> {
    let aside = quarantine::list(portal).await?;
    for file in &aside {
        let known = if file.is_named { "named by the database" } else { "unknown" };
        println!("{} {} {} bytes, {known}", file.day, file.id, file.size);
    }
    println!("{} files in quarantine, each for {} days", aside.len(), quarantine::DAYS);
    Ok(ExitCode::SUCCESS)
}

/// Exits with 1 where a file that was named cannot be put back.
async fn restore(portal: &Portal, ids: &[String]) -> Result<ExitCode, AppError> {
    let which = if ids.is_empty() { Which::Named } else { Which::These(ids) };
    let restored = quarantine::restore(portal, which).await?;
    for id in &restored {
        println!("{id} restored");
    }
    let missed: Vec<_> = ids.iter().filter(|id| !restored.contains(id)).collect();
    for id in &missed {
        println!("{id} is not in quarantine, or its place is taken");
    }
    let left = quarantine::list(portal).await?.len();
    println!("{} files restored, {left} still in quarantine", restored.len());
    Ok(if missed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn adopt(portal: &Portal) -> Result<ExitCode, AppError> {
    let census = pairing::adopt(&portal.db, &portal.files).await?;
    println!("the data directory belongs to this database now: {census}");
    Ok(ExitCode::SUCCESS)
}
