//! All services, to be searched; and what is under preparation.

use domain::mode::Mode;
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::{PATH, VI, above, draft_path, service_path};
use crate::catalogue::query::encode;
use crate::ui::{Column, DataTable, EmptyState, Html, IntoHtml, Notice, Pagination, Tone};
use crate::{format, names, t};

/// A draft.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Its id.
    pub id: String,
    /// What it calls the service.
    pub name: String,
    /// Who saved it last.
    pub author: String,
    /// When.
    pub saved: DateTime,
}

/// A service.
#[derive(Clone, Debug)]
pub struct ServiceRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its code.
    pub code: String,
    /// Its field.
    pub field: String,
    /// How much of it runs online.
    pub mode: Mode,
    /// Whether an agency here offers it.
    pub offered: bool,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// What is looked for.
    pub words: String,
    /// Under preparation.
    pub drafts: Vec<DraftRow>,
    /// What is found, a page of it.
    pub services: Vec<ServiceRow>,
    /// How many are found.
    pub total: usize,
    /// Which page, from 1.
    pub page: u32,
    /// Of so many.
    pub pages: u32,
    /// A draft was just dropped.
    pub discarded: bool,
}

/// The page.
#[must_use]
pub fn page(view: &ListPage) -> Html {
    let done = view.discarded.then(|| view! { <Notice tone=Tone::Done>{t!(VI, "version.done_discarded")}</Notice> });
    view! {
        {above(None)}
        <h1>{t!(VI, "version.title")}</h1>
        {done}
        <p class="lead">{t!(VI, "version.lead")}</p>
        {drafts(&view.drafts)}
        <h2>{t!(VI, "version.services")}</h2>
        <form class="search" role="search" action=PATH>
            <input
                type="search" name="tim" value=view.words.clone() maxlength="200"
                aria-label=t!(VI, "version.search_label")
            />
            <button class="button">{t!(VI, "list.search")}</button>
        </form>
        {services(view)}
    }
    .into_html()
}

/// Drafts, each with who saved it last.
pub(super) fn drafts(rows: &[DraftRow]) -> Html {
    if rows.is_empty() {
        return ().into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "version.service")),
        Column::words(t!(VI, "version.author")),
        Column::words(t!(VI, "version.saved")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let link = view! { <a href=draft_path(&row.id)>{row.name.clone()}</a> };
            vec![link.into_html(), row.author.clone().into_html(), format::moment(VI, row.saved).into_html()]
        })
        .collect();
    view! {
        <h2>{t!(VI, "version.drafts")}</h2>
        <DataTable label=t!(VI, "version.drafts") columns rows/>
    }
    .into_html()
}

fn services(view: &ListPage) -> Html {
    if view.services.is_empty() {
        return view! {
            <EmptyState title=t!(VI, "version.none_found")><p>{t!(VI, "version.none_found_advice")}</p></EmptyState>
        }
        .into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "version.service")),
        Column::words(t!(VI, "version.code")),
        Column::words(t!(VI, "name.part.field")),
        Column::words(t!(VI, "name.part.mode")),
    ];
    let rows = view
        .services
        .iter()
        .map(|row| {
            let elsewhere = (!row.offered).then(|| view! { " " <small>{t!(VI, "version.not_offered")}</small> });
            let link = view! { <a href=service_path(&row.id)>{row.name.clone()}</a> {elsewhere} };
            vec![
                link.into_html(),
                row.code.clone().into_html(),
                row.field.clone().into_html(),
                names::mode(VI, row.mode).into_html(),
            ]
        })
        .collect();
    let words = view.words.clone();
    let link = move |page: u32| {
        let mut address = format!("{PATH}?trang={page}&tim=");
        encode(&words, &mut address);
        address
    };
    let count = format::number(VI, i64::try_from(view.total).unwrap_or(i64::MAX));
    view! {
        <p class="soft">{t!(VI, "version.found", count = count)}</p>
        <DataTable label=t!(VI, "version.services") columns rows/>
        <Pagination lang=VI page=view.page pages=view.pages link/>
    }
    .into_html()
}
