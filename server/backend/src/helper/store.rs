//! Who helps, where and until when, and with which dossiers they helped.

use jiff::{Timestamp, civil::Date};

use super::{Appointment, Helper, Standing};
use crate::{actor::Person, all, db::Tx, error::AppError, maybe, one, run};

type AppointmentRow = (String, String, Option<String>, Option<String>, String, Option<String>);

/// How an account stands to helping on a day; an appointment in force goes before others.
pub(crate) async fn standing(tx: &mut Tx, account_id: &str, on: Date) -> Result<Standing, AppError> {
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
        let (Some(from), Some(until)) = (day(&from), until.and_then(|last| day(&last))) else {
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
type HelperRow = (String, String, String, String, Option<String>, Option<String>, String);

/// Everybody whose appointment is in force on a day.
pub(crate) async fn helpers(tx: &mut Tx, on: Date) -> Result<Vec<Helper>, AppError> {
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
        .map(|(account_id, person, agency_id, agency, team, decision, until)| {
            let person: Person = serde_json::from_str(&person)?;
            Ok(Helper {
                account_id,
                name: person.full_name,
                appointment: Appointment {
                    agency_id,
                    agency,
                    team: team.unwrap_or_default(),
                    decision: decision.unwrap_or_default(),
                    until: day(&until).unwrap_or(on),
                },
            })
        })
        .collect()
}

/// Whether somebody who signs in with this phone number helps on this day.
pub(crate) async fn is_helpers_login(tx: &mut Tx, phone: &str, on: Date) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM account JOIN account_role ON account_role.account_id = account.id
         WHERE account.login = $1 AND account_role.role = 'helper' AND account_role.valid_to >= $2",
        phone,
        on.to_string()
    )?;
    Ok(count > 0)
}

/// A day, as the store writes it.
fn day(text: &str) -> Option<Date> {
    text.parse().ok()
}

/// Notes who helped with a dossier.
pub(crate) async fn insert_filing(
    tx: &mut Tx,
    dossier_id: &str,
    session_id: Option<&str>,
    helper: (&str, &str, &str),
    now: Timestamp,
) -> Result<(), AppError> {
    let (helper_id, agency_id, team) = helper;
    run!(
        tx,
        "INSERT INTO assist_filing (dossier_id, session_id, helper_id, agency_id, team, at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        dossier_id,
        session_id,
        helper_id,
        agency_id,
        team,
        now.as_microsecond()
    )?;
    Ok(())
}

/// Whether a dossier was sent in this session.
pub(crate) async fn was_sent_in(tx: &mut Tx, session_id: &str, dossier_id: &str) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM assist_filing WHERE dossier_id = $1 AND session_id = $2",
        dossier_id,
        session_id
    )?;
    Ok(count > 0)
}

/// Whether this account helped with a dossier.
pub(crate) async fn helped(tx: &mut Tx, dossier_id: &str, account_id: &str) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM assist_filing WHERE dossier_id = $1 AND helper_id = $2",
        dossier_id,
        account_id
    )?;
    Ok(count > 0)
}

/// Who helped with a dossier: person, team, agency's name, whether in a session.
pub(super) async fn help_with(
    tx: &mut Tx,
    dossier_id: &str,
) -> Result<Option<(String, String, String, bool)>, AppError> {
    maybe!(
        tx,
        "SELECT account.person, assist_filing.team, agency.name, assist_filing.session_id IS NOT NULL
         FROM assist_filing JOIN account ON account.id = assist_filing.helper_id
             JOIN agency ON agency.id = assist_filing.agency_id
         WHERE assist_filing.dossier_id = $1",
        dossier_id
    )
}
