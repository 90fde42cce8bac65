//! A published decision: what it says, who published it, and its end.

use domain::policy::Policy;
use jiff::civil::DateTime;
use leptos::prelude::*;

use super::{PATH, VI, above_list, document, effect, groups, one_path, scope, validity};
use crate::ui::{DateField, ErrorSummary, Facts, FormState, Html, IntoHtml, TextField};
use crate::{format, names, t};

/// What was done to it.
#[derive(Clone, Debug)]
pub struct ActRow {
    /// When.
    pub at: DateTime,
    /// Who.
    pub actor: String,
    /// It was ended, by this document; else it was published.
    pub ended_by: Option<String>,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct OnePage {
    /// The decision.
    pub policy: Policy,
    /// Where it holds, in words.
    pub area: String,
    /// Publishing and ending.
    pub acts: Vec<ActRow>,
    /// It can be ended.
    pub can_end: bool,
    /// What was typed to end it.
    pub form: FormState,
}

/// The page.
#[must_use]
pub fn page(view: &OnePage) -> Html {
    let policy = &view.policy;
    let copy = format!("{PATH}/moi?tu={}", policy.id);
    view! {
        {above_list()}
        <h1>{document(policy)}</h1>
        <ErrorSummary lang=VI errors=view.form.errors().to_vec()/>
        {facts(policy, &view.area)}
        <p class="soft">{t!(VI, "policy.never_rewritten")}</p>
        <p class="buttons"><a class="button quiet" href=copy>{t!(VI, "policy.copy")}</a></p>
        {acts(&view.acts)}
        {view.can_end.then(|| end(view))}
    }
    .into_html()
}

/// What a decision says, fact by fact.
pub(super) fn facts(decision: &domain::policy::PolicyDraft, area: &str) -> Html {
    let channels: Vec<_> = decision.channels.iter().map(|channel| names::channel(VI, *channel)).collect();
    let channels = if channels.is_empty() { t!(VI, "policy.all_channels").into_owned() } else { channels.join(", ") };
    let issued = t!(VI, "policy.issued", name = decision.issuer_name, date = format::date(VI, decision.date));
    let items = [
        (t!(VI, "policy.issuer_name"), issued.into_owned()),
        (t!(VI, "policy.effect"), effect(&decision.effect)),
        (t!(VI, "policy.scope"), scope(&decision.scope)),
        (t!(VI, "policy.for_whom"), groups(&decision.groups)),
        (t!(VI, "policy.channels"), channels),
        (t!(VI, "policy.area"), area.to_owned()),
        (t!(VI, "policy.validity"), validity(decision)),
        (t!(VI, "policy.source"), decision.source.clone()),
    ];
    let items = items.into_iter().map(|(name, fact)| (name.into_owned(), fact.into_html())).collect();
    view! { <Facts items/> }.into_html()
}

fn acts(rows: &[ActRow]) -> Html {
    let lines = rows
        .iter()
        .map(|row| {
            let at = format::moment(VI, row.at);
            let words = match &row.ended_by {
                Some(source) => t!(VI, "policy.was_ended", at = at, actor = row.actor, source = source),
                None => t!(VI, "policy.was_published", at = at, actor = row.actor),
            };
            view! { <li>{words}</li> }
        })
        .collect_view();
    (!rows.is_empty()).then(|| view! { <h2>{t!(VI, "policy.acts")}</h2> <ul>{lines}</ul> }).into_html()
}

fn end(view: &OnePage) -> Html {
    let form = &view.form;
    view! {
        <details open=form.has_errors()>
            <summary>{t!(VI, "policy.end")}</summary>
            <form method="post" action=format!("{}/ket-thuc", one_path(&view.policy.id)) novalidate>
                <p>{t!(VI, "policy.end_means")}</p>
                <DateField lang=VI field=form.field("last_day") label=t!(VI, "policy.last_day") required=true/>
                <TextField
                    lang=VI field=form.field("end_source") label=t!(VI, "policy.end_source")
                    hint=t!(VI, "policy.end_source_hint") required=true maxlength=200_u32
                />
                <button class="button quiet">{t!(VI, "policy.end")}</button>
            </form>
        </details>
    }
    .into_html()
}
