//! A draft lives longer than a version of its service: whoever began under an earlier one is told before they send.

use std::sync::Arc;

use domain::procedure::compare;

use super::{Case, Draft, store};
use crate::{
    catalogue::{Record, Version},
    clock::local,
    db::Tx,
    error::AppError,
};

/// The version under which a draft was begun, where the one of today says something else.
pub(super) fn begun_under(record: &Record, draft: &Draft, today: &Version) -> Option<Arc<Version>> {
    let begun = match &draft.body.version_id {
        Some(id) => record.version(id),
        None => record.on(local(draft.created_at).date()),
    };
    let differs =
        |begun: &&Arc<Version>| begun.id != today.id && !compare(&begun.procedure, &today.procedure).is_empty();
    begun.filter(differs).cloned()
}

/// Notes that the person is told of today's version; gives the one under which they began, if they weren't yet.
pub(crate) async fn note_version(tx: &mut Tx, case: &mut Case) -> Result<Option<Arc<Version>>, AppError> {
    let Some(begun_under) = case.begun_under.take() else {
        return Ok(None);
    };
    case.draft.body.version_id = Some(case.version.id.clone());
    store::update_draft(tx, &case.draft, case.at).await?;
    Ok(Some(begun_under))
}
