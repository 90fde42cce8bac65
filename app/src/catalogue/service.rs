//! A service's page: what it costs and when it is done, online beside the counter; what to bring; what the law says.

use super::deal::{self, Deal};
use super::parts::{self, Parts};
use super::vietnamese;
use crate::names;
use crate::shell::{PageFrame, Place, Site, trail};
use crate::t;
use crate::ui::{Notice, Tag, Tone};
use crate::words::Lang;
use domain::mode::{Level, Mode, PartialReason};
use leptos::prelude::*;
use std::sync::Arc;

/// A service as its page shows it.
#[derive(Clone, Debug)]
pub struct ServicePage {
    /// Its id, of its address `/dich-vu/{id}`.
    pub id: String,
    /// Its code as the source has it, malformed ones too.
    pub code: Option<String>,
    /// Its name.
    pub name: String,
    /// Its field: the filter's slug and the name.
    pub field: (String, String),
    /// How much of it is online.
    pub mode: Mode,
    /// For a partial service: what still needs a visit.
    pub visit: Option<Visit>,
    /// On which levels it is handled.
    pub levels: Vec<Level>,
    /// Whether its data is made up for the demonstration.
    pub illustration: bool,
    /// What it costs and when it is done.
    pub deal: Deal,
    /// How it is filed.
    pub filing: Filing,
    /// What the law has published.
    pub parts: Parts,
    /// What is odd about the source's data, in words for the reader.
    pub flags: Vec<String>,
}

/// How a service is filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filing {
    /// Here.
    Here {
        /// How long it takes, where that is known.
        minutes: Option<u32>,
    },
    /// On the national portal.
    Handover {
        /// The address there.
        href: String,
    },
    /// With a helper of a community team or at the counter.
    Assisted,
    /// No agency of this portal offers it: it can be read and quoted.
    NotOffered,
}

/// What a partial service still needs a visit for, and why (Nghị định 224/2026 Điều 14 has it published).
#[derive(Clone, Debug, Default)]
pub struct Visit {
    /// What for; empty where the source doesn't say.
    pub what_for: String,
    /// Why; `None` where the source doesn't say.
    pub reason: Option<PartialReason>,
    /// The law that asks for it; empty where the source doesn't say.
    pub legal_basis: String,
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, view: &ServicePage) -> PageFrame {
    let description = match view.deal.saving() {
        Some(saving) => format!("{}. {}.", view.name, saving.line(lang)),
        None => t!(lang, "service.description", name = view.name).into_owned(),
    };
    PageFrame::public(
        site,
        lang,
        format!("/dich-vu/{}", view.id),
        view.name.clone(),
    )
    .place(Place::Services)
    .description(description)
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ServicePage) -> AnyView {
    let (slug, field) = view.field.clone();
    let above = if field.is_empty() {
        vec![]
    } else {
        vec![(format!("/dich-vu?field={slug}"), field)]
    };
    view! {
        {trail(lang, above)}
        <h1 lang=vietnamese(lang)>{view.name.clone()}</h1>
        {tags(lang, view)}
        <div class="cols">
            <div class="aside">{deal::card(lang, &view.deal, Some(go(lang, view)))}</div>
            <div>
                {notices(lang, view)}
                {visit(lang, view)}
                {parts::documents(lang, &view.parts)}
                {parts::steps(lang, &view.parts)}
                {parts::ways(lang, &view.parts)}
                {parts::fees(lang, &view.parts)}
                {parts::rules(lang, &view.parts, view.code.as_deref())}
                {parts::conditions(lang, &view.parts)}
                {parts::legal_basis(lang, &view.parts)}
                <p class="part">
                    {t!(lang, "service.unsure")} " "
                    <a href=lang.path("/tro-giup")>{t!(lang, "service.teams")}</a>
                </p>
            </div>
        </div>
    }
    .into_any()
}

fn tags(lang: Lang, view: &ServicePage) -> AnyView {
    let class = if view.mode == Mode::FullOnline {
        "full"
    } else {
        ""
    };
    let levels = view
        .levels
        .iter()
        .map(|level| view! { <Tag text=names::level(lang, *level)/> })
        .collect_view();
    let code = view
        .code
        .clone()
        .map(|code| view! { <Tag text=t!(lang, "service.code_tag", code = code)/> });
    let here = (view.filing == Filing::NotOffered)
        .then(|| view! { <Tag text=t!(lang, "list.not_offered") class="warning"/> });
    let made_up = view
        .illustration
        .then(|| view! { <Tag text=t!(lang, "service.illustration") class="warning"/> });
    view! { <ul class="tags"><Tag text=names::mode_means(lang, view.mode) class/> {levels} {code} {here} {made_up}</ul> }
        .into_any()
}

fn notices(lang: Lang, view: &ServicePage) -> AnyView {
    let foreign = (lang != Lang::Vi)
        .then(|| view! { <Notice><p>{t!(lang, "service.in_vietnamese")}</p></Notice> });
    let flags = view
        .flags
        .iter()
        .map(|flag| view! { <li>{flag.clone()}</li> })
        .collect_view();
    let flags = (!view.flags.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning title=t!(lang, "service.flags")><ul>{flags}</ul></Notice> }
    });
    view! {
        {foreign}
        {flags}
    }
    .into_any()
}

/// What to do next: the page's one strong button, by where the service is filed.
fn go(lang: Lang, view: &ServicePage) -> AnyView {
    let file = lang.path(&format!("/nop-ho-so/{}", view.id));
    match &view.filing {
        Filing::Here { minutes } => {
            let time = minutes.map(|minutes| {
                view! {
                    {t!(lang, "service.minutes", minutes = minutes)}
                    " "
                }
            });
            view! {
                <a class="button wide" href=file>{t!(lang, "service.file_here")}</a>
                <p>{time} {t!(lang, "service.saved_midway")}</p>
            }
            .into_any()
        }
        Filing::Handover { href } => view! {
            <a class="button wide" href=href.clone() rel="external">{t!(lang, "service.file_national")}</a>
            <p>{t!(lang, "service.handover_why")}</p>
        }
        .into_any(),
        Filing::Assisted => view! {
            <a class="button wide" href=lang.path("/tro-giup")>{t!(lang, "service.file_assisted")}</a>
            <p>{t!(lang, "service.assisted_why")}</p>
        }
        .into_any(),
        Filing::NotOffered => view! { <p>{t!(lang, "service.not_offered_why")}</p> }.into_any(),
    }
}

/// What a partial service still needs a visit for, and why.
fn visit(lang: Lang, view: &ServicePage) -> Option<AnyView> {
    if view.mode != Mode::Partial {
        return None;
    }
    let visit = view.visit.clone().unwrap_or_default();
    let what_for = if visit.what_for.is_empty() {
        view! { <p>{t!(lang, "service.visit_unsaid")}</p> }.into_any()
    } else {
        view! { <p lang=vietnamese(lang)>{visit.what_for}</p> }.into_any()
    };
    let reason = match visit.reason {
        Some(reason) => names::partial_reason(lang, reason),
        None => t!(lang, "service.visit_no_reason"),
    };
    let basis = (!visit.legal_basis.is_empty())
        .then(|| view! { <small lang=vietnamese(lang)>" (" {visit.legal_basis} ")"</small> });
    Some(
        view! {
            <section class="visit" aria-labelledby="visit">
                <h2 id="visit">{t!(lang, "service.visit")}</h2>
                {what_for}
                <p><strong>{t!(lang, "service.visit_why")}</strong> " " {reason} {basis}</p>
            </section>
        }
        .into_any(),
    )
}
