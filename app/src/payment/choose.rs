//! Where to pay, where there are several gateways.

use crate::t;
use crate::ui::{Html, IntoHtml};
use crate::words::Lang;
use leptos::prelude::*;

/// A gateway to choose.
#[derive(Clone, Debug)]
pub struct Way {
    /// Its name in the form.
    pub gateway: String,
    /// What people call it.
    pub title: String,
}

/// The page: a button for each gateway.
#[must_use]
pub fn page(lang: Lang, dossier: &str, ways: &[Way]) -> Html {
    let buttons = ways
        .iter()
        .map(|way| {
            view! {
                <button class="button wide" name="gateway" value=way.gateway.clone()>
                    {way.title.clone()}
                </button>
            }
        })
        .collect_view();
    view! {
        <div class="narrow">
            <h1>{t!(lang, "payment.choose")}</h1>
            <p class="lead">{t!(lang, "payment.choose_means")}</p>
            <form method="post" action=lang.path(&format!("/thanh-toan/{dossier}"))>
                <div class="buttons">{buttons}</div>
            </form>
            <p>
                <a href=lang.path(&format!("/ho-so/{dossier}"))>{t!(lang, "payment.to_dossier")}</a>
            </p>
        </div>
    }
    .into_html()
}
