//! Who helps, where and until when.

use jiff::civil::Date;

use crate::assist::{self, Appointment, Helper, NewAppointment, Standing};
use crate::{account::Person, all, db::Tx, error::AppError, one, run};

/// Gives an account the helper's role.
pub(crate) async fn insert_appointment(
    tx: &mut Tx,
    account_id: &str,
    new: &NewAppointment<'_>,
) -> Result<(), AppError> {
    run!(
        tx,
        "INSERT INTO account_role (account_id, role, agency_id, valid_from, valid_to, team, decision)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        account_id,
        assist::appointment::ROLE.as_str(),
        new.agency_id,
        new.from.to_string(),
        new.until.map(|day| day.to_string()),
        new.team,
        new.decision
    )?;
    Ok(())
}

type AppointmentRow = (
    String,
    String,
    Option<String>,
    Option<String>,
    String,
    Option<String>,
);

/// How an account stands to helping on a day; an appointment in force goes before others.
pub(in crate::assist) async fn standing(
    tx: &mut Tx,
    account_id: &str,
    on: Date,
) -> Result<Standing, AppError> {
    let rows: Vec<AppointmentRow> = all!(
        tx,
        "SELECT account_role.agency_id, agency.name, account_role.team, account_role.decision,
             account_role.valid_from, account_role.valid_to
         FROM account_role JOIN agency ON agency.id = account_role.agency_id
         WHERE account_role.account_id = $1 AND account_role.role = 'helper' AND account_role.valid_to IS NOT NULL
         ORDER BY account_role.valid_to DESC",
        account_id
    )?;
    let mut other = Standing::None;
    for (agency_id, agency, team, decision, from, until) in rows {
        let (Some(from), Some(until)) =
            (assist::day(&from), until.and_then(|day| assist::day(&day)))
        else {
            continue;
        };
        if until < on {
            if other == Standing::None {
                other = Standing::Ended(until);
            }
        } else if from > on {
            other = Standing::NotYet(from);
        } else {
            return Ok(Standing::Appointed(Appointment {
                agency_id,
                agency,
                team: team.unwrap_or_default(),
                decision: decision.unwrap_or_default(),
                until,
            }));
        }
    }
    Ok(other)
}

/// A helper's account, person, agency (id, name), team, decision and last day.
type HelperRow = (
    String,
    String,
    String,
    String,
    Option<String>,
    Option<String>,
    String,
);

/// Everybody whose appointment is in force on a day.
pub(in crate::assist) async fn helpers(tx: &mut Tx, on: Date) -> Result<Vec<Helper>, AppError> {
    let rows: Vec<HelperRow> = all!(
        tx,
        "SELECT account.id, account.person, agency.id, agency.name, account_role.team, account_role.decision,
             account_role.valid_to
         FROM account_role JOIN account ON account.id = account_role.account_id
             JOIN agency ON agency.id = account_role.agency_id
         WHERE account_role.role = 'helper' AND account_role.valid_from <= $1 AND account_role.valid_to >= $1
             AND account.disabled_at IS NULL
         ORDER BY account.id",
        on.to_string()
    )?;
    rows.into_iter()
        .map(
            |(account_id, person, agency_id, agency, team, decision, until)| {
                let person: Person = serde_json::from_str(&person)?;
                Ok(Helper {
                    account_id,
                    name: person.full_name,
                    appointment: Appointment {
                        agency_id,
                        agency,
                        team: team.unwrap_or_default(),
                        decision: decision.unwrap_or_default(),
                        until: assist::day(&until).unwrap_or(on),
                    },
                })
            },
        )
        .collect()
}

/// Whether somebody who signs in with this phone number helps on this day.
pub(in crate::assist) async fn is_helpers_login(
    tx: &mut Tx,
    phone: &str,
    on: Date,
) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM account JOIN account_role ON account_role.account_id = account.id
         WHERE account.login = $1 AND account_role.role = 'helper' AND account_role.valid_to >= $2",
        phone,
        on.to_string()
    )?;
    Ok(count > 0)
}
