//! `portal demo`: everything that the demo needs; running it again changes nothing.

use std::process::ExitCode;

use backend::{
    account::{
        RoleKind,
        demo::{DEMO_PASSWORD, demo_accounts, load_demo_accounts},
    },
    catalogue::demo::load_demo,
    error::AppError,
};

use crate::settings::Place;

/// Loads the demo data and prints the accounts.
pub async fn run(place: &Place) -> Result<ExitCode, AppError> {
    let portal = super::open(place).await?;
    load_demo(&portal.db, portal.clock.today()).await?;
    load_demo_accounts(&portal).await?;
    let accounts = demo_accounts(&portal).await?;
    portal.db.close().await;
    println!("  Demo accounts, all with the password {DEMO_PASSWORD}");
    for account in accounts {
        let role = match account.role {
            None => "citizen",
            Some(RoleKind::Officer) => "officer",
            Some(RoleKind::Admin) => "administrator",
            Some(RoleKind::Helper) => "community team",
        };
        let place = account
            .agency
            .map(|agency| format!(", {agency}"))
            .unwrap_or_default();
        println!("    {:<16} {} ({role}{place})", account.login, account.name);
    }
    println!("  Or sign in by the simulated VNeID as one of its made-up citizens.");
    Ok(ExitCode::SUCCESS)
}
