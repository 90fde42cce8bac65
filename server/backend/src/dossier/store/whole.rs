//! Dossiers and their logs, many at a time.

use super::{Dossier, Entry, search_text};
use crate::{
    clock::{instant, local},
    db::Tx,
    error::AppError,
    insert_all,
};

/// Rows of dossiers as they are now.
pub(in crate::dossier) async fn insert_many(tx: &mut Tx, dossiers: &[&Dossier]) -> Result<(), AppError> {
    let texts = dossiers
        .iter()
        .map(|dossier| {
            let body = serde_json::to_string(&dossier.body)?;
            Ok((*dossier, body, serde_json::to_string(&dossier.facts)?))
        })
        .collect::<Result<Vec<(&Dossier, String, String)>, AppError>>()?;
    insert_all!(
        tx,
        "INSERT INTO dossier (id, reference, code, submission, service_id, version_id, agency_id, channel, acting_mode,
             filer_id, state, last_event, submitted_at, accepted_at, accepted_day, next_due, body, facts, demo,
             search_text, mode, late_law_from, late_promise_from,
             applicant_number) ",
        texts,
        |values, row| {
            let (dossier, body, facts) = row;
            let state = &dossier.facts.state;
            let accepted = state.acceptance().map(|acceptance| acceptance.at);
            let late = dossier.late_from();
            values
                .push_bind(&dossier.id)
                .push_bind(&dossier.reference)
                .push_bind(&dossier.code)
                .push_bind(&dossier.submission)
                .push_bind(&dossier.service_id)
                .push_bind(&dossier.version_id)
                .push_bind(&dossier.agency_id)
                .push_bind(dossier.channel.as_str())
                .push_bind(dossier.acting_mode.as_str())
                .push_bind(&dossier.filer_id)
                .push_bind(state.code().as_str())
                .push_bind(dossier.last_event)
                .push_bind(dossier.submitted_at.as_microsecond())
                .push_bind(accepted.map(|at| at.as_microsecond()))
                .push_bind(accepted.map(|at| local(at).date().to_string()))
                .push_bind(dossier.facts.next_due().map(|due| instant(due).as_microsecond()))
                .push_bind(body)
                .push_bind(facts)
                .push_bind(dossier.demo)
                .push_bind(search_text(dossier))
                .push_bind(dossier.mode.as_str())
                .push_bind(late.map(|late| late.law.as_microsecond()))
                .push_bind(late.map(|late| late.promise.as_microsecond()))
                .push_bind(&dossier.body.applicant.personal_number);
        },
        ""
    )
}

/// Lines of logs, each with its dossier's id.
pub(in crate::dossier) async fn insert_events(tx: &mut Tx, entries: &[(&str, &Entry)]) -> Result<(), AppError> {
    let bodies = entries
        .iter()
        .map(|(id, entry)| Ok((*id, *entry, serde_json::to_string(&entry.event)?)))
        .collect::<Result<Vec<(&str, &Entry, String)>, AppError>>()?;
    insert_all!(
        tx,
        "INSERT INTO dossier_event (dossier_id, number, at, actor_id, actor_role, agency_id, body) ",
        bodies,
        |values, row| {
            let (dossier_id, entry, body) = row;
            values
                .push_bind(*dossier_id)
                .push_bind(entry.number)
                .push_bind(entry.at.as_microsecond())
                .push_bind(&entry.who.account_id)
                .push_bind(entry.who.role.as_str())
                .push_bind(&entry.who.agency_id)
                .push_bind(body);
        },
        ""
    )
}
