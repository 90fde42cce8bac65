//! What filing would cost and when the result would come: the rules applied to one version of a service.

use domain::{
    channel::Channel,
    deadline::{self, Course, DeadlineInput},
    fee::{Demand, Quantity},
    groups::Membership,
    procedure::Procedure,
    quote::{self, Place, Quote, QuoteInput},
};
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{catalogue::Agency, error::AppError, policy::RuleBook};

/// What somebody would file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wish {
    /// Units: pages, copies or cases.
    #[serde(deserialize_with = "in_bounds")]
    pub quantity: Option<Quantity>,
    /// Copies of the whole.
    #[serde(deserialize_with = "in_bounds")]
    pub copies: Option<Quantity>,
    /// The applicant's case.
    pub case: Option<String>,
    /// Groups that the applicant belongs to: claimed, until an officer verified them.
    pub groups: Vec<Membership>,
}

/// A stored dossier from before there were bounds is read all the same: what is beyond them counts as not said.
fn in_bounds<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Quantity>, D::Error> {
    Ok(Option::<u32>::deserialize(from)?.and_then(Quantity::new))
}

/// The days on the way to the date of a quote, for people to see.
///
/// # Errors
/// [`AppError::Setup`] where the rules of the portal are incomplete.
pub fn course(
    rules: &RuleBook,
    agency: Option<&Agency>,
    quote: Option<&Quote>,
    at: DateTime,
) -> Result<Option<Course>, AppError> {
    let Some(deadline) = quote.and_then(|quote| quote.deadline.as_ref().ok()) else {
        return Ok(None);
    };
    let Some(limit) = deadline.limit() else {
        return Ok(None);
    };
    let day = at.date();
    let assumed = rules.assumed_territory(day)?;
    let known = agency.and_then(Agency::place);
    let input = DeadlineInput {
        submitted_at: at,
        limit,
        longer: None,
        shortening: deadline.shortened().map(|(by, _)| by),
        calendar: &rules.calendar_at(Some(known.as_ref().unwrap_or(&assumed))),
        hours: rules.hours(agency.map(|agency| agency.id.as_str()), day)?,
    };
    Ok(deadline::course(&input, &[], day).ok())
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
    let known = agency.and_then(Agency::place);
    let calendar = rules.calendar_at(Some(known.as_ref().unwrap_or(&assumed)));
    let unit = agency.and_then(|agency| agency.unit_code.as_deref());
    Ok(quote::quote(&QuoteInput {
        service: procedure.service_ref(),
        terms: &procedure.terms,
        channel,
        submitted_at: at,
        place: known.as_ref().map_or(Place::Assumed(&assumed), Place::Known),
        remote: rules.is_remote(unit, day),
        demand: Demand { quantity: wish.quantity, copies: wish.copies, case: wish.case.as_deref() },
        groups: &wish.groups,
        policies: &rules.policies,
        calendar: &calendar,
        hours: rules.hours(agency.map(|agency| agency.id.as_str()), day)?,
    }))
}
