//! The demo catalogue: services, agencies and policies written by us as illustration, inside the binary.
//!
//! The files lie in `server/demo/data`, one a field of life; `chung.toml` says how they are written. How to add a service:
//! write a `[[service]]` in the file of its field; the tests here say what it lacks.

mod authored;
mod building;
mod loading;
mod local;
mod store;
mod timeline;

use domain::{policy::Policy, procedure::Procedure};
use jiff::civil::Date;
use serde::Deserialize;

pub use authored::AuthoredError;
use authored::{Shared, SharedFile};
pub use loading::{DemoReport, load_catalogue};

const SHARED: &str = include_str!("../../data/chung.toml");
const AGENCIES: &str = include_str!("../../data/co-quan.toml");
const POLICIES: &str = include_str!("../../data/chinh-sach.toml");
const FIELDS: &[(&str, &str)] = &[
    ("ho-tich", include_str!("../../data/ho-tich.toml")),
    ("chung-thuc", include_str!("../../data/chung-thuc.toml")),
    ("cu-tru", include_str!("../../data/cu-tru.toml")),
    ("giay-to", include_str!("../../data/giay-to.toml")),
    ("kinh-doanh", include_str!("../../data/kinh-doanh.toml")),
    ("xay-dung", include_str!("../../data/xay-dung.toml")),
    ("dat-dai", include_str!("../../data/dat-dai.toml")),
    ("bao-tro-xa-hoi", include_str!("../../data/bao-tro-xa-hoi.toml")),
    ("lao-dong-nguoi-co-cong", include_str!("../../data/lao-dong-nguoi-co-cong.toml")),
    ("giao-duc-thue-khac", include_str!("../../data/giao-duc-thue-khac.toml")),
];

/// All that the demo brings.
#[derive(Debug, Clone)]
pub struct DemoCatalogue {
    /// The services, in the order of their files.
    pub services: Vec<DemoService>,
    /// The agencies.
    pub agencies: Vec<DemoAgency>,
    /// The policies.
    pub policies: Vec<Policy>,
}

/// A service with its versions.
#[derive(Debug, Clone)]
pub struct DemoService {
    /// A readable slug; part of its address.
    pub id: String,
    /// The life event under which people look for it.
    pub life_event: Option<String>,
    /// Its place among the popular ones; 0 if it isn't one.
    pub popular: i64,
    /// Where it is filed.
    pub filing: domain::procedure::Filing,
    /// In the order of their dates, without a gap.
    pub versions: Vec<DemoVersion>,
}

/// What holds from one day until the next version.
#[derive(Debug, Clone)]
pub struct DemoVersion {
    /// First day.
    pub valid_from: Date,
    /// Last day; open if none.
    pub valid_to: Option<Date>,
    /// The classes of agencies that offer it.
    pub offered_by: Vec<String>,
    /// The service itself.
    pub procedure: Procedure,
}

/// An agency of the demo province.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAgency {
    /// A readable slug.
    pub id: String,
    /// What services name it by: all communes are `ubnd-xa`.
    pub class: String,
    /// The identifier that opens a dossier code; illustrative.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Province, district or commune.
    pub level: domain::mode::Level,
    /// The administrative unit's code.
    pub unit: Option<String>,
    /// Where a council's resolution reaches it ([`domain::policy::Territory`]).
    pub territory: String,
    /// Where people go; illustrative.
    pub address: Option<String>,
    /// Whom people would call; a number that nobody has.
    pub phone: Option<String>,
    /// First day.
    pub valid_from: Date,
    /// Last day; open if none.
    pub valid_to: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgencyFile {
    agency: Vec<DemoAgency>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PolicyFile {
    policy: Vec<Policy>,
}

/// Reads the demo catalogue out of the binary.
///
/// # Errors
/// A file that can't be read: which, and where. The tests load them all, so a released binary has none.
pub fn load() -> Result<DemoCatalogue, AuthoredError> {
    let shared: SharedFile = toml::from_str(SHARED).map_err(|e| AuthoredError::file("chung", &e))?;
    let shared = Shared::new(shared)?;
    let mut services = Vec::new();
    for (name, text) in FIELDS {
        services.extend(timeline::services(name, text, &shared)?);
    }
    let agencies: AgencyFile = toml::from_str(AGENCIES).map_err(|e| AuthoredError::file("co-quan", &e))?;
    let policies: PolicyFile = toml::from_str(POLICIES).map_err(|e| AuthoredError::file("chinh-sach", &e))?;
    Ok(DemoCatalogue { services, agencies: agencies.agency, policies: policies.policy })
}

#[cfg(test)]
mod tests;
