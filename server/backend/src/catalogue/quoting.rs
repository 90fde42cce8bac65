//! What filing would cost and when the result would come: the rules applied to one version of a service.

use std::num::NonZeroU32;

use domain::{
    channel::Channel,
    fee::Demand,
    policy::{ApplicantGroup, ServiceRef},
    procedure::Procedure,
    quote::{self, Place, Quote, QuoteInput},
};
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::Agency;
use crate::{error::AppError, policy::RuleBook};

/// What somebody would file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Units: pages, copies or cases.
    pub quantity: Option<NonZeroU32>,
    /// Copies of the whole.
    pub copies: Option<NonZeroU32>,
    /// The applicant's case.
    pub case: Option<String>,
    /// Groups that the applicant belongs to.
    pub groups: Vec<ApplicantGroup>,
}

/// Quotes one version of a service, sent at `at` (local time). Without an agency it assumes a place and says so.
///
/// # Errors
/// [`AppError::Setup`] where the rules of the portal are incomplete. What cannot be told of the service is in the
/// quote, with the reason.
pub fn quote(
    rules: &RuleBook,
    procedure: &Procedure,
    agency: Option<&Agency>,
    channel: Channel,
    at: DateTime,
    wish: &Wish,
) -> Result<Quote, AppError> {
    let day = at.date();
    let assumed = rules.assumed_territory(day)?;
    let known = agency.and_then(|agency| agency.territory.as_ref());
    Ok(quote::quote(&QuoteInput {
        service: ServiceRef {
            code: Some(procedure.code.as_str()),
            field: Some(procedure.field.vi.as_str()),
        },
        terms: &procedure.terms,
        channel,
        submitted_at: at,
        place: known.map_or(Place::Assumed(&assumed), Place::Known),
        demand: Demand {
            quantity: wish.quantity,
            copies: wish.copies,
            case: wish.case.as_deref(),
        },
        groups: &wish.groups,
        policies: &rules.policies,
        calendar: &rules.calendar,
        hours: rules.hours(agency.map(|agency| agency.id.as_str()), day)?,
    }))
}
