//! The dossiers that a figure counts. What one adds is worked out as the counters did, so that the list of a figure
//! adds up to it.

use std::{fmt, str::FromStr};

use domain::{
    channel::Channel,
    dossier::StateCode,
    metrics::{By, Figures, Listed, Tally},
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};

use super::{Period, Scope, offers, report, store};
use crate::{
    Portal,
    actor::{Actor, RoleKind},
    catalogue,
    clock::local,
    db::Tx,
    dossier::Dossier,
    error::AppError,
};

/// Dossiers on one page.
pub const LIST_PAGE: usize = 50;
/// Dossiers read at a time while a page is filled.
const AT_A_TIME: i64 = 200;

/// Where a page of a list ends. Keeps its place while dossiers come and go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListCursor {
    /// The last row's day of acceptance.
    pub day: Date,
    /// The last row's id.
    pub id: String,
}

impl ListCursor {
    /// Before the first row of a period.
    fn before(period: Period) -> Self {
        Self { day: period.to().tomorrow().unwrap_or(Date::MAX), id: String::new() }
    }
}

impl fmt::Display for ListCursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.day, self.id)
    }
}

impl FromStr for ListCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, id) = text.split_once('.').ok_or(())?;
        let day: Date = day.parse().map_err(|_| ())?;
        let plain = !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric());
        let id = id.to_owned();
        (plain && day.year() > 0).then_some(Self { day, id }).ok_or(())
    }
}

/// A dossier in the list of a figure. Whose it is, is not told: the figure does not depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedDossier {
    /// Its code.
    pub name: String,
    /// The service's name.
    pub service: String,
    /// The agency's name.
    pub agency: String,
    /// Its id; officers of it can open the dossier.
    pub agency_id: String,
    /// How it came.
    pub channel: Channel,
    /// When it was accepted, local.
    pub accepted: DateTime,
    /// Due by law, local.
    pub due: DateTime,
    /// When processing ended, local.
    pub ended: Option<DateTime>,
    /// Its state.
    pub state: StateCode,
    /// What it adds to the figure: 1, an amount in đồng, or hours.
    pub number: i64,
    /// Demo data.
    pub demo: bool,
}

/// A page of the list of a figure.
#[derive(Clone, Debug)]
pub struct ListedPage {
    /// The figure: the sum of the numbers on all pages.
    pub total: i64,
    /// The latest accepted first.
    pub rows: Vec<ListedDossier>,
    /// Where the next page begins.
    pub next: Option<ListCursor>,
}

/// The dossiers that a figure counts, for administrators; for officers those of their own agency, which the scope must
/// name. Services are listed by a report [`By::Service`].
///
/// # Errors
/// [`AppError::NotFound`] for everybody else, and for figures that count services; [`AppError::Invalid`] as in
/// [`report`](super::report).
pub async fn list(
    portal: &Portal,
    actor: &Actor,
    scope: &Scope,
    listed: Listed,
    after: Option<&ListCursor>,
) -> Result<ListedPage, AppError> {
    must_see(actor, scope)?;
    if listed.is_services() {
        return Err(AppError::NotFound);
    }
    let now = portal.clock.now();
    let total = report(portal, Some(actor), scope, By::Province).await?.total;
    let agencies = catalogue::agencies(portal).await?;
    let offered = catalogue::offered(portal).await?;
    let mut place = after.cloned().unwrap_or_else(|| ListCursor::before(scope.period));
    let mut page = ListedPage { total: total.unwrap_or_default().number(listed), rows: Vec::new(), next: None };
    let mut tx = portal.db.read().await?;
    'filling: loop {
        let some = store::candidates(&mut tx, scope, listed, &place, AT_A_TIME, now).await?;
        if some.is_empty() {
            break;
        }
        for dossier in some {
            let Some(key) = dossier.tally_key() else {
                continue;
            };
            let here = ListCursor { day: key.day, id: dossier.id.clone() };
            let number = number_of(&dossier, listed, now);
            if number != 0 && offers::is_in(scope, &offered, &dossier.service_id) {
                if page.rows.len() == LIST_PAGE {
                    page.next = Some(place);
                    break 'filling;
                }
                let agency = agencies.get(&dossier.agency_id);
                let service = offered.service(&dossier.service_id);
                page.rows.extend(row(
                    &dossier,
                    number,
                    agency.map_or(&dossier.agency_id, |agency| &agency.name),
                    service.map_or(&dossier.service_id, |one| &one.newest().name.vi),
                ));
            }
            place = here;
        }
    }
    tx.commit().await?;
    Ok(page)
}

fn must_see(actor: &Actor, scope: &Scope) -> Result<(), AppError> {
    if actor.has(RoleKind::Admin) {
        return Ok(());
    }
    let agency = scope.agency.as_deref().ok_or(AppError::NotFound)?;
    actor.must_be_officer_of(agency)
}

fn row(dossier: &Dossier, number: i64, agency: &str, service: &str) -> Option<ListedDossier> {
    let state = &dossier.facts.state;
    let acceptance = state.acceptance()?;
    Some(ListedDossier {
        name: dossier.public_name().to_owned(),
        service: service.to_owned(),
        agency: agency.to_owned(),
        agency_id: dossier.agency_id.clone(),
        channel: dossier.channel,
        accepted: local(acceptance.at),
        due: acceptance.due.statutory,
        ended: state.ended_at().map(local),
        state: state.code(),
        number,
        demo: dossier.demo,
    })
}

/// What a dossier adds to a figure now.
fn number_of(dossier: &Dossier, listed: Listed, now: Timestamp) -> i64 {
    alone(dossier, now).number(listed)
}

/// The figures of one dossier.
fn alone(dossier: &Dossier, now: Timestamp) -> Figures {
    let late = dossier.late_from();
    Figures {
        tallies: dossier.tallies(),
        overdue_law: i64::from(late.is_some_and(|late| late.law < now)),
        overdue_promise: i64::from(late.is_some_and(|late| late.promise < now)),
        ..Figures::default()
    }
}

/// Where this year's figures are not the sums of their lists: which figures, and how they differ.
pub(crate) async fn check_year(portal: &Portal, tx: &mut Tx) -> Result<Vec<(String, String)>, AppError> {
    let (now, today) = portal.clock.now_and_today();
    let scope = Scope::of(Period::year_to(today));
    let mut figures = Figures::default();
    for cell in store::sums(tx, &scope, By::Province).await? {
        figures.tallies += &cell.tallies;
    }
    for cell in store::overdue(tx, &scope, By::Province, now).await? {
        figures.overdue_law += cell.law;
        figures.overdue_promise += cell.promise;
    }
    let mut listed = Figures::default();
    let mut place = ListCursor::before(scope.period);
    loop {
        let all = Listed::Tally(Tally::Received);
        let some = store::candidates(tx, &scope, all, &place, AT_A_TIME, now).await?;
        let Some((last, key)) = some.last().and_then(|last| Some((last, last.tally_key()?))) else {
            break;
        };
        place = ListCursor { day: key.day, id: last.id.clone() };
        for dossier in &some {
            let one = alone(dossier, now);
            listed.tallies += &one.tallies;
            listed.overdue_law += one.overdue_law;
            listed.overdue_promise += one.overdue_promise;
        }
    }
    let mut differences = Vec::new();
    for one in Listed::all().filter(|one| !one.is_services()) {
        let (figure, sum) = (figures.number(one), listed.number(one));
        if figure != sum {
            differences.push((
                format!("figures of {}", today.year()),
                format!("{one}: {figure} in the report, {sum} in its list"),
            ));
        }
    }
    Ok(differences)
}
