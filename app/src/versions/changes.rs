//! What differs between two versions: old beside new, part by part; what stayed is folded away.

use domain::procedure::{Change, Difference, Part, Procedure, content};
use leptos::prelude::*;

use super::{VI, words::value};
use crate::ui::{Facts, Html, IntoHtml};
use crate::{names, t};

/// The parts that differ.
pub(super) fn differences(list: &[Difference]) -> Html {
    list.iter().map(difference).collect_view().into_html()
}

fn difference(difference: &Difference) -> Html {
    let id = format!("doi-{}", difference.part);
    let labelled = id.clone();
    let kept = (difference.kept > 0).then(|| {
        view! { <p class="soft">{t!(VI, "version.kept", count = difference.kept)}</p> }
    });
    let changes = difference.changes.iter().map(change).collect_view();
    view! {
        <section class="difference" aria-labelledby=labelled>
            <h3 id=id>{names::part(VI, difference.part)}</h3>
            <ul class="changes">{changes}</ul>
            {kept}
        </section>
    }
    .into_html()
}

fn change(change: &Change) -> Html {
    match change {
        Change::Added(new) => {
            view! { <li><p class="what">{t!(VI, "version.added")}</p><div><ins>{value(new)}</ins></div></li> }
                .into_html()
        }
        Change::Removed(old) => {
            view! { <li><p class="what">{t!(VI, "version.removed")}</p><div><del>{value(old)}</del></div></li> }
                .into_html()
        }
        Change::Moved(same) => {
            view! { <li><p class="what">{t!(VI, "version.moved")}</p><div><span>{value(same)}</span></div></li> }
                .into_html()
        }
        Change::Changed { old, new } => view! {
            <li>
                <p class="what">{t!(VI, "version.changed")}</p>
                <div class="sides">
                    <div><small>{t!(VI, "version.old")}</small><del>{value(old)}</del></div>
                    <div><small>{t!(VI, "version.new")}</small><ins>{value(new)}</ins></div>
                </div>
            </li>
        }
        .into_html(),
    }
}

/// The parts that say the same, folded; those that are empty are left out.
pub(super) fn rest(of: &Procedure, list: &[Difference]) -> Html {
    let same = |part: &&Part| !list.iter().any(|difference| difference.part == **part);
    let items: Vec<(String, Html)> = Part::ALL
        .iter()
        .filter(same)
        .filter_map(|part| {
            let entries = content(of, *part);
            let lines: Vec<String> = entries.iter().map(|entry| value(&entry.value)).collect();
            let said = view! { <span class="lines">{lines.join("\n")}</span> };
            (!lines.is_empty()).then(|| (names::part(VI, *part).into_owned(), said.into_html()))
        })
        .collect();
    let count = items.len();
    (count > 0)
        .then(|| {
            view! {
                <details class="rest">
                    <summary>{t!(VI, "version.rest", count = count)}</summary>
                    <Facts items/>
                </details>
            }
        })
        .into_html()
}
