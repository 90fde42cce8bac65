//! `portal verify`.

use std::process::ExitCode;

use backend::{dossier::verify, error::AppError};

use crate::settings::Place;

/// Recounts everything from the logs: the number of dossiers, then each difference on a line of its own.
pub async fn run(place: &Place) -> Result<ExitCode, AppError> {
    let portal = super::open(place).await?;
    let outcome = verify(&portal).await;
    portal.db.close().await;
    let (dossiers, differences) = outcome?;
    println!("dossiers: {dossiers}, differences: {}", differences.len());
    for difference in &differences {
        println!("{}: {}", difference.place, difference.what);
    }
    Ok(if differences.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
