//! What agencies offer online, by the rows of a report.

use std::collections::{BTreeSet, HashMap};

use domain::{metrics::By, mode::Mode, procedure::Filing};
use jiff::civil::Date;

use super::{Period, Scope};
use crate::catalogue::{Offered, OfferedService, Offering};

/// Services by the key of a row; under `None`, of all rows.
pub(super) type ByRow<'a> = HashMap<Option<String>, BTreeSet<&'a str>>;

/// Whether a service is in the scope.
pub(super) fn is_in(scope: &Scope, offered: &Offered, service_id: &str) -> bool {
    let is_service = scope.service.as_ref().is_none_or(|id| id == service_id);
    let is_field = scope.field.as_ref().is_none_or(|key| {
        let service = offered.service(service_id);
        service.is_some_and(|service| service.newest().field_key == *key)
    });
    is_service && is_field
}

/// The services that are offered online in the scope, by row.
pub(super) fn online<'a>(scope: &Scope, by: By, offered: &'a Offered) -> ByRow<'a> {
    let mut found = ByRow::new();
    for service in offered.0.iter().filter(|one| is_in(scope, offered, &one.id)) {
        for offering in service.agencies.iter().filter(|one| is_taken(scope, one)) {
            if !is_online(service, offering, scope.period) {
                continue;
            }
            let mut add = |key: Option<String>| {
                found.entry(key).or_default().insert(&service.id);
            };
            add(None);
            match by {
                By::Province => add(Some(String::new())),
                By::Level => add(Some(offering.level.to_string())),
                By::Agency => add(Some(offering.agency_id.clone())),
                By::Field => add(Some(service.newest().field_key.clone())),
                By::Service => add(Some(service.id.clone())),
                By::Month => {
                    let months = scope.period.months();
                    for month in months.filter(|month| is_online(service, offering, *month)) {
                        add(Some(month_key(month.from())));
                    }
                }
            }
        }
    }
    found
}

/// Whether an agency of the scope takes it here; what is handed over to the national portal counts there.
fn is_taken(scope: &Scope, offering: &Offering) -> bool {
    offering.filing != Filing::Handover
        && scope.agency.as_ref().is_none_or(|id| *id == offering.agency_id)
        && scope.level.is_none_or(|level| level == offering.level)
}

/// Whether it is offered in the period while more than information is online.
fn is_online(service: &OfferedService, offering: &Offering, period: Period) -> bool {
    let online = |version: &crate::catalogue::OfferedVersion| {
        version.mode != Mode::InformationOnly && period.meets(version.valid_from, version.valid_to)
    };
    period.meets(offering.valid_from, offering.valid_to) && service.versions.iter().any(online)
}

/// The key of a month's row: `2026-03`.
pub(super) fn month_key(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}
