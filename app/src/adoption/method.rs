//! How the figures are worked out, and what is not counted: in words, so that anybody can check them.

use crate::ui::{Html, IntoHtml};
use domain::metrics::Measure;
use leptos::prelude::*;

use super::{how, name};
use crate::t;
use crate::words::Lang;

/// The explanation; `least` is the smallest number of dossiers that the public sees.
#[must_use]
pub fn method(lang: Lang, least: i64) -> Html {
    let measures = Measure::ALL
        .iter()
        .map(|measure| view! { <dt>{name(lang, *measure)}</dt> <dd>{how(lang, *measure)}</dd> })
        .collect_view();
    view! {
        <details id="cach-tinh">
            <summary>{t!(lang, "adoption.method")}</summary>
            <ul class="prose">
                <li>{t!(lang, "adoption.method.period")}</li>
                <li>{t!(lang, "adoption.method.not_counted")}</li>
                <li>{t!(lang, "adoption.method.pooled")}</li>
                <li>{t!(lang, "adoption.method.rounding")}</li>
                <li>{t!(lang, "adoption.method.target")}</li>
                <li>{t!(lang, "adoption.method.few", least = least)}</li>
            </ul>
            <dl class="prose">{measures}</dl>
            <p class="soft">{t!(lang, "adoption.method.source")}</p>
        </details>
    }
    .into_html()
}
