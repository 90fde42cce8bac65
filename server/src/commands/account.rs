//! `portal account add`.

use std::process::ExitCode;

use backend::{
    account::{NewAccount, Person, Role, add_account},
    error::AppError,
};

use crate::{cli, settings::Place};

/// Adds an account; the password comes from standard input, so that it stands in no history and no process list.
pub async fn run(place: &Place, options: cli::Account) -> Result<ExitCode, AppError> {
    let cli::Account::Add {
        login,
        name,
        role,
        agency,
    } = options;
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let roles = role
        .map(|kind| Role {
            kind,
            agency_id: agency.unwrap_or_default(),
        })
        .into_iter()
        .collect();
    let portal = super::open(place).await?;
    let person = Person {
        full_name: name,
        ..Person::default()
    };
    let password = password.trim_end_matches(['\r', '\n']);
    let added = add_account(
        &portal,
        NewAccount {
            login: &login,
            password,
            person,
            roles,
            demo: false,
        },
    )
    .await;
    portal.db.close().await;
    println!("account {} added", added?);
    Ok(ExitCode::SUCCESS)
}
