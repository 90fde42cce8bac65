//! Services, versions and agencies in the store.

pub(super) mod offering;
pub(crate) mod writing;

use jiff::civil::Date;

use super::{Agency, Offer, Service, Version};
use crate::{all, db::Tx, error::AppError, maybe, one};

#[derive(sqlx::FromRow)]
struct AgencyRow {
    id: String,
    code: String,
    name: String,
    name_en: Option<String>,
    level: String,
    unit_code: Option<String>,
    territory: Option<String>,
    address: Option<String>,
    phone: Option<String>,
    valid_from: String,
    valid_to: Option<String>,
    demo: bool,
}

impl TryFrom<AgencyRow> for Agency {
    type Error = AppError;

    fn try_from(row: AgencyRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            level: row.level.parse().map_err(unreadable)?,
            unit_code: row.unit_code,
            territory: row.territory.map(domain::policy::Territory::new),
            address: row.address,
            phone: row.phone,
            valid_from: date(&row.valid_from)?,
            valid_to: row.valid_to.as_deref().map(date).transpose()?,
            demo: row.demo,
        })
    }
}

#[derive(sqlx::FromRow)]
struct ServiceRow {
    id: String,
    code: String,
    name: String,
    illustration: bool,
    life_event: Option<String>,
    popular: i64,
}

impl From<ServiceRow> for Service {
    fn from(row: ServiceRow) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            illustration: row.illustration,
            life_event: row.life_event,
            popular: row.popular,
        }
    }
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    id: String,
    service_id: String,
    valid_from: String,
    valid_to: Option<String>,
    body: String,
}

impl TryFrom<VersionRow> for Version {
    type Error = AppError;

    fn try_from(row: VersionRow) -> Result<Self, AppError> {
        Ok(Self {
            id: row.id,
            service_id: row.service_id,
            valid_from: date(&row.valid_from)?,
            valid_to: row.valid_to.as_deref().map(date).transpose()?,
            procedure: serde_json::from_str(&row.body)?,
        })
    }
}

fn date(text: &str) -> Result<Date, AppError> {
    text.parse().map_err(unreadable)
}

fn unreadable(error: impl std::fmt::Display) -> AppError {
    AppError::Internal(format!("stored catalogue: {error}"))
}

/// The agency of this id.
///
/// # Errors
/// The database fails.
pub async fn agency(tx: &mut Tx, id: &str) -> Result<Option<Agency>, AppError> {
    let row: Option<AgencyRow> = maybe!(
        tx,
        "SELECT id, code, name, name_en, level, unit_code, territory, address, phone, valid_from, valid_to, demo
         FROM agency WHERE id = $1",
        id
    )?;
    row.map(Agency::try_from).transpose()
}

/// All agencies, those of the past too.
///
/// # Errors
/// The database fails.
pub async fn agencies(tx: &mut Tx) -> Result<Vec<Agency>, AppError> {
    let rows: Vec<AgencyRow> = all!(
        tx,
        "SELECT id, code, name, name_en, level, unit_code, territory, address, phone, valid_from, valid_to, demo
         FROM agency ORDER BY id"
    )?;
    rows.into_iter().map(Agency::try_from).collect()
}

/// The service of this id.
///
/// # Errors
/// The database fails.
pub async fn service(tx: &mut Tx, id: &str) -> Result<Option<Service>, AppError> {
    let row: Option<ServiceRow> =
        maybe!(tx, "SELECT id, code, name, illustration, life_event, popular FROM service WHERE id = $1", id)?;
    Ok(row.map(Service::from))
}

/// The services that bear a code.
///
/// # Errors
/// The database fails.
pub async fn services_by_code(tx: &mut Tx, code: &str) -> Result<Vec<Service>, AppError> {
    let rows: Vec<ServiceRow> = all!(
        tx,
        "SELECT id, code, name, illustration, life_event, popular FROM service WHERE code = $1 ORDER BY id",
        code
    )?;
    Ok(rows.into_iter().map(Service::from).collect())
}

/// The version of a service that is in force on a day.
///
/// # Errors
/// The database fails.
pub async fn version_on(tx: &mut Tx, service_id: &str, on: Date) -> Result<Option<Version>, AppError> {
    let row: Option<VersionRow> = maybe!(
        tx,
        "SELECT id, service_id, valid_from, valid_to, body FROM service_version
         WHERE service_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
         ORDER BY valid_from DESC LIMIT 1",
        service_id,
        on.to_string()
    )?;
    row.map(Version::try_from).transpose()
}

/// All versions of a service, oldest first, each with the bytes of its JSON.
///
/// # Errors
/// The database fails.
pub async fn versions(tx: &mut Tx, service_id: &str) -> Result<Vec<(Version, usize)>, AppError> {
    let rows: Vec<VersionRow> = all!(
        tx,
        "SELECT id, service_id, valid_from, valid_to, body FROM service_version
         WHERE service_id = $1 ORDER BY valid_from",
        service_id
    )?;
    rows.into_iter()
        .map(|row| {
            let bytes = row.body.len();
            Ok((row.try_into()?, bytes))
        })
        .collect()
}

/// All versions of the demo's services, oldest first.
///
/// # Errors
/// The database fails.
pub async fn demo_versions(tx: &mut Tx) -> Result<Vec<Version>, AppError> {
    let rows: Vec<VersionRow> = all!(
        tx,
        "SELECT id, service_id, valid_from, valid_to, body FROM service_version
         WHERE service_id IN (SELECT id FROM service WHERE source = 'demo')
         ORDER BY service_id, valid_from"
    )?;
    rows.into_iter().map(Version::try_from).collect()
}

/// The version that a dossier pinned.
///
/// # Errors
/// The database fails.
pub async fn version(tx: &mut Tx, id: &str) -> Result<Option<Version>, AppError> {
    let row: Option<VersionRow> =
        maybe!(tx, "SELECT id, service_id, valid_from, valid_to, body FROM service_version WHERE id = $1", id)?;
    row.map(Version::try_from).transpose()
}

#[derive(sqlx::FromRow)]
struct OfferRow {
    filing: String,
    offered_from: String,
    offered_to: Option<String>,
    #[sqlx(flatten)]
    agency: AgencyRow,
}

/// An offer with its days.
pub(super) struct DatedOffer {
    pub(super) offer: Offer,
    from: Date,
    to: Option<Date>,
}

impl DatedOffer {
    /// Whether both the offer and the agency exist on a day.
    pub(super) fn holds_on(&self, day: Date) -> bool {
        let agency = &self.offer.agency;
        [(self.from, self.to), (agency.valid_from, agency.valid_to)]
            .iter()
            .all(|(from, to)| *from <= day && to.is_none_or(|to| day <= to))
    }
}

/// Who offers or offered a service.
pub(super) async fn dated_offers(tx: &mut Tx, service_id: &str) -> Result<Vec<DatedOffer>, AppError> {
    let rows: Vec<OfferRow> = all!(
        tx,
        "SELECT service_offer.filing, service_offer.valid_from AS offered_from, service_offer.valid_to AS offered_to,
             agency.id, agency.code, agency.name, agency.name_en, agency.level,
             agency.unit_code, agency.territory, agency.address, agency.phone, agency.valid_from, agency.valid_to,
             agency.demo
         FROM service_offer JOIN agency ON agency.id = service_offer.agency_id
         WHERE service_offer.service_id = $1
         ORDER BY agency.name, agency.id",
        service_id
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(DatedOffer {
                offer: Offer { filing: row.filing.parse().map_err(unreadable)?, agency: row.agency.try_into()? },
                from: date(&row.offered_from)?,
                to: row.offered_to.as_deref().map(date).transpose()?,
            })
        })
        .collect()
}

/// Who offers a service on a day.
///
/// # Errors
/// The database fails.
pub async fn offers(tx: &mut Tx, service_id: &str, on: Date) -> Result<Vec<Offer>, AppError> {
    let offers = dated_offers(tx, service_id).await?.into_iter();
    Ok(offers.filter(|offer| offer.holds_on(on)).map(|offer| offer.offer).collect())
}

/// Whether the portal holds the demo's agencies, and so made-up data.
///
/// # Errors
/// The database fails.
pub async fn holds_demo(tx: &mut Tx) -> Result<bool, AppError> {
    let (agencies,): (i64,) = one!(tx, "SELECT CAST(COUNT(*) AS BIGINT) FROM agency WHERE demo = TRUE")?;
    Ok(agencies > 0)
}
