//! `/ho-so`: one's own dossiers and drafts, first what waits for oneself.

use super::{Todo, state};
use crate::format;
use crate::t;
use crate::ui::{EmptyState, Html, IntoHtml, Tag};
use crate::words::Lang;
use domain::dossier::StateCode;
use jiff::civil::DateTime;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, Default)]
pub struct ListPage {
    /// What was sent: first what waits for oneself, then the newest.
    pub dossiers: Vec<DossierRow>,
    /// What was begun.
    pub drafts: Vec<DraftRow>,
}

/// A dossier.
#[derive(Clone, Debug)]
pub struct DossierRow {
    /// Its public name.
    pub name: String,
    /// The service.
    pub service: String,
    /// Who handles it.
    pub agency: String,
    /// Where it stands.
    pub state: StateCode,
    /// When it was sent, local time.
    pub sent_at: DateTime,
    /// When the result is promised, once that is fixed and while it matters.
    pub due: Option<DateTime>,
    /// What it waits for from oneself.
    pub todo: Vec<Todo>,
}

/// A draft.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Where it is taken up again, without its language.
    pub path: String,
    /// The service.
    pub service: String,
    /// When it was last changed, local time.
    pub changed_at: DateTime,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &ListPage) -> Html {
    view! {
        <h1>{t!(lang, "tracking.list.title")}</h1>
        {drafts(lang, &view.drafts)}
        {dossiers(lang, view)}
    }
    .into_html()
}

fn dossiers(lang: Lang, view: &ListPage) -> Html {
    if view.dossiers.is_empty() {
        return view! {
            <EmptyState title=t!(lang, "tracking.list.empty")>
                <p>{t!(lang, "tracking.list.empty_advice")}</p>
                <p><a class="button" href=lang.path("/dich-vu")>{t!(lang, "tracking.list.find")}</a></p>
            </EmptyState>
        }
        .into_html();
    }
    let rows = view.dossiers.iter().map(|row| dossier(lang, row)).collect_view();
    let heading = (!view.drafts.is_empty()).then(|| view! { <h2>{t!(lang, "tracking.list.sent")}</h2> });
    view! { {heading} <ul class="list dossiers">{rows}</ul> }.into_html()
}

fn dossier(lang: Lang, row: &DossierRow) -> Html {
    let todo = (!row.todo.is_empty()).then(|| {
        let tags = row.todo.iter().map(|todo| view! { <Tag text=todo.words(lang) class="problem"/> }).collect_view();
        view! { <ul class="tags whole">{tags}</ul> }
    });
    let due = row.due.map(|due| format!(" · {}", t!(lang, "tracking.list.due", due = format::moment(lang, due))));
    let sent = t!(lang, "tracking.list.sent_at", at = format::moment_short(row.sent_at));
    view! {
        <li>
            <a href=lang.path(&format!("/ho-so/{}", row.name))>{row.service.clone()}</a>
            <span class="state">{state(lang, row.state)}</span>
            {todo}
            <small>
                <span class="nobr">{row.name.clone()}</span> " · " {row.agency.clone()} " · " {sent} {due}
            </small>
        </li>
    }
    .into_html()
}

fn drafts(lang: Lang, drafts: &[DraftRow]) -> Option<Html> {
    (!drafts.is_empty()).then(|| {
        let rows = drafts
            .iter()
            .map(|draft| {
                let at = t!(lang, "tracking.list.changed_at", at = format::moment_short(draft.changed_at));
                view! {
                    <li>
                        <a href=lang.path(&draft.path)>{draft.service.clone()}</a>
                        <span class="state">{t!(lang, "tracking.list.go_on")}</span>
                        <small>{at}</small>
                    </li>
                }
            })
            .collect_view();
        view! {
            <h2>{t!(lang, "tracking.list.drafts")}</h2>
            <ul class="list dossiers">{rows}</ul>
        }
        .into_html()
    })
}
