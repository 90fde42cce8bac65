//! `/`: search, life events, what people ask for most, and what online filing saves.

use std::sync::Arc;

use app::{
    adoption::query::Preset,
    catalogue::home::{self, AdoptionGlance, Example, HomePage, LifeEvent},
    names,
    words::Lang,
};
use axum::extract::State;
use backend::{
    Portal,
    adoption::{self, Period, Scope},
    error::AppError,
    quoting::{self, Wanted},
    search::{Entry, Query, SearchIndex},
};
use domain::{
    metrics::{By, Measure},
    money::Dong,
};

use super::{assumed_place, card, deal, saved};
use crate::{
    pages::public_page,
    web::{Outcome, Shared, Visitor},
};

/// How much of twelve months' dossiers came online, to the end of yesterday: in the first days of January, too, there
/// is something to tell. Nothing is accepted in the past any more, so the figure is exact for as long as the page is
/// kept; the page of figures has today's, too.
async fn glance(portal: &Portal) -> Result<Option<AdoptionGlance>, AppError> {
    let today = portal.clock.today();
    let until = today.yesterday().unwrap_or(today);
    let (from, until) = Preset::TwelveMonths.days(until);
    let scope = Scope::of(Period::new(from, until)?);
    let year = adoption::report(portal, None, &scope, By::Province).await?;
    let share = year.total.map(|figures| Measure::Online.share(&figures));
    Ok(share.and_then(|share| {
        Some(AdoptionGlance {
            online: share.of,
            all: share.all,
            ratio: share.basis_points()?,
            from: scope.period.from(),
            until,
        })
    }))
}

/// So many popular services are shown.
const POPULAR: usize = 8;
/// Among so many popular ones the example is looked for.
const CANDIDATES: usize = 30;

/// Shows the home page; on an empty portal it still leads to the catalogue, to tracking and to help.
pub async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let (lang, site) = (visitor.lang, app.site.get());
    let index = app.searcher.index(&app.portal).await?;
    let popular = index.popular(CANDIDATES);
    let view = HomePage {
        events: events(lang, &index),
        example: example(&app, lang, &popular).await?,
        popular: popular.iter().take(POPULAR).map(|entry| card(entry)).collect(),
        adoption: glance(&app.portal).await?,
        help_phone: site.help_phone.clone(),
    };
    let frame = home::frame(site, lang).person(visitor.badge());
    Ok(public_page(&frame, || home::page(lang, &view)))
}

/// The life events that lead to services, in the order of a life.
fn events(lang: Lang, index: &SearchIndex) -> Vec<LifeEvent> {
    let counts = index.search(&Query::default()).counts.life_events;
    names::LIFE_EVENTS
        .into_iter()
        .filter_map(|slug| {
            Some(LifeEvent {
                slug: slug.to_owned(),
                name: names::life_event(lang, slug)?.into_owned(),
                count: u32::try_from(*counts.get(slug)?).ok()?,
            })
        })
        .collect()
}

/// The popular service that saves the greatest part of its fee and of the waiting, quoted for somebody who files now.
async fn example(app: &Shared, lang: Lang, popular: &[Arc<Entry>]) -> Result<Option<Example>, AppError> {
    let gain = |entry: &&Arc<Entry>| (saved(entry), entry.saving.working_hours);
    // The more popular one before its equals: of equal ones the last is taken.
    let Some(best) = popular.iter().rev().max_by_key(gain) else {
        return Ok(None);
    };
    if gain(&best) == (Dong::ZERO, 0) {
        return Ok(None);
    }
    let wanted = Wanted { id: &best.id, agency_id: None, on: None };
    let reading = quoting::read(&app.portal, wanted).await?;
    Ok(Some(Example {
        id: reading.service.id.clone(),
        name: reading.version.procedure.name.clone(),
        deal: deal(reading.quotes, assumed_place(app, lang, reading.assumed_place)),
    }))
}
