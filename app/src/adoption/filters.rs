//! What can be asked: periods as links, the rest as a plain GET form.

use domain::metrics::{By, Measure};
use domain::mode::Level;
use leptos::prelude::*;

use super::page::AdoptionPage;
use super::query::{self, AdoptionQuery, Preset, ROWS, When};
use crate::names;
use crate::t;
use crate::ui::{Checkbox, Choice, DateField, ErrorSummary, Field, Html, IntoHtml, SelectField};
use crate::words::Lang;

/// The presets, each an address.
#[must_use]
pub fn presets(lang: Lang, query: &AdoptionQuery) -> Html {
    let links = Preset::ALL
        .into_iter()
        .map(|preset| {
            let when = When::Preset(preset);
            let current = (query.when == when).then_some("true");
            let address = AdoptionQuery { when, ..query.clone() }.address();
            view! { <li><a href=lang.path(&address) aria-current=current>{preset_name(lang, preset)}</a></li> }
        })
        .collect_view();
    view! { <nav class="chips" aria-label=t!(lang, "adoption.periods")><ul>{links}</ul></nav> }.into_html()
}

fn preset_name(lang: Lang, preset: Preset) -> std::borrow::Cow<'static, str> {
    match preset {
        Preset::ThisYear => t!(lang, "adoption.period.this_year"),
        Preset::ThisMonth => t!(lang, "adoption.period.this_month"),
        Preset::LastMonth => t!(lang, "adoption.period.last_month"),
        Preset::LastQuarter => t!(lang, "adoption.period.last_quarter"),
        Preset::TwelveMonths => t!(lang, "adoption.period.twelve_months"),
    }
}

/// What the rows may be, each an address.
#[must_use]
pub fn rows(lang: Lang, query: &AdoptionQuery) -> Html {
    let links = ROWS
        .into_iter()
        .map(|by| {
            let current = (query.rows() == by).then_some("true");
            let address = AdoptionQuery { by: Some(by), ..query.clone() }.address();
            let address = format!("{}#so-sanh", lang.path(&address));
            view! { <li><a href=address aria-current=current>{rows_name(lang, by)}</a></li> }
        })
        .collect_view();
    view! { <nav class="chips" aria-label=t!(lang, "adoption.by")><ul>{links}</ul></nav> }.into_html()
}

/// What the rows are called, in one word.
pub(super) fn rows_name(lang: Lang, by: By) -> std::borrow::Cow<'static, str> {
    match by {
        By::Agency | By::Province => t!(lang, "adoption.by.agency"),
        By::Level => t!(lang, "adoption.by.level"),
        By::Field => t!(lang, "adoption.by.field"),
        By::Service => t!(lang, "adoption.by.service"),
        By::Month => t!(lang, "adoption.by.month"),
    }
}

/// The form: days, who, what, and whether made-up dossiers count. Open where something in it is wrong.
#[must_use]
pub fn form(lang: Lang, view: &AdoptionPage) -> Html {
    let query = &view.query;
    let wrong = !view.form.errors().is_empty();
    let custom = matches!(query.when, When::Days(..));
    let chosen = |name: &str, value: &str| Field { name: name.to_owned(), values: vec![value.to_owned()], error: None };
    let levels = [Level::Province, Level::District, Level::Commune]
        .into_iter()
        .map(|level| Choice::new(level.as_str(), names::level(lang, level)))
        .collect();
    let any = || t!(lang, "adoption.any").into_owned();
    let preset = match query.when {
        When::Preset(preset) => preset.slug(),
        When::Days(..) => "",
    };
    let measure = Some(query.measure).filter(|measure| *measure != Measure::Online);
    let hidden = [
        ("ky", preset),
        ("chi-so", measure.map_or("", Measure::as_str)),
        ("theo", query.by.map_or("", query::slug)),
        ("dich-vu", query.service.as_deref().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| view! { <input type="hidden" name=name value=value.to_owned()/> })
    .collect_view();
    let agency = match view.form.error("co-quan") {
        Some(_) => view.form.field("co-quan"),
        None => chosen("co-quan", query.agency.as_deref().unwrap_or_default()),
    };
    view! {
        <ErrorSummary lang errors=view.form.errors().to_vec()/>
        <details class="ask" open=wrong || custom>
            <summary>{t!(lang, "adoption.ask")}</summary>
            <form method="get" action=lang.path("/tinh-hinh") novalidate>
                {hidden}
                <DateField lang field=view.form.field("tu") label=t!(lang, "adoption.from") required=true/>
                <DateField lang field=view.form.field("den") label=t!(lang, "adoption.to") required=true/>
                <SelectField
                    lang field=chosen("cap", query.level.map_or("", Level::as_str)) unmarked=true
                    label=t!(lang, "adoption.level") empty=any() choices=levels
                />
                <SelectField
                    lang field=agency unmarked=true label=t!(lang, "adoption.agency") empty=any()
                    choices=view.agencies.clone()
                />
                <SelectField
                    lang field=chosen("linh-vuc", query.field.as_deref().unwrap_or_default()) unmarked=true
                    label=t!(lang, "adoption.field") empty=any() choices=view.fields.clone()
                />
                <Checkbox
                    lang field=chosen("so-lieu", if query.real { "that" } else { "" }) value="that"
                    label=t!(lang, "adoption.real_only") required=false
                />
                <div class="apply"><button class="button quiet">{t!(lang, "adoption.show")}</button></div>
            </form>
        </details>
    }
    .into_html()
}

/// What the figures are narrowed to, each with a link that lifts it.
#[must_use]
pub fn narrowed(lang: Lang, view: &AdoptionPage) -> Option<Html> {
    let query = &view.query;
    let without: [(bool, AdoptionQuery, &str); 4] = [
        (query.level.is_some(), AdoptionQuery { level: None, ..query.clone() }, ""),
        (query.agency.is_some(), AdoptionQuery { agency: None, ..query.clone() }, &view.scope.agency),
        (query.field.is_some(), AdoptionQuery { field: None, ..query.clone() }, &view.scope.field),
        (query.service.is_some(), AdoptionQuery { service: None, ..query.clone() }, &view.scope.service),
    ];
    let level = query.level.map(|level| names::level(lang, level));
    let links: Vec<Html> = without
        .into_iter()
        .filter(|(set, ..)| *set)
        .map(|(_, query, name)| {
            let name = if name.is_empty() { level.clone().unwrap_or_default().into_owned() } else { name.to_owned() };
            let label = t!(lang, "adoption.lift", name = name);
            view! { <li><a href=lang.path(&query.address()) aria-label=label>{name}</a></li> }.into_html()
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="chosen">{links}</ul> }.into_html())
}
