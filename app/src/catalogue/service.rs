//! A service's page: what it costs and when it is done, online beside the counter; what to bring; what the law says.

use super::deal::{self, Deal, Detail};
use super::editions;
use super::parts;
use super::vietnamese;
use crate::format;
use crate::names;
use crate::shell::{PageFrame, Place, Site, trail};
use crate::t;
use crate::ui::{Choice, Field, Html, IntoHtml, Notice, SelectField, Tag, Tone};
use crate::words::Lang;
use domain::mode::Mode;
use domain::procedure::{Filing, Procedure, obstacles};
use jiff::civil::Date;
use leptos::prelude::*;
use std::sync::Arc;

/// A service as its page shows it.
#[derive(Clone, Debug)]
pub struct ServicePage {
    /// Its id, of its address `/dich-vu/{id}`.
    pub id: String,
    /// All that is known of it, under the version of the day.
    pub procedure: Procedure,
    /// Its field as the list's filter has it.
    pub field_slug: String,
    /// Whether its data is made up for the demonstration.
    pub illustration: bool,
    /// What it costs and when it is done.
    pub deal: Deal,
    /// The agencies that offer it.
    pub agencies: Vec<Choice>,
    /// The one of them that the figures are for; `None`: a place is assumed.
    pub agency: Option<String>,
    /// Which of its versions this is.
    pub edition: Edition,
    /// Where nobody offers it: id and name of the service of the same code that an agency here does offer.
    pub offered_instead: Option<(String, String)>,
    /// Where it is filed; `None` where no agency of this portal offers it.
    pub filing: Option<Filing>,
    /// Its address on the national portal, for [`Filing::Handover`].
    pub national_href: String,
    /// How many minutes filling it in takes, where that is known.
    pub minutes: Option<u32>,
}

/// Which of a service's versions is shown.
#[derive(Clone, Debug)]
pub struct Edition {
    /// First and last days of all versions, oldest first.
    pub periods: Vec<(Date, Option<Date>)>,
    /// The first day of the one that is shown.
    pub from: Date,
    /// Whether it is in force on the day that is asked about.
    pub in_force: bool,
    /// The day that is asked about, if it isn't today.
    pub on: Option<Date>,
}

impl ServicePage {
    /// The page's address without its language, with what was chosen.
    #[must_use]
    pub fn address(&self) -> String {
        let agency = self.agency.iter().map(|id| format!("co-quan={id}"));
        let day = self.edition.on.iter().map(|day| format!("ngay={day}"));
        let chosen: Vec<String> = agency.chain(day).collect();
        let mark = if chosen.is_empty() { "" } else { "?" };
        format!("/dich-vu/{}{mark}{}", self.id, chosen.join("&"))
    }

    fn name(&self, lang: Lang) -> &str {
        self.procedure.name.in_language(lang == Lang::En)
    }
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, view: &ServicePage) -> PageFrame {
    let description = match view.deal.saving() {
        Some(saving) => format!("{}. {}.", view.name(lang), saving.line(lang)),
        None => t!(lang, "service.description", name = view.name(lang)).into_owned(),
    };
    PageFrame::public(site, lang, view.address(), view.name(lang)).place(Place::Services).description(description)
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ServicePage) -> Html {
    let procedure = &view.procedure;
    let field = procedure.field.in_language(lang == Lang::En).to_owned();
    let above = if field.is_empty() { vec![] } else { vec![(format!("/dich-vu?field={}", view.field_slug), field)] };
    let summary =
        (!procedure.summary.is_empty()).then(|| view! { <p class="lead">{parts::words(lang, &procedure.summary)}</p> });
    view! {
        {trail(lang, above)}
        <h1>{parts::words(lang, &procedure.name)}</h1>
        {summary}
        {tags(lang, view)}
        <div class="cols">
            <div class="aside">{figures(lang, view)}</div>
            <div>
                {editions::which(lang, view)}
                {editions::ahead(lang, view)}
                {notices(lang, procedure)}
                {visit(lang, procedure)}
                {parts::documents(lang, procedure)}
                {parts::steps(lang, procedure)}
                {parts::ways(lang, procedure)}
                {parts::fees(lang, procedure)}
                {parts::rules(lang, procedure)}
                {parts::conditions(lang, procedure)}
                {parts::legal_basis(lang, procedure)}
                {parts::default_source(lang, procedure)}
                {editions::all(lang, view)}
                <p class="part">
                    {t!(lang, "service.unsure")} " "
                    <a href=lang.path("/tro-giup")>{t!(lang, "service.teams")}</a>
                </p>
            </div>
        </div>
    }
    .into_html()
}

fn tags(lang: Lang, view: &ServicePage) -> Html {
    let procedure = &view.procedure;
    let class = if procedure.mode == Mode::FullOnline { "full" } else { "" };
    let levels = procedure.levels.iter().map(|level| view! { <Tag text=names::level(lang, *level)/> }).collect_view();
    let code = t!(lang, "service.code_tag", code = procedure.code);
    let anywhere = procedure.non_territorial.then(|| view! { <Tag text=t!(lang, "service.anywhere")/> });
    let here = view.filing.is_none().then(|| view! { <Tag text=t!(lang, "list.not_offered") class="warning"/> });
    let made_up = view.illustration.then(|| view! { <Tag text=t!(lang, "service.illustration") class="warning"/> });
    view! {
        <ul class="tags">
            <Tag text=names::mode_means(lang, procedure.mode) class/>
            {levels}
            <Tag text=code/>
            {anywhere}
            {here}
            {made_up}
        </ul>
    }
    .into_html()
}

fn notices(lang: Lang, procedure: &Procedure) -> Html {
    let foreign = (lang != Lang::Vi).then(|| view! { <Notice><p>{t!(lang, "service.in_vietnamese")}</p></Notice> });
    let flags = procedure.flags.iter().map(|flag| view! { <li>{names::flag(lang, *flag)}</li> }).collect_view();
    let flags = (!procedure.flags.is_empty()).then(|| {
        view! { <Notice tone=Tone::Warning title=t!(lang, "service.flags")><ul>{flags}</ul></Notice> }
    });
    view! {
        {foreign}
        {flags}
    }
    .into_html()
}

/// Both ways to file and what they cost. A version that isn't in force has no figures.
fn figures(lang: Lang, view: &ServicePage) -> Html {
    if !view.edition.in_force {
        return ().into_html();
    }
    view! {
        {deal::card(lang, &view.deal, Detail::Whole, go(lang, view))}
        {place(lang, view)}
    }
    .into_html()
}

/// The choice of the agency that the figures are for.
fn place(lang: Lang, view: &ServicePage) -> Option<Html> {
    let day = view.edition.on.map(|day| view! { <input type="hidden" name="ngay" value=day.to_string()/> });
    let field = Field { name: "co-quan".to_owned(), values: view.agency.iter().cloned().collect(), error: None };
    (!view.agencies.is_empty()).then(|| {
        view! {
            <form class="place" action=lang.path(&format!("/dich-vu/{}", view.id))>
                {day}
                <SelectField
                    lang
                    field
                    label=t!(lang, "service.place")
                    unmarked=true
                    hint=t!(lang, "service.place_counted", place = view.deal.place)
                    empty=t!(lang, "service.place_none")
                    choices=view.agencies.clone()
                />
                <button class="button quiet">{t!(lang, "service.place_count")}</button>
            </form>
        }
        .into_html()
    })
}

/// What to do next: the page's one strong button, by where the service is filed.
fn go(lang: Lang, view: &ServicePage) -> Html {
    let file = lang.path(&match &view.agency {
        Some(agency) => format!("/nop-ho-so/{}?co-quan={agency}", view.id),
        None => format!("/nop-ho-so/{}", view.id),
    });
    // Nobody files on another day than today.
    if let Some(day) = view.edition.on {
        let said = t!(lang, "service.on_day", day = format::date(lang, day));
        return view! { <p>{said}</p> }.into_html();
    }
    match view.filing {
        Some(Filing::Here) => {
            let time = view.minutes.map(|minutes| {
                view! {
                    {t!(lang, "service.minutes", minutes = minutes)}
                    " "
                }
            });
            view! {
                <a class="button wide" href=file>{t!(lang, "service.file_here")}</a>
                <p>{time} {t!(lang, "service.saved_midway")}</p>
            }
            .into_html()
        }
        Some(Filing::Handover) => view! {
            <a class="button wide" href=view.national_href.clone() rel="external">{t!(lang, "service.file_national")}</a>
            <p>{t!(lang, "service.handover_why")}</p>
        }
        .into_html(),
        Some(Filing::Assisted) => view! {
            <a class="button wide" href=lang.path("/tro-giup")>{t!(lang, "service.file_assisted")}</a>
            <p>{t!(lang, "service.assisted_why")}</p>
        }
        .into_html(),
        None => {
            let instead = view.offered_instead.as_ref().map(|(id, name)| {
                let href = lang.path(&format!("/dich-vu/{id}"));
                view! {
                    <p>
                        {t!(lang, "service.offered_instead")} " "
                        <a href=href lang=vietnamese(lang)>{name.clone()}</a>
                    </p>
                }
            });
            view! {
                <p>{t!(lang, "service.not_offered_why")}</p>
                {instead}
            }
            .into_html()
        }
    }
}

/// What a partial service still needs a visit for, and why (Nghị định 224/2026 Điều 14 has it published).
fn visit(lang: Lang, procedure: &Procedure) -> Option<Html> {
    let said = match (&procedure.partial, procedure.mode) {
        (Some(partial), Mode::Partial) => {
            let basis = (!partial.legal_basis.is_empty())
                .then(|| view! { <small lang=vietnamese(lang)>" (" {partial.legal_basis.clone()} ")"</small> });
            view! {
                <p>{parts::words(lang, &partial.note)}</p>
                <p>
                    <strong>{t!(lang, "service.visit_why")}</strong>
                    " "
                    {names::partial_reason(lang, partial.reason)}
                    {basis}
                </p>
            }
            .into_html()
        }
        (None, Mode::Partial) => view! { <p>{t!(lang, "service.visit_unsaid")}</p> }.into_html(),
        _ => return None,
    };
    let needs = obstacles(procedure)
        .iter()
        .map(|obstacle| {
            view! { <li lang=vietnamese(lang)>{names::obstacle(Lang::Vi, obstacle)}</li> }
        })
        .collect_view();
    let marked = !procedure.visits.is_empty();
    Some(
        view! {
            <section class="visit" aria-labelledby="visit">
                <h2 id="visit">{t!(lang, "service.visit")}</h2>
                {said}
                {marked.then(|| view! { <ul>{needs}</ul> })}
            </section>
        }
        .into_html(),
    )
}
