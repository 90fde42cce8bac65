//! A service that is not filed here: where it is, and why.

use crate::catalogue::deal::{self, Deal, Detail};
use crate::catalogue::parts;
use crate::shell::trail;
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use domain::procedure::{Filing, Procedure};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct ElsewherePage {
    /// The service's id.
    pub service_id: String,
    /// The service.
    pub procedure: Procedure,
    /// Where it is filed; `None` where no agency of this portal offers it.
    pub filing: Option<Filing>,
    /// Its address on the national portal.
    pub national_href: String,
    /// The agencies that take it: name, address, phone.
    pub agencies: Vec<(String, Option<String>, Option<String>)>,
    /// What it costs and when it is done.
    pub deal: Deal,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ElsewherePage) -> Html {
    let name = view.procedure.name.in_language(lang == Lang::En).to_owned();
    let address = format!("/dich-vu/{}", view.service_id);
    let (title, why) = match view.filing {
        Some(Filing::Handover) => (t!(lang, "filing.elsewhere.national"), t!(lang, "filing.elsewhere.national_why")),
        Some(_) => (t!(lang, "filing.elsewhere.assisted"), t!(lang, "filing.elsewhere.assisted_why")),
        None => (t!(lang, "filing.elsewhere.nowhere"), t!(lang, "filing.elsewhere.nowhere_why")),
    };
    let go = match view.filing {
        Some(Filing::Handover) => view! {
            <a class="button" href=view.national_href.clone() rel="external">{t!(lang, "filing.elsewhere.national_go")}</a>
        }
        .into_html(),
        Some(_) => {
            view! { <a class="button" href=lang.path("/tro-giup")>{t!(lang, "filing.elsewhere.assisted_go")}</a> }.into_html()
        }
        None => view! { <a class="button" href=lang.path("/dich-vu")>{t!(lang, "error.search")}</a> }.into_html(),
    };
    view! {
        {trail(lang, vec![(address.clone(), name)])}
        <h1>{parts::words(lang, &view.procedure.name)}</h1>
        <div class="cols">
            <div class="aside">{deal::card(lang, &view.deal, Detail::Whole, ().into_html())}</div>
            <div>
                <h2>{title}</h2>
                <p>{why}</p>
                <div class="buttons">{go} <a href=lang.path(&address)>{t!(lang, "filing.elsewhere.read")}</a></div>
                {agencies(lang, view)}
            </div>
        </div>
    }
    .into_html()
}

fn agencies(lang: Lang, view: &ElsewherePage) -> Option<Html> {
    let is_assisted = view.filing == Some(Filing::Assisted);
    (is_assisted && !view.agencies.is_empty()).then(|| {
        let lines = view
            .agencies
            .iter()
            .cloned()
            .map(|(name, address, phone)| {
                let about: Vec<String> = address.into_iter().chain(phone).collect();
                view! { <li><span class="whole">{name}</span> <small>{about.join(" · ")}</small></li> }
            })
            .collect_view();
        view! {
            <h2>{t!(lang, "filing.elsewhere.where")}</h2>
            <ul class="list" lang=crate::catalogue::vietnamese(lang)>{lines}</ul>
        }
        .into_html()
    })
}
