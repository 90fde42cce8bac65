//! `/dich-vu`: search, filters with counts, pages of results. Each search has one address.

use std::collections::BTreeMap;

use app::{
    catalogue::{
        list::{self, Facet, Facets, ListPage},
        query::ListQuery,
    },
    names,
    words::Lang,
};
use axum::extract::State;
use backend::{
    catalogue::{self, Agency},
    search::{Counts, Filters, Query, SearchIndex},
};

use super::{agency_name, card};
use crate::{
    pages::{page, public_page},
    web::{Asked, Outcome, Shared, Visitor, form::see_other},
};
use domain::text::slug;

/// Services to a page.
const PER_PAGE: usize = 20;
/// Nobody types more than so many characters; the rest is cut off.
const MOST_WORDS: usize = 200;

/// Shows what a search finds. What cannot be understood in its address is left out.
pub async fn show(State(app): State<Shared>, visitor: Visitor, asked: Asked) -> Outcome {
    let lang = visitor.lang;
    let query = read(&asked);
    // A form sends its empty fields too; the address to be kept and shared is without them.
    if asked.has_empty() {
        return Ok(see_other(lang, &query.address()));
    }
    let index = app.searcher.index(&app.portal).await?;
    let found = index.search(&wanted(&query));
    if query.filters() == 0 && (found.total == 0 || found.guessed) {
        app.searcher.misses.count(&query.words);
    }
    let pages = count(found.total.div_ceil(PER_PAGE));
    if query.page > pages.max(1) {
        return Ok(see_other(lang, &query.on_page(pages.max(1)).address()));
    }
    let agencies = catalogue::agencies(&app.portal).await?;
    let view = ListPage {
        guessed: found.guessed,
        total: count(found.total),
        pages,
        services: found.items.iter().map(|entry| card(entry)).collect(),
        facets: facets(lang, &found.counts, &index, &agencies),
        query,
    };
    let frame = list::frame(app.site.get(), lang, &view.query).person(visitor.badge());
    // What people type seldom comes twice: to keep it would cost more time and room than to find it again.
    if !view.query.words.is_empty() {
        return Ok(page(&frame, || list::page(lang, &view)));
    }
    Ok(public_page(&frame, || list::page(lang, &view)))
}

fn read(asked: &Asked) -> ListQuery {
    let mut query = ListQuery::read(asked.pairs());
    query.words = query.words.chars().take(MOST_WORDS).collect();
    query.field = query.field.as_deref().map(slug);
    query
}

fn wanted(query: &ListQuery) -> Query {
    Query {
        text: query.words.clone(),
        filters: Filters {
            mode: query.mode,
            field: query.field.clone(),
            level: query.level,
            agency: query.agency.clone(),
            life_event: query.event.clone(),
            cheaper_online: query.cheaper,
            faster_online: query.faster,
            offered: query.offered.then_some(true),
        },
        page: usize::try_from(query.page).unwrap_or(usize::MAX),
        per_page: PER_PAGE,
    }
}

fn facets(lang: Lang, counts: &Counts, index: &SearchIndex, agencies: &BTreeMap<String, Agency>) -> Facets {
    let english = lang == Lang::En;
    let fields = counts.fields.iter().map(|(key, found)| {
        let name = index.fields().get(key);
        let name = name.map_or(key.as_str(), |words| words.in_language(english));
        facet(key, name, *found)
    });
    let agencies = agencies.values().filter_map(|agency| {
        let found = counts.agencies.get(&agency.id)?;
        Some(facet(&agency.id, agency_name(lang, agency), *found))
    });
    let events = names::LIFE_EVENTS.into_iter().filter_map(|slug| {
        let found = counts.life_events.get(slug)?;
        Some(facet(slug, &names::life_event(lang, slug)?, *found))
    });
    Facets {
        modes: counts.modes.iter().map(|(m, n)| (*m, count(*n))).collect(),
        levels: counts.levels.iter().map(|(l, n)| (*l, count(*n))).collect(),
        fields: by_name(fields),
        agencies: by_name(agencies),
        events: events.collect(),
        cheaper: count(counts.cheaper_online),
        faster: count(counts.faster_online),
        offered: count(counts.offered),
    }
}

fn facet(slug: &str, name: &str, found: usize) -> Facet {
    Facet { slug: slug.to_owned(), name: name.to_owned(), count: count(found) }
}

/// In the order in which people look for a name; one that is empty can't be chosen.
fn by_name(facets: impl Iterator<Item = Facet>) -> Vec<Facet> {
    let mut facets: Vec<Facet> = facets.filter(|facet| !facet.name.is_empty()).collect();
    facets.sort_by_cached_key(|facet| domain::text::fold(&facet.name));
    facets
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
