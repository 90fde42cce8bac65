//! What the agencies of this portal offer, or offered: small enough to be kept in memory and asked for any day.

use std::{collections::HashMap, sync::Arc};

use domain::{
    mode::{Level, Mode},
    procedure::Words,
};
use jiff::civil::Date;

use super::store::offering;
use crate::{Portal, db, error::AppError};

/// All services that an agency offers or offered, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered(pub Vec<OfferedService>);

/// A service that an agency offers or offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedService {
    /// Its id.
    pub id: String,
    /// Oldest first.
    pub versions: Vec<OfferedVersion>,
    /// By whom.
    pub agencies: Vec<Offering>,
}

/// What figures need of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedVersion {
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// Procedure code.
    pub code: String,
    /// Its name.
    pub name: Words,
    /// Lĩnh vực.
    pub field: Words,
    /// The field in addresses ([`super::search::field_key`]).
    pub field_key: String,
    /// How much of it runs online.
    pub mode: Mode,
}

/// That an agency offers a service, on the days on which both the offer and the agency exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offering {
    /// Who.
    pub agency_id: String,
    /// On which level.
    pub level: Level,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

impl Offered {
    /// The services that some agency offers online on a day, with the version of that day.
    pub fn online_on(&self, day: Date) -> impl Iterator<Item = (&OfferedService, &OfferedVersion)> {
        self.0.iter().filter_map(move |service| {
            let version = service.version_on(day)?;
            let is_online = version.mode != Mode::InformationOnly;
            (is_online && service.agencies_on(day).next().is_some()).then_some((service, version))
        })
    }
}

impl OfferedService {
    /// The version in force on a day.
    pub fn version_on(&self, day: Date) -> Option<&OfferedVersion> {
        let holds = |one: &&OfferedVersion| holds(day, one.valid_from, one.valid_to);
        self.versions.iter().rev().find(holds)
    }

    /// Who offers it on a day.
    pub fn agencies_on(&self, day: Date) -> impl Iterator<Item = &Offering> {
        let holds = move |one: &&Offering| holds(day, one.valid_from, one.valid_to);
        self.agencies.iter().filter(holds)
    }
}

fn holds(day: Date, from: Date, to: Option<Date>) -> bool {
    from <= day && to.is_none_or(|to| to >= day)
}

/// What agencies offer or offered, as it was a moment ago.
///
/// # Errors
/// The database fails.
pub async fn offered(portal: &Portal) -> Result<Arc<Offered>, AppError> {
    let version = portal.db.recent_data_version().await?;
    let make = async {
        let mut tx = portal.db.read().await?;
        let version = db::data_version(&mut tx).await?;
        let versions = offering::versions(&mut tx).await?;
        let agencies = offering::agencies(&mut tx).await?;
        tx.commit().await?;
        Ok((version, together(versions, agencies)))
    };
    portal.kept.offered.since(version, (), make).await
}

fn together(versions: Vec<(String, OfferedVersion)>, agencies: Vec<(String, Offering)>) -> Offered {
    let mut offered_by: HashMap<String, Vec<Offering>> = HashMap::new();
    for (service, offering) in agencies {
        offered_by.entry(service).or_default().push(offering);
    }
    let mut services: Vec<OfferedService> = Vec::new();
    for (id, version) in versions {
        match services.last_mut() {
            Some(service) if service.id == id => service.versions.push(version),
            _ => services.push(OfferedService {
                agencies: offered_by.remove(&id).unwrap_or_default(),
                id,
                versions: vec![version],
            }),
        }
    }
    Offered(services)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{
        db::touch_data,
        run,
        testing::{
            office::{ELSEWHERE, HERE, SERVICE, portal},
            on_each_engine,
        },
        write_tx,
    };

    #[tokio::test]
    async fn what_is_offered_follows_the_data() {
        on_each_engine(|db| async move {
            let folder = tempfile::tempdir().unwrap();
            let portal = portal(&db, &folder).await;
            let day = date(2026, 3, 2);
            let found = offered(&portal).await.unwrap();
            let ids = |offered: &Offered, day| -> Vec<String> {
                let online = offered.online_on(day);
                online.map(|(service, _)| service.id.clone()).collect()
            };
            assert_eq!(ids(&found, day), [SERVICE]);
            assert!(ids(&found, date(2021, 12, 31)).is_empty(), "not yet");
            let by: Vec<_> = found.0[0]
                .agencies_on(day)
                .map(|one| &one.agency_id)
                .collect();
            assert_eq!(by, [ELSEWHERE, HERE]);

            // Read again, it is the same value, until the data is touched.
            assert!(Arc::ptr_eq(&found, &offered(&portal).await.unwrap()));
            write_tx!(&db, |tx| {
                run!(
                    tx,
                    "UPDATE agency SET valid_to = '2026-02-28' WHERE id = $1",
                    HERE
                )?;
                run!(
                    tx,
                    "UPDATE service_offer SET valid_to = '2026-03-01' WHERE agency_id = $1",
                    ELSEWHERE
                )?;
                touch_data(tx).await
            })
            .unwrap();
            let found = offered(&portal).await.unwrap();
            assert!(ids(&found, day).is_empty());
            assert_eq!(ids(&found, date(2026, 3, 1)), [SERVICE]);
            assert_eq!(found.0[0].agencies_on(date(2026, 3, 1)).count(), 1);
        })
        .await;
    }
}
