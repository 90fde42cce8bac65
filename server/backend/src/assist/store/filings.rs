//! What was filed in a session.

use jiff::Timestamp;

use crate::{all, db::Tx, error::AppError, maybe, one, run};

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
pub(crate) async fn was_sent_in(
    tx: &mut Tx,
    session_id: &str,
    dossier_id: &str,
) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM assist_filing WHERE dossier_id = $1 AND session_id = $2",
        dossier_id,
        session_id
    )?;
    Ok(count > 0)
}

/// Whether this account helped with a dossier.
pub(crate) async fn helped(
    tx: &mut Tx,
    dossier_id: &str,
    account_id: &str,
) -> Result<bool, AppError> {
    let (count,): (i64,) = one!(
        tx,
        "SELECT COUNT(*) FROM assist_filing WHERE dossier_id = $1 AND helper_id = $2",
        dossier_id,
        account_id
    )?;
    Ok(count > 0)
}

/// Who helped with a dossier: person, team, agency's name, whether in a session.
pub(in crate::assist) async fn help_with(
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

/// What was sent in a session: draft, service and reference.
pub(in crate::assist) async fn sent_in(
    tx: &mut Tx,
    session_id: &str,
) -> Result<Vec<(String, String, String)>, AppError> {
    all!(
        tx,
        "SELECT dossier.submission, dossier.service_id, dossier.reference
         FROM assist_filing JOIN dossier ON dossier.id = assist_filing.dossier_id
         WHERE assist_filing.session_id = $1 ORDER BY assist_filing.at",
        session_id
    )
}

/// How many residents agreed, and how many dossiers went out, by this helper since then.
pub(in crate::assist) async fn tally(
    tx: &mut Tx,
    helper_id: &str,
    since: Timestamp,
) -> Result<(i64, i64, i64), AppError> {
    one!(
        tx,
        "SELECT (SELECT COUNT(*) FROM assist_session
                 WHERE helper_id = $1 AND opened_at >= $2 AND confirmed_at IS NOT NULL),
                (SELECT COUNT(*) FROM assist_filing WHERE helper_id = $1 AND at >= $2 AND session_id IS NOT NULL),
                (SELECT COUNT(*) FROM assist_filing WHERE helper_id = $1 AND at >= $2 AND session_id IS NULL)",
        helper_id,
        since.as_microsecond()
    )
}
