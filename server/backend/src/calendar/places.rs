//! Where a day can hold: the country, the areas that have names, the communes whose agencies are here.

use std::collections::{BTreeMap, BTreeSet};

use domain::{calendar::NATIONWIDE, mode::Level};
use jiff::civil::Date;

use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue::{self, Agency},
    error::AppError,
    policy::{self, RuleBook},
};

/// Where a day can hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// What can be chosen today: path of codes and name, areas before communes.
    pub choices: Vec<(String, String)>,
    /// The names of all, those of the past too.
    names: BTreeMap<String, String>,
}

impl Places {
    /// What a place is called; its path where it has no name here. The country has none: see [`NATIONWIDE`].
    pub fn name<'a>(&'a self, scope: &'a str) -> &'a str {
        self.names.get(scope).map_or(scope, String::as_str)
    }

    /// What the commune of this code is called.
    pub fn unit(&self, code: &str) -> Option<&str> {
        let mut names = self.names.iter();
        let found = names.find(|(path, _)| path.split('/').nth(2) == Some(code));
        found.map(|(_, name)| name.as_str())
    }

    /// The communes of today: code and name.
    pub fn communes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.choices.iter().filter_map(|(path, name)| Some((path.split('/').nth(2)?, name.as_str())))
    }

    /// Whether a day can be entered for it.
    pub fn knows(&self, scope: &str) -> bool {
        scope == NATIONWIDE || self.choices.iter().any(|(path, _)| path == scope)
    }

    pub(super) fn of(rules: &RuleBook, agencies: &BTreeMap<String, Agency>, today: Date) -> Self {
        let mut choices = rules.areas();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut of_today = BTreeSet::new();
        // Those of the past first, so that today's names stand; of a commune's agencies its committee names it best.
        let mut served: Vec<_> = agencies
            .values()
            .filter(|agency| agency.level == Level::Commune && agency.unit_code.is_some())
            .map(|agency| (agency.valid_to.is_none_or(|last| last >= today), agency))
            .collect();
        served.sort_by_key(|(is_open, agency)| (*is_open, unit_name(&agency.name).is_some()));
        for (is_open, agency) in served {
            let Some(place) = agency.place() else {
                continue;
            };
            let name = unit_name(&agency.name).unwrap_or(&agency.name);
            names.insert(place.as_str().to_owned(), name.to_owned());
            if is_open {
                of_today.insert(place.as_str().to_owned());
            }
        }
        let name = |path: String| names.get(&path).cloned().map(|name| (path, name));
        let mut communes: Vec<_> = of_today.into_iter().filter_map(name).collect();
        communes.sort_by_cached_key(|(_, name)| domain::text::fold(name));
        choices.extend(communes);
        names.extend(choices.iter().cloned());
        Self { choices, names }
    }
}

/// `phường Cẩm Thành` of `Ủy ban nhân dân phường Cẩm Thành`; none for an agency that isn't a commune's committee.
fn unit_name(agency: &str) -> Option<&str> {
    let committee = ["Ủy ban nhân dân ", "UBND "];
    committee.iter().find_map(|start| agency.strip_prefix(start))
}

/// Where a day can hold.
///
/// # Errors
/// [`AppError::Forbidden`] to all but administrators; the database fails.
pub async fn places(portal: &Portal, actor: &Actor) -> Result<Places, AppError> {
    actor.must_be(RoleKind::Admin)?;
    let rules = policy::recent_rules(portal).await?;
    let agencies = catalogue::agencies(portal).await?;
    Ok(Places::of(&rules, &agencies, portal.clock.today()))
}
