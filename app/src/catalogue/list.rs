//! The list of services: what a search found, and the filters. A plain GET form; each result of it has an address.

use super::deal::Saving;
use super::parts;
use super::query::ListQuery;
use crate::format;
use crate::names;
use crate::shell::{PageFrame, Place, Site};
use crate::t;
use crate::ui::{Checkbox, Choice, EmptyState, Field, Html, IntoHtml, Pagination, SelectField, Tag};
use crate::words::Lang;
use domain::mode::{Level, Mode};
use domain::procedure::Words;
use leptos::prelude::*;
use std::sync::Arc;

/// What a search found.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// What was searched for.
    pub query: ListQuery,
    /// Whether nothing fits the words as they were typed, so that these are guesses.
    pub guessed: bool,
    /// How many services were found.
    pub total: u32,
    /// How many pages they fill.
    pub pages: u32,
    /// The services of this page.
    pub services: Vec<ServiceCard>,
    /// What could be filtered by, each with how many services would be left.
    pub facets: Facets,
}

/// What could be filtered by. A count is of the services that would be found with that value in place of the present
/// one of its group.
#[derive(Clone, Debug, Default)]
pub struct Facets {
    /// By how much is online.
    pub modes: Vec<(Mode, u32)>,
    /// By level of administration.
    pub levels: Vec<(Level, u32)>,
    /// By field.
    pub fields: Vec<Facet>,
    /// By agency.
    pub agencies: Vec<Facet>,
    /// By life event.
    pub events: Vec<Facet>,
    /// How many cost less online.
    pub cheaper: u32,
    /// How many are done sooner online.
    pub faster: u32,
    /// How many an agency here offers.
    pub offered: u32,
}

/// One value of a filter.
#[derive(Clone, Debug)]
pub struct Facet {
    /// As in the address.
    pub slug: String,
    /// As people read it.
    pub name: String,
    /// How many services it would find.
    pub count: u32,
}

/// A service in a list.
#[derive(Clone, Debug)]
pub struct ServiceCard {
    /// Its id, of its address `/dich-vu/{id}`.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its code, where it has one.
    pub code: Option<String>,
    /// How much of it is online.
    pub mode: Mode,
    /// Who handles it: `UBND cấp xã`.
    pub agency: Words,
    /// Its field.
    pub field: Words,
    /// Whether an agency of this portal offers it.
    pub offered: bool,
    /// What online filing saves.
    pub saving: Option<Saving>,
}

/// The list's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, query: &ListQuery) -> PageFrame {
    let title =
        if query.words.is_empty() { t!(lang, "list.title") } else { t!(lang, "list.title_for", words = query.words) };
    PageFrame::public(site, lang, query.address(), title)
        .place(Place::Services)
        .description(t!(lang, "home.page_description"))
}

/// The list.
#[must_use]
pub fn page(lang: Lang, view: &ListPage) -> Html {
    view! {
        <h1>{t!(lang, "list.title")}</h1>
        {search_box(lang, &view.query)}
        <div class="browse">
            <div>{filters(lang, view)}</div>
            <section aria-labelledby="results">
                <h2 id="results" class="unseen">{t!(lang, "list.results")}</h2>
                {results(lang, view)}
            </section>
        </div>
    }
    .into_html()
}

/// The search box; it keeps the filters that are set.
fn search_box(lang: Lang, query: &ListQuery) -> Html {
    view! {
        <form class="search" role="search" action=lang.path("/dich-vu") id="search">
            <input
                type="search"
                name="q"
                value=query.words.clone()
                aria-label=t!(lang, "list.search_label")
                placeholder=t!(lang, "list.search_example")
                maxlength="200"
            />
            <button class="button">{t!(lang, "list.search")}</button>
        </form>
    }
    .into_html()
}

fn results(lang: Lang, view: &ListPage) -> Html {
    let said = if view.guessed {
        t!(lang, "list.guessed", count = format::number(lang, i64::from(view.total)), words = view.query.words)
    } else if view.query.words.is_empty() {
        t!(lang, "list.found", count = format::number(lang, i64::from(view.total)))
    } else {
        t!(lang, "list.found_for", count = format::number(lang, i64::from(view.total)), words = view.query.words)
    };
    let query = view.query.clone();
    let list = if view.services.is_empty() { nothing(lang, &view.query) } else { cards(lang, &view.services) };
    view! {
        <p role="status">{said}</p>
        {chosen(lang, view)}
        {list}
        <Pagination
            lang
            page=view.query.page
            pages=view.pages
            link=move |page| lang.path(&query.on_page(page).address())
        />
    }
    .into_html()
}

fn nothing(lang: Lang, query: &ListQuery) -> Html {
    let without = ListQuery { words: query.words.clone(), page: 1, ..ListQuery::default() };
    let drop_filters = (query.filters() > 0).then(|| {
        let address = lang.path(&without.address());
        view! { <p><a href=address>{t!(lang, "list.drop_filters")}</a></p> }
    });
    view! {
        <EmptyState title=t!(lang, "list.nothing")>
            <p>{t!(lang, "list.nothing_hint")}</p>
            {drop_filters}
            <p><a href=format!("{}#events", lang.path("/"))>{t!(lang, "list.by_event")}</a></p>
            <p><a href=lang.path("/ho-tro-nguoi-dan")>{t!(lang, "list.ask_a_helper")}</a></p>
            <p><a href=lang.path("/dich-vu")>{t!(lang, "list.see_all")}</a></p>
        </EmptyState>
    }
    .into_html()
}

/// Services, one below the other, and what their tags mean. The home page shows them too.
#[must_use]
pub fn cards(lang: Lang, services: &[ServiceCard]) -> Html {
    let items = services.iter().map(|service| card(lang, service)).collect_view();
    let not_here = services.iter().any(|service| !service.offered).then(|| t!(lang, "list.modes_not_offered"));
    view! {
        <p class="modes">{t!(lang, "list.modes")} " " {not_here}</p>
        <ul class="found">{items}</ul>
    }
    .into_html()
}

fn card(lang: Lang, service: &ServiceCard) -> Html {
    let address = lang.path(&format!("/dich-vu/{}", service.id));
    let about = [&service.field, &service.agency]
        .into_iter()
        .filter(|part| !part.is_empty())
        .map(|part| view! { {parts::words(lang, part)} " · " })
        .collect_view();
    // Officers, papers and signs know the service by its Vietnamese name.
    let original = (lang == Lang::En && service.name.en.is_some())
        .then(|| view! { <p lang=Lang::Vi.code()>{service.name.vi.clone()}</p> });
    let mode_class = if service.mode == Mode::FullOnline { "full" } else { "" };
    let saving = service.saving.map(|saving| view! { <Tag text=saving.line(lang) class="gold"/> });
    let not_here = (!service.offered).then(|| view! { <Tag text=t!(lang, "list.not_offered") class="warning"/> });
    view! {
        <li>
            <h3><a href=address>{parts::words(lang, &service.name)}</a></h3>
            {original}
            <p>{about} {service.code.clone()}</p>
            <ul class="tags">
                <Tag text=names::mode(lang, service.mode) class=mode_class/>
                {saving}
                {not_here}
            </ul>
        </li>
    }
    .into_html()
}

/// The filters that are set, each a link to the same search without it.
fn chosen(lang: Lang, view: &ListPage) -> Option<Html> {
    let query = &view.query;
    let named = |slug: &Option<String>, facets: &[Facet]| {
        let slug = slug.clone()?;
        Some(facets.iter().find(|facet| facet.slug == slug).map_or(slug, |facet| facet.name.clone()))
    };
    let base = query.on_page(1);
    let all = [
        query.mode.map(|mode| names::mode(lang, mode).into_owned()).zip(Some(ListQuery { mode: None, ..base.clone() })),
        query
            .level
            .map(|level| names::level(lang, level).into_owned())
            .zip(Some(ListQuery { level: None, ..base.clone() })),
        named(&query.field, &view.facets.fields).zip(Some(ListQuery { field: None, ..base.clone() })),
        named(&query.agency, &view.facets.agencies).zip(Some(ListQuery { agency: None, ..base.clone() })),
        named(&query.event, &view.facets.events).zip(Some(ListQuery { event: None, ..base.clone() })),
        query.cheaper.then(|| (t!(lang, "list.cheaper").into_owned(), ListQuery { cheaper: false, ..base.clone() })),
        query.faster.then(|| (t!(lang, "list.faster").into_owned(), ListQuery { faster: false, ..base.clone() })),
        query.offered.then(|| (t!(lang, "list.offered").into_owned(), ListQuery { offered: false, ..base.clone() })),
    ];
    let links: Vec<Html> = all
        .into_iter()
        .flatten()
        .map(|(name, without)| {
            let label = t!(lang, "list.remove_filter", name = name);
            view! { <li><a href=lang.path(&without.address()) aria-label=label>{name}</a></li> }.into_html()
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="chosen">{links}</ul> }.into_html())
}

fn filters(lang: Lang, view: &ListPage) -> Html {
    let title = match view.query.filters() {
        0 => t!(lang, "list.filters"),
        count => t!(lang, "list.filters_set", count = count),
    };
    view! {
        <details class="filters">
            <summary>{title}</summary>
            <form action=lang.path("/dich-vu")>
                <input type="hidden" name="q" value=view.query.words.clone()/>
                {selects(lang, view)}
                {boxes(lang, view)}
                <button class="button quiet wide">{t!(lang, "list.apply")}</button>
            </form>
        </details>
    }
    .into_html()
}

fn selects(lang: Lang, view: &ListPage) -> Html {
    let (query, facets) = (&view.query, &view.facets);
    let counted = |name: &str, count: u32| format!("{name} ({})", format::number(lang, i64::from(count)));
    let modes = facets
        .modes
        .iter()
        .map(|(mode, count)| Choice::new(mode.as_str(), counted(&names::mode(lang, *mode), *count)))
        .collect();
    let levels = facets
        .levels
        .iter()
        .map(|(level, count)| Choice::new(level.as_str(), counted(&names::level(lang, *level), *count)))
        .collect();
    let list = |all: &[Facet]| -> Vec<Choice> {
        all.iter().map(|facet| Choice::new(facet.slug.clone(), counted(&facet.name, facet.count))).collect()
    };
    let select = |name: &str, label: String, chosen: Option<&str>, choices: Vec<Choice>| {
        if choices.is_empty() {
            return ().into_html();
        }
        let field =
            Field { name: name.to_owned(), values: chosen.map(str::to_owned).into_iter().collect(), error: None };
        view! { <SelectField lang field label unmarked=true empty=t!(lang, "list.any") choices/> }.into_html()
    };
    view! {
        {select("mode", t!(lang, "list.mode").into_owned(), query.mode.map(Mode::as_str), modes)}
        {select("field", t!(lang, "list.field").into_owned(), query.field.as_deref(), list(&facets.fields))}
        {select("level", t!(lang, "list.level").into_owned(), query.level.map(Level::as_str), levels)}
        {select("agency", t!(lang, "list.agency").into_owned(), query.agency.as_deref(), list(&facets.agencies))}
        {select("event", t!(lang, "list.event").into_owned(), query.event.as_deref(), list(&facets.events))}
    }
    .into_html()
}

fn boxes(lang: Lang, view: &ListPage) -> Html {
    let (query, facets) = (&view.query, &view.facets);
    let tick = |name: &str, label: String, count: u32, set: bool| {
        let label = format!("{label} ({})", format::number(lang, i64::from(count)));
        let values = if set { vec!["1".to_owned()] } else { Vec::new() };
        let field = Field { name: name.to_owned(), values, error: None };
        view! { <Checkbox lang field label value="1"/> }
    };
    view! {
        {tick("cheaper", t!(lang, "list.cheaper").into_owned(), facets.cheaper, query.cheaper)}
        {tick("faster", t!(lang, "list.faster").into_owned(), facets.faster, query.faster)}
        {tick("offered", t!(lang, "list.offered").into_owned(), facets.offered, query.offered)}
    }
    .into_html()
}
