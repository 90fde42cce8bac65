//! What a draft would change, and the button that publishes it.

use domain::money::Dong;
use domain::policy::PolicyDraft;
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;

use super::{VI, above_list, document, draft_path, one::facts};
use crate::ui::{Column, DataTable, EmptyState, Html, IntoHtml, Notice, Tone};
use crate::{explain, format, t};

/// What somebody who files online is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// What is to be paid.
    pub payable: Option<Dong>,
    /// When the result is promised.
    pub promised: Option<DateTime>,
    /// Taken in online only.
    pub online_only: bool,
}

/// A service that changes.
#[derive(Clone, Debug)]
pub struct ChangeRow {
    /// Its id.
    pub service_id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Today's rules.
    pub before: Deal,
    /// With the decision.
    pub after: Deal,
}

/// What it would have cost over a year.
#[derive(Clone, Debug)]
pub struct CostView {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Dossiers that it would have touched.
    pub dossiers: u64,
    /// Of them made up.
    pub demo: u64,
    /// Not taken in.
    pub dong: Dong,
    /// Working hours earlier, in all.
    pub hours: u32,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct PreviewPage {
    /// The draft.
    pub decision: PolicyDraft,
    /// Publishing is asked for with it.
    pub revision: i64,
    /// Where it holds, in words.
    pub area: String,
    /// The day for which services are compared.
    pub on: Date,
    /// The services that change.
    pub changes: Vec<ChangeRow>,
    /// Those that stay: name, code, and whether others set their fees.
    pub untouched: Vec<(String, String, bool)>,
    /// Over the last year.
    pub cost: CostView,
    /// Decisions that do the same, by document.
    pub overlaps: Vec<String>,
    /// Its first day is past.
    pub begins_in_the_past: bool,
}

/// The page.
#[must_use]
pub fn page(view: &PreviewPage) -> Html {
    let path = draft_path(&view.decision.id);
    view! {
        {above_list()}
        <h1>{document(&view.decision)}</h1>
        <p class="lead">{t!(VI, "policy.preview_lead")}</p>
        {warnings(view)}
        {facts(&view.decision, &view.area)}
        {cost(&view.cost)}
        <h2>{t!(VI, "policy.changes", count = view.changes.len(), on = format::date(VI, view.on))}</h2>
        {changes(&view.changes)}
        {untouched(&view.untouched)}
        <form method="post" action=format!("{path}/ban-hanh")>
            <input type="hidden" name="revision" value=view.revision.to_string()/>
            <p>{t!(VI, "policy.publish_means")}</p>
            <div class="buttons">
                <button class="button">{t!(VI, "policy.publish")}</button>
                <a class="button quiet" href=format!("{path}/sua")>{t!(VI, "policy.change")}</a>
            </div>
        </form>
        <form method="post" action=format!("{path}/bo")>
            <button class="link">{t!(VI, "policy.discard")}</button>
        </form>
    }
    .into_html()
}

fn warnings(view: &PreviewPage) -> Html {
    let overlaps = view.overlaps.join("; ");
    view! {
        {(!view.overlaps.is_empty())
            .then(|| {
                view! { <Notice tone=Tone::Warning>{t!(VI, "policy.preview_overlaps", documents = overlaps)}</Notice> }
            })}
        {view.begins_in_the_past
            .then(|| view! { <Notice tone=Tone::Warning>{t!(VI, "policy.preview_past")}</Notice> })}
    }
    .into_html()
}

fn cost(cost: &CostView) -> Html {
    let period = t!(VI, "policy.cost_period", from = format::date(VI, cost.from), to = format::date(VI, cost.to));
    let demo = (cost.demo > 0).then(|| {
        let count = format::number(VI, i64::try_from(cost.demo).unwrap_or(i64::MAX));
        view! { <p class="soft">{t!(VI, "policy.cost_demo", count = count)}</p> }
    });
    let dossiers = format::number(VI, i64::try_from(cost.dossiers).unwrap_or(i64::MAX));
    view! {
        <h2>{t!(VI, "policy.cost")}</h2>
        <p>{period}</p>
        <div class="figures">
            <div><div class="of">{t!(VI, "policy.cost_dossiers")}</div><div class="n">{dossiers}</div></div>
            <div>
                <div class="of">{t!(VI, "policy.cost_dong")}</div>
                <div class="n gold">{format::dong(VI, cost.dong)}</div>
            </div>
            <div>
                <div class="of">{t!(VI, "policy.cost_hours")}</div>
                <div class="n">{explain::working_time(VI, cost.hours)}</div>
            </div>
        </div>
        {demo}
    }
    .into_html()
}

fn changes(rows: &[ChangeRow]) -> Html {
    if rows.is_empty() {
        return view! {
            <EmptyState title=t!(VI, "policy.no_changes")><p>{t!(VI, "policy.no_changes_why")}</p></EmptyState>
        }
        .into_html();
    }
    let columns = vec![
        Column::words(t!(VI, "policy.service")),
        Column::numbers(t!(VI, "policy.fee_before")),
        Column::numbers(t!(VI, "policy.fee_after")),
        Column::words(t!(VI, "policy.due_before")),
        Column::words(t!(VI, "policy.due_after")),
    ];
    let rows = rows
        .iter()
        .map(|row| {
            let name = view! {
                <a href=format!("/dich-vu/{}", row.service_id)>{row.name.clone()}</a> " "
                <small>{row.code.clone()}</small>
                {(row.after.online_only && !row.before.online_only)
                    .then(|| view! { <small>{t!(VI, "policy.becomes_online_only")}</small> })}
            };
            vec![
                name.into_html(),
                payable(row.before),
                changed(row.before.payable != row.after.payable, payable(row.after)),
                promised(row.before),
                changed(row.before.promised != row.after.promised, promised(row.after)),
            ]
        })
        .collect();
    view! { <DataTable label=t!(VI, "policy.changes_label") columns rows/> }.into_html()
}

fn payable(deal: Deal) -> Html {
    match deal.payable {
        Some(dong) => format::dong(VI, dong).into_html(),
        None => t!(VI, "policy.unknown").into_html(),
    }
}

fn promised(deal: Deal) -> Html {
    match deal.promised {
        Some(at) => format::moment(VI, at).into_html(),
        None => t!(VI, "policy.unknown").into_html(),
    }
}

fn changed(is_changed: bool, cell: Html) -> Html {
    if is_changed { view! { <strong>{cell}</strong> }.into_html() } else { cell }
}

fn untouched(rows: &[(String, String, bool)]) -> Html {
    if rows.is_empty() {
        return ().into_html();
    }
    let lines = rows
        .iter()
        .map(|(name, code, by_others)| {
            let why = by_others.then(|| view! { ": " {t!(VI, "policy.set_by_others")} });
            view! { <li>{name.clone()} " " <small>{code.clone()}</small> {why}</li> }
        })
        .collect_view();
    view! {
        <details>
            <summary>{t!(VI, "policy.untouched", count = rows.len())}</summary>
            <ul>{lines}</ul>
        </details>
    }
    .into_html()
}
