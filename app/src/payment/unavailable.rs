//! What is said when there is no payment gateway to go to.

use crate::t;
use crate::ui::{Html, IntoHtml, Notice, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The page: nothing was changed, what to do instead; with `others`, to choose another gateway.
#[must_use]
pub fn page(lang: Lang, dossier: &str, others: bool) -> Html {
    let again = others.then(|| {
        view! {
            <form method="post" action=lang.path(&format!("/thanh-toan/{dossier}"))>
                <button class="button">{t!(lang, "payment.choose_again")}</button>
            </form>
        }
    });
    view! {
        <div class="narrow">
            <h1>{t!(lang, "payment.unavailable")}</h1>
            <Notice tone=Tone::Warning>
                <p>{t!(lang, "payment.unavailable_means")}</p>
            </Notice>
            <p>{t!(lang, "payment.unavailable_advice")}</p>
            <div class="buttons">
                {again}
                <a class="button" href=lang.path(&format!("/ho-so/{dossier}"))>
                    {t!(lang, "payment.to_dossier")}
                </a>
            </div>
        </div>
    }
    .into_html()
}
