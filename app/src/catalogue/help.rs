//! Where people help: by telephone, where one lives, at the counter.

use crate::names;
use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Facts, Html, IntoHtml};
use crate::words::Lang;
use domain::mode::Level;
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where people help.
#[derive(Clone, Debug, Default)]
pub struct HelpPage {
    /// Where to call; `None` where there is nobody.
    pub phone: Option<String>,
    /// One-stop counters by level: name, then address and telephone.
    pub places: BTreeMap<Level, Vec<(String, String)>>,
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/tro-giup", t!(lang, "help.title"))
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &HelpPage) -> Html {
    let call = view.phone.clone().map(|number| {
        let address = format!("tel:{}", number.replace([' ', '.'], ""));
        view! { <p class="big"><a href=address>{number}</a></p> }
    });
    // Nearest first: the commune's counter before the province's.
    let places = view.places.iter().rev().map(|(level, places)| {
        let items: Vec<_> = places.iter().map(|(name, where_)| (name.clone(), where_.clone().into_html())).collect();
        view! {
            <details class="places">
                <summary>{names::level(lang, *level)} " (" {items.len()} ")"</summary>
                <Facts items/>
            </details>
        }
    });
    let places = (!view.places.is_empty()).then(|| {
        view! {
            <h2>{t!(lang, "help.places")}</h2>
            {places.collect_view()}
        }
    });
    view! {
        <div class="prose">
            <h1>{t!(lang, "help.title")}</h1>
            <p class="lead">{t!(lang, "help.lead")}</p>
            {call}
            <h2>{t!(lang, "help.team_title")}</h2>
            <p>{t!(lang, "help.team")}</p>
            <p><a href=lang.path("/ho-tro-nguoi-dan")>{t!(lang, "helping.link")}</a></p>
            <h2>{t!(lang, "help.counter_title")}</h2>
            <p>{t!(lang, "home.help_counter")}</p>
        </div>
        {places}
    }
    .into_html()
}
