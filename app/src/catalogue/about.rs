//! What this portal is and what it is not.

use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;
use std::sync::Arc;

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/gioi-thieu", t!(lang, "about.title"))
}

/// The page. Since 1 July 2025 citizens file at the national portal; a portal like this one must say so.
#[must_use]
pub fn page(lang: Lang, province: &str, demo: bool) -> Html {
    let made_up = demo.then(|| {
        view! {
            <h2>{t!(lang, "about.demo_title")}</h2>
            <p>{t!(lang, "about.demo")}</p>
        }
    });
    view! {
        <div class="prose">
            <h1>{t!(lang, "about.title")}</h1>
            <p class="lead">{t!(lang, "about.lead", province = province)}</p>
            <h2>{t!(lang, "about.official_title")}</h2>
            <p>{t!(lang, "about.official")}</p>
            <p>
                <a href="https://dichvucong.gov.vn" rel="external">{t!(lang, "shell.national_portal")}</a>
            </p>
            <h2>{t!(lang, "about.for_title")}</h2>
            <ul>
                <li>{t!(lang, "about.for_read")}</li>
                <li>{t!(lang, "about.for_assist")}</li>
                <li>{t!(lang, "about.for_office")}</li>
                <li>{t!(lang, "about.for_show")}</li>
            </ul>
            {made_up}
            <h2>{t!(lang, "about.figures_title")}</h2>
            <p>{t!(lang, "about.figures")}</p>
        </div>
    }
    .into_html()
}
