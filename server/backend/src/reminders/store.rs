//! Tasks in the store, and when each dossier is looked at.

use domain::regime::AppliedRule;
use jiff::{Timestamp, civil::Date};

use super::{Kind, plan::Item};
use crate::{actor::Person, all, db::Tx, dossier::Dossier, error::AppError, maybe, run};

pub(super) async fn to_look_at(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<String>, AppError> {
    let rows: Vec<(String,)> = all!(
        tx,
        "SELECT id FROM dossier WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2",
        now.as_microsecond(),
        most
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Nothing falls due any more for what is over; its tasks close with it.
pub(super) async fn let_final_ones_sleep(tx: &mut Tx, now: Timestamp) -> Result<(), AppError> {
    run!(
        tx,
        "UPDATE task SET open = FALSE WHERE open AND dossier_id IN (
             SELECT id FROM dossier WHERE wake_at <= $1
                 AND state IN ('refused', 'withdrawn', 'stopped', 'handed_over'))",
        now.as_microsecond()
    )?;
    run!(
        tx,
        "UPDATE dossier SET wake_at = NULL
         WHERE wake_at <= $1 AND state IN ('refused', 'withdrawn', 'stopped', 'handed_over')",
        now.as_microsecond()
    )?;
    Ok(())
}

pub(super) async fn wake_at(tx: &mut Tx, dossier_id: &str, at: Option<Timestamp>) -> Result<(), AppError> {
    run!(tx, "UPDATE dossier SET wake_at = $2 WHERE id = $1", dossier_id, at.map(|at| at.as_microsecond()))?;
    Ok(())
}

/// Writes an item down; `false` where it was written before. One for the desk opens again where it is asked again.
pub(super) async fn write(
    tx: &mut Tx,
    dossier: &Dossier,
    item: &Item,
    open: bool,
    now: Timestamp,
) -> Result<bool, AppError> {
    let new = run!(
        tx,
        "INSERT INTO task (dossier_id, kind, number, agency_id, due_at, made_at, open)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (dossier_id, kind, number) DO NOTHING",
        &dossier.id,
        item.kind.as_str(),
        item.number,
        &dossier.agency_id,
        item.at.as_microsecond(),
        now.as_microsecond(),
        open
    )?;
    if new == 0 && open {
        run!(
            tx,
            "UPDATE task SET open = TRUE WHERE dossier_id = $1 AND kind = $2 AND number = $3 AND NOT open",
            &dossier.id,
            item.kind.as_str(),
            item.number
        )?;
    }
    Ok(new == 1)
}

/// Closes the dossier's tasks but for these.
pub(super) async fn close_others(tx: &mut Tx, dossier_id: &str, open: &[(Kind, i64)]) -> Result<(), AppError> {
    let rows: Vec<(String, i64)> =
        all!(tx, "SELECT kind, number FROM task WHERE dossier_id = $1 AND open", dossier_id)?;
    for (kind, number) in rows {
        let stays = open.iter().any(|(known, which)| known.as_str() == kind && *which == number);
        if !stays {
            run!(
                tx,
                "UPDATE task SET open = FALSE WHERE dossier_id = $1 AND kind = $2 AND number = $3",
                dossier_id,
                &kind,
                number
            )?;
        }
    }
    Ok(())
}

/// Where a rule comes from, as the table says.
pub(super) async fn source_of(tx: &mut Tx, used: Option<&AppliedRule>) -> Result<String, AppError> {
    let Some(used) = used else {
        return Ok(String::new());
    };
    let row: Option<(String,)> = maybe!(
        tx,
        "SELECT legal_source FROM rule WHERE key = $1 AND valid_from = $2",
        &used.key,
        used.valid_from.to_string()
    )?;
    Ok(row.map(|(source,)| source).unwrap_or_default())
}

/// Those who are told of a late dossier: the heads of the agencies where it lies, and the portal's administrators.
pub(super) async fn heads(tx: &mut Tx, dossier: &Dossier, on: Date) -> Result<Vec<Person>, AppError> {
    let rows: Vec<(String,)> = all!(
        tx,
        "SELECT DISTINCT account.person FROM account_role JOIN account ON account.id = account_role.account_id
         WHERE (account_role.role = 'admin' OR (account_role.role = 'head' AND account_role.agency_id IN ($2, $3)))
             AND account.disabled_at IS NULL AND account_role.valid_from <= $1
             AND (account_role.valid_to IS NULL OR account_role.valid_to >= $1)",
        on.to_string(),
        &dossier.agency_id,
        dossier.facts.holder().unwrap_or(&dossier.agency_id)
    )?;
    rows.into_iter().map(|(person,)| Ok(serde_json::from_str(&person)?)).collect()
}
