//! A draft lives longer than a version of its service: whoever began under an earlier one is told before they send.

use domain::procedure::compare;
use jiff::Timestamp;

use super::{Case, Draft, store};
use crate::{
    catalogue::{self, Version},
    clock::local,
    db::Tx,
    error::AppError,
};

/// The version under which a draft was begun, where the one of today says something else.
pub(super) async fn begun_under(tx: &mut Tx, draft: &Draft, today: &Version) -> Result<Option<Box<Version>>, AppError> {
    let begun = match &draft.body.version_id {
        Some(id) if *id == today.id => return Ok(None),
        Some(id) => catalogue::store::version(tx, id).await?,
        None => {
            let day = local(draft.created_at).date();
            catalogue::store::version_on(tx, &draft.service_id, day).await?
        }
    };
    let differs = |begun: &Version| begun.id != today.id && !compare(&begun.procedure, &today.procedure).is_empty();
    Ok(begun.filter(differs).map(Box::new))
}

/// Notes that the person is told of today's version; gives the one under which they began, if they weren't yet.
pub(crate) async fn note_version(
    tx: &mut Tx,
    case: &mut Case,
    now: Timestamp,
) -> Result<Option<Box<Version>>, AppError> {
    let Some(begun_under) = case.begun_under.take() else {
        return Ok(None);
    };
    case.draft.body.version_id = Some(case.version.id.clone());
    store::update_draft(tx, &case.draft, now).await?;
    Ok(Some(begun_under))
}
