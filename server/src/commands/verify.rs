//! `portal verify`.

use std::process::ExitCode;

use backend::{
    Portal,
    dossier::recount,
    error::AppError,
    verify::{Difference, verify, verify_files},
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{cli, settings::Place};

/// Recounts everything from the logs, and reads every attachment: each difference on a line of its own.
pub async fn run(place: &Place, options: &cli::Verify) -> Result<ExitCode, AppError> {
    let portal = super::open(place).await?;
    let outcome = check(&portal, options.repair).await;
    portal.db.close().await;
    Ok(if outcome? == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How many differences there are.
async fn check(portal: &Portal, repair: bool) -> Result<usize, AppError> {
    if repair {
        recount(&portal.db).await?;
    }
    let (dossiers, differences) = verify(portal).await?;
    println!("dossiers: {dossiers}, differences: {}", differences.len());
    for difference in &differences {
        println!("{}: {}", difference.place, difference.what);
    }
    Ok(differences.len() + attachments(portal).await?)
}

/// The same of the files, with a bar on a terminal.
async fn attachments(portal: &Portal) -> Result<usize, AppError> {
    let style = ProgressStyle::with_template("attachments {bar:40} {pos}/{len} {elapsed}")
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let bar = ProgressBar::new(0).with_style(style);
    let mut differences = 0;
    let tell = |difference: Difference| {
        differences += 1;
        bar.suspend(|| println!("{}: {}", difference.place, difference.what));
    };
    let count = verify_files(portal, tell, |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    })
    .await;
    bar.finish_and_clear();
    println!("attachments: {}, missing or changed: {differences}", count?);
    Ok(differences)
}
