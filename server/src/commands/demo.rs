//! `portal demo`: everything that the demo needs; running it again changes nothing.

use std::process::ExitCode;

use backend::{Portal, actor::RoleKind, error::AppError};
use demo::{
    accounts::{DEMO_PASSWORD, demo_accounts, load_accounts},
    catalogue::load_catalogue,
    year::load_year,
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{cli, settings::Place};

/// Loads the demo data and prints the accounts.
pub async fn run(place: &Place, options: cli::Demo) -> Result<ExitCode, AppError> {
    let portal = super::open(place).await?;
    load_catalogue(&portal.db, portal.clock.today()).await?;
    load_accounts(&portal).await?;
    if !options.without_year {
        year(&portal).await?;
    }
    let accounts = demo_accounts(&portal).await?;
    portal.db.close().await;
    println!("  Demo accounts, all with the password {DEMO_PASSWORD}");
    for account in accounts {
        let role = match account.role {
            None => "citizen",
            Some(RoleKind::Officer) => "officer",
            Some(RoleKind::Head) => "head",
            Some(RoleKind::Admin) => "administrator",
            Some(RoleKind::Helper) => "community team",
        };
        let place = account.agency.map(|agency| format!(", {agency}")).unwrap_or_default();
        println!("    {:<16} {} ({role}{place})", account.login, account.name);
    }
    println!("  Or sign in by the simulated VNeID as one of its made-up citizens.");
    Ok(ExitCode::SUCCESS)
}

/// The year of dossiers, with a bar on a terminal and a line at the end.
async fn year(portal: &Portal) -> Result<(), AppError> {
    let style = ProgressStyle::with_template("a year of dossiers {bar:40} {pos}/{len} agencies {elapsed}")
        .map_err(|error| AppError::Internal(error.to_string()))?;
    let bar = ProgressBar::new(0).with_style(style);
    let written = load_year(portal, |done, of| {
        bar.set_length(of as u64);
        bar.set_position(done as u64);
    })
    .await;
    bar.finish_and_clear();
    let written = written?;
    println!(
        "  A year of made-up dossiers: {} added, {} went on ({:.1} s)",
        written.added,
        written.moved,
        bar.elapsed().as_secs_f64()
    );
    Ok(())
}
