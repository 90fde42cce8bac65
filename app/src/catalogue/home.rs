//! The home page: search first, then what happens in a life, what people ask for most, and what online filing saves.

use super::deal::{self, Deal, Detail};
use super::list::{self, ServiceCard};
use super::parts;
use crate::format;
use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use domain::procedure::Words;
use jiff::civil::Date;
use leptos::prelude::*;
use std::sync::Arc;

/// What the home page shows.
#[derive(Clone, Debug, Default)]
pub struct HomePage {
    /// Life events with the services that belong to them.
    pub events: Vec<LifeEvent>,
    /// What people ask for most.
    pub popular: Vec<ServiceCard>,
    /// A real example of what online filing saves; `None` where nothing does.
    pub example: Option<Example>,
    /// How adoption stands; `None` where nothing has been counted.
    pub adoption: Option<AdoptionGlance>,
    /// Where to call; `None` where there is nobody.
    pub help_phone: Option<String>,
}

/// Something that happens in a life.
#[derive(Clone, Debug)]
pub struct LifeEvent {
    /// As in the address `/dich-vu?event=…`.
    pub slug: String,
    /// `Sinh con, nuôi con`
    pub name: String,
    /// How many services belong to it.
    pub count: u32,
}

/// A service that is better filed online, worked out for somebody who files now.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Words,
    /// Its figures.
    pub deal: Deal,
}

/// How much is filed online, in one figure.
#[derive(Clone, Copy, Debug)]
pub struct AdoptionGlance {
    /// Dossiers filed online.
    pub online: i64,
    /// All dossiers.
    pub all: i64,
    /// Their ratio in basis points: 6340 is 63,4%.
    pub ratio: i64,
    /// Accepted from this day…
    pub from: Date,
    /// …to the end of this one.
    pub until: Date,
}

/// The home page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    let title = t!(lang, "home.page_title", province = site.province);
    PageFrame::public(site, lang, "/", title).description(t!(lang, "home.page_description"))
}

/// The home page.
#[must_use]
pub fn page(lang: Lang, view: &HomePage) -> Html {
    view! {
        {hero(lang)}
        {events(lang, &view.events)}
        {view.example.as_ref().map(|example| offer(lang, example))}
        {popular(lang, &view.popular)}
        <div class="panels">{adoption(lang, view.adoption)} {help(lang, view.help_phone.clone())}</div>
    }
    .into_html()
}

fn hero(lang: Lang) -> Html {
    view! {
        <div class="hero">
            <h1>{t!(lang, "home.title")}</h1>
            <form role="search" action=lang.path("/dich-vu")>
                <label for="q">{t!(lang, "home.search_label")}</label>
                <div class="search">
                    <input
                        id="q"
                        type="search"
                        name="q"
                        placeholder=t!(lang, "list.search_example")
                        maxlength="200"
                        autocomplete="off"
                    />
                    <button class="button">{t!(lang, "list.search")}</button>
                </div>
            </form>
            <ul class="row">
                <li><a href=lang.path("/dich-vu")>{t!(lang, "list.see_all")}</a></li>
                <li><a href=lang.path("/dich-vu?cheaper=1")>{t!(lang, "home.cheaper")}</a></li>
                <li><a href=lang.path("/tra-cuu")>{t!(lang, "home.track")}</a></li>
            </ul>
        </div>
    }
    .into_html()
}

fn events(lang: Lang, events: &[LifeEvent]) -> Option<Html> {
    let cards = events
        .iter()
        .map(|event| {
            let address = lang.path(&format!("/dich-vu?event={}", event.slug));
            let count = t!(lang, "home.event_count", count = format::number(lang, i64::from(event.count)));
            view! { <li><a href=address><span>{event.name.clone()}</span> <small>{count}</small></a></li> }
        })
        .collect_view();
    (!events.is_empty()).then(|| {
        view! {
            <section aria-labelledby="events">
                <h2 id="events">{t!(lang, "home.events")}</h2>
                <ul class="cards">{cards}</ul>
            </section>
        }
        .into_html()
    })
}

/// A real service's figures, so that the saving is no promise but a sum.
fn offer(lang: Lang, example: &Example) -> Html {
    let address = lang.path(&format!("/dich-vu/{}", example.id));
    let go = view! { <a class="button quiet wide" href=address>{t!(lang, "home.example_open")}</a> }.into_html();
    view! {
        <section aria-labelledby="offer">
            <h2 id="offer">{t!(lang, "home.offer")}</h2>
            <div class="offer">
                <div class="text">
                    <p class="lead">{t!(lang, "home.offer_lead")}</p>
                    <p class="example">{t!(lang, "home.example")} " " <strong>{parts::words(lang, &example.name)}</strong></p>
                    <p class="soft">{t!(lang, "home.offer_rules")}</p>
                </div>
                {deal::card(lang, &example.deal, Detail::Figures, go)}
            </div>
        </section>
    }
    .into_html()
}

fn popular(lang: Lang, services: &[ServiceCard]) -> Option<Html> {
    (!services.is_empty()).then(|| {
        view! {
            <section class="popular" aria-labelledby="popular">
                <h2 id="popular">{t!(lang, "home.popular")}</h2>
                {list::cards(lang, services)}
            </section>
        }
        .into_html()
    })
}

fn adoption(lang: Lang, glance: Option<AdoptionGlance>) -> Html {
    let said = match glance {
        Some(glance) => {
            let of = t!(
                lang,
                "home.adoption_of",
                online = format::number(lang, glance.online),
                all = format::number(lang, glance.all),
                from = format::date(lang, glance.from),
                until = format::date(lang, glance.until)
            );
            view! {
                <p class="big">{format::percent(lang, glance.ratio)}</p>
                <p>{of}</p>
            }
            .into_html()
        }
        None => view! { <p>{t!(lang, "home.adoption_none")}</p> }.into_html(),
    };
    view! {
        <section aria-labelledby="adoption">
            <h2 id="adoption">{t!(lang, "home.adoption")}</h2>
            {said}
            <p><a href=lang.path("/tinh-hinh?ky=12-thang")>{t!(lang, "home.adoption_open")}</a></p>
        </section>
    }
    .into_html()
}

fn help(lang: Lang, phone: Option<String>) -> Html {
    let call = phone.map(|number| {
        let address = format!("tel:{}", number.replace([' ', '.'], ""));
        view! { <li>{t!(lang, "home.help_call")} " " <a href=address>{number}</a></li> }
    });
    view! {
        <section aria-labelledby="help">
            <h2 id="help">{t!(lang, "home.help")}</h2>
            <ul class="prose">
                {call}
                <li>{t!(lang, "home.help_team")} " " <a href=lang.path("/tro-giup")>{t!(lang, "home.help_find")}</a></li>
                <li>{t!(lang, "home.help_counter")}</li>
            </ul>
        </section>
    }
    .into_html()
}
