//! `/tinh-hinh`: the figures of a period.

use std::borrow::Cow;
use std::sync::Arc;

use domain::metrics::{By, Measure, Share};
use domain::mode::ActingMode;
use jiff::civil::Date;
use leptos::prelude::*;

use super::query::{AdoptionQuery, Preset, When};
use super::table::{self, Row};
use super::trend::{self, Month, PolicyStart};
use super::{Figure, channels, filters, key, method, name};
use crate::format;
use crate::names;
use crate::shell::{PageFrame, Place, Site};
use crate::t;
use crate::ui::chart::bars::Reach;
use crate::ui::{Choice, EmptyState, FormState, Html, IntoHtml, Notice, Tone};
use crate::words::Lang;

/// The names of what the figures are narrowed to; empty where they are not.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// The agency.
    pub agency: String,
    /// The field.
    pub field: String,
    /// The service.
    pub service: String,
}

/// The figures of a period.
#[derive(Clone, Debug)]
pub struct AdoptionPage {
    /// What is asked for.
    pub query: AdoptionQuery,
    /// The period as it was typed, with what is wrong with it.
    pub form: FormState,
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// What the figures are narrowed to.
    pub scope: Scope,
    /// The agencies to choose from.
    pub agencies: Vec<Choice>,
    /// The fields to choose from.
    pub fields: Vec<Choice>,
    /// Every measure.
    pub figures: Vec<(Measure, Figure)>,
    /// Working hours that online filing saved; none where it is kept back.
    pub saved_hours: Option<i64>,
    /// Who filed what came online; empty where it is kept back.
    pub filers: Vec<(ActingMode, i64)>,
    /// Dossiers received online, at the counter and by post; none where it is kept back.
    pub channels: Option<[i64; 3]>,
    /// Each month of the period.
    pub months: Vec<Month>,
    /// Policies that make online filing cheaper or faster, by their first day.
    pub starts: Vec<PolicyStart>,
    /// What is compared, in the order of [`AdoptionQuery::rows`].
    pub rows: Vec<Row>,
    /// Whether made-up dossiers are counted, too.
    pub demo: bool,
    /// Fewer dossiers than this are not shown to the public.
    pub least: i64,
    /// Whether figures are links to the dossiers that they count.
    pub lists: bool,
}

impl AdoptionPage {
    /// The figure of a measure.
    #[must_use]
    pub fn figure(&self, measure: Measure) -> Option<&Figure> {
        let found = self.figures.iter().find(|(one, _)| *one == measure);
        found.map(|(_, figure)| figure)
    }

    /// The share of online dossiers; of nothing where it is kept back.
    fn online(&self) -> Share {
        self.figure(Measure::Online).and_then(|figure| figure.seen.share()).unwrap_or_default()
    }
}

/// The page's frame.
#[must_use]
pub fn frame(site: Arc<Site>, lang: Lang, query: &AdoptionQuery) -> PageFrame {
    PageFrame::public(site, lang, query.address(), t!(lang, "adoption.title"))
        .description(t!(lang, "adoption.description"))
        .place(Place::Adoption)
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &AdoptionPage) -> Html {
    let is_empty = view.figure(Measure::Online).is_some_and(is_empty);
    let body = if is_empty { empty(lang, &view.query) } else { figures(lang, view) };
    view! {
        <h1>{headline(lang, view)}</h1>
        {lead(lang, view)}
        {filters::narrowed(lang, view)}
        {filters::presets(lang, &view.query)}
        {filters::form(lang, view)}
        {view
            .demo
            .then(|| view! { <Notice tone=Tone::Warning>{t!(lang, "adoption.demo")}</Notice> })}
        {body}
        {method::method(lang, view.least)}
        <p><a href=lang.path(&view.query.sheet(view.from, view.to))>{t!(lang, "adoption.sheet")}</a></p>
        <p><a href=view.query.api(view.from, view.to)>{t!(lang, "adoption.api")}</a></p>
    }
    .into_html()
}

fn is_empty(figure: &Figure) -> bool {
    figure.seen.share().is_some_and(|share| share.all == 0)
}

/// Nothing yet, as on the first of a month or a year: the ways to where there is more.
fn empty(lang: Lang, query: &AdoptionQuery) -> Html {
    let longest = AdoptionQuery { when: When::Preset(Preset::TwelveMonths), ..query.clone() };
    let widest = AdoptionQuery { level: None, agency: None, field: None, service: None, ..query.clone() };
    let ways = [(longest, t!(lang, "adoption.empty_longest")), (widest, t!(lang, "adoption.empty_widest"))];
    let ways = ways
        .into_iter()
        .filter(|(way, _)| way != query)
        .map(|(way, said)| view! { <p><a href=lang.path(&way.address())>{said}</a></p> })
        .collect_view();
    view! {
        <EmptyState title=t!(lang, "adoption.empty")>
            <p>{t!(lang, "adoption.empty_more")}</p>
            {ways}
        </EmptyState>
    }
    .into_html()
}

fn figures(lang: Lang, view: &AdoptionPage) -> Html {
    view! {
        {key::large(lang, view)}
        {view.lists.then(|| view! { <p class="soft">{t!(lang, "adoption.lists")}</p> })}
        {trend::shares(lang, view)}
        {channels::channels(lang, view)}
        {compared(lang, view)}
        {key::filers(lang, view)}
        {key::all(lang, view)}
    }
    .into_html()
}

/// The page's first sentence says it all.
fn headline(lang: Lang, view: &AdoptionPage) -> String {
    let days = days(lang, view.from, view.to);
    let said = match view.online().basis_points() {
        None => days,
        Some(points) => t!(lang, "adoption.headline", days = days, share = format::percent(lang, points)).into_owned(),
    };
    match scope_name(lang, &view.query, &view.scope) {
        Some(scope) => {
            let mut letters = said.chars();
            let first = letters.next().into_iter().flat_map(char::to_lowercase);
            format!("{scope}: {}{}", first.collect::<String>(), letters.as_str())
        }
        None => said,
    }
}

/// The days of a period: "Từ 01/12/2026 đến 05/12/2026"; of a single day "Ngày 01/12/2026".
fn days(lang: Lang, from: Date, to: Date) -> String {
    let said = |day| format::date(lang, day);
    if from == to {
        t!(lang, "adoption.day", day = said(from)).into_owned()
    } else {
        t!(lang, "adoption.days", from = said(from), to = said(to)).into_owned()
    }
}

/// What the figures are of, if not of the whole province.
pub(super) fn scope_name(lang: Lang, query: &AdoptionQuery, scope: &Scope) -> Option<String> {
    let level = query.level.map(|level| names::level(lang, level));
    let parts: Vec<String> = [&scope.service, &scope.agency, &scope.field]
        .into_iter()
        .filter(|name| !name.is_empty())
        .cloned()
        .chain(level.map(Cow::into_owned))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The numbers of the first sentence, and how they stand to the target.
fn lead(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    let figure = view.figure(Measure::Online)?;
    let share = figure.seen.share()?;
    if share.all == 0 {
        return None;
    }
    let numbers = t!(lang, "adoption.lead", of = format::number(lang, share.of), all = format::number(lang, share.all));
    let stands = match (figure.target, Reach::of(share, figure.target)) {
        (Some(percent), Reach::Reached) => t!(lang, "adoption.lead_reached", percent = percent).into_owned(),
        (Some(percent), Reach::Missing(missing)) => {
            t!(lang, "adoption.lead_missing", percent = percent, count = format::number(lang, missing)).into_owned()
        }
        _ => String::new(),
    };
    Some(view! { <p class="lead">{numbers} " " {stands}</p> }.into_html())
}

/// Who stands where.
fn compared(lang: Lang, view: &AdoptionPage) -> Html {
    let by = view.query.rows();
    let measure = name(lang, view.query.measure);
    let mut list = view.rows.clone();
    if by != By::Month {
        table::sort(&mut list);
    }
    let title = match by {
        By::Agency | By::Province => t!(lang, "adoption.by_agency", measure = measure),
        By::Level => t!(lang, "adoption.by_level", measure = measure),
        By::Field => t!(lang, "adoption.by_field", measure = measure),
        By::Service => t!(lang, "adoption.by_service", measure = measure),
        By::Month => t!(lang, "adoption.months_compared", measure = measure),
    };
    let reach = (by == By::Agency).then(|| table::who_reaches(lang, &list));
    let few = view.rows.iter().any(|row| row.figure.seen.share().is_none());
    let few = few.then(|| {
        view! { <p class="soft">{t!(lang, "adoption.few_why", least = view.least)}</p> }
    });
    let (list, empty): (Vec<Row>, Vec<Row>) =
        list.into_iter().partition(|row| by == By::Month || is_shown(&row.figure));
    let (kept_back, empty): (Vec<Row>, Vec<Row>) = empty.into_iter().partition(|row| row.figure.seen.share().is_none());
    let table = if list.is_empty() {
        view! { <p>{t!(lang, "adoption.nothing_yet")}</p> }.into_html()
    } else {
        table::table(lang, &title, &filters::rows_name(lang, by), &list)
    };
    view! {
        <h2 id="so-sanh">{title.clone()}</h2>
        {reach.flatten().map(|said| view! { <p class="reach">{said}</p> })}
        {filters::rows(lang, &view.query)}
        {table}
        {named(lang, t!(lang, "adoption.without"), &empty)}
        {named(lang, t!(lang, "adoption.kept_back"), &kept_back)}
        {few}
    }
    .into_html()
}

/// Whether there is a share to be drawn.
fn is_shown(figure: &Figure) -> bool {
    figure.seen.share().is_some_and(|share| share.all > 0)
}

/// What has no share to be drawn, by name, after a word that says why.
fn named(lang: Lang, why: Cow<'static, str>, rows: &[Row]) -> Option<Html> {
    let names = rows
        .iter()
        .enumerate()
        .map(|(place, row)| {
            let joint = if place == 0 { " " } else { ", " };
            let href = row.href.as_deref().map(|path| lang.path(path));
            view! { {joint} <a href=href>{row.name.clone()}</a> }
        })
        .collect_view();
    (!rows.is_empty()).then(|| view! { <p class="without"><b>{why}</b> {names} "."</p> }.into_html())
}
