//! Under which rules a dossier is read: those of the day of its filing.

use crate::format;
use crate::names;
use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use domain::mode::Mode;
use domain::regime::Regime;
use leptos::prelude::*;

/// The rules of that day, to be opened: each subject with its text, and how the service was called then.
#[must_use]
pub fn regime(lang: Lang, regime: &Regime, mode: Mode) -> Html {
    let rows = regime
        .legal
        .iter()
        .map(|basis| {
            view! {
                <div>
                    <dt>{names::subject(lang, basis.subject)}</dt>
                    <dd lang="vi">{basis.text.clone()}</dd>
                </div>
            }
        })
        .collect_view();
    let day = format::date(lang, regime.on);
    let called = mode
        .old_level(regime.service_levels)
        .map(|level| view! { <p>{t!(lang, "explain.old_level", level = level)}</p> });
    view! {
        <details class="regime">
            <summary>{t!(lang, "explain.regime", day = day.clone())}</summary>
            <p>{t!(lang, "explain.regime_means", day = day)}</p>
            {called}
            <dl class="facts">{rows}</dl>
        </details>
    }
    .into_html()
}
