//! `/ho-so/{name}/rut`: what withdrawing means, and why.

use crate::t;
use crate::ui::{ErrorSummary, FormState, Html, IntoHtml, Notice, TextArea, Tone};
use crate::words::Lang;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct WithdrawPage {
    /// The dossier's public name.
    pub name: String,
    /// The service.
    pub service: String,
    /// What becomes of what was paid, a sentence each; none where nothing was.
    pub money: Vec<String>,
    /// What was typed; the field is `reason`.
    pub form: FormState,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &WithdrawPage) -> Html {
    let dossier = lang.path(&format!("/ho-so/{}", view.name));
    let here = lang.path(&format!("/ho-so/{}/rut", view.name));
    let money = view.money.iter().map(|words| view! { <p>{words.clone()}</p> }).collect_view();
    view! {
        <div class="narrow">
            <ErrorSummary lang errors=view.form.errors().to_vec()/>
            <h1>{t!(lang, "tracking.withdraw.title", name = view.name)}</h1>
            <p class="lead">{view.service.clone()}</p>
            <Notice tone=Tone::Warning>
                <p>{t!(lang, "tracking.withdraw.means")}</p>
                {money}
            </Notice>
            <form method="post" action=here novalidate>
                <TextArea
                    lang
                    field=view.form.field("reason")
                    label=t!(lang, "tracking.withdraw.reason")
                    required=true
                    rows=3
                    maxlength=1000_u32
                />
                <div class="buttons">
                    <button class="button">{t!(lang, "tracking.withdraw.do")}</button>
                    <a class="button quiet" href=dossier>{t!(lang, "tracking.withdraw.keep")}</a>
                </div>
            </form>
        </div>
    }
    .into_html()
}
