//! Where a day can hold: the country, the areas that have names, the communes whose agencies are here.

use std::collections::BTreeMap;

use domain::{calendar::NATIONWIDE, mode::Level};
use jiff::civil::Date;

use crate::{
    Portal,
    account::{Actor, RoleKind},
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
        self.choices
            .iter()
            .filter_map(|(path, name)| Some((path.split('/').nth(2)?, name.as_str())))
    }

    /// Whether a day can be entered for it.
    pub fn knows(&self, scope: &str) -> bool {
        scope == NATIONWIDE || self.choices.iter().any(|(path, _)| path == scope)
    }

    pub(super) fn of(rules: &RuleBook, agencies: &BTreeMap<String, Agency>, today: Date) -> Self {
        let mut choices = rules.areas();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut communes = Vec::new();
        let served =
            |agency: &&Agency| agency.level == Level::Commune && agency.unit_code.is_some();
        for agency in agencies.values().filter(served) {
            let Some(place) = agency.place() else {
                continue;
            };
            let name = unit_name(&agency.name);
            if agency.valid_to.is_none_or(|last| last >= today) {
                communes.push((place.as_str().to_owned(), name.to_owned()));
                names.insert(place.as_str().to_owned(), name.to_owned());
            } else {
                let known = names.entry(place.as_str().to_owned());
                known.or_insert_with(|| name.to_owned());
            }
        }
        communes.sort_by(|a, b| a.1.cmp(&b.1));
        communes.dedup_by(|a, b| a.0 == b.0);
        choices.extend(communes);
        names.extend(choices.iter().cloned());
        Self { choices, names }
    }
}

/// `phường Cẩm Thành` of `Ủy ban nhân dân phường Cẩm Thành`.
fn unit_name(agency: &str) -> &str {
    let short = ["Ủy ban nhân dân ", "UBND "];
    short
        .iter()
        .find_map(|start| agency.strip_prefix(start))
        .unwrap_or(agency)
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
