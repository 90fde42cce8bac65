//! `/`: search, life events, what people ask for most, and what online filing saves.

use app::{
    catalogue::{
        deal::Saving,
        home::{self, Example, HomePage, LifeEvent},
        list::ServiceCard,
    },
    names,
    words::Lang,
};
use axum::extract::State;
use backend::catalogue::{self, Front, Glance};

use super::deal;
use crate::{
    pages::public_page,
    web::{Outcome, Shared, Visitor},
};

/// So many popular services are shown.
const POPULAR: usize = 8;
/// Among so many popular ones the example is looked for.
const CANDIDATES: i64 = 20;

/// Shows the home page; on an empty portal it still leads to the catalogue, to tracking and to help.
pub async fn show(State(app): State<Shared>, visitor: Visitor) -> Outcome {
    let lang = visitor.lang;
    let front = catalogue::front(&app.portal, CANDIDATES).await?;
    let site = app.site.get();
    let view = HomePage {
        events: events(lang, &front),
        example: example(&front),
        popular: front.popular.iter().take(POPULAR).map(card).collect(),
        adoption: None,
        help_phone: site.help_phone.clone(),
    };
    let frame = home::frame(site, lang).person(visitor.badge());
    Ok(public_page(&frame, || home::page(lang, &view)))
}

/// The life events that lead to services, in the order of a life.
fn events(lang: Lang, front: &Front) -> Vec<LifeEvent> {
    let count = |slug: &str| {
        let found = front.events.iter().find(|(event, _)| event == slug)?;
        u32::try_from(found.1).ok()
    };
    names::LIFE_EVENTS
        .into_iter()
        .filter_map(|slug| {
            Some(LifeEvent {
                slug: slug.to_owned(),
                name: names::life_event(lang, slug)?.into_owned(),
                count: count(slug)?,
            })
        })
        .collect()
}

/// The popular service that saves most: money goes before hours, the more popular one before its equals.
fn example(front: &Front) -> Option<Example> {
    let saving = |glance: &&Glance| glance.quotes.saving();
    let best = front
        .popular
        .iter()
        .filter(|glance| glance.offered)
        .rev()
        .max_by_key(saving)?;
    let (dong, hours) = best.quotes.saving();
    Saving::new(dong, hours)?;
    Some(Example {
        id: best.service.id.clone(),
        name: best.procedure.name.vi.clone(),
        deal: deal(best.quotes.clone(), best.assumed_place.clone()),
    })
}

fn card(glance: &Glance) -> ServiceCard {
    let (dong, hours) = glance.quotes.saving();
    let procedure = &glance.procedure;
    ServiceCard {
        id: glance.service.id.clone(),
        name: procedure.name.vi.clone(),
        code: Some(procedure.code.clone()),
        mode: procedure.mode,
        agency: procedure.agency.vi.clone(),
        field: procedure.field.vi.clone(),
        offered: glance.offered,
        saving: Saving::new(dong, hours),
    }
}
