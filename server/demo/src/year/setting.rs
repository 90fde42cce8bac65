//! The stage: which agencies offer which services, and the rules, read once.

use std::collections::BTreeMap;

use domain::{
    channel::Channel,
    groups::{ApplicantGroup, Membership},
    policy::{Context, Policy, Territory},
    procedure::Filing,
};
use jiff::civil::Date;

use super::{
    custom::{self, Custom, Demand},
    store,
};
use crate::people::Place;
use backend::{
    catalogue::{self, Agency, Version},
    db::Tx,
    error::AppError,
    policy::{RuleBook, load_rules},
};

/// Days after which an incentive has its full effect: word gets round.
const WORD_GETS_ROUND: i64 = 14;

/// All that the year is played on.
#[derive(Debug)]
pub(super) struct Setting {
    /// The rules in force, as everybody reads them.
    pub(super) rules: RuleBook,
    /// The demo's policies as its files have them: what an administrator adds later moves no past day.
    pub(super) incentives: Vec<Policy>,
    /// The agencies.
    pub(super) desks: Vec<Desk>,
    /// The services by id.
    pub(super) services: BTreeMap<String, Offered>,
}

/// An agency of the demo.
#[derive(Clone, Debug)]
pub(super) struct Desk {
    /// Who.
    pub(super) agency: Agency,
    /// Its ways.
    pub(super) custom: Custom,
    /// Where its people live.
    pub(super) place: Place,
    /// What it offers, and from when to when.
    pub(super) offers: Vec<store::OfferRow>,
}

/// A service of the demo.
#[derive(Debug)]
pub(super) struct Offered {
    /// How it is asked for.
    pub(super) demand: Demand,
    /// Its versions, oldest first.
    pub(super) versions: Vec<Version>,
}

impl Setting {
    /// Reads the stage.
    ///
    /// # Errors
    /// The database fails, or the demo catalogue cannot be read.
    pub(super) async fn load(tx: &mut Tx) -> Result<Self, AppError> {
        let demo = crate::catalogue::load().map_err(|e| AppError::Internal(e.to_string()))?;
        let mut services: BTreeMap<String, Offered> = BTreeMap::new();
        for version in catalogue::store::demo_versions(tx).await? {
            let id = version.service_id.clone();
            let entry = services
                .entry(id)
                .or_insert_with_key(|id| Offered { demand: custom::of_service(id), versions: Vec::new() });
            entry.versions.push(version);
        }
        let mut offers: BTreeMap<String, Vec<store::OfferRow>> = BTreeMap::new();
        for offer in store::offers(tx).await? {
            let list = offers.entry(offer.agency_id.clone()).or_default();
            list.push(offer);
        }
        let agencies = catalogue::store::agencies(tx).await?;
        let desks = agencies.into_iter().filter(|agency| agency.demo);
        Ok(Self {
            rules: load_rules(tx).await?,
            incentives: demo.policies,
            desks: desks
                .map(|agency| Desk {
                    offers: offers.remove(&agency.id).unwrap_or_default(),
                    custom: custom::of_agency(&agency.id, agency.level),
                    place: place(&agency),
                    agency,
                })
                .collect(),
            services,
        })
    }

    /// By how many points of a thousand the incentives in force here lift the online share: an offer to everybody
    /// most, one to a group less.
    pub(super) fn lift(&self, territory: &Territory, version: &Version, day: Date) -> i32 {
        const OF_GROUPS: &[Membership] = &[Membership::Claimed(ApplicantGroup::DigitalCitizen)];
        let procedure = &version.procedure;
        let context = Context {
            on: day,
            channel: Channel::Online,
            territory,
            service: procedure.service_ref(),
            groups: OF_GROUPS,
        };
        let lift = |policy: &Policy| {
            let bites = !policy.channels.is_empty()
                && (policy.shortening(&context).is_ok()
                    || procedure.terms.fees.iter().any(|fee| policy.preference(fee, &context).is_ok()));
            if !bites {
                return 0;
            }
            let days = day.duration_since(policy.valid_from).as_hours() / 24;
            let days = i32::try_from(days.clamp(0, WORD_GETS_ROUND)).unwrap_or_default();
            let full = if policy.groups.is_empty() { 70 } else { 90 };
            full * (3 + days) / (3 + WORD_GETS_ROUND as i32)
        };
        self.incentives.iter().map(lift).sum()
    }
}

impl Offered {
    /// The version of a day.
    pub(super) fn on(&self, day: Date) -> Option<&Version> {
        self.versions
            .iter()
            .rev()
            .find(|version| version.valid_from <= day)
            .filter(|version| version.valid_to.is_none_or(|to| to >= day))
    }
}

impl store::OfferRow {
    /// Whether dossiers come to this portal on a day: what is handed over to the national one does not.
    pub(super) fn holds(&self, day: Date) -> bool {
        self.filing != Filing::Handover && self.valid_from <= day && self.valid_to.is_none_or(|to| to >= day)
    }
}

/// "Ủy ban nhân dân xã Sơn Tịnh" serves people of "xã Sơn Tịnh"; a department those of the province's middle.
fn place(agency: &Agency) -> Place {
    let custom = custom::of_agency(&agency.id, agency.level);
    let name = ["Ủy ban nhân dân ", "Công an "]
        .iter()
        .find_map(|prefix| agency.name.strip_prefix(prefix))
        .filter(|_| agency.level != domain::mode::Level::Province);
    Place { name: name.unwrap_or("phường Nghĩa Lộ").to_owned(), peoples: custom.peoples }
}
