//! The figures of a period, in rows.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    metrics::{By, Figures, Measure, Tally, hidden},
    mode::Level,
    procedure::Words,
    text::fold,
};

use super::{
    Scope, Target,
    offers::{self, ByRow, month_key},
    store::{self, Cell, OverdueCell},
    targets,
};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    adoption::cache,
    catalogue::{self, Agency, Offered},
    db::Tx,
    error::{AppError, FieldErrors},
    policy,
};

/// Figures, in rows.
#[derive(Clone, Debug)]
pub struct Report {
    /// What was asked for.
    pub scope: Scope,
    /// What each row is.
    pub by: By,
    /// All rows together; `None` where there are too few dossiers to show it to the public.
    pub total: Option<Figures>,
    /// What holds for the total.
    pub targets: Vec<Target>,
    /// Agencies and levels in the order of the administration, months in the order of time, services and fields with the
    /// most dossiers first. Those without any dossier stand among them.
    pub rows: Vec<ReportRow>,
    /// Of the dossiers received, so many are demo data; 0 where the total is withheld.
    pub demo: i64,
    /// Groups of fewer dossiers are withheld from the public.
    pub small_cell: i64,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ReportRow {
    /// The level's code, the agency's or service's id, the field's key, the month as `2026-03`; empty for the province.
    pub key: String,
    /// Of an agency, service or field; empty for the others, whose names are the reader's language's.
    pub name: Words,
    /// Of an agency or a level.
    pub level: Option<Level>,
    /// `None` where there are too few dossiers to show them to the public.
    pub figures: Option<Figures>,
    /// What holds for it.
    pub targets: Vec<Target>,
}

/// How many rows reach a target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// So many reach it…
    pub reached: usize,
    /// …of so many that have a target and something to measure.
    pub of: usize,
    /// Those with nothing to measure stand apart (RULES.md 6.2).
    pub empty: usize,
    /// Those withheld from the public stand apart, too.
    pub withheld: usize,
}

impl Report {
    /// How many rows reach their target of a measure; `None` where no row has one.
    pub fn reached(&self, measure: Measure) -> Option<Reached> {
        let mut reached = Reached::default();
        let mut any = false;
        for row in &self.rows {
            let Some(target) = row.targets.iter().find(|target| target.measure == measure) else {
                continue;
            };
            any = true;
            let Some(figures) = &row.figures else {
                reached.withheld += 1;
                continue;
            };
            let reaches = measure.share(figures).reaches(target.percent);
            match reaches.filter(|_| figures.tallies[Tally::Received] > 0) {
                None => reached.empty += 1,
                Some(reaches) => {
                    reached.of += 1;
                    reached.reached += usize::from(reaches);
                }
            }
        }
        any.then_some(reached)
    }

    /// Without what would show the public too small a group.
    fn for_the_public(mut self) -> Self {
        let received = |figures: &Option<Figures>| figures.map_or(0, |figures| figures.tallies[Tally::Received]);
        let counts: Vec<i64> = self.rows.iter().map(|row| received(&row.figures)).collect();
        let hidden = hidden(&counts, self.small_cell);
        for (row, hidden) in self.rows.iter_mut().zip(hidden.groups) {
            if hidden {
                row.figures = None;
            }
        }
        if hidden.sum {
            self.total = None;
            self.demo = 0;
        }
        self
    }
}

/// How often the counters have moved. While that stays, and the data and the minute, so does every report.
///
/// # Errors
/// The database fails.
pub async fn moved(portal: &Portal) -> Result<i64, AppError> {
    let mut tx = portal.db.read().await?;
    let times = store::moved(&mut tx).await?;
    tx.commit().await?;
    Ok(times)
}

/// The figures of a scope. Administrators and officers see all; everybody else sees no group that is too small.
///
/// # Errors
/// [`AppError::Invalid`] at `agency`, `field` or `service`, which does not exist; the database fails.
pub async fn report(portal: &Portal, actor: Option<&Actor>, scope: &Scope, by: By) -> Result<Report, AppError> {
    let version = portal.db.recent_data_version().await?;
    let agencies = catalogue::agencies(portal).await?;
    let offered = catalogue::offered(portal).await?;
    must_exist(scope, &agencies, &offered)?;
    let keys = Keys { by, scope, offered: &offered, agencies: &agencies };
    let mut tx = portal.db.read().await?;
    let key = cache::Key { moved: store::moved(&mut tx).await?, data_version: version, scope: scope.clone(), by };
    let counted = match portal.cache.reports.get(&key) {
        Some(report) => report,
        None => {
            let report = Arc::new(count(&mut tx, &keys).await?);
            portal.cache.reports.keep(key, Arc::clone(&report));
            report
        }
    };
    let overdue = store::overdue(&mut tx, scope, by, portal.clock.now()).await?;
    let rules = policy::rules(portal, &mut tx).await?;
    tx.commit().await?;
    let mut report = Report::clone(&counted);
    report.small_cell = rules.rule("small_cell", portal.clock.today())?;
    add_overdue(&mut report, &keys, &overdue);
    Ok(if actor.is_some_and(sees_all) { report } else { report.for_the_public() })
}

/// All of a report but what changes by time alone.
async fn count(tx: &mut Tx, keys: &Keys<'_>) -> Result<Report, AppError> {
    let Keys { by, scope, .. } = *keys;
    let mut sums = Sums::default();
    for cell in store::sums(tx, scope, by).await? {
        if offers::is_in(scope, keys.offered, &cell.service_id) {
            let key = keys.of(&cell.agency_id, &cell.month, &cell.service_id);
            sums.add(key, &cell);
        }
    }
    let targets = store::targets(tx).await?;
    let mut online = offers::online(scope, by, keys.offered);
    let total = sums.total.with_offered(online.remove(&None));
    let mut rows = blank_rows(keys, &sums, &online);
    let (on, scope_level) = (scope.period.to(), keys.scope_level());
    for row in &mut rows {
        let sum = sums.rows.remove(&row.key).unwrap_or_default();
        row.figures = Some(sum.with_offered(online.remove(&Some(row.key.clone()))));
        let agency = match by {
            By::Agency => Some(row.key.as_str()),
            _ => scope.agency.as_deref(),
        };
        row.targets = targets::holding(&targets, on, agency, row.level.or(scope_level));
    }
    arrange(by, &mut rows);
    Ok(Report {
        targets: targets::holding(&targets, on, scope.agency.as_deref(), scope_level),
        scope: scope.clone(),
        by,
        total: Some(total),
        rows,
        demo: sums.demo,
        small_cell: 0,
    })
}

fn add_overdue(report: &mut Report, keys: &Keys<'_>, overdue: &[OverdueCell]) {
    for cell in overdue {
        if !offers::is_in(keys.scope, keys.offered, &cell.service_id) {
            continue;
        }
        let key = keys.of(&cell.agency_id, &cell.month, &cell.service_id);
        let row = report.rows.iter_mut().find(|row| row.key == key);
        let figures = row.and_then(|row| row.figures.as_mut());
        for figures in figures.into_iter().chain(report.total.as_mut()) {
            figures.overdue_law += cell.law;
            figures.overdue_promise += cell.promise;
        }
    }
}

/// Whoever works with the dossiers, or answers for the portal, sees small groups, too.
fn sees_all(actor: &Actor) -> bool {
    actor.has(RoleKind::Admin) || actor.has(RoleKind::Officer)
}

fn must_exist(scope: &Scope, agencies: &BTreeMap<String, Agency>, offered: &Offered) -> Result<(), AppError> {
    let mut errors = FieldErrors::default();
    if scope.agency.as_ref().is_some_and(|id| !agencies.contains_key(id)) {
        errors.add("agency", "unknown_choice");
    }
    if scope.service.as_ref().is_some_and(|id| offered.service(id).is_none()) {
        errors.add("service", "unknown_choice");
    }
    let has_field = |key: &String| offered.0.iter().any(|one| one.newest().field_key == *key);
    if scope.field.as_ref().is_some_and(|key| !has_field(key)) {
        errors.add("field", "unknown_choice");
    }
    errors.into_result()
}

/// To which row something belongs.
#[derive(Clone, Copy)]
struct Keys<'a> {
    by: By,
    scope: &'a Scope,
    offered: &'a Offered,
    agencies: &'a BTreeMap<String, Agency>,
}

impl Keys<'_> {
    fn of(&self, agency_id: &str, month: &str, service_id: &str) -> String {
        match self.by {
            By::Province => String::new(),
            By::Level => self.agencies.get(agency_id).map_or_else(String::new, |agency| agency.level.to_string()),
            By::Agency => agency_id.to_owned(),
            By::Month => month.to_owned(),
            By::Service => service_id.to_owned(),
            By::Field => {
                self.offered.service(service_id).map_or_else(String::new, |service| service.newest().field_key.clone())
            }
        }
    }

    /// The level that the whole scope is on, where it is on one.
    fn scope_level(&self) -> Option<Level> {
        let of_agency = |id: &String| Some(self.agencies.get(id)?.level);
        self.scope.level.or_else(|| self.scope.agency.as_ref().and_then(of_agency))
    }
}

/// What has been added up for a row.
#[derive(Clone, Debug, Default)]
struct Sum {
    figures: Figures,
    /// Services with an online dossier.
    used: BTreeSet<String>,
}

impl Sum {
    fn add(&mut self, cell: &Cell) {
        self.figures.tallies += &cell.tallies;
        if cell.tallies[Tally::Online] > 0 {
            self.used.insert(cell.service_id.clone());
        }
    }

    fn with_offered(&self, offered: Option<BTreeSet<&str>>) -> Figures {
        let mut offered = offered.unwrap_or_default();
        offered.extend(self.used.iter().map(String::as_str));
        let count = |services: usize| i64::try_from(services).unwrap_or(i64::MAX);
        Figures { services_used: count(self.used.len()), services_offered: count(offered.len()), ..self.figures }
    }
}

#[derive(Clone, Debug, Default)]
struct Sums {
    rows: BTreeMap<String, Sum>,
    total: Sum,
    demo: i64,
}

impl Sums {
    fn add(&mut self, key: String, cell: &Cell) {
        self.rows.entry(key).or_default().add(cell);
        self.total.add(cell);
        self.demo += cell.of_demo;
    }
}

/// The rows that a report has, whether anything is counted in them or not.
fn blank_rows(keys: &Keys<'_>, sums: &Sums, online: &ByRow<'_>) -> Vec<ReportRow> {
    let scope = keys.scope;
    let row = |key: &str, name: Words, level: Option<Level>| ReportRow {
        key: key.to_owned(),
        name,
        level,
        figures: None,
        targets: Vec::new(),
    };
    let agencies = || {
        let counted = |id: &str| sums.rows.contains_key(id);
        keys.agencies.values().filter(move |agency| {
            (scope.period.meets(agency.valid_from, agency.valid_to) || counted(&agency.id))
                && scope.agency.as_ref().is_none_or(|id| *id == agency.id)
                && scope.level.is_none_or(|level| level == agency.level)
        })
    };
    match keys.by {
        By::Province => vec![row("", Words::default(), None)],
        By::Level => {
            let mut levels: BTreeSet<Level> = agencies().map(|agency| agency.level).collect();
            levels.extend(sums.rows.keys().filter_map(|key| key.parse::<Level>().ok()));
            let level = |level: Level| row(level.as_str(), Words::default(), Some(level));
            levels.into_iter().map(level).collect()
        }
        By::Agency => agencies()
            .map(|agency| {
                let name = Words { vi: agency.name.clone(), en: agency.name_en.clone() };
                row(&agency.id, name, Some(agency.level))
            })
            .collect(),
        By::Month => {
            let months = scope.period.months();
            months.map(|month| row(&month_key(month.from()), Words::default(), None)).collect()
        }
        By::Service | By::Field => {
            let mut names: BTreeMap<&str, &Words> = BTreeMap::new();
            for service in &keys.offered.0 {
                let newest = service.newest();
                let (key, name) = match keys.by {
                    By::Field => (&newest.field_key, &newest.field),
                    _ => (&service.id, &newest.name),
                };
                if sums.rows.contains_key(key) || online.contains_key(&Some(key.clone())) {
                    names.insert(key, name);
                }
            }
            let named = names.into_iter();
            named.map(|(key, name)| row(key, name.clone(), None)).collect()
        }
    }
}

fn arrange(by: By, rows: &mut [ReportRow]) {
    match by {
        By::Agency => rows.sort_by_cached_key(|row| (row.level, fold(&row.name.vi))),
        By::Service | By::Field => rows.sort_by_cached_key(|row| {
            let received = row.figures.map_or(0, |figures| figures.tallies[Tally::Received]);
            (std::cmp::Reverse(received), fold(&row.name.vi))
        }),
        By::Province | By::Level | By::Month => {}
    }
}
