//! What acceptance fixes: code, dates, fees.

use std::sync::Arc;

use domain::{
    code::AgencyCode,
    deadline::{DeadlineUnknown, Due},
    quote::FeeQuote,
};
use jiff::{Timestamp, civil::Date};

use super::order;
use crate::{
    Portal,
    catalogue::{self, Agency, Version},
    clock::local,
    db::Tx,
    dossier::{Dossier, Event, PinnedDeadline, deadlines::fix_deadline, store::next_code},
    error::AppError,
    policy::{self, RuleBook},
};

/// What acceptance would fix, or fixes: dates and fees.
pub(super) struct Terms {
    pub agency: Agency,
    pub version: Version,
    pub rules: Arc<RuleBook>,
    pub deadline: Result<PinnedDeadline, DeadlineUnknown>,
    pub fee: Option<FeeQuote>,
}

/// The rules applied to a dossier that is complete: its version, the policies of the day on which it was filed.
pub(super) async fn terms(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &Dossier,
) -> Result<Terms, AppError> {
    let agency = catalogue::store::agency(tx, &dossier.agency_id).await?;
    let version = catalogue::store::version(tx, &dossier.version_id).await?;
    let (Some(agency), Some(version)) = (agency, version) else {
        return Err(AppError::Internal(format!(
            "dossier {} has lost its agency or version",
            dossier.reference
        )));
    };
    let rules = policy::rules(portal, tx).await?;
    let service = &version.procedure;
    let filed_at = dossier.submitted_at;
    let supplied = dossier.facts.supplements.last();
    let complete_at = supplied
        .and_then(|supplement| supplement.supplied_at)
        .unwrap_or(filed_at);
    let channel = dossier.channel;
    let wish = &dossier.body.wish;
    let deadline = fix_deadline(
        &rules,
        service,
        &agency,
        wish,
        channel,
        filed_at,
        complete_at,
    )?;
    let fee = match &dossier.facts.fee {
        Some(quoted) => Some(quoted.clone()),
        None => {
            let at = local(filed_at);
            catalogue::quote(&rules, service, Some(&agency), channel, at, wish)?
                .fee
                .ok()
        }
    };
    Ok(Terms {
        agency,
        version,
        rules,
        deadline,
        fee,
    })
}

/// Acceptance: the code comes out of the same transaction, so that no number is given twice or lost.
pub(super) async fn accepted(
    portal: &Portal,
    tx: &mut Tx,
    dossier: &Dossier,
    typed_due: &str,
    now: Timestamp,
) -> Result<Event, AppError> {
    let terms = terms(portal, tx, dossier).await?;
    let today: Date = local(now).date();
    let (due, pinned) = match terms.deadline {
        Ok(pinned) => (pinned.deadline.due(), Some(pinned)),
        Err(_) => {
            let due: Due = order::due(typed_due, today, &terms.rules, &terms.agency.id)?;
            (due, None)
        }
    };
    let agency: AgencyCode = terms.agency.code.parse().map_err(|error| {
        AppError::Setup(format!("code of the agency {}: {error}", terms.agency.id))
    })?;
    let code = next_code(tx, &agency, today).await?;
    Ok(Event::Accepted {
        code,
        due,
        pinned,
        fee: terms.fee,
    })
}
