//! The first page: what it costs and saves, what to have at hand, and with which agency.

use super::step::agency_field;
use crate::catalogue::deal::{self, Deal, Detail};
use crate::catalogue::parts;
use crate::catalogue::vietnamese;
use crate::shell::trail;
use crate::t;
use crate::ui::{Choice, ErrorSummary, FormState, Html, IntoHtml, moment};
use crate::words::Lang;
use domain::procedure::Procedure;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct StartPage {
    /// The service's id.
    pub service_id: String,
    /// The service under its version of today.
    pub procedure: Procedure,
    /// What it costs and when it is done.
    pub deal: Deal,
    /// The agencies that take it here: id and name.
    pub agencies: Vec<Choice>,
    /// What the person began before, the newest first.
    pub drafts: Vec<DraftLine>,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// What may be attached.
    pub limits: super::documents::Limits,
    /// The form.
    pub form: FormState,
}

/// A draft that can be gone on with.
#[derive(Clone, Debug)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// With which agency.
    pub agency: String,
    /// When it was last changed, local time.
    pub changed_at: DateTime,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &StartPage) -> Html {
    let procedure = &view.procedure;
    let name = procedure.name.in_language(lang == Lang::En).to_owned();
    let above = vec![(format!("/dich-vu/{}", view.service_id), name.clone())];
    view! {
        {trail(lang, above)}
        <h1>{t!(lang, "filing.start.title")} ": " {parts::words(lang, &procedure.name)}</h1>
        <ErrorSummary lang errors=named(lang, &view.form)/>
        {drafts(lang, view)}
        <div class="cols">
            <div class="aside">{deal::card(lang, &view.deal, Detail::Whole, ().into_html())}</div>
            <div>
                {begin(lang, view)}
                {needed(lang, view)}
            </div>
        </div>
    }
    .into_html()
}

/// The errors as the summary says them, each with its field's label.
fn named(lang: Lang, form: &FormState) -> Vec<(String, String)> {
    let label = t!(lang, "filing.agency");
    let errors = form.errors().iter();
    errors.map(|(field, message)| (field.clone(), format!("{label}: {message}"))).collect()
}

fn drafts(lang: Lang, view: &StartPage) -> Option<Html> {
    let lines = view
        .drafts
        .iter()
        .map(|draft| {
            let address = lang.path(&format!("/nop-ho-so/{}/{}", view.service_id, draft.id));
            let agency = draft.agency.clone();
            view! {
                <li>
                    <a class="button" href=address.clone()>{t!(lang, "filing.start.go_on")}</a>
                    <form method="post" action=format!("{address}/xoa")>
                        <button class="link">{t!(lang, "filing.start.discard")}</button>
                    </form>
                    <small><span lang=vietnamese(lang)>{agency}</span> " · " {t!(lang, "filing.start.changed")} " " {moment(lang, draft.changed_at)}</small>
                </li>
            }
        })
        .collect_view();
    (!view.drafts.is_empty()).then(|| {
        view! {
            <section aria-labelledby="drafts">
                <h2 id="drafts">{t!(lang, "filing.start.drafts")}</h2>
                <ul class="list">{lines}</ul>
            </section>
        }
        .into_html()
    })
}

fn begin(lang: Lang, view: &StartPage) -> Html {
    let address = lang.path(&format!("/nop-ho-so/{}", view.service_id));
    if !view.signed_in {
        let back: String = address.bytes().map(percent).collect();
        let sign_in = format!("{}?tiep={back}", lang.path("/dang-nhap"));
        return view! {
            <section class="part first" aria-labelledby="sign-in">
                <h2 id="sign-in">{t!(lang, "filing.start.sign_in")}</h2>
                <p>{t!(lang, "filing.start.sign_in_why")}</p>
                <div class="buttons"><a class="button" href=sign_in>{t!(lang, "filing.start.sign_in_go")}</a></div>
            </section>
        }
        .into_html();
    }
    let quiet = if view.drafts.is_empty() { "button" } else { "button quiet" };
    view! {
        <form method="post" action=address novalidate=true>
            {agency_field(lang, view.form.field("agency"), view.agencies.clone())}
            <p>{t!(lang, "filing.start.kept")}</p>
            <div class="buttons"><button class=quiet>{t!(lang, "filing.start.begin")}</button></div>
        </form>
    }
    .into_html()
}

/// For a query's value: letters, digits and what an address of ours holds stay.
fn percent(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

fn needed(lang: Lang, view: &StartPage) -> Html {
    let limits = &view.limits;
    let attachable = view.procedure.attachable().next().is_some();
    view! {
        {parts::documents(lang, &view.procedure)}
        {attachable.then(|| view! { <p class="hint">{limits.line(lang)}</p> })}
    }
    .into_html()
}
