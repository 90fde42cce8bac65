//! What was filed in a session.

use jiff::Timestamp;

use crate::{all, db::Tx, error::AppError, one};

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
