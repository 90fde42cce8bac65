//! Services, their versions, and the agencies that offer them.

pub(crate) mod cache;
pub mod notation;
mod offered;
pub mod saving;
pub mod store;

use domain::{
    mode::Level,
    policy::Territory,
    procedure::{Filing, Procedure},
};
use jiff::civil::Date;

pub use cache::{Record, agencies, agency, record, version_of};
pub use offered::{Offered, OfferedService, OfferedVersion, Offering, offered};

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its id, part of addresses.
    pub id: String,
    /// The identifier that opens its dossier codes.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its name in English.
    pub name_en: Option<String>,
    /// Its level.
    pub level: Level,
    /// The administrative unit that it serves.
    pub unit_code: Option<String>,
    /// Where it works, for policies of one area.
    pub territory: Option<Territory>,
    /// Where people go.
    pub address: Option<String>,
    /// Whom people call.
    pub phone: Option<String>,
    /// From this day.
    pub valid_from: Date,
    /// Until this day.
    pub valid_to: Option<Date>,
    /// Demo data.
    pub demo: bool,
}

impl Agency {
    /// Where it is, down to the commune that it serves: closures and policies may be of one alone.
    pub fn place(&self) -> Option<Territory> {
        let territory = self.territory.as_ref()?;
        Some(match &self.unit_code {
            Some(unit) if self.level == Level::Commune => Territory::new(format!("{}/{unit}", territory.as_str())),
            _ => territory.clone(),
        })
    }
}

/// A service, apart from what changes with its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Service {
    /// Its id, part of addresses that people keep.
    pub id: String,
    /// Its procedure code; several services may bear one.
    pub code: String,
    /// Its newest name.
    pub name: String,
    /// Shown as illustration.
    pub illustration: bool,
    /// The life event under which people look for it.
    pub life_event: Option<String>,
    /// Its place among the popular ones, or 0.
    pub popular: i64,
}

/// A service as it stood, or stands, on a day.
#[derive(Clone, Debug)]
pub struct Version {
    /// Pinned by dossiers.
    pub id: String,
    /// Whose it is.
    pub service_id: String,
    /// First day.
    pub valid_from: Date,
    /// Last day.
    pub valid_to: Option<Date>,
    /// All that is known of it.
    pub procedure: Procedure,
}

/// That an agency offers a service, and where it is filed.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Who.
    pub agency: Agency,
    /// Where people file.
    pub filing: Filing,
}
