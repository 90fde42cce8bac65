//! `portal account add`.

use std::process::ExitCode;

use backend::{
    Portal,
    account::{NewAccount, NewAppointment, add_account},
    actor::{Person, Role, RoleKind},
    error::AppError,
    helper::add_helper,
};
use domain::identity::Phone;

use crate::{cli, settings::Place};

/// Adds an account; the password comes from standard input, so that it stands in no history and no process list.
pub async fn run(place: &Place, options: cli::Account) -> Result<ExitCode, AppError> {
    let mut password = String::new();
    std::io::stdin().read_line(&mut password)?;
    let portal = super::open(place).await?;
    let added = add(&portal, password.trim_end_matches(['\r', '\n']), options).await;
    portal.db.close().await;
    println!("account {} added", added?);
    Ok(ExitCode::SUCCESS)
}

async fn add(portal: &Portal, password: &str, options: cli::Account) -> Result<String, AppError> {
    let cli::Account::Add { login, name, role, agency, head, phone, team, decision, until } = options;
    let phone = phone.map(|phone| Phone::parse(&phone)).transpose();
    let phone = phone.map_err(|_| AppError::field("phone", "bad_phone"))?;
    let person = Person { full_name: name, phone: phone.map(|phone| phone.as_str().to_owned()), ..Person::default() };
    let agency = agency.unwrap_or_default();
    if head && role != Some(RoleKind::Officer) {
        return Err(AppError::field("head", "invalid"));
    }
    let leads = head.then_some(RoleKind::Head);
    let is_helper = role == Some(RoleKind::Helper);
    let new = NewAccount {
        login: &login,
        password,
        person,
        roles: role
            .filter(|_| !is_helper)
            .into_iter()
            .chain(leads)
            .map(|kind| Role { kind, agency_id: agency.clone() })
            .collect(),
        demo: false,
    };
    if !is_helper {
        return add_account(portal, new).await;
    }
    let appointment = NewAppointment {
        agency_id: &agency,
        team: &team.unwrap_or_default(),
        decision: &decision.unwrap_or_default(),
        from: portal.clock.today(),
        until,
    };
    add_helper(portal, new, appointment).await
}
