//! A service as its page shows it: the version of a day, who offers it, and what it costs by both ways.

use std::sync::Arc;

use domain::{channel::Channel, deadline::Course, procedure::Procedure, quote::Quote};
use jiff::civil::{Date, DateTime, time};

use super::{ServiceKey, Wish, course, quote, resolve};
use crate::{
    Portal,
    catalogue::{Agency, Offer, Service, Version, record},
    clock::local,
    error::AppError,
    policy::{self, RuleBook},
};

/// Which page is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The service's id.
    pub id: &'a str,
    /// The agency that the quotes are for; one that doesn't offer the service is left out.
    pub agency_id: Option<&'a str>,
    /// The day whose version is read; today if none.
    pub on: Option<Date>,
}

/// A service as it can be read on a day.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The service.
    pub service: Arc<Service>,
    /// The version of the day, or where none was in force then, the nearest.
    pub version: Arc<Version>,
    /// Whether that version was in force on the day.
    pub in_force: bool,
    /// First and last days of all versions, oldest first.
    pub periods: Vec<(Date, Option<Date>)>,
    /// Who offers it on the day.
    pub offers: Vec<Offer>,
    /// Where nobody offers it: the service of the same code that an agency here does offer.
    pub offered_instead: Option<Service>,
    /// The agency that the quotes are for.
    pub agency: Option<Agency>,
    /// Online and at the counter.
    pub quotes: Quotes,
    /// What the place is called that was assumed where no agency was named.
    pub assumed_place: String,
}

/// What filing at one moment costs and how long it takes, by both ways; `None` for a way that there isn't.
#[derive(Clone, Debug)]
pub struct Quotes {
    /// Filed online.
    pub online: Option<Quote>,
    /// Filed at the counter.
    pub counter: Option<Quote>,
    /// The days on the way to the online date, or the counter's where there is no online way.
    pub course: Option<Course>,
    /// The moment of filing, local time.
    pub at: DateTime,
}

/// Reads a service for its page.
///
/// # Errors
/// [`AppError::NotFound`] for an unknown service.
pub async fn read(portal: &Portal, wanted: Wanted<'_>) -> Result<Reading, AppError> {
    let now = local(portal.clock.now());
    // On another day than today nobody files now: the quotes are for the morning of that day.
    let at = match wanted.on {
        Some(day) if day != now.date() => day.to_datetime(time(9, 0, 0, 0)),
        _ => now,
    };
    let mut tx = portal.db.read().await?;
    let record = record(portal, &mut tx, wanted.id).await?.ok_or(AppError::NotFound)?;
    let periods = record.periods();
    let (from, in_force) = nearest(&periods, at.date()).ok_or(AppError::NotFound)?;
    let version = record.on(from).cloned().ok_or(AppError::NotFound)?;
    let offers = record.offers(at.date());
    let offered_instead = if offers.is_empty() {
        let key = ServiceKey::Code(&record.service.code);
        let winner = resolve(&mut tx, &key, at.date()).await.ok();
        winner.filter(|winner| winner.id != record.service.id)
    } else {
        None
    };
    let rules = policy::rules(portal, &mut tx).await?;
    tx.commit().await?;
    let agency = wanted
        .agency_id
        .and_then(|id| offers.iter().find(|offer| offer.agency.id == id))
        .map(|offer| offer.agency.clone());
    let quotes = if in_force {
        both_ways(&rules, &version.procedure, agency.as_ref(), at)?
    } else {
        Quotes { online: None, counter: None, course: None, at }
    };
    Ok(Reading {
        assumed_place: rules.rule("assumed_place", at.date())?,
        service: Arc::clone(&record.service),
        version,
        in_force,
        periods,
        offers,
        offered_instead,
        agency,
        quotes,
    })
}

/// The first day of the period that holds `day`, and `true`; else that of the last one before it, or of the first.
fn nearest(periods: &[(Date, Option<Date>)], day: Date) -> Option<(Date, bool)> {
    let begun = periods.iter().rev().find(|(from, _)| *from <= day);
    match begun {
        Some((from, to)) => Some((*from, to.is_none_or(|to| to >= day))),
        None => periods.first().map(|(from, _)| (*from, false)),
    }
}

/// Quotes online and counter, as far as the service can be filed so.
fn both_ways(
    rules: &RuleBook,
    procedure: &Procedure,
    agency: Option<&Agency>,
    at: DateTime,
) -> Result<Quotes, AppError> {
    let wish = Wish::default();
    let one = |channel| quote(rules, procedure, agency, channel, at, &wish);
    let way = |channel| procedure.offers(channel).then(|| one(channel)).transpose();
    let (mut online, mut counter) = (way(Channel::Online)?, way(Channel::Counter)?);
    if online.is_none() && counter.is_none() {
        // By post alone, or the source lists no way: then what isn't known is said of both.
        online = Some(one(Channel::Online)?);
        counter = Some(one(Channel::Counter)?);
    }
    Ok(Quotes { course: course(rules, agency, online.as_ref().or(counter.as_ref()), at)?, online, counter, at })
}

/// The service that bears a code, for addresses with a code in place of an id.
///
/// # Errors
/// As [`resolve`].
pub async fn by_code(portal: &Portal, code: &str) -> Result<Service, AppError> {
    let mut tx = portal.db.read().await?;
    let service = resolve(&mut tx, &ServiceKey::Code(code), portal.clock.today()).await?;
    tx.commit().await?;
    Ok(service)
}

#[cfg(test)]
mod tests {
    use domain::money::Dong;
    use jiff::civil::date;

    use super::*;
    use crate::testing::{
        office::{HERE, SERVICE, portal},
        on_each_engine,
    };

    #[test]
    fn the_nearest_period_is_found() {
        let periods = [(date(2022, 1, 1), Some(date(2024, 12, 31))), (date(2025, 7, 1), Some(date(2026, 6, 30)))];
        for (day, found) in [
            (date(2021, 5, 1), Some((date(2022, 1, 1), false))),
            (date(2022, 1, 1), Some((date(2022, 1, 1), true))),
            (date(2025, 3, 1), Some((date(2022, 1, 1), false))),
            (date(2026, 6, 30), Some((date(2025, 7, 1), true))),
            (date(2026, 7, 1), Some((date(2025, 7, 1), false))),
        ] {
            assert_eq!(nearest(&periods, day), found, "{day}");
        }
        assert_eq!(nearest(&[], date(2022, 1, 1)), None);
    }

    #[tokio::test]
    async fn a_service_is_read_with_both_quotes() {
        on_each_engine(|db| async move {
            let folder = tempfile::tempdir().unwrap();
            let portal = portal(&db, &folder).await;
            let wanted = Wanted { id: SERVICE, agency_id: Some(HERE), on: None };
            let reading = read(&portal, wanted).await.unwrap();
            assert!(reading.in_force);
            let online = reading.quotes.online.unwrap().fee.unwrap();
            assert_eq!(online.saved, Dong::of(50_000));
            assert!(reading.quotes.counter.is_some());
            assert_eq!(reading.agency.unwrap().id, HERE);
            assert_eq!(reading.offers.len(), 2);

            let before = Wanted { on: Some(date(2020, 5, 4)), agency_id: Some("nobody"), ..wanted };
            let reading = read(&portal, before).await.unwrap();
            assert!(!reading.in_force && reading.quotes.online.is_none());
            assert_eq!(reading.agency, None);

            let unknown = Wanted { id: "x", ..wanted };
            assert!(matches!(read(&portal, unknown).await, Err(AppError::NotFound)));
            assert_eq!(by_code(&portal, "1.001612").await.unwrap().id, SERVICE);
        })
        .await;
    }
}
