//! `/tra-cuu`: anybody asks how far a dossier is.

use super::completion;
use crate::t;
use crate::ui::{FormState, Html, IntoHtml, Notice, TextField, Tone};
use crate::words::Lang;
use domain::dossier::Completion;
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct LookUpPage {
    /// What was typed, with what is wrong with it; the field is `ma`.
    pub form: FormState,
    /// What was found.
    pub answer: Answer,
    /// Whether somebody is signed in.
    pub signed_in: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing was asked, or it couldn't be read.
    Nothing,
    /// How far the dossier is.
    Found {
        /// Its public name.
        name: String,
        /// How far.
        completion: Completion,
    },
    /// No such dossier.
    NotFound,
}

/// The page.
#[must_use]
pub fn page(lang: Lang, view: &LookUpPage) -> Html {
    view! {
        <div class="narrow">
            <h1>{t!(lang, "tracking.look_up.title")}</h1>
            <p class="lead">{t!(lang, "tracking.look_up.lead")}</p>
            <form method="get" action=lang.path("/tra-cuu") class="look-up">
                <TextField
                    lang
                    field=view.form.field("ma")
                    label=t!(lang, "tracking.look_up.name")
                    hint=t!(lang, "tracking.look_up.hint")
                    required=true
                    autocomplete="off"
                    maxlength=60_u32
                />
                <button class="button">{t!(lang, "tracking.look_up.ask")}</button>
            </form>
            {answer(lang, view)}
            <p>
                <a href=lang.path("/kiem-tra-ket-qua")>{t!(lang, "tracking.look_up.authentic")}</a>
            </p>
        </div>
    }
    .into_html()
}

fn answer(lang: Lang, view: &LookUpPage) -> Html {
    match &view.answer {
        Answer::Nothing => ().into_html(),
        Answer::NotFound => view! {
            <Notice tone=Tone::Warning title=t!(lang, "tracking.look_up.none")>
                <p>{t!(lang, "tracking.look_up.none_advice")}</p>
            </Notice>
        }
        .into_html(),
        Answer::Found { name, completion: how_far } => {
            let mine = lang.path(&format!("/ho-so/{name}"));
            let sign_in = lang.path(&format!("/dang-nhap?tiep=/ho-so/{name}"));
            let more = if view.signed_in {
                view! { <a href=mine>{t!(lang, "tracking.look_up.open")}</a> }
            } else {
                view! { <a href=sign_in>{t!(lang, "tracking.look_up.sign_in")}</a> }
            };
            view! {
                <section class="found" aria-labelledby="found">
                    <h2 id="found">{t!(lang, "tracking.look_up.found", name = name)}</h2>
                    {completion(lang, *how_far)}
                    <p>{t!(lang, "tracking.look_up.rest")} " " {more} "."</p>
                </section>
            }
            .into_html()
        }
    }
}
