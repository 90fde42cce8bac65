//! `portal verify`.

use std::process::ExitCode;

use backend::{
    Portal,
    dossier::recount,
    error::AppError,
    verify::{Difference, verify},
};

use crate::{cli, settings::Place};

/// Recounts everything from the logs: the number of dossiers, then each difference on a line of its own.
pub async fn run(place: &Place, options: &cli::Verify) -> Result<ExitCode, AppError> {
    let portal = super::open(place).await?;
    let outcome = check(&portal, options.repair).await;
    portal.db.close().await;
    let (dossiers, differences) = outcome?;
    println!("dossiers: {dossiers}, differences: {}", differences.len());
    for difference in &differences {
        println!("{}: {}", difference.place, difference.what);
    }
    Ok(if differences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn check(portal: &Portal, repair: bool) -> Result<(u64, Vec<Difference>), AppError> {
    if repair {
        recount(&portal.db).await?;
    }
    verify(portal).await
}
