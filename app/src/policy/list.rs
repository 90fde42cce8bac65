//! All decisions: what is to be looked at, drafts, and what is published.

use domain::policy::Policy;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::{PATH, VI, above, document, draft_path, effect, groups, one_path, validity};
use crate::ui::{Column, DataTable, EmptyState, Html, IntoHtml, Notice, Tone};
use crate::{format, t};

/// A draft.
#[derive(Clone, Debug)]
pub struct DraftRow {
    /// Its id.
    pub id: String,
    /// Number and article.
    pub document: String,
    /// What it would do.
    pub effect: String,
    /// When it was saved last.
    pub saved: DateTime,
}

/// A conflict or a gap.
#[derive(Clone, Debug)]
pub enum FindingRow {
    /// Two decisions do the same for the same filings.
    Overlap {
        /// Id and document of one.
        first: (String, String),
        /// And of the other.
        second: (String, String),
        /// From this day.
        from: Date,
        /// To this day.
        to: Option<Date>,
    },
    /// One ends soon and nothing follows.
    EndsSoon {
        /// Id and document.
        decision: (String, String),
        /// Its last day.
        on: Date,
        /// In so many days.
        days: i32,
    },
    /// One is stored, but not lawful.
    Refused {
        /// Its id.
        id: String,
        /// Why, as the program says it.
        why: String,
    },
    /// Services whose fee nobody can tell.
    NoFeeRule {
        /// How many.
        count: usize,
        /// Code and name of the first of them.
        first: Vec<(String, String)>,
    },
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct ListPage {
    /// Conflicts and gaps.
    pub findings: Vec<FindingRow>,
    /// Under preparation.
    pub drafts: Vec<DraftRow>,
    /// Published, newest first.
    pub published: Vec<Policy>,
    /// What is over is told apart.
    pub today: Date,
    /// A sentence about what was just done.
    pub done: Option<String>,
}

/// The page.
#[must_use]
pub fn page(view: &ListPage) -> Html {
    let (over, lasting): (Vec<_>, Vec<_>) =
        view.published.iter().partition(|policy| policy.valid_to.is_some_and(|last| last < view.today));
    let done = view.done.clone();
    view! {
        {above()}
        <h1>{t!(VI, "policy.title")}</h1>
        {done.map(|words| view! { <Notice tone=Tone::Done>{words}</Notice> })}
        <p class="lead">{t!(VI, "policy.lead")}</p>
        <p class="buttons"><a class="button" href=format!("{PATH}/moi")>{t!(VI, "policy.new")}</a></p>
        {findings(&view.findings)}
        {drafts(&view.drafts)}
        <h2>{t!(VI, "policy.published")}</h2>
        {published(&lasting)}
        {(!over.is_empty())
            .then(|| {
                view! {
                    <details>
                        <summary>{t!(VI, "policy.over", count = over.len())}</summary>
                        {published(&over)}
                    </details>
                }
            })}
    }
    .into_html()
}

fn findings(list: &[FindingRow]) -> Html {
    if list.is_empty() {
        return view! { <p class="soft">{t!(VI, "policy.no_findings")}</p> }.into_html();
    }
    let lines = list.iter().map(finding).collect_view();
    view! {
        <Notice tone=Tone::Warning title=t!(VI, "policy.findings", count = list.len())>
            <ul>{lines}</ul>
        </Notice>
    }
    .into_html()
}

fn finding(row: &FindingRow) -> Html {
    let link = |(id, document): &(String, String)| {
        view! { <a href=one_path(id)>{document.clone()}</a> }
    };
    match row {
        FindingRow::Overlap { first, second, from, to } => {
            let from = format::date(VI, *from);
            let when = match to {
                Some(to) => t!(VI, "policy.from_to", from = from, to = format::date(VI, *to)),
                None => t!(VI, "policy.from", from = from),
            };
            view! {
                <li>{link(first)} " " {t!(VI, "policy.overlaps")} " " {link(second)} ": " {when} ". " {t!(VI, "policy.overlap_means")}</li>
            }
            .into_html()
        }
        FindingRow::EndsSoon { decision, on, days } => view! {
            <li>{link(decision)} " " {t!(VI, "policy.ends_soon", on = format::date(VI, *on), days = days)}</li>
        }
        .into_html(),
        FindingRow::Refused { id, why } => {
            view! { <li>{t!(VI, "policy.refused", id = id, why = why)}</li> }.into_html()
        }
        FindingRow::NoFeeRule { count, first } => {
            let named = first
                .iter()
                .map(|(code, name)| view! { <li>{name.clone()} " " <small>{code.clone()}</small></li> })
                .collect_view();
            let rest = count.saturating_sub(first.len());
            view! {
                <li>
                    <details>
                        <summary>{t!(VI, "policy.no_fee_rule", count = count)}</summary>
                        <ul>{named}</ul>
                        {(rest > 0).then(|| view! { <p>{t!(VI, "policy.and_more", count = rest)}</p> })}
                    </details>
                </li>
            }
            .into_html()
        }
    }
}

fn drafts(rows: &[DraftRow]) -> Html {
    if rows.is_empty() {
        return ().into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "policy.document")),
        Column::words(t!(VI, "policy.effect")),
        Column::words(t!(VI, "policy.saved")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let link = view! { <a href=draft_path(&row.id)>{row.document.clone()}</a> };
            vec![link.into_html(), row.effect.clone().into_html(), format::moment(VI, row.saved).into_html()]
        })
        .collect();
    view! {
        <h2>{t!(VI, "policy.drafts")}</h2>
        <DataTable label=t!(VI, "policy.drafts") columns rows/>
    }
    .into_html()
}

fn published(list: &[&Policy]) -> Html {
    if list.is_empty() {
        return view! { <EmptyState title=t!(VI, "policy.none")>""</EmptyState> }.into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "policy.document")),
        Column::words(t!(VI, "policy.issuer_name")),
        Column::words(t!(VI, "policy.effect")),
        Column::words(t!(VI, "policy.for_whom")),
        Column::words(t!(VI, "policy.validity")),
    ];
    let rows = list
        .iter()
        .map(|policy| {
            let link = view! { <a href=one_path(&policy.id)>{document(policy)}</a> };
            vec![
                link.into_html(),
                policy.issuer_name.clone().into_html(),
                effect(&policy.effect).into_html(),
                groups(&policy.groups).into_html(),
                validity(policy).into_html(),
            ]
        })
        .collect();
    view! { <DataTable label=t!(VI, "policy.published") columns rows/> }.into_html()
}
