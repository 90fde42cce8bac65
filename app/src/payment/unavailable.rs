//! What is said when there is no payment gateway to go to.

use crate::t;
use crate::ui::{Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The page: nothing was changed, what to do instead.
#[must_use]
pub fn page(lang: Lang, dossier: &str) -> Html {
    view! {
        <div class="narrow">
            <h1>{t!(lang, "payment.unavailable")}</h1>
            <Notice tone=Tone::Warning>
                <p>{t!(lang, "payment.unavailable_means")}</p>
            </Notice>
            <p>{t!(lang, "payment.unavailable_advice")}</p>
            <div class="buttons">
                <a class="button" href=lang.path(&format!("/ho-so/{dossier}"))>
                    {t!(lang, "payment.to_dossier")}
                </a>
            </div>
        </div>
    }
    .into_html()
}
