//! Where people help: by telephone, where one lives, at the counter.

use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::Facts;
use crate::words::Lang;
use leptos::prelude::*;
use std::sync::Arc;

/// Where people help.
#[derive(Clone, Debug, Default)]
pub struct HelpPage {
    /// Where to call; `None` where there is nobody.
    pub phone: Option<String>,
    /// One-stop counters and teams: name, then address and hours.
    pub places: Vec<(String, String)>,
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/tro-giup", t!(lang, "help.title"))
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &HelpPage) -> AnyView {
    let call = view.phone.clone().map(|number| {
        let address = format!("tel:{}", number.replace([' ', '.'], ""));
        view! { <p class="big"><a href=address>{number}</a></p> }
    });
    let items: Vec<_> = view
        .places
        .iter()
        .map(|(name, where_)| (name.clone(), where_.clone().into_any()))
        .collect();
    let places = (!items.is_empty()).then(|| {
        view! {
            <h2>{t!(lang, "help.places")}</h2>
            <Facts items/>
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
    .into_any()
}
