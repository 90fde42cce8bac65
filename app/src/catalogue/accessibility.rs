//! How this portal can be used by everybody, and what to do where it can't.

use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;
use std::sync::Arc;

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/tro-nang", t!(lang, "access.title"))
}

/// The page.
#[must_use]
pub fn page(lang: Lang) -> Html {
    view! {
        <div class="prose">
            <h1>{t!(lang, "access.title")}</h1>
            <p class="lead">{t!(lang, "access.lead")}</p>
            <ul>
                <li>{t!(lang, "access.keyboard")}</li>
                <li>{t!(lang, "access.reader")}</li>
                <li>{t!(lang, "access.zoom")}</li>
                <li>{t!(lang, "access.script")}</li>
                <li>{t!(lang, "access.print")}</li>
                <li>{t!(lang, "access.light")}</li>
            </ul>
            <h2>{t!(lang, "access.standard_title")}</h2>
            <p>{t!(lang, "access.standard")}</p>
            <h2>{t!(lang, "access.limits_title")}</h2>
            <p>{t!(lang, "access.limits")}</p>
            <h2>{t!(lang, "access.problem_title")}</h2>
            <p>{t!(lang, "access.problem")} " " <a href=lang.path("/tro-giup")>{t!(lang, "help.title")}</a></p>
        </div>
    }
    .into_html()
}
