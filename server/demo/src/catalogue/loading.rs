//! Loading the demo into the store; doing it again changes nothing.

use std::collections::{BTreeMap, HashMap};

use domain::procedure::Filing;
use jiff::civil::Date;

use super::{
    DemoAgency, DemoCatalogue, DemoService,
    store::{self, AgencyHead, OfferRow, PolicyRow},
};
use backend::{
    catalogue::saving::{self, Content, Incoming, Saved},
    db::{self, Db, Tx},
    error::AppError,
    write_tx,
};

/// What loading the demo did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoReport {
    /// The services.
    pub services: Saved,
    /// Agencies written, new or changed.
    pub agencies: usize,
    /// Offers written, new or changed.
    pub offers: usize,
    /// Policies written, new or changed.
    pub policies: usize,
    /// Remote communes, hours and closures written.
    pub local_rules: usize,
}

impl DemoReport {
    /// Whether all was there already.
    pub const fn is_nothing(&self) -> bool {
        let written = self.agencies + self.offers + self.policies + self.local_rules;
        self.services.is_nothing() && written == 0
    }
}

/// Loads services, agencies, offers and policies of the demo, in one transaction. Accounts are loaded elsewhere.
/// `today` is when versions begin that replace pinned ones.
///
/// # Errors
/// The database fails; then nothing was written.
pub async fn load_catalogue(db: &Db, today: Date) -> Result<DemoReport, AppError> {
    let demo = super::load().map_err(|error| AppError::Internal(error.to_string()))?;
    let incoming = demo.services.iter().map(incoming_of).collect::<Result<Vec<_>, _>>()?;
    write_tx!(db, |tx| {
        let (services, ids) = saving::save(tx, &incoming, today).await?;
        let report = DemoReport {
            services,
            agencies: put_agencies(tx, &demo.agencies).await?,
            offers: put_offers(tx, &demo, &ids).await?,
            policies: put_policies(tx, &demo).await?,
            local_rules: super::local::put(tx).await?,
        };
        if !report.is_nothing() {
            db::touch_data(tx).await?;
        }
        Ok(report)
    })
}

fn key_of(service: &DemoService) -> String {
    format!("demo:{}", service.id)
}

fn incoming_of(service: &DemoService) -> Result<Incoming, AppError> {
    let newest = service.versions.last().ok_or_else(|| AppError::Internal(format!("{} has no version", service.id)))?;
    Ok(Incoming {
        source: "demo",
        source_key: key_of(service),
        wanted_id: service.id.clone(),
        illustration: true,
        life_event: service.life_event.clone(),
        popular: service.popular,
        code: newest.procedure.code.clone(),
        name: newest.procedure.name.vi.clone(),
        versions: service
            .versions
            .iter()
            .map(|version| Content::new(version.valid_from, &version.procedure))
            .collect::<Result<_, _>>()?,
    })
}

async fn put_agencies(tx: &mut Tx, agencies: &[DemoAgency]) -> Result<usize, AppError> {
    let stored = store::agency_heads(tx).await?;
    let mut written = 0;
    for agency in agencies {
        // What an administrator has written since stays.
        let (address, phone) = stored
            .iter()
            .find(|row| row.id == agency.id)
            .map_or((None, None), |row| (row.address.clone(), row.phone.clone()));
        let row = AgencyHead {
            id: agency.id.clone(),
            code: agency.code.clone(),
            name: agency.name.clone(),
            name_en: agency.name_en.clone(),
            level: agency.level.to_string(),
            unit_code: agency.unit.clone(),
            territory: Some(agency.territory.clone()),
            address: address.or_else(|| agency.address.clone()),
            phone: phone.or_else(|| agency.phone.clone()),
            valid_from: agency.valid_from.to_string(),
            valid_to: agency.valid_to.map(|day| day.to_string()),
            demo: true,
        };
        if !stored.contains(&row) {
            store::put_agency(tx, &row).await?;
            written += 1;
        }
    }
    Ok(written)
}

async fn put_offers(tx: &mut Tx, demo: &DemoCatalogue, ids: &HashMap<String, String>) -> Result<usize, AppError> {
    let stored: HashMap<(String, String), OfferRow> = store::offer_rows(tx)
        .await?
        .into_iter()
        .map(|row| ((row.service_id.clone(), row.agency_id.clone()), row))
        .collect();
    let mut written = 0;
    for service in &demo.services {
        let Some(id) = ids.get(&key_of(service)) else {
            continue;
        };
        for (agency, (from, to)) in offered(service, &demo.agencies) {
            let row = OfferRow {
                service_id: id.clone(),
                agency_id: agency.to_owned(),
                filing: Filing::as_str(service.filing).to_owned(),
                valid_from: from.to_string(),
                valid_to: to.map(|day| day.to_string()),
            };
            let key = (row.service_id.clone(), row.agency_id.clone());
            if stored.get(&key) != Some(&row) {
                store::put_offer(tx, &row).await?;
                written += 1;
            }
        }
    }
    Ok(written)
}

type Span = (Date, Option<Date>);

/// From when to when each agency offers a service: while both it and a version that names its class hold.
fn offered<'a>(service: &DemoService, agencies: &'a [DemoAgency]) -> BTreeMap<&'a str, Span> {
    let mut spans: BTreeMap<&str, Span> = BTreeMap::new();
    for version in &service.versions {
        for agency in agencies.iter().filter(|agency| version.offered_by.contains(&agency.class)) {
            let from = version.valid_from.max(agency.valid_from);
            let to = earlier(version.valid_to, agency.valid_to);
            if to.is_some_and(|to| to < from) {
                continue;
            }
            spans
                .entry(&agency.id)
                .and_modify(|span| *span = (span.0.min(from), later(span.1, to)))
                .or_insert((from, to));
        }
    }
    spans
}

/// The earlier end; none is no end.
fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    }
}

/// The later end; none is no end.
fn later(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    Some(a?.max(b?))
}

async fn put_policies(tx: &mut Tx, demo: &DemoCatalogue) -> Result<usize, AppError> {
    let stored = store::policy_rows(tx).await?;
    let mut written = 0;
    for policy in &demo.policies {
        let row = PolicyRow {
            id: policy.id.clone(),
            number: policy.number.clone(),
            valid_from: policy.valid_from.to_string(),
            valid_to: policy.valid_to.map(|day| day.to_string()),
            body: serde_json::to_string(policy)?,
        };
        if !stored.contains(&row) {
            store::put_policy(tx, &row).await?;
            written += 1;
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use domain::channel::Channel;
    use jiff::civil::{date, datetime};

    use super::*;
    use backend::{
        catalogue::store,
        policy::load_rules,
        quoting::{Wish, quote},
        testing::on_each_engine,
    };

    #[tokio::test]
    async fn the_demo_is_loaded_once() {
        on_each_engine(|db| async move {
            let first = load_catalogue(&db, date(2026, 11, 22)).await.unwrap();
            assert!(first.services.added >= 60 && first.offers > 500 && first.policies >= 4);
            let second = load_catalogue(&db, date(2026, 11, 23)).await.unwrap();
            assert!(second.is_nothing(), "{second:?}");
            assert_eq!(second.services.unchanged, first.services.added);
        })
        .await;
    }

    #[tokio::test]
    async fn it_quotes_under_the_rules_of_the_day() {
        on_each_engine(|db| async move {
            load_catalogue(&db, date(2026, 11, 22)).await.unwrap();
            let mut tx = db.read().await.unwrap();
            let rules = load_rules(&mut tx).await.unwrap();
            let at = datetime(2024, 5, 6, 9, 0, 0, 0);
            let service = "dang-ky-thanh-lap-ho-kinh-doanh";
            let version = store::version_on(&mut tx, service, at.date()).await.unwrap().unwrap();
            let ask = |channel| quote(&rules, &version.procedure, None, channel, at, &Wish::default()).unwrap();
            let (online, counter) = (ask(Channel::Online), ask(Channel::Counter));
            let fee = online.fee.unwrap();
            assert_eq!((fee.standard.get(), fee.payable.get()), (100_000, 50_000));
            assert_eq!(counter.fee.unwrap().payable.get(), 100_000);
            let deadline = online.deadline.unwrap();
            assert_eq!(deadline.working_hours_statutory - deadline.working_hours_promised, 5);
            assert_eq!(counter.deadline.unwrap().working_hours_saved(), 0);

            let then = store::offers(&mut tx, service, date(2024, 5, 6)).await.unwrap();
            assert!(then.iter().all(|offer| offer.agency.level == domain::mode::Level::District));
            let now = store::offers(&mut tx, service, date(2026, 11, 22)).await.unwrap();
            assert!(now.len() >= 12 && now.iter().all(|offer| offer.agency.level == domain::mode::Level::Commune));

            // The resolution stays in its old territory; the illustrative one of the other part comes later.
            let kon_tum = store::agency(&mut tx, "ubnd-phuong-kon-tum").await.unwrap().unwrap();
            for (at, payable) in
                [(datetime(2026, 4, 29, 9, 0, 0, 0), 100_000), (datetime(2026, 11, 20, 9, 0, 0, 0), 50_000)]
            {
                let version = store::version_on(&mut tx, service, at.date()).await.unwrap().unwrap();
                let there =
                    quote(&rules, &version.procedure, Some(&kon_tum), Channel::Online, at, &Wish::default()).unwrap();
                assert_eq!(there.fee.unwrap().payable.get(), payable);
            }
        })
        .await;
    }
}
