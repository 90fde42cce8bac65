//! What administrators look at, in the store.

use domain::money::Dong;
use jiff::civil::Date;

use super::{LateAt, LateDossier, OpenRefund, OutboxState, Staff};
use crate::{actor::Person, all, clock::from_micros, db::Tx, error::AppError, one, payment::RefundState};

/// Who has a role on a day.
pub(super) async fn staff(tx: &mut Tx, on: Date) -> Result<Vec<Staff>, AppError> {
    let rows: Vec<(Option<String>, String, String, Option<String>)> = all!(
        tx,
        "SELECT account.login, account.person, account_role.role, agency.name
         FROM account_role
         JOIN account ON account.id = account_role.account_id
         LEFT JOIN agency ON agency.id = account_role.agency_id
         WHERE account.disabled_at IS NULL AND account_role.valid_from <= $1
             AND (account_role.valid_to IS NULL OR account_role.valid_to >= $1)
         ORDER BY account_role.role, agency.name, account.login",
        on.to_string()
    )?;
    rows.into_iter()
        .map(|(login, person, role, agency)| {
            let person: Person = serde_json::from_str(&person)?;
            Ok(Staff {
                login: login.unwrap_or_default(),
                name: person.full_name,
                role: role.parse().map_err(AppError::Internal)?,
                agency,
            })
        })
        .collect()
}

pub(super) async fn outbox_state(tx: &mut Tx) -> Result<OutboxState, AppError> {
    let (waiting, given_up): (i64, i64) =
        one!(tx, "SELECT COUNT(next_try), COUNT(*) - COUNT(next_try) FROM outbox WHERE sent_at IS NULL")?;
    Ok(OutboxState { waiting, given_up })
}

pub(super) async fn open_refunds(tx: &mut Tx) -> Result<Vec<OpenRefund>, AppError> {
    let rows: Vec<(String, i64, String, String, i64)> = all!(
        tx,
        "SELECT COALESCE(dossier.code, dossier.reference), refund.amount, refund.reason, refund.state,
             refund.at
         FROM refund JOIN dossier ON dossier.id = refund.dossier_id
         WHERE refund.state <> 'done' ORDER BY refund.at LIMIT 200"
    )?;
    rows.into_iter()
        .map(|(dossier, amount, reason, state, at)| {
            let amount = Dong::new(amount).map_err(|error| AppError::Internal(error.to_string()))?;
            Ok(OpenRefund {
                dossier,
                amount,
                reason,
                at_counter: state == RefundState::Counter.as_str(),
                stuck: state == RefundState::Stuck.as_str(),
                at: from_micros(at),
            })
        })
        .collect()
}

/// Late and escalated dossiers by agency, as the worker's open tasks tell; a dossier counts once.
pub(super) async fn late_at(tx: &mut Tx) -> Result<Vec<LateAt>, AppError> {
    let rows: Vec<(String, String, i64, i64, i64)> = all!(
        tx,
        "SELECT agency.id, agency.name, COUNT(DISTINCT CASE WHEN task.kind <> 'escalated' THEN task.dossier_id END),
             COUNT(DISTINCT CASE WHEN task.kind = 'late_law' THEN task.dossier_id END),
             COUNT(DISTINCT CASE WHEN task.kind = 'escalated' THEN task.dossier_id END)
         FROM task JOIN agency ON agency.id = task.agency_id
         WHERE task.open AND task.kind IN ('late', 'late_law', 'escalated')
         GROUP BY agency.id, agency.name ORDER BY 3 DESC, 5 DESC, agency.name"
    )?;
    let row = |(agency_id, agency, late, by_law, escalated)| LateAt { agency_id, agency, late, by_law, escalated };
    Ok(rows.into_iter().map(row).collect())
}

/// Those dossiers, the longest due first.
pub(super) async fn late_dossiers(tx: &mut Tx, most: i64) -> Result<Vec<LateDossier>, AppError> {
    let rows: Vec<(String, String, String, Option<i64>, i64, i64)> = all!(
        tx,
        "SELECT COALESCE(dossier.code, dossier.reference), agency.name, service.name, dossier.next_due,
             CAST(MAX(CASE WHEN task.kind = 'late_law' THEN 1 ELSE 0 END) AS BIGINT),
             CAST(MAX(CASE WHEN task.kind = 'escalated' THEN 1 ELSE 0 END) AS BIGINT)
         FROM task JOIN dossier ON dossier.id = task.dossier_id
             JOIN agency ON agency.id = dossier.agency_id JOIN service ON service.id = dossier.service_id
         WHERE task.open AND task.kind IN ('late', 'late_law', 'escalated')
         GROUP BY dossier.id, dossier.code, dossier.reference, agency.name, service.name, dossier.next_due
         ORDER BY COALESCE(dossier.next_due, $2), dossier.id LIMIT $1",
        most,
        i64::MAX
    )?;
    let row = |(name, agency, service, due, by_law, escalated): (_, _, _, Option<i64>, i64, i64)| LateDossier {
        name,
        agency,
        service,
        due: due.map(from_micros),
        by_law: by_law > 0,
        escalated: escalated > 0,
    };
    Ok(rows.into_iter().map(row).collect())
}
