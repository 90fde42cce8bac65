//! What is kept about people, why, how long, and what they can ask for.

use crate::shell::{PageFrame, Site};
use crate::t;
use crate::ui::{Column, DataTable, Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;
use std::sync::Arc;

/// How long things are kept, as the portal is configured.
#[derive(Clone, Copy, Debug)]
pub struct PrivacyPage {
    /// Days after which a draft that nobody touched is deleted.
    pub draft_days: u32,
    /// Hours after which an idle session ends.
    pub session_hours: u32,
    /// Months for which the system's logs are kept.
    pub log_months: u32,
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang) -> PageFrame {
    PageFrame::public(site, lang, "/quyen-rieng-tu", t!(lang, "privacy.title"))
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &PrivacyPage) -> Html {
    view! {
        <div class="prose">
            <h1>{t!(lang, "privacy.title")}</h1>
            <p class="lead">{t!(lang, "privacy.lead")}</p>
        </div>
        <h2>{t!(lang, "privacy.kept")}</h2>
        {kept(lang, view)}
        <div class="prose">
            <h2>{t!(lang, "privacy.not_title")}</h2>
            <ul>
                <li>{t!(lang, "privacy.not_sell")}</li>
                <li>{t!(lang, "privacy.not_track")}</li>
                <li>{t!(lang, "privacy.not_log")}</li>
            </ul>
            <h2>{t!(lang, "privacy.who_title")}</h2>
            <p>{t!(lang, "privacy.who")}</p>
            <h2>{t!(lang, "privacy.rights_title")}</h2>
            <p>{t!(lang, "privacy.rights")}</p>
            <h2>{t!(lang, "privacy.law_title")}</h2>
            <p>{t!(lang, "privacy.law")}</p>
        </div>
    }
    .into_html()
}

fn kept(lang: Lang, view: &PrivacyPage) -> Html {
    let row =
        |what: std::borrow::Cow<'static, str>,
         why: std::borrow::Cow<'static, str>,
         long: std::borrow::Cow<'static, str>| { vec![what.into_html(), why.into_html(), long.into_html()] };
    let rows = vec![
        row(
            t!(lang, "privacy.draft"),
            t!(lang, "privacy.draft_why"),
            t!(lang, "privacy.draft_long", days = view.draft_days),
        ),
        row(t!(lang, "privacy.dossier"), t!(lang, "privacy.dossier_why"), t!(lang, "privacy.dossier_long")),
        row(t!(lang, "privacy.account"), t!(lang, "privacy.account_why"), t!(lang, "privacy.account_long")),
        row(
            t!(lang, "privacy.session"),
            t!(lang, "privacy.session_why"),
            t!(lang, "privacy.session_long", hours = view.session_hours),
        ),
        row(
            t!(lang, "privacy.log"),
            t!(lang, "privacy.log_why"),
            t!(lang, "privacy.log_long", months = view.log_months),
        ),
    ];
    let columns = vec![
        Column::words(t!(lang, "privacy.what")),
        Column::words(t!(lang, "privacy.why")),
        Column::words(t!(lang, "privacy.how_long")),
    ];
    view! { <DataTable label=t!(lang, "privacy.kept") columns rows/> }.into_html()
}
