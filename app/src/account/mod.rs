//! Signing in, making an account, one's own account.

pub mod failed;
pub mod profile;
pub mod register;
pub mod sign_in;

use crate::t;
use crate::words::Lang;
use std::borrow::Cow;

/// What somebody is on this portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// Files dossiers.
    Citizen,
    /// Works at an agency's desk.
    Officer,
    /// Leads an agency.
    Head,
    /// Runs the portal.
    Admin,
    /// Of a community digital team.
    Helper,
}

impl Office {
    /// In words.
    #[must_use]
    pub fn name(self, lang: Lang) -> Cow<'static, str> {
        match self {
            Self::Citizen => t!(lang, "account.role_citizen"),
            Self::Officer => t!(lang, "account.role_officer"),
            Self::Head => t!(lang, "account.role_head"),
            Self::Admin => t!(lang, "account.role_admin"),
            Self::Helper => t!(lang, "account.role_helper"),
        }
    }

    /// In words, with the agency.
    #[must_use]
    pub fn at(self, lang: Lang, agency: Option<&str>) -> String {
        match agency {
            Some(agency) => format!("{}, {agency}", self.name(lang)),
            None => self.name(lang).into_owned(),
        }
    }
}
