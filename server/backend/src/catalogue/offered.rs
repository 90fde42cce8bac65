//! What the agencies of this portal offer, or offered: small enough to be kept in memory and asked for any day.

use std::{collections::HashMap, sync::Arc};

use domain::{
    mode::{Level, Mode},
    procedure::{Filing, Words},
};
use jiff::civil::Date;

use super::store::offering;
use crate::{Portal, db, error::AppError};

/// All services that an agency offers or offered, in the order of their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offered(pub Vec<OfferedService>);

/// A service that an agency offers or offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedService {
    /// Its id.
    pub id: String,
    /// Oldest first; there is at least one.
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
    /// The field in addresses (its name's [`slug`](domain::text::slug)).
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
    /// Where people file.
    pub filing: Filing,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
}

impl Offered {
    /// The service of this id.
    pub fn service(&self, id: &str) -> Option<&OfferedService> {
        let found = self.0.binary_search_by(|service| service.id.as_str().cmp(id));
        self.0.get(found.ok()?)
    }
}

impl OfferedService {
    /// The newest version: what the service is called.
    pub fn newest(&self) -> &OfferedVersion {
        &self.versions[self.versions.len() - 1]
    }
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
    portal.cache.offered.since(version, (), make).await
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
            let found = offered(&portal).await.unwrap();
            let days = |offered: &Offered| -> Vec<(String, Date, Option<Date>)> {
                let by = &offered.service(SERVICE).unwrap().agencies;
                by.iter().map(|one| (one.agency_id.clone(), one.valid_from, one.valid_to)).collect()
            };
            let first = date(2022, 1, 1);
            let both = [(ELSEWHERE.to_owned(), first, None), (HERE.to_owned(), first, None)];
            assert_eq!(days(&found), both);
            assert!(found.service("khac").is_none());

            // Read again, it is the same value, until the data is touched.
            assert!(Arc::ptr_eq(&found, &offered(&portal).await.unwrap()));
            write_tx!(&db, |tx| {
                run!(tx, "UPDATE agency SET valid_to = '2026-02-28' WHERE id = $1", HERE)?;
                run!(tx, "UPDATE service_offer SET valid_to = '2026-03-01' WHERE agency_id = $1", ELSEWHERE)?;
                touch_data(tx).await
            })
            .unwrap();
            let found = days(&offered(&portal).await.unwrap());
            assert_eq!(found[0].2, Some(date(2026, 3, 1)), "as long as the offer");
            assert_eq!(found[1].2, Some(date(2026, 2, 28)), "as long as the agency");
        })
        .await;
    }
}
